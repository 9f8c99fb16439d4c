//! What of a page a follower may handle: streams that wait aside for it are left out, so are events
//! that somebody had it skip, and an event that is not understood starts to wait.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use domain::Position;
use tokio_postgres::Client;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::follower::Which;
use super::{Page, Recorded, Unread};
use crate::database::Params;
use crate::error::{Doing as _, StoreError};
use crate::sql::sql;

/// An event that a follower cannot handle.
#[derive(Debug, Clone)]
pub(super) struct Culprit {
    pub(super) position: Position,
    pub(super) stream: Uuid,
    pub(super) name: String,
    pub(super) shape: i16,
    pub(super) trouble: String,
}

impl Culprit {
    pub(super) fn of(event: &Recorded, trouble: String) -> Self {
        let (name, shape) = event.kind();
        Self { position: event.position, stream: event.stream, name, shape, trouble }
    }

    fn unread(event: &Unread) -> Self {
        Self {
            position: event.position,
            stream: event.stream,
            name: event.name.clone(),
            shape: event.shape,
            trouble: event.why.clone(),
        }
    }
}

/// What a follower leaves aside in a shard.
#[derive(Debug, Default)]
pub(super) struct Aside {
    /// Streams that wait, each from this position on.
    pub(super) heads: HashMap<Uuid, Position>,
    /// What somebody had it skip.
    pub(super) skipped: HashSet<Position>,
}

impl Aside {
    /// What counts for a page. Skips matter only where something is not understood: a stream that
    /// waits is past its skipped event by the time it flows again.
    pub(super) async fn before(
        client: &Client,
        which: Which<'_>,
        page: &Page,
    ) -> Result<Self, StoreError> {
        let (follower, generation) = which.key();
        let shard = page.jurisdiction.shard();
        let params: Params<'_> =
            &[(&follower, Type::TEXT), (&generation, Type::INT4), (&shard.0, Type::INT2)];
        let rows = client.query_typed(sql!("held_streams"), params).await;
        let rows = rows.doing("read which streams wait aside")?;
        let heads =
            rows.iter().map(|row| (row.get("stream_id"), Position(row.get("position")))).collect();
        let skipped = if page.unread.is_empty() {
            HashSet::new()
        } else {
            skipped(client, follower, page.jurisdiction).await?
        };
        Ok(Self { heads, skipped })
    }
}

/// Every event that somebody had a follower skip.
pub(super) async fn skipped(
    client: &Client,
    follower: &str,
    jurisdiction: domain::Jurisdiction,
) -> Result<HashSet<Position>, StoreError> {
    let params: Params<'_> = &[(&jurisdiction.shard().0, Type::INT2), (&follower, Type::TEXT)];
    let rows = client.query_typed(sql!("skipped"), params).await;
    let rows = rows.doing("read what was skipped")?;
    Ok(rows.iter().map(|row| Position(row.get("position"))).collect())
}

/// The page that is left, and the events with which a stream begins to wait.
pub(super) fn sift<'a>(page: &'a Page, aside: &Aside) -> (Cow<'a, Page>, Vec<Culprit>) {
    let mut heads = aside.heads.clone();
    let mut culprits = Vec::new();
    for event in &page.unread {
        if !aside.skipped.contains(&event.position) && !heads.contains_key(&event.stream) {
            heads.insert(event.stream, event.position);
            culprits.push(Culprit::unread(event));
        }
    }
    let flows = |event: &&Recorded| {
        let waits = heads.get(&event.stream).is_some_and(|head| *head <= event.position);
        !waits && !aside.skipped.contains(&event.position)
    };
    if page.events.iter().all(|event| flows(&event)) {
        return (Cow::Borrowed(page), culprits);
    }
    let events = page.events.iter().filter(flows).cloned().collect();
    (Cow::Owned(page.with(events)), culprits)
}
