//! What happened, as the traveller reads it: dated facts, oldest first. What the office does
//! inside itself is not shown, and what is shown never depends on whether somebody is on a list.

use domain::SubjectId;
use domain::case::{Entry, Event, letters_for};
use domain::recourse::{self, inquiry};
use jiff::tz::TimeZone;

use crate::desk::timeline::timer_word;
use crate::words::Words;

/// One fact.
pub struct Line {
    /// What happened.
    pub what: String,
    /// When, for machines.
    pub stamp: String,
    /// When, for people.
    pub at: String,
    /// Version of the letter that followed, if one did.
    pub letter: Option<i32>,
    /// Whether it only says that something else was sent.
    pub is_quiet: bool,
    day: String,
    times: usize,
}

/// The facts of a case, oldest first.
pub fn lines(w: Words, entries: &[Entry], zone: &TimeZone, reader: SubjectId) -> Vec<Line> {
    let mut case = None;
    let mut lines = Vec::new();
    for entry in entries {
        case = domain::case::evolve(case, entry, zone);
        let letters = case.as_ref().map(|case| letters_for(entry, case)).unwrap_or_default();
        let is_mine = letters.iter().any(|letter| letter.subject == reader);
        if is_shown(&entry.event, reader) {
            put(
                &mut lines,
                Line {
                    what: what(w, &entry.event),
                    stamp: entry.occurred_at.to_string(),
                    at: w.instant(&entry.occurred_at, zone),
                    letter: is_mine.then_some(entry.version),
                    is_quiet: matches!(entry.event, Event::NoticeSent { .. }),
                    day: w.date(&zone.to_datetime(entry.occurred_at).date()),
                    times: 1,
                },
            );
        }
    }
    for line in lines.iter_mut().filter(|line| line.times > 1) {
        line.what = w.t2("timeline-times", "what", &line.what, "count", line.times);
    }
    lines
}

/// The same again on the same day is one line, with how many times: three papers sent together
/// are not three things to read.
fn put(lines: &mut Vec<Line>, line: Line) {
    let last = lines
        .last_mut()
        .filter(|last| last.what == line.what && last.day == line.day && last.letter.is_none());
    match last.filter(|_| line.letter.is_none()) {
        Some(last) => last.times += 1,
        None => lines.push(line),
    }
}

/// What happened. A date that came due is told by what came of it.
fn what(w: Words, event: &Event) -> String {
    if let Event::Recourse {
        event: recourse::Event::Inquiry(inquiry::Event::Elapsed { timer, .. }),
        ..
    } = event
    {
        return w.of("timeline-{timer}", timer_word(*timer));
    }
    w.t(&format!("event-{}", event.name().replace('.', "-")))
}

fn is_shown(event: &Event, reader: SubjectId) -> bool {
    match event {
        Event::Opened { .. }
        | Event::DocumentReceived { .. }
        | Event::DocumentChecked { .. }
        | Event::MessageReceived { .. }
        | Event::MessageSent { .. }
        | Event::PersonChanged { .. } => true,
        // Whoever helps gets letters too; each reads of their own.
        Event::NoticeSent { subject, .. } | Event::NoticeFailed { subject, .. } => {
            *subject == reader
        }
        Event::IncidentRecorded { .. }
        | Event::DecisionContested { .. }
        | Event::OriginatorIdentified { .. }
        | Event::IndependenceFlagged { .. }
        | Event::NoteAdded { .. }
        | Event::Assigned { .. } => false,
        Event::Recourse { event: recourse::Event::Inquiry(event), .. } => is_shown_of(event),
    }
}

/// Drafts, signatures and corrections are the office's own until the answer goes out.
const fn is_shown_of(event: &inquiry::Event) -> bool {
    use inquiry::Event as E;
    match event {
        E::Lodged { .. }
        | E::FoundIncomplete { .. }
        | E::FoundComplete { .. }
        | E::ComponentAsked { .. }
        | E::ComponentAnswered { .. }
        | E::DocumentsRequested { .. }
        | E::RequestAnswered { .. }
        | E::RequestClosed { .. }
        | E::Decided { .. }
        | E::Returned { .. }
        | E::Transferred { .. }
        | E::MarkedDuplicate { .. }
        | E::Withdrawn { .. }
        | E::Abandoned { .. }
        | E::Reopened { .. }
        | E::RecurrenceReported { .. }
        | E::CrossingReported { .. }
        | E::UrgencyAsked { .. }
        | E::UrgencyAnswered { .. }
        | E::ControlNumberRecorded { .. } => true,
        E::Elapsed { timer, .. } => is_shown_timer(*timer),
        E::Proposed { .. }
        | E::Signed { .. }
        | E::SentBack { .. }
        | E::CorrectionConfirmed { .. } => false,
    }
}

const fn is_shown_timer(timer: inquiry::TimerKind) -> bool {
    use inquiry::TimerKind as T;
    match timer {
        T::Reminder(_) | T::Status(_) | T::Crossing(_) | T::DocumentsMissed => true,
        T::Warning(_) | T::Breach | T::ComponentOverdue(_) => false,
    }
}
