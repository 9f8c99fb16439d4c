//! What happens to a case as a whole, whatever its recourses: who it is about, what happened at
//! the border, what was handed in, who works it, what was sent.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::codes::{Authority, Checked, Standing};
use crate::actor::Actor;
use crate::deadline;
use crate::ids::{Jurisdiction, MatterId, PartId, RecourseId, StaffId, SubjectId};
use crate::place::Place;
use crate::purpose::{Channel, Language, Purpose};
use crate::recourse;
use crate::recourse::inquiry::codes::{Complaint, Paper, ToldHow};
use crate::reference::CaseReference;

/// An event with what the record knows of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Version of the stream after it, from 1.
    pub version: i32,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Who did it.
    pub by: Actor,
    /// What happened.
    pub event: Event,
}

/// Somebody who acts for the traveller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    /// The person, with a key of their own.
    pub subject: SubjectId,
    /// Name and address, sealed.
    pub person: MatterId,
    /// By what right.
    pub authority: Authority,
    /// Language of their letters.
    pub language: Language,
}

/// An event of a case; its stored name is `case.` and the variant in snake case, or the
/// mechanism's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", content = "body", rename_all = "snake_case")]
pub enum Event {
    /// The case was opened.
    Opened {
        /// What people call it.
        reference: CaseReference,
        /// Whose officers decided.
        jurisdiction: Jurisdiction,
        /// Whose matter it is.
        traveller: SubjectId,
        /// Name and address, sealed.
        person: MatterId,
        /// Language of the traveller's letters.
        language: Language,
        /// How it reached us.
        channel: Channel,
        /// Why the person was travelling.
        purpose: Purpose,
        /// Who the person is in law.
        standing: Standing,
        /// Under 18 at filing.
        minor: bool,
        /// Who acts for the traveller.
        representative: Option<Representative>,
        /// Another case of the same household.
        household: Option<String>,
        /// Whether letters go by mail or by post.
        by_post: bool,
        /// Made up for a demonstration.
        synthetic: bool,
    },
    /// Something happened at the border.
    IncidentRecorded {
        /// The incident.
        incident: PartId,
        /// Where.
        place: Place,
        /// When; the earlier day where the person was unsure.
        on: Date,
        /// The person was unsure of the day.
        unsure: bool,
        /// Flight, carrier, officers' names: sealed.
        details: Option<MatterId>,
        /// The person's own account.
        narrative: Option<MatterId>,
    },
    /// A decision or treatment is contested.
    DecisionContested {
        /// The contested decision.
        decision: PartId,
        /// The incident it belongs to.
        incident: PartId,
        /// What is complained of.
        complaint: Complaint,
        /// The paper handed over.
        paper: Paper,
        /// How the person was told.
        told_how: ToldHow,
        /// When the person was told.
        told_on: Option<Date>,
    },
    /// It was learned where a contested decision came from.
    OriginatorIdentified {
        /// The contested decision.
        decision: PartId,
        /// The unit.
        unit: String,
        /// The officer, if known and of this office.
        officer: Option<StaffId>,
    },
    /// An act already taken turned out not to be independent, when the originator was learned.
    IndependenceFlagged {
        /// Who acted.
        staff: StaffId,
        /// The contested decision.
        decision: PartId,
    },
    /// A file was handed in.
    DocumentReceived {
        /// The document.
        document: PartId,
        /// Name, type, size and digest, sealed.
        file: MatterId,
        /// What it is.
        item: recourse::inquiry::codes::Item,
        /// How it came.
        channel: Channel,
    },
    /// A file was looked at.
    DocumentChecked {
        /// The document.
        document: PartId,
        /// What was found.
        result: Checked,
    },
    /// An officer's note, for the office only.
    NoteAdded {
        /// The text.
        text: MatterId,
    },
    /// A message from the traveller's side.
    MessageReceived {
        /// The text.
        text: MatterId,
    },
    /// A message to the traveller.
    MessageSent {
        /// The text.
        text: MatterId,
    },
    /// The case was given to somebody, or to nobody.
    Assigned {
        /// Who works it now.
        staff: Option<StaffId>,
        /// Why it changed hands.
        reason: Option<MatterId>,
    },
    /// Name or address changed.
    PersonChanged {
        /// The traveller or the representative.
        subject: SubjectId,
        /// Name and address, sealed.
        person: MatterId,
    },
    /// A letter was handed to the mail system or to the post.
    NoticeSent {
        /// Letter code.
        letter: String,
        /// The outbox row.
        outbox: Uuid,
        /// To whom.
        subject: SubjectId,
        /// By mail or post.
        by_post: bool,
        /// Version of the wording in which it went out.
        wording: String,
    },
    /// A letter could not be delivered.
    NoticeFailed {
        /// Letter code.
        letter: String,
        /// The outbox row.
        outbox: Uuid,
        /// To whom.
        subject: SubjectId,
        /// Stable code of the failure.
        why: String,
    },
    /// Something happened to one of its recourses.
    Recourse {
        /// The recourse.
        id: RecourseId,
        /// What happened.
        event: recourse::Event,
    },
}

impl Entry {
    /// Whether it was recorded more than three days after it happened; a filing happened on the
    /// day on which it reached us.
    pub fn is_late(&self, zone: &TimeZone) -> bool {
        let day = |at: Timestamp| zone.to_datetime(at).date();
        let mut happened = day(self.occurred_at);
        if let Event::Recourse { event, .. } = &self.event {
            happened = event.received_on().map_or(happened, |on| on.min(happened));
        }
        deadline::days(happened, day(self.recorded_at)) > 3
    }
}

impl Event {
    /// Stored name.
    pub fn name(&self) -> String {
        let own = match self {
            Self::Opened { .. } => "opened",
            Self::IncidentRecorded { .. } => "incident_recorded",
            Self::DecisionContested { .. } => "decision_contested",
            Self::OriginatorIdentified { .. } => "originator_identified",
            Self::IndependenceFlagged { .. } => "independence_flagged",
            Self::DocumentReceived { .. } => "document_received",
            Self::DocumentChecked { .. } => "document_checked",
            Self::NoteAdded { .. } => "note_added",
            Self::MessageReceived { .. } => "message_received",
            Self::MessageSent { .. } => "message_sent",
            Self::Assigned { .. } => "assigned",
            Self::PersonChanged { .. } => "person_changed",
            Self::NoticeSent { .. } => "notice_sent",
            Self::NoticeFailed { .. } => "notice_failed",
            Self::Recourse { event, .. } => return event.name(),
        };
        format!("case.{own}")
    }

    /// Number of the stored shape; grows when an event changes shape.
    pub const fn shape(&self) -> i16 {
        1
    }
}
