//! A figure: the answer to one question, in the shape in which page, export and API give it.
//! What cannot be told is null with a reason, never a zero.

use serde::ser::{Serialize, Serializer};

use crate::estimate::Interval;
use crate::question::{ShardPosition, Standard};

/// Words in both official languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Text {
    pub en: String,
    pub fr: String,
}

/// A count as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Exact(u64),
    /// Between one and nine, and in no sum that would tell which.
    Under10,
    /// Hidden: under ten, or needed to keep another one hidden.
    Hidden,
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Count::Exact(count) => serializer.serialize_u64(*count),
            Count::Under10 => serializer.serialize_str("under 10"),
            Count::Hidden => serializer.serialize_str("hidden"),
        }
    }
}

impl Count {
    /// The number, where it may be shown.
    pub fn shown(self) -> Option<u64> {
        match self {
            Count::Exact(count) => Some(count),
            Count::Under10 | Count::Hidden => None,
        }
    }
}

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Figure {
    pub name: &'static str,
    pub definition_version: u32,
    pub title: Text,
    pub definition: Text,
    /// What one counted thing is.
    pub unit: &'static str,
    /// What the value is: `count`, `share`, `ratio` or `days`.
    pub value_kind: &'static str,
    pub period: Period,
    /// `cohort` (followed from their start to the as-of day) or `period` (by the day of the event).
    pub basis: &'static str,
    pub filters: std::collections::BTreeMap<String, String>,
    pub group_by: Option<&'static str>,
    pub standard: Option<Standard>,
    /// How many of the unit were looked at, those left out included.
    pub rows: Count,
    pub numerator: Option<Count>,
    pub denominator: Option<Count>,
    pub excluded: Excluded,
    pub value: Option<f64>,
    /// Why there is no value.
    pub reason: Option<Why>,
    pub interval: Option<Interval>,
    pub series: Vec<Cell>,
    /// One sentence, from these same numbers.
    pub summary: Text,
    /// Captions that must stand beside the figure.
    pub notes: Vec<Text>,
    pub suppressed: Suppressed,
    /// What an earlier publication of the same figure said.
    pub revised: Option<Revised>,
    /// Whether the rows are invented.
    pub synthetic: bool,
    pub as_of_day: jiff::civil::Date,
    pub as_of: Vec<ShardPosition>,
    pub query_hash: String,
}

/// The first day of a period and the first day after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Period {
    pub from: jiff::civil::Date,
    pub to: jiff::civil::Date,
}

/// How many were left out of the denominator, by reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Excluded {
    pub immature: Count,
    pub withdrawn_before: Count,
    pub abandoned_before: Count,
    pub superseded_before: Count,
    pub returned: Count,
    pub transferred: Count,
    pub duplicate: Count,
    pub never_complete: Count,
    pub imported: Count,
    pub no_decision: Count,
    /// Always null: sealed rows are inside the totals, and no count may set them apart.
    pub sealed: Option<Count>,
}

/// One number of a figure's table.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Cell {
    /// Which line it stands on; `total` is the figure itself for a group.
    pub line: String,
    pub label: Text,
    /// The code of the group, where the figure is told apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The coarser place in which the group lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The day of a curve.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numerator: Option<Count>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denominator: Option<Count>,
    pub value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Why>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
}

/// How many cells are hidden, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Suppressed {
    pub cells: u64,
    pub rule: Text,
    /// The coarser dimension that had to be shown instead of the one asked for.
    pub rolled_up_to: Option<&'static str>,
}

/// What a republished figure said before.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Revised {
    pub from: Option<f64>,
    pub to: Option<f64>,
    /// Events that moved it.
    pub events: u64,
}

/// Why a value is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// There is nothing to count.
    Empty,
    /// The counts are too small to be shown.
    Small,
    /// The counts are shown, but are too few for a share or a ratio.
    TooFewForShare,
    /// Too few events for a median.
    TooFewEvents,
    /// Fewer than half have got there so far.
    NotReached,
    /// Nobody has been followed for long enough.
    TooEarly,
    NoStandard,
    /// The period is not one of the fixed ones.
    FreePeriod,
}
