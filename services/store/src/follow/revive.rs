//! Streams that wait aside are tried again when that is due: from the event that failed to where
//! the follower has come, in order, in one transaction. What succeeds flows again.

use domain::{Jurisdiction, Position};
use jiff::Timestamp;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Transaction};
use uuid::Uuid;

use super::Follower;
use super::advance::{next_try, park, write_in_parts};
use super::follower::Which;
use super::page::Folds;
use super::sift::{Aside, Culprit, sift, skipped};
use crate::database::Params;
use crate::error::{Doing as _, StoreError};
use crate::sql::sql;

/// A stream that waits.
struct Waiting {
    head: Position,
    attempts: i32,
    /// Where the follower has come.
    until: Position,
}

impl Follower {
    /// Tries again what is due in a shard; answers how many events flow again.
    pub(super) async fn revive_due(
        &self,
        jurisdiction: Jurisdiction,
        now: Timestamp,
        failures: &mut Vec<StoreError>,
    ) -> Result<usize, StoreError> {
        let params: Params<'_> =
            &[(&jurisdiction.shard().0, Type::INT2), (&now, Type::TIMESTAMPTZ)];
        let database = self.register.database();
        let rows = database.rows("look what is due", sql!("due_dead_letters"), params).await?;
        let mut revived = 0;
        for row in rows {
            let key: (&str, i32) = (row.get("follower"), row.get("generation"));
            let followers = self.in_use().await?;
            if let Some(which) = followers.into_iter().find(|which| which.key() == key) {
                match self.revive(which, jurisdiction, row.get("stream_id"), now).await {
                    Ok(events) => revived += events,
                    Err(error) => failures.push(error),
                }
            }
        }
        Ok(revived)
    }

    /// Tries one stream again; answers how many of its events flow again.
    pub(super) async fn revive(
        &self,
        which: Which<'_>,
        jurisdiction: Jurisdiction,
        stream: Uuid,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let mut client = self.register.database().pooled().await?;
        let mut tx = client.transaction().await.doing("begin to try again")?;
        let Some(waiting) = lock(tx.client(), which, jurisdiction, stream, now).await? else {
            return Ok(0);
        };
        let span = (waiting.head, waiting.until);
        let page =
            Folds::of_stream(tx.client(), &self.register, jurisdiction, stream, span).await?;
        let skipped = skipped(tx.client(), which.key().0, jurisdiction).await?;
        let aside = Aside { skipped, ..Aside::default() };
        let (flowing, mut culprits) = sift(&page, &aside);
        which.enter(&tx).await?;
        culprits.extend(write_in_parts(&mut tx, which, &flowing).await?);
        let culprit = culprits.into_iter().min_by_key(|culprit| culprit.position);
        settle(&tx, which, (jurisdiction, stream), &waiting, culprit.as_ref(), now).await?;
        tx.commit().await.doing("commit what was tried again")?;
        let until = culprit.map_or(waiting.until, |culprit| Position(culprit.position.0 - 1));
        Ok(flowing.events.iter().filter(|event| event.position <= until).count())
    }
}

/// Holds the follower still and takes the stream; none where nothing waits any more.
async fn lock(
    client: &Client,
    which: Which<'_>,
    jurisdiction: Jurisdiction,
    stream: Uuid,
    now: Timestamp,
) -> Result<Option<Waiting>, StoreError> {
    let ((follower, generation), shard) = (which.key(), jurisdiction.shard());
    let params: Params<'_> =
        &[(&follower, Type::TEXT), (&generation, Type::INT4), (&shard.0, Type::INT2)];
    let place = client.query_typed_opt(sql!("lock_checkpoint"), params).await;
    let Some(place) = place.doing("hold a follower still")? else { return Ok(None) };
    let params: Params<'_> = &[
        (&follower, Type::TEXT),
        (&generation, Type::INT4),
        (&shard.0, Type::INT2),
        (&stream, Type::UUID),
        (&now, Type::TIMESTAMPTZ),
    ];
    let row = client.query_typed_opt(sql!("lock_dead_letter"), params).await;
    let row = row.doing("take a stream that waits aside")?;
    Ok(row.map(|row| Waiting {
        head: Position(row.get("position")),
        attempts: row.get("attempts"),
        until: Position(place.get("position")),
    }))
}

/// Writes down whether the stream flows again, waits on, or waits from a later event on.
async fn settle(
    tx: &Transaction<'_>,
    which: Which<'_>,
    (jurisdiction, stream): (Jurisdiction, Uuid),
    waiting: &Waiting,
    culprit: Option<&Culprit>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let ((follower, generation), shard) = (which.key(), jurisdiction.shard());
    let row: [(&(dyn tokio_postgres::types::ToSql + Sync), Type); 4] = [
        (&follower, Type::TEXT),
        (&generation, Type::INT4),
        (&shard.0, Type::INT2),
        (&stream, Type::UUID),
    ];
    if let Some(culprit) = culprit.filter(|culprit| culprit.position == waiting.head) {
        let next = next_try(waiting.attempts + 1, now);
        let [a, b, c, d] = row;
        let params: Params<'_> =
            &[a, b, c, d, (&culprit.trouble, Type::TEXT), (&next, Type::TIMESTAMPTZ)];
        tx.execute_typed(sql!("tried_again"), params).await.doing("let a stream wait on")?;
        return Ok(());
    }
    tx.execute_typed(sql!("release"), &row).await.doing("let a stream flow")?;
    match culprit {
        Some(culprit) => park(tx, which, shard, culprit, now).await,
        None => Ok(()),
    }
}
