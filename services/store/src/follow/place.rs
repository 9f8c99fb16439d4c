//! How far a follower has come: a checkpoint a shard, moved in the transaction of what was written
//! by comparing where it stood. Whoever comes second finds it gone.

use std::time::Duration;

use domain::{Jurisdiction, Position};
use jiff::Timestamp;
use tokio_postgres::Transaction;
use tokio_postgres::types::Type;

use super::Page;
use crate::database::Params;
use crate::error::{Doing as _, StoreError};
use crate::register::Register;
use crate::sql::sql;

/// How soon who waits for a follower of another process looks again.
const FIRST_LOOK: Duration = Duration::from_millis(5);

/// How far a follower has come in a shard, and as of when: what lists print as "as of".
pub async fn checkpoint(
    register: &Register,
    follower: &str,
    jurisdiction: Jurisdiction,
) -> Result<Option<(Position, Option<Timestamp>)>, StoreError> {
    let shard = jurisdiction.shard();
    let params: Params<'_> = &[(&shard.0, Type::INT2), (&follower, Type::TEXT)];
    let row = register.database().row("read a checkpoint", sql!("checkpoint"), params).await?;
    Ok(row.map(|row| (Position(row.get("position")), row.get("recorded_at"))))
}

/// Whether a follower has come to a position: a reader who just wrote waits for its own.
pub async fn reached(
    register: &Register,
    follower: &str,
    jurisdiction: Jurisdiction,
    position: Position,
) -> Result<bool, StoreError> {
    let place = checkpoint(register, follower, jurisdiction).await?;
    Ok(place.is_some_and(|(place, _)| place >= position))
}

/// Waits for a follower to come to a position, no longer than `patience`; answers whether it did.
/// A follower of this process wakes who waits, for those of others it looks in ever longer turns.
pub async fn wait_for(
    register: &Register,
    follower: &str,
    (jurisdiction, position): (Jurisdiction, Position),
    patience: Duration,
) -> Result<bool, StoreError> {
    let mut moves = register.moves();
    let looking = async {
        let mut turn = FIRST_LOOK;
        while !reached(register, follower, jurisdiction, position).await? {
            let _woken = tokio::time::timeout(turn, moves.changed()).await;
            turn = turn.saturating_mul(2);
        }
        Ok(true)
    };
    // Cut short between two looks at most: nothing is written here.
    tokio::time::timeout(patience, looking).await.unwrap_or(Ok(false))
}

/// Takes the page for this worker: a second worker waits here and then finds it gone.
pub(super) async fn move_checkpoint(
    tx: &Transaction<'_>,
    (follower, generation): (&'static str, i32),
    page: &Page,
    now: Option<Timestamp>,
) -> Result<(), StoreError> {
    let Some((last, recorded_at)) = page.end else {
        return Ok(());
    };
    let params: Params<'_> = &[
        (&follower, Type::TEXT),
        (&generation, Type::INT4),
        (&page.jurisdiction.shard().0, Type::INT2),
        (&page.after.0, Type::INT8),
        (&last.0, Type::INT8),
        (&recorded_at, Type::TIMESTAMPTZ),
        (&now, Type::TIMESTAMPTZ),
    ];
    let moved = tx.execute_typed(sql!("move_checkpoint"), params).await;
    if moved.doing("move a checkpoint")? == 1 {
        Ok(())
    } else {
        Err(StoreError::LostCheckpoint { follower })
    }
}
