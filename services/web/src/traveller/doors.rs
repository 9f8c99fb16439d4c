//! Every door that may be open after a paper: what it can change, what it cannot, by when, and
//! where that is written. No advice which to take.

use askama::Template;

use crate::doors::{self, Door, Paper};
use crate::error::WebError;
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/doors.html")]
struct Doors {
    f: Frame,
    paper: &'static Paper,
    list: Vec<&'static Door>,
}

/// Shows the doors.
pub async fn show(visit: Visit) -> Reply {
    let paper = doors::paper(visit.part("country"), visit.part("paper"));
    let paper = paper.ok_or(WebError::NotFound)?;
    let f = visit.frame(visit.w.t1("doors-title", "paper", paper.title.get(visit.lang())));
    visit.show(&Doors { f, paper, list: doors::after(paper) })
}
