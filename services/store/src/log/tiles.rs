//! The log in the database: tiles of 256 hashes, of which only full ones are kept. What is needed
//! of them is loaded into [`Nodes`]; what is not full yet follows from the events.

use std::collections::BTreeSet;

use domain::{Position, ShardId};
use tokio_postgres::types::Type;

use super::alarm::Alarm;
use super::events::{self, signed, unsigned};
use super::nodes::{Hash, Nodes};
use crate::database::{Database, Params};
use crate::error::StoreError;
use crate::sql::sql;

/// Levels of the tree in one tile.
const HEIGHT: u32 = 8;
/// Hashes in one tile.
pub(super) const WIDTH: u64 = 1 << HEIGHT;

/// The right edge of a log of so many events: enough for its root and for going on.
pub(super) async fn edge(
    database: &Database,
    shard: ShardId,
    size: u64,
) -> Result<Nodes, StoreError> {
    let mut nodes = Nodes::default();
    // From the top, so that what is completed below finds its left neighbour.
    for level in (0..levels(size)).rev() {
        let (from, to) = ((size >> (HEIGHT * (level + 2))) * WIDTH, size >> (HEIGHT * (level + 1)));
        let number = i16::try_from(level).unwrap_or(i16::MAX);
        let params: Params<'_> = &[
            (&shard.0, Type::INT2),
            (&number, Type::INT2),
            (&signed(from), Type::INT8),
            (&signed(to), Type::INT8),
        ];
        for row in database.rows("read the log", sql!("roots"), params).await? {
            let root = row.get::<_, &[u8]>("root").try_into().unwrap_or_default();
            nodes.put(HEIGHT * (level + 1), unsigned(row.get("number")), root);
        }
    }
    for event in events::window(database, shard, size - size % WIDTH, size).await? {
        nodes.put(0, event.position - 1, event.hash);
    }
    Ok(nodes)
}

/// Adds the full tiles that hold the leaves and what lies above them.
pub(super) async fn around(
    database: &Database,
    shard: ShardId,
    size: u64,
    leaves: &[u64],
    nodes: &mut Nodes,
) -> Result<(), StoreError> {
    let above = |leaf: u64| {
        let levels = (0..levels(size)).map(move |level| (level, leaf >> (HEIGHT * (level + 1))));
        levels.filter(|(level, number)| *number < size >> (HEIGHT * (level + 1)))
    };
    let wanted: BTreeSet<(u32, u64)> = leaves.iter().copied().flat_map(above).collect();
    for (level, number) in wanted {
        let hashes = tile(database, shard, level, number).await?;
        let hashes = hashes.ok_or_else(|| missing(shard, level, number))?;
        let (hashes, _) = hashes.as_chunks::<32>();
        for (hash, place) in hashes.iter().zip(number * WIDTH..) {
            nodes.put(HEIGHT * level, place, *hash);
        }
    }
    Ok(())
}

/// Keeps the tiles that became full between two sizes. One that is there already must be the same.
pub(super) async fn keep(
    database: &Database,
    shard: ShardId,
    (old, size): (u64, u64),
    nodes: &Nodes,
) -> Result<(), StoreError> {
    for level in 0..levels(size) {
        for number in old >> (HEIGHT * (level + 1))..size >> (HEIGHT * (level + 1)) {
            let (below, first) = (HEIGHT * level, number * WIDTH);
            let hashes = (first..first + WIDTH).map(|place| nodes.get(below, place).copied());
            let hashes: Option<Vec<Hash>> = hashes.collect();
            let root = nodes.get(below + HEIGHT, number).copied();
            let (Some(hashes), Some(root)) = (hashes, root) else {
                return Err(missing(shard, level, number).into());
            };
            keep_one(database, shard, (level, number), &hashes.concat(), root).await?;
        }
    }
    Ok(())
}

async fn keep_one(
    database: &Database,
    shard: ShardId,
    (level, number): (u32, u64),
    hashes: &[u8],
    root: Hash,
) -> Result<(), StoreError> {
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&i16::try_from(level).unwrap_or(i16::MAX), Type::INT2),
        (&signed(number), Type::INT8),
        (&root.as_slice(), Type::BYTEA),
        (&hashes, Type::BYTEA),
    ];
    let kept = database.change("keep a tile of the log", sql!("keep_tile"), params).await?;
    let there = if kept == 0 { tile(database, shard, level, number).await? } else { None };
    match there {
        Some(there) if there != hashes => Err(missing(shard, level, number).into()),
        Some(_) | None => Ok(()),
    }
}

async fn tile(
    database: &Database,
    shard: ShardId,
    level: u32,
    number: u64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&i16::try_from(level).unwrap_or(i16::MAX), Type::INT2),
        (&signed(number), Type::INT8),
    ];
    let row = database.row("read a tile of the log", sql!("tile"), params).await?;
    Ok(row.map(|row| row.get("hashes")))
}

/// Levels of tiles in a log of so many events.
fn levels(size: u64) -> u32 {
    (0..).take_while(|level| size >> (HEIGHT * level) > 0).count().try_into().unwrap_or(0)
}

fn missing(shard: ShardId, level: u32, number: u64) -> Alarm {
    Alarm::Tile { shard, position: Position(signed((number << (HEIGHT * (level + 1))) + 1)) }
}
