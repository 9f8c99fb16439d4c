//! Cases: filed, read as they stand or stood, with their history and their clocks.

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, LOCATION, VARY,
};
use actix_web::{HttpResponse, HttpResponseBuilder, web};
use domain::purpose::Channel;
use domain::{CaseId, Role};
use serde::{Deserialize, Serialize};
use store::{AsOf, Receipt, Submission};

use super::call::{Call, Found};
use super::fault::Fault;
use super::sent::{Sent, tag};
use super::view::{Viewer, who};
use crate::desk::clocks;
use crate::steps::Order;
use crate::steps::filing::{self, Filing, Source};

/// Roles that work cases.
pub const OFFICE: &[Role] = &[Role::Officer, Role::Supervisor];

/// Which day's case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// An instant (RFC 3339) or a version (a number).
    #[serde(default)]
    as_of: Option<String>,
}

impl Which {
    fn read(&self) -> Result<Option<AsOf>, Fault> {
        let Some(text) = &self.as_of else {
            return Ok(None);
        };
        if let Ok(version) = text.trim_start_matches('v').parse::<i32>() {
            return Ok(Some(AsOf::Version(version)));
        }
        let instant = text.parse().map_err(|_| Fault::Parameter("as_of"))?;
        Ok(Some(AsOf::Instant(instant)))
    }
}

/// Files a case.
pub async fn file(call: Call, sent: Sent) -> Result<HttpResponse, Fault> {
    call.must("cases:file", OFFICE)?;
    let filing: Filing = sent.json()?;
    let counter = &call.visit.counter;
    let source = Source {
        jurisdiction: call.jurisdiction,
        channel: Channel::Api,
        synthetic: counter.synthetic,
    };
    let opened = filing::open(&filing, source, counter.ids.as_ref()).map_err(Fault::Fields)?;
    let receipt = submit(&call, opened.case, sent, opened.order, None).await?;
    let location = receipt.reference.as_ref().map(|r| format!("/api/v1/cases/{r}"));
    let mut answer = HttpResponse::Created();
    if let Some(location) = location {
        answer.insert_header((LOCATION, location));
    }
    Ok(written(answer, &receipt))
}

/// Submits an order under the caller's own key.
pub async fn submit(
    call: &Call,
    case: CaseId,
    sent: Sent,
    order: Order,
    expected: Option<i32>,
) -> Result<Receipt, Fault> {
    let submission = Submission {
        command_id: sent.key,
        caller: call.caller(),
        digest: sent.digest,
        expected,
        command: order.command,
        matter: order.matter,
    };
    let register = &call.record().register;
    let result = register.submit(case, call.jurisdiction, submission, call.moment()).await;
    result.map_err(|error| call.told(error.into()))
}

/// A receipt: the very bytes that were answered first.
pub fn written(mut answer: HttpResponseBuilder, receipt: &Receipt) -> HttpResponse {
    answer
        .insert_header((CONTENT_TYPE, "application/json"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((ETAG, tag(receipt.version)));
    if receipt.replayed {
        answer.insert_header(("idempotent-replayed", "true"));
    }
    answer.body(receipt.receipt_bytes().to_vec())
}

/// An answer about a case, with its version.
pub fn shown(call: &Call, version: i32, body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((ETAG, tag(version)))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((VARY, "accept-language, authorization"))
        .insert_header((CONTENT_LANGUAGE, call.visit.lang().code()))
        .json(body)
}

fn viewer(call: &Call) -> Viewer<'_> {
    Viewer { actor: &call.actor, is_office: call.is_office(), w: call.visit.w }
}

async fn found(call: &Call, reference: &str, which: &Which, what: &str) -> Result<Found, Fault> {
    call.must("cases:read", OFFICE)?;
    let found = call.case(reference, which.read()?).await?;
    call.read(found.id, what).await?;
    Ok(found)
}

/// A case.
pub async fn show(
    call: Call,
    path: web::Path<String>,
    which: Result<web::Query<Which>, actix_web::Error>,
) -> Result<HttpResponse, Fault> {
    let which = which.map_err(|_| Fault::Parameter("as_of"))?;
    let found = found(&call, &path, &which, "api case").await?;
    let case = &found.loaded.case;
    let person = if call.is_office() {
        let matter = call.record().register.matter(call.jurisdiction, &[case.person]).await?;
        matter.get(&case.person).and_then(|content| match content {
            domain::matter::Content::Person(person) => Some(who(person)),
            domain::matter::Content::Text { .. }
            | domain::matter::Content::File(_)
            | domain::matter::Content::Details { .. } => None,
        })
    } else {
        None
    };
    Ok(shown(&call, found.loaded.version, &viewer(&call).case(case, person)))
}

/// What happened on a case.
pub async fn history(
    call: Call,
    path: web::Path<String>,
    which: Result<web::Query<Which>, actix_web::Error>,
) -> Result<HttpResponse, Fault> {
    let which = which.map_err(|_| Fault::Parameter("as_of"))?;
    let found = found(&call, &path, &which, "api history").await?;
    let history = viewer(&call).history(&found.loaded.case, &found.loaded.entries);
    Ok(shown(&call, found.loaded.version, &history))
}

/// The clocks of a case.
pub async fn deadlines(call: Call, path: web::Path<String>) -> Result<HttpResponse, Fault> {
    let found = found(&call, &path, &Which::default(), "api deadlines").await?;
    let register = &call.record().register;
    let today = register.zone().to_datetime(call.at).date();
    let case = &found.loaded.case;
    let clocks =
        clocks::clocks(case, register.rules(), today).map_err(Fault::inside("find a rule"))?;
    let deadlines = viewer(&call).deadlines(case, &clocks, today);
    Ok(shown(&call, found.loaded.version, &deadlines))
}
