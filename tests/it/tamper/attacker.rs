//! The attacker: has the whole database and knows the formulas, but not the key. Whatever was changed,
//! leaves, links and places are made right again.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.replace('-', "");
    let pairs = (0..digits.len()).step_by(2);
    pairs.map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn bytes(event: &Value, column: &str) -> Vec<u8> {
    unhex(event[column].as_str().unwrap())
}

fn number(event: &Value, column: &str) -> i64 {
    event[column].as_i64().unwrap()
}

fn narrow(event: &Value, column: &str) -> [u8; 2] {
    i16::try_from(number(event, column)).unwrap().to_be_bytes()
}

fn maybe(part: Option<Vec<u8>>) -> Vec<u8> {
    part.map_or_else(|| vec![0], |part| [vec![1], part].concat())
}

fn leaf(event: &Value) -> [u8; 32] {
    let version = i32::try_from(number(event, "version")).unwrap().to_be_bytes();
    let mut header: Vec<u8> = narrow(event, "shard").to_vec();
    header.extend(bytes(event, "stream"));
    header.extend(narrow(event, "kind"));
    header.extend(version);
    header.extend(narrow(event, "shape"));
    header.extend(bytes(event, "command"));
    header.extend(bytes(event, "correlation"));
    header.extend(maybe(event["cause"].as_str().map(unhex)));
    header.extend(maybe(event["occurred_at"].as_i64().map(|at| at.to_be_bytes().to_vec())));
    let text = |column: &str| event[column].as_str().unwrap().as_bytes().to_vec();
    for part in [text("name"), text("rules"), bytes(event, "actor")] {
        header.extend(u32::try_from(part.len()).unwrap().to_be_bytes());
        header.extend(part);
    }
    let sealed = maybe(event["sealed_digest"].as_str().map(unhex));
    sha256(&[&[0], &header, &sha256(&[&bytes(event, "payload")]), &sealed])
}

/// Makes positions, versions, leaves and links of a shard follow from one another.
pub(super) fn make_right(events: &mut [Value]) {
    let mut streams: BTreeMap<String, (i64, [u8; 32])> = BTreeMap::new();
    let mut recorded = i64::MIN;
    for (event, position) in events.iter_mut().zip(1_i64..) {
        let stream = event["stream"].as_str().unwrap().to_owned();
        let (version, tip) = streams.get(&stream).copied().unwrap_or_default();
        recorded = recorded.max(number(event, "recorded_at"));
        event["position"] = json!(position);
        event["version"] = json!(version + 1);
        event["recorded_at"] = json!(recorded);
        let leaf = leaf(event);
        let link = sha256(&[&[1], &tip, &position.to_be_bytes(), &recorded.to_be_bytes(), &leaf]);
        event["leaf"] = json!(hex(&leaf));
        event["link"] = json!(hex(&link));
        streams.insert(stream, (version + 1, link));
    }
}
