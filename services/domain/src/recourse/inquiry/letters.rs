//! Which letter follows which event, and to whom; the wording lies beside this file, in both
//! languages. Nothing here decides whether somebody is on a list: what a letter may say is a
//! function of public facts and of the disclosure level alone.

use super::codes::Disclosure;
use super::event::Event;
use super::state::Inquiry;
use super::timers::TimerKind;
use crate::recourse::definition::Wording;

macro_rules! wordings {
    ($($letter:literal),+ $(,)?) => {
        /// Every letter in both languages.
        pub const WORDINGS: &[Wording] = &[$(
            Wording { letter: $letter, lang: "en", text: include_str!(concat!("letters/", $letter, ".en.txt")) },
            Wording { letter: $letter, lang: "fr", text: include_str!(concat!("letters/", $letter, ".fr.txt")) },
        )+];
    };
}

wordings!(
    "acknowledgement",
    "missing-items",
    "document-request",
    "reminder",
    "status",
    "decision",
    "decision-neither-confirm-nor-deny",
    "returned",
    "transferred",
    "duplicate",
    "withdrawn",
    "closed-incomplete",
    "reopened",
    "urgency-answered",
    "next-crossing",
);

/// The letter that follows an event, if one does.
pub fn letter_for(event: &Event, inquiry: &Inquiry) -> Option<&'static str> {
    match event {
        Event::Lodged { .. } => Some("acknowledgement"),
        Event::FoundIncomplete { .. } => Some("missing-items"),
        Event::DocumentsRequested { .. } => Some("document-request"),
        Event::Elapsed { timer, .. } => of_timer(*timer),
        Event::Decided { .. } => Some(decision_letter(inquiry)),
        Event::Returned { .. } => Some("returned"),
        Event::Transferred { .. } => Some("transferred"),
        Event::MarkedDuplicate { .. } => Some("duplicate"),
        Event::Withdrawn { .. } => Some("withdrawn"),
        Event::Abandoned { .. } => Some("closed-incomplete"),
        Event::Reopened { .. } => Some("reopened"),
        Event::UrgencyAnswered { .. } => Some("urgency-answered"),
        Event::FoundComplete { .. }
        | Event::ComponentAsked { .. }
        | Event::ComponentAnswered { .. }
        | Event::RequestAnswered { .. }
        | Event::RequestClosed { .. }
        | Event::Proposed { .. }
        | Event::Signed { .. }
        | Event::SentBack { .. }
        | Event::CorrectionConfirmed { .. }
        | Event::RecurrenceReported { .. }
        | Event::CrossingReported { .. }
        | Event::UrgencyAsked { .. }
        | Event::ControlNumberRecorded { .. } => None,
    }
}

const fn of_timer(timer: TimerKind) -> Option<&'static str> {
    match timer {
        TimerKind::Reminder(_) => Some("reminder"),
        TimerKind::Status(_) => Some("status"),
        TimerKind::Crossing(_) => Some("next-crossing"),
        TimerKind::DocumentsMissed
        | TimerKind::Warning(_)
        | TimerKind::Breach
        | TimerKind::ComponentOverdue(_) => None,
    }
}

/// The letter that tells the decision: fixed wording where nothing may be confirmed or denied.
pub fn decision_letter(inquiry: &Inquiry) -> &'static str {
    let level = inquiry.proposal.as_ref().map(|p| p.disclosure);
    if level == Some(Disclosure::NeitherConfirmNorDeny) {
        "decision-neither-confirm-nor-deny"
    } else {
        "decision"
    }
}
