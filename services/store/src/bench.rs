//! The gate without the law behind it, for `ops/bench` alone: what one append costs when nothing is
//! loaded and nothing decided. Compiled only with the feature `bench`; no program has it.

use domain::ShardId;
use jiff::Timestamp;
use uuid::Uuid;

use crate::database::Database;
use crate::error::StoreError;
use crate::register::append::{Decided, Verdict};
use crate::register::batcher::{Batcher, NotAppended};
use crate::register::receipt::Head;
use crate::register::stored::{self, Header, Kind, Stored};

/// Rules of a record that nobody reads.
const RULES: &str = "measured";
/// An actor as long as a usual one.
const ACTOR: &[u8] = br#"{"staff":{"id":"0193e9a0-0000-7000-8000-000000000001","role":"OFFICER"}}"#;

/// The gate of one shard as one process has it.
#[derive(Clone)]
pub struct Gate {
    batcher: Batcher,
    shard: ShardId,
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gate({})", self.shard.0)
    }
}

/// Events for one stream under one command.
#[derive(Debug)]
pub struct Write {
    /// The command's id, a UUIDv7.
    pub command: Uuid,
    /// The stream.
    pub stream: Uuid,
    /// Version that it has.
    pub expected: i32,
    /// When the command came.
    pub at: Timestamp,
    /// The events' payload, each the same.
    pub payload: Vec<u8>,
    /// How many events.
    pub events: usize,
}

impl Gate {
    /// Starts the batcher of a shard.
    pub fn open(database: Database, shard: ShardId) -> Self {
        Self { batcher: Batcher::start(database, shard, RULES.to_owned()), shard }
    }

    /// Appends and answers once it is durable. False where the stream stood elsewhere.
    pub async fn append(&self, write: Write) -> Result<bool, StoreError> {
        let busy = || StoreError::Unreachable { why: "the gate gave no verdict".to_owned() };
        match self.batcher.append(self.decided(write)?).await {
            Ok(verdict) => Ok(matches!(verdict, Verdict::Accepted { .. })),
            Err(NotAppended::Failed(error)) => Err(error),
            Err(NotAppended::Unknown | NotAppended::Busy) => Err(busy()),
        }
    }

    fn decided(&self, write: Write) -> Result<Decided, StoreError> {
        let Write { command, stream, expected, at, payload, events } = write;
        let name = "case.message_received".to_owned();
        let names = vec![name.clone(); events];
        let with_leaf = |version: i32| {
            let event = Stored { name: name.clone(), shape: 1, payload: payload.clone() };
            let header = Header {
                shard: self.shard,
                stream,
                kind: Kind::Case,
                version,
                command,
                correlation: command,
                cause: None,
                occurred: None,
                rules: RULES,
                actor: ACTOR,
            };
            let leaf = stored::leaf(&header, &event, None);
            (event, leaf)
        };
        let appended: Vec<_> = (expected + 1..).take(events).map(with_leaf).collect();
        let version = expected + i32::try_from(events).unwrap_or(i32::MAX);
        let head =
            Head { case: stream, events: &names, reference: None, shard: self.shard, version };
        Ok(Decided {
            id: command,
            caller: "bench".to_owned(),
            key: command.to_string(),
            digest: [0; 32],
            stream,
            kind: Kind::Case,
            expected,
            at: stored::micros(at),
            occurred: None,
            actor: ACTOR.to_vec(),
            reference: None,
            receipt: head.text()?,
            events: appended,
            sealed_digest: None,
            sealed: Vec::new(),
            tokens: Vec::new(),
        })
    }
}
