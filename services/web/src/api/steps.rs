//! Steps: whatever the step tables hold is a path here. A decision names the version that was
//! seen; everything else may.

use actix_web::{HttpResponse, web};
use domain::SubjectId;
use domain::matter::Person;
use serde::Deserialize;

use super::call::{Call, Found};
use super::cases::{OFFICE, submit, written};
use super::fault::Fault;
use super::sent::Sent;
use super::types::PersonChange;
use crate::steps::{self, Body, Order, Sealer, Target, Trouble, lead};

/// A recourse to be filed on a case that is there already.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Another {
    #[serde(rename = "mechanism")]
    _mechanism: String,
}

/// A step of a recourse.
pub async fn of_recourse(
    call: Call,
    path: web::Path<(String, String, String)>,
    sent: Sent,
) -> Result<HttpResponse, Fault> {
    let (reference, id, step) = path.into_inner();
    let found = begin(&call, &reference).await?;
    let recourse = found.loaded.case.recourses.iter().find(|r| r.id().to_string() == id);
    let recourse = recourse.ok_or(Fault::NotFound)?;
    let target = Target::Recourse(recourse.id(), recourse.mechanism());
    perform(&call, &found, target, &step, sent).await
}

/// A step that concerns the case as a whole.
pub async fn of_case(
    call: Call,
    path: web::Path<(String, String)>,
    sent: Sent,
) -> Result<HttpResponse, Fault> {
    let (reference, step) = path.into_inner();
    let found = begin(&call, &reference).await?;
    perform(&call, &found, Target::Case, &step, sent).await
}

/// A second recourse on a case: this installation runs one mechanism, so the rule says no.
pub async fn another(
    call: Call,
    path: web::Path<String>,
    sent: Sent,
) -> Result<HttpResponse, Fault> {
    begin(&call, &path).await?;
    let _: Another = sent.json()?;
    Err(Fault::Violation(domain::Violation::CaseState))
}

async fn begin(call: &Call, reference: &str) -> Result<Found, Fault> {
    call.must("cases:file", OFFICE)?;
    call.case(reference, None).await
}

async fn perform(
    call: &Call,
    found: &Found,
    target: Target,
    key: &str,
    sent: Sent,
) -> Result<HttpResponse, Fault> {
    let step = target.step(key).ok_or(Fault::NotFound)?;
    if step.decision && sent.expected.is_none() {
        return Err(Fault::VersionMissing);
    }
    let order = match key {
        "add-document" => return Err(Fault::NotFound), // files have a path of their own
        "change-person" => person(call, found, &sent)?,
        _ => {
            let body: Body = sent.json()?;
            let lang = Some(call.visit.lang().code());
            let ids = call.visit.counter.ids.as_ref();
            let sealer = Sealer::new(ids, found.loaded.case.traveller, lang);
            steps::order(target, step, &body, sealer).map_err(Fault::Fields)?
        }
    };
    let (register, case) = (&call.record().register, &found.loaded.case);
    lead::check(register, case, step, &order.command, &call.moment())
        .await?
        .map_err(|not| Fault::Violation(domain::Violation::field("lead", not.what)))?;
    let expected = sent.expected;
    let receipt = submit(call, found.id, sent, order, expected).await?;
    Ok(written(HttpResponse::Ok(), &receipt))
}

fn person(call: &Call, found: &Found, sent: &Sent) -> Result<Order, Fault> {
    let change: PersonChange = sent.json()?;
    if change.person.name.trim().is_empty() {
        return Err(Fault::Fields(vec![Trouble::new("person/name", "missing")]));
    }
    let subject = change.subject.map_or(found.loaded.case.traveller, SubjectId);
    let sealer = Sealer::new(call.visit.counter.ids.as_ref(), subject, None);
    steps::person(subject, Person::from(&change.person), sealer).ok_or(Fault::Unreadable)
}
