//! How long people wait: cohorts observed to the as-of day, with those still waiting in them.
//! Net runs from the complete file, gross from the filing; both stand side by side.

use super::first_spells;
use crate::durations::{Calendar, days};
use crate::estimate::{Observation, cumulative_incidence, kaplan_meier};
use crate::question::Question;
use crate::rows::{Recourse, Spell, Terminal};
use crate::tally::{
    Above, Answer, Days, Line, MEDIAN_NEEDS, P90_NEEDS, Tally, count_by, incidence_line,
    survival_line,
};
use crate::treatment::{Because, is_decision, is_duplicate, lacks_history};

/// Aalen and Johansen's curve of decisions, every other end competing.
pub(super) fn time_to_decision(rows: &[&Recourse], question: &Question) -> Tally {
    let (net, left_out) = seen(rows, question, Calendar::Net);
    let (gross, _) = seen(rows, question, Calendar::Gross);
    let fate = |one: &Observation<Terminal>| match one.event {
        None => "open",
        Some(kind) if is_decision(kind) => "decided",
        Some(_) => "ended-otherwise",
    };
    let parts = count_by(["decided", "ended-otherwise", "open"], net.iter().map(fate));
    let net = cumulative_incidence(&net, Terminal::Decided);
    let gross = cumulative_incidence(&gross, Terminal::Decided);
    let half = Days::of_incidence(&net, 0.5, MEDIAN_NEEDS);
    let gross_half = Days::of_incidence(&gross, 0.5, MEDIAN_NEEDS);
    Tally::of(parts, Above::Part("decided"), Answer::Days(half)).leaving_out(left_out).with([
        Line::Days { key: "gross-half".into(), days: gross_half },
        incidence_line("net", &net),
        incidence_line("gross", &gross),
    ])
}

/// Kaplan and Meier's curve of any end: here nothing competes, so it is the right one.
pub(super) fn time_to_end(rows: &[&Recourse], question: &Question) -> Tally {
    let any = |(seen, left_out): (Vec<Observation<Terminal>>, Vec<Because>)| {
        let seen =
            seen.iter().map(|one| Observation { days: one.days, event: one.event.map(drop) });
        (seen.collect::<Vec<_>>(), left_out)
    };
    let (net, left_out) = any(seen(rows, question, Calendar::Net));
    let (gross, _) = any(seen(rows, question, Calendar::Gross));
    let fate = net.iter().map(|one| if one.event.is_some() { "ended" } else { "open" });
    let parts = count_by(["ended", "open"], fate);
    let (net, gross) = (kaplan_meier(&net), kaplan_meier(&gross));
    let line = |key: &str, curve, q, needs| Line::Days {
        key: key.to_owned(),
        days: Days::of_survival(curve, q, needs),
    };
    let half = Days::of_survival(&net, 0.5, MEDIAN_NEEDS);
    Tally::of(parts, Above::Part("ended"), Answer::Days(half)).leaving_out(left_out).with([
        line("net-p90", &net, 0.9, P90_NEEDS),
        line("gross-half", &gross, 0.5, MEDIAN_NEEDS),
        line("gross-p90", &gross, 0.9, P90_NEEDS),
        survival_line("net", &net),
        survival_line("gross", &gross),
    ])
}

/// Days until a person answered; an end without any answer competes.
pub(super) fn first_answer(rows: &[&Recourse], question: &Question) -> Tally {
    let cohort = question.cohort();
    let filed = first_spells(rows).filter(|(_, spell)| cohort.has(spell.received));
    let (duplicates, filed): (Vec<_>, Vec<_>) = filed.partition(|(_, s)| is_duplicate(s));
    let seen: Vec<Observation<&str>> = filed
        .iter()
        .map(|(_, spell)| {
            let (until, event) = match (spell.first_action, spell.ended) {
                (Some(answered), _) => (answered, Some("answered")),
                (None, Some(end)) => (end.on, Some("ended-otherwise")),
                (None, None) => (cohort.as_of, None),
            };
            Observation { days: days(spell.received, until).max(0), event }
        })
        .collect();
    let fates = seen.iter().map(|one| one.event.unwrap_or("open"));
    let parts = count_by(["answered", "ended-otherwise", "open"], fates);
    let curve = cumulative_incidence(&seen, "answered");
    let half = Days::of_incidence(&curve, 0.5, MEDIAN_NEEDS);
    let p90 = Days::of_incidence(&curve, 0.9, P90_NEEDS);
    Tally::of(parts, Above::Part("answered"), Answer::Days(half))
        .leaving_out(vec![Because::Duplicate; duplicates.len()])
        .with([Line::Days { key: "gross-p90".into(), days: p90 }, incidence_line("gross", &curve)])
}

/// The cohort of first spells on one calendar, and what had to be left out of it.
pub(super) fn seen(
    rows: &[&Recourse],
    question: &Question,
    on: Calendar,
) -> (Vec<Observation<Terminal>>, Vec<Because>) {
    let cohort = question.cohort();
    let (mut seen, mut left_out) = (Vec::new(), Vec::new());
    for (row, spell) in first_spells(rows) {
        let start = match on {
            Calendar::Gross => Some(spell.received),
            Calendar::Net => spell.complete,
        };
        if !cohort.has(start.unwrap_or(spell.received)) {
            continue;
        }
        match reason_to_leave_out(row, spell, start.is_some()) {
            Some(because) => left_out.push(because),
            None => seen.extend(start.map(|start| Observation {
                days: spell.length(on, start, spell.until(cohort.as_of)).max(0),
                event: spell.ended.map(|end| end.kind),
            })),
        }
    }
    (seen, left_out)
}

fn reason_to_leave_out(row: &Recourse, spell: &Spell, started: bool) -> Option<Because> {
    if is_duplicate(spell) {
        Some(Because::Duplicate)
    } else if lacks_history(row, spell) {
        Some(Because::Imported)
    } else if started {
        None
    } else {
        Some(Because::NeverComplete)
    }
}
