//! Letters of the office: which failed, which wait to go by post, and the event that called for
//! each, from which it can be written again word for word.

use actix_web::{HttpResponse, web};
use askama::Template;
use domain::case::{Command, Entry, Fate, evolve, letters_for};
use domain::purpose::Language;
use domain::{CaseId, SubjectId};
use store::notices::{self, Notice};
use store::{CommandId, Submission, outbox};
use uuid::Uuid;

use super::act;
use super::labels;
use super::open::OpenCase;
use super::preview;
use crate::api::call::caller;
use crate::error::WebError;
use crate::posted::Posted;
use crate::staff::{Me, NotIn, SignedIn};
use crate::visit::Frame;

/// Most letters of one page.
const MOST: i64 = 200;

/// A letter and the version of the case that called for it.
pub struct Called {
    /// Its row in the outbox.
    pub id: Uuid,
    /// Letter code.
    pub letter: String,
    /// To whom.
    pub subject: SubjectId,
    /// In which language.
    pub language: Language,
    /// Version of the case right after the event that called for it.
    pub version: i32,
}

/// A line of a list of letters.
pub struct Row {
    reference: String,
    outbox: String,
    letter: String,
    since: String,
    why: String,
    language: String,
}

#[derive(Template)]
#[template(path = "desk/letters.html")]
struct Page {
    f: Frame,
    me: Me,
    lead: String,
    none: String,
    rows: Vec<Row>,
    is_post: bool,
}

/// The letters of a case with the events that called for them.
pub fn of_case(me: &SignedIn, open: &OpenCase) -> Vec<Called> {
    let register = &me.record.register;
    let called = |notice: &Notice| {
        let entry = caller_of(&open.loaded.entries, notice, register.zone())?;
        let language = notice.language.as_deref().and_then(Language::parse);
        Some(Called {
            id: notice.outbox_id,
            letter: notice.letter.clone(),
            subject: notice.subject_id,
            language: language.unwrap_or(open.case().language),
            version: entry.version,
        })
    };
    open.notices.iter().filter_map(called).collect()
}

/// The event that called for a letter: recorded at the same instant, and it calls for this one.
fn caller_of<'a>(
    entries: &'a [Entry],
    notice: &Notice,
    zone: &jiff::tz::TimeZone,
) -> Option<&'a Entry> {
    let mut case = None;
    for entry in entries {
        case = evolve(case, entry, zone);
        if Some(entry.recorded_at) != notice.queued_at {
            continue;
        }
        let letters = letters_for(entry, case.as_ref()?);
        if letters.iter().any(|l| l.letter == notice.letter && l.subject == notice.subject_id) {
            return Some(entry);
        }
    }
    None
}

/// Letters that could not be delivered.
pub async fn failed(me: SignedIn) -> Result<HttpResponse, NotIn> {
    let all = notices::failed(&me.record.register, me.jurisdiction, MOST).await;
    let rows = rows(&me, all.map_err(WebError::from)?).await?;
    let w = me.visit.w;
    let page = Page {
        f: me.frame(w.t("desk-nav-failed")),
        me: me.me(),
        lead: w.t("desk-failed-lead"),
        none: w.t("desk-failed-none"),
        rows,
        is_post: false,
    };
    Ok(me.visit.show(&page)?)
}

/// Letters that wait to go by post.
pub async fn to_post(me: SignedIn) -> Result<HttpResponse, NotIn> {
    let all = notices::to_post(&me.record.register, me.jurisdiction, MOST).await;
    let rows = rows(&me, all.map_err(WebError::from)?).await?;
    let w = me.visit.w;
    let page = Page {
        f: me.frame(w.t("desk-nav-post")),
        me: me.me(),
        lead: w.t("desk-post-lead"),
        none: w.t("desk-post-none"),
        rows,
        is_post: true,
    };
    Ok(me.visit.show(&page)?)
}

async fn rows(me: &SignedIn, all: Vec<Notice>) -> Result<Vec<Row>, WebError> {
    let (w, register) = (me.visit.w, &me.record.register);
    let mut rows = Vec::new();
    for notice in all {
        let Some(reference) = reference(me, notice.case_id).await? else {
            continue;
        };
        let since = notice.settled_at.or(notice.queued_at);
        rows.push(Row {
            reference,
            outbox: notice.outbox_id.to_string(),
            letter: labels::code(w, "letter", &notice.letter),
            since: since.map_or_else(String::new, |at| w.instant(&at, register.zone())),
            why: notice
                .why
                .map_or_else(String::new, |why| labels::word(w, "undelivered-{why}", &why)),
            language: notice.language.map_or_else(String::new, |l| labels::code(w, "language", &l)),
        });
    }
    Ok(rows)
}

async fn reference(me: &SignedIn, case: CaseId) -> Result<Option<String>, WebError> {
    let loaded = me.record.register.load(me.jurisdiction, case).await?;
    Ok(loaded.map(|loaded| loaded.case.reference.to_string()))
}

/// A letter was put in the post: proof of posting is a fact of the case.
pub async fn posted(me: SignedIn, posted: Posted) -> Result<HttpResponse, NotIn> {
    let open = OpenCase::find(&me, posted.get("reference")).await?;
    let register = &me.record.register;
    let notice = open.notices.iter().find(|n| n.outbox_id.to_string() == posted.get("outbox"));
    let notice = notice.filter(|n| n.by_post).ok_or(WebError::NotFound)?;
    let called = of_case(&me, &open).into_iter().find(|c| c.id == notice.outbox_id);
    let called = called.ok_or(WebError::NotFound)?;
    let wording = preview::written(&me, &open, &called).await?.version;
    let command = Command::RecordNotice {
        letter: notice.letter.clone(),
        outbox: notice.outbox_id,
        subject: notice.subject_id,
        by_post: true,
        fate: Fate::Sent(wording),
    };
    let submission = Submission {
        command_id: CommandId::of(format!("posted-{}", notice.outbox_id)),
        caller: caller(&me.actor()),
        digest: act::digest(&[b"posted", notice.outbox_id.as_bytes()]),
        expected: None,
        command,
        matter: Vec::new(),
    };
    let result = register.submit(open.id, me.jurisdiction, submission, me.moment()).await;
    result.map_err(|error| {
        tracing::warn!(%error, "a posting was not recorded");
        WebError::Unknown
    })?;
    // The proof is in the record; the queue may say so too, now or with the next click.
    let settled = outbox::settle_posted(register, me.jurisdiction, notice.outbox_id, me.at).await;
    settled.map_err(WebError::from)?;
    Ok(me.visit.go("/desk/post")?)
}

/// Where lists of letters are.
pub fn routes() -> actix_web::Resource {
    web::resource("/desk/post").route(web::get().to(to_post)).route(web::post().to(posted))
}
