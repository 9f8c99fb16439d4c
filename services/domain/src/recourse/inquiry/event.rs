//! What happens to a traveller-redress inquiry. Codes, dates and references only: names and
//! free text are sealed matter.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::codes::{
    Answer, ClearedBy, Complaint, Component, Crossing, Disclosure, Downstream, Item, OtherDoor,
    Outcome, Proof, ReopenedFor, RootCause, Urgency,
};
use super::timers::TimerKind;
use crate::deadline::Told;
use crate::ids::{MatterId, PartId};

/// What was found on one contested decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The contested decision.
    pub decision: PartId,
    /// What was decided on it.
    pub outcome: Outcome,
    /// Why it went wrong.
    pub root_cause: RootCause,
    /// What told the person apart.
    pub cleared_by: ClearedBy,
    /// What a security list had to do with it ([`super::codes::SealedFact`]): sealed always,
    /// also where no list was concerned, so that its being there tells nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<MatterId>,
}

/// A correction that must take effect in a downstream system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordered {
    /// The correction.
    pub correction: PartId,
    /// Where it must take effect.
    pub system: Downstream,
}

/// Why a second officer signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondSignature {
    /// The outcome is adverse or partly so.
    Adverse,
    /// Drawn in the sample of the others.
    Sampled,
    /// Not needed.
    NotNeeded,
}

/// An event of an inquiry; its stored name is `inquiry.` and the variant in snake case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", content = "body", rename_all = "snake_case")]
pub enum Event {
    /// Submitted; the number is issued before any review.
    Lodged {
        /// Complaint codes.
        complaints: Vec<Complaint>,
        /// Day the filing reached us; for paper, the day it arrived.
        received_on: Date,
        /// By when identity documents are due if they did not come along.
        documents_due: Told,
        /// What the filing must be accompanied by.
        needs: Vec<Item>,
    },
    /// An officer found items missing.
    FoundIncomplete {
        /// Each item.
        missing: Vec<Item>,
        /// Last day.
        due: Told,
        /// What the officer wrote about it.
        text: Option<MatterId>,
    },
    /// Nothing is missing: the service standard starts.
    FoundComplete {
        /// First day on which nothing was missing.
        complete_on: Date,
        /// This office's target.
        standard: Told,
    },
    /// An office was asked for its part.
    ComponentAsked {
        /// The task.
        task: PartId,
        /// The office.
        component: Component,
        /// Day by which it should answer.
        due: Date,
    },
    /// An office answered.
    ComponentAnswered {
        /// The task.
        task: PartId,
        /// What it answered.
        answer: Answer,
        /// Its comment.
        comment: Option<MatterId>,
    },
    /// The traveller is asked for documents; the service standard pauses.
    DocumentsRequested {
        /// The request.
        request: PartId,
        /// Each item.
        items: Vec<Item>,
        /// What the officer wrote.
        text: Option<MatterId>,
        /// Last day.
        due: Told,
    },
    /// The traveller answered; the service standard goes on.
    RequestAnswered {
        /// The request.
        request: PartId,
        /// What the traveller wrote.
        text: Option<MatterId>,
        /// Day of the answer.
        on: Date,
    },
    /// The request was given up by the office; the service standard goes on.
    RequestClosed {
        /// The request.
        request: PartId,
        /// Day.
        on: Date,
    },
    /// A decision was drafted.
    Proposed {
        /// The proposal.
        proposal: PartId,
        /// One finding for each contested decision.
        findings: Vec<Finding>,
        /// How much the letter may say.
        disclosure: Disclosure,
        /// Reasons in English.
        reasons_en: Option<MatterId>,
        /// Reasons in French.
        reasons_fr: Option<MatterId>,
        /// Corrections ordered.
        corrections: Vec<Ordered>,
        /// Whether and why a second officer signs.
        second_signature: SecondSignature,
    },
    /// A second officer agreed.
    Signed {
        /// The proposal.
        proposal: PartId,
    },
    /// A second officer sent the draft back.
    SentBack {
        /// The proposal.
        proposal: PartId,
        /// Why.
        reason: MatterId,
    },
    /// A correction was seen to work.
    CorrectionConfirmed {
        /// The correction.
        correction: PartId,
        /// How it was seen.
        proof: Proof,
        /// Day it took effect.
        effective_on: Date,
    },
    /// The decision was signed and dispatched; the inquiry ends as decided.
    Decided {
        /// The proposal that became the decision.
        proposal: PartId,
        /// Day.
        on: Date,
    },
    /// Out of scope: sent back with the right door named.
    Returned {
        /// The right door.
        door: OtherDoor,
        /// Day.
        on: Date,
    },
    /// Handed over to another body, which keeps the filing date.
    Transferred {
        /// The body.
        door: OtherDoor,
        /// Its reference.
        reference: Option<MatterId>,
        /// Day.
        on: Date,
    },
    /// The same matter is already in hand.
    MarkedDuplicate {
        /// The lead case's reference.
        lead: String,
        /// Day.
        on: Date,
    },
    /// The traveller took it back.
    Withdrawn {
        /// Day.
        on: Date,
    },
    /// Nothing came by the last day, and an officer closed it with a way back.
    Abandoned {
        /// Day.
        on: Date,
    },
    /// The inquiry came back.
    Reopened {
        /// Why.
        reason: ReopenedFor,
        /// Day.
        on: Date,
        /// This office's target for the new spell, where the file had been complete.
        standard: Option<Told>,
    },
    /// It happened again, reported on the same number.
    RecurrenceReported {
        /// Day it happened.
        happened_on: Date,
        /// What the traveller wrote.
        text: Option<MatterId>,
    },
    /// The next crossing was reported.
    CrossingReported {
        /// How it went.
        result: Crossing,
        /// Day.
        crossed_on: Date,
    },
    /// The traveller asked for an urgent answer.
    UrgencyAsked {
        /// Why.
        reason: Urgency,
        /// What the traveller wrote.
        text: Option<MatterId>,
    },
    /// The office answered the request for urgency.
    UrgencyAnswered {
        /// Whether it is treated as urgent.
        granted: bool,
        /// What the officer wrote.
        text: Option<MatterId>,
    },
    /// The official control number was learned; it is kept beside our own.
    ControlNumberRecorded {
        /// Sealed: it would be put into airline bookings.
        number: MatterId,
    },
    /// A timer came due.
    Elapsed {
        /// Which.
        timer: TimerKind,
        /// Day it was due.
        due: Date,
    },
}

impl Event {
    /// The day on which the filing reached us, where it is one.
    pub const fn received_on(&self) -> Option<Date> {
        if let Self::Lodged { received_on, .. } = self {
            return Some(*received_on);
        }
        None
    }

    /// Name without the mechanism's prefix.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Lodged { .. } => "lodged",
            Self::FoundIncomplete { .. } => "found_incomplete",
            Self::FoundComplete { .. } => "found_complete",
            Self::ComponentAsked { .. } => "component_asked",
            Self::ComponentAnswered { .. } => "component_answered",
            Self::DocumentsRequested { .. } => "documents_requested",
            Self::RequestAnswered { .. } => "request_answered",
            Self::RequestClosed { .. } => "request_closed",
            Self::Proposed { .. } => "proposed",
            Self::Signed { .. } => "signed",
            Self::SentBack { .. } => "sent_back",
            Self::CorrectionConfirmed { .. } => "correction_confirmed",
            Self::Decided { .. } => "decided",
            Self::Returned { .. } => "returned",
            Self::Transferred { .. } => "transferred",
            Self::MarkedDuplicate { .. } => "marked_duplicate",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Abandoned { .. } => "abandoned",
            Self::Reopened { .. } => "reopened",
            Self::RecurrenceReported { .. } => "recurrence_reported",
            Self::CrossingReported { .. } => "crossing_reported",
            Self::UrgencyAsked { .. } => "urgency_asked",
            Self::UrgencyAnswered { .. } => "urgency_answered",
            Self::ControlNumberRecorded { .. } => "control_number_recorded",
            Self::Elapsed { .. } => "elapsed",
        }
    }
}
