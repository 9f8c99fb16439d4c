//! Steps of an inquiry as orders. The tag is the step's key in the table of `mod.rs`; a test
//! fills each step's form from its fields and reads it into the variant here.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::codes::{
    Answer, Component, Crossing, Disclosure, Downstream, Item, OtherDoor, Proof, ReopenedFor,
    Urgency,
};
use super::event::Finding;
use super::timers::TimerKind;
use crate::ids::{MatterId, PartId};

/// A step of an inquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Command {
    /// An officer checks whether anything is missing.
    CheckFile {
        /// What is missing; nothing makes the file complete.
        #[serde(default)]
        missing: Vec<Item>,
        /// What the officer writes about it.
        #[serde(default)]
        text: Option<MatterId>,
    },
    /// Offices are asked for their part.
    AskComponents {
        /// Which.
        components: Vec<Component>,
    },
    /// An office's answer is written down.
    RecordAnswer {
        /// The task.
        task: PartId,
        /// The answer.
        answer: Answer,
        /// Its comment.
        #[serde(default)]
        comment: Option<MatterId>,
    },
    /// The traveller is asked for documents.
    RequestDocuments {
        /// Each item.
        items: Vec<Item>,
        /// What the officer writes.
        #[serde(default)]
        text: Option<MatterId>,
    },
    /// The traveller answers the open request.
    AnswerRequest {
        /// What the traveller writes.
        #[serde(default)]
        text: Option<MatterId>,
    },
    /// The office goes on without the answer.
    CloseRequest,
    /// A decision is drafted.
    ProposeDecision {
        /// One finding for each contested decision.
        findings: Vec<Finding>,
        /// How much the letter may say.
        disclosure: Disclosure,
        /// Reasons in English.
        #[serde(default)]
        reasons_en: Option<MatterId>,
        /// Reasons in French.
        #[serde(default)]
        reasons_fr: Option<MatterId>,
        /// Where a correction must take effect.
        #[serde(default)]
        corrections: Vec<Downstream>,
    },
    /// A second officer agrees.
    Sign,
    /// A second officer sends the draft back.
    SendBack {
        /// Why.
        reason: MatterId,
    },
    /// A correction was seen to work.
    ConfirmCorrection {
        /// Which.
        correction: PartId,
        /// How it was seen.
        proof: Proof,
        /// Day it took effect.
        effective_on: Date,
    },
    /// The decision goes out and the inquiry ends.
    IssueDecision,
    /// Out of scope.
    ReturnOutOfScope {
        /// The right door.
        door: OtherDoor,
    },
    /// Another body takes it over.
    TransferOut {
        /// The body.
        door: OtherDoor,
        /// Its reference.
        #[serde(default)]
        reference: Option<MatterId>,
    },
    /// The same matter is in hand already.
    MarkDuplicate {
        /// Reference of the lead case.
        lead: String,
        /// Names or birth dates differ, and the officer compared both files. Asked where both
        /// can be seen; the event stays as it is.
        #[serde(default)]
        compared: bool,
    },
    /// The traveller takes it back.
    Withdraw,
    /// Nothing came by the last day.
    CloseIncomplete,
    /// The traveller comes back after closing for want of documents.
    ComeBack,
    /// The office takes it up again.
    Reopen {
        /// Why.
        reason: ReopenedFor,
    },
    /// It happened again.
    ReportRecurrence {
        /// When.
        happened_on: Date,
        /// What the traveller writes.
        #[serde(default)]
        text: Option<MatterId>,
    },
    /// The next crossing.
    ReportCrossing {
        /// How it went.
        result: Crossing,
        /// When.
        crossed_on: Date,
    },
    /// The traveller asks for an urgent answer.
    AskUrgency {
        /// Why.
        reason: Urgency,
        /// What the traveller writes.
        #[serde(default)]
        text: Option<MatterId>,
    },
    /// The office answers.
    AnswerUrgency {
        /// Whether it is treated as urgent.
        granted: bool,
        /// What the officer writes.
        #[serde(default)]
        text: Option<MatterId>,
    },
    /// The official control number was learned.
    RecordControlNumber {
        /// Sealed.
        number: MatterId,
    },
    /// A timer came due.
    Elapse {
        /// Which.
        timer: TimerKind,
        /// Day it was due.
        due: Date,
    },
}

impl Command {
    /// Key of the step.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::CheckFile { .. } => "check-file",
            Self::AskComponents { .. } => "ask-components",
            Self::RecordAnswer { .. } => "record-answer",
            Self::RequestDocuments { .. } => "request-documents",
            Self::AnswerRequest { .. } => "answer-request",
            Self::CloseRequest => "close-request",
            Self::ProposeDecision { .. } => "propose-decision",
            Self::Sign => "sign",
            Self::SendBack { .. } => "send-back",
            Self::ConfirmCorrection { .. } => "confirm-correction",
            Self::IssueDecision => "issue-decision",
            Self::ReturnOutOfScope { .. } => "return-out-of-scope",
            Self::TransferOut { .. } => "transfer-out",
            Self::MarkDuplicate { .. } => "mark-duplicate",
            Self::Withdraw => "withdraw",
            Self::CloseIncomplete => "close-incomplete",
            Self::ComeBack => "come-back",
            Self::Reopen { .. } => "reopen",
            Self::ReportRecurrence { .. } => "report-recurrence",
            Self::ReportCrossing { .. } => "report-crossing",
            Self::AskUrgency { .. } => "ask-urgency",
            Self::AnswerUrgency { .. } => "answer-urgency",
            Self::RecordControlNumber { .. } => "record-control-number",
            Self::Elapse { .. } => "elapse",
        }
    }
}
