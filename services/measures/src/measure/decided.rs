//! What was decided, why it had gone wrong, and what becomes of those who file.

use super::{count, first_spells};
use crate::durations::days;
use crate::estimate::{Observation, cumulative_incidence};
use crate::outcome::{Group, NOT_STATED, public_cause};
use crate::question::{Cohort, Question};
use crate::rows::{Disposition, Recourse, Spell, Terminal};
use crate::tally::{Above, Answer, Line, Tally, count_by, incidence_line};
use crate::treatment::{Because, is_duplicate, lacks_history};

/// The day by which the headline of `file-to-outcome` is read.
const READ_ON_DAY: i64 = 180;

/// Issues by public outcome group, in the period of their decision.
pub(super) fn outcomes(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let groups: Vec<Group> = in_force(rows, &cohort).map(Disposition::group).collect();
    let (none, stated): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| *group == Group::NoDecision);
    let keys = Group::ALL.into_iter().filter(|group| *group != Group::NoDecision);
    let parts = count_by(keys.map(Group::line), stated.iter().map(|group| group.line()));
    let of = stated.len() as u64 + none.len() as u64;
    Tally::of(parts, Above::Part("favourable"), Answer::Share)
        .leaving_out(vec![Because::NoDecision; none.len()])
        .with(whole_recourses(rows, &cohort))
        .with([Line::Of { key: "changed-on-reopening", count: changed(rows, &cohort), of }])
}

/// "Any favourable" and "all favourable" for whole recourses: two answers, so both are shown.
fn whole_recourses(rows: &[&Recourse], cohort: &Cohort) -> [Line; 2] {
    let decided: Vec<Vec<Group>> = rows
        .iter()
        .map(|row| in_force(&[row], cohort).map(Disposition::group).collect::<Vec<_>>())
        .filter(|groups| groups.iter().any(|group| *group != Group::NoDecision))
        .collect();
    let good = |group: &Group| *group == Group::Favourable;
    let any = count(decided.iter().filter(|groups| groups.iter().any(good)));
    let all = count(decided.iter().filter(|groups| groups.iter().all(good)));
    let of = decided.len() as u64;
    [
        Line::Of { key: "any-favourable", count: any, of },
        Line::Of { key: "all-favourable", count: all, of: any },
    ]
}

/// The disposition in force of each issue, if it was given in the period.
fn in_force<'a>(
    rows: &'a [&'a Recourse],
    cohort: &'a Cohort,
) -> impl Iterator<Item = &'a Disposition> + 'a {
    let issues = rows.iter().flat_map(|row| &row.issues);
    issues.filter_map(|issue| issue.dispositions.last()).filter(|last| cohort.has(last.on))
}

fn changed(rows: &[&Recourse], cohort: &Cohort) -> u64 {
    let issues = rows.iter().flat_map(|row| &row.issues);
    count(issues.filter(|issue| match issue.dispositions.as_slice() {
        [.., before, last] => cohort.has(last.on) && before.group() != last.group(),
        [] | [_] => false,
    }))
}

/// Why it had gone wrong, among issues that were put right wholly or partly.
pub(super) fn root_cause(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let righted = in_force(rows, &cohort).filter(|last| last.group().puts_right());
    let causes = righted.map(|last| public_cause(last.root_cause.as_deref()));
    Tally::of(count_by([NOT_STATED], causes), Above::AllBut(NOT_STATED), Answer::Share)
}

/// The lines of `file-to-outcome`, which with "open" add up to one on every day.
const FATES: [&str; 6] =
    ["favourable", "partly", "maintained", "not-stated", "no-decision", "deemed"];

/// Cumulative incidence of each fate in the filing cohort, on the traveller's calendar.
pub(super) fn file_to_outcome(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let (mut seen, mut left_out) = (Vec::new(), Vec::new());
    for (row, spell) in first_spells(rows).filter(|(_, spell)| cohort.has(spell.received)) {
        if is_duplicate(spell) {
            left_out.push(Because::Duplicate);
        } else if lacks_history(row, spell) {
            left_out.push(Because::Imported);
        } else {
            let length = days(spell.received, spell.until(cohort.as_of)).max(0);
            seen.push(Observation { days: length, event: fate(row, spell) });
        }
    }
    let fates = seen.iter().map(|one| one.event.unwrap_or("open"));
    let parts = count_by(FATES.into_iter().chain(["open"]), fates);
    let curves = FATES.map(|fate| (fate, cumulative_incidence(&seen, fate)));
    let good = &curves[0].1;
    let far_enough = good.seen_until >= READ_ON_DAY;
    let interval = good.step(READ_ON_DAY).and_then(|step| step.band).filter(|_| far_enough);
    let answer = Answer::Read { share: far_enough.then(|| good.at(READ_ON_DAY)), interval };
    Tally::of(parts, Above::Part("favourable"), answer)
        .leaving_out(left_out)
        .with(curves.iter().map(|(fate, curve)| incidence_line(*fate, curve)))
}

fn fate(row: &Recourse, spell: &Spell) -> Option<&'static str> {
    let end = spell.ended?;
    Some(match end.kind {
        Terminal::Decided => match row.outcome_on(end.on) {
            Group::Favourable => "favourable",
            Group::Partly => "partly",
            Group::Maintained | Group::NoRecord | Group::Unconfirmed => "maintained",
            Group::NoDecision => "no-decision",
            Group::NotStated => "not-stated",
        },
        Terminal::Deemed => "deemed",
        Terminal::Withdrawn
        | Terminal::Abandoned
        | Terminal::Returned
        | Terminal::Transferred
        | Terminal::Duplicate
        | Terminal::Superseded => "no-decision",
    })
}
