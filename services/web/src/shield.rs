//! Goes round every answer: puts the security headers on, and turns a bare failure on a page's
//! path into a page of its own in the visitor's language.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpRequest, HttpResponse};
use askama::Template;

use crate::error::{WebError, page_of};
use crate::posted::Posted;
use crate::visit::{Frame, Visit};

/// Nothing from elsewhere, nothing inline, nobody may frame us.
const CONTENT: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// `same-origin` and not `no-referrer`: the latter would blank the Origin of our own forms.
const ALWAYS: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// When a browser may ask again on its own, in seconds.
const SECONDS: &str = "10";

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    f: Frame,
    page: &'static str,
    typed: Vec<(String, String)>,
}

/// The middleware.
pub async fn shield<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let mut answer = match next.call(request).await {
        Ok(answer) => explain(answer),
        Err(error) => return Err(error),
    };
    let https = Visit::of(answer.request()).counter.is_https();
    guard(answer.headers_mut(), https);
    Ok(answer)
}

fn guard(headers: &mut HeaderMap, https: bool) {
    let mut put = |name: &'static str, value: &'static str| {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    for (name, value) in ALWAYS {
        put(name, value);
    }
    if https {
        put("strict-transport-security", "max-age=63072000; includeSubDomains");
    }
}

fn explain<B: MessageBody>(answer: ServiceResponse<B>) -> ServiceResponse<EitherBody<B, BoxBody>> {
    let status = answer.status();
    let is_failure = status.is_client_error() || status.is_server_error();
    if !is_failure || answer.headers().contains_key("content-type") {
        return answer.map_into_left_body();
    }
    let error = answer.response().error();
    if status.is_server_error() {
        tracing::error!(path = answer.request().path(), ?error, "a page failed");
    }
    let page = error.and_then(|e| e.as_error::<WebError>()).map_or(page_of(status), WebError::page);
    let body = failure_page(answer.request(), status, page);
    answer.into_response(body).map_into_right_body()
}

/// The page for a failure.
fn failure_page(request: &HttpRequest, status: StatusCode, page: &'static str) -> HttpResponse {
    let visit = Visit::of(request);
    let f = visit.frame(visit.w.t(&format!("error-{page}-title")));
    let typed = written(&visit, request);
    let mut answer = visit
        .show_as(status, &ErrorPage { f, page, typed })
        .unwrap_or_else(|_| HttpResponse::InternalServerError().finish());
    if status == StatusCode::SERVICE_UNAVAILABLE {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(SECONDS));
    }
    answer
}

/// What somebody wrote on the form that was sent, under its questions where they have words here.
fn written(visit: &Visit, request: &HttpRequest) -> Vec<(String, String)> {
    let w = visit.w;
    let label = |name: &str| {
        let asks = [format!("ask-{name}"), format!("desk-ask-{name}")];
        let known = asks.iter().find(|key| w.has(key));
        w.t(known.map_or("error-written", String::as_str))
    };
    let extensions = request.extensions();
    let posted = extensions.get::<Posted>().into_iter();
    posted.flat_map(Posted::written).map(|(name, text)| (label(name), text.to_owned())).collect()
}
