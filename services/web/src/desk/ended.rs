//! A form that came after its session had ended. The words that were typed in it are given back,
//! and the way leads to the same step of the same case once its writer is known again.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use domain::case::steps::STEPS;
use domain::recourse::Mechanism;
use domain::recourse::definition::{Field, FieldKind, Step};

use super::labels;
use crate::error::WebError;
use crate::posted::Posted;
use crate::staff::{escape, sign_in};
use crate::visit::{Frame, Visit};
use crate::words::Words;

#[derive(Template)]
#[template(path = "staff/ended.html")]
struct Ended {
    f: Frame,
    typed: Vec<(String, String)>,
    again: String,
}

/// The texts that were typed for a step, under the labels of their fields.
pub fn typed(w: Words, key: &str, posted: &Posted) -> Vec<(String, String)> {
    let is_text = |ask: &&Field| matches!(ask.kind, FieldKind::Sealed | FieldKind::Text);
    let typed = |ask: &Field| {
        let text = posted.get(ask.key);
        (!text.is_empty()).then(|| (labels::field(w, key, ask.key), text.to_owned()))
    };
    let asks = step(key).map_or(&[][..], |step| step.asks);
    asks.iter().filter(is_text).filter_map(typed).collect()
}

fn step(key: &str) -> Option<&'static Step> {
    Mechanism::Inquiry.steps().iter().chain(STEPS).find(|step| step.key == key)
}

/// The page. Nothing of the record is on it: only what this browser just sent.
pub fn page(
    visit: &Visit,
    (reference, on, key): (&str, &str, &str),
    posted: &Posted,
) -> Result<HttpResponse, WebError> {
    let step = step(key).ok_or(WebError::NotFound)?;
    let back = format!("/desk/cases/{}?step={}&on={}", escape(reference), step.key, escape(on));
    let page = Ended {
        f: visit.frame(visit.w.t("desk-ended-title")),
        typed: typed(visit.w, step.key, posted),
        again: sign_in::address(&back),
    };
    visit.show_as(StatusCode::UNAUTHORIZED, &page)
}
