//! The confirmation: the number, whose application this is, when it was received, and what comes
//! next. It can be printed.

use askama::Template;

use crate::traveller::tracking::session;
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/filing/done.html")]
struct Done {
    f: Frame,
    reference: String,
    received: String,
    needs: Vec<String>,
    files: usize,
}

/// Shows it to the browser that filed.
pub async fn show(visit: Visit) -> Reply {
    let Some(opened) = session::load(&visit).await? else {
        return visit.go(&visit.href("track", &[]));
    };
    let case = &opened.loaded.case;
    let w = visit.w;
    let inquiry = opened.inquiry();
    let items = inquiry.wait.as_ref().map(|wait| wait.items.clone()).unwrap_or_default();
    let f = visit.frame(w.t("done-title"));
    visit.show(&Done {
        f,
        reference: case.reference.to_string(),
        received: w.instant(&case.opened_at, visit.counter.register.zone()),
        needs: items.iter().map(|item| w.t(&format!("item-{}", item.code()))).collect(),
        files: case.documents.len(),
    })
}
