//! What is waiting on the last evening of the period, and for how long it has waited.

use crate::durations::{Calendar, days};
use crate::question::Question;
use crate::rows::{Recourse, Spell};
use crate::tally::{Above, Answer, Below, Days, Line, MEDIAN_NEEDS, P90_NEEDS, Tally, count_by};
use jiff::civil::Date;

/// The oldest case is told only where there are enough for it not to be someone.
const OLDEST_NEEDS: u64 = 10;

/// Open on the last evening, by whom it waits for.
pub(super) fn open(rows: &[&Recourse], question: &Question) -> Tally {
    let evening = question.cohort().evening();
    let keys = ["with-us", "waiting-traveller", "with-component", "incomplete"];
    let waits = rows.iter().filter_map(|row| {
        let row = row.known_at(evening)?;
        row.open_spell().map(|spell| waits_for(&row, spell, evening))
    });
    let mut tally = Tally::of(count_by(keys, waits), Above::All, Answer::Count);
    tally.denominator = Below::Nothing;
    tally
}

fn waits_for(row: &Recourse, spell: &Spell, evening: Date) -> &'static str {
    if spell.complete.is_none() {
        return "incomplete";
    }
    if spell.waits_on(evening) {
        return "waiting-traveller";
    }
    let asked = row.public_tasks().any(|task| task.answered.is_none() && task.cancelled.is_none());
    if asked { "with-component" } else { "with-us" }
}

struct Age {
    gross: i64,
    /// Net age since the file was complete; none while its clock has not started.
    net: Option<i64>,
}

/// The ages of what is open: all are observed, so nothing is estimated.
pub(super) fn pending_age(rows: &[&Recourse], question: &Question) -> Tally {
    let evening = question.cohort().evening();
    let ages: Vec<Age> = rows.iter().filter_map(|row| age(row, evening)).collect();
    let gross: Vec<i64> = ages.iter().map(|age| age.gross).collect();
    let net: Vec<i64> = ages.iter().filter_map(|age| age.net).collect();
    let median = Days::of_values(&gross, 0.5, MEDIAN_NEEDS);
    let oldest = Days::of_values(&gross, 1.0, OLDEST_NEEDS);
    let line = |key: &str, days| Line::Days { key: key.to_owned(), days };
    Tally::of(against_standard(&ages, question), Above::All, Answer::Days(median)).with([
        line("gross-p90", Days::of_values(&gross, 0.9, P90_NEEDS)),
        line("net-half", Days::of_values(&net, 0.5, MEDIAN_NEEDS)),
        line("net-p90", Days::of_values(&net, 0.9, P90_NEEDS)),
        line("oldest", oldest),
    ])
}

fn age(row: &Recourse, evening: Date) -> Option<Age> {
    let row = row.known_at(evening)?;
    let spell = row.open_spell()?;
    let net = spell.complete.map(|start| spell.length(Calendar::Net, start, evening));
    Some(Age { gross: days(spell.received, evening), net })
}

fn against_standard(ages: &[Age], question: &Question) -> Vec<(String, u64)> {
    let Some(standard) = &question.standard else {
        return vec![("open".to_owned(), ages.len() as u64)];
    };
    let keys = ["within-standard", "over-standard", "over-twice-standard"];
    let found = ages.iter().map(|age| match age.net {
        Some(net) if net > 2 * standard.days => "over-twice-standard",
        Some(net) if net > standard.days => "over-standard",
        // While its clock has not started, a case cannot be over the standard.
        Some(_) | None => "within-standard",
    });
    count_by(keys, found)
}

impl Recourse {
    /// The spell that is running, in a row that is known up to some evening.
    pub(crate) fn open_spell(&self) -> Option<&Spell> {
        self.spells.last().filter(|spell| spell.ended.is_none())
    }

    /// Received on or before the evening, and not ended since its last opening.
    pub(crate) fn is_open_on(&self, evening: Date) -> bool {
        let begun = self.spells.iter().rfind(|spell| spell.received <= evening);
        begun.is_some_and(|spell| spell.ended.is_none_or(|end| end.on > evening))
    }
}
