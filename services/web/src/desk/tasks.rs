//! What waits for an officer besides the next step: letters that came back, documents that did
//! not come, offices that are late, requests for speed and messages without an answer.

use actix_web::HttpResponse;
use askama::Template;
use domain::{Role, StaffId};
use store::caseload::{self, Filter, Line};

use super::names::Names;
use super::queue::{Row, as_of, row};
use crate::error::WebError;
use crate::staff::{Me, NotIn, SignedIn};
use crate::visit::Frame;

/// Lines looked through.
const MOST: i64 = 500;

#[derive(Template)]
#[template(path = "desk/tasks.html")]
struct Page {
    f: Frame,
    me: Me,
    groups: Vec<Group>,
    as_of: String,
    is_all: bool,
}

/// Tasks of one kind.
struct Group {
    title: String,
    rows: Vec<Row>,
}

type Test = fn(&Line, jiff::civil::Date) -> bool;

/// The kinds, the most pressing first.
const KINDS: [(&str, Test); 8] = [
    ("urgency", |line, _| line.open && line.urgency == "asked"),
    ("trouble", |line, _| line.trouble),
    ("failed", |line, _| line.notices_failed > 0),
    ("missed", |line, today| line.open && line.traveller_due.is_some_and(|due| due < today)),
    ("office-late", |line, today| line.open && line.tasks_due.is_some_and(|due| due < today)),
    ("unanswered", |line, _| line.unanswered),
    ("flagged", |line, _| line.flagged),
    ("unchecked", |line, _| line.open && line.documents_unchecked > 0),
];

/// Shows them: a supervisor's are everybody's, an officer's their own and those of nobody.
pub async fn show(me: SignedIn) -> Result<HttpResponse, NotIn> {
    let w = me.visit.w;
    let is_all = me.has(Role::Supervisor);
    let lines = lines(&me, is_all).await?;
    let names = Names::of(&me).await?;
    let group = |(kind, test): (&str, Test)| Group {
        title: w.of("desk-tasks-{kind}", kind),
        rows: lines.iter().filter(|l| test(l, me.today)).map(|l| row(&me, &names, l)).collect(),
    };
    let groups = KINDS.into_iter().map(group).filter(|g| !g.rows.is_empty()).collect();
    let f = me.frame(w.t("desk-nav-tasks"));
    let page = Page { f, me: me.me(), groups, as_of: as_of(&me).await?, is_all };
    Ok(me.visit.show(&page)?)
}

async fn lines(me: &SignedIn, is_all: bool) -> Result<Vec<Line>, WebError> {
    let of = |assigned: Option<StaffId>, unassigned| Filter {
        assigned,
        unassigned,
        ..Filter::default()
    };
    let whose = if is_all {
        vec![of(None, false)]
    } else {
        vec![of(Some(me.staff), false), of(None, true)]
    };
    // What ended can still call for somebody.
    let ended = |filter: &Filter| Filter { open: Some(false), stirring: true, ..filter.clone() };
    let open = |filter: &Filter| Filter { open: Some(true), ..filter.clone() };
    let filters = whose.iter().flat_map(|filter| [open(filter), ended(filter)]);
    let mut all = Vec::new();
    for filter in filters {
        let register = &me.record.register;
        all.extend(
            caseload::queue(register, me.jurisdiction, &filter, me.today, None, MOST).await?,
        );
    }
    Ok(all)
}
