//! Where every follower stands: how far behind, since when, and whether it moves. "Behind" alone is
//! no fault; behind and not moving is.

use domain::{Jurisdiction, Position, ShardId};
use jiff::{SignedDuration, Timestamp};

use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

/// How long a follower may stand still with work before it.
const PATIENCE: SignedDuration = SignedDuration::from_secs(60);

/// Where a follower stands in a shard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The follower.
    pub follower: String,
    /// Whose record.
    pub jurisdiction: Jurisdiction,
    /// How far it has come.
    pub position: Position,
    /// How many events it has not handled.
    pub behind: i64,
    /// When the oldest of them was recorded.
    pub oldest: Option<Timestamp>,
    /// When it last moved.
    pub moved_at: Option<Timestamp>,
    /// How many streams wait aside for it.
    pub parked: i64,
}

impl Standing {
    /// Age of the oldest event that it has not handled.
    pub fn age(&self, now: Timestamp) -> SignedDuration {
        self.oldest.map_or(SignedDuration::ZERO, |oldest| now.duration_since(oldest))
    }

    /// Whether it is behind and does not move.
    pub fn is_stuck(&self, now: Timestamp) -> bool {
        let still = self.moved_at.is_none_or(|moved| now.duration_since(moved) > PATIENCE);
        self.behind > 0 && still && self.age(now) > PATIENCE
    }
}

/// Where every follower stands.
pub async fn standing(register: &Register) -> Result<Vec<Standing>, StoreError> {
    let rows = register.database().rows("see where followers stand", sql!("standing"), &[]).await?;
    let one = |row: &tokio_postgres::Row| {
        Some(Standing {
            follower: row.get("follower"),
            jurisdiction: Jurisdiction::of(ShardId(row.get("shard")))?,
            position: Position(row.get("position")),
            behind: row.get("behind"),
            oldest: row.get("oldest"),
            moved_at: row.get("moved_at"),
            parked: row.get("parked"),
        })
    };
    Ok(rows.iter().filter_map(one).collect())
}

/// When any worker last looked at the record.
pub async fn pulse(register: &Register) -> Result<Option<Timestamp>, StoreError> {
    let row =
        register.database().row("feel the pulse of followers", sql!("last_pulse"), &[]).await?;
    Ok(row.and_then(|row| row.get("ticked_at")))
}
