//! The first-day sheet: made to be printed and written on while memory is fresh.

use askama::Template;

use crate::doors::{self, Door};
use crate::error::WebError;
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/sheet.html")]
struct Sheet {
    f: Frame,
    country: &'static str,
    doors: Vec<&'static Door>,
}

/// Shows the sheet of a country.
pub async fn show(visit: Visit) -> Reply {
    let country = match visit.part("country") {
        "us" => "us",
        "ca" => "ca",
        _ => return Err(WebError::NotFound),
    };
    let f = visit.frame(visit.w.t("sheet-title"));
    visit.show(&Sheet { f, country, doors: doors::all(country) })
}
