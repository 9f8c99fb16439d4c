//! Whether the service standard was kept, on our calendar and on the traveller's.

use super::first_spells;
use crate::durations::Calendar;
use crate::protect::is_small;
use crate::question::{Cohort, Question};
use crate::rows::{Recourse, Spell};
use crate::tally::{Above, Answer, Line, Tally, count_by};
use crate::treatment::{Because, Verdict, is_duplicate};

/// Decided within the standard, days of waiting for the traveller not counted.
pub(super) fn in_time(rows: &[&Recourse], question: &Question) -> Tally {
    judged(rows, question, Calendar::Net).unwrap_or_else(no_standard)
}

/// The same with every day counted, and how many decisions only the pauses made timely.
pub(super) fn in_time_gross(rows: &[&Recourse], question: &Question) -> Tally {
    let Some(mut tally) = judged(rows, question, Calendar::Gross) else {
        return no_standard();
    };
    let net = verdicts(rows, question, Calendar::Net).into_iter().flatten();
    let gross = verdicts(rows, question, Calendar::Gross).into_iter().flatten();
    let saved = net.zip(gross).filter(|pair| *pair == (Verdict::InTime, Verdict::Missed)).count();
    let saved = saved as u64;
    for (_, late) in tally.parts.iter_mut().filter(|(key, _)| key == "late") {
        *late -= saved;
    }
    tally.parts.push(("late-but-for-pauses".to_owned(), saved));
    if is_small(saved) {
        // In time net, less in time gross, would tell how few the pauses saved.
        tally.given_away.push("in-time");
    }
    tally
}

fn no_standard() -> Tally {
    let parts = count_by(["in-time", "late"], []);
    Tally::of(parts, Above::Part("in-time"), Answer::NoStandard)
}

fn judged(rows: &[&Recourse], question: &Question, on: Calendar) -> Option<Tally> {
    let (kept, left_out) = split(verdicts(rows, question, on)?);
    let parts = count_by(["in-time", "late"], kept);
    let tally = Tally::of(parts, Above::Part("in-time"), Answer::Share).leaving_out(left_out);
    Some(tally.with(reopened(rows, question, on)))
}

fn verdicts(rows: &[&Recourse], question: &Question, on: Calendar) -> Option<Vec<Verdict>> {
    let standard = question.standard.as_ref()?.days;
    let cohort = question.cohort();
    let started = first_spells(rows).filter(|(_, spell)| clock_in(spell, &cohort));
    let judge = |(row, spell): (&Recourse, &Spell)| {
        crate::treatment::in_time(row, spell, standard, on, &cohort)
    };
    Some(started.map(judge).collect())
}

/// Its clock started in the period; where it never started, it was received in the period.
fn clock_in(spell: &Spell, cohort: &Cohort) -> bool {
    cohort.has(spell.complete.unwrap_or(spell.received))
}

/// Reopened spells have a standard of their own and never change the first result.
fn reopened(rows: &[&Recourse], question: &Question, on: Calendar) -> Option<Line> {
    let standard = question.standard.as_ref()?.days;
    let cohort = question.cohort();
    let again = rows.iter().flat_map(|row| row.spells.iter().skip(1).map(move |s| (*row, s)));
    let judged = again
        .filter(|(_, spell)| clock_in(spell, &cohort) && !is_duplicate(spell))
        .map(|(row, spell)| crate::treatment::in_time(row, spell, standard, on, &cohort));
    let (kept, _) = split(judged.collect());
    let count = kept.iter().filter(|key| **key == "in-time").count() as u64;
    Some(Line::Of { key: "reopened-in-time", count, of: kept.len() as u64 })
}

fn split(verdicts: Vec<Verdict>) -> (Vec<&'static str>, Vec<Because>) {
    let (mut kept, mut left_out) = (Vec::new(), Vec::new());
    for verdict in verdicts {
        match verdict {
            Verdict::InTime => kept.push("in-time"),
            Verdict::Missed => kept.push("late"),
            Verdict::LeftOut(because) => left_out.push(because),
        }
    }
    (kept, left_out)
}
