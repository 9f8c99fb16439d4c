//! The catalogue: every measure by name. Each is a function from rows to a tally; none of them
//! hides, words or groups anything, because that is done alike for all of them afterwards.

mod after;
mod decided;
mod flow;
mod standard;
mod stock;
mod trust;
mod waiting;
mod work;

use crate::nearest::nearest;
use crate::question::{Question, Unknown};
use crate::rows::{Recourse, Spell};
use crate::tally::Tally;

/// One measure by its name.
#[derive(Clone, Copy)]
pub(crate) struct Measure {
    pub name: &'static str,
    pub tally: fn(&[&Recourse], &Question) -> Tally,
}

impl Measure {
    /// The measure whose total this one tells again, and as which part (none: as its own total).
    /// Where that total is hidden, it is hidden here too, whatever its size.
    pub(crate) fn retells(&self) -> Option<(&'static str, Option<&'static str>)> {
        match self.name {
            "disposition-time" => Some(("open", Some("open"))),
            "pending-age" => Some(("open", None)),
            _ => None,
        }
    }
}

/// In the order of the page: what came, what waits, how long, what was decided, did it last, how
/// far to trust it.
pub(crate) const CATALOGUE: [Measure; 22] = [
    Measure { name: "received", tally: flow::received },
    Measure { name: "closed-by-kind", tally: flow::closed_by_kind },
    Measure { name: "clearance", tally: flow::clearance },
    Measure { name: "open", tally: stock::open },
    Measure { name: "disposition-time", tally: flow::disposition_time },
    Measure { name: "pending-age", tally: stock::pending_age },
    Measure { name: "in-time", tally: standard::in_time },
    Measure { name: "in-time-gross", tally: standard::in_time_gross },
    Measure { name: "time-to-decision", tally: waiting::time_to_decision },
    Measure { name: "time-to-end", tally: waiting::time_to_end },
    Measure { name: "first-answer", tally: waiting::first_answer },
    Measure { name: "pause-share", tally: work::pause_share },
    Measure { name: "completeness", tally: trust::completeness },
    Measure { name: "component-time", tally: work::component_time },
    Measure { name: "outcomes", tally: decided::outcomes },
    Measure { name: "file-to-outcome", tally: decided::file_to_outcome },
    Measure { name: "root-cause", tally: decided::root_cause },
    Measure { name: "second-signature", tally: work::second_signature },
    Measure { name: "effective", tally: after::effective },
    Measure { name: "recurrence", tally: after::recurrence },
    Measure { name: "reopened", tally: after::reopened },
    Measure { name: "data-quality", tally: trust::data_quality },
];

/// The names of all measures, in the order of the page.
pub fn names() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().map(|measure| measure.name)
}

pub(crate) fn find(name: &str) -> Result<&'static Measure, Unknown> {
    CATALOGUE.iter().find(|measure| measure.name == name).ok_or_else(|| Unknown::Measure {
        name: name.to_owned(),
        nearest: nearest(name, CATALOGUE.map(|measure| measure.name)),
    })
}

/// The first spell of each row, with its row.
fn first_spells<'a>(
    rows: &'a [&'a Recourse],
) -> impl Iterator<Item = (&'a Recourse, &'a Spell)> + 'a {
    rows.iter().filter_map(|row| row.spells.first().map(|spell| (*row, spell)))
}

/// How many there are, as a count.
fn count(found: impl Iterator) -> u64 {
    found.count() as u64
}
