//! The first page: whose officers, and where to go now for those who cannot wait.

use askama::Template;

use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/start.html")]
struct Start {
    f: Frame,
}

/// Shows it.
pub async fn show(visit: Visit) -> Reply {
    let f = visit.frame(visit.w.t("start-title"));
    visit.show(&Start { f })
}
