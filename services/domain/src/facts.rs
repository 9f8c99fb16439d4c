//! What figures are counted from: one row a recourse, codes and dates only.
//! It is folded from the case and holds nothing that a security list could colour; whoever
//! counts reads nothing else.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::deadline::Pause;
use crate::ids::Jurisdiction;
use crate::recourse::Recourse;
use crate::recourse::inquiry::{Inquiry, SecondSignature};

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
    /// Last crossing reported: code and day.
    pub crossing: Option<(String, Date)>,
    /// The draft's second signature.
    pub signature: Option<SignatureFacts>,
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
}

/// One contested decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueFacts {
    /// Complaint code.
    pub complaint: String,
    /// Outcome code, once decided.
    pub outcome: Option<String>,
    /// Outcome group, once decided.
    pub group: Option<String>,
    /// Root-cause code, once decided.
    pub root_cause: Option<String>,
    /// Day of the decision.
    pub decided: Option<Date>,
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
}

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionFacts {
    /// Day ordered.
    pub ordered: Date,
    /// Day it took effect.
    pub effective: Option<Date>,
}

/// The second signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureFacts {
    /// Drafted.
    pub drafted: Date,
    /// Signed.
    pub signed: Option<Date>,
    /// The outcome was adverse or partly so.
    pub adverse: bool,
    /// Drafts sent back before this one.
    pub sent_back: usize,
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
        complaints: inquiry
            .complaints
            .iter()
            .map(|c| c.code().to_owned())
            .collect(),
        channel: case.channel.code().to_owned(),
        language: case.language.code().to_owned(),
        represented: case.representative.is_some(),
        synthetic: case.synthetic,
        incident: first.map(|i| i.on),
        recorded,
        spells: inquiry.spells.iter().map(spell).collect(),
        issues: issues(case, inquiry),
        tasks: inquiry.tasks.iter().map(task).collect(),
        corrections: inquiry
            .corrections
            .iter()
            .map(|c| CorrectionFacts {
                ordered: c.ordered,
                effective: c.effective.map(|e| e.0),
            })
            .collect(),
        recurrences: inquiry.recurrences.clone(),
        crossing: inquiry
            .crossing
            .map(|(result, on)| (result.code().to_owned(), on)),
        signature: signature(inquiry),
        waiting_for: waiting_for(inquiry),
    }
}

fn spell(spell: &crate::recourse::inquiry::Spell) -> SpellFacts {
    SpellFacts {
        received: spell.received,
        complete: spell.complete,
        first_action: spell.first_action,
        pauses: spell.pauses.clone(),
        ended: spell
            .ended
            .map(|(on, terminal)| (on, terminal.code().to_owned())),
    }
}

fn task(task: &crate::recourse::inquiry::Task) -> TaskFacts {
    TaskFacts {
        component: task.component.code().to_owned(),
        asked: task.asked,
        due: task.due,
        answered: task.answered.map(|(on, _)| on),
    }
}

fn issues(case: &Case, inquiry: &Inquiry) -> Vec<IssueFacts> {
    let decided = inquiry
        .proposal
        .as_ref()
        .filter(|p| inquiry.decision == Some(p.id));
    let on = decided.and_then(|_| inquiry.closed_on());
    let one = |contested: &crate::case::Contested| {
        let finding = decided.and_then(|p| p.findings.iter().find(|f| f.decision == contested.id));
        IssueFacts {
            complaint: contested.complaint.code().to_owned(),
            outcome: finding.map(|f| f.outcome.code().to_owned()),
            group: finding.map(|f| f.outcome.group().code().to_owned()),
            root_cause: finding.map(|f| f.root_cause.code().to_owned()),
            decided: finding.and(on),
        }
    };
    case.contested.iter().map(one).collect()
}

fn signature(inquiry: &Inquiry) -> Option<SignatureFacts> {
    let proposal = inquiry.proposal.as_ref()?;
    (proposal.second_signature != SecondSignature::NotNeeded).then(|| SignatureFacts {
        drafted: proposal.on,
        signed: proposal.signed.map(|(on, _)| on),
        adverse: proposal.second_signature == SecondSignature::Adverse,
        sent_back: inquiry.sent_back,
    })
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
