//! What a program may ask for, as the traveller's side or as the officer who works the case, and what each
//! act leaves behind. What comes next follows from what was done: no act here is ever turned down.

use acceptance::api::filing;
use acceptance::chance::Chance;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use serde_json::{Value, json};

/// How often an officer may ask for documents before a supervisor must.
const ASKS: usize = 2;
/// Most lines in the biggest file: more than one sealed chunk.
const LINES: u64 = 1_500;

/// One act on a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    File,
    Write,
    HandIn,
    /// An officer finds the file complete.
    Check,
    /// An officer asks for documents.
    Ask,
    /// The traveller's side answers that.
    Answer,
}

/// A case that a program filed, with everything that it knows was done on it.
#[derive(Debug, Clone)]
pub(super) struct Matter {
    pub(super) case: String,
    /// Learned when a step of it is first needed.
    pub(super) recourse: Option<String>,
    pub(super) done: Vec<Act>,
}

impl Act {
    /// Events that it puts into the history.
    pub(super) const fn events(self) -> &'static [&'static str] {
        match self {
            Self::File => &[
                "case.opened",
                "case.incident_recorded",
                "case.decision_contested",
                "inquiry.lodged",
            ],
            Self::Write => &["case.message_received"],
            Self::HandIn => &["case.document_received"],
            Self::Check => &["inquiry.found_complete"],
            Self::Ask => &["inquiry.documents_requested"],
            Self::Answer => &["inquiry.request_answered"],
        }
    }

    /// The letter that follows.
    pub(super) const fn letter(self) -> Option<&'static str> {
        match self {
            Self::File => Some("acknowledgement"),
            Self::Ask => Some("document-request"),
            Self::Write | Self::HandIn | Self::Check | Self::Answer => None,
        }
    }

    pub(super) const fn is_officers(self) -> bool {
        matches!(self, Self::Check | Self::Ask)
    }

    /// Whether it is a step of the recourse, and not of the case.
    pub(super) const fn is_of_recourse(self) -> bool {
        matches!(self, Self::Check | Self::Ask | Self::Answer)
    }

    /// Where it is asked for.
    pub(super) fn path(self, matter: &Matter) -> String {
        let case = format!("/api/v1/cases/{}", matter.case);
        let step = |step: &str| {
            let recourse = matter.recourse.as_deref().unwrap();
            format!("{case}/recourses/{recourse}/steps/{step}")
        };
        match self {
            Self::File => "/api/v1/cases".to_owned(),
            Self::Write => format!("{case}/steps/send-message"),
            Self::HandIn => format!("{case}/documents"),
            Self::Check => step("check-file"),
            Self::Ask => step("request-documents"),
            Self::Answer => step("answer-request"),
        }
    }

    /// What is sent.
    pub(super) fn body(self, key: &str) -> Value {
        match self {
            Self::File => filing(&address(key), "2026-02-20"),
            Self::Write => json!({ "text": format!("One more thing ({key}).") }),
            Self::HandIn => json!({
                "item": "IDENTITY_DOCUMENT", "name": file_name(key), "content": BASE64.encode(paper(key)),
            }),
            Self::Check => json!({ "missing": [] }),
            Self::Ask => json!({ "items": ["TRAVEL_DETAILS"] }),
            Self::Answer => json!({ "text": format!("Here they are ({key}).") }),
        }
    }
}

impl Matter {
    /// Chooses what may come next on it.
    pub(super) fn next(&self, chance: &mut Chance) -> Act {
        let step = self.next_step();
        match (chance.below(5), step) {
            (0, _) => Act::Write,
            (1, _) | (_, None) => Act::HandIn,
            (_, Some(step)) => step,
        }
    }

    fn next_step(&self) -> Option<Act> {
        let last = self.done.iter().rev().find(|act| act.is_of_recourse());
        let asked = self.done.iter().filter(|act| **act == Act::Ask).count();
        match last {
            None => Some(Act::Check),
            Some(Act::Ask) => Some(Act::Answer),
            Some(_) => (asked < ASKS).then_some(Act::Ask),
        }
    }
}

/// The address for which a filing is made.
pub(super) fn address(key: &str) -> String {
    format!("t-{key}@example.org")
}

/// The name of the file that is handed in under a key.
pub(super) fn file_name(key: &str) -> String {
    format!("passport-{key}.pdf")
}

/// The file that is handed in under a key: no two are alike, and some are large.
pub(super) fn paper(key: &str) -> Vec<u8> {
    let seed = key.bytes().fold(0, |seed: u64, byte| seed.wrapping_mul(131) + u64::from(byte));
    let mut chance = Chance::from_seed(seed);
    let most = if chance.below(8) == 0 { LINES } else { LINES / 50 };
    let mut text = format!("%PDF-1.4\n% {key}\n");
    for _ in 0..=chance.below(most) {
        text.push_str(&format!(
            "% {:016x} {:016x} {:016x}\n",
            chance.next(),
            chance.next(),
            chance.next()
        ));
    }
    text.push_str("trailer << /Root 1 0 R >>\n%%EOF\n");
    text.into_bytes()
}
