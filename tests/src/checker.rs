//! Holds what programs were told against what the record says, in O(n log n). Ids, versions and order
//! numbers decide it: each acknowledged command is there once, where its receipt says; each key left one
//! batch; versions are whole; whoever was answered first comes first; a reading holds all that was
//! acknowledged before it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

#[cfg(test)]
mod tests;

/// What a command was told in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the record.
    Done(Receipt),
    /// A rule, or what happened meanwhile, said no.
    Refused,
    /// Nobody said: its key must be sent again before the ledger is whole.
    Open,
}

/// A receipt as it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The case.
    pub stream: String,
    /// Version afterwards.
    pub version: u64,
    /// Position of the last event; none where it was already so.
    pub position: Option<u64>,
    /// What followed.
    pub events: Vec<String>,
}

/// One key, from its first sending to the answer that settled it.
#[derive(Debug, Clone)]
pub struct Write {
    /// The key: no two programs draw the same.
    pub key: String,
    /// Order number of the first sending.
    pub called: u64,
    /// Order number of the answer that settled it.
    pub returned: u64,
    /// Version that it was decided on, where one was named.
    pub seen: Option<u64>,
    /// What came of it.
    pub outcome: Outcome,
}

/// One reading of a case.
#[derive(Debug, Clone)]
pub struct Read {
    /// The case.
    pub stream: String,
    /// Order number when it was asked for.
    pub called: u64,
    /// Order number when it was there.
    pub returned: u64,
    /// Version that it showed.
    pub version: u64,
    /// [`digest`] of the events that it showed, where it showed them.
    pub digest: Option<u64>,
}

/// An event as the record has it.
#[derive(Debug, Clone)]
pub struct Event {
    /// Whose record.
    pub shard: u64,
    /// Where in it.
    pub position: u64,
    /// The case, or an office.
    pub stream: String,
    /// Version of it.
    pub version: u64,
    /// The command that led to it.
    pub command: String,
    /// Under whose keys.
    pub caller: String,
    /// Under which key.
    pub key: String,
    /// What happened.
    pub name: String,
}

/// Something that must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anomaly {
    /// Acknowledged, and not in the record.
    Lost(String),
    /// A key left two batches, or one in pieces.
    Doubled(String),
    /// In the record, but not what or where its receipt says.
    Misplaced(String),
    /// Never settled.
    Open(String),
    /// Refused, and in the record all the same.
    Refused(String),
    /// In the record, and no program asked for it.
    Unasked(String),
    /// Decided on one version and appended to another.
    Overtaken(String),
    /// The versions of a stream are not 1, 2, 3.
    Versions(String, u64),
    /// The positions of a shard are not 1, 2, 3.
    Positions(u64, u64),
    /// Called after something was answered, and before it in the stream.
    Disordered(String),
    /// A reading lacks what was answered before it was asked for.
    Stale(String, u64),
    /// A reading is not how the stream begins.
    Torn(String, u64),
}

/// A number for the names of a stream's first events: the same for the same beginning.
pub fn digest<'a>(names: impl IntoIterator<Item = &'a str>) -> u64 {
    names.into_iter().fold(0, onwards)
}

fn onwards(before: u64, name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (before, name).hash(&mut hasher);
    hasher.finish()
}

/// Everything that must not be, between the ledger and the record.
pub fn check(writes: &[Write], reads: &[Read], record: &[Event]) -> Vec<Anomaly> {
    let mut found = Vec::new();
    let mut batches: HashMap<&str, Vec<&Event>> = HashMap::new();
    for event in record {
        batches.entry(&event.key).or_default().push(event);
    }
    for batch in batches.values_mut() {
        batch.sort_by_key(|event| (event.shard, event.position));
    }
    found.extend(writes.iter().filter_map(|write| of_key(write, batches.get(write.key.as_str()))));
    let asked: BTreeSet<&str> = writes.iter().map(|write| write.key.as_str()).collect();
    let foreign = |event: &&Event| {
        let programs = event.caller.starts_with("client:") || event.caller.starts_with("staff:");
        programs && !asked.contains(event.key.as_str())
    };
    found.extend(record.iter().filter(foreign).map(|event| Anomaly::Unasked(event.key.clone())));
    positions(record, &mut found);
    let beginnings = versions(record, &mut found);
    torn(reads, &beginnings, &mut found);
    order(writes, reads, &mut found);
    found
}

/// What is wrong with one key; the first thing only.
fn of_key(write: &Write, batch: Option<&Vec<&Event>>) -> Option<Anomaly> {
    let key = || write.key.clone();
    let receipt = match (&write.outcome, batch) {
        (Outcome::Open, _) => return Some(Anomaly::Open(key())),
        (Outcome::Refused, Some(_)) => return Some(Anomaly::Refused(key())),
        (Outcome::Refused, None) => return None,
        (Outcome::Done(receipt), _) => receipt,
    };
    let Some(batch) = batch else {
        return (!receipt.events.is_empty()).then(|| Anomaly::Lost(key()));
    };
    let one_run = batch.windows(2).all(|two| {
        let [one, next] = two else { return false };
        next.command == one.command
            && next.stream == one.stream
            && (next.version, next.position) == (one.version + 1, one.position + 1)
    });
    if !one_run {
        return Some(Anomaly::Doubled(key()));
    }
    let (first, last) = (batch.first()?, batch.last()?);
    let there = (last.stream.as_str(), last.version, Some(last.position));
    let told = (receipt.stream.as_str(), receipt.version, receipt.position);
    if there != told || !batch.iter().map(|event| &event.name).eq(&receipt.events) {
        return Some(Anomaly::Misplaced(key()));
    }
    let overtaken = write.seen.is_some_and(|seen| first.version != seen + 1);
    overtaken.then(|| Anomaly::Overtaken(key()))
}

fn positions(record: &[Event], found: &mut Vec<Anomaly>) {
    let mut shards: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for event in record {
        shards.entry(event.shard).or_default().push(event.position);
    }
    for (shard, mut all) in shards {
        all.sort_unstable();
        let wrong = all.iter().zip(1..).find(|(is, must)| **is != *must);
        found.extend(wrong.map(|(_, must)| Anomaly::Positions(shard, must)));
    }
}

/// The digest of each stream at each of its versions.
fn versions<'a>(record: &'a [Event], found: &mut Vec<Anomaly>) -> HashMap<&'a str, Vec<u64>> {
    let mut streams: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for event in record {
        streams.entry(&event.stream).or_default().push(event);
    }
    let mut beginnings = HashMap::new();
    for (stream, mut events) in streams {
        events.sort_by_key(|event| event.version);
        let wrong = events.iter().zip(1..).find(|(is, must)| is.version != *must);
        found.extend(wrong.map(|(_, must)| Anomaly::Versions(stream.to_owned(), must)));
        let in_order = events.windows(2).all(|two| two[0].position < two[1].position);
        if !in_order {
            found.push(Anomaly::Disordered(stream.to_owned()));
        }
        let digests = events.iter().scan(0, |so_far, event| {
            *so_far = onwards(*so_far, &event.name);
            Some(*so_far)
        });
        beginnings.insert(stream, digests.collect());
    }
    beginnings
}

fn torn(reads: &[Read], beginnings: &HashMap<&str, Vec<u64>>, found: &mut Vec<Anomaly>) {
    for read in reads {
        let of_stream = beginnings.get(read.stream.as_str());
        let at = usize::try_from(read.version).ok().and_then(|version| version.checked_sub(1));
        let there = of_stream.zip(at).and_then(|(digests, at)| digests.get(at));
        let same = there.is_some_and(|there| read.digest.is_none_or(|digest| digest == *there));
        if !same {
            found.push(Anomaly::Torn(read.stream.clone(), read.version));
        }
    }
}

/// A write or a reading of one stream: what it shows must lie behind all that was answered before.
struct Step<'a> {
    called: u64,
    returned: u64,
    /// It must be beyond this much: its own first event, or what it read and one more.
    first: u64,
    /// Whoever is called after it must see this.
    last: u64,
    anomaly: Box<dyn Fn() -> Anomaly + 'a>,
}

fn order(writes: &[Write], reads: &[Read], found: &mut Vec<Anomaly>) {
    let mut streams: BTreeMap<&str, Vec<Step<'_>>> = BTreeMap::new();
    for write in writes {
        let Outcome::Done(receipt) = &write.outcome else { continue };
        let changed = receipt.events.len() as u64;
        streams.entry(&receipt.stream).or_default().push(Step {
            called: write.called,
            returned: write.returned,
            first: (receipt.version + 1).saturating_sub(changed),
            last: receipt.version,
            anomaly: Box::new(|| Anomaly::Disordered(write.key.clone())),
        });
    }
    for read in reads {
        streams.entry(&read.stream).or_default().push(Step {
            called: read.called,
            returned: read.returned,
            first: read.version + 1,
            last: read.version,
            anomaly: Box::new(|| Anomaly::Stale(read.stream.clone(), read.version)),
        });
    }
    for mut steps in streams.into_values() {
        steps.sort_by_key(|step| step.called);
        let mut answered: Vec<(u64, u64)> =
            steps.iter().map(|step| (step.returned, step.last)).collect();
        answered.sort_unstable();
        let (mut next, mut seen) = (0, 0);
        for step in &steps {
            while let Some((_, last)) = answered.get(next).filter(|one| one.0 < step.called) {
                (next, seen) = (next + 1, seen.max(*last));
            }
            if step.first <= seen {
                found.push((step.anomaly)());
            }
        }
    }
}
