//! The way in: a number, then the code that was mailed to the address on file. Page and time
//! taken are the same whether or not there is such a case.

use std::sync::Arc;

use askama::Template;
use domain::matter::Content;
use domain::{CaseId, CaseReference, MatterId, SubjectId};
use jiff::ToSpan;
use letters::CodePurpose;
use store::codes::{self, Tried};

use super::session;
use crate::counter::{CodeMail, Counter};
use crate::error::WebError;
use crate::forms::{Field, Kind};
use crate::lang::Lang;
use crate::posted::Posted;
use crate::traveller::filing::address::{self, MINUTES};
use crate::traveller::filing::save::JURISDICTION;
use crate::visit::{Frame, Reply, Visit};

/// Seconds before another code is sent for the same case.
const PAUSE: i64 = 60;

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
    actix_web::rt::spawn(async move {
        if let Err(error) = mail_codes(&counter, &wanted).await {
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
    let case = loaded.case;
    let lang = |code: &str| Lang::parse(code).unwrap_or(Lang::En);
    let mut sides = vec![Side {
        subject: case.traveller,
        person: case.person,
        lang: lang(case.language.code()),
    }];
    if let Some(other) = &case.representative {
        let lang = lang(other.language.code());
        sides.push(Side { subject: other.subject, person: other.person, lang });
    }
    Ok(Some((id, sides)))
}

fn holder(reference: &CaseReference, subject: SubjectId) -> String {
    format!("{reference} {subject}")
}

async fn mail_codes(counter: &Counter, reference: &CaseReference) -> Result<(), WebError> {
    let Some((_, sides)) = sides(counter, reference).await? else {
        return Ok(());
    };
    let ids: Vec<MatterId> = sides.iter().map(|side| side.person).collect();
    let matter = counter.register.matter(JURISDICTION, &ids).await?;
    for side in sides {
        let Some(Content::Person(person)) = matter.get(&side.person) else {
            continue;
        };
        if person.email.is_empty() {
            continue;
        }
        mail_code(counter, &holder(reference, side.subject), &person.email, side.lang).await?;
    }
    Ok(())
}

async fn mail_code(counter: &Counter, holder: &str, to: &str, lang: Lang) -> Result<(), WebError> {
    let (register, now, purpose) = (&counter.register, counter.time.now(), CodePurpose::Track);
    let last = codes::issued_at(register, JURISDICTION, purpose.code(), holder).await?;
    if last.is_some_and(|at| now.as_second() - at.as_second() < PAUSE) {
        return Ok(());
    }
    let code = counter.draw_code();
    let expires = now.saturating_add(i64::from(MINUTES).minutes()).unwrap_or(now);
    codes::issue(register, JURISDICTION, purpose.code(), holder, &code, now, expires).await?;
    let mail = CodeMail { to: to.to_owned(), lang, code, purpose, minutes: MINUTES };
    counter.post.send_code(mail).await.map_err(WebError::inside("hand over a mail"))
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

async fn entered(
    visit: &Visit,
    reference: &CaseReference,
    code: &str,
) -> Result<Option<(CaseId, SubjectId)>, WebError> {
    let counter = &visit.counter;
    let (register, now) = (&counter.register, counter.time.now());
    let Some((case, sides)) = sides(counter, reference).await? else {
        return Ok(None);
    };
    for side in sides {
        let (holder, purpose) = (holder(reference, side.subject), CodePurpose::Track.code());
        let tried = codes::attempt(register, JURISDICTION, purpose, &holder, code, now).await?;
        if tried == Tried::Right {
            return Ok(Some((case, side.subject)));
        }
    }
    Ok(None)
}
