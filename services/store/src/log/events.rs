//! Events as they are sealed: each is checked against all of its columns and against the event
//! before it in its stream before it becomes a leaf.

use std::collections::HashMap;

use domain::{Position, ShardId};
use jiff::Timestamp;
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::alarm::Alarm;
use super::nodes::{self, Hash};
use crate::database::{Database, Params};
use crate::error::StoreError;
use crate::register::stored::{self, Header, Kind, Stored};
use crate::seal::sha256;
use crate::sql::sql;

/// An event on its way into the log.
pub(super) struct Sealable {
    pub(super) position: u64,
    pub(super) recorded_at: Timestamp,
    pub(super) hash: Hash,
}

/// Events after a position up to another, checked.
pub(super) async fn window(
    database: &Database,
    shard: ShardId,
    after: u64,
    until: u64,
) -> Result<Vec<Sealable>, StoreError> {
    let (from, to) = (signed(after), signed(until));
    let params: Params<'_> = &[(&shard.0, Type::INT2), (&from, Type::INT8), (&to, Type::INT8)];
    let rows = database.rows("read what is to be sealed", sql!("window"), params).await?;
    let mut tips = tips(database, shard, &rows).await?;
    let mut before = None;
    let mut sealable = Vec::with_capacity(rows.len());
    for (row, position) in rows.iter().zip(after + 1..) {
        let event = checked(shard, row, position, &mut tips)?;
        let runs_back = before.is_some_and(|before| event.recorded_at < before);
        broken(runs_back, shard, position, "it was recorded before the position before it")?;
        before = Some(event.recorded_at);
        sealable.push(event);
    }
    Ok(sealable)
}

/// Where the record ends, and when that was recorded.
pub(super) async fn end(
    database: &Database,
    shard: ShardId,
) -> Result<Option<(u64, Timestamp)>, StoreError> {
    let row = database.row("find the end", sql!("end"), &[(&shard.0, Type::INT2)]).await?;
    Ok(row.map(|row| (unsigned(row.get("position")), row.get("recorded_at"))))
}

/// Links before the first event of each stream in the window.
async fn tips(
    database: &Database,
    shard: ShardId,
    rows: &[Row],
) -> Result<HashMap<Uuid, (i32, Hash)>, StoreError> {
    let mut first: HashMap<Uuid, i32> = HashMap::new();
    for row in rows {
        first.entry(row.get("stream_id")).or_insert_with(|| row.get("version"));
    }
    let mut tips: HashMap<Uuid, (i32, Hash)> = HashMap::new();
    first.retain(|_, version| *version > 1);
    let streams: Vec<Uuid> = first.keys().copied().collect();
    let versions: Vec<i32> = first.values().map(|version| version - 1).collect();
    let params: Params<'_> =
        &[(&shard.0, Type::INT2), (&streams, Type::UUID_ARRAY), (&versions, Type::INT4_ARRAY)];
    for row in database.rows("read the links before", sql!("tips"), params).await? {
        let stream: Uuid = row.get("stream_id");
        if let (Some(version), Ok(link)) =
            (first.get(&stream), row.get::<_, &[u8]>("link").try_into())
        {
            tips.insert(stream, (version - 1, link));
        }
    }
    Ok(tips)
}

fn checked(
    shard: ShardId,
    row: &Row,
    expected: u64,
    tips: &mut HashMap<Uuid, (i32, Hash)>,
) -> Result<Sealable, StoreError> {
    let position = unsigned(row.get("position"));
    broken(position != expected, shard, expected, "it is missing")?;
    let (stream, version): (Uuid, i32) = (row.get("stream_id"), row.get("version"));
    let (known, tip) = tips.get(&stream).copied().unwrap_or_default();
    broken(version != known + 1, shard, position, "its version does not follow")?;
    let leaf = leaf_again(shard, row);
    broken(leaf.is_none(), shard, position, "its columns are not an event's")?;
    let leaf = leaf.unwrap_or_default();
    broken(row.get::<_, &[u8]>("leaf") != leaf, shard, position, "its leaf does not follow")?;
    let recorded_at: Timestamp = row.get("recorded_at");
    let at = recorded_at.as_microsecond().to_be_bytes();
    let link = sha256(&[&[1], &tip, &position.to_be_bytes(), &at, &leaf]);
    broken(row.get::<_, &[u8]>("link") != link, shard, position, "its link does not follow")?;
    tips.insert(stream, (version, link));
    let entry = [&shard.0.to_be_bytes()[..], &position.to_be_bytes(), &at, &leaf, &link].concat();
    Ok(Sealable { position, recorded_at, hash: nodes::leaf(&entry) })
}

fn leaf_again(shard: ShardId, row: &Row) -> Option<Hash> {
    let kind = match row.get::<_, i16>("kind") {
        1 => Kind::Case,
        2 => Kind::Office,
        _ => return None,
    };
    let header = Header {
        shard,
        stream: row.get("stream_id"),
        kind,
        version: row.get("version"),
        command: row.get("command_id"),
        correlation: row.get("correlation_id"),
        cause: row.get("cause_id"),
        occurred: row.get("occurred_at"),
        rules: row.get("rules"),
        actor: row.get("actor"),
    };
    let event =
        Stored { name: row.get("name"), shape: row.get("shape"), payload: row.get("payload") };
    let sealed = match row.get::<_, Option<&[u8]>>("sealed_digest") {
        Some(digest) => Some(digest.try_into().ok()?),
        None => None,
    };
    Some(stored::leaf(&header, &event, sealed))
}

fn broken(is: bool, shard: ShardId, position: u64, what: &'static str) -> Result<(), Alarm> {
    let position = Position(signed(position));
    if is { Err(Alarm::Broken { shard, position, what }) } else { Ok(()) }
}

pub(super) fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

pub(super) fn unsigned(position: i64) -> u64 {
    u64::try_from(position).unwrap_or(0)
}
