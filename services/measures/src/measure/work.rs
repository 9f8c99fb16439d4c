//! Where the time goes: waiting for the traveller, with each office, at the second signature.

use std::collections::BTreeMap;

use crate::durations::{days, paused};
use crate::estimate::{Observation, kaplan_meier, real};
use crate::question::{Cohort, Question};
use crate::rows::{Pause, Recourse, Spell, Task};
use crate::tally::{
    Above, Answer, Below, Days, Line, MEDIAN_NEEDS, Tally, count_by, survival_line,
};
use crate::treatment::is_duplicate;
use jiff::civil::Date;

/// Days spent waiting for the traveller over all days, in spells that ended in the period.
pub(super) fn pause_share(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let spells = rows.iter().flat_map(|row| &row.spells).filter(|spell| !is_duplicate(spell));
    let ended: Vec<(&Spell, Date)> = spells
        .filter_map(|spell| spell.ended.map(|end| (spell, end.on)))
        .filter(|(_, on)| cohort.has(*on))
        .collect();
    let waited = ended.iter().map(|(spell, on)| paused(spell.waits(), spell.received, *on)).sum();
    let lived = ended.iter().map(|(spell, on)| days(spell.received, *on)).sum();
    let found = ended.iter().map(|(spell, _)| match spell.waits().count() {
        0 => "no-pause",
        1 => "one-pause",
        _ => "several-pauses",
    });
    let parts = count_by(["no-pause", "one-pause", "several-pauses"], found);
    let share = amount(waited) / amount(lived);
    let mut tally = Tally::of(parts, Above::All, Answer::Ratio(share)).with(pause_lines(&ended));
    tally.amounts = Some((waited, lived));
    tally
}

fn pause_lines(ended: &[(&Spell, Date)]) -> Vec<Line> {
    let over = ended.len() as u64;
    let length = |pause: &Pause, on: Date| days(pause.from, pause.to.unwrap_or(on).min(on)).max(0);
    let (mut lengths, mut by_reason) = (Vec::new(), BTreeMap::<&str, i64>::new());
    for (spell, on) in ended {
        lengths.extend(spell.waits().map(|pause| length(pause, *on)));
        for pause in &spell.pauses {
            *by_reason.entry(&pause.reason).or_default() += length(pause, *on);
        }
    }
    let each = real(lengths.len() as u64) / real(over);
    let median = Days::of_values(&lengths, 0.5, MEDIAN_NEEDS);
    let mut lines = vec![
        Line::Mean { key: "pauses-per-spell".into(), value: each, over },
        Line::Days { key: "pause-half".into(), days: median },
    ];
    lines.extend(by_reason.into_iter().map(|(reason, days)| Line::Mean {
        key: reason.to_owned(),
        value: amount(days) / real(over),
        over,
    }));
    lines
}

/// Days from asking an office to its answer, each office on its own line.
pub(super) fn component_time(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let all = rows.iter().flat_map(|row| row.public_tasks());
    let asked: Vec<&Task> = all.filter(|task| cohort.has(task.asked)).collect();
    let mut offices: BTreeMap<&str, Vec<&Task>> = BTreeMap::new();
    for task in &asked {
        offices.entry(&task.office).or_default().push(task);
    }
    let parts = offices.iter().map(|(name, tasks)| ((*name).to_owned(), tasks.len() as u64));
    let whole = kaplan_meier(&answers(&asked, &cohort));
    let half = Days::of_survival(&whole, 0.5, MEDIAN_NEEDS);
    let mut tally = Tally::of(parts.collect(), Above::All, Answer::Days(half));
    tally.denominator = Below::Nothing;
    let each = offices.iter().map(|(name, tasks)| {
        let curve = kaplan_meier(&answers(tasks, &cohort));
        let half = Days::of_survival(&curve, 0.5, MEDIAN_NEEDS);
        Line::Days { key: (*name).to_owned(), days: half }
    });
    tally.with(each).with([against_due(&asked, &cohort), survival_line("gross", &whole)])
}

fn answers(tasks: &[&Task], cohort: &Cohort) -> Vec<Observation<()>> {
    let seen = tasks.iter().map(|task| Observation {
        days: days(task.asked, task.answered.or(task.cancelled).unwrap_or(cohort.as_of)).max(0),
        event: task.answered.map(drop),
    });
    seen.collect()
}

/// Where each task stands against the day on which its answer was due.
fn against_due(asked: &[&Task], cohort: &Cohort) -> Line {
    let found = asked.iter().map(|task| {
        let until = task.answered.or(task.cancelled).unwrap_or(cohort.as_of);
        let late = task.due.is_some_and(|due| until > due);
        match (task.answered, task.cancelled) {
            (Some(_), _) if late => "answered-past-due",
            (Some(_), _) => "answered-by-due",
            (None, Some(_)) => "not-needed",
            (None, None) if late => "open-past-due",
            (None, None) => "open-not-due",
        }
    });
    let keys =
        ["answered-by-due", "answered-past-due", "open-not-due", "open-past-due", "not-needed"];
    Line::Split(count_by(keys, found))
}

/// Adverse decisions that the second person changed, and how long they waited for that person.
pub(super) fn second_signature(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let all = || rows.iter().flat_map(|row| &row.signatures);
    let signed = all().filter(|one| one.signed.is_some_and(|day| cohort.has(day)));
    let found = signed.map(|one| if one.changed { "changed" } else { "confirmed" });
    let parts = count_by(["changed", "confirmed"], found);
    let waits = all().filter(|one| cohort.has(one.proposed)).map(|one| Observation {
        days: days(one.proposed, one.signed.unwrap_or(cohort.as_of)).max(0),
        event: one.signed.map(drop),
    });
    let curve = kaplan_meier(&waits.collect::<Vec<_>>());
    let half = Days::of_survival(&curve, 0.5, MEDIAN_NEEDS);
    Tally::of(parts, Above::Part("changed"), Answer::Share)
        .with([Line::Days { key: "wait-half".into(), days: half }])
}

#[expect(clippy::cast_precision_loss, reason = "sums of days stay far below 2^52")]
fn amount(days: i64) -> f64 {
    days as f64
}
