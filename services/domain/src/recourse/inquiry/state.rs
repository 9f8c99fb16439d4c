//! Where an inquiry stands, folded from its events. Everything else that is shown or counted
//! (public status, timers, facts for measures) is derived from this.

use jiff::civil::Date;

use super::codes::{Complaint, Component, Crossing, Disclosure, Item, Proof, ReopenedFor, Urgency};
use super::event::{Event, Finding, SecondSignature};
use super::timers::TimerKind;
use crate::deadline::{Pause, Told};
use crate::ids::{MatterId, PartId, RecourseId, StaffId};
use crate::purpose::codes;

codes!(
    /// Where the recourse stands, inside the office.
    Stage {
        /// Number issued, not yet checked.
        Submitted = "submitted",
        /// Items are missing.
        Incomplete = "incomplete",
        /// Complete; components are being asked and answer.
        InProcess = "in_process",
        /// The traveller was asked for more.
        AwaitingTraveller = "awaiting_traveller",
        /// A draft waits for a second signature.
        AwaitingSignature = "awaiting_signature",
        /// Signed; corrections are being made and confirmed.
        Correcting = "correcting",
        /// Ended; how, is the terminal.
        Closed = "closed",
    }
);

codes!(
    /// How a spell ended.
    Terminal {
        /// Decided on the substance.
        Decided = "decided",
        /// Withdrawn.
        Withdrawn = "withdrawn",
        /// Nothing came by the last day.
        Abandoned = "abandoned",
        /// Out of scope, sent back.
        Returned = "returned",
        /// Went to another body.
        Transferred = "transferred",
        /// Already in hand elsewhere.
        Duplicate = "duplicate",
    }
);

/// One uninterrupted life of the inquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    /// First filing, or reopening.
    pub received: Date,
    /// First day on which nothing was missing.
    pub complete: Option<Date>,
    /// First act of an officer.
    pub first_action: Option<Date>,
    /// Waits for the traveller after the clock had started.
    pub pauses: Vec<Pause>,
    /// How and when it ended.
    pub ended: Option<(Date, Terminal)>,
    /// Why it was reopened; absent for the first.
    pub reopened_for: Option<ReopenedFor>,
    /// Timers elapsed before this spell began, so that each spell has its own.
    pub elapsed_before: usize,
    /// Day of its last status letter.
    pub status_on: Option<Date>,
}

/// What the traveller is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// The request; absent for what the filing itself lacked.
    pub request: Option<PartId>,
    /// Each item.
    pub items: Vec<Item>,
    /// What the officer wrote.
    pub text: Option<MatterId>,
    /// The date told.
    pub told: Told,
}

/// An office's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The task.
    pub id: PartId,
    /// The office.
    pub component: Component,
    /// Day it was asked.
    pub asked: Date,
    /// Day by which it should answer.
    pub due: Date,
    /// Day and code of the answer.
    pub answered: Option<(Date, super::codes::Answer)>,
    /// The comment that came with it.
    pub comment: Option<MatterId>,
}

/// A correction and whether it was seen to work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The correction.
    pub id: PartId,
    /// Where it must take effect.
    pub system: super::codes::Downstream,
    /// Day it was ordered.
    pub ordered: Date,
    /// Day it took effect and how that was seen.
    pub effective: Option<(Date, Proof)>,
}

/// A drafted decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The proposal.
    pub id: PartId,
    /// Who drafted it.
    pub by: Option<StaffId>,
    /// Day it was drafted.
    pub on: Date,
    /// One finding for each contested decision.
    pub findings: Vec<Finding>,
    /// How much the letter may say.
    pub disclosure: Disclosure,
    /// Reasons in English.
    pub reasons_en: Option<MatterId>,
    /// Reasons in French.
    pub reasons_fr: Option<MatterId>,
    /// Whether and why a second officer signs.
    pub second_signature: SecondSignature,
    /// Day and hand of the second signature.
    pub signed: Option<(Date, Option<StaffId>)>,
}

/// A draft and what became of it. Every draft is kept, also when it was sent back or when a
/// later spell decided otherwise: without them nobody could say what a second look changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The proposal.
    pub id: PartId,
    /// The spell in which it was drafted, from 0.
    pub spell: usize,
    /// Day it was drafted.
    pub on: Date,
    /// One finding for each contested decision.
    pub findings: Vec<Finding>,
    /// Whether and why a second officer signs.
    pub second_signature: SecondSignature,
    /// Day of the second signature.
    pub signed: Option<Date>,
    /// Day it was issued as the decision.
    pub issued: Option<Date>,
}

/// The state of an inquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inquiry {
    /// The recourse.
    pub id: RecourseId,
    /// Where it stands.
    pub stage: Stage,
    /// Complaint codes.
    pub complaints: Vec<Complaint>,
    /// What the filing must be accompanied by.
    pub needs: Vec<Item>,
    /// Spells, oldest first; at least one.
    pub spells: Vec<Spell>,
    /// What the traveller is waited for.
    pub wait: Option<Wait>,
    /// How many document requests there have been.
    pub requests: usize,
    /// Offices' parts.
    pub tasks: Vec<Task>,
    /// The proposal on the table, or the decision.
    pub proposal: Option<Proposal>,
    /// Every draft there was, oldest first.
    pub drafts: Vec<Draft>,
    /// Drafts sent back by the second hand.
    pub sent_back: usize,
    /// Corrections of this spell.
    pub corrections: Vec<Correction>,
    /// Last decision issued.
    pub decision: Option<PartId>,
    /// Timers that have elapsed.
    pub elapsed: Vec<(TimerKind, Date)>,
    /// Urgency asked for, and the answer.
    pub urgency: Option<(Urgency, Option<bool>)>,
    /// Recurrences reported.
    pub recurrences: Vec<Date>,
    /// Crossings reported.
    pub crossings: Vec<(Crossing, Date)>,
    /// The official control number, sealed.
    pub control_number: Option<MatterId>,
}

impl Inquiry {
    /// Whether it has not ended.
    pub fn open(&self) -> bool {
        self.stage != Stage::Closed
    }

    /// The spell that runs, or the last one.
    pub fn spell(&self) -> &Spell {
        // Invariant of `lodged`: there is always one.
        &self.spells[self.spells.len() - 1]
    }

    /// How the last spell ended.
    pub fn terminal(&self) -> Option<Terminal> {
        self.spell().ended.map(|(_, terminal)| terminal)
    }

    /// When the last spell ended.
    pub fn closed_on(&self) -> Option<Date> {
        self.spell().ended.map(|(on, _)| on)
    }

    /// Corrections not yet seen to work.
    pub fn corrections_open(&self) -> usize {
        self.corrections.iter().filter(|c| c.effective.is_none()).count()
    }

    /// Whether a kind of timer elapsed in this spell.
    pub fn elapsed_in_spell(&self, kind: TimerKind) -> bool {
        self.elapsed[self.spell().elapsed_before..].iter().any(|(k, _)| *k == kind)
    }

    /// The state after the first event.
    pub fn lodged(id: RecourseId, event: &Event, on: Date) -> Option<Self> {
        let Event::Lodged { complaints, received_on, documents_due, needs } = event else {
            return None;
        };
        let spell = Spell {
            received: *received_on,
            complete: None,
            first_action: None,
            pauses: Vec::new(),
            ended: None,
            reopened_for: None,
            elapsed_before: 0,
            status_on: None,
        };
        let wait = (!needs.is_empty()).then(|| Wait {
            request: None,
            items: needs.clone(),
            text: None,
            told: documents_due.clone(),
        });
        debug_assert!(*received_on <= on, "received before it was recorded");
        Some(Self {
            id,
            stage: Stage::Submitted,
            complaints: complaints.clone(),
            needs: needs.clone(),
            spells: vec![spell],
            wait,
            requests: 0,
            tasks: Vec::new(),
            proposal: None,
            drafts: Vec::new(),
            sent_back: 0,
            corrections: Vec::new(),
            decision: None,
            elapsed: Vec::new(),
            urgency: None,
            recurrences: Vec::new(),
            crossings: Vec::new(),
            control_number: None,
        })
    }
}
