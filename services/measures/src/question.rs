//! What is asked of a measure: a period, an as-of day, filters, a dimension to group by.
//! Names that do not exist are errors that name the nearest one that does.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dimension::Dimension;
use crate::durations;
use crate::rows::Recourse;

/// One question, asked alike by the page, the export and the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The first day of the period.
    pub from: Date,
    /// The first day after the period.
    pub to: Date,
    /// The evening on which the record is read.
    pub as_of: Date,
    /// Dimension name to the one code that is kept.
    pub filters: BTreeMap<String, String>,
    pub group_by: Option<Dimension>,
    /// Exact counts, for someone inside who gave a reason.
    pub exact: bool,
    /// Count invented rows instead of real ones; the two never mix.
    pub synthetic: bool,
    /// The service standard of the mechanism asked about.
    pub standard: Option<Standard>,
    /// Where in the record the rows were read, and the digest of the question.
    pub frozen: Frozen,
}

/// A service standard, as the rule book states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standard {
    pub rule: String,
    pub days: i64,
    pub confidence: String,
    pub source: String,
}

/// What makes a figure repeatable; handed in by whoever read the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    pub as_of: Vec<ShardPosition>,
    pub query_hash: String,
}

/// How far one shard had been read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardPosition {
    pub shard: String,
    pub position: i64,
}

/// The days of a question, handed to the measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cohort {
    pub from: Date,
    pub to: Date,
    pub as_of: Date,
}

/// A name that is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unknown {
    #[error("find a measure named \"{name}\"; the nearest is \"{nearest}\"")]
    Measure { name: String, nearest: &'static str },
    #[error("find a filter named \"{name}\"; the nearest is \"{nearest}\"")]
    Filter { name: String, nearest: &'static str },
    #[error("find a dimension named \"{name}\"; the nearest is \"{nearest}\"")]
    Dimension { name: String, nearest: &'static str },
}

impl Question {
    /// A question about a period, read on a day, with nothing else asked.
    pub fn new(from: Date, to: Date, as_of: Date) -> Self {
        Question {
            from,
            to,
            as_of,
            filters: BTreeMap::new(),
            group_by: None,
            exact: false,
            synthetic: false,
            standard: None,
            frozen: Frozen::default(),
        }
    }

    pub(crate) fn cohort(&self) -> Cohort {
        Cohort { from: self.from, to: self.to, as_of: self.as_of }
    }

    /// The filters as dimensions, or the first name that is not one.
    pub(crate) fn filtering(&self) -> Result<Vec<(Dimension, &str)>, Unknown> {
        self.filters
            .iter()
            .map(|(name, code)| match Dimension::parse(name) {
                Ok(dimension) => Ok((dimension, code.as_str())),
                Err(nearest) => Err(Unknown::Filter { name: name.clone(), nearest }),
            })
            .collect()
    }

    /// Whether the period is one of the fixed ones that may be shown outside: whole months, and
    /// whole quarters where ports are told apart. Free periods could be subtracted from each other.
    /// Periods that contain one another are not tied together here as places are, so a release must
    /// choose one length of period for each table.
    pub(crate) fn has_fixed_period(&self) -> bool {
        let by_port = self.group_by == Some(Dimension::Port)
            || self.filters.contains_key(Dimension::Port.name());
        let starts = |date: Date| date.day() == 1 && (!by_port || (date.month() - 1) % 3 == 0);
        self.from < self.to && starts(self.from) && starts(self.to)
    }
}

impl Cohort {
    /// Whether a day lies in the period and is known.
    pub(crate) fn has(&self, day: Date) -> bool {
        self.from <= day && day < self.to && day <= self.as_of
    }

    /// Whether so many days after `day` have passed.
    pub(crate) fn passed(&self, day: Date, horizon: i64) -> bool {
        durations::after(day, horizon) <= self.as_of
    }

    /// The last evening of the period that is known.
    pub(crate) fn evening(&self) -> Date {
        durations::after(self.to, -1).min(self.as_of)
    }

    /// Days in the period, as far as it is known.
    pub(crate) fn days(&self) -> i64 {
        durations::days(self.from, self.evening()) + 1
    }
}

/// Whether a row passes every filter.
pub(crate) fn keeps(row: &Recourse, filters: &[(Dimension, &str)]) -> bool {
    filters.iter().all(|(dimension, code)| dimension.codes(row).contains(code))
}
