//! The witness: checks an exported record without the program that wrote it and without its
//! database. It recomputes every digest from the stored bytes, never serialises anything again,
//! and shares no code with the store, so that one mistake cannot hide the other.
//!
//! One event a line. Each event's leaf commits to its header, payload and sealed matter; its link
//! joins the leaf to the link before in its stream, to its position and to its recorded instant:
//!
//! ```text
//! leaf = SHA-256(0x00, header, SHA-256(payload), sealed digest or nothing)
//! link = SHA-256(0x01, link before or zeros, position, recorded instant, leaf)
//! ```

use std::collections::BTreeMap;
use std::io::BufRead;

mod event;

use event::{Event, Hash};

/// What was found in a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Events read.
    pub events: u64,
    /// Streams that they belong to.
    pub streams: usize,
    /// Where each shard ends: position and link of its last event.
    pub heads: BTreeMap<i16, Head>,
    /// What is wrong, in the order of the lines.
    pub faults: Vec<Fault>,
}

/// Where a shard ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Last position.
    pub position: i64,
    /// Its link, in hex.
    pub link: String,
}

/// Something wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Fault {
    /// Line of the export, from 1.
    pub line: u64,
    /// What is wrong.
    pub what: Wrong,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The line is not an event.
    #[error("not an event: {0}")]
    Unreadable(String),
    /// A position is missing, or comes twice.
    #[error("position {found} of shard {shard} where {expected} should be")]
    Position {
        /// The shard.
        shard: i16,
        /// What should come.
        expected: i64,
        /// What came.
        found: i64,
    },
    /// Time runs backwards within a shard.
    #[error("recorded before the position before it")]
    Time,
    /// A version of a stream is missing, or comes twice.
    #[error("version {found} of stream {stream} where {expected} should be")]
    Version {
        /// The stream.
        stream: String,
        /// What should come.
        expected: i32,
        /// What came.
        found: i32,
    },
    /// The event is not what its leaf commits to.
    #[error("the event was changed: its leaf does not follow from it")]
    Leaf,
    /// The chain of the stream is broken.
    #[error("the chain is broken: its link does not follow from the one before")]
    Link,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Where a shard or a stream stands while it is read.
#[derive(Default)]
struct Walk {
    shards: BTreeMap<i16, (i64, i64, Hash)>,
    streams: BTreeMap<(i16, String), (i32, Hash)>,
}

/// Checks a record: positions without gaps, time that never runs backwards, versions without gaps,
/// leaves and links. Reading goes on after a fault, so that all of them are named.
pub fn check(reader: impl BufRead) -> Report {
    let mut report = Report::default();
    let mut walk = Walk::default();
    for (line, number) in reader.lines().zip(1..) {
        let event = line
            .map_err(|e| e.to_string())
            .and_then(|text| serde_json::from_str::<Event>(&text).map_err(|e| e.to_string()));
        match event {
            Ok(event) => {
                report.events += 1;
                let wrong = walk.step(&event);
                report.faults.extend(wrong.into_iter().map(|what| Fault { line: number, what }));
            }
            Err(why) => report.faults.push(Fault { line: number, what: Wrong::Unreadable(why) }),
        }
    }
    report.streams = walk.streams.len();
    let head = |(shard, (position, _, link)): (i16, (i64, i64, Hash))| {
        (shard, Head { position, link: link.to_string() })
    };
    report.heads = walk.shards.into_iter().map(head).collect();
    report
}

impl Walk {
    fn step(&mut self, event: &Event) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        let before = self.shards.get(&event.shard);
        let (position, recorded) = before.map_or((0, i64::MIN), |shard| (shard.0, shard.1));
        if event.position != position + 1 {
            let (shard, expected, found) = (event.shard, position + 1, event.position);
            wrong.push(Wrong::Position { shard, expected, found });
        }
        if event.recorded_at < recorded {
            wrong.push(Wrong::Time);
        }
        let stream = (event.shard, event.stream.clone());
        let (version, tip) = self.streams.get(&stream).copied().unwrap_or_default();
        if event.version != version + 1 {
            let (stream, expected, found) = (event.stream.clone(), version + 1, event.version);
            wrong.push(Wrong::Version { stream, expected, found });
        }
        if event.leaf_again() != Some(event.leaf) {
            wrong.push(Wrong::Leaf);
        }
        if event.link_after(tip) != event.link {
            wrong.push(Wrong::Link);
        }
        self.shards.insert(event.shard, (event.position, event.recorded_at, event.link));
        self.streams.insert(stream, (event.version, event.link));
        wrong
    }
}

#[cfg(test)]
mod tests;
