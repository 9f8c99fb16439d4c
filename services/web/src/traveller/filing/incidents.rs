//! The list of what happened: add another event, change one, take one out.

use askama::Template;

use super::begun::{Answers, Begun, MOST, mark};
use super::{gone, pages, questions, save};
use crate::places;
use crate::posted::Posted;
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/filing/incidents.html")]
struct Incidents {
    f: Frame,
    back: String,
    rows: Vec<Row>,
    may_add: bool,
}

struct Row {
    number: usize,
    place: String,
    day: String,
}

/// Shows the list.
pub async fn show(visit: Visit) -> Reply {
    let Some(opened) = save::load(&visit).await? else {
        return gone(&visit, &[]);
    };
    let begun = &opened.begun;
    let rows = begun.incidents.iter().enumerate().map(|(at, one)| row(&visit, at, one)).collect();
    let f = visit.frame(visit.w.t("page-file-incidents-title"));
    let back = pages::href(visit.lang(), pages::before(begun, ("file-incidents", None)));
    visit.show(&Incidents { f, back, rows, may_add: begun.incidents.len() < MOST })
}

fn row(visit: &Visit, at: usize, one: &Answers) -> Row {
    let get = |key: &str| one.get(key).map_or("", String::as_str);
    let day = questions::read_date(get("on")).map_or_else(String::new, |on| visit.w.date(&on));
    let place = match get("place") {
        "" => visit.w.t("not-answered"),
        key => places::name(key, visit.lang()).to_owned(),
    };
    Row { number: at + 1, place, day }
}

/// Adds one, takes one out, or goes on.
pub async fn change(visit: Visit, posted: Posted) -> Reply {
    let (action, number) = (posted.get("action"), posted.get("number").parse::<usize>());
    let at = number.ok().and_then(|n| n.checked_sub(1));
    let saved = save::change(&visit, |begun| match (action, at) {
        ("add", _) if begun.incidents.len() < MOST => begun.incidents.push(Answers::new()),
        ("remove", Some(at)) => remove(begun, at),
        _ => drop(begun.done.insert(mark("file-incidents", None))),
    });
    let Some(begun) = saved.await? else {
        return gone(&visit, &[]);
    };
    if action == "remove" {
        return visit.go(&visit.href("file-incidents", &[]));
    }
    visit.go(&pages::href(visit.lang(), pages::next(&begun)))
}

/// The first stays, so that there is always one to tell of; marks move up with those behind.
fn remove(begun: &mut Begun, at: usize) {
    if begun.incidents.len() < 2 || at >= begun.incidents.len() {
        return;
    }
    begun.incidents.remove(at);
    let was = std::mem::take(&mut begun.done);
    for done in was {
        match done.rsplit_once('/').and_then(|(page, n)| Some((page, n.parse::<usize>().ok()?))) {
            Some((_, n)) if n == at => {}
            Some((page, n)) if n > at => drop(begun.done.insert(mark(page, Some(n - 1)))),
            _ => drop(begun.done.insert(done)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SubjectId;
    use uuid::Uuid;

    #[test]
    fn taking_one_out_moves_the_others_up() {
        let mut begun = Begun::new(Uuid::nil(), SubjectId(Uuid::nil()));
        for place in ["a", "b"] {
            begun.incidents.push(Answers::from([("place".to_owned(), place.to_owned())]));
        }
        for n in [0, 2] {
            begun.done.insert(mark("incident-when", Some(n)));
        }
        remove(&mut begun, 1);
        assert_eq!(begun.incidents[1]["place"], "b");
        assert!(begun.done.contains("incident-when/1") && begun.done.contains("incident-when/0"));
        assert_eq!(begun.done.len(), 2);
        remove(&mut begun, 5);
        remove(&mut begun, 0);
        remove(&mut begun, 0);
        assert_eq!(begun.incidents.len(), 1);
    }
}
