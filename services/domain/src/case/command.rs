//! What may be ordered about a case. Every command is a step of a step table, save three: to
//! open a case, and the two that only this program gives (a timer came due, a letter's fate).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::codes::{Checked, Standing};
use super::event::Representative;
use crate::ids::{Jurisdiction, MatterId, PartId, RecourseId, StaffId, SubjectId};
use crate::place::Place;
use crate::purpose::{Channel, Language, Purpose};
use crate::recourse;
use crate::recourse::inquiry::codes::{Complaint, Item, Paper, ToldHow};

/// A contested decision as filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    /// Chosen by the caller.
    pub decision: PartId,
    /// What is complained of.
    pub complaint: Complaint,
    /// The paper handed over.
    pub paper: Paper,
    /// How the person was told.
    pub told_how: ToldHow,
    /// When the person was told.
    pub told_on: Option<Date>,
}

/// An incident as filed, with what is contested of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Chosen by the caller.
    pub incident: PartId,
    /// Where.
    pub place: Place,
    /// When; the earlier day where the person is unsure.
    pub on: Date,
    /// The person is unsure of the day.
    #[serde(default)]
    pub unsure: bool,
    /// Flight, carrier, officers' names: sealed.
    #[serde(default)]
    pub details: Option<MatterId>,
    /// The person's own account.
    #[serde(default)]
    pub narrative: Option<MatterId>,
    /// What is contested.
    pub contests: Vec<Contest>,
}

/// A file handed in with the filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    /// Chosen by the caller.
    pub document: PartId,
    /// Name, type, size and digest, sealed.
    pub file: MatterId,
    /// What it is.
    pub item: Item,
}

/// Everything that opens a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Whose officers decided.
    pub jurisdiction: Jurisdiction,
    /// Whose matter it is.
    pub traveller: SubjectId,
    /// Name and address, sealed.
    pub person: MatterId,
    /// Language of the traveller's letters.
    pub language: Language,
    /// How it reached us.
    pub channel: Channel,
    /// Why the person was travelling.
    pub purpose: Purpose,
    /// Who the person is in law.
    pub standing: Standing,
    /// Under 18 today.
    #[serde(default)]
    pub minor: bool,
    /// Who acts for the traveller.
    #[serde(default)]
    pub representative: Option<Representative>,
    /// Reference of another case of the household.
    #[serde(default)]
    pub household: Option<String>,
    /// Letters go by post.
    #[serde(default)]
    pub by_post: bool,
    /// Made up for a demonstration.
    #[serde(default)]
    pub synthetic: bool,
    /// Day the filing reached us, where that was not today.
    #[serde(default)]
    pub received_on: Option<Date>,
    /// What happened.
    pub incidents: Vec<Incident>,
    /// What was handed in.
    #[serde(default)]
    pub documents: Vec<HandedIn>,
    /// The recourse that is filed, chosen by the caller.
    pub recourse: RecourseId,
    /// By which mechanism.
    pub mechanism: recourse::Mechanism,
}

/// A command about a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum Command {
    /// File.
    Open(Box<Opening>),
    /// A step that concerns the case as a whole.
    Case {
        /// The step.
        step: Step,
    },
    /// A step of one of its recourses.
    Recourse {
        /// The recourse.
        id: RecourseId,
        /// The step.
        step: recourse::Command,
    },
    /// The mail room reports what became of a letter.
    RecordNotice {
        /// Letter code.
        letter: String,
        /// The outbox row.
        outbox: Uuid,
        /// To whom.
        subject: SubjectId,
        /// By post.
        by_post: bool,
        /// What became of it.
        fate: Fate,
    },
}

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It went out; with the version of the wording in which it did.
    Sent(String),
    /// It never will; with the stable code of the failure.
    Failed(String),
}

/// Steps that concern the case as a whole; the tag is the step's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Step {
    /// A note for the office.
    AddNote {
        /// The text.
        text: MatterId,
    },
    /// The traveller writes.
    SendMessage {
        /// The text.
        text: MatterId,
    },
    /// The office writes.
    ReplyToTraveller {
        /// The text.
        text: MatterId,
    },
    /// Gives the case to somebody.
    Assign {
        /// To whom; nobody puts it back in the queue.
        #[serde(default)]
        staff: Option<StaffId>,
        /// Why.
        #[serde(default)]
        reason: Option<MatterId>,
    },
    /// A file is handed in.
    AddDocument {
        /// Chosen by the caller.
        document: PartId,
        /// Name, type, size and digest, sealed.
        file: MatterId,
        /// What it is.
        item: Item,
        /// How it came.
        #[serde(default = "web")]
        channel: Channel,
    },
    /// An officer looked at a file.
    CheckDocument {
        /// The document.
        document: PartId,
        /// What was found.
        result: Checked,
    },
    /// Where a contested decision came from was learned.
    IdentifyOriginator {
        /// The contested decision.
        decision: PartId,
        /// The unit.
        unit: String,
        /// The officer, if of this office.
        #[serde(default)]
        officer: Option<StaffId>,
    },
    /// Name or address changes.
    ChangePerson {
        /// The traveller or the representative.
        subject: SubjectId,
        /// Name and address, sealed.
        person: MatterId,
    },
}

const fn web() -> Channel {
    Channel::Web
}

impl Step {
    /// Key of the step.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::AddNote { .. } => "add-note",
            Self::SendMessage { .. } => "send-message",
            Self::ReplyToTraveller { .. } => "reply-to-traveller",
            Self::Assign { .. } => "assign",
            Self::AddDocument { .. } => "add-document",
            Self::CheckDocument { .. } => "check-document",
            Self::IdentifyOriginator { .. } => "identify-originator",
            Self::ChangePerson { .. } => "change-person",
        }
    }
}
