//! What the analyst's addresses answer with. Who may ask is decided where the staff signs in and
//! where programs show their token; here it is only asked.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LANGUAGE};
use actix_web::{HttpMessage as _, HttpResponse, web};
use askama::Template;
use domain::{Jurisdiction, Role};
use jiff::Timestamp;
use measures::rows::Recourse;
use measures::{Figure, ShardPosition};
use store::follow::checkpoint;
use store::{StoreError, matters};
use uuid::Uuid;

use super::asked::{Asked, BadQuestion};
use super::names::PLACES;
use super::reading::{Ground, Key, Page, Reading, standard};
use super::view::{View, trouble};
use super::{csv, figures};
use crate::api::call::Call;
use crate::api::fault::Fault;
use crate::api::problem::{FieldProblem, MEDIA_TYPE, Problem, Trace};
use crate::error::WebError;
use crate::staff::record::Record;
use crate::staff::{Me, NotIn, SignedIn};
use crate::visit::{Frame, Visit};

/// Tries to read rows and position of the same instant, before the position is taken as it is.
const TRIES: usize = 3;

/// Who reads figures; the pages' own table says the same (`staff::policy`).
const READERS: [Role; 2] = [Role::Analyst, Role::Supervisor];

#[derive(Template)]
#[template(path = "insight/served.html")]
struct Served {
    f: Frame,
    me: Me,
    view: Arc<str>,
}

/// The page.
pub async fn page(signed: SignedIn) -> Result<HttpResponse, NotIn> {
    let synthetic = signed.visit.counter.synthetic;
    let ground = ground(&signed.record, signed.jurisdiction, signed.at, synthetic).await;
    let ground = ground.map_err(WebError::from)?;
    let key = Key {
        whose: signed.jurisdiction,
        as_of: ground.reading.as_of.clone(),
        today: ground.today,
        lang: signed.visit.lang(),
        query: signed.visit.request().query_string().to_owned(),
    };
    let (view, is_answered) = match signed.record.shelf.page(&key) {
        Some(kept) => kept,
        None => made(&signed, key, ground).await?,
    };
    let status = if is_answered { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let f = signed.frame(signed.visit.w.t("insight-title"));
    let served = Served { f, me: signed.me(), view };
    Ok(signed.visit.show_as(status, &served)?)
}

/// Makes a page away from the threads that answer others, and keeps it.
async fn made(signed: &SignedIn, key: Key, ground: Ground) -> Result<Page, WebError> {
    let (w, query) = (signed.visit.w, key.query.clone());
    let page = web::block(move || -> Result<Page, Failed> {
        let view = View::of(w, &query, &ground)?;
        Ok((view.render()?.into(), view.is_answered()))
    });
    let page = page.await.map_err(|error| WebError::inside("count")(Box::new(error)))?;
    let page = page.map_err(WebError::inside("count"))?;
    signed.record.shelf.keep_page(key, &page);
    Ok(page)
}

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// A measure as a file.
pub async fn file(signed: SignedIn) -> Result<HttpResponse, NotIn> {
    let name = signed.visit.part("page").strip_suffix(".csv").ok_or(WebError::NotFound)?.to_owned();
    let synthetic = signed.visit.counter.synthetic;
    let ground = ground(&signed.record, signed.jurisdiction, signed.at, synthetic).await;
    let ground = ground.map_err(WebError::from)?;
    let query = signed.visit.request().query_string();
    let Ok((asked, figure)) = answer(&name, query, &ground) else {
        return Err(WebError::NotFound.into());
    };
    let disposition = format!("attachment; filename=\"{name}-{}-{}.csv\"", asked.from, asked.to);
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((CONTENT_DISPOSITION, disposition))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(csv::file(&figure, asked.bom)))
}

/// A measure for programs.
pub async fn json(call: Call) -> Result<HttpResponse, Fault> {
    call.must("measures:read", &READERS)?;
    let synthetic = call.visit.counter.synthetic;
    let ground = ground(call.record(), call.jurisdiction, call.at, synthetic).await?;
    let query = call.visit.request().query_string();
    let mut reply = HttpResponse::Ok();
    Ok(match answer(call.visit.part("name"), query, &ground) {
        Ok((_, figure)) => reply.insert_header((CACHE_CONTROL, "no-store")).json(figure),
        Err(bad) => problem(&call.visit, &bad),
    })
}

/// A question that cannot be answered, with the nearest name that can.
fn problem(visit: &Visit, bad: &BadQuestion) -> HttpResponse {
    let (status, code, pointer) = match bad {
        BadQuestion::Unknown { what: "measure", .. } => {
            (StatusCode::NOT_FOUND, "unknown-measure", "/name".to_owned())
        }
        BadQuestion::Unknown { what: "parameter", name, .. } => {
            (StatusCode::BAD_REQUEST, "unknown-filter", format!("?{name}"))
        }
        BadQuestion::Unknown { what, .. } => {
            (StatusCode::BAD_REQUEST, "unknown-filter", format!("?{what}"))
        }
        BadQuestion::Period { what } => (StatusCode::BAD_REQUEST, "bad-period", format!("?{what}")),
    };
    let (w, detail) = (visit.w, trouble(visit.w, bad));
    let trace = visit.request().extensions().get::<Trace>().map_or(Uuid::nil(), |trace| trace.0);
    let body = Problem {
        kind: format!("{}/docs/problems#{code}", visit.counter.public_url),
        title: w.t("insight-trouble"),
        status: status.as_u16(),
        code: code.to_owned(),
        detail: Some(detail.clone()),
        errors: vec![FieldProblem { pointer, code: code.to_owned(), message: detail }],
        current_version: None,
        since: Vec::new(),
        trace_id: trace.simple().to_string(),
    };
    let body = serde_json::to_string(&body).unwrap_or_default();
    HttpResponse::build(status)
        .insert_header((CONTENT_LANGUAGE, visit.lang().code()))
        .insert_header((CACHE_CONTROL, "no-store"))
        .content_type(MEDIA_TYPE)
        .body(body)
}

fn answer(name: &str, query: &str, ground: &Ground) -> Result<(Asked, Figure), BadQuestion> {
    let asked = Asked::read(query, ground.today)?;
    let figure = figures::answer(name, &asked, ground)?;
    Ok((asked, figure))
}

/// What figures of a record rest on, now.
async fn ground(
    record: &Record,
    whose: Jurisdiction,
    at: Timestamp,
    synthetic: bool,
) -> Result<Ground, StoreError> {
    let reading = reading(record, whose).await?;
    let today = record.register.zone().to_datetime(at).date();
    Ok(Ground { reading, standard: standard(record.register.rules()), synthetic, today })
}

/// The rows of a record: those that are kept if it has not moved, else read anew.
async fn reading(record: &Record, whose: Jurisdiction) -> Result<Arc<Reading>, StoreError> {
    let mut now = position(record, whose).await?;
    if let Some(kept) = record.shelf.find(whose, &now) {
        return Ok(kept);
    }
    let mut tries = 0;
    loop {
        let read = matters::read(&record.register, &[whose]).await?;
        let then = position(record, whose).await?;
        tries += 1;
        if then == now || tries == TRIES {
            let rows =
                read.facts.iter().map(|facts| Recourse::from_facts(facts, &PLACES)).collect();
            let reading = Arc::new(Reading { rows, as_of: now });
            record.shelf.keep(whose, &reading);
            return Ok(reading);
        }
        now = then;
    }
}

async fn position(record: &Record, whose: Jurisdiction) -> Result<Vec<ShardPosition>, StoreError> {
    let place = checkpoint(&record.register, "matters", whose).await?;
    let position = place.map_or(0, |(position, _)| position.0);
    Ok(vec![ShardPosition { shard: whose.shard().0.to_string(), position }])
}
