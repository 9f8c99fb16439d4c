//! What came and what went: counts by the period of the event.

use super::{count, first_spells};
use crate::estimate::real;
use crate::protect::is_small;
use crate::question::{Cohort, Question};
use crate::rows::{Recourse, Spell, Terminal};
use crate::tally::{Above, Answer, Below, Line, Tally, count_by};
use crate::treatment::{Because, is_duplicate};

/// What arrived in the period, duplicates removed; reopenings are a line of their own.
pub(super) fn received(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let came = first_spells(rows).filter(|(_, spell)| cohort.has(spell.received));
    let (duplicates, came): (Vec<_>, Vec<_>) = came.partition(|(_, spell)| is_duplicate(spell));
    let way = |row: &Recourse| {
        if row.transferred_in { "transferred-in" } else { "filed-here" }
    };
    let parts = count_by(["filed-here", "transferred-in"], came.iter().map(|(row, _)| way(row)));
    let mut tally = Tally::of(parts, Above::All, Answer::Count)
        .leaving_out(vec![Because::Duplicate; duplicates.len()])
        .with([Line::Count { key: "reopened", count: reopened(rows, &cohort) }]);
    tally.denominator = Below::Nothing;
    tally
}

/// Every end in the period, by kind; never one "closed" alone. Duplicates are left out and counted.
pub(super) fn closed_by_kind(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let (duplicates, kinds): (Vec<Terminal>, Vec<Terminal>) =
        ends(rows, &cohort).partition(|kind| *kind == Terminal::Duplicate);
    let keys = Terminal::ALL.into_iter().filter(|kind| *kind != Terminal::Duplicate);
    let parts = count_by(keys.map(Terminal::line), kinds.iter().map(|kind| kind.line()));
    let mut tally = Tally::of(parts, Above::All, Answer::Count)
        .leaving_out(vec![Because::Duplicate; duplicates.len()]);
    tally.denominator = Below::Nothing;
    tally
}

/// What went over what came; above one, the stock falls.
pub(super) fn clearance(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let fresh =
        first_spells(rows).filter(|(_, spell)| cohort.has(spell.received) && !is_duplicate(spell));
    let again = reopened(rows, &cohort);
    let arrived = count(fresh) + again;
    let mut tally = two_counts(("closed", closed(rows, &cohort)), ("arrived", arrived), 1.0);
    if is_small(again) {
        // What arrived, less what was received, would tell how few were reopened.
        tally.given_away.push("arrived");
    }
    tally
}

/// Days of work in stock: what is open over what went, in days of the period.
pub(super) fn disposition_time(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let open = count(rows.iter().filter(|row| row.is_open_on(cohort.evening())));
    let days = u64::try_from(cohort.days()).unwrap_or(0);
    two_counts(("open", open), ("closed", closed(rows, &cohort)), real(days))
}

fn two_counts(above: (&'static str, u64), below: (&'static str, u64), times: f64) -> Tally {
    let parts = vec![(above.0.to_owned(), above.1), (below.0.to_owned(), below.1)];
    let ratio = real(above.1) / real(below.1) * times;
    let mut tally = Tally::of(parts, Above::Part(above.0), Answer::Ratio(ratio));
    tally.adds_up = false;
    tally.denominator = Below::Part(below.0);
    tally
}

fn closed(rows: &[&Recourse], cohort: &Cohort) -> u64 {
    count(ends(rows, cohort).filter(|kind| *kind != Terminal::Duplicate))
}

fn ends<'a>(rows: &'a [&'a Recourse], cohort: &'a Cohort) -> impl Iterator<Item = Terminal> + 'a {
    let spells = rows.iter().flat_map(|row| &row.spells);
    spells.filter_map(|spell| spell.ended).filter(|end| cohort.has(end.on)).map(|end| end.kind)
}

fn reopened(rows: &[&Recourse], cohort: &Cohort) -> u64 {
    let again = rows.iter().flat_map(|row| row.spells.iter().skip(1));
    count(again.filter(|spell: &&Spell| cohort.has(spell.received)))
}
