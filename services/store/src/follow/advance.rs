//! One follower, one page, one transaction. Where something in the page cannot be handled, the page
//! is taken again in parts until the events to blame are known: their streams wait aside, and
//! everything else goes on.

use std::collections::HashMap;

use domain::ShardId;
use jiff::{SignedDuration, Timestamp};
use tokio_postgres::Transaction;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::follower::Which;
use super::place::move_checkpoint;
use super::sift::{Aside, Culprit, sift};
use super::{Page, Recorded};
use crate::database::{Params, chain};
use crate::error::{Doing as _, StoreError};
use crate::faults;
use crate::register::Register;
use crate::sql::sql;

/// Streams of a shard that may wait aside for one follower. Beyond it the follower is at fault
/// and not the events: it stops.
const MOST: usize = 100;
/// Characters kept of what went wrong.
const TOLD: usize = 400;

/// When what has failed so often is tried again; nothing once somebody must decide.
pub(super) fn next_try(attempts: i32, now: Timestamp) -> Option<Timestamp> {
    let wait = match attempts {
        ..=1 => 10,
        2 => 60,
        3 => 600,
        4 => 3600,
        _ => return None,
    };
    now.checked_add(SignedDuration::from_secs(wait)).ok()
}

/// Hands a page to a follower and moves its checkpoint over it.
pub(super) async fn advance(
    register: &Register,
    which: Which<'_>,
    page: &Page,
    now: Timestamp,
) -> Result<(), StoreError> {
    match take(register, which, page, now, false).await {
        Err(error) if is_of_an_event(&error) => {
            tracing::warn!(follower = which.key().0, error = %chain(&error), "a page is taken in parts");
            take(register, which, page, now, true).await
        }
        taken => taken,
    }
}

async fn take(
    register: &Register,
    which: Which<'_>,
    page: &Page,
    now: Timestamp,
    in_parts: bool,
) -> Result<(), StoreError> {
    let mut client = register.database().pooled().await?;
    let mut tx = client.transaction().await.doing("begin to follow")?;
    move_checkpoint(&tx, which.key(), page, Some(now)).await?;
    faults::at("checkpoint-moved");
    let aside = Aside::before(tx.client(), which, page).await?;
    let (flowing, mut culprits) = sift(page, &aside);
    which.enter(&tx).await?;
    if in_parts {
        culprits.extend(write_in_parts(&mut tx, which, &flowing).await?);
    } else if !flowing.events.is_empty() {
        which.write(&tx, &flowing).await?;
        faults::at(match which {
            Which::Projection(..) => "projection-applied",
            Which::Reaction(_) => "reaction-done",
        });
    }
    if aside.heads.len() + culprits.len() > MOST {
        return Err(StoreError::TooMuchParked { follower: which.key().0 });
    }
    for culprit in &culprits {
        park(&tx, which, page.jurisdiction.shard(), culprit, now).await?;
    }
    tx.commit().await.doing("commit what follows")?;
    faults::at("page-committed");
    register.0.bell.moved();
    Ok(())
}

/// Lets a stream wait from an event on.
pub(super) async fn park(
    tx: &Transaction<'_>,
    which: Which<'_>,
    shard: ShardId,
    culprit: &Culprit,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (follower, generation) = which.key();
    tracing::error!(
        follower,
        shard = shard.0,
        position = culprit.position.0,
        name = culprit.name,
        shape = culprit.shape,
        trouble = culprit.trouble,
        "an event cannot be handled: its stream waits aside"
    );
    let params: Params<'_> = &[
        (&follower, Type::TEXT),
        (&generation, Type::INT4),
        (&shard.0, Type::INT2),
        (&culprit.position.0, Type::INT8),
        (&culprit.stream, Type::UUID),
        (&culprit.name, Type::TEXT),
        (&culprit.shape, Type::INT2),
        (&culprit.trouble, Type::TEXT),
        (&now, Type::TIMESTAMPTZ),
        (&next_try(1, now), Type::TIMESTAMPTZ),
    ];
    tx.execute_typed(sql!("park"), params).await.doing("let a stream wait aside")?;
    Ok(())
}

/// Writes what can be written and answers the events to blame for the rest: the first of each
/// stream that fails, after which nothing of that stream is written.
pub(super) async fn write_in_parts(
    tx: &mut Transaction<'_>,
    which: Which<'_>,
    page: &Page,
) -> Result<Vec<Culprit>, StoreError> {
    let mut culprits = Vec::new();
    let mut parts = vec![by_stream(page)];
    while let Some(mut streams) = parts.pop() {
        let mut events: Vec<Recorded> = streams.iter().flatten().cloned().collect();
        events.sort_by_key(|event| event.position);
        if try_part(tx, which, &page.with(events)).await?.is_none() {
            continue;
        }
        if streams.len() > 1 {
            let rest = streams.split_off(streams.len() / 2);
            parts.extend([rest, streams]);
        } else {
            culprits.extend(first_to_fail(tx, which, page, streams.concat()).await?);
        }
    }
    Ok(culprits)
}

/// Events of a page, stream by stream.
fn by_stream(page: &Page) -> Vec<Vec<Recorded>> {
    let mut order: Vec<Uuid> = Vec::new();
    let mut streams: HashMap<Uuid, Vec<Recorded>> = HashMap::new();
    for event in &page.events {
        let stream = streams.entry(event.stream).or_default();
        if stream.is_empty() {
            order.push(event.stream);
        }
        stream.push(event.clone());
    }
    order.iter().filter_map(|stream| streams.remove(stream)).collect()
}

async fn first_to_fail(
    tx: &mut Transaction<'_>,
    which: Which<'_>,
    page: &Page,
    stream: Vec<Recorded>,
) -> Result<Option<Culprit>, StoreError> {
    for event in stream {
        let alone = page.with(vec![event.clone()]);
        if let Some(error) = try_part(tx, which, &alone).await? {
            let told = chain(&error).chars().take(TOLD).collect();
            return Ok(Some(Culprit::of(&event, told)));
        }
    }
    Ok(None)
}

/// Writes a part, or nothing of it and what stood in the way.
async fn try_part(
    tx: &mut Transaction<'_>,
    which: Which<'_>,
    part: &Page,
) -> Result<Option<StoreError>, StoreError> {
    let savepoint = tx.transaction().await.doing("set a savepoint")?;
    match which.write(&savepoint, part).await {
        Ok(()) => {
            savepoint.commit().await.doing("keep a part of a page")?;
            Ok(None)
        }
        Err(error) if is_of_an_event(&error) => {
            savepoint.rollback().await.doing("undo a part of a page")?;
            Ok(Some(error))
        }
        Err(error) => Err(error),
    }
}

/// Whether an event can be to blame. A server that is away, a lock, missing tables or rights would
/// fail for every event alike, and are waited for.
pub(super) fn is_of_an_event(error: &StoreError) -> bool {
    if let StoreError::Database { source, .. } = error {
        let class = source.code().map(|code| &code.code()[..2]);
        return match class {
            Some(class) => matches!(class, "21" | "22" | "23" | "44" | "54" | "P0"),
            // What was handed over could not be written down as its type.
            None => !source.is_closed(),
        };
    }
    matches!(
        error,
        StoreError::Unreadable { .. } | StoreError::Unwritable { .. } | StoreError::Row { .. }
    )
}
