//! What a letter may know. Facts are gathered here, as of the entry that called for the letter,
//! and a template can reach nothing else.

use std::collections::HashMap;

use domain::case::{Case, Entry, Event};
use domain::deadline::Told;
use domain::matter::{Content, Person};
use domain::purpose::Language;
use domain::recourse::inquiry::codes::OtherDoor;
use domain::recourse::{self, Recourse};
use domain::rule::{Confidence, RuleBook};
use domain::{Jurisdiction, MatterId, SubjectId};
use jiff::tz::TimeZone;
use minijinja::value::Value;
use serde::Serialize;

use crate::dates;
use crate::error::LetterError;
use crate::labels::Labels;
use crate::profile::Profile;
use crate::render::value;

mod inquiry;

/// Letters of fixed wording: they are given the same facts whatever was found.
const FIXED: &[&str] = &["decision-neither-confirm-nor-deny"];

/// What called for a letter, to whom it goes and where its facts are.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// The case as it stood right after the entry.
    pub case: &'a Case,
    /// What happened.
    pub entry: &'a Entry,
    /// To whom: the traveller or who acts for the traveller.
    pub recipient: SubjectId,
    /// In the recipient's own language.
    pub lang: Language,
    /// Opened sealed matter of the case.
    pub matter: &'a HashMap<MatterId, Content>,
    /// The rules, for how far each date is confirmed.
    pub rules: &'a RuleBook,
    /// The office's zone.
    pub zone: &'a TimeZone,
}

/// A day by which something is asked, or on which something is aimed at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The day, as the language writes it.
    pub day: String,
    /// Whether the law was read and the rule looked over. Where not, wording must say so.
    pub confirmed: bool,
    /// The day has passed.
    pub late: bool,
}

/// The sealed matter that a letter about this entry needs: people, reasons, what an officer
/// wrote. Nothing else has to be opened; a finding's sealed part never is.
pub fn matter_needed(case: &Case, entry: &Entry) -> Vec<MatterId> {
    let mut ids = vec![case.person];
    ids.extend(case.representative.as_ref().map(|helper| helper.person));
    match &entry.event {
        Event::MessageSent { text } => ids.push(*text),
        Event::Recourse { id, event: recourse::Event::Inquiry(event) } => {
            let Some(Recourse::Inquiry(inquiry)) = case.recourse(*id) else {
                return ids;
            };
            ids.extend(inquiry::matter_needed(inquiry, event));
        }
        Event::Opened { .. }
        | Event::IncidentRecorded { .. }
        | Event::DecisionContested { .. }
        | Event::OriginatorIdentified { .. }
        | Event::IndependenceFlagged { .. }
        | Event::DocumentReceived { .. }
        | Event::DocumentChecked { .. }
        | Event::NoteAdded { .. }
        | Event::MessageReceived { .. }
        | Event::Assigned { .. }
        | Event::PersonChanged { .. }
        | Event::NoticeSent { .. }
        | Event::NoticeFailed { .. } => {}
    }
    ids
}

/// Facts that do not depend on what was found.
#[derive(Debug, Clone, Serialize)]
struct Public {
    number: String,
    today: String,
    name: String,
    helper: bool,
    traveller: String,
    courtesy: bool,
    synthetic: bool,
    doors: Vec<String>,
}

/// The rest: empty for letters of fixed wording.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Particular {
    pub(crate) received: Option<String>,
    pub(crate) closed: Option<String>,
    pub(crate) reopened: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) status_means: Option<String>,
    pub(crate) last_action: Option<inquiry::Action>,
    pub(crate) next: Option<inquiry::Next>,
    pub(crate) items: Vec<String>,
    pub(crate) answer_by: Option<Due>,
    pub(crate) target: Option<Due>,
    pub(crate) note: Option<Note>,
    pub(crate) decision: Option<inquiry::Decision>,
    pub(crate) door: Option<String>,
    pub(crate) their_number: Option<String>,
    pub(crate) lead: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) urgency: Option<inquiry::UrgencyFacts>,
    pub(crate) crossing_answers: Vec<String>,
}

/// What an officer wrote, in the language it was written in.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Note {
    text: String,
    lang: String,
}

/// The facts of one letter to one recipient, in that recipient's language.
#[derive(Debug, Clone, Serialize)]
pub struct LetterFacts {
    pub(crate) lang: Language,
    public: Public,
    particular: Particular,
}

impl LetterFacts {
    /// The facts as of an occasion.
    pub fn of(occasion: &Occasion<'_>) -> Result<Self, LetterError> {
        let mut particular = match &occasion.entry.event {
            Event::Recourse { id, event: recourse::Event::Inquiry(event) } => {
                let missing = LetterError::Missing { what: "the recourse" };
                let Recourse::Inquiry(inquiry) = occasion.case.recourse(*id).ok_or(missing)?;
                inquiry::particular(occasion, inquiry, event)?
            }
            Event::Opened { .. }
            | Event::IncidentRecorded { .. }
            | Event::DecisionContested { .. }
            | Event::OriginatorIdentified { .. }
            | Event::IndependenceFlagged { .. }
            | Event::DocumentReceived { .. }
            | Event::DocumentChecked { .. }
            | Event::NoteAdded { .. }
            | Event::MessageReceived { .. }
            | Event::MessageSent { .. }
            | Event::Assigned { .. }
            | Event::PersonChanged { .. }
            | Event::NoticeSent { .. }
            | Event::NoticeFailed { .. } => Particular::default(),
        };
        if let Event::MessageSent { text } = &occasion.entry.event {
            particular.note = occasion.note(Some(*text));
        }
        Ok(Self { lang: occasion.lang, public: occasion.public()?, particular })
    }

    /// By when the recipient's answer is needed, as far as this letter may say.
    pub fn answer_by(&self, letter: &str) -> Option<&Due> {
        self.particular.answer_by.as_ref().filter(|_| !FIXED.contains(&letter))
    }

    pub(crate) const fn synthetic(&self) -> bool {
        self.public.synthetic
    }

    pub(crate) fn context(&self, letter: &str, profile: &Profile) -> Value {
        let operator = value(profile.operator(self.lang));
        let public = value(&self.public);
        if FIXED.contains(&letter) {
            return minijinja::context! { operator, ..public };
        }
        let particular = value(&self.particular);
        minijinja::context! { operator, ..minijinja::context! { ..public, ..particular } }
    }
}

impl Occasion<'_> {
    pub(crate) const fn labels(&self) -> Labels {
        Labels(self.lang)
    }

    pub(crate) fn text_of(&self, id: MatterId) -> Option<(&str, Option<&str>)> {
        match self.matter.get(&id)? {
            Content::Text { text, lang } => Some((text, lang.as_deref())),
            Content::Person(_) | Content::File(_) | Content::Details { .. } => None,
        }
    }

    pub(crate) fn note(&self, id: Option<MatterId>) -> Option<Note> {
        let (text, lang) = self.text_of(id?)?;
        let lang = lang.unwrap_or_else(|| self.lang.code()).to_owned();
        (!text.trim().is_empty()).then(|| Note { text: text.trim().to_owned(), lang })
    }

    /// How a date that was told may be shown: only a rule whose official text was read, and which
    /// somebody looked over, stands without a word about its source.
    pub(crate) fn due(&self, told: &Told) -> Due {
        let rule = self.rules.rule(&told.rule);
        let official = |rule: &&domain::rule::Rule| {
            rule.confidence == Confidence::Official && rule.review.is_some()
        };
        Due {
            day: dates::day(told.due, self.lang),
            confirmed: rule.as_ref().is_some_and(official),
            late: told.due < self.today(),
        }
    }

    pub(crate) fn today(&self) -> jiff::civil::Date {
        self.zone.to_datetime(self.entry.recorded_at).date()
    }

    fn person(&self, id: MatterId) -> Result<&Person, LetterError> {
        match self.matter.get(&id) {
            Some(Content::Person(person)) => Ok(person),
            Some(Content::Text { .. } | Content::File(_) | Content::Details { .. }) | None => {
                Err(LetterError::Missing { what: "the person" })
            }
        }
    }

    fn public(&self) -> Result<Public, LetterError> {
        let traveller = self.person(self.case.person)?;
        let helper = self.case.representative.as_ref().filter(|r| r.subject == self.recipient);
        let recipient = match helper {
            Some(helper) => self.person(helper.person)?,
            None if self.recipient == self.case.traveller => traveller,
            None => {
                return Err(LetterError::Missing { what: "the recipient" });
            }
        };
        let door = |door: &OtherDoor| self.labels().of("door", door.code());
        Ok(Public {
            number: self.case.reference.to_string(),
            today: dates::day(self.today(), self.lang),
            name: recipient.name.clone(),
            helper: helper.is_some(),
            traveller: traveller.name.clone(),
            // Before US bodies the French text is a courtesy; in Canada both are law.
            courtesy: self.case.jurisdiction == Jurisdiction::Us,
            synthetic: self.case.synthetic,
            doors: OtherDoor::ALL.iter().map(door).collect(),
        })
    }
}
