//! What figures are counted from: one row a recourse, codes and dates only.
//! It is folded from the case and holds nothing that a security list could colour; whoever
//! counts reads nothing else.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::deadline::Pause;
use crate::ids::Jurisdiction;
use crate::recourse::Recourse;
use crate::recourse::inquiry::{Draft, Finding, Inquiry, SecondSignature};

/// One recourse, ready to be counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Recourse id: opaque.
    pub recourse: String,
    /// Mechanism code.
    pub mechanism: String,
    /// Whose officers decided.
    pub jurisdiction: Jurisdiction,
    /// Place key of the first incident.
    pub place: String,
    /// Mode of travel of the first incident.
    pub mode: String,
    /// Purpose of travel.
    pub purpose: String,
    /// Complaint codes.
    pub complaints: Vec<String>,
    /// How it reached us.
    pub channel: String,
    /// Language of correspondence.
    pub language: String,
    /// Somebody acts for the traveller.
    pub represented: bool,
    /// Made up for a demonstration.
    pub synthetic: bool,
    /// Day of the first incident.
    pub incident: Option<Date>,
    /// Day on which it was recorded that it was received.
    pub recorded: Date,
    /// Spells, oldest first.
    pub spells: Vec<SpellFacts>,
    /// Contested decisions and what was decided on each.
    pub issues: Vec<IssueFacts>,
    /// Offices' parts.
    pub tasks: Vec<TaskFacts>,
    /// Corrections ordered.
    pub corrections: Vec<CorrectionFacts>,
    /// Days on which recurrence was reported to have happened.
    pub recurrences: Vec<Date>,
    /// Crossings reported: code and day.
    pub crossings: Vec<(String, Date)>,
    /// Adverse drafts on their way through the second signature.
    pub signatures: Vec<SignatureFacts>,
    /// Events of the case recorded more than three days after they happened.
    pub late: u32,
    /// Whose turn it is: `us`, `traveller`, `component`; absent once closed.
    pub waiting_for: Option<String>,
}

/// One spell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpellFacts {
    /// First filing or reopening.
    pub received: Date,
    /// Nothing was missing.
    pub complete: Option<Date>,
    /// First act of an officer.
    pub first_action: Option<Date>,
    /// Waits for the traveller.
    pub pauses: Vec<Pause>,
    /// Day and terminal code.
    pub ended: Option<(Date, String)>,
    /// Why it was reopened; absent for the first.
    pub reopened_for: Option<String>,
}

/// One contested decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueFacts {
    /// Complaint code.
    pub complaint: String,
    /// What was decided on it, oldest first: a reopened matter may be decided again, and the
    /// first decision stays what it was.
    pub decisions: Vec<DecisionFacts>,
}

/// One decision on one contested decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionFacts {
    /// Day of the decision.
    pub on: Date,
    /// Outcome code.
    pub outcome: String,
    /// Outcome group.
    pub group: String,
    /// Root-cause code.
    pub root_cause: String,
}

/// One office's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskFacts {
    /// Office code.
    pub component: String,
    /// Day asked.
    pub asked: Date,
    /// Day it should answer by.
    pub due: Date,
    /// Day it answered.
    pub answered: Option<Date>,
    /// Day on which the spell ended without its answer.
    pub cancelled: Option<Date>,
}

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionFacts {
    /// Day ordered.
    pub ordered: Date,
    /// Day it took effect.
    pub effective: Option<Date>,
}

/// An adverse draft until its second signature. A draft that was sent back goes on in the next
/// one of the same spell: what counts is what the second look changed in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureFacts {
    /// Day on which it was drafted.
    pub drafted: Date,
    /// Day on which the draft was settled: signed, or issued in a form that needs no signature.
    pub settled: Option<Date>,
    /// Whether any outcome differs from the first draft.
    pub changed: bool,
}

/// The facts of every recourse of a case.
pub fn facts(case: &Case, recorded: Date) -> Vec<Facts> {
    let of = |recourse: &Recourse| match recourse {
        Recourse::Inquiry(inquiry) => of_inquiry(case, inquiry, recorded),
    };
    case.recourses.iter().map(of).collect()
}

fn of_inquiry(case: &Case, inquiry: &Inquiry, recorded: Date) -> Facts {
    let first = case.incidents.first();
    Facts {
        recourse: inquiry.id.to_string(),
        mechanism: "inquiry".to_owned(),
        jurisdiction: case.jurisdiction,
        place: first.map_or_else(|| "unknown".to_owned(), |i| i.place.key.clone()),
        mode: first.map_or_else(String::new, |i| i.place.mode.code().to_owned()),
        purpose: case.purpose.code().to_owned(),
        complaints: inquiry.complaints.iter().map(|c| c.code().to_owned()).collect(),
        channel: case.channel.code().to_owned(),
        language: case.language.code().to_owned(),
        represented: case.representative.is_some(),
        synthetic: case.synthetic,
        incident: first.map(|i| i.on),
        recorded,
        spells: inquiry.spells.iter().map(spell).collect(),
        issues: issues(case, inquiry),
        tasks: inquiry.tasks.iter().map(|t| task(inquiry, t)).collect(),
        corrections: inquiry
            .corrections
            .iter()
            .map(|c| CorrectionFacts { ordered: c.ordered, effective: c.effective.map(|e| e.0) })
            .collect(),
        recurrences: inquiry.recurrences.clone(),
        crossings: inquiry
            .crossings
            .iter()
            .map(|(result, on)| (result.code().to_owned(), *on))
            .collect(),
        signatures: signatures(inquiry),
        late: case.late,
        waiting_for: waiting_for(inquiry),
    }
}

fn spell(spell: &crate::recourse::inquiry::Spell) -> SpellFacts {
    SpellFacts {
        received: spell.received,
        complete: spell.complete,
        first_action: spell.first_action,
        pauses: spell.pauses.clone(),
        ended: spell.ended.map(|(on, terminal)| (on, terminal.code().to_owned())),
        reopened_for: spell.reopened_for.map(|why| why.code().to_owned()),
    }
}

fn task(inquiry: &Inquiry, task: &crate::recourse::inquiry::Task) -> TaskFacts {
    let answered = task.answered.map(|(on, _)| on);
    let ends = inquiry.spells.iter().filter_map(|s| s.ended);
    let unanswered_at = ends.map(|(on, _)| on).find(|on| *on >= task.asked);
    TaskFacts {
        component: task.component.code().to_owned(),
        asked: task.asked,
        due: task.due,
        answered,
        cancelled: unanswered_at.filter(|_| answered.is_none()),
    }
}

fn issues(case: &Case, inquiry: &Inquiry) -> Vec<IssueFacts> {
    let one = |contested: &crate::case::Contested| IssueFacts {
        complaint: contested.complaint.code().to_owned(),
        decisions: inquiry
            .drafts
            .iter()
            .filter_map(|draft| {
                let finding = draft.findings.iter().find(|f| f.decision == contested.id)?;
                Some(decision(finding, draft.issued?))
            })
            .collect(),
    };
    case.contested.iter().map(one).collect()
}

fn decision(finding: &Finding, on: Date) -> DecisionFacts {
    DecisionFacts {
        on,
        outcome: finding.outcome.code().to_owned(),
        group: finding.outcome.group().code().to_owned(),
        root_cause: finding.root_cause.code().to_owned(),
    }
}

/// One for each spell in which an adverse draft went to a second officer.
fn signatures(inquiry: &Inquiry) -> Vec<SignatureFacts> {
    let of_spell = |drafts: &[Draft]| {
        let adverse = |draft: &Draft| draft.second_signature == SecondSignature::Adverse;
        let first = drafts.iter().find(|draft| adverse(draft))?;
        let settled = |draft: &Draft| draft.signed.or(draft.issued);
        let last = drafts.iter().rfind(|draft| settled(draft).is_some());
        Some(SignatureFacts {
            drafted: first.on,
            settled: last.and_then(settled),
            changed: last.is_some_and(|last| !same_outcomes(first, last)),
        })
    };
    let spells = inquiry.drafts.chunk_by(|one, next| one.spell == next.spell);
    spells.filter_map(of_spell).collect()
}

fn same_outcomes(one: &Draft, other: &Draft) -> bool {
    let outcomes = |draft: &Draft| -> Vec<_> {
        let found = draft.findings.iter();
        found.map(|f| (f.decision, f.outcome)).collect()
    };
    outcomes(one) == outcomes(other)
}

fn waiting_for(inquiry: &Inquiry) -> Option<String> {
    if !inquiry.open() {
        return None;
    }
    let whom = if inquiry.wait.is_some() {
        "traveller"
    } else if inquiry.tasks.iter().any(|t| t.answered.is_none()) {
        "component"
    } else {
        "us"
    };
    Some(whom.to_owned())
}

#[cfg(test)]
mod tests;
