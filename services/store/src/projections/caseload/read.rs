//! Reading the caseload: lines, filters, pages, counts. The same struct is written by the projection
//! and read back here, so that a column cannot drift.

use domain::deadline::days;
use domain::{CaseId, Jurisdiction, Position, RecourseId, StaffId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tokio_postgres::types::{Json, Type};
use uuid::Uuid;

use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

/// One recourse in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
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
    /// After the end the traveller told of the same trouble again.
    pub trouble: bool,
    /// When the case was opened.
    pub opened_at: Timestamp,
    /// Version of the case.
    pub version: i32,
    /// Position of its last event.
    pub position: Position,
    /// When that was recorded.
    pub recorded_at: Timestamp,
    /// Order of the queue: 0 urgent, 1 open, 2 waiting for the traveller, 3 ended. Filled in when it is listed.
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
    /// Only where something calls for somebody, ended or not: a message without an answer, the same
    /// trouble again, an act that was not independent, a letter that could not be delivered.
    pub stirring: bool,
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
        Cursor { rank: self.rank, act_by: self.act_by, recourse: self.recourse_id }
    }

    /// Days left of the office's target on a day; negative once it has passed.
    pub fn left(&self, today: Date) -> Option<i32> {
        self.target_left.or_else(|| self.target_due.map(|due| days(today, due)))
    }
}

/// Lines in order of their risk: urgent ones first, those that wait for the traveller last, else by the day to act.
pub async fn queue(
    register: &Register,
    jurisdiction: Jurisdiction,
    filter: &Filter,
    today: Date,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    let cases: Option<Vec<Uuid>> =
        filter.cases.as_ref().map(|ids| ids.iter().map(|id| id.0).collect());
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
        (&filter.stirring, Type::BOOL),
    ];
    let rows = register.database().rows("list the caseload", sql!("queue"), params).await?;
    Ok(rows.iter().map(|row| row.get::<_, Json<Line>>("line").0).collect())
}

/// How many there are.
pub async fn counts(
    register: &Register,
    jurisdiction: Jurisdiction,
    staff: Option<StaffId>,
    today: Date,
) -> Result<Counts, StoreError> {
    let staff = staff.map(|staff| staff.0);
    let params: Params<'_> =
        &[(&jurisdiction.shard().0, Type::INT2), (&staff, Type::UUID), (&today, Type::DATE)];
    let row = register.database().row("count the caseload", sql!("counts"), params).await?;
    let row = row.ok_or(StoreError::Row { doing: "count the caseload", what: "no row" })?;
    Ok(Counts {
        open: row.get("open"),
        mine: row.get("mine"),
        unassigned: row.get("unassigned"),
        to_sign: row.get("to_sign"),
        late: row.get("late"),
    })
}
