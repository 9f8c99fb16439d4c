//! What waits aside and who lets it go. Each decision is written into the register with its reason,
//! append only and apart from the streams: a follower that cannot read a stream must still be
//! helped, and a rebuild must know every skip before it reads the first event.

use domain::{Jurisdiction, Position, ShardId};
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::Follower;
use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

/// A stream that waits aside for a follower.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// The follower.
    pub follower: String,
    /// Whose record.
    pub jurisdiction: Jurisdiction,
    /// The event that could not be handled.
    pub position: Position,
    /// Its stream.
    pub stream: Uuid,
    /// Its stored name.
    pub name: String,
    /// Its shape.
    pub shape: i16,
    /// How often it was tried.
    pub attempts: i32,
    /// What went wrong the last time.
    pub trouble: String,
    /// When it was first tried.
    pub first_at: Timestamp,
    /// When it is tried again by itself; none once somebody must decide.
    pub next_try: Option<Timestamp>,
    /// How many later events of the stream wait behind it.
    pub behind: i64,
}

/// What somebody decides about an event that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Try it again now.
    Retry,
    /// Do without it: what waits behind it flows.
    Skip,
}

impl Verdict {
    const fn code(self) -> &'static str {
        match self {
            Self::Retry => "retry",
            Self::Skip => "skip",
        }
    }
}

/// A decision about an event that waits, with who made it and why.
#[derive(Debug, Clone, Copy)]
pub struct Decision<'a> {
    /// What.
    pub verdict: Verdict,
    /// By whom.
    pub by: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Everything that waits aside.
pub async fn parked(register: &Register) -> Result<Vec<Parked>, StoreError> {
    let rows = register.database().rows("list what waits aside", sql!("parked"), &[]).await?;
    let one = |row: &tokio_postgres::Row| {
        Some(Parked {
            follower: row.get("follower"),
            jurisdiction: Jurisdiction::of(ShardId(row.get("shard")))?,
            position: Position(row.get("position")),
            stream: row.get("stream_id"),
            name: row.get("event_name"),
            shape: row.get("event_shape"),
            attempts: row.get("attempts"),
            trouble: row.get("trouble"),
            first_at: row.get("first_at"),
            next_try: row.get("next_try"),
            behind: row.get("behind"),
        })
    };
    Ok(rows.iter().filter_map(one).collect())
}

impl Follower {
    /// Writes a decision down and acts on it; answers how many events flow again, or nothing where
    /// no such event waits.
    pub async fn decide(
        &self,
        follower: &str,
        (jurisdiction, position): (Jurisdiction, Position),
        decision: Decision<'_>,
        now: Timestamp,
    ) -> Result<Option<usize>, StoreError> {
        let shard = jurisdiction.shard();
        let params: Params<'_> = &[
            (&shard.0, Type::INT2),
            (&self.register.0.ids.next(), Type::UUID),
            (&follower, Type::TEXT),
            (&position.0, Type::INT8),
            (&now, Type::TIMESTAMPTZ),
            (&decision.verdict.code(), Type::TEXT),
            (&decision.by, Type::TEXT),
            (&decision.reason, Type::TEXT),
        ];
        let written = self.register.database();
        let written = written.row("write a decision down", sql!("intervene"), params).await?;
        let Some(row) = written else { return Ok(None) };
        let followers = self.in_use().await?;
        match followers.into_iter().find(|which| which.key().0 == follower) {
            Some(which) => {
                self.revive(which, jurisdiction, row.get("stream_id"), now).await.map(Some)
            }
            // Another program follows there; its next tick finds it due.
            None => Ok(Some(0)),
        }
    }
}
