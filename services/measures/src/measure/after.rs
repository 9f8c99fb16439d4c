//! Whether it lasted: corrections that took effect, trouble that came back, cases that reopened.
//! Each looks a fixed number of days ahead and counts only what is old enough to be looked at.

use crate::durations::days;
use crate::estimate::{Observation, kaplan_meier};
use crate::question::{Cohort, Question};
use crate::rows::{Correction, Recourse, Spell, Terminal};
use crate::tally::{Above, Answer, Days, Line, MEDIAN_NEEDS, Tally, count_by};
use crate::treatment::Because;
use jiff::civil::Date;

/// Days that a correction has to take effect.
const EFFECT_DAYS: i64 = 60;

/// Days after an end in which a return counts.
const RETURN_DAYS: i64 = 180;

/// Corrections confirmed to work within sixty days of being ordered.
pub(super) fn effective(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let all = rows.iter().flat_map(|row| &row.corrections);
    let ordered: Vec<&Correction> = all.filter(|one| cohort.has(one.ordered)).collect();
    let (ripe, young): (Vec<&Correction>, Vec<&Correction>) =
        ordered.iter().partition(|one| cohort.passed(one.ordered, EFFECT_DAYS));
    let found = ripe.iter().map(|one| match one.effective {
        Some(day) if days(one.ordered, day) <= EFFECT_DAYS => "effective",
        Some(_) => "effective-later",
        None => "not-effective",
    });
    let parts = count_by(["effective", "effective-later", "not-effective"], found);
    let seen = ordered.iter().map(|one| Observation {
        days: days(one.ordered, one.effective.unwrap_or(cohort.as_of)).max(0),
        event: one.effective.map(drop),
    });
    let curve = kaplan_meier(&seen.collect::<Vec<_>>());
    let half = Days::of_survival(&curve, 0.5, MEDIAN_NEEDS);
    Tally::of(parts, Above::Part("effective"), Answer::Share)
        .leaving_out(vec![Because::Immature; young.len()])
        .with([Line::Days { key: "gross-half".into(), days: half }])
}

/// The same trouble reported again within 180 days of a favourable end: a lower bound.
pub(super) fn recurrence(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let closed: Vec<(&Recourse, Date)> =
        rows.iter().filter_map(|row| put_right_on(row, &cohort).map(|day| (*row, day))).collect();
    let (ripe, young): (Vec<_>, Vec<_>) =
        closed.into_iter().partition(|(_, day)| cohort.passed(*day, RETURN_DAYS));
    let soon = |day: Date, closed: Date| (0..=RETURN_DAYS).contains(&days(closed, day));
    let found = ripe.iter().map(|(row, closed)| {
        if row.recurrence.is_some_and(|day| soon(day, *closed)) {
            "recurred"
        } else {
            "not-reported"
        }
    });
    let parts = count_by(["recurred", "not-reported"], found);
    let crossed = ripe.iter().filter(|(row, closed)| row.crossings.iter().any(|d| d >= closed));
    let line =
        Line::Of { key: "crossing-reported", count: super::count(crossed), of: ripe.len() as u64 };
    Tally::of(parts, Above::Part("recurred"), Answer::Share)
        .leaving_out(vec![Because::Immature; young.len()])
        .with([line])
}

/// The first day in the period on which the recourse was closed wholly or partly in favour.
fn put_right_on(row: &Recourse, cohort: &Cohort) -> Option<Date> {
    let ends = row.spells.iter().filter_map(|spell| spell.ended);
    ends.filter(|end| end.kind == Terminal::Decided && cohort.has(end.on))
        .map(|end| end.on)
        .find(|day| row.outcome_on(*day).puts_right())
}

/// Spells reopened within 180 days of their end, by reason.
pub(super) fn reopened(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let (mut found, mut young) = (Vec::new(), Vec::new());
    for row in rows {
        for (place, spell) in row.spells.iter().enumerate() {
            match spell.ended {
                Some(end) if end.kind != Terminal::Duplicate && cohort.has(end.on) => {
                    if cohort.passed(end.on, RETURN_DAYS) {
                        found.push(reason(row.spells.get(place + 1), end.on));
                    } else {
                        young.push(Because::Immature);
                    }
                }
                Some(_) | None => {}
            }
        }
    }
    let keys = ["new-fact", "recurrence", "our-error", "other-reason", "not-reopened"];
    Tally::of(count_by(keys, found), Above::AllBut("not-reopened"), Answer::Share)
        .leaving_out(young)
}

fn reason(next: Option<&Spell>, ended: Date) -> &'static str {
    match next.filter(|next| days(ended, next.received) <= RETURN_DAYS) {
        None => "not-reopened",
        Some(next) => match next.reopened_for.as_deref() {
            Some("NEW_FACT") => "new-fact",
            Some("RECURRENCE") => "recurrence",
            Some("OUR_ERROR") => "our-error",
            Some(_) | None => "other-reason",
        },
    }
}
