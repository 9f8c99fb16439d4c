//! Reading the record forward, a window at a time. Positions are gapless, so a window is exact and
//! a missing position is an alarm; cases are folded along the way and kept for the next page.

use std::collections::HashMap;
use std::sync::Arc;

use domain::case::{Case, evolve};
use domain::{Jurisdiction, Position, ShardId};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::{Page, Recorded, Unread, What};
use crate::database::Params;
use crate::error::{Doing as _, StoreError};
use crate::register::Register;
use crate::register::load::{self, entry};
use crate::register::stored::{self, Kind};
use crate::sql::sql;

/// Cases kept folded between pages: this many, and as many that were used before them.
const KEPT: usize = 10_000;

/// A stream as the last page left it. Events that are not understood count, and change nothing.
#[derive(Clone)]
struct Fold {
    version: i32,
    case: Option<Arc<Case>>,
}

/// Cases as the last pages left them. What is kept follows from the record alone, so it stays
/// right whatever becomes of a follower's transaction.
#[derive(Default)]
pub(super) struct Folds {
    fresh: HashMap<(ShardId, Uuid), Fold>,
    stale: HashMap<(ShardId, Uuid), Fold>,
}

impl Folds {
    /// The window of at most `size` events after a position.
    pub(super) async fn page(
        &mut self,
        client: &Client,
        register: &Register,
        jurisdiction: Jurisdiction,
        after: Position,
        size: i64,
    ) -> Result<Page, StoreError> {
        let shard = jurisdiction.shard();
        let until = after.0.saturating_add(size);
        let params: Params<'_> =
            &[(&shard.0, Type::INT2), (&after.0, Type::INT8), (&until, Type::INT8)];
        let rows = client.query_typed(sql!("read_page"), params).await;
        let rows = rows.doing("read a page of the record")?;
        contiguous(shard, after, &rows)?;
        self.fetch(client, register, shard, after, &rows).await?;
        let mut page = Page { jurisdiction, after, events: vec![], unread: vec![], end: None };
        for row in &rows {
            self.take(register, &mut page, row);
        }
        Ok(page)
    }

    /// What one stream holds from a position on, as far as a follower has come.
    pub(super) async fn of_stream(
        client: &Client,
        register: &Register,
        jurisdiction: Jurisdiction,
        stream: Uuid,
        (from, until): (Position, Position),
    ) -> Result<Page, StoreError> {
        let shard = jurisdiction.shard();
        let params: Params<'_> =
            &[(&shard.0, Type::INT2), (&stream, Type::UUID), (&until.0, Type::INT8)];
        let rows = client.query_typed(sql!("read_stream"), params).await;
        let rows = rows.doing("read a stream that waits aside")?;
        let mut folds = Self::default();
        let after = Position(from.0 - 1);
        let mut page = Page { jurisdiction, after, events: vec![], unread: vec![], end: None };
        for row in &rows {
            folds.take(register, &mut page, row);
        }
        page.events.retain(|event| event.position >= from);
        page.unread.retain(|event| event.position >= from);
        Ok(page)
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
        if self.fresh.len() > KEPT {
            self.stale = std::mem::take(&mut self.fresh);
        }
        let mut first: HashMap<Uuid, i32> = HashMap::new();
        for row in rows.iter().filter(|row| row.get::<_, i16>("kind") == Kind::Case as i16) {
            first.entry(row.get("stream_id")).or_insert_with(|| row.get("event_version"));
        }
        first.retain(|id, version| *version > 1 && !self.is_kept((shard, *id), *version - 1));
        if first.is_empty() {
            return Ok(());
        }
        let streams: Vec<Uuid> = first.into_keys().collect();
        let loaded = load::load_many(client, shard, &streams, after, register.zone()).await?;
        for (stream, version, case) in loaded {
            let fold = Fold { version, case: case.map(Arc::new) };
            self.fresh.insert((shard, stream), fold);
        }
        Ok(())
    }

    /// Whether a stream is kept as of a version; one that was used long ago is taken up again.
    fn is_kept(&mut self, key: (ShardId, Uuid), version: i32) -> bool {
        if let Some(fold) = self.stale.remove(&key) {
            self.fresh.entry(key).or_insert(fold);
        }
        self.fresh.get(&key).is_some_and(|fold| fold.version == version)
    }

    /// Puts one row of the record onto a page.
    fn take(&mut self, register: &Register, page: &mut Page, row: &Row) {
        let position = Position(row.get("event_position"));
        let recorded_at = row.get("recorded");
        let (shard, stream) = (page.jurisdiction.shard(), row.get("stream_id"));
        page.end = Some((position, recorded_at));
        match self.what(register, (shard, stream), row) {
            Ok(what) => page.events.push(Recorded { shard, position, stream, recorded_at, what }),
            Err(why) => page.unread.push(Unread {
                position,
                stream,
                name: row.get("event_name"),
                shape: row.get("event_shape"),
                why,
            }),
        }
    }

    fn what(
        &mut self,
        register: &Register,
        key: (ShardId, Uuid),
        row: &Row,
    ) -> Result<What, String> {
        let kind: i16 = row.get("kind");
        if kind == Kind::Case as i16 {
            let version = row.get("event_version");
            let before = self.fresh.remove(&key).filter(|_| version > 1).and_then(|f| f.case);
            let read = entry(row);
            let case = match &read {
                Ok(entry) => {
                    evolve(before.map(Arc::unwrap_or_clone), entry, register.zone()).map(Arc::new)
                }
                Err(_) => before,
            };
            self.fresh.insert(key, Fold { version, case: case.clone() });
            let case = case.ok_or_else(|| "it has no case".to_owned());
            read.and_then(|entry| Ok(What::Case(Box::new(entry), case?)))
        } else if kind == Kind::Office as i16 {
            let (name, shape) = (row.get("event_name"), row.get("event_shape"));
            stored::office_event(name, shape, row.get("event_payload")).map(What::Office)
        } else {
            Err(format!("stream kind {kind} is not known"))
        }
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
