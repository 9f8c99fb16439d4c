//! Timers: what comes due, claimed by any number of schedulers, each fired once. Case timers follow
//! from events; the office's own (a daily digest) are scheduled by whoever plans them, by key.

use domain::{CaseId, Jurisdiction, ShardId};
use jiff::Timestamp;
use serde_json::Value;
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

use crate::database::Params;
use crate::error::StoreError;
use crate::faults;
pub use crate::reactions::timers::TimerBody;
use crate::register::Register;
use crate::register::load::office_stream;
use crate::sql::sql;

/// A timer that has come due and that this worker holds until its lease lapses.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// The row: also a fit idempotency key for its command.
    pub id: Uuid,
    /// Whose record it is about.
    pub jurisdiction: Jurisdiction,
    /// The case; absent for the office's own.
    pub case: Option<CaseId>,
    /// What comes due.
    pub kind: String,
    /// What its command needs; a [`TimerBody`] where there is a case.
    pub body: Value,
    /// When it came due.
    pub due_at: Timestamp,
    /// How often it was claimed, with this time.
    pub attempts: i32,
}

impl Due {
    /// What the command of a case's timer needs.
    pub fn timer(&self) -> Option<TimerBody> {
        serde_json::from_value(self.body.clone()).ok()
    }
}

/// Claims at most `n` timers that are due, until an instant.
pub async fn due(
    register: &Register,
    n: i64,
    worker: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Vec<Due>, StoreError> {
    let params: Params<'_> = &[
        (&n, Type::INT8),
        (&worker, Type::TEXT),
        (&now, Type::TIMESTAMPTZ),
        (&until, Type::TIMESTAMPTZ),
    ];
    let rows = register.database().rows("claim timers", sql!("lease_timers"), params).await?;
    if !rows.is_empty() {
        faults::at("timers-claimed");
    }
    let mut all: Vec<Due> = rows.iter().filter_map(timer).collect();
    all.sort_by_key(|due| (due.due_at, due.id));
    Ok(all)
}

/// The timer's command is in the record, or is no longer called for; false where the lease had
/// lapsed and another worker took over.
pub async fn done(
    register: &Register,
    due: &Due,
    worker: &str,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let params: Params<'_> = &[
        (&due.jurisdiction.shard().0, Type::INT2),
        (&due.id, Type::UUID),
        (&worker, Type::TEXT),
        (&at, Type::TIMESTAMPTZ),
    ];
    Ok(register.database().change("finish a timer", sql!("timer_done"), params).await? == 1)
}

/// Plans something of the office's own. The same kind and key is planned once; false where it was
/// planned before, also when it is long done.
pub async fn schedule(
    register: &Register,
    jurisdiction: Jurisdiction,
    kind: &str,
    key: &str,
    body: &Value,
    due_at: Timestamp,
) -> Result<bool, StoreError> {
    let id = crate::reactions::derived_id(&[b"office-timer", kind.as_bytes(), key.as_bytes()]);
    let params: Params<'_> = &[
        (&jurisdiction.shard().0, Type::INT2),
        (&id, Type::UUID),
        (&office_stream(jurisdiction), Type::UUID),
        (&kind, Type::TEXT),
        (&body, Type::JSONB),
        (&due_at, Type::TIMESTAMPTZ),
    ];
    Ok(register.database().change("plan a timer", sql!("schedule_timer"), params).await? == 1)
}

/// What will come due on a case, soonest first.
pub async fn of_case(
    register: &Register,
    jurisdiction: Jurisdiction,
    case: CaseId,
) -> Result<Vec<Due>, StoreError> {
    let params: Params<'_> = &[(&jurisdiction.shard().0, Type::INT2), (&case.0, Type::UUID)];
    let rows = register.database().rows("list timers", sql!("timers_of"), params).await?;
    Ok(rows.iter().filter_map(timer).collect())
}

fn timer(row: &Row) -> Option<Due> {
    let jurisdiction = Jurisdiction::of(ShardId(row.get("shard")))?;
    let stream: Uuid = row.get("stream_id");
    Some(Due {
        id: row.get("id"),
        jurisdiction,
        case: (stream != office_stream(jurisdiction)).then_some(CaseId(stream)),
        kind: row.get("kind"),
        body: row.get("body"),
        due_at: row.get("due_at"),
        attempts: row.get("attempts"),
    })
}
