//! The queues: whatever is open, the one at greatest risk of lateness first, whoever waits for the
//! traveller last. The address is the view: what is chosen stands in it and can be kept or sent.

use actix_web::{HttpResponse, web};
use askama::Template;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::recourse::inquiry::Stage;
use domain::{Role, StaffId};
use jiff::civil::Date;
use serde::Deserialize;
use store::caseload::{self, Counts, Cursor, Filter, Line};

use super::labels;
use super::names::Names;
use crate::error::WebError;
use crate::places;
use crate::staff::{Me, NotIn, SignedIn, escape};
use crate::visit::Frame;

/// Lines of one page.
const PAGE: usize = 50;
/// Most members of a team whose queues are joined.
const TEAM: usize = 24;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// `my`, `team`, `unassigned`, `sign` or `all`.
    #[serde(default)]
    pub queue: String,
    /// A stage.
    #[serde(default)]
    pub stage: String,
    /// Ended ones instead of open ones.
    #[serde(default)]
    pub closed: String,
    /// Where the page begins.
    #[serde(default)]
    pub after: String,
}

/// A line of a list.
pub struct Row {
    /// Case reference.
    pub reference: String,
    /// The traveller's name, where the list shows it.
    pub name: Option<String>,
    /// Where it stands.
    pub stage: String,
    /// Day to act by.
    pub due: String,
    /// Days left, or late.
    pub left: String,
    /// Colour of the days left.
    pub colour: &'static str,
    /// Where it happened.
    pub place: String,
    /// Why the person was travelling.
    pub purpose: String,
    /// Who works it.
    pub assigned: String,
    /// Urgent, a message unanswered, a letter failed...
    pub marks: Vec<String>,
}

/// A choice of queue.
pub struct Tab {
    label: String,
    href: String,
    is_open: bool,
}

#[derive(Template)]
#[template(path = "desk/queue.html")]
struct Page {
    f: Frame,
    me: Me,
    tabs: Vec<Tab>,
    stages: Vec<Tab>,
    closed: Tab,
    rows: Vec<Row>,
    waiting: Vec<Row>,
    as_of: String,
    next: Option<String>,
    late: i64,
}

impl Page {
    /// Where something may wait, for somebody whose own queue is empty.
    fn elsewhere(&self) -> Vec<&Tab> {
        self.tabs.iter().filter(|tab| !tab.is_open).collect()
    }
}

/// Shows a queue.
pub async fn show(me: SignedIn, asked: web::Query<Asked>) -> Result<HttpResponse, NotIn> {
    let asked = normal(&me, asked.into_inner());
    let register = &me.record.register;
    let counts = caseload::counts(register, me.jurisdiction, Some(me.staff), me.today).await;
    let counts = counts.map_err(WebError::from)?;
    let lines = lines(&me, &asked).await?;
    let next = (lines.len() > PAGE).then(|| lines[PAGE - 1].cursor());
    let names = Names::of(&me).await?;
    let (waiting, ours): (Vec<&Line>, Vec<&Line>) =
        lines.iter().take(PAGE).partition(|line| waits(line, me.today));
    let w = me.visit.w;
    let page = Page {
        f: me.frame(w.of("desk-queue-{queue}", &asked.queue)),
        me: me.me(),
        tabs: tabs(&me, &asked, counts),
        stages: stages(&me, &asked),
        closed: tab(
            &me,
            &Asked {
                closed: flip(&asked.closed),
                stage: String::new(),
                after: String::new(),
                ..asked.clone()
            },
            "desk-closed",
            !asked.closed.is_empty(),
        ),
        rows: ours.into_iter().map(|line| row(&me, &names, line)).collect(),
        waiting: waiting.into_iter().map(|line| row(&me, &names, line)).collect(),
        as_of: as_of(&me).await?,
        next: next.map(|cursor| address(&Asked { after: write(cursor), ..asked.clone() })),
        late: counts.late,
    };
    Ok(me.visit.show(&page)?)
}

fn flip(closed: &str) -> String {
    if closed.is_empty() { "yes".to_owned() } else { String::new() }
}

/// Supervisors begin with everything, officers with what is theirs.
fn normal(me: &SignedIn, asked: Asked) -> Asked {
    let known = ["my", "team", "unassigned", "sign", "all"].contains(&asked.queue.as_str());
    let own = if me.has(Role::Supervisor) { "all" } else { "my" };
    let queue = if known { asked.queue } else { own.to_owned() };
    let stage = Stage::parse(&asked.stage).map_or("", |s| s.code()).to_owned();
    Asked { queue, stage, ..asked }
}

/// One line more than a page holds, so that the page knows whether there is another.
async fn lines(me: &SignedIn, asked: &Asked) -> Result<Vec<Line>, WebError> {
    let mut filter = Filter {
        open: Some(asked.closed.is_empty()),
        stage: Some(asked.stage.clone()).filter(|s| !s.is_empty()),
        ..Filter::default()
    };
    let after = read(&asked.after);
    let members: Vec<Option<StaffId>> = match asked.queue.as_str() {
        "my" => vec![Some(me.staff)],
        "team" => team(me).into_iter().map(Some).collect(),
        _ => vec![None],
    };
    filter.unassigned = asked.queue == "unassigned";
    if asked.queue == "sign" {
        filter.stage = Some(Stage::AwaitingSignature.code().to_owned());
    }
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut all = Vec::new();
    for assigned in members {
        let filter = Filter { assigned, ..filter.clone() };
        let register = &me.record.register;
        all.extend(
            caseload::queue(register, me.jurisdiction, &filter, me.today, after, limit).await?,
        );
    }
    all.sort_by_key(|line| (line.rank, line.act_by, line.recourse_id));
    all.truncate(PAGE + 1);
    if asked.queue == "sign" {
        all.retain(|line| line.drafted_by != Some(me.staff));
    }
    Ok(all)
}

/// Everybody who serves today in a unit in which I serve.
fn team(me: &SignedIn) -> Vec<StaffId> {
    let serves = |member: &domain::office::Member| -> Vec<String> {
        let today =
            |p: &&domain::office::Post| p.from <= me.today && p.to.is_none_or(|to| me.today < to);
        member.posts.iter().filter(today).map(|p| p.unit.clone()).collect()
    };
    let mine = me.office.staff.get(&me.staff).map(serves).unwrap_or_default();
    let same = |m: &domain::office::Member| serves(m).iter().any(|unit| mine.contains(unit));
    me.office.staff.iter().filter(|(_, m)| same(m)).map(|(id, _)| *id).take(TEAM).collect()
}

/// Whether it is the traveller's turn: once the day has passed it is ours again.
fn waits(line: &Line, today: Date) -> bool {
    let turn = line.traveller_due.is_some_and(|due| today <= due);
    line.open && turn && !["asked", "granted"].contains(&line.urgency.as_str())
}

/// A line in words.
pub fn row(me: &SignedIn, names: &Names, line: &Line) -> Row {
    let w = me.visit.w;
    let left = line.left(me.today).filter(|_| line.open);
    let due = if line.paused { None } else { line.target_due };
    let due = line.closed_on.or(due).or(line.traveller_due);
    let (left, colour) = match left {
        _ if line.paused => (w.t("desk-clock-paused"), "yellow"),
        Some(days) if days < 0 => (w.t1("desk-days-late", "count", -days), "red"),
        Some(days) if days <= 10 => (w.t1("desk-days-left", "count", days), "orange"),
        Some(days) => (w.t1("desk-days-left", "count", days), "green"),
        None => (String::new(), "grey"),
    };
    let stage = match (&line.terminal, line.open) {
        (Some(terminal), false) => labels::code(w, "terminal", terminal),
        _ => labels::code(w, "stage", &line.stage),
    };
    Row {
        reference: line.reference.clone(),
        name: None,
        stage,
        due: due.map_or_else(String::new, |on| w.date(&on)),
        left,
        colour,
        place: places::name(&line.place, w.lang).to_owned(),
        purpose: labels::code(w, "purpose", &line.purpose),
        assigned: line.assigned.map_or_else(|| w.t("desk-nobody"), |id| names.staff(id)),
        marks: marks(me, line),
    }
}

fn marks(me: &SignedIn, line: &Line) -> Vec<String> {
    let w = me.visit.w;
    let late = |day: Option<Date>| day.is_some_and(|day| day < me.today);
    [
        (line.urgency == "granted", "desk-mark-urgent"),
        (line.urgency == "asked", "desk-mark-urgency-asked"),
        (line.unanswered, "desk-mark-unanswered"),
        (line.notices_failed > 0, "desk-mark-failed"),
        (line.open && late(line.traveller_due), "desk-mark-missed"),
        (line.open && late(line.tasks_due), "desk-mark-office-late"),
        (line.open && line.documents_unchecked > 0, "desk-mark-unchecked"),
        (line.flagged, "desk-flagged"),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .map(|(_, key)| w.of("{key}", key))
    .collect()
}

fn tabs(me: &SignedIn, asked: &Asked, counts: Counts) -> Vec<Tab> {
    let w = me.visit.w;
    let all = [
        ("my", Some(counts.mine)),
        ("team", None),
        ("unassigned", Some(counts.unassigned)),
        ("sign", Some(counts.to_sign)),
        ("all", Some(counts.open)),
    ];
    let one = |(queue, count): (&str, Option<i64>)| {
        let name = w.of("desk-queue-{queue}", queue);
        let label = count.map_or_else(|| name.clone(), |n| format!("{name} ({})", w.number(n)));
        let href = address(&Asked { queue: queue.to_owned(), ..Asked::default() });
        Tab { label, href, is_open: asked.queue == queue }
    };
    all.into_iter().map(one).collect()
}

fn stages(me: &SignedIn, asked: &Asked) -> Vec<Tab> {
    if !asked.closed.is_empty() {
        return Vec::new();
    }
    let open = Stage::ALL.iter().filter(|s| **s != Stage::Closed);
    let one = |stage: &Stage| {
        let is_open = asked.stage == stage.code();
        let chosen = if is_open { String::new() } else { stage.code().to_owned() };
        let asked = Asked { stage: chosen, after: String::new(), ..asked.clone() };
        Tab { label: me.visit.w.of("stage-{stage}", stage.code()), href: address(&asked), is_open }
    };
    open.map(one).collect()
}

fn tab(me: &SignedIn, asked: &Asked, key: &str, is_open: bool) -> Tab {
    Tab { label: me.visit.w.of("{key}", key), href: address(asked), is_open }
}

fn address(asked: &Asked) -> String {
    let parts = [
        ("queue", &asked.queue),
        ("stage", &asked.stage),
        ("closed", &asked.closed),
        ("after", &asked.after),
    ];
    let given = parts.into_iter().filter(|(_, value)| !value.is_empty());
    let all: Vec<String> = given.map(|(key, value)| format!("{key}={}", escape(value))).collect();
    format!("/desk?{}", all.join("&"))
}

/// The instant up to which the list knows.
pub async fn as_of(me: &SignedIn) -> Result<String, WebError> {
    let register = &me.record.register;
    let found = store::follow::checkpoint(register, "caseload", me.jurisdiction).await?;
    let at = found.and_then(|(_, at)| at).unwrap_or(me.at);
    Ok(me.visit.w.instant(&at, register.zone()))
}

/// A cursor that means nothing to whoever holds it.
pub fn write(cursor: Cursor) -> String {
    BASE64.encode(serde_json::to_vec(&cursor).unwrap_or_default())
}

/// A cursor of ours; anything else begins at the beginning.
pub fn read(text: &str) -> Option<Cursor> {
    serde_json::from_slice(&BASE64.decode(text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// What was once fed to it by chance (`ops/fuzz`) is fed to it in every run.
    #[test]
    fn a_cursor_comes_back_the_same_and_nothing_else_harms() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/corpus/cursor");
        let files = std::fs::read_dir(folder).unwrap().flatten();
        let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
        let cursors: Vec<Cursor> = texts.filter_map(|text| read(&text)).collect();
        assert!(cursors.len() > 1, "{cursors:?}");
        for cursor in cursors {
            assert_eq!(read(&write(cursor)), Some(cursor));
        }
    }
}
