//! A step taken from the page of a case. Whatever is not right comes back as the same page with
//! what was typed in it; a second click finds the first one's receipt.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use domain::Moment;
use sha2::{Digest, Sha256};
use store::{CommandId, Receipt, Submission, SubmitError};

use super::case::{Asked, Said, page};
use super::form::Again;
use super::open::OpenCase;
use crate::api::call::caller;
use crate::api::fault::status_of;
use crate::api::problem::bad_field;
use crate::error::WebError;
use crate::posted::Posted;
use crate::staff::{NotIn, SignedIn, escape};
use crate::steps::lead::{self, Not};
use crate::steps::{self, Order, Sealer, Trouble};
use crate::visit::Visit;

/// Takes a step.
pub async fn take(
    me: Result<SignedIn, NotIn>,
    visit: Visit,
    path: web::Path<(String, String, String)>,
    query: web::Query<Asked>,
    posted: Posted,
) -> Result<HttpResponse, NotIn> {
    let (reference, on, key) = path.into_inner();
    let me = match me {
        Ok(me) => me,
        Err(NotIn::SignIn { .. }) => {
            return Ok(super::ended::page(&visit, (&reference, &on, &key), &posted)?);
        }
        Err(other) => return Err(other),
    };
    let open = OpenCase::find(&me, &reference).await?;
    let target = open.target(&on).ok_or(WebError::NotFound)?;
    let step = target.step(&key).filter(|s| !steps::has_own_form(s)).ok_or(WebError::NotFound)?;
    let asked = Asked { step: key, on, saved: String::new(), ..query.into_inner() };
    let body = steps::body_of_form(step, &posted);
    let sealer = Sealer::new(
        me.visit.counter.ids.as_ref(),
        open.case().traveller,
        Some(me.visit.lang().code()),
    );
    let order = match steps::order(target, step, &body, sealer) {
        Ok(order) => order,
        Err(troubles) => return Ok(ill(&me, &open, &asked, &posted, &troubles).await?),
    };
    let (register, moment) = (&me.record.register, me.moment());
    let named = lead::check(register, open.case(), step, &order.command, &moment).await;
    if let Err(not) = named.map_err(WebError::from)? {
        return Ok(another(&me, &open, &asked, &posted, &not).await?);
    }
    let expected = if step.decision {
        Some(posted.get("version").parse().map_err(|_| WebError::StaleForm)?)
    } else {
        None
    };
    let digest = digest(&[
        reference.as_bytes(),
        step.key.as_bytes(),
        &serde_json::to_vec(&body).unwrap_or_default(),
    ]);
    let result = submit(&me, &open, &posted, order, (expected, digest)).await?;
    Ok(answer(&me, &open, &asked, &posted, result).await?)
}

/// Submits an order under the form's own key.
pub async fn submit(
    me: &SignedIn,
    open: &OpenCase,
    posted: &Posted,
    order: Order,
    (expected, digest): (Option<i32>, [u8; 32]),
) -> Result<Result<Receipt, SubmitError>, WebError> {
    submit_at(me, open, posted, order, (expected, digest), me.moment()).await
}

/// The same for what happened earlier.
pub async fn submit_at(
    me: &SignedIn,
    open: &OpenCase,
    posted: &Posted,
    order: Order,
    (expected, digest): (Option<i32>, [u8; 32]),
    moment: Moment,
) -> Result<Result<Receipt, SubmitError>, WebError> {
    let once = posted.get("once");
    if once.is_empty() {
        return Err(WebError::StaleForm);
    }
    let submission = Submission {
        command_id: CommandId::of(once),
        caller: caller(&me.actor()),
        digest,
        expected,
        command: order.command,
        matter: order.matter,
    };
    let register = &me.record.register;
    Ok(register.submit(open.id, me.jurisdiction, submission, moment).await)
}

/// SHA-256 of what a form asks for.
pub fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

/// The page after a form whose answers are not of their kind.
async fn ill(
    me: &SignedIn,
    open: &OpenCase,
    asked: &Asked,
    posted: &Posted,
    troubles: &[Trouble],
) -> Result<HttpResponse, WebError> {
    let said = Said {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        text: me.visit.w.t("desk-put-right"),
        lines: Vec::new(),
    };
    let again = Again { typed: Some(posted), troubles };
    page(me, open, asked, &again, Some(posted.get("once")), Some(said)).await
}

/// The page after a number that is not that of the same matter; where two persons differ, both
/// are shown, one above the other.
async fn another(
    me: &SignedIn,
    open: &OpenCase,
    asked: &Asked,
    posted: &Posted,
    not: &Not,
) -> Result<HttpResponse, WebError> {
    let w = me.visit.w;
    let mut lines = vec![bad_field(w, not.what)];
    let both = ["desk-this-case", "desk-other-case"];
    for (whose, person) in both.into_iter().zip(not.persons.iter().flat_map(|p| p.iter())) {
        let known = |text: &str| if text.is_empty() { w.t("desk-erased") } else { text.to_owned() };
        let born = person.born.parse().map_or_else(|_| known(&person.born), |on| w.date(&on));
        lines.push(w.t2(whose, "name", known(&person.name), "born", born));
    }
    let said = Said {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        text: w.of("violation-{code}", "bad-field"),
        lines,
    };
    let troubles = [Trouble::new("lead", not.what)];
    let again = Again { typed: Some(posted), troubles: &troubles };
    page(me, open, asked, &again, Some(posted.get("once")), Some(said)).await
}

/// The page after a step: the case again, or the form again with what stood in the way.
pub async fn answer(
    me: &SignedIn,
    open: &OpenCase,
    asked: &Asked,
    posted: &Posted,
    result: Result<Receipt, SubmitError>,
) -> Result<HttpResponse, WebError> {
    let Err(error) = result else {
        let doc = if asked.doc.is_empty() {
            String::new()
        } else {
            format!("&doc={}", escape(&asked.doc))
        };
        let reference = &open.case().reference;
        let to = format!("/desk/cases/{reference}?saved={}{doc}", asked.step);
        return me.visit.go(&to);
    };
    // What happened meanwhile is in the record, not in what was loaded before.
    let now = OpenCase::find(me, &open.case().reference.to_string()).await?;
    let seen = posted.get("version").parse().unwrap_or(open.loaded.version);
    let (said, troubles) = said(me, &now, seen, error)?;
    let again = Again { typed: Some(posted), troubles: &troubles };
    page(me, &now, asked, &again, Some(posted.get("once")), Some(said)).await
}

fn said(
    me: &SignedIn,
    now: &OpenCase,
    seen: i32,
    error: SubmitError,
) -> Result<(Said, Vec<Trouble>), WebError> {
    let w = me.visit.w;
    let plain = |status, text| (Said { status, text, lines: Vec::new() }, Vec::new());
    Ok(match error {
        SubmitError::Violation(violation) => {
            let mut said = Said {
                status: status_of(&violation),
                text: w.of("violation-{code}", violation.code()),
                lines: vec![],
            };
            let mut troubles = Vec::new();
            if let domain::Violation::BadField { field, what } = &violation {
                let text = bad_field(w, what);
                said.lines.push(text);
                troubles.push(Trouble::new(field.as_str(), known(what)));
            }
            if let domain::Violation::NotIndependent { why } = &violation {
                said.lines.push(w.t(&super::offer::Bar::Tie(*why).key()));
            }
            (said, troubles)
        }
        SubmitError::Stale { .. } => {
            let lines = now.timeline(me).lines(&now.loaded.entries);
            let news = lines.into_iter().filter(|line| line.version > seen);
            let lines = news.map(|l| format!("{} · {} · {}", l.at, l.what, l.who)).collect();
            let text = w.t("desk-stale");
            (Said { status: StatusCode::PRECONDITION_FAILED, text, lines }, Vec::new())
        }
        SubmitError::Unknown => plain(StatusCode::SERVICE_UNAVAILABLE, w.t("desk-unknown")),
        SubmitError::Busy => plain(StatusCode::SERVICE_UNAVAILABLE, w.t("desk-busy")),
        SubmitError::KeyReused => plain(StatusCode::UNPROCESSABLE_ENTITY, w.t("desk-sent-already")),
        SubmitError::NotFound => return Err(WebError::NotFound),
        SubmitError::Store(error) => return Err(error.into()),
    })
}

/// The words that there are for what is wrong with a field.
fn known(what: &str) -> &'static str {
    const WORDS: [&str; 10] = [
        "missing",
        "unknown-code",
        "in-future",
        "before-incident",
        "before-filing",
        "guardian-needed",
        "one-for-each-contested-decision",
        "not-a-reference",
        "itself",
        "already-held",
    ];
    WORDS.into_iter().find(|w| *w == what).unwrap_or("bad-shape")
}
