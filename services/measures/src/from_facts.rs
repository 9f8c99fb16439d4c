//! From the facts that the law folds out of a case to the row that is counted. Everything here
//! renames and arranges; nothing is worked out that the facts do not say.
//!
//! A row made here is never marked as sealed. What a security list had to do with a matter lives
//! in sealed matter alone and reaches no fact, so two people who differ in nothing else have equal
//! facts, equal rows and equal figures: the swap changes nothing because it cannot be seen.

use domain::facts::{Facts, IssueFacts, SignatureFacts, SpellFacts, TaskFacts};
use domain::ids::Jurisdiction;
use domain::place::Places;
use jiff::civil::Date;

use crate::durations::WAIT_TRAVELLER;
use crate::rows::{
    Correction, Disposition, End, Issue, Pause, Place, Record, Recourse, Signature, Spell, Task,
    Terminal,
};

impl Recourse {
    /// The row of one recourse; its place is looked up in the list of places.
    pub fn from_facts(facts: &Facts, places: &Places) -> Self {
        Self {
            recourse: facts.recourse.clone(),
            mechanism: facts.mechanism.clone(),
            jurisdiction: jurisdiction(facts.jurisdiction).to_owned(),
            agency: None,
            place: place(facts, places),
            purpose: known(&facts.purpose),
            complaints: facts.complaints.clone(),
            channel: known(&facts.channel),
            language: known(&facts.language),
            represented: Some(facts.represented),
            sealed: false,
            imported: false,
            synthetic: facts.synthetic,
            transferred_in: false,
            spells: facts.spells.iter().filter_map(spell).collect(),
            issues: facts.issues.iter().map(issue).collect(),
            tasks: facts.tasks.iter().map(task).collect(),
            corrections: corrections(facts),
            signatures: facts.signatures.iter().map(signature).collect(),
            recurrence: recurrence(facts),
            crossings: facts.crossings.iter().map(|(_, on)| *on).collect(),
            // The record has no event that corrects a date yet, so none was corrected.
            record: Record { late: facts.late, corrected: 0 },
        }
    }
}

const fn jurisdiction(whose: Jurisdiction) -> &'static str {
    match whose {
        Jurisdiction::Ca => "ca",
        Jurisdiction::Us => "us",
    }
}

fn known(code: &str) -> Option<String> {
    (!matches!(code, "" | "unknown")).then(|| code.to_owned())
}

fn place(facts: &Facts, places: &Places) -> Place {
    let found = places.find(&facts.place);
    Place {
        port: found.map(|place| place.key.clone()).filter(|key| key != "unknown"),
        region: found.map(|place| place.region.clone()),
        country: found.map(|place| jurisdiction(place.country).to_owned()),
        mode: known(&facts.mode),
    }
}

/// A spell whose end has a code that this program does not know is left out rather than kept open.
fn spell(facts: &SpellFacts) -> Option<Spell> {
    let ended = match &facts.ended {
        None => None,
        Some((on, code)) => Some(End { on: *on, kind: terminal(code)? }),
    };
    let pause = |pause: &domain::deadline::Pause| Pause {
        reason: WAIT_TRAVELLER.to_owned(),
        from: pause.from,
        to: pause.to,
    };
    Some(Spell {
        received: facts.received,
        complete: facts.complete,
        first_action: facts.first_action,
        pauses: facts.pauses.iter().map(pause).collect(),
        ended,
        reopened_for: facts.reopened_for.clone(),
    })
}

fn terminal(code: &str) -> Option<Terminal> {
    Terminal::ALL.into_iter().find(|kind| kind.line() == code)
}

fn issue(facts: &IssueFacts) -> Issue {
    let decisions = facts.decisions.iter();
    let dispositions = decisions.map(|decision| Disposition {
        on: decision.on,
        outcome: Some(decision.outcome.clone()),
        root_cause: Some(decision.root_cause.clone()),
    });
    Issue { dispositions: dispositions.collect() }
}

fn task(facts: &TaskFacts) -> Task {
    Task {
        office: facts.component.clone(),
        asked: facts.asked,
        due: Some(facts.due),
        answered: facts.answered,
        cancelled: facts.cancelled,
    }
}

fn corrections(facts: &Facts) -> Vec<Correction> {
    let ordered = facts.corrections.iter();
    let row = ordered.map(|correction| Correction {
        ordered: correction.ordered,
        effective: correction.effective,
    });
    row.collect()
}

fn signature(facts: &SignatureFacts) -> Signature {
    Signature { proposed: facts.drafted, signed: facts.settled, changed: facts.changed }
}

/// The first report that follows an end; else the first one.
fn recurrence(facts: &Facts) -> Option<Date> {
    let first_end = facts.spells.iter().filter_map(|s| s.ended.as_ref()).map(|e| e.0).min();
    let since = first_end.unwrap_or(Date::MIN);
    let mut days = facts.recurrences.clone();
    days.sort_unstable();
    let after = days.iter().find(|day| **day >= since);
    after.or(days.first()).copied()
}

#[cfg(test)]
mod tests;
