//! How complete the files are, and how far the page may be trusted.

use super::{count, first_spells};
use crate::durations::days;
use crate::outcome::{Group, NOT_STATED, public_cause};
use crate::question::Question;
use crate::rows::{Recourse, Terminal};
use crate::tally::{Above, Answer, Line, Tally, count_by};
use crate::treatment::{Because, is_duplicate};

/// Days that a traveller has to complete the file.
const COMPLETE_DAYS: i64 = 30;

/// Files complete within thirty days of filing.
pub(super) fn completeness(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let (mut took, mut left_out) = (Vec::new(), Vec::new());
    for (row, spell) in first_spells(rows).filter(|(_, spell)| cohort.has(spell.received)) {
        if is_duplicate(spell) {
            left_out.push(Because::Duplicate);
        } else if row.imported && spell.complete.is_none() {
            left_out.push(Because::Imported);
        } else if cohort.passed(spell.received, COMPLETE_DAYS) {
            took.push(spell.complete.map(|day| days(spell.received, day)));
        } else {
            left_out.push(Because::Immature);
        }
    }
    let found = took.iter().map(|took| match took {
        Some(days) if *days <= COMPLETE_DAYS => "complete-in-30",
        Some(_) => "complete-later",
        None => "never-complete",
    });
    let parts = count_by(["complete-in-30", "complete-later", "never-complete"], found);
    let at_once = count(took.iter().filter(|took| took.is_some_and(|days| days <= 0)));
    let tally =
        Tally::of(parts, Above::Part("complete-in-30"), Answer::Share).leaving_out(left_out);
    let of = tally.part("complete-in-30");
    tally.with([Line::Of { key: "complete-at-filing", count: at_once, of }])
}

type Doubt = (&'static str, fn(&Recourse) -> bool);

/// What makes a row less than certain.
const DOUBTS: [Doubt; 7] = [
    ("unknown-port", |row| row.place.port.is_none()),
    ("unknown-purpose", |row| is_unknown(row.purpose.as_deref())),
    ("unknown-language", |row| is_unknown(row.language.as_deref())),
    ("unknown-outcome", lacks_outcome),
    ("unknown-cause", lacks_cause),
    ("recorded-late", |row| row.record.late > 0),
    ("dates-corrected", |row| row.record.corrected > 0),
];

/// Rows with at least one doubt, and each doubt on its own line.
pub(super) fn data_quality(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let filed = first_spells(rows).filter(|(_, spell)| cohort.has(spell.received));
    let (duplicates, filed): (Vec<_>, Vec<_>) = filed.partition(|(_, s)| is_duplicate(s));
    let doubts: Vec<[bool; 7]> =
        filed.iter().map(|(row, _)| DOUBTS.map(|(_, doubt)| doubt(row))).collect();
    let found =
        doubts.iter().map(|of_row| if of_row.contains(&true) { "doubtful" } else { "sound" });
    let parts = count_by(["doubtful", "sound"], found);
    let of = filed.len() as u64;
    let lines = DOUBTS.iter().enumerate().map(|(place, (key, _))| Line::Of {
        key,
        count: count(doubts.iter().filter(|of_row| of_row[place])),
        of,
    });
    Tally::of(parts, Above::Part("doubtful"), Answer::Share)
        .leaving_out(vec![Because::Duplicate; duplicates.len()])
        .with(lines)
}

fn is_unknown(code: Option<&str>) -> bool {
    matches!(code.map(str::to_ascii_lowercase).as_deref(), None | Some("" | "unknown"))
}

fn lacks_outcome(row: &Recourse) -> bool {
    let ends = row.spells.iter().filter_map(|spell| spell.ended);
    let mut decided = ends.filter(|end| end.kind == Terminal::Decided);
    decided.any(|end| row.outcome_on(end.on) == Group::NotStated)
}

fn lacks_cause(row: &Recourse) -> bool {
    let last = row.issues.iter().filter_map(|issue| issue.dispositions.last());
    let mut righted = last.filter(|one| one.group().puts_right());
    righted.any(|one| public_cause(one.root_cause.as_deref()) == NOT_STATED)
}
