//! Writes every failure of the programming interface as problem details (RFC 9457), in English
//! or French, with a stable code, a pointer to each bad field, and the number under which the
//! log has it.

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, RETRY_AFTER, VARY, WWW_AUTHENTICATE,
};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, ResponseError};
use domain::Violation;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::fault::Fault;
use crate::desk::offer::Bar;
use crate::visit::Visit;
use crate::words::Words;

#[cfg(test)]
mod tests;

/// Media type of every failure.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A failure, as callers read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Where this kind of problem is explained.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is, in the caller's language.
    pub title: String,
    /// The status, once more.
    pub status: u16,
    /// Stable code of the problem.
    pub code: String,
    /// How to go on, in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// Version at which the case stands, where the one that was named is stale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_version: Option<i32>,
    /// Names of the events that the caller had not seen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub since: Vec<String>,
    /// Number under which our log has the request.
    pub trace_id: String,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    /// JSON pointer to it.
    pub pointer: String,
    /// Stable code.
    pub code: String,
    /// In the caller's language.
    pub message: String,
}

/// The number of a request, in its extensions.
#[derive(Debug, Clone, Copy)]
pub struct Trace(pub Uuid);

impl Problem {
    /// The problem of a fault.
    pub fn of(fault: &Fault, w: Words, site: &str, trace: Uuid) -> Self {
        let code = fault.code();
        let (current_version, since) = if let Fault::Stale { current, since } = fault {
            (Some(*current), since.clone())
        } else {
            (None, Vec::new())
        };
        let (title, detail) = texts(fault, w);
        Self {
            kind: format!("{site}/docs/problems#{code}"),
            title,
            status: fault.status_code().as_u16(),
            code: code.to_owned(),
            detail,
            errors: field_problems(fault, w),
            current_version,
            since,
            trace_id: trace.simple().to_string(),
        }
    }
}

/// What it is and how to go on. A rule's own words carry both.
fn texts(fault: &Fault, w: Words) -> (String, Option<String>) {
    let code = fault.code();
    let Fault::Violation(violation) = fault else {
        let next = w.of("problem-{code}-next", code);
        return (w.of("problem-{code}", code), Some(next));
    };
    let tie = if let Violation::NotIndependent { why } = violation {
        Some(w.t(&Bar::Tie(*why).key()))
    } else {
        None
    };
    (w.of("violation-{code}", code), tie)
}

fn field_problems(fault: &Fault, w: Words) -> Vec<FieldProblem> {
    let one = |at: &str, what: &str| FieldProblem {
        pointer: format!("/{at}"),
        code: what.to_owned(),
        message: bad_field(w, what),
    };
    if let Fault::Fields(troubles) = fault {
        return troubles.iter().map(|t| one(&t.at, t.what)).collect();
    }
    if let Fault::Violation(Violation::BadField { field, what }) = fault {
        return vec![one(&field.replace('.', "/"), what)];
    }
    let Fault::Parameter(name) = fault else {
        return Vec::new();
    };
    vec![FieldProblem {
        pointer: format!("?{name}"),
        code: "bad-parameter".to_owned(),
        message: w.t("problem-bad-parameter"),
    }]
}

/// What is wrong with a field, in words.
pub fn bad_field(w: Words, what: &str) -> String {
    let key = format!("bad-field-{what}");
    if w.has(&key) { w.t(&key) } else { w.t("violation-bad-field") }
}

/// The middleware: gives each request its number, and each bare failure its body.
pub async fn explain<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let trace = Trace(Visit::of(request.request()).counter.ids.next());
    request.extensions_mut().insert(trace);
    let answer = next.call(request).await?;
    let status = answer.status();
    if !(status.is_client_error() || status.is_server_error())
        || answer.headers().contains_key("content-type")
    {
        return Ok(answer.map_into_left_body());
    }
    let bare;
    let known = answer.response().error().and_then(|e| e.as_error::<Fault>());
    let fault = if let Some(fault) = known {
        fault
    } else {
        bare = of_status(status);
        &bare
    };
    if status.is_server_error() {
        tracing::error!(trace = %trace.0, ?fault, "a request failed");
    }
    let visit = Visit::of(answer.request());
    let body =
        write(&Problem::of(fault, visit.w, &visit.counter.public_url, trace.0), fault, &visit);
    Ok(answer.into_response(body).map_into_right_body())
}

/// The fault behind a status that some other part of the program answered with.
fn of_status(status: StatusCode) -> Fault {
    match status.as_u16() {
        401 => Fault::SignIn,
        403 => Fault::Scope,
        404 => Fault::NotFound,
        405 => Fault::Method,
        408 => Fault::TooSlow,
        413 => Fault::TooLarge,
        415 => Fault::WrongKind,
        503 => Fault::Busy,
        400..=499 => Fault::Unreadable,
        _ => Fault::Inside {
            doing: "answer",
            source: Box::new(std::io::Error::other("an answer without a reason")),
        },
    }
}

fn write(problem: &Problem, fault: &Fault, visit: &Visit) -> HttpResponse {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = HttpResponse::build(status);
    answer
        .insert_header((CONTENT_LANGUAGE, visit.lang().code()))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((VARY, "accept-language"));
    if let Some(seconds) = fault.retry_after() {
        answer.insert_header((RETRY_AFTER, seconds.to_string()));
    }
    if let Fault::Stale { current, .. } = fault {
        answer.insert_header(("etag", format!("\"v{current}\"")));
    }
    if matches!(fault, Fault::SignIn) {
        answer.insert_header((WWW_AUTHENTICATE, "Bearer realm=\"redress\""));
    }
    let body = serde_json::to_string(problem).unwrap_or_default();
    answer.content_type(MEDIA_TYPE).body(body)
}
