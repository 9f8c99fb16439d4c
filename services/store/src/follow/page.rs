//! Reading the record forward, a window at a time. Positions are gapless, so a window is exact and
//! a missing position is an alarm; cases are folded along the way and kept for the next page.

use std::collections::HashMap;
use std::sync::Arc;

use domain::case::{Case, Entry, evolve};
use domain::{Jurisdiction, Position, ShardId};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::{Page, Recorded, What};
use crate::error::{Doing as _, StoreError};
use crate::register::Register;
use crate::register::load::{self, entry, unreadable};
use crate::register::stored::{self, Kind};
use crate::sql::sql;

/// Cases kept folded between pages.
const KEPT: usize = 20_000;

/// Cases as the last pages left them. What is kept follows from the record alone, so it stays
/// right whatever becomes of a follower's transaction.
#[derive(Default)]
pub(super) struct Folds(HashMap<(ShardId, Uuid), Arc<Case>>);

impl Folds {
    /// The window of at most `size` events after a position. An event that is not understood ends
    /// the page before it, and is an error where it comes first.
    pub(super) async fn page(
        &mut self,
        client: &Client,
        register: &Register,
        jurisdiction: Jurisdiction,
        after: Position,
        size: i64,
    ) -> Result<Page, StoreError> {
        let shard = jurisdiction.shard();
        let rows = client
            .query_typed(
                sql!("read_page"),
                &[
                    (&shard.0, Type::INT2),
                    (&after.0, Type::INT8),
                    (&(after.0.saturating_add(size)), Type::INT8),
                ],
            )
            .await
            .doing("read a page of the record")?;
        contiguous(shard, after, &rows)?;
        self.fetch(client, register, shard, after, &rows).await?;
        let mut events = Vec::with_capacity(rows.len());
        for row in &rows {
            match self.recorded(register, shard, row) {
                Ok(event) => events.push(event),
                Err(error) if events.is_empty() => return Err(error),
                Err(_) => break,
            }
        }
        Ok(Page { jurisdiction, after, events })
    }

    /// Loads, in one round trip, the cases that go on in this page and are not kept.
    async fn fetch(
        &mut self,
        client: &Client,
        register: &Register,
        shard: ShardId,
        after: Position,
        rows: &[Row],
    ) -> Result<(), StoreError> {
        if self.0.len() > KEPT {
            self.0.clear();
        }
        let mut first: HashMap<Uuid, i32> = HashMap::new();
        for row in rows.iter().filter(|row| row.get::<_, i16>("kind") == Kind::Case as i16) {
            first.entry(row.get("stream_id")).or_insert_with(|| row.get("event_version"));
        }
        let kept = |id: &Uuid, version: i32| {
            self.0.get(&(shard, *id)).is_some_and(|case| case.version == version - 1)
        };
        first.retain(|id, version| *version > 1 && !kept(id, *version));
        if first.is_empty() {
            return Ok(());
        }
        let streams: Vec<Uuid> = first.into_keys().collect();
        for loaded in load::load_many(client, shard, &streams, after, register.zone()).await? {
            self.0.insert((shard, loaded.0), Arc::new(loaded.1));
        }
        Ok(())
    }

    fn recorded(
        &mut self,
        register: &Register,
        shard: ShardId,
        row: &Row,
    ) -> Result<Recorded, StoreError> {
        let stream: Uuid = row.get("stream_id");
        let kind: i16 = row.get("kind");
        let what = if kind == Kind::Case as i16 {
            let entry = entry(row).map_err(|why| unreadable(shard, row, why))?;
            let case = self.fold(register, (shard, stream), &entry);
            let case = case.ok_or_else(|| unreadable(shard, row, "it has no case".to_owned()))?;
            What::Case(Box::new(entry), case)
        } else if kind == Kind::Office as i16 {
            let event = stored::office_event(
                row.get("event_name"),
                row.get("event_shape"),
                row.get("event_payload"),
            );
            What::Office(event.map_err(|why| unreadable(shard, row, why))?)
        } else {
            return Err(unreadable(shard, row, format!("stream kind {kind} is not known")));
        };
        Ok(Recorded {
            shard,
            position: Position(row.get("event_position")),
            stream,
            recorded_at: row.get("recorded"),
            what,
        })
    }

    fn fold(
        &mut self,
        register: &Register,
        key: (ShardId, Uuid),
        entry: &Entry,
    ) -> Option<Arc<Case>> {
        let before = if entry.version == 1 { None } else { self.0.remove(&key) };
        let after = evolve(before.map(Arc::unwrap_or_clone), entry, register.zone())?;
        let after = Arc::new(after);
        self.0.insert(key, Arc::clone(&after));
        Some(after)
    }
}

fn contiguous(shard: ShardId, after: Position, rows: &[Row]) -> Result<(), StoreError> {
    for (row, expected) in rows.iter().zip(after.0 + 1..) {
        if row.get::<_, i64>("event_position") != expected {
            return Err(StoreError::Gap { shard, expected: Position(expected) });
        }
    }
    Ok(())
}
