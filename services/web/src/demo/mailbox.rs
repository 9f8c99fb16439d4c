//! The built-in mailbox: every mail that the demonstration sent, to whomever. Nobody outside a
//! demonstration could read these; the page says so.

use actix_web::web;
use askama::Template;
use store::mailbox::{self, Kept};
use uuid::Uuid;

use super::Demo;
use crate::error::WebError;
use crate::visit::{Frame, Reply, Visit};

/// Mails on one page.
const PAGE: i64 = 50;

#[derive(Template)]
#[template(path = "demo/mailbox.html")]
struct List {
    f: Frame,
    mails: Vec<Row>,
    newer: Option<String>,
    older: Option<String>,
}

struct Row {
    href: String,
    at: String,
    to: String,
    subject: String,
    lang: String,
}

#[derive(Template)]
#[template(path = "demo/mail.html")]
struct One {
    f: Frame,
    at: String,
    mail: mailbox::Mail,
}

#[derive(serde::Deserialize)]
pub(super) struct Query {
    after: Option<i64>,
}

/// Lists what was sent, newest first.
pub(super) async fn list(visit: Visit, demo: web::Data<Demo>, query: web::Query<Query>) -> Reply {
    let after = query.after.unwrap_or(0).max(0);
    let kept = mailbox::list(&demo.register, PAGE, after).await?;
    let full = i64::try_from(kept.len()).is_ok_and(|n| n == PAGE);
    let skipped = |skip: i64| format!("/demo/mailbox?after={skip}");
    let page = List {
        f: visit.frame(visit.w.t("demo-mailbox-title")),
        newer: (after > 0).then(|| skipped((after - PAGE).max(0))),
        older: full.then(|| skipped(after + PAGE)),
        mails: kept.iter().map(|kept| row(&visit, kept)).collect(),
    };
    visit.show(&page)
}

fn at(visit: &Visit, kept: &Kept) -> String {
    visit.w.instant(&kept.sent_at, visit.counter.register.zone())
}

fn row(visit: &Visit, kept: &Kept) -> Row {
    Row {
        href: format!("/demo/mailbox/{}", kept.id),
        at: at(visit, kept),
        to: kept.mail.to.clone(),
        subject: kept.mail.subject.clone(),
        lang: kept.mail.lang.clone(),
    }
}

/// Shows one mail.
pub(super) async fn show(visit: Visit, demo: web::Data<Demo>, id: web::Path<Uuid>) -> Reply {
    let kept = mailbox::get(&demo.register, *id).await?.ok_or(WebError::NotFound)?;
    let f = visit.frame(visit.w.t("demo-mail-title"));
    visit.show(&One { f, at: at(&visit, &kept), mail: kept.mail })
}
