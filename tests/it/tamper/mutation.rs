//! The ways in which evidence is changed. Each is drawn from the chance of the run.

use acceptance::chance::Chance;
use serde_json::{Value, json};

use super::Evidence;
use super::attacker::make_right;

/// A way to change evidence.
pub(super) struct Way {
    pub(super) name: &'static str,
    /// Whether a record so changed is in order by itself.
    pub(super) needs_heads: bool,
    harm: fn(&mut Evidence, i16, &mut Chance),
}

const fn seen(name: &'static str, harm: fn(&mut Evidence, i16, &mut Chance)) -> Way {
    Way { name, needs_heads: false, harm }
}

const fn unseen(name: &'static str, harm: fn(&mut Evidence, i16, &mut Chance)) -> Way {
    Way { name, needs_heads: true, harm }
}

/// All of them, in turn.
pub(super) const WAYS: [Way; 20] = [
    seen("a column changed", |evidence, shard, chance| {
        events(evidence, shard, chance, |events, at, _, chance| {
            let column = COLUMNS[pick(chance, COLUMNS.len())];
            events[at][column] = another(&events[at][column], column);
        });
    }),
    seen("a value made null, or back", |evidence, shard, chance| {
        events(evidence, shard, chance, |events, at, _, chance| {
            let column = ["occurred_at", "cause", "sealed_digest"][pick(chance, 3)];
            events[at][column] = match (events[at][column].is_null(), column) {
                (false, _) => Value::Null,
                (true, "occurred_at") => json!(0),
                (true, "cause") => events[at]["command"].clone(),
                (true, _) => events[at]["leaf"].clone(),
            };
        });
    }),
    seen("a bit of the export", |evidence, shard, chance| {
        lines(evidence, shard, chance, |lines, at, _, chance| {
            let byte = pick(chance, lines[at].len());
            lines[at][byte] ^= 1 << pick(chance, 8);
        });
    }),
    seen("two events swapped", |evidence, shard, chance| {
        lines(evidence, shard, chance, |lines, at, behind, _| lines.swap(at, behind));
    }),
    seen("two payloads swapped", |evidence, shard, chance| {
        events(evidence, shard, chance, |events, at, behind, _| swap_payloads(events, at, behind));
    }),
    seen("deleted in the middle", |evidence, shard, chance| {
        lines(evidence, shard, chance, |lines, at, _, _| drop(lines.remove(at)));
    }),
    unseen("deleted at the tail", |evidence, shard, chance| {
        lines(evidence, shard, chance, |lines, _, behind, _| lines.truncate(behind));
    }),
    unseen("a shard emptied", |evidence, shard, chance| {
        lines(evidence, shard, chance, |lines, _, _, _| lines.clear());
    }),
    seen("inserted", |evidence, shard, chance| {
        lines(evidence, shard, chance, |lines, at, behind, _| {
            lines.insert(behind, lines[at].clone());
        });
    }),
    seen("moved across streams", |evidence, shard, chance| {
        events(evidence, shard, chance, |events, at, _, _| {
            let own = events[at]["stream"].clone();
            let other = events.iter().rev().find(|event| event["stream"] != own).unwrap();
            events[at]["stream"] = other["stream"].clone();
        });
    }),
    seen("moved across shards", move_across_shards),
    unseen("a suffix rewritten", |evidence, shard, chance| {
        events(evidence, shard, chance, |events, at, _, _| rewrite(events, at));
    }),
    unseen("rewritten without an event", |evidence, shard, chance| {
        events(evidence, shard, chance, |events, at, _, _| {
            events.remove(at);
            make_right(events);
        });
    }),
    unseen("rewritten with one more", |evidence, shard, chance| {
        events(evidence, shard, chance, |events, at, behind, _| {
            events.insert(at, events[behind].clone());
            make_right(events);
        });
    }),
    unseen("tail cut and rewritten", |evidence, shard, chance| {
        events(evidence, shard, chance, |events, at, behind, _| {
            events.truncate(behind);
            rewrite(events, at);
        });
    }),
    unseen("an old head", |evidence, shard, chance| {
        heads(evidence, shard, chance, |text, starts, middle, _| {
            text.truncate(starts[middle]);
        });
    }),
    unseen("an old head over a rewrite", |evidence, shard, chance| {
        heads(evidence, shard, chance, |text, starts, middle, _| text.truncate(starts[middle]));
        let size = size(&evidence.heads[&shard]);
        events(evidence, shard, chance, |events, _, _, _| rewrite(events, size));
    }),
    unseen("a bit of a head", |evidence, shard, chance| {
        heads(evidence, shard, chance, |text, starts, middle, chance| {
            let note = starts[middle] + text[starts[middle]..].find("\n\n").unwrap() + 2;
            let mut bytes = std::mem::take(text).into_bytes();
            bytes[note + pick(chance, starts[middle + 1] - note)] ^= 1 << pick(chance, 7);
            *text = String::from_utf8_lossy(&bytes).into_owned();
        });
    }),
    unseen("heads of shards exchanged", |evidence, shard, _| {
        let other = evidence.heads[&(3 - shard)].clone();
        evidence.heads.insert(shard, other);
    }),
    unseen("a head left out", |evidence, shard, chance| {
        heads(evidence, shard, chance, |text, starts, middle, _| {
            text.replace_range(starts[middle]..starts[middle + 1], "");
        });
    }),
];

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
pub(super) fn mutate(evidence: &Evidence, way: &Way, chance: &mut Chance) -> Evidence {
    let shard = if chance.below(2) == 0 { 1 } else { 2 };
    let mut changed = evidence.clone();
    (way.harm)(&mut changed, shard, chance);
    changed
}

fn pick(chance: &mut Chance, below: usize) -> usize {
    usize::try_from(chance.below(below as u64)).unwrap()
}

fn read(line: &[u8]) -> Value {
    serde_json::from_slice(line).unwrap()
}

/// Changes a shard's lines around a place that is not the first and another behind it.
fn lines(
    evidence: &mut Evidence,
    shard: i16,
    chance: &mut Chance,
    harm: impl FnOnce(&mut Vec<Vec<u8>>, usize, usize, &mut Chance),
) {
    let lines = evidence.lines.get_mut(&shard).unwrap();
    let at = 1 + pick(chance, lines.len() - 2);
    let behind = at + 1 + pick(chance, lines.len() - at - 1);
    harm(lines, at, behind, chance);
}

/// The same with the lines as events.
fn events(
    evidence: &mut Evidence,
    shard: i16,
    chance: &mut Chance,
    harm: impl FnOnce(&mut Vec<Value>, usize, usize, &mut Chance),
) {
    lines(evidence, shard, chance, |lines, at, behind, chance| {
        let mut events: Vec<Value> = lines.iter().map(|line| read(line)).collect();
        harm(&mut events, at, behind, chance);
        *lines = events.iter().map(|event| event.to_string().into_bytes()).collect();
    });
}

/// Changes a shard's heads; it is told where each begins, and one of the middle.
fn heads(
    evidence: &mut Evidence,
    shard: i16,
    chance: &mut Chance,
    harm: impl FnOnce(&mut String, &[usize], usize, &mut Chance),
) {
    let text = evidence.heads.get_mut(&shard).unwrap();
    let starts: Vec<usize> = text.match_indices("old ").map(|(at, _)| at).collect();
    assert!(starts.len() > 5, "too few heads to choose from");
    let middle = 1 + pick(chance, starts.len() - 3);
    harm(text, &starts, middle, chance);
}

fn move_across_shards(evidence: &mut Evidence, shard: i16, chance: &mut Chance) {
    let other = evidence.lines[&(3 - shard)].clone();
    lines(evidence, shard, chance, |lines, at, _, chance| {
        let mut event = read(&other[pick(chance, other.len())]);
        if chance.below(2) == 0 {
            event["shard"] = json!(shard);
            event["position"] = read(&lines[at])["position"].clone();
        }
        lines[at] = event.to_string().into_bytes();
    });
}

fn swap_payloads(events: &mut [Value], at: usize, behind: usize) {
    let own = events[at]["payload"].clone();
    let mut others = (0..events.len()).map(|step| (behind + step) % events.len());
    let with = others.find(|place| events[*place]["payload"] != own).unwrap();
    events[at]["payload"] = events[with]["payload"].take();
    events[with]["payload"] = own;
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

/// Events under the last head of a text.
fn size(heads: &str) -> usize {
    let (_, entry) = heads.rsplit_once("old ").unwrap();
    let note = entry.split_once("\n\n").unwrap().1;
    note.lines().nth(1).unwrap().parse().unwrap()
}
