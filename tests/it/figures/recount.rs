//! What the record itself says of every matter: when it came, came again and went, read from its events
//! and counted here by other hands than the program's.

use std::collections::BTreeMap;
use std::fs;

use acceptance::database::Owner;
use acceptance::installation::house;
use jiff::civil::Date;
use serde_json::Value;

/// Terms of the identity in the order of the page: four that add, nine that take away.
pub(super) const TERMS: [&str; 13] = [
    "open-at-start",
    "received",
    "reopened",
    "transferred-in",
    "decided",
    "deemed",
    "withdrawn",
    "abandoned",
    "returned",
    "transferred",
    "duplicate",
    "superseded",
    "open-at-end",
];
pub(super) const CAME: usize = 4;

/// Events that begin or end a matter, with the term that each counts for. Nothing in the law of today
/// sends a matter here, decides it by silence or solves it elsewhere.
const MOVES: [(&str, &str); 8] = [
    ("inquiry.lodged", "received"),
    ("inquiry.reopened", "reopened"),
    ("inquiry.decided", "decided"),
    ("inquiry.withdrawn", "withdrawn"),
    ("inquiry.abandoned", "abandoned"),
    ("inquiry.returned", "returned"),
    ("inquiry.transferred", "transferred"),
    ("inquiry.marked_duplicate", "duplicate"),
];

/// One matter: where it happened, and what happened to it, in the order of the record.
#[derive(Debug, Clone, Default)]
pub(super) struct Life {
    pub(super) country: String,
    pub(super) region: String,
    pub(super) moves: Vec<(Date, &'static str)>,
}

impl Life {
    fn is_open_before(&self, day: Date) -> bool {
        let last = self.moves.iter().rev().find(|(on, _)| *on < day);
        last.is_some_and(|(_, term)| matches!(*term, "received" | "reopened"))
    }

    /// Received and then found to be another one: not received, in the words of the figure.
    pub(super) fn is_duplicate(&self) -> bool {
        self.moves.get(1).is_some_and(|(_, term)| *term == "duplicate")
    }
}

/// Counts of the terms, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account(pub(super) [u64; 13]);

impl Account {
    /// The account of a period `[from, to)`.
    pub(super) fn of<'a>(lives: impl Iterator<Item = &'a Life>, from: Date, to: Date) -> Self {
        let mut terms = [0; 13];
        for life in lives {
            terms[0] += u64::from(life.is_open_before(from));
            terms[12] += u64::from(life.is_open_before(to));
            for (_, term) in life.moves.iter().filter(|(on, _)| from <= *on && *on < to) {
                let place = TERMS.iter().position(|known| known == term).unwrap();
                terms[place] += 1;
            }
        }
        Self(terms)
    }

    pub(super) fn term(&self, name: &str) -> u64 {
        self.0[TERMS.iter().position(|known| *known == name).unwrap()]
    }

    /// Whether what was there and came is what went and is left.
    pub(super) fn holds(&self) -> bool {
        let (came, went) = self.0.split_at(CAME);
        came.iter().sum::<u64>() == went.iter().sum::<u64>()
    }
}

/// Every matter of a record.
pub(super) fn lives(owner: &Owner) -> Vec<Life> {
    let names = MOVES.map(|(name, _)| format!("'{name}'")).join(", ");
    let rows = owner.run(&format!(
        "SELECT stream_id, name, convert_from(payload, 'UTF8') FROM register.event \
         WHERE name IN ('case.incident_recorded', {names}) ORDER BY shard, position"
    ));
    let regions = regions();
    let mut lives: BTreeMap<String, Life> = BTreeMap::new();
    for row in &rows {
        let [stream, name, body] = row.as_slice() else { panic!("{row:?}") };
        let body: Value = serde_json::from_str(body).unwrap();
        let life = lives.entry(stream.clone()).or_default();
        if name == "case.incident_recorded" {
            let place = body["place"]["key"].as_str().unwrap();
            if life.country.is_empty() {
                (life.country, life.region) = regions[place].clone();
            }
            continue;
        }
        let (_, term) = MOVES.iter().find(|(known, _)| known == name).unwrap();
        let day = if *term == "received" { &body["received_on"] } else { &body["on"] };
        life.moves.push((day.as_str().unwrap().parse().unwrap(), term));
    }
    lives.into_values().collect()
}

/// Country and region of each place, as the list of places has them.
fn regions() -> BTreeMap<String, (String, String)> {
    let list = fs::read_to_string(house().join("contracts/rules/places.toml")).unwrap();
    let list: toml::Table = list.parse().unwrap();
    let text = |place: &toml::Value, key: &str| place[key].as_str().unwrap().to_owned();
    let places = list["place"].as_array().unwrap().iter();
    places.map(|p| (text(p, "key"), (text(p, "country"), text(p, "region")))).collect()
}
