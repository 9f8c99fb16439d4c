//! The outbox: letters that events called for, until each is sent or given up. At least once: the
//! row's id is the Message-ID, so that a double is recognisable.

use domain::{CaseId, Jurisdiction, Position, ShardId};
use jiff::Timestamp;
use tokio_postgres::Row;
use tokio_postgres::types::{Json, Type};
use uuid::Uuid;

use crate::database::Params;
use crate::error::StoreError;
use crate::faults;
pub use crate::reactions::letters::LetterBody;
use crate::register::Register;
use crate::sql::sql;

/// A letter that this worker may send until its lease lapses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leased {
    /// The row: stable over retries.
    pub id: Uuid,
    /// Whose record called for it.
    pub jurisdiction: Jurisdiction,
    /// The case.
    pub case: CaseId,
    /// The event that called for it.
    pub position: Position,
    /// What it is made from.
    pub body: LetterBody,
    /// When the event was recorded.
    pub created_at: Timestamp,
    /// How often it was leased, with this time.
    pub attempts: i32,
    /// A server took it already, in this version of the wording; the case does not say so yet.
    pub handed: Option<String>,
}

/// What follows a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It is tried again at this instant.
    RetryAt(Timestamp),
    /// It is given up.
    Never,
}

/// How much waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Letters not settled.
    pub waiting: i64,
    /// Since when the oldest of them could have been sent.
    pub oldest: Option<Timestamp>,
}

/// Claims at most `n` letters that are due, until an instant.
pub async fn lease(
    register: &Register,
    n: i64,
    worker: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Vec<Leased>, StoreError> {
    let params: Params<'_> = &[
        (&n, Type::INT8),
        (&worker, Type::TEXT),
        (&now, Type::TIMESTAMPTZ),
        (&until, Type::TIMESTAMPTZ),
    ];
    let rows = register.database().rows("lease letters", sql!("lease_letters"), params).await?;
    if !rows.is_empty() {
        faults::at("outbox-claimed");
    }
    Ok(rows.iter().filter_map(leased).collect())
}

fn leased(row: &Row) -> Option<Leased> {
    Some(Leased {
        id: row.get("id"),
        jurisdiction: Jurisdiction::of(ShardId(row.get("shard")))?,
        case: CaseId(row.get("stream_id")),
        position: Position(row.get("position")),
        body: row.get::<_, Json<LetterBody>>("body").0,
        created_at: row.get("created_at"),
        attempts: row.get("attempts"),
        handed: row.get("handed"),
    })
}

/// A server took the letter, in this version of the wording. Said at once and by itself: whoever
/// leases the row after a crash has only the fate to write, and sends nothing.
pub async fn hand_over(
    register: &Register,
    letter: &Leased,
    wording: &str,
) -> Result<(), StoreError> {
    let params: Params<'_> = &[
        (&letter.jurisdiction.shard().0, Type::INT2),
        (&letter.id, Type::UUID),
        (&wording, Type::TEXT),
    ];
    register.database().change("note a letter as taken", sql!("hand_over"), params).await?;
    Ok(())
}

/// The letter went out; false where the lease had lapsed and another worker took over.
pub async fn settle_sent(
    register: &Register,
    letter: &Leased,
    worker: &str,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let params: Params<'_> = &[
        (&letter.jurisdiction.shard().0, Type::INT2),
        (&letter.id, Type::UUID),
        (&worker, Type::TEXT),
        (&at, Type::TIMESTAMPTZ),
    ];
    Ok(register.database().change("settle a letter", sql!("settle_sent"), params).await? == 1)
}

/// The letter did not go out; `trouble` is kept for people, without addresses.
pub async fn settle_failed(
    register: &Register,
    letter: &Leased,
    worker: &str,
    at: Timestamp,
    next: Next,
    trouble: &str,
) -> Result<bool, StoreError> {
    let retry = match next {
        Next::RetryAt(instant) => Some(instant),
        Next::Never => None,
    };
    let params: Params<'_> = &[
        (&letter.jurisdiction.shard().0, Type::INT2),
        (&letter.id, Type::UUID),
        (&worker, Type::TEXT),
        (&at, Type::TIMESTAMPTZ),
        (&retry, Type::TIMESTAMPTZ),
        (&trouble, Type::TEXT),
    ];
    Ok(register.database().change("settle a letter", sql!("settle_failed"), params).await? == 1)
}

/// A letter on paper was posted; false where that was known already. No worker leases these:
/// they wait for a person, who records the proof of posting in the case.
pub async fn settle_posted(
    register: &Register,
    jurisdiction: Jurisdiction,
    id: Uuid,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let params: Params<'_> =
        &[(&jurisdiction.shard().0, Type::INT2), (&id, Type::UUID), (&at, Type::TIMESTAMPTZ)];
    Ok(register.database().change("settle a posted letter", sql!("settle_posted"), params).await?
        == 1)
}

/// How much waits.
pub async fn depth(register: &Register) -> Result<Depth, StoreError> {
    let row = register.database().row("measure the outbox", sql!("outbox_depth"), &[]).await?;
    let row = row.ok_or(StoreError::Row { doing: "measure the outbox", what: "no row" })?;
    Ok(Depth { waiting: row.get("waiting"), oldest: row.get("oldest") })
}
