//! The papers that a person may have been given and the doors that are open after them, from
//! `contracts/rules/doors.toml`. All doors are shown, ordered by date and never by merit.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::profile::Both;

const TEXT: &str = include_str!("../../../contracts/rules/doors.toml");

/// Every paper and door.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Book {
    paper: Vec<Paper>,
    door: Vec<Door>,
}

/// A paper that officers hand out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Key, part of the address.
    pub key: String,
    /// Whose officers hand it out: `us` or `ca`.
    pub country: String,
    /// Number printed on it, empty where there is none.
    pub form: String,
    /// What it is called.
    pub title: Both,
    /// What it says, in plain words.
    pub what: Both,
    /// Whether it keeps the person out for a time.
    pub bar: Option<Both>,
    /// Where this is written.
    pub sources: Vec<String>,
}

/// What a person can do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Door {
    /// Key.
    pub key: String,
    /// Whose officers decided: `us` or `ca`.
    pub country: String,
    /// Keys of the papers after which it may be open.
    pub papers: Vec<String>,
    /// Whether this service takes it.
    #[serde(default)]
    pub inquiry: bool,
    /// What it is called.
    pub name: Both,
    /// Who decides.
    pub body: Both,
    /// What it can change.
    pub can: Both,
    /// What it cannot change.
    pub cannot: Both,
    /// What it costs, where a source says so.
    pub cost: Option<Both>,
    /// By when.
    pub clock: Clock,
    /// Where this is written.
    pub sources: Vec<String>,
}

/// By when a door must be used.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// `limit`, `none` (none was found) or `open` (there is none).
    pub kind: Kind,
    /// The shortest length in days, where it is confirmed.
    pub days: Option<u32>,
    /// How far it is supported.
    pub confidence: Confidence,
    /// In words.
    pub text: Both,
}

/// Whether there is a last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// There is one.
    Limit,
    /// None was found.
    None,
    /// There is none.
    Open,
}

/// How far a clock is supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The official text was read.
    Official,
    /// A secondary source was read.
    Secondary,
    /// Neither.
    Unconfirmed,
}

impl Confidence {
    /// Code, part of the wording keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Secondary => "secondary",
            Self::Unconfirmed => "unconfirmed",
        }
    }
}

impl Clock {
    /// How far it is supported, part of the wording keys. That none was found is in no text: pages
    /// were searched.
    pub const fn support(&self) -> &'static str {
        match (self.kind, self.confidence) {
            (Kind::None, Confidence::Official) => "searched",
            (_, confidence) => confidence.code(),
        }
    }
}

static BOOK: LazyLock<Book> =
    LazyLock::new(|| toml::from_str(TEXT).expect("a test holds that the list of doors is whole"));

/// The papers of a country's officers, in the list's order.
pub fn papers(country: &str) -> Vec<&'static Paper> {
    BOOK.paper.iter().filter(|p| p.country == country).collect()
}

/// One paper.
pub fn paper(country: &str, key: &str) -> Option<&'static Paper> {
    BOOK.paper.iter().find(|p| p.country == country && p.key == key)
}

/// Who decides on what this service takes.
pub fn inquiry_body() -> Option<&'static Both> {
    BOOK.door.iter().find(|door| door.inquiry).map(|door| &door.body)
}

/// The doors after a paper: those with a last day first, the shortest first.
pub fn after(paper: &Paper) -> Vec<&'static Door> {
    in_order(|door| door.papers.contains(&paper.key))
}

/// Every door of a country.
pub fn all(country: &str) -> Vec<&'static Door> {
    in_order(|door| door.country == country)
}

fn in_order(wanted: impl Fn(&Door) -> bool) -> Vec<&'static Door> {
    let mut doors: Vec<&Door> = BOOK.door.iter().filter(|door| wanted(door)).collect();
    doors.sort_by_key(|door| {
        let no_limit = door.clock.kind != Kind::Limit;
        (no_limit, door.clock.days.unwrap_or(u32::MAX), door.key.clone())
    });
    doors
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{OperatorKind, Profile};

    #[test]
    fn every_paper_has_doors_and_every_door_a_paper_and_a_source() {
        for paper in &BOOK.paper {
            assert!(after(paper).len() >= 2, "{}", paper.key);
            assert!(["us", "ca"].contains(&paper.country.as_str()));
        }
        for door in &BOOK.door {
            assert!(!door.sources.is_empty(), "{}", door.key);
            for key in &door.papers {
                let paper = paper(&door.country, key);
                assert!(paper.is_some(), "{} names {key}", door.key);
            }
        }
    }

    #[test]
    fn only_who_decides_on_inquiries_takes_them_as_its_own() {
        let body = inquiry_body().unwrap();
        let mut profile = Profile::demonstration();
        assert!(!profile.files_with(body));
        profile.decides.en = format!("the {}", body.en);
        assert!(profile.files_with(body));
        profile.kind = OperatorKind::Assistance;
        assert!(!profile.files_with(body));
    }

    #[test]
    fn that_no_last_day_was_found_is_not_in_an_official_text() {
        for door in &BOOK.door {
            let found_none = door.clock.kind == Kind::None;
            assert!(!(found_none && door.clock.support() == "official"), "{}", door.key);
        }
    }

    #[test]
    fn an_unconfirmed_clock_has_no_number() {
        for door in &BOOK.door {
            let clock = &door.clock;
            let unconfirmed = clock.confidence == Confidence::Unconfirmed;
            assert!(!(unconfirmed && clock.days.is_some()), "{}", door.key);
            assert!(clock.kind == Kind::Limit || clock.days.is_none(), "{}", door.key);
            if unconfirmed {
                let texts = [&clock.text.en, &clock.text.fr];
                assert!(texts.iter().all(|t| !t.contains(|c: char| c.is_ascii_digit())));
            }
        }
    }

    #[test]
    fn doors_with_a_last_day_come_first_and_the_shortest_before_the_others() {
        let doors = after(paper("ca", "allowed-to-leave").unwrap());
        assert_eq!(doors[0].key, "ca-court");
        let limits: Vec<bool> = doors.iter().map(|d| d.clock.kind == Kind::Limit).collect();
        assert!(limits.is_sorted_by(|a, b| a >= b));
    }
}
