//! What is to be done, by when: the row behind every queue and list. Whoever lists says which day
//! it is; the order is the real risk of lateness, and a stopped clock moves with the day.

use domain::Jurisdiction;
use domain::case::{Case, Message};
use domain::deadline::days;
use domain::recourse::Recourse;
use domain::recourse::inquiry::codes::Crossing;
use domain::recourse::inquiry::{Inquiry, Stage, TARGET, status};
use domain::rule::RuleBook;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tokio_postgres::Transaction;
use uuid::Uuid;

use crate::follow::{Done, Page, Projection, Touched};
use crate::register::Register;
use crate::sql::sql;

mod read;

pub use read::{Counts, Cursor, Filter, Line, counts, queue};

/// The projection.
pub(crate) struct Caseload {
    rules: RuleBook,
    zone: TimeZone,
}

impl Caseload {
    pub(crate) fn new(register: &Register) -> Self {
        Self { rules: register.rules().clone(), zone: register.zone().clone() }
    }
}

impl Projection for Caseload {
    fn name(&self) -> &'static str {
        "caseload"
    }

    fn generation(&self) -> i32 {
        2
    }

    fn table_sql(&self) -> &'static str {
        include_str!("table.sql")
    }

    fn views_sql(&self) -> &'static str {
        include_str!("views.sql")
    }

    fn apply<'a>(&'a self, tx: &'a Transaction<'_>, page: &'a Page) -> Done<'a> {
        Box::pin(async move {
            let touched = page.touched();
            let cases: Vec<Uuid> = touched.iter().map(|t| t.id.0).collect();
            let lines: Vec<Line> =
                touched.iter().flat_map(|t| self.lines(page.jurisdiction, t)).collect();
            let statements = (sql!("delete_caseload"), sql!("insert_caseload"));
            super::replace(tx, statements, page.jurisdiction.shard(), &cases, &lines).await
        })
    }
}

impl Caseload {
    fn lines(&self, jurisdiction: Jurisdiction, touched: &Touched) -> Vec<Line> {
        let of = |recourse: &Recourse| {
            let Recourse::Inquiry(inquiry) = recourse;
            self.line(jurisdiction, touched, inquiry)
        };
        touched.case.recourses.iter().map(of).collect()
    }

    fn line(&self, jurisdiction: Jurisdiction, touched: &Touched, inquiry: &Inquiry) -> Line {
        let case = &*touched.case;
        let target = self.target(inquiry, self.zone.to_datetime(touched.recorded_at).date());
        let incident = case.incidents.first();
        let open_tasks = || inquiry.tasks.iter().filter(|task| task.answered.is_none());
        let draft = inquiry.proposal.as_ref();
        Line {
            shard: jurisdiction.shard().0,
            case_id: touched.id,
            recourse_id: inquiry.id,
            reference: case.reference.to_string(),
            mechanism: "inquiry".to_owned(),
            stage: inquiry.stage.code().to_owned(),
            public_status: status::public(case, inquiry).code().to_owned(),
            open: inquiry.open(),
            assigned: case.assigned,
            received: inquiry.spell().received,
            complete: inquiry.spell().complete,
            target_due: target.due,
            target_left: target.left,
            target_length: target.length,
            paused: target.left.is_some(),
            traveller_due: inquiry.wait.as_ref().map(|wait| wait.told.due),
            closed_on: inquiry.closed_on(),
            terminal: inquiry.terminal().map(|terminal| terminal.code().to_owned()),
            urgency: urgency(inquiry).to_owned(),
            language: case.language.code().to_owned(),
            channel: case.channel.code().to_owned(),
            place: incident.map_or_else(|| "unknown".to_owned(), |i| i.place.key.clone()),
            mode: incident.map_or_else(String::new, |i| i.place.mode.code().to_owned()),
            purpose: case.purpose.code().to_owned(),
            complaints: inquiry.complaints.iter().map(|c| c.code().to_owned()).collect(),
            represented: case.representative.is_some(),
            by_post: case.by_post,
            synthetic: case.synthetic,
            documents_unchecked: count(case.documents.iter().filter(|d| d.checked.is_none())),
            tasks_open: count(open_tasks()),
            tasks_due: open_tasks().map(|task| task.due).min(),
            corrections_open: count(inquiry.corrections.iter().filter(|c| c.effective.is_none())),
            drafted_by: draft
                .filter(|_| inquiry.stage == Stage::AwaitingSignature)
                .and_then(|d| d.by),
            flagged: case.acts.iter().any(|act| act.flagged),
            notices_failed: count(case.notices.iter().filter(|notice| notice.failed.is_some())),
            unanswered: unanswered(case),
            trouble: trouble(inquiry),
            opened_at: case.opened_at,
            version: case.version,
            position: touched.position,
            recorded_at: touched.recorded_at,
            rank: 0,
            act_by: Date::ZERO,
        }
    }

    /// The office's target as of a day. While something is missing there is none to keep yet.
    fn target(&self, inquiry: &Inquiry, today: Date) -> Target {
        let spell = inquiry.spell();
        let start = spell.complete.or(Some(spell.received).filter(|_| inquiry.wait.is_none()));
        let Some((standard, start)) = self.rules.standard(TARGET).ok().zip(start) else {
            return Target::default();
        };
        if !inquiry.open() {
            return Target::default();
        }
        let derivation = standard.due(start, &spell.pauses, today);
        let left = derivation.paused.then(|| days(today, derivation.told.due));
        let length = i32::try_from(standard.0.length).ok();
        Target { due: Some(derivation.told.due), left, length }
    }
}

#[derive(Default)]
struct Target {
    due: Option<Date>,
    left: Option<i32>,
    length: Option<i32>,
}

const fn urgency(inquiry: &Inquiry) -> &'static str {
    match inquiry.urgency {
        None => "none",
        Some((_, None)) => "asked",
        Some((_, Some(true))) => "granted",
        Some((_, Some(false))) => "declined",
    }
}

fn unanswered(case: &Case) -> bool {
    case.messages.last().is_some_and(|message: &Message| message.from_traveller)
}

/// Whether the same trouble was told of again after the end, and the matter is still closed.
fn trouble(inquiry: &Inquiry) -> bool {
    let Some(closed) = inquiry.closed_on() else {
        return false;
    };
    let bad = |(result, on): &(Crossing, Date)| *result != Crossing::Smooth && *on >= closed;
    inquiry.recurrences.iter().any(|on| *on >= closed) || inquiry.crossings.iter().any(bad)
}

fn count<T>(items: impl Iterator<Item = T>) -> i32 {
    i32::try_from(items.count()).unwrap_or(i32::MAX)
}
