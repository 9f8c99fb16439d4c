//! Proof that a mail address is the filer's, or the traveller's: a code is mailed and typed here.
//! Nothing is sent from this program to an address that nobody proved, save the code itself, and that only on a
//! form that was sent: opening the page again sends nothing.

use askama::Template;
use store::codes::Tried;
use store::drafts;
use uuid::Uuid;

use super::begun::Begun;
use super::mailbox::Mailbox;
use super::{gone, pages, save};
use crate::error::WebError;
use crate::forms::{Field, Kind};
use crate::lang::Lang;
use crate::peer;
use crate::posted::Posted;
use crate::traveller::code::{self, MINUTES};
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/filing/prove.html")]
struct Prove {
    f: Frame,
    email: String,
    /// Somebody else reads the mail.
    passed_on: bool,
    back: String,
    waits: bool,
    fields: Vec<Field>,
    minutes: u32,
}

/// Sends a code, unless too many were asked for, and goes to the page that asks for it.
pub async fn send(visit: &Visit, draft: Uuid, begun: &Begun, mailbox: Mailbox) -> Reply {
    let email = begun.address(mailbox).unwrap_or_default();
    let (counter, purpose) = (&visit.counter, mailbox.purpose());
    let (to, about) = (visit.href(mailbox.proved_on(), &[]), known(email));
    if !code::may_ask(counter, purpose, &about, &peer::of(visit.request())).await? {
        return visit.go(&format!("{to}?wait"));
    }
    let lang = match mailbox {
        Mailbox::Filer => visit.lang(),
        Mailbox::Traveller => Lang::parse(begun.get("language")).unwrap_or(visit.lang()),
    };
    let code = code::issue(counter, purpose, &holder(draft, email)).await?;
    code::mail(counter, purpose, code, email, lang).await?;
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
    match waiting(&visit, &opened.begun)? {
        (mailbox, Some(email)) if !opened.begun.is_proved(mailbox) => {
            show(&visit, mailbox, email, field(&visit, ""))
        }
        _ => visit.go(&pages::href(visit.lang(), pages::next(&opened.begun))),
    }
}

/// The mailbox whose code this page asks for, and its address where there is one.
fn waiting(visit: &Visit, begun: &Begun) -> Result<(Mailbox, Option<String>), WebError> {
    let mailbox = Mailbox::proved_by(visit.place()).ok_or(WebError::NotFound)?;
    Ok((mailbox, begun.address(mailbox).map(ToOwned::to_owned)))
}

/// A code belongs to one address of one draft.
fn holder(draft: Uuid, email: &str) -> String {
    format!("{draft} {email}")
}

fn show(visit: &Visit, mailbox: Mailbox, email: String, field: Field) -> Reply {
    let passed_on = mailbox == Mailbox::Traveller;
    let title = if passed_on { "prove-own-title" } else { "prove-title" };
    let mut f = visit.frame(visit.w.t(title));
    f.failed = field.error.is_some();
    let back = visit.href(mailbox.asked_on(), &[]);
    let waits = visit.request().query_string() == "wait";
    let page = Prove { f, email, passed_on, back, waits, fields: vec![field], minutes: MINUTES };
    if page.f.failed { visit.show_again(&page) } else { visit.show(&page) }
}

/// Tries the code, or sends another one.
pub async fn prove(visit: Visit, posted: Posted) -> Reply {
    let Some(opened) = save::load(&visit).await? else {
        return gone(&visit, &[]);
    };
    let draft = opened.draft.id;
    let (mailbox, Some(email)) = waiting(&visit, &opened.begun)? else {
        return visit.go(&pages::href(visit.lang(), pages::next(&opened.begun)));
    };
    if !posted.get("again").is_empty() {
        return send(&visit, draft, &opened.begun, mailbox).await;
    }
    let (counter, typed) = (&visit.counter, posted.get("code"));
    let tried = code::attempt(counter, mailbox.purpose(), &holder(draft, &email), typed).await?;
    if tried != Tried::Right {
        let mut field = field(&visit, typed);
        field.error = Some(trouble(&visit, tried));
        return show(&visit, mailbox, email, field);
    }
    // Whoever files comes back to the draft with a code; the traveller cannot take it over.
    if mailbox == Mailbox::Filer {
        drafts::attach(&counter.register, save::JURISDICTION, draft, &known(&email)).await?;
    }
    let Some(begun) = save::change(&visit, |begun| begun.prove(mailbox, &email)).await? else {
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
