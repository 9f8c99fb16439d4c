//! The ways in which evidence is changed. Each is drawn from the chance of the run.

use acceptance::chance::Chance;
use serde_json::{Value, json};

use super::Evidence;
use super::attacker::make_right;

/// A way to change evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Column,
    Null,
    BitOfTheExport,
    SwappedEvents,
    SwappedPayloads,
    DeletedInTheMiddle,
    DeletedAtTheTail,
    ShardEmptied,
    Inserted,
    MovedAcrossStreams,
    MovedAcrossShards,
    RewrittenSuffix,
    RewrittenWithoutAnEvent,
    RewrittenWithOneMore,
    TailCutAndRewritten,
    OldHead,
    OldHeadOverARewrite,
    BitOfAHead,
    HeadsExchanged,
    HeadLeftOut,
}

/// All of them, in turn.
pub(super) const KINDS: [Kind; 20] = [
    Kind::Column,
    Kind::Null,
    Kind::BitOfTheExport,
    Kind::SwappedEvents,
    Kind::SwappedPayloads,
    Kind::DeletedInTheMiddle,
    Kind::DeletedAtTheTail,
    Kind::ShardEmptied,
    Kind::Inserted,
    Kind::MovedAcrossStreams,
    Kind::MovedAcrossShards,
    Kind::RewrittenSuffix,
    Kind::RewrittenWithoutAnEvent,
    Kind::RewrittenWithOneMore,
    Kind::TailCutAndRewritten,
    Kind::OldHead,
    Kind::OldHeadOverARewrite,
    Kind::BitOfAHead,
    Kind::HeadsExchanged,
    Kind::HeadLeftOut,
];

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Column => "a column changed",
            Self::Null => "a value made null, or back",
            Self::BitOfTheExport => "a bit of the export",
            Self::SwappedEvents => "two events swapped",
            Self::SwappedPayloads => "two payloads swapped",
            Self::DeletedInTheMiddle => "deleted in the middle",
            Self::DeletedAtTheTail => "deleted at the tail",
            Self::ShardEmptied => "a shard emptied",
            Self::Inserted => "inserted",
            Self::MovedAcrossStreams => "moved across streams",
            Self::MovedAcrossShards => "moved across shards",
            Self::RewrittenSuffix => "a suffix rewritten",
            Self::RewrittenWithoutAnEvent => "rewritten without an event",
            Self::RewrittenWithOneMore => "rewritten with one more",
            Self::TailCutAndRewritten => "tail cut and rewritten",
            Self::OldHead => "an old head",
            Self::OldHeadOverARewrite => "an old head over a rewrite",
            Self::BitOfAHead => "a bit of a head",
            Self::HeadsExchanged => "heads of shards exchanged",
            Self::HeadLeftOut => "a head left out",
        }
    }

    /// Whether a record so changed is in order by itself.
    pub(super) fn needs_heads(self) -> bool {
        match self {
            Self::DeletedAtTheTail
            | Self::ShardEmptied
            | Self::RewrittenSuffix
            | Self::RewrittenWithoutAnEvent
            | Self::RewrittenWithOneMore
            | Self::TailCutAndRewritten
            | Self::OldHead
            | Self::OldHeadOverARewrite
            | Self::BitOfAHead
            | Self::HeadsExchanged
            | Self::HeadLeftOut => true,
            Self::Column
            | Self::Null
            | Self::BitOfTheExport
            | Self::SwappedEvents
            | Self::SwappedPayloads
            | Self::DeletedInTheMiddle
            | Self::Inserted
            | Self::MovedAcrossStreams
            | Self::MovedAcrossShards => false,
        }
    }
}

const COLUMNS: [&str; 18] = [
    "shard",
    "position",
    "stream",
    "kind",
    "version",
    "name",
    "shape",
    "recorded_at",
    "occurred_at",
    "command",
    "correlation",
    "cause",
    "rules",
    "actor",
    "payload",
    "sealed_digest",
    "leaf",
    "link",
];

/// Evidence that differs from what was taken.
pub(super) fn mutate(evidence: &Evidence, kind: Kind, chance: &mut Chance) -> Evidence {
    let shard = if chance.below(2) == 0 { 1 } else { 2 };
    let mut changed = evidence.clone();
    match kind {
        Kind::BitOfAHead
        | Kind::HeadsExchanged
        | Kind::HeadLeftOut
        | Kind::OldHead
        | Kind::OldHeadOverARewrite => change_heads(&mut changed, shard, kind, chance),
        Kind::Column
        | Kind::Null
        | Kind::BitOfTheExport
        | Kind::SwappedEvents
        | Kind::SwappedPayloads
        | Kind::DeletedInTheMiddle
        | Kind::DeletedAtTheTail
        | Kind::ShardEmptied
        | Kind::Inserted
        | Kind::MovedAcrossStreams
        | Kind::MovedAcrossShards
        | Kind::RewrittenSuffix
        | Kind::RewrittenWithoutAnEvent
        | Kind::RewrittenWithOneMore
        | Kind::TailCutAndRewritten => change_lines(&mut changed, shard, kind, chance),
    }
    changed
}

fn pick(chance: &mut Chance, below: usize) -> usize {
    usize::try_from(chance.below(below as u64)).unwrap()
}

fn read(line: &[u8]) -> Value {
    serde_json::from_slice(line).unwrap()
}

fn change_lines(evidence: &mut Evidence, shard: i16, kind: Kind, chance: &mut Chance) {
    let other = evidence.lines[&(3 - shard)].clone();
    let lines = evidence.lines.get_mut(&shard).unwrap();
    let at = 1 + pick(chance, lines.len() - 2);
    let behind = at + 1 + pick(chance, lines.len() - at - 1);
    match kind {
        Kind::BitOfTheExport => {
            let byte = pick(chance, lines[at].len());
            lines[at][byte] ^= 1 << pick(chance, 8);
        }
        Kind::SwappedEvents => lines.swap(at, behind),
        Kind::DeletedInTheMiddle => drop(lines.remove(at)),
        Kind::DeletedAtTheTail => lines.truncate(behind),
        Kind::ShardEmptied => lines.clear(),
        Kind::Inserted => lines.insert(behind, lines[at].clone()),
        Kind::MovedAcrossShards => {
            let mut event = read(&other[pick(chance, other.len())]);
            if chance.below(2) == 0 {
                event["shard"] = json!(shard);
                event["position"] = read(&lines[at])["position"].clone();
            }
            lines[at] = event.to_string().into_bytes();
        }
        _ => {
            let mut events: Vec<Value> = lines.iter().map(|line| read(line)).collect();
            change_events(&mut events, at, behind, kind, chance);
            *lines = events.iter().map(|event| event.to_string().into_bytes()).collect();
        }
    }
}

fn change_events(
    events: &mut Vec<Value>,
    at: usize,
    behind: usize,
    kind: Kind,
    chance: &mut Chance,
) {
    match kind {
        Kind::Column => {
            let column = COLUMNS[pick(chance, COLUMNS.len())];
            events[at][column] = another(&events[at][column], column);
        }
        Kind::Null => {
            let column = ["occurred_at", "cause", "sealed_digest"][pick(chance, 3)];
            events[at][column] = match (&events[at][column], column) {
                (Value::Null, "occurred_at") => json!(0),
                (Value::Null, "cause") => events[at]["command"].clone(),
                (Value::Null, _) => events[at]["leaf"].clone(),
                (Value::Bool(_) | Value::Number(_) | Value::String(_), _)
                | (Value::Array(_) | Value::Object(_), _) => Value::Null,
            };
        }
        Kind::SwappedPayloads => {
            let own = events[at]["payload"].clone();
            let differs = |event: &Value| event["payload"] != own;
            let with = (0..events.len()).map(|step| (behind + step) % events.len());
            let with = with.into_iter().find(|place| differs(&events[*place])).unwrap();
            events[at]["payload"] = events[with]["payload"].take();
            events[with]["payload"] = own;
        }
        Kind::MovedAcrossStreams => {
            let own = events[at]["stream"].clone();
            let other = events.iter().rev().find(|event| event["stream"] != own).unwrap();
            events[at]["stream"] = other["stream"].clone();
        }
        Kind::RewrittenWithoutAnEvent => {
            events.remove(at);
            make_right(events);
        }
        Kind::RewrittenWithOneMore => {
            events.insert(at, events[behind].clone());
            make_right(events);
        }
        Kind::TailCutAndRewritten => {
            events.truncate(behind);
            rewrite(events, at);
        }
        _ => rewrite(events, at),
    }
}

/// Makes an event say something else and everything follow from it.
fn rewrite(events: &mut [Value], at: usize) {
    events[at]["actor"] = json!("7b226b696e64223a2273797374656d227d");
    events[at]["payload"] = json!("7b7d");
    make_right(events);
}

/// Another value of the same kind.
fn another(value: &Value, column: &str) -> Value {
    match value {
        Value::Null if column == "occurred_at" => json!(1),
        Value::Null => json!("00".repeat(32)),
        Value::Number(number) => json!(number.as_i64().unwrap() + 1),
        Value::String(text) => {
            let (first, rest) = text.split_at(1);
            json!(format!("{}{rest}", if first == "0" { "1" } else { "0" }))
        }
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => panic!("no column is so: {value}"),
    }
}

fn change_heads(evidence: &mut Evidence, shard: i16, kind: Kind, chance: &mut Chance) {
    let text = evidence.heads[&shard].clone();
    let entries: Vec<&str> = text.split_inclusive("old ").collect();
    assert!(entries.len() > 5, "too few heads to choose from");
    let starts: Vec<usize> = text.match_indices("old ").map(|(at, _)| at).collect();
    let middle = 1 + pick(chance, starts.len() - 3);
    match kind {
        Kind::BitOfAHead => {
            let mut bytes = text.clone().into_bytes();
            let note = starts[middle] + text[starts[middle]..].find("\n\n").unwrap() + 2;
            let end = starts[middle + 1];
            bytes[note + pick(chance, end - note)] ^= 1 << pick(chance, 7);
            evidence.heads.insert(shard, String::from_utf8_lossy(&bytes).into_owned());
        }
        Kind::HeadsExchanged => {
            let other = evidence.heads[&(3 - shard)].clone();
            evidence.heads.insert(shard, other);
        }
        Kind::HeadLeftOut => {
            let without = format!("{}{}", &text[..starts[middle]], &text[starts[middle + 1]..]);
            evidence.heads.insert(shard, without);
        }
        Kind::OldHead => drop(evidence.heads.insert(shard, text[..starts[middle]].to_owned())),
        _ => {
            let old = &text[..starts[middle]];
            let size = read_size(old);
            evidence.heads.insert(shard, old.to_owned());
            let lines = evidence.lines.get_mut(&shard).unwrap();
            let mut events: Vec<Value> = lines.iter().map(|line| read(line)).collect();
            rewrite(&mut events, size);
            *lines = events.iter().map(|event| event.to_string().into_bytes()).collect();
        }
    }
}

/// Events under the last head of a text.
fn read_size(heads: &str) -> usize {
    let (_, entry) = heads.rsplit_once("old ").unwrap();
    let note = entry.split_once("\n\n").unwrap().1;
    note.lines().nth(1).unwrap().parse().unwrap()
}
