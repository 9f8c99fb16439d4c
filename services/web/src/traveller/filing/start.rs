//! Before a filing: what it is an application to, what to have ready, how long files may be.

use askama::Template;

use super::{pages, save};
use crate::posted::Posted;
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/filing/start.html")]
struct Start {
    f: Frame,
    go_on: Option<String>,
    days: i64,
}

/// Shows it; a filing that was begun in this browser can be gone on with.
pub async fn show(visit: Visit) -> Reply {
    let opened = save::load(&visit).await?;
    let go_on = opened.map(|o| pages::href(visit.lang(), pages::next(&o.begun)));
    let f = visit.frame(visit.w.t("file-title"));
    visit.show(&Start { f, go_on, days: save::DAYS })
}

/// Begins a filing.
pub async fn begin(visit: Visit, _: Posted) -> Reply {
    let begun = save::begin(&visit).await?;
    visit.go(&pages::href(visit.lang(), pages::next(&begun)))
}
