//! Sealed matter, opened for one page: everything that the case's events name, in one reading.
//! What was erased is absent, and the page says so.

use std::collections::HashMap;

use domain::case::{Case, Entry};
use domain::matter::{Content, File, Person};
use domain::office::Office;
use domain::{Jurisdiction, MatterId, StaffId};
use serde_json::Value;
use store::{Register, StoreError};
use uuid::Uuid;

/// Matter by id, and the names of the staff.
pub struct Opened {
    matter: HashMap<MatterId, Content>,
    people: HashMap<StaffId, MatterId>,
}

impl Opened {
    /// Opens what a case and its events name, and the names of the office's staff.
    pub async fn of(
        register: &Register,
        jurisdiction: Jurisdiction,
        entries: &[Entry],
        office: &Office,
    ) -> Result<Self, StoreError> {
        let people: HashMap<StaffId, MatterId> =
            office.staff.iter().map(|(id, member)| (*id, member.person)).collect();
        let mut wanted: Vec<MatterId> = people.values().copied().collect();
        for entry in entries {
            let body = serde_json::to_value(&entry.event).unwrap_or_default();
            named(&body, &mut wanted);
        }
        wanted.sort();
        wanted.dedup();
        let matter = register.matter(jurisdiction, &wanted).await?;
        Ok(Self { matter, people })
    }

    /// A text; nothing where it was erased.
    pub fn text(&self, id: MatterId) -> Option<&str> {
        match self.matter.get(&id)? {
            Content::Text { text, .. } => Some(text),
            Content::Person(_) | Content::File(_) | Content::Details { .. } => None,
        }
    }

    /// The language in which a text was written, where that is known.
    pub fn lang(&self, id: MatterId) -> Option<&str> {
        match self.matter.get(&id)? {
            Content::Text { lang, .. } => lang.as_deref(),
            Content::Person(_) | Content::File(_) | Content::Details { .. } => None,
        }
    }

    /// A person.
    pub fn person(&self, id: MatterId) -> Option<&Person> {
        match self.matter.get(&id)? {
            Content::Person(person) => Some(person),
            Content::Text { .. } | Content::File(_) | Content::Details { .. } => None,
        }
    }

    /// The description of a file.
    pub fn file(&self, id: MatterId) -> Option<&File> {
        match self.matter.get(&id)? {
            Content::File(file) => Some(file),
            Content::Text { .. } | Content::Person(_) | Content::Details { .. } => None,
        }
    }

    /// Named answers.
    pub fn details(&self, id: MatterId) -> Vec<(&str, &str)> {
        match self.matter.get(&id) {
            Some(Content::Details { fields }) => {
                fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect()
            }
            Some(Content::Text { .. } | Content::Person(_) | Content::File(_)) | None => Vec::new(),
        }
    }

    /// The name of a member of staff.
    pub fn staff(&self, id: StaffId) -> Option<&str> {
        Some(self.person(*self.people.get(&id)?)?.name.as_str())
    }

    /// The traveller's name; nothing where it was erased.
    pub fn traveller(&self, case: &Case) -> Option<&str> {
        Some(self.person(case.person)?.name.as_str())
    }

    /// Everything, for the letters.
    pub const fn all(&self) -> &HashMap<MatterId, Content> {
        &self.matter
    }
}

/// Every id in an event: those that are not matter find nothing.
fn named(value: &Value, into: &mut Vec<MatterId>) {
    match value {
        Value::String(text) => {
            if let Some(id) = (text.len() == 36).then(|| Uuid::parse_str(text).ok()).flatten() {
                into.push(MatterId(id));
            }
        }
        Value::Array(all) => all.iter().for_each(|v| named(v, into)),
        Value::Object(all) => all.values().for_each(|v| named(v, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
