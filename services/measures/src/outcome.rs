//! What a decision amounts to, in public groups. The mapping looks at the code alone and never at
//! the sealed flag, so that no figure can tell a listed person from an unlisted one.

use crate::rows::{Disposition, Recourse, Task};

/// The groups in which outcomes are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Favourable,
    Partly,
    /// The decision stands; nothing changed.
    Maintained,
    /// Nothing was found to look at: shown apart from `Maintained`.
    NoRecord,
    /// Said to be corrected, not confirmed: not favourable.
    Unconfirmed,
    /// Left this door without a decision on the substance.
    NoDecision,
    NotStated,
}

impl Group {
    /// In the order in which they are shown.
    pub const ALL: [Group; 7] = [
        Group::Favourable,
        Group::Partly,
        Group::Maintained,
        Group::NoRecord,
        Group::Unconfirmed,
        Group::NoDecision,
        Group::NotStated,
    ];

    /// The name of its line in a series.
    pub fn line(self) -> &'static str {
        match self {
            Group::Favourable => "favourable",
            Group::Partly => "partly",
            Group::Maintained => "maintained",
            Group::NoRecord => "no-record",
            Group::Unconfirmed => "unconfirmed",
            Group::NoDecision => "no-decision",
            Group::NotStated => "not-stated",
        }
    }

    /// Whether something was put right.
    pub fn puts_right(self) -> bool {
        matches!(self, Group::Favourable | Group::Partly)
    }
}

/// The public group of an outcome code.
///
/// A change on a security list is favourable inside the sealed view only: outside it reads as "no
/// change", the same words that an unlisted person gets. `DISTINGUISHED` is one cell, whether or
/// not there had been a true match.
pub fn public_group(code: Option<&str>) -> Group {
    match code.unwrap_or_default() {
        "REVERSED" | "DECISION_REVERSED" | "SENT_BACK" | "CORRECTED_VERIFIED" | "DISTINGUISHED"
        | "REINSTATED" => Group::Favourable,
        "PARTLY" => Group::Partly,
        "UPHELD" | "DECISION_UPHELD" | "NO_CHANGE" | "LISTING_REMOVED" | "LISTING_KEPT" => {
            Group::Maintained
        }
        "NO_RECORD_FOUND" => Group::NoRecord,
        "CORRECTED_UNVERIFIED" => Group::Unconfirmed,
        // Cured by another door: good for the matter, no decision of the recourse that waited.
        "REFERRED"
        | "NOT_COMPLETED"
        | "CURED_BY_REAPPLICATION"
        | "CURED_BY_TRP"
        | "CURED_BY_ARC" => Group::NoDecision,
        _ => Group::NotStated,
    }
}

/// The root cause that may be published; what cannot be disclosed reads as not stated.
pub(crate) fn public_cause(code: Option<&str>) -> &str {
    match code {
        None | Some("" | "CANNOT_DISCLOSE") => NOT_STATED,
        Some(code) => code,
    }
}

/// The line of causes that nobody stated, or that nobody may state.
pub(crate) const NOT_STATED: &str = "not-stated";

impl Disposition {
    /// The public group of this disposition.
    pub fn group(&self) -> Group {
        public_group(self.outcome.as_deref())
    }
}

/// The office whose very task would tell that a list was involved.
const SEALED_OFFICE: &str = "TSC";

impl Recourse {
    /// Tasks that may be counted: those of sealed offices are left out before anything is added.
    pub fn public_tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| task.office != SEALED_OFFICE)
    }

    /// The outcome of the whole recourse on a day: favourable only if every issue was.
    pub fn outcome_on(&self, day: jiff::civil::Date) -> Group {
        let mut groups: Vec<Group> = self
            .issues
            .iter()
            .filter_map(|issue| issue.dispositions.iter().rfind(|d| d.on <= day))
            .map(Disposition::group)
            .collect();
        groups.sort_unstable();
        groups.dedup();
        match groups.as_slice() {
            [] => Group::NotStated,
            [only] => *only,
            [first, ..] if first.puts_right() => Group::Partly,
            [first, ..] => *first,
        }
    }
}
