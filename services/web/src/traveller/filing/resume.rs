//! Going on with a filing on another device: the proved address gets a code. Whether there is a
//! filing for an address is never said.

use askama::Template;
use letters::CodePurpose;
use store::codes::{self, Tried};
use store::drafts;

use super::{address, questions, save};
use crate::forms::Field;
use crate::posted::Posted;
use crate::visit::{Frame, Reply, Visit};

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
    let page = ResumeCode { f, email, fields: vec![field], minutes: address::MINUTES };
    if page.f.failed { visit.show_again(&page) } else { visit.show(&page) }
}

/// Asks for the address.
pub async fn ask(visit: Visit) -> Reply {
    let field = questions::ADDRESS[0].field(visit.w, "");
    show(&visit, field)
}

/// Sends a code where there is a filing, and says the same where there is none.
pub async fn send(visit: Visit, posted: Posted) -> Reply {
    let question = questions::ADDRESS[0];
    let mut field = question.field(visit.w, posted.get("email"));
    field.error = question.trouble(visit.w, &field, super::today(&visit));
    if field.error.is_some() {
        return show(&visit, field);
    }
    let known = address::known(&field.value);
    if !found(&visit, &known).await?.is_empty() {
        address::send(&visit, CodePurpose::Resume, &known, &field.value).await?;
    }
    show_code(&visit, field.value, address::field(&visit, ""))
}

async fn found(visit: &Visit, known: &str) -> Result<Vec<uuid::Uuid>, crate::WebError> {
    let (register, now) = (&visit.counter.register, visit.counter.time.now());
    Ok(drafts::find(register, save::JURISDICTION, known, now).await?)
}

/// Tries the code and goes on with the newest filing.
pub async fn open(visit: Visit, posted: Posted) -> Reply {
    let (email, typed) = (posted.get("email").to_owned(), posted.get("code"));
    let (counter, known) = (&visit.counter, address::known(&email));
    let purpose = CodePurpose::Resume.code();
    let now = counter.time.now();
    let tried =
        codes::attempt(&counter.register, save::JURISDICTION, purpose, &known, typed, now).await?;
    let newest = found(&visit, &known).await?.into_iter().next();
    let (Tried::Right, Some(draft)) = (tried, newest) else {
        let mut field = address::field(&visit, typed);
        field.error = Some(visit.w.t("trouble-code-dead"));
        return show_code(&visit, email, field);
    };
    save::open_session(&visit, draft).await?;
    visit.go(&visit.href("file-check", &[]))
}
