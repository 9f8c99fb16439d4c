//! What paper were you given? Cards, one for each paper that the country's officers hand out;
//! those who are not sure whose officers they were see both countries, and how to tell.

use askama::Template;

use crate::doors::{self, Paper};
use crate::error::WebError;
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/papers.html")]
struct Papers {
    f: Frame,
    unsure: bool,
    groups: Vec<(&'static str, Vec<&'static Paper>)>,
}

/// Shows the cards.
pub async fn show(visit: Visit) -> Reply {
    let (unsure, countries): (bool, &[&'static str]) = match visit.part("country") {
        "us" => (false, &["us"]),
        "ca" => (false, &["ca"]),
        "unsure" => (true, &["us", "ca"]),
        _ => return Err(WebError::NotFound),
    };
    let f = visit.frame(visit.w.t("papers-title"));
    let groups = countries.iter().map(|country| (*country, doors::papers(country))).collect();
    visit.show(&Papers { f, unsure, groups })
}
