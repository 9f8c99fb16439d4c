//! What each measure counts and what its value is: the part of its wording that is not language.
//! A changed definition gets a new version here, so that old publications still say which one.

use super::texts::Both;
use crate::figure::Text;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Count,
    Share,
    Ratio,
    Days,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Count => "count",
            Kind::Share => "share",
            Kind::Ratio => "ratio",
            Kind::Days => "days",
        }
    }
}

/// The words and the make of one measure.
pub(crate) struct Wording {
    pub version: u32,
    pub unit: &'static str,
    pub kind: Kind,
    pub basis: &'static str,
    pub on_standard: bool,
    pub title: Both,
    pub when: Both,
    pub definition: Both,
}

type Make = (&'static str, u32, &'static str, Kind, &'static str, bool);

/// Name, version, unit, kind of value, basis, whether a service standard is its yardstick.
const MAKES: [Make; 22] = [
    ("received", 1, "recourse", Kind::Count, "period", false),
    ("closed-by-kind", 1, "spell", Kind::Count, "period", false),
    ("clearance", 1, "recourse", Kind::Ratio, "period", false),
    ("open", 1, "recourse", Kind::Count, "period", false),
    ("disposition-time", 1, "recourse", Kind::Days, "period", false),
    ("pending-age", 1, "recourse", Kind::Days, "period", true),
    ("in-time", 1, "spell", Kind::Share, "cohort", true),
    ("in-time-gross", 1, "spell", Kind::Share, "cohort", true),
    ("time-to-decision", 1, "spell", Kind::Days, "cohort", false),
    ("time-to-end", 1, "spell", Kind::Days, "cohort", false),
    ("first-answer", 1, "recourse", Kind::Days, "cohort", false),
    ("pause-share", 1, "spell", Kind::Share, "period", false),
    ("completeness", 1, "recourse", Kind::Share, "cohort", false),
    ("component-time", 1, "task", Kind::Days, "cohort", false),
    ("outcomes", 1, "issue", Kind::Share, "period", false),
    ("file-to-outcome", 1, "recourse", Kind::Share, "cohort", false),
    ("root-cause", 1, "issue", Kind::Share, "period", false),
    ("second-signature", 1, "decision", Kind::Share, "period", false),
    ("effective", 1, "correction", Kind::Share, "cohort", false),
    ("recurrence", 1, "recourse", Kind::Share, "cohort", false),
    ("reopened", 1, "spell", Kind::Share, "cohort", false),
    ("data-quality", 1, "recourse", Kind::Share, "period", false),
];

impl Wording {
    /// The title with its cohort or period, because the same words mean different figures.
    pub(crate) fn full_title(&self) -> Text {
        let (title, when) = (self.title, self.when);
        Text {
            en: format!("{} ({})", title.en, when.en),
            fr: format!("{} ({})", title.fr, when.fr),
        }
    }
}

/// The wording of a measure of the catalogue.
pub(crate) fn wording(name: &str) -> Wording {
    let found = MAKES.iter().find(|make| make.0 == name);
    let (_, version, unit, kind, basis, on_standard) = *found.unwrap_or(&MAKES[0]);
    Wording {
        version,
        unit,
        kind,
        basis,
        on_standard,
        title: Both::of(&format!("{name}-title")),
        when: Both::of(&format!("{name}-when")),
        definition: Both::of(&format!("{name}-definition")),
    }
}
