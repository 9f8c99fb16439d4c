//! The case as its events leave it. The fold is total: whatever the record holds, folds.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::codes::{Checked, Standing};
use super::command::Fate;
use super::event::{Entry, Event, Representative};
use crate::ids::{Jurisdiction, MatterId, PartId, RecourseId, StaffId, SubjectId};
use crate::place::Place;
use crate::purpose::{Channel, Language, Purpose};
use crate::recourse::inquiry::codes::{Complaint, Item, Paper, ToldHow};
use crate::recourse::{self, Recourse};
use crate::reference::CaseReference;

/// An incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentState {
    /// The incident.
    pub id: PartId,
    /// Where.
    pub place: Place,
    /// When.
    pub on: Date,
    /// The person was unsure of the day.
    pub unsure: bool,
    /// Sealed details.
    pub details: Option<MatterId>,
    /// The person's own account.
    pub narrative: Option<MatterId>,
}

/// A contested decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// The contested decision.
    pub id: PartId,
    /// The incident it belongs to.
    pub incident: PartId,
    /// What is complained of.
    pub complaint: Complaint,
    /// The paper handed over.
    pub paper: Paper,
    /// How the person was told.
    pub told_how: ToldHow,
    /// When the person was told.
    pub told_on: Option<Date>,
    /// The unit it came from, once learned.
    pub unit: Option<String>,
    /// The officer it came from, once learned.
    pub officer: Option<StaffId>,
}

/// A file that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The document.
    pub id: PartId,
    /// Sealed description.
    pub file: MatterId,
    /// What it is.
    pub item: Item,
    /// Day it came.
    pub on: Date,
    /// What was found.
    pub checked: Option<Checked>,
}

/// A message, either way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The text.
    pub text: MatterId,
    /// When.
    pub at: Timestamp,
    /// From the traveller's side.
    pub from_traveller: bool,
}

/// A letter and its fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Letter code.
    pub letter: String,
    /// The outbox row.
    pub outbox: Uuid,
    /// To whom.
    pub subject: SubjectId,
    /// When.
    pub at: Timestamp,
    /// Why it could not be delivered.
    pub failed: Option<String>,
    /// Version of the wording in which it went out.
    pub wording: Option<String>,
}

/// Who did something that must be independent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// The member of staff.
    pub staff: StaffId,
    /// Flagged, because a tie was learned later.
    pub flagged: bool,
}

/// The state of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Version of the stream.
    pub version: i32,
    /// What people call it.
    pub reference: CaseReference,
    /// Whose officers decided.
    pub jurisdiction: Jurisdiction,
    /// Whose matter it is.
    pub traveller: SubjectId,
    /// Name and address, sealed.
    pub person: MatterId,
    /// What stood there before each change: whose, what, until when.
    pub former: Vec<(SubjectId, MatterId, Timestamp)>,
    /// Language of the traveller's letters.
    pub language: Language,
    /// How it reached us.
    pub channel: Channel,
    /// Why the person was travelling.
    pub purpose: Purpose,
    /// Who the person is in law.
    pub standing: Standing,
    /// Under 18 at filing.
    pub minor: bool,
    /// Who acts for the traveller.
    pub representative: Option<Representative>,
    /// Letters go by post.
    pub by_post: bool,
    /// Made up for a demonstration.
    pub synthetic: bool,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Events recorded more than three days after they happened.
    pub late: u32,
    /// Incidents.
    pub incidents: Vec<IncidentState>,
    /// Contested decisions.
    pub contested: Vec<Contested>,
    /// Files handed in.
    pub documents: Vec<Document>,
    /// Notes of the office: text, when, who.
    pub notes: Vec<(MatterId, Timestamp, Option<StaffId>)>,
    /// Messages.
    pub messages: Vec<Message>,
    /// Letters.
    pub notices: Vec<Notice>,
    /// Who works it.
    pub assigned: Option<StaffId>,
    /// Who did what must be independent.
    pub acts: Vec<Act>,
    /// Recourses, in the order of filing.
    pub recourses: Vec<Recourse>,
}

/// Folds one event. The first must be `opened`; anything before it leaves no case.
pub fn evolve(case: Option<Case>, entry: &Entry, zone: &TimeZone) -> Option<Case> {
    let on = zone.to_datetime(entry.occurred_at).date();
    let Some(mut case) = case else {
        return opened(entry);
    };
    case.version = entry.version;
    case.late += u32::from(entry.is_late(zone));
    case.take(entry, on);
    Some(case)
}

impl Case {
    /// A recourse by id.
    pub fn recourse(&self, id: RecourseId) -> Option<&Recourse> {
        self.recourses.iter().find(|r| r.id() == id)
    }

    /// A contested decision by id.
    pub fn contested(&self, id: PartId) -> Option<&Contested> {
        self.contested.iter().find(|c| c.id == id)
    }

    /// An incident by id.
    pub fn incident(&self, id: PartId) -> Option<&IncidentState> {
        self.incidents.iter().find(|i| i.id == id)
    }

    /// Whether the one document that an item can mean here is on file and was found good. Once an
    /// officer wrote down what is wrong with each of them, it is not.
    pub fn holds(&self, item: Item) -> bool {
        let is_one = match item {
            Item::IdentityDocument
            | Item::MinorIdentity
            | Item::Authorisation
            | Item::DepartureProof
            | Item::MembershipLetter => true,
            // Each incident has its own.
            Item::BorderNotice | Item::TravelDetails => self.incidents.len() <= 1,
            // They name no document: the message says which.
            Item::ClearerCopy | Item::Other => false,
        };
        let is_good = |d: &Document| d.item == item && d.checked == Some(Checked::Accepted);
        is_one && self.documents.iter().any(is_good)
    }

    /// Whether a person is the traveller or acts for the traveller.
    pub fn is_side(&self, subject: SubjectId) -> bool {
        self.traveller == subject
            || self.representative.as_ref().is_some_and(|r| r.subject == subject)
    }

    fn take(&mut self, entry: &Entry, on: Date) {
        match &entry.event {
            Event::Opened { .. }
            | Event::IncidentRecorded { .. }
            | Event::DecisionContested { .. } => {
                self.take_filing(&entry.event);
            }
            Event::OriginatorIdentified { decision, unit, officer } => {
                if let Some(contested) = self.contested.iter_mut().find(|c| c.id == *decision) {
                    contested.unit = Some(unit.clone());
                    contested.officer = *officer;
                }
            }
            Event::IndependenceFlagged { staff, .. } => {
                for act in self.acts.iter_mut().filter(|a| a.staff == *staff) {
                    act.flagged = true;
                }
            }
            Event::DocumentReceived { document, file, item, .. } => {
                let (id, file, item) = (*document, *file, *item);
                self.documents.push(Document { id, file, item, on, checked: None });
                recourse::handed_in(&mut self.recourses, item);
            }
            Event::DocumentChecked { document, result } => {
                if let Some(found) = self.documents.iter_mut().find(|d| d.id == *document) {
                    found.checked = Some(*result);
                }
            }
            Event::NoteAdded { text } => {
                self.notes.push((*text, entry.occurred_at, entry.by.staff()));
            }
            Event::MessageReceived { text } => self.message(*text, entry.occurred_at, true),
            Event::MessageSent { text } => self.message(*text, entry.occurred_at, false),
            Event::Assigned { staff, .. } => self.assigned = *staff,
            Event::PersonChanged { subject, person } => {
                let held = match &mut self.representative {
                    Some(helper) if helper.subject == *subject => &mut helper.person,
                    Some(_) | None => &mut self.person,
                };
                let before = std::mem::replace(held, *person);
                self.former.push((*subject, before, entry.occurred_at));
            }
            Event::NoticeSent { letter, outbox, subject, wording, .. } => {
                let fate = Fate::Sent(wording.clone());
                self.notice(letter, (*outbox, *subject), entry.occurred_at, fate);
            }
            Event::NoticeFailed { letter, outbox, subject, why } => {
                let fate = Fate::Failed(why.clone());
                self.notice(letter, (*outbox, *subject), entry.occurred_at, fate);
            }
            Event::Recourse { id, event } => {
                if let (Some(staff), true) = (entry.by.staff(), event.must_be_independent()) {
                    self.acts.push(Act { staff, flagged: false });
                }
                recourse::evolve(&mut self.recourses, *id, event, on, entry.by.staff());
            }
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the caller lists every event; this takes two"
    )]
    fn take_filing(&mut self, event: &Event) {
        match event {
            Event::IncidentRecorded { incident, place, on, unsure, details, narrative } => {
                self.incidents.push(IncidentState {
                    id: *incident,
                    place: place.clone(),
                    on: *on,
                    unsure: *unsure,
                    details: *details,
                    narrative: *narrative,
                });
            }
            Event::DecisionContested {
                decision,
                incident,
                complaint,
                paper,
                told_how,
                told_on,
            } => {
                self.contested.push(Contested {
                    id: *decision,
                    incident: *incident,
                    complaint: *complaint,
                    paper: *paper,
                    told_how: *told_how,
                    told_on: *told_on,
                    unit: None,
                    officer: None,
                });
            }
            _ => {}
        }
    }

    fn message(&mut self, text: MatterId, at: Timestamp, from_traveller: bool) {
        self.messages.push(Message { text, at, from_traveller });
    }

    fn notice(
        &mut self,
        letter: &str,
        (outbox, subject): (Uuid, SubjectId),
        at: Timestamp,
        fate: Fate,
    ) {
        let (wording, failed) = match fate {
            Fate::Sent(wording) => (Some(wording), None),
            Fate::Failed(why) => (None, Some(why)),
        };
        let letter = letter.to_owned();
        self.notices.push(Notice { letter, outbox, subject, at, failed, wording });
    }
}

impl Case {
    /// What stood for somebody before the last change, and until when.
    pub fn before_change(&self, subject: SubjectId) -> Option<(MatterId, Timestamp)> {
        let of = self.former.iter().rfind(|(whose, ..)| *whose == subject);
        of.map(|(_, person, until)| (*person, *until))
    }

    /// The name and address to which somebody's codes go: for a day after a change still what
    /// stood before, so that whoever changed it for them cannot walk in at once.
    pub fn held_for_codes(&self, subject: SubjectId, now: Timestamp) -> MatterId {
        let helper = self.representative.as_ref().filter(|helper| helper.subject == subject);
        let current = helper.map_or(self.person, |helper| helper.person);
        let a_day = jiff::SignedDuration::from_hours(24);
        let fresh = |(_, until): &(MatterId, Timestamp)| now.duration_since(*until) < a_day;
        self.before_change(subject).filter(fresh).map_or(current, |(person, _)| person)
    }
}

fn opened(entry: &Entry) -> Option<Case> {
    let Event::Opened {
        reference,
        jurisdiction,
        traveller,
        person,
        language,
        channel,
        purpose,
        standing,
        minor,
        representative,
        by_post,
        synthetic,
        ..
    } = &entry.event
    else {
        return None;
    };
    Some(Case {
        version: entry.version,
        reference: reference.clone(),
        jurisdiction: *jurisdiction,
        traveller: *traveller,
        person: *person,
        former: Vec::new(),
        language: *language,
        channel: *channel,
        purpose: *purpose,
        standing: *standing,
        minor: *minor,
        representative: representative.clone(),
        by_post: *by_post,
        synthetic: *synthetic,
        opened_at: entry.recorded_at,
        late: 0,
        incidents: Vec::new(),
        contested: Vec::new(),
        documents: Vec::new(),
        notes: Vec::new(),
        messages: Vec::new(),
        notices: Vec::new(),
        assigned: None,
        acts: Vec::new(),
        recourses: Vec::new(),
    })
}
