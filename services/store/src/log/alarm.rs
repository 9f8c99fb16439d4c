//! What is wrong with the record or its log when a head is about to be signed. Sealing stands
//! still until somebody has looked; nothing here mends itself.

use domain::{Position, ShardId};

/// The record is not what was sealed, or does not hang together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Alarm {
    /// The record ends before the last head: its tail is gone.
    #[error("shard {} ends at position {found}, but {sealed} events were sealed", shard.0)]
    Cut {
        /// The shard.
        shard: ShardId,
        /// Events that the last head covers.
        sealed: u64,
        /// Where the record ends.
        found: u64,
    },
    /// What was sealed has another root now.
    #[error("the first {size} events of shard {} are not those that were sealed", shard.0)]
    Changed {
        /// The shard.
        shard: ShardId,
        /// Events that the last head covers.
        size: u64,
    },
    /// An event is not what follows from its columns and from the one before.
    #[error("position {} of shard {}: {what}", position.0, shard.0)]
    Broken {
        /// The shard.
        shard: ShardId,
        /// The event.
        position: Position,
        /// What is wrong with it.
        what: &'static str,
    },
    /// A head is not signed by this installation's key.
    #[error("the last head of shard {} {place} was not signed with this key", shard.0)]
    Foreign {
        /// The shard.
        shard: ShardId,
        /// Where it lies.
        place: &'static str,
    },
    /// A tile of the log is missing or differs from the events.
    #[error("the log of shard {} does not follow from its events around position {}", shard.0, position.0)]
    Tile {
        /// The shard.
        shard: ShardId,
        /// About where.
        position: Position,
    },
}
