//! How awkward cases are treated, in one place, to be read beside the table of the definitions.
//! Each function is one column of that table; each arm is one row.

use crate::durations::Calendar;
use crate::question::Cohort;
use crate::rows::{Recourse, Spell, Terminal};

/// Column "in time": what a spell is to the service standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    InTime,
    Missed,
    LeftOut(Because),
}

/// Why something is left out of a denominator; each reason is counted and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Its standard or horizon has not been reached.
    Immature,
    WithdrawnBefore,
    AbandonedBefore,
    SupersededBefore,
    /// Has a standard of its own: "time to say so".
    Returned,
    Transferred,
    Duplicate,
    NeverComplete,
    Imported,
    /// Sent on or left open: nothing was decided on the substance.
    NoDecision,
}

impl Because {
    /// Every reason, in the order of its declaration.
    pub const ALL: [Because; 10] = [
        Because::Immature,
        Because::WithdrawnBefore,
        Because::AbandonedBefore,
        Because::SupersededBefore,
        Because::Returned,
        Because::Transferred,
        Because::Duplicate,
        Because::NeverComplete,
        Because::Imported,
        Because::NoDecision,
    ];
}

/// Column "in time" for one spell whose clock started in the cohort's period.
pub fn in_time(row: &Recourse, spell: &Spell, standard: i64, on: Calendar, c: &Cohort) -> Verdict {
    use Because as B;
    if is_duplicate(spell) {
        return Verdict::LeftOut(B::Duplicate);
    }
    if lacks_history(row, spell) {
        return Verdict::LeftOut(B::Imported);
    }
    let Some(start) = spell.complete else {
        return Verdict::LeftOut(B::NeverComplete);
    };
    let late = spell.length(on, start, spell.until(c.as_of)) > standard;
    let missed_or = |because| {
        if late { Verdict::Missed } else { Verdict::LeftOut(because) }
    };
    match spell.ended.map(|end| end.kind) {
        None => missed_or(B::Immature),
        Some(Terminal::Decided) if late => Verdict::Missed,
        Some(Terminal::Decided) => Verdict::InTime,
        Some(Terminal::Deemed) => Verdict::Missed,
        Some(Terminal::Withdrawn) => missed_or(B::WithdrawnBefore),
        Some(Terminal::Abandoned) => missed_or(B::AbandonedBefore),
        Some(Terminal::Superseded) => missed_or(B::SupersededBefore),
        Some(Terminal::Transferred) => missed_or(B::Transferred),
        Some(Terminal::Returned) => Verdict::LeftOut(B::Returned),
        Some(Terminal::Duplicate) => Verdict::LeftOut(B::Duplicate),
    }
}

/// Column "time to decision": whether an end is the decision waited for, or competes with it.
pub fn is_decision(kind: Terminal) -> bool {
    match kind {
        Terminal::Decided => true,
        Terminal::Deemed
        | Terminal::Withdrawn
        | Terminal::Abandoned
        | Terminal::Returned
        | Terminal::Transferred
        | Terminal::Duplicate
        | Terminal::Superseded => false,
    }
}

/// Row "duplicate": removed everywhere, with its count.
pub fn is_duplicate(spell: &Spell) -> bool {
    spell.ended.is_some_and(|end| end.kind == Terminal::Duplicate)
}

/// Row "imported without full history": out of every duration unless both moments are known.
pub fn lacks_history(row: &Recourse, spell: &Spell) -> bool {
    row.imported && (spell.complete.is_none() || spell.ended.is_none())
}

impl Terminal {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Terminal; 8] = [
        Terminal::Decided,
        Terminal::Deemed,
        Terminal::Withdrawn,
        Terminal::Abandoned,
        Terminal::Returned,
        Terminal::Transferred,
        Terminal::Superseded,
        Terminal::Duplicate,
    ];

    /// The name of its line in a series.
    pub fn line(self) -> &'static str {
        match self {
            Terminal::Decided => "decided",
            Terminal::Deemed => "deemed",
            Terminal::Withdrawn => "withdrawn",
            Terminal::Abandoned => "abandoned",
            Terminal::Returned => "returned",
            Terminal::Transferred => "transferred",
            Terminal::Superseded => "superseded",
            Terminal::Duplicate => "duplicate",
        }
    }
}
