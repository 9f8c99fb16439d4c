//! What is to be done, by when: the row behind every queue and list. Whoever lists says which day
//! it is; the order is the real risk of lateness, and a stopped clock moves with the day.

use domain::case::{Case, Message};
use domain::deadline::days;
use domain::recourse::Recourse;
use domain::recourse::inquiry::{Inquiry, Stage, TARGET, status};
use domain::rule::RuleBook;
use domain::{CaseId, Jurisdiction, Position, RecourseId, StaffId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use tokio_postgres::Transaction;
use tokio_postgres::types::{Json, Type};
use uuid::Uuid;

use crate::database::Params;
use crate::error::StoreError;
use crate::follow::{Done, Page, Projection, Touched};
use crate::register::Register;
use crate::sql::sql;

/// The projection.
pub(crate) struct Caseload {
    rules: RuleBook,
    zone: TimeZone,
}

impl Caseload {
    pub(crate) fn new(register: &Register) -> Self {
        Self {
            rules: register.rules().clone(),
            zone: register.zone().clone(),
        }
    }
}

/// One recourse in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The shard.
    pub shard: i16,
    /// The case.
    pub case_id: CaseId,
    /// The recourse.
    pub recourse_id: RecourseId,
    /// What people call the case.
    pub reference: String,
    /// Mechanism code.
    pub mechanism: String,
    /// Stage code.
    pub stage: String,
    /// Public status code.
    pub public_status: String,
    /// Not ended.
    pub open: bool,
    /// Who works it.
    pub assigned: Option<StaffId>,
    /// When the running spell began.
    pub received: Date,
    /// When nothing was missing.
    pub complete: Option<Date>,
    /// Last day of the office's target; predicted while `complete` is absent.
    pub target_due: Option<Date>,
    /// Days left when the clock was stopped; only while it is.
    pub target_left: Option<i32>,
    /// Length of the target in days.
    pub target_length: Option<i32>,
    /// The clock stands still.
    pub paused: bool,
    /// Last day told to the traveller who is waited for.
    pub traveller_due: Option<Date>,
    /// When it ended.
    pub closed_on: Option<Date>,
    /// How it ended.
    pub terminal: Option<String>,
    /// `none`, `asked`, `granted` or `declined`.
    pub urgency: String,
    /// Language of the traveller's letters.
    pub language: String,
    /// How it reached us.
    pub channel: String,
    /// Place key of the first incident.
    pub place: String,
    /// Mode of travel of the first incident.
    pub mode: String,
    /// Purpose of travel.
    pub purpose: String,
    /// Complaint codes.
    pub complaints: Vec<String>,
    /// Somebody acts for the traveller.
    pub represented: bool,
    /// Letters go by post.
    pub by_post: bool,
    /// Made up for a demonstration.
    pub synthetic: bool,
    /// Files that nobody looked at yet.
    pub documents_unchecked: i32,
    /// Offices that have not answered.
    pub tasks_open: i32,
    /// Earliest day on which one of them should.
    pub tasks_due: Option<Date>,
    /// Corrections not seen to work yet.
    pub corrections_open: i32,
    /// Who drafted what waits for a second signature.
    pub drafted_by: Option<StaffId>,
    /// Somebody acted who turned out not to be independent.
    pub flagged: bool,
    /// Letters that could not be delivered.
    pub notices_failed: i32,
    /// The last message came from the traveller's side.
    pub unanswered: bool,
    /// When the case was opened.
    pub opened_at: Timestamp,
    /// Version of the case.
    pub version: i32,
    /// Position of its last event.
    pub position: Position,
    /// When that was recorded.
    pub recorded_at: Timestamp,
    /// Order of the queue: 0 urgent, 1 open, 2 ended. Filled in when it is listed.
    #[serde(default, skip_serializing)]
    pub rank: i32,
    /// Day by which the office should act, as of the day asked; the end of time where none is
    /// known. Filled in when it is listed.
    #[serde(default, skip_serializing)]
    pub act_by: Date,
}

/// Which lines are wanted. The default is all of them.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Open ones or ended ones.
    pub open: Option<bool>,
    /// Worked by this member of staff.
    pub assigned: Option<StaffId>,
    /// Worked by nobody.
    pub unassigned: bool,
    /// In this stage.
    pub stage: Option<String>,
    /// Of these cases: what a search found.
    pub cases: Option<Vec<CaseId>>,
}

/// Where the next page begins: after this line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Its rank.
    pub rank: i32,
    /// Its day.
    pub act_by: Date,
    /// Itself.
    pub recourse: RecourseId,
}

/// How many there are, for the heads of the queues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Open.
    pub open: i64,
    /// Open and worked by whoever asks.
    pub mine: i64,
    /// Open and worked by nobody.
    pub unassigned: i64,
    /// Waiting for a second signature.
    pub to_sign: i64,
    /// Past the office's target.
    pub late: i64,
}

impl Line {
    /// Where the next page begins.
    pub const fn cursor(&self) -> Cursor {
        Cursor {
            rank: self.rank,
            act_by: self.act_by,
            recourse: self.recourse_id,
        }
    }

    /// Days left of the office's target on a day; negative once it has passed.
    pub fn left(&self, today: Date) -> Option<i32> {
        self.target_left
            .or_else(|| self.target_due.map(|due| days(today, due)))
    }
}

/// Lines in order of their risk: urgent ones first, then by the day to act.
pub async fn queue(
    register: &Register,
    jurisdiction: Jurisdiction,
    filter: &Filter,
    today: Date,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    let cases: Option<Vec<Uuid>> = filter
        .cases
        .as_ref()
        .map(|ids| ids.iter().map(|id| id.0).collect());
    let params: Params<'_> = &[
        (&jurisdiction.shard().0, Type::INT2),
        (&today, Type::DATE),
        (&filter.open, Type::BOOL),
        (&filter.assigned.map(|staff| staff.0), Type::UUID),
        (&filter.unassigned, Type::BOOL),
        (&filter.stage, Type::TEXT),
        (&cases, Type::UUID_ARRAY),
        (&after.map(|cursor| cursor.rank), Type::INT4),
        (&after.map(|cursor| cursor.act_by), Type::DATE),
        (&after.map(|cursor| cursor.recourse.0), Type::UUID),
        (&limit, Type::INT8),
    ];
    let rows = register
        .database()
        .rows("list the caseload", sql!("queue"), params)
        .await?;
    Ok(rows
        .iter()
        .map(|row| row.get::<_, Json<Line>>("line").0)
        .collect())
}

/// How many there are.
pub async fn counts(
    register: &Register,
    jurisdiction: Jurisdiction,
    staff: Option<StaffId>,
    today: Date,
) -> Result<Counts, StoreError> {
    let staff = staff.map(|staff| staff.0);
    let params: Params<'_> = &[
        (&jurisdiction.shard().0, Type::INT2),
        (&staff, Type::UUID),
        (&today, Type::DATE),
    ];
    let row = register
        .database()
        .row("count the caseload", sql!("counts"), params)
        .await?;
    let row = row.ok_or(StoreError::Row {
        doing: "count the caseload",
        what: "no row",
    })?;
    Ok(Counts {
        open: row.get("open"),
        mine: row.get("mine"),
        unassigned: row.get("unassigned"),
        to_sign: row.get("to_sign"),
        late: row.get("late"),
    })
}

impl Projection for Caseload {
    fn name(&self) -> &'static str {
        "caseload"
    }

    fn generation(&self) -> i32 {
        1
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
            let lines: Vec<Line> = touched
                .iter()
                .flat_map(|t| self.lines(page.jurisdiction, t))
                .collect();
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
            terminal: inquiry
                .terminal()
                .map(|terminal| terminal.code().to_owned()),
            urgency: urgency(inquiry).to_owned(),
            language: case.language.code().to_owned(),
            channel: case.channel.code().to_owned(),
            place: incident.map_or_else(|| "unknown".to_owned(), |i| i.place.key.clone()),
            mode: incident.map_or_else(String::new, |i| i.place.mode.code().to_owned()),
            purpose: case.purpose.code().to_owned(),
            complaints: inquiry
                .complaints
                .iter()
                .map(|c| c.code().to_owned())
                .collect(),
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
        let start = spell
            .complete
            .or(Some(spell.received).filter(|_| inquiry.wait.is_none()));
        let Some((standard, start)) = self.rules.standard(TARGET).ok().zip(start) else {
            return Target::default();
        };
        if !inquiry.open() {
            return Target::default();
        }
        let derivation = standard.due(start, &spell.pauses, today);
        let left = derivation.paused.then(|| days(today, derivation.told.due));
        let length = i32::try_from(standard.0.length).ok();
        Target {
            due: Some(derivation.told.due),
            left,
            length,
        }
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
    case.messages
        .last()
        .is_some_and(|message: &Message| message.from_traveller)
}

fn count<T>(items: impl Iterator<Item = T>) -> i32 {
    i32::try_from(items.count()).unwrap_or(i32::MAX)
}
