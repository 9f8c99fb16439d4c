//! A rule of time as dated, cited data. The numbers live in `contracts/rules`; the engine that
//! counts is `deadline`. A legal time limit and our own service standard are different types,
//! because the second pauses and the first only where the law says so.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Text in both official languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
}

/// How far a rule is supported by what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The official text was read.
    Official,
    /// A secondary source was read.
    Secondary,
    /// Neither: never a bare public date, never closes a case by itself.
    Unconfirmed,
}

/// What a rule counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Calendar months, to the same day or the last of the month.
    Months,
    /// Years.
    Years,
}

/// Where a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Citation as a reader would look it up.
    pub cite: String,
    /// Grade of the source.
    pub confidence: Confidence,
}

/// Who looked a rule over, and until when that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Reviewer's name and capacity.
    pub by: String,
    /// Day of the review.
    pub on: Date,
    /// Day by which it must be looked at again.
    pub due: Date,
}

/// One version of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Stable id, such as `US-D01`.
    pub id: String,
    /// Grows with every change of content.
    pub version: u32,
    /// What it is, for people.
    pub title: Bilingual,
    /// Event that starts the count.
    pub trigger: Bilingual,
    /// How many units.
    pub length: u32,
    /// Which units.
    pub unit: Unit,
    /// Days after the trigger on which a reminder goes.
    #[serde(default)]
    pub reminders: Vec<u32>,
    /// Shares of the length, in percent, at which the office is warned.
    #[serde(default)]
    pub warnings: Vec<u32>,
    /// What follows when it is missed.
    pub missed: Bilingual,
    /// First day of validity.
    pub from: Date,
    /// Day after the last day of validity.
    #[serde(default)]
    pub to: Option<Date>,
    /// How far it is supported.
    pub confidence: Confidence,
    /// What supports it.
    pub sources: Vec<Source>,
    /// Who looked it over; absent where nobody did.
    #[serde(default)]
    pub review: Option<Review>,
}

/// A limit that binds the traveller. It never pauses for us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimeLimit(pub Rule);

/// A promise that binds this office. It pauses while the traveller is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServiceStandard(pub Rule);

/// A number of this office's own policy that is not a length of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Stable id, such as `RD-SAMPLE`.
    pub id: String,
    /// Grows with every change of content.
    pub version: u32,
    /// What it is, for people.
    pub title: Bilingual,
    /// The number; its meaning is in the title.
    pub value: u32,
    /// First day of validity.
    pub from: Date,
    /// What supports it.
    pub sources: Vec<Source>,
}

/// The rules in force, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleBook {
    /// Limits on travellers.
    #[serde(default)]
    pub limits: BTreeMap<String, TimeLimit>,
    /// Promises of this office.
    #[serde(default)]
    pub standards: BTreeMap<String, ServiceStandard>,
    /// Numbers of this office's own policy.
    #[serde(default)]
    pub policies: BTreeMap<String, Policy>,
}

/// The book lacks a rule that a procedure names: the installation is incomplete.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rule book has no {kind} {id}")]
pub struct NoSuchRule {
    /// `limit`, `standard` or `policy`.
    pub kind: &'static str,
    /// The id that was looked for.
    pub id: String,
}

impl RuleBook {
    /// A limit by id.
    pub fn limit(&self, id: &str) -> Result<&TimeLimit, NoSuchRule> {
        self.limits.get(id).ok_or_else(|| NoSuchRule { kind: "limit", id: id.to_owned() })
    }

    /// A standard by id.
    pub fn standard(&self, id: &str) -> Result<&ServiceStandard, NoSuchRule> {
        self.standards.get(id).ok_or_else(|| NoSuchRule { kind: "standard", id: id.to_owned() })
    }

    /// A policy's number by id.
    pub fn policy(&self, id: &str) -> Result<u32, NoSuchRule> {
        let policy = self.policies.get(id);
        policy.map(|p| p.value).ok_or_else(|| NoSuchRule { kind: "policy", id: id.to_owned() })
    }

    /// Any rule by id, for those who explain a date.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        let limit = self.limits.get(id).map(|l| &l.0);
        limit.or_else(|| self.standards.get(id).map(|s| &s.0))
    }
}
