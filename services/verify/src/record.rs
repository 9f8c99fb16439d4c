//! A record, event by event: positions, times, versions, leaves and links, and the tree of each
//! shard against the heads that were kept outside.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use crate::event::Event;
use crate::hash::Hash;
use crate::head::Head;
use crate::heads::Heads;
use crate::tree::Growing;

/// How much recorded time may lie beyond the last head, in microseconds: heads are signed within
/// five minutes, so what lies further back was sealed under a later head than the one given.
const UNSEALED: i64 = 10 * 60 * 1_000_000;

/// What was found in a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Events read.
    pub events: u64,
    /// Streams that they belong to.
    pub streams: usize,
    /// Where each shard ends: position and link of its last event.
    pub ends: BTreeMap<i16, End>,
    /// What is wrong, in the order of the lines.
    pub faults: Vec<Fault>,
}

/// Where a shard ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
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
    /// The log does not have the root that was signed.
    #[error("the first {size} events of shard {shard} are not those of the head from outside")]
    Root {
        /// The shard.
        shard: i16,
        /// Events that the head covers.
        size: u64,
    },
    /// A head covers more events than there are.
    #[error("shard {shard} has {found} events where a head from outside covers {sealed}")]
    Cut {
        /// The shard.
        shard: i16,
        /// Events that the head covers.
        sealed: u64,
        /// Events that there are.
        found: u64,
    },
    /// Heads were given, but none for this shard.
    #[error("no head was given for shard {shard}")]
    NoHead {
        /// The shard.
        shard: i16,
    },
    /// What lies beyond the last head should have been sealed long ago.
    #[error(
        "shard {shard} goes on for {minutes} minutes beyond the last head given, at {size}: \
         that head is an old one, or sealing stands still"
    )]
    OldHead {
        /// The shard.
        shard: i16,
        /// Events that the head covers.
        size: u64,
        /// Recorded time beyond it.
        minutes: i64,
    },
}

/// How a record compares with the heads from outside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// Heads that were compared.
    pub heads: usize,
    /// The last head of each shard: events that it covers.
    pub sealed: BTreeMap<i16, u64>,
    /// Events beyond it, which nothing outside speaks for yet.
    pub beyond: BTreeMap<i16, u64>,
    /// What is wrong with the record as a whole.
    pub faults: Vec<Wrong>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// A record under examination: files are read one after the other, then it is compared.
#[derive(Debug, Default)]
pub struct Check {
    heads: BTreeMap<i16, Vec<Head>>,
    shards: BTreeMap<i16, Shard>,
    streams: BTreeMap<(i16, [u8; 16]), (i32, Hash)>,
}

/// Where a shard stands while it is read.
#[derive(Debug, Clone, Default)]
struct Shard {
    position: i64,
    recorded: Option<i64>,
    tree: Growing,
    unsealed_since: Option<i64>,
}

/// Checks a record by itself, without a head: what was rewritten with its chain is not seen.
pub fn check(reader: impl BufRead) -> Report {
    Check::default().read(reader)
}

impl Check {
    /// A check against heads from outside.
    pub fn against(heads: &Heads) -> Self {
        let mut by_shard: BTreeMap<i16, Vec<Head>> = BTreeMap::new();
        for head in &heads.heads {
            by_shard.entry(head.shard).or_default().push(head.clone());
        }
        for heads in by_shard.values_mut() {
            heads.sort_by_key(|head| head.size);
        }
        Self { heads: by_shard, ..Self::default() }
    }

    /// Reads a file of a record. Reading goes on after a fault, so that all of them are named.
    pub fn read(&mut self, reader: impl BufRead) -> Report {
        let mut report = Report::default();
        let mut streams = BTreeSet::new();
        for (line, number) in reader.lines().zip(1..) {
            let event = line
                .map_err(|e| e.to_string())
                .and_then(|text| serde_json::from_str::<Event>(&text).map_err(|e| e.to_string()));
            let wrong = match event {
                Ok(event) => {
                    report.events += 1;
                    let end = End { position: event.position, link: event.link.to_string() };
                    report.ends.insert(event.shard, end);
                    streams.insert((event.shard, event.stream.0));
                    self.step(&event)
                }
                Err(why) => vec![Wrong::Unreadable(why)],
            };
            report.faults.extend(wrong.into_iter().map(|what| Fault { line: number, what }));
        }
        report.streams = streams.len();
        report
    }

    /// Says what all files together lack against the heads.
    pub fn finish(self) -> Compared {
        let mut compared = Compared::default();
        for (shard, heads) in &self.heads {
            let found = self.shards.get(shard).map_or(0, |shard| shard.tree.size());
            compared.heads += heads.len();
            compared.sealed.extend(heads.last().map(|head| (*shard, head.size)));
            let cut = heads.iter().rfind(|head| head.size > found);
            compared.faults.extend(cut.map(|head| {
                let sealed = head.size;
                Wrong::Cut { shard: *shard, sealed, found }
            }));
        }
        for (shard, stands) in &self.shards {
            let sealed = compared.sealed.get(shard).copied();
            let size = sealed.unwrap_or(0);
            compared.beyond.insert(*shard, stands.tree.size().saturating_sub(size));
            if sealed.is_none() && !self.heads.is_empty() {
                compared.faults.push(Wrong::NoHead { shard: *shard });
            }
            compared.faults.extend(sealed.and_then(|size| stands.old_head(*shard, size)));
        }
        compared
    }

    fn step(&mut self, event: &Event) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        let shard = self.shards.entry(event.shard).or_default();
        let expected = shard.position.saturating_add(1);
        if event.position != expected {
            let (shard, found) = (event.shard, event.position);
            wrong.push(Wrong::Position { shard, expected, found });
        }
        if shard.recorded.is_some_and(|before| event.recorded_at < before) {
            wrong.push(Wrong::Time);
        }
        let stream = self.streams.entry((event.shard, event.stream.0)).or_default();
        let expected = stream.0.saturating_add(1);
        if event.version != expected {
            let (stream, found) = (event.stream.to_string(), event.version);
            wrong.push(Wrong::Version { stream, expected, found });
        }
        if event.leaf_again() != Some(event.leaf) {
            wrong.push(Wrong::Leaf);
        }
        if event.link_after(stream.1) != event.link {
            wrong.push(Wrong::Link);
        }
        *stream = (event.version, event.link);
        shard.take(event, self.heads.get(&event.shard).map_or(&[], Vec::as_slice), &mut wrong);
        wrong
    }
}

impl Shard {
    fn take(&mut self, event: &Event, heads: &[Head], wrong: &mut Vec<Wrong>) {
        self.tree.push(event.in_log());
        self.position = event.position;
        self.recorded = Some(event.recorded_at);
        let size = self.tree.size();
        let at = heads.partition_point(|head| head.size < size);
        let here = heads[at..].iter().take_while(|head| head.size == size);
        let mut root = None;
        for head in here {
            let root = *root.get_or_insert_with(|| self.tree.root());
            if head.root != root {
                wrong.push(Wrong::Root { shard: event.shard, size });
            }
        }
        if heads.last().is_some_and(|head| size > head.size) {
            self.unsealed_since.get_or_insert(event.recorded_at);
        }
    }

    fn old_head(&self, shard: i16, size: u64) -> Option<Wrong> {
        let beyond = self.recorded?.saturating_sub(self.unsealed_since?);
        let minutes = beyond / 60_000_000;
        (beyond > UNSEALED).then_some(Wrong::OldHead { shard, size, minutes })
    }
}

#[cfg(test)]
mod tests;
