//! The rows that every figure is computed from: one per recourse, with dates and codes only.
//! A projection stores them as JSON, so a new field must have a default.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One instance of one mechanism on a case: the default unit of every figure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, stored as they are named")]
pub struct Recourse {
    /// An opaque id; never a reference that a person knows.
    pub recourse: String,
    pub mechanism: String,
    pub jurisdiction: String,
    /// The agency that decides.
    pub agency: Option<String>,
    pub place: Place,
    pub purpose: Option<String>,
    /// Complaint codes; one recourse may carry several.
    pub complaints: Vec<String>,
    pub channel: Option<String>,
    pub language: Option<String>,
    pub represented: Option<bool>,
    /// Security-list matter. No figure reads this; a test swaps it and sees nothing move.
    pub sealed: bool,
    /// Brought in from an older system without its full history.
    pub imported: bool,
    /// Invented for a demo, a training or a test; never counted with real rows.
    pub synthetic: bool,
    /// Came from another door; then `received` is the day it reached this one.
    pub transferred_in: bool,
    /// In order of their `received`; the second and later ones are reopenings.
    pub spells: Vec<Spell>,
    pub issues: Vec<Issue>,
    pub tasks: Vec<Task>,
    pub corrections: Vec<Correction>,
    pub signatures: Vec<Signature>,
    /// The first day on which the same trouble was reported again.
    pub recurrence: Option<Date>,
    /// Days on which a later crossing was reported, with or without trouble.
    pub crossings: Vec<Date>,
    pub record: Record,
}

/// Where the incident happened, from the finest place to the coarsest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The official port code.
    pub port: Option<String>,
    /// Our own grouping of ports.
    pub region: Option<String>,
    pub country: Option<String>,
    /// Land, air or preclearance.
    pub mode: Option<String>,
}

/// One uninterrupted life of a recourse: first filing to its end, or reopening to the next end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// The day of filing; for a reopened spell the day of reopening.
    pub received: Date,
    /// The first day on which nothing was missing: the standard's clock starts here.
    #[serde(default)]
    pub complete: Option<Date>,
    /// First act of an officer other than the automatic receipt.
    #[serde(default)]
    pub first_action: Option<Date>,
    #[serde(default)]
    pub pauses: Vec<Pause>,
    #[serde(default)]
    pub ended: Option<End>,
    /// Why it was reopened: `NEW_FACT`, `RECURRENCE` or `OUR_ERROR`; none on a first spell.
    #[serde(default)]
    pub reopened_for: Option<String>,
}

/// How and when a spell ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    pub on: Date,
    pub kind: Terminal,
}

/// The kinds of end; never folded into one "closed".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Terminal {
    /// A decision on the substance.
    Decided,
    /// The law decided because nobody else did.
    Deemed,
    Withdrawn,
    /// Nothing came by the last day.
    Abandoned,
    /// Out of scope, or sent back incomplete; not a decision.
    Returned,
    /// Went to another door.
    Transferred,
    Duplicate,
    /// Cured elsewhere.
    Superseded,
}

/// An interval in which a clock was said to stand still, `[from, to)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Only `WAIT_TRAVELLER` stops the service standard.
    pub reason: String,
    pub from: Date,
    #[serde(default)]
    pub to: Option<Date>,
}

/// One contested decision, with each disposition that it was given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Issue {
    /// In order; the last one is in force.
    pub dispositions: Vec<Disposition>,
}

/// What was decided on one issue, and why it had gone wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposition {
    pub on: Date,
    /// An outcome code of the mechanism.
    #[serde(default)]
    pub outcome: Option<String>,
    #[serde(default)]
    pub root_cause: Option<String>,
}

/// One piece of work asked of one office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub office: String,
    pub asked: Date,
    #[serde(default)]
    pub due: Option<Date>,
    #[serde(default)]
    pub answered: Option<Date>,
    /// No longer wanted since this day.
    #[serde(default)]
    pub cancelled: Option<Date>,
}

/// A correction ordered, and the day on which it was confirmed to work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub ordered: Date,
    #[serde(default)]
    pub effective: Option<Date>,
}

/// An adverse decision on its way through the second signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    pub proposed: Date,
    #[serde(default)]
    pub signed: Option<Date>,
    /// Whether the second person changed it.
    #[serde(default)]
    pub changed: bool,
}

/// How well the recourse was recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// Events recorded more than three days after they occurred.
    pub late: u32,
    /// Dates that had to be corrected.
    pub corrected: u32,
}
