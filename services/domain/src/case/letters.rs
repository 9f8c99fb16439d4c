//! Which letters follow an entry, to whom and in whose language. One recipient a letter;
//! language belongs to the recipient, never to the case.

use super::event::{Entry, Event};
use super::state::Case;
use crate::ids::{RecourseId, SubjectId};
use crate::purpose::Language;
use crate::recourse::definition::Wording;
use crate::recourse::{self, Recourse, inquiry};

/// Letters of a case as a whole.
pub const WORDINGS: &[Wording] = &[
    Wording { letter: "message", lang: "en", text: include_str!("letters/message.en.txt") },
    Wording { letter: "message", lang: "fr", text: include_str!("letters/message.fr.txt") },
    Wording {
        letter: CONTACT_CHANGED,
        lang: "en",
        text: include_str!("letters/contact-changed.en.txt"),
    },
    Wording {
        letter: CONTACT_CHANGED,
        lang: "fr",
        text: include_str!("letters/contact-changed.fr.txt"),
    },
];

/// The letter that says that name or address changed; its mail goes to the former address too.
pub const CONTACT_CHANGED: &str = "contact-changed";

/// A letter to one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Letter code; its wording lies in the mechanism's folder.
    pub letter: &'static str,
    /// The recourse it is about, if one.
    pub recourse: Option<RecourseId>,
    /// To whom.
    pub subject: SubjectId,
    /// In which language.
    pub language: Language,
    /// By post, because there is no mailbox.
    pub by_post: bool,
}

/// The letters that follow an entry; `case` is the state after it.
pub fn letters_for(entry: &Entry, case: &Case) -> Vec<Letter> {
    let Some((letter, recourse)) = which(&entry.event, case) else {
        return Vec::new();
    };
    let to = |subject, language, by_post| Letter { letter, recourse, subject, language, by_post };
    if let Event::PersonChanged { subject, .. } = &entry.event {
        let helper = case.representative.as_ref().filter(|helper| helper.subject == *subject);
        return vec![match helper {
            Some(helper) => to(helper.subject, helper.language, false),
            None => to(case.traveller, case.language, case.by_post),
        }];
    }
    let mut all = vec![to(case.traveller, case.language, case.by_post)];
    if let Some(other) = &case.representative {
        all.push(to(other.subject, other.language, false));
    }
    all
}

fn which(event: &Event, case: &Case) -> Option<(&'static str, Option<RecourseId>)> {
    match event {
        Event::MessageSent { .. } => Some(("message", None)),
        Event::PersonChanged { .. } => Some((CONTACT_CHANGED, None)),
        Event::Recourse { id, event: recourse::Event::Inquiry(event) } => {
            let Recourse::Inquiry(inquiry) = case.recourse(*id)?;
            Some((inquiry::letters::letter_for(event, inquiry)?, Some(*id)))
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
        | Event::NoticeSent { .. }
        | Event::NoticeFailed { .. } => None,
    }
}
