//! When the page that was sent from is no longer open: its session ended, or the case moved on in
//! another tab. Says which of the two it was and how to go on, and gives back what was typed.

use actix_web::http::StatusCode;
use askama::Template;

use super::session::COOKIE;
use crate::forms::Field;
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/tracking/lost.html")]
struct Lost {
    f: Frame,
    body: String,
    typed: Vec<(String, String)>,
    to: String,
    link: String,
}

fn show(visit: &Visit, why: &str, fields: &[Field], (to, link): (&str, &str)) -> Reply {
    let w = visit.w;
    let typed = |field: &Field| (field.label.clone(), field.spoken());
    let page = Lost {
        f: visit.frame(w.of("lost-{why}-title", why)),
        body: w.of("lost-{why}-body", why),
        typed: fields.iter().filter(|field| field.is_answered()).map(typed).collect(),
        to: visit.href(to, &[]),
        link: w.t(link),
    };
    visit.show_as(StatusCode::GONE, &page)
}

/// The session ended while something was typed: nothing was sent.
pub fn ended(visit: &Visit, fields: &[Field]) -> Reply {
    visit.forget(COOKIE);
    show(visit, "ended", fields, ("track", "nav-track"))
}

/// The case moved on, and this step is not open any more: nothing was sent.
pub fn moved_on(visit: &Visit, fields: &[Field]) -> Reply {
    show(visit, "moved-on", fields, ("case", "lost-open-case"))
}

/// To the way in. Whoever had a session is told that it ended.
pub fn way_in(visit: &Visit) -> Reply {
    let had = visit.kept(COOKIE).is_some();
    visit.forget(COOKIE);
    let to = visit.href("track", &[]);
    visit.go(&if had { format!("{to}?ended") } else { to })
}
