//! The clock that moves when told, so that anyone can watch weeks go by: a page with a few
//! strides, and the same for programs that test from outside.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use jiff::{Timestamp, ToSpan};

use super::Demo;
use crate::error::WebError;
use crate::posted::is_foreign;
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "demo/clock.html")]
struct Page {
    f: Frame,
    now: String,
    movable: bool,
}

/// Where the clock is to stand, or how far it is to go on.
#[derive(serde::Deserialize)]
struct Order {
    at: Option<Timestamp>,
    days: Option<i64>,
    hours: Option<i64>,
}

/// Shows the clock.
pub(super) async fn show(visit: Visit, demo: web::Data<Demo>) -> Reply {
    let now = visit.w.instant(&visit.counter.time.now(), visit.counter.register.zone());
    let f = visit.frame(visit.w.t("demo-clock-title"));
    visit.show(&Page { f, now, movable: demo.hand.is_some() })
}

/// Moves the clock. A form is sent back to the page; a program gets the instant.
pub(super) async fn turn(
    visit: Visit,
    demo: web::Data<Demo>,
    request: HttpRequest,
    body: web::Bytes,
) -> Reply {
    if is_foreign(request.headers()) {
        return Err(WebError::StaleForm);
    }
    let hand = demo.hand.as_ref().ok_or(WebError::NotFound)?;
    let program = is_json(&request);
    let order = read(program, &body).ok_or(WebError::WrongKind)?;
    let to = order.instant(visit.counter.time.now()).ok_or(WebError::WrongKind)?;
    let stands = hand.move_to(to).await.map_err(WebError::inside("move the clock"))?;
    if program {
        return Ok(HttpResponse::Ok().json(serde_json::json!({ "now": stands })));
    }
    visit.go("/demo/clock")
}

fn is_json(request: &HttpRequest) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/json"))
}

fn read(json: bool, body: &[u8]) -> Option<Order> {
    if json {
        return serde_json::from_slice(body).ok();
    }
    let pairs = web::Query::<Vec<(String, String)>>::from_query(std::str::from_utf8(body).ok()?);
    let pairs = pairs.ok()?.into_inner();
    let field = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    Some(Order {
        at: field("at").filter(|v| !v.is_empty()).and_then(|v| v.parse().ok()),
        days: field("days").and_then(|v| v.parse().ok()),
        hours: field("hours").and_then(|v| v.parse().ok()),
    })
}

impl Order {
    fn instant(&self, now: Timestamp) -> Option<Timestamp> {
        if let Some(at) = self.at {
            return Some(at);
        }
        let hours = self.hours.unwrap_or(0).checked_add(self.days.unwrap_or(0).checked_mul(24)?)?;
        (0..=24 * 800).contains(&hours).then(|| now.checked_add(hours.hours()).ok())?
    }
}
