//! The way in: a number, then the code that was mailed to the address on file. Page and time
//! taken are the same whether or not there is such a case.

use std::sync::Arc;

use askama::Template;
use domain::matter::Content;
use domain::{CaseId, CaseReference, MatterId, SubjectId};
use letters::CodePurpose;
use store::codes::Tried;

use super::session;
use crate::counter::Counter;
use crate::error::WebError;
use crate::forms::{Field, Kind};
use crate::lang::Lang;
use crate::peer;
use crate::posted::Posted;
use crate::traveller::code::{self, MINUTES};
use crate::traveller::filing::address;
use crate::traveller::filing::save::JURISDICTION;
use crate::visit::{Frame, Reply, Visit};

const PURPOSE: CodePurpose = CodePurpose::Track;
/// Who may follow a case, at most: the traveller, and whoever acts for the traveller.
const SIDES: usize = 2;

#[derive(Template)]
#[template(path = "traveller/tracking/number.html")]
struct Number {
    f: Frame,
    has_ended: bool,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "traveller/tracking/code.html")]
struct Code {
    f: Frame,
    reference: String,
    fields: Vec<Field>,
    minutes: u32,
}

fn field(visit: &Visit, typed: &str) -> Field {
    let mut field = Field::new("reference", Kind::Text, visit.w.t("ask-reference"));
    field.hint = Some(visit.w.t("ask-reference-hint"));
    field.error_word = visit.w.t("error-word");
    field.holding(typed)
}

fn show(visit: &Visit, field: Field) -> Reply {
    let mut f = visit.frame(visit.w.t("track-title"));
    f.failed = field.error.is_some();
    let has_ended = visit.request().query_string() == "ended";
    let page = Number { f, has_ended, fields: vec![field] };
    if page.f.failed { visit.show_again(&page) } else { visit.show(&page) }
}

fn show_code(visit: &Visit, reference: String, field: Field) -> Reply {
    let mut f = visit.frame(visit.w.t("track-code-title"));
    f.failed = field.error.is_some();
    let page = Code { f, reference, fields: vec![field], minutes: MINUTES };
    if page.f.failed { visit.show_again(&page) } else { visit.show(&page) }
}

/// Asks for the number.
pub async fn number(visit: Visit) -> Reply {
    show(&visit, field(&visit, ""))
}

/// Answers at once, and looks for the case behind the visitor's back.
pub async fn send(visit: Visit, posted: Posted) -> Reply {
    let mut field = field(&visit, posted.get("reference"));
    let Ok(reference) = field.value.parse::<CaseReference>() else {
        let missing = field.value.is_empty();
        let key = if missing { "ask-reference-missing" } else { "trouble-not-a-reference" };
        field.error = Some(visit.w.t(key));
        return show(&visit, field);
    };
    let (counter, wanted) = (Arc::clone(&visit.counter), reference.clone());
    let (holders, peer) = (holders(&visit, &reference), peer::of(visit.request()));
    actix_web::rt::spawn(async move {
        if let Err(error) = mail_codes(&counter, &wanted, &holders, &peer).await {
            tracing::error!(?error, "no code could be mailed");
        }
    });
    show_code(&visit, reference.to_string(), address::field(&visit, ""))
}

/// Who may follow a case: somebody, the matter that holds the address, the language.
struct Side {
    subject: SubjectId,
    person: MatterId,
    lang: Lang,
}

async fn sides(
    counter: &Counter,
    reference: &CaseReference,
) -> Result<Option<(CaseId, Vec<Side>)>, WebError> {
    let found = counter.register.find(reference).await?;
    let Some((_, id)) = found.filter(|(jurisdiction, _)| *jurisdiction == JURISDICTION) else {
        return Ok(None);
    };
    let Some(loaded) = counter.register.load(JURISDICTION, id).await? else {
        return Ok(None);
    };
    let (case, now) = (loaded.case, counter.time.now());
    let lang = |code: &str| Lang::parse(code).unwrap_or(Lang::En);
    let mut sides = vec![Side {
        subject: case.traveller,
        person: case.held_for_codes(case.traveller, now),
        lang: lang(case.language.code()),
    }];
    if let Some(other) = &case.representative {
        let lang = lang(other.language.code());
        let person = case.held_for_codes(other.subject, now);
        sides.push(Side { subject: other.subject, person, lang });
    }
    Ok(Some((id, sides)))
}

/// A code belongs to one visit, one number as it was typed, and one of the sides that the case
/// may have: nothing of the case itself is looked at to try it.
fn holders(visit: &Visit, reference: &CaseReference) -> [String; SIDES] {
    let holder = code::of_visit(visit, &reference.to_string());
    std::array::from_fn(|side| format!("{holder} {side}"))
}

/// Codes are kept for every number and mailed where there is a case, so that trying one takes as
/// long for all.
async fn mail_codes(
    counter: &Counter,
    reference: &CaseReference,
    holders: &[String; SIDES],
    peer: &str,
) -> Result<(), WebError> {
    if !code::may_ask(counter, PURPOSE, &reference.to_string(), peer).await? {
        return Ok(());
    }
    let mut drawn = Vec::new();
    for holder in holders {
        drawn.push(code::issue(counter, PURPOSE, holder).await?);
    }
    let Some((_, sides)) = sides(counter, reference).await? else {
        return Ok(());
    };
    let ids: Vec<MatterId> = sides.iter().map(|side| side.person).collect();
    let matter = counter.register.matter(JURISDICTION, &ids).await?;
    let email = |side: &Side| match matter.get(&side.person) {
        Some(Content::Person(person)) => person.email.as_str(),
        _ => "",
    };
    for (at, (side, code)) in sides.iter().zip(drawn).enumerate() {
        let (to, later) = (email(side), &sides[at + 1..]);
        // Whoever reads a mailbox that both share acts for the traveller: one code is enough.
        let shared = later.iter().any(|other| address::known(email(other)) == address::known(to));
        if !to.is_empty() && !shared {
            code::mail(counter, PURPOSE, code, to, side.lang).await?;
        }
    }
    Ok(())
}

/// Tries the code.
pub async fn open(visit: Visit, posted: Posted) -> Reply {
    let (typed, code) = (posted.get("reference").to_owned(), posted.get("code"));
    if let Ok(reference) = typed.parse::<CaseReference>()
        && let Some((case, subject)) = entered(&visit, &reference, code).await?
    {
        session::open(&visit, case, subject).await?;
        return visit.go(&visit.href("case", &[]));
    }
    let mut field = address::field(&visit, code);
    field.error = Some(visit.w.t("trouble-code-dead"));
    show_code(&visit, typed, field)
}

/// The case behind a number, where the code was right. Every side is tried, whatever came of the
/// one before, and the case is looked for only then: a wrong code takes as long for all numbers.
async fn entered(
    visit: &Visit,
    reference: &CaseReference,
    code: &str,
) -> Result<Option<(CaseId, SubjectId)>, WebError> {
    let mut right = None;
    for (side, holder) in holders(visit, reference).iter().enumerate() {
        if code::attempt(&visit.counter, PURPOSE, holder, code).await? == Tried::Right {
            right = Some(side);
        }
    }
    let Some(side) = right else {
        return Ok(None);
    };
    let found = sides(&visit.counter, reference).await?;
    Ok(found.and_then(|(case, sides)| Some((case, sides.get(side)?.subject))))
}
