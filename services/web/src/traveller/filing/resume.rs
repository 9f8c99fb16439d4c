//! Going on with a filing on another device: the proved address gets a code. Whether there is a
//! filing for an address is never said.

use std::sync::Arc;

use askama::Template;
use letters::CodePurpose;
use store::codes::Tried;
use store::drafts;

use super::{address, questions, save};
use crate::counter::Counter;
use crate::error::WebError;
use crate::forms::Field;
use crate::lang::Lang;
use crate::peer;
use crate::posted::Posted;
use crate::traveller::code::{self, MINUTES};
use crate::visit::{Frame, Reply, Visit};

const PURPOSE: CodePurpose = CodePurpose::Resume;

#[derive(Template)]
#[template(path = "traveller/filing/resume.html")]
struct Resume {
    f: Frame,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "traveller/filing/resume_code.html")]
struct ResumeCode {
    f: Frame,
    email: String,
    fields: Vec<Field>,
    minutes: u32,
}

fn show(visit: &Visit, field: Field) -> Reply {
    let mut f = visit.frame(visit.w.t("resume-title"));
    f.failed = field.error.is_some();
    let page = Resume { f, fields: vec![field] };
    if page.f.failed { visit.show_again(&page) } else { visit.show(&page) }
}

fn show_code(visit: &Visit, email: String, field: Field) -> Reply {
    let mut f = visit.frame(visit.w.t("resume-code-title"));
    f.failed = field.error.is_some();
    let page = ResumeCode { f, email, fields: vec![field], minutes: MINUTES };
    if page.f.failed { visit.show_again(&page) } else { visit.show(&page) }
}

/// Asks for the address.
pub async fn ask(visit: Visit) -> Reply {
    let field = questions::ADDRESS[0].field(visit.w, "");
    show(&visit, field)
}

/// Answers at once, and looks for a filing behind the visitor's back.
pub async fn send(visit: Visit, posted: Posted) -> Reply {
    let question = questions::ADDRESS[0];
    let mut field = question.field(visit.w, posted.get("email"));
    field.error = question.trouble(visit.w, &field, super::today(&visit));
    if field.error.is_some() {
        return show(&visit, field);
    }
    let ask = Asked {
        to: field.value.clone(),
        holder: code::of_visit(&visit, &address::known(&field.value)),
        peer: peer::of(visit.request()),
        lang: visit.lang(),
    };
    let counter = Arc::clone(&visit.counter);
    actix_web::rt::spawn(async move {
        if let Err(error) = mail_code(&counter, &ask).await {
            tracing::error!(?error, "no code could be mailed");
        }
    });
    show_code(&visit, field.value, address::field(&visit, ""))
}

/// What is left to do once the page is shown.
struct Asked {
    to: String,
    holder: String,
    peer: String,
    lang: Lang,
}

/// A code is kept for every address and mailed where there is a filing, so that trying one takes
/// as long for all.
async fn mail_code(counter: &Counter, ask: &Asked) -> Result<(), WebError> {
    let known = address::known(&ask.to);
    if !code::may_ask(counter, PURPOSE, &known, &ask.peer).await? {
        return Ok(());
    }
    let drawn = code::issue(counter, PURPOSE, &ask.holder).await?;
    if found(counter, &known).await?.is_empty() {
        return Ok(());
    }
    code::mail(counter, PURPOSE, drawn, &ask.to, ask.lang).await
}

async fn found(counter: &Counter, known: &str) -> Result<Vec<uuid::Uuid>, WebError> {
    let (register, now) = (&counter.register, counter.time.now());
    Ok(drafts::find(register, save::JURISDICTION, known, now).await?)
}

/// Tries the code and goes on with the newest filing.
pub async fn open(visit: Visit, posted: Posted) -> Reply {
    let (email, typed) = (posted.get("email").to_owned(), posted.get("code"));
    let (counter, known) = (&visit.counter, address::known(&email));
    let holder = code::of_visit(&visit, &known);
    let tried = code::attempt(counter, PURPOSE, &holder, typed).await?;
    let newest = found(counter, &known).await?.into_iter().next();
    let (Tried::Right, Some(draft)) = (tried, newest) else {
        let mut field = address::field(&visit, typed);
        field.error = Some(visit.w.t("trouble-code-dead"));
        return show_code(&visit, email, field);
    };
    save::open_session(&visit, draft).await?;
    visit.go(&visit.href("file-check", &[]))
}
