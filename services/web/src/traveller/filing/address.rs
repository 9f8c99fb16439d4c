//! Proof that a mail address is the filer's: a code is mailed and typed here. Nothing is sent
//! from this program to an address that nobody proved, save the code itself, and that only on a
//! form that was sent: opening the page again sends nothing.

use askama::Template;
use letters::CodePurpose;
use store::codes::Tried;
use store::drafts;
use uuid::Uuid;

use super::{gone, pages, save};
use crate::forms::{Field, Kind};
use crate::peer;
use crate::posted::Posted;
use crate::traveller::code::{self, MINUTES};
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/filing/prove.html")]
struct Prove {
    f: Frame,
    email: String,
    waits: bool,
    fields: Vec<Field>,
    minutes: u32,
}

/// Sends a code, unless too many were asked for, and goes to the page that asks for it.
pub async fn send(visit: &Visit, draft: Uuid, email: &str) -> Reply {
    let (counter, purpose) = (&visit.counter, CodePurpose::ProveAddress);
    let (to, about) = (visit.href("file-prove", &[]), known(email));
    if !code::may_ask(counter, purpose, &about, &peer::of(visit.request())).await? {
        return visit.go(&format!("{to}?wait"));
    }
    let code = code::issue(counter, purpose, &holder(draft, email)).await?;
    code::mail(counter, purpose, code, email, visit.lang()).await?;
    visit.go(&to)
}

/// The field for a code.
pub fn field(visit: &Visit, typed: &str) -> Field {
    let mut field = Field::new("code", Kind::Code, visit.w.t("ask-code"));
    field.hint = Some(visit.w.t("ask-code-hint"));
    field.error_word = visit.w.t("error-word");
    field.holding(typed)
}

/// Asks for the code.
pub async fn ask(visit: Visit) -> Reply {
    let Some(opened) = save::load(&visit).await? else {
        return gone(&visit, &[]);
    };
    let email = opened.begun.get("email").to_owned();
    if email.is_empty() || opened.begun.is_proved() {
        return visit.go(&pages::href(visit.lang(), pages::next(&opened.begun)));
    }
    show(&visit, email, field(&visit, ""))
}

/// A code belongs to one address of one draft.
fn holder(draft: Uuid, email: &str) -> String {
    format!("{draft} {email}")
}

fn show(visit: &Visit, email: String, field: Field) -> Reply {
    let mut f = visit.frame(visit.w.t("prove-title"));
    f.failed = field.error.is_some();
    let waits = visit.request().query_string() == "wait";
    let page = Prove { f, email, waits, fields: vec![field], minutes: MINUTES };
    if page.f.failed { visit.show_again(&page) } else { visit.show(&page) }
}

/// Tries the code, or sends another one.
pub async fn prove(visit: Visit, posted: Posted) -> Reply {
    let Some(opened) = save::load(&visit).await? else {
        return gone(&visit, &[]);
    };
    let (draft, email) = (opened.draft.id, opened.begun.get("email").to_owned());
    if email.is_empty() {
        return visit.go(&pages::href(visit.lang(), pages::next(&opened.begun)));
    }
    if !posted.get("again").is_empty() {
        return send(&visit, draft, &email).await;
    }
    let (counter, typed) = (&visit.counter, posted.get("code"));
    let purpose = CodePurpose::ProveAddress;
    let tried = code::attempt(counter, purpose, &holder(draft, &email), typed).await?;
    if tried != Tried::Right {
        let mut field = field(&visit, typed);
        field.error = Some(trouble(&visit, tried));
        return show(&visit, email, field);
    }
    drafts::attach(&counter.register, save::JURISDICTION, draft, &known(&email)).await?;
    let saved = save::change(&visit, |begun| {
        begun.proved = Some(email.clone());
        begun.done.insert("file-prove".to_owned());
    });
    let Some(begun) = saved.await? else {
        return gone(&visit, &[]);
    };
    visit.go(&pages::href(visit.lang(), pages::next(&begun)))
}

/// What to say of a code that did not work.
pub fn trouble(visit: &Visit, tried: Tried) -> String {
    match tried {
        Tried::Right => String::new(),
        Tried::Wrong { left } if left > 0 => visit.w.t1("trouble-code-wrong", "count", left),
        Tried::Wrong { .. } | Tried::Dead => visit.w.t("trouble-code-dead"),
    }
}

/// An address as drafts are found by it: mail systems do not tell cases apart.
pub fn known(email: &str) -> String {
    email.trim().to_lowercase()
}
