//! Proof that a mail address is the filer's: a code is mailed and typed here. Nothing is sent
//! from this program to an address that nobody proved, save the code itself.

use askama::Template;
use jiff::ToSpan;
use letters::CodePurpose;
use store::codes::{self, Tried};
use store::drafts;

use super::{gone, pages, save};
use crate::counter::CodeMail;
use crate::error::WebError;
use crate::forms::{Field, Kind};
use crate::posted::Posted;
use crate::visit::{Frame, Reply, Visit};

/// Minutes in which a code works.
pub const MINUTES: u32 = 30;
/// Seconds before another code is sent.
const PAUSE: i64 = 60;

#[derive(Template)]
#[template(path = "traveller/filing/prove.html")]
struct Prove {
    f: Frame,
    email: String,
    fields: Vec<Field>,
    minutes: u32,
}

/// Sends a code, unless one went out a moment ago.
pub async fn send(
    visit: &Visit,
    purpose: CodePurpose,
    holder: &str,
    to: &str,
) -> Result<(), WebError> {
    let (counter, now) = (&visit.counter, visit.counter.time.now());
    let (register, shard) = (&counter.register, save::JURISDICTION);
    let last = codes::issued_at(register, shard, purpose.code(), holder).await?;
    if last.is_some_and(|at| now.as_second() - at.as_second() < PAUSE) {
        return Ok(());
    }
    let code = counter.draw_code();
    let expires = now.saturating_add(i64::from(MINUTES).minutes()).unwrap_or(now);
    codes::issue(register, shard, purpose.code(), holder, &code, now, expires).await?;
    let mail = CodeMail { to: to.to_owned(), lang: visit.lang(), code, purpose, minutes: MINUTES };
    counter.post.send_code(mail).await.map_err(WebError::inside("hand over a mail"))
}

/// The field for a code.
pub fn field(visit: &Visit, typed: &str) -> Field {
    let mut field = Field::new("code", Kind::Code, visit.w.t("ask-code"));
    field.hint = Some(visit.w.t("ask-code-hint"));
    field.error_word = visit.w.t("error-word");
    field.holding(typed)
}

/// Sends the code and asks for it.
pub async fn ask(visit: Visit) -> Reply {
    let Some(opened) = save::load(&visit).await? else {
        return gone(&visit, &[]);
    };
    let email = opened.begun.get("email").to_owned();
    if email.is_empty() || opened.begun.is_proved() {
        return visit.go(&pages::href(visit.lang(), pages::next(&opened.begun)));
    }
    send(&visit, CodePurpose::ProveAddress, &holder(&opened), &email).await?;
    show(&visit, email, field(&visit, ""))
}

/// A code belongs to one address of one draft.
fn holder(opened: &save::Opened) -> String {
    format!("{} {}", opened.draft.id, opened.begun.get("email"))
}

fn show(visit: &Visit, email: String, field: Field) -> Reply {
    let mut f = visit.frame(visit.w.t("prove-title"));
    f.failed = field.error.is_some();
    let page = Prove { f, email, fields: vec![field], minutes: MINUTES };
    if page.f.failed { visit.show_again(&page) } else { visit.show(&page) }
}

/// Tries the code.
pub async fn prove(visit: Visit, posted: Posted) -> Reply {
    let Some(opened) = save::load(&visit).await? else {
        return gone(&visit, &[]);
    };
    let (counter, email) = (&visit.counter, opened.begun.get("email").to_owned());
    let (typed, now) = (posted.get("code"), counter.time.now());
    let purpose = CodePurpose::ProveAddress.code();
    let tried = codes::attempt(
        &counter.register,
        save::JURISDICTION,
        purpose,
        &holder(&opened),
        typed,
        now,
    )
    .await?;
    if tried != Tried::Right {
        let mut field = field(&visit, typed);
        field.error = Some(trouble(&visit, tried));
        return show(&visit, email, field);
    }
    drafts::attach(&counter.register, save::JURISDICTION, opened.draft.id, &known(&email)).await?;
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
