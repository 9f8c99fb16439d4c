//! What happened on a case, newest first, in the officers' wording: what, when, who, and what
//! the event says beside it. It is read off the stored event itself, so that a new event has its
//! line without code of its own.

use domain::Actor;
use domain::case::{Entry, Event};
use domain::recourse::{self, inquiry};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;
use uuid::Uuid;

use super::labels;
use super::opened::Opened;
use crate::words::Words;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Version of the case after it.
    pub version: i32,
    /// What happened.
    pub what: String,
    /// When, for machines.
    pub stamp: String,
    /// When, for people.
    pub at: String,
    /// When it was written down, where that was on another day.
    pub recorded: Option<String>,
    /// Who did it.
    pub who: String,
    /// Codes and dates that came with it.
    pub details: Vec<String>,
    /// What somebody wrote.
    pub text: Option<String>,
}

/// Which list the codes under a key of an event are of. Keys that mean different lists in
/// different events are told apart by the event.
fn list_of(event: &str, key: &str) -> Option<&'static str> {
    Some(match (event, key) {
        ("inquiry.reopened", "reason") => "reopened-for",
        ("inquiry.urgency_asked", "reason") => "urgency",
        ("inquiry.crossing_reported", "result") => "crossing",
        ("case.document_checked", "result") => "checked",
        (_, "items" | "missing" | "needs" | "item") => "item",
        (_, "component") => "component",
        (_, "answer") => "answer",
        (_, "proof") => "proof",
        (_, "door") => "door",
        (_, "disclosure") => "disclosure",
        (_, "complaint" | "complaints") => "complaint",
        (_, "channel") => "channel",
        (_, "letter") => "letter",
        (_, "purpose") => "purpose",
        (_, "outcome") => "outcome",
        (_, "system") => "downstream",
        (_, "why") => "undelivered",
        _ => return None,
    })
}

/// Keys whose value is shown as it is.
fn is_plain(key: &str) -> bool {
    matches!(key, "unit" | "lead")
}

/// Writes the lines of a case.
pub struct Timeline<'a> {
    /// The words.
    pub w: Words,
    /// The office's zone.
    pub zone: &'a TimeZone,
    /// Matter and names.
    pub opened: &'a Opened,
}

impl Timeline<'_> {
    /// Every event, newest first.
    pub fn lines(&self, entries: &[Entry]) -> Vec<Line> {
        entries.iter().rev().map(|entry| self.line(entry)).collect()
    }

    fn line(&self, entry: &Entry) -> Line {
        let name = entry.event.name();
        let body = body_of(&entry.event);
        let mut said = Said::default();
        self.gather(&name, "", &body, &mut said);
        let (day, recorded) = (self.day(entry.occurred_at), self.day(entry.recorded_at));
        Line {
            version: entry.version,
            what: timer(self.w, &entry.event).unwrap_or_else(|| labels::event(self.w, &name)),
            stamp: entry.occurred_at.to_string(),
            at: self.w.instant(&entry.occurred_at, self.zone),
            recorded: (day != recorded).then(|| self.w.instant(&entry.recorded_at, self.zone)),
            who: self.who(&entry.by),
            details: said.details,
            text: said.text,
        }
    }

    fn day(&self, at: jiff::Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// Who did it: a name for staff, a role for everybody else.
    pub fn who(&self, actor: &Actor) -> String {
        let role = |code| labels::code(self.w, "role", code);
        match actor {
            Actor::Traveller { .. } => role("traveller"),
            Actor::Representative { .. } => role("representative"),
            Actor::Staff { staff, .. } => {
                self.opened.staff(*staff).map_or_else(|| role("officer"), ToOwned::to_owned)
            }
            Actor::Client { client } => client.clone(),
            Actor::System => role("system"),
        }
    }

    fn gather(&self, event: &str, key: &str, value: &Value, said: &mut Said) {
        match value {
            Value::Object(all) if all.contains_key("rule") && all.contains_key("due") => {
                if let Some(due) = all["due"].as_str().and_then(|d| d.parse::<Date>().ok()) {
                    said.details.push(self.w.t1("desk-line-due", "date", self.w.date(&due)));
                }
            }
            Value::Object(all) => all.iter().for_each(|(k, v)| self.gather(event, k, v, said)),
            Value::Array(all) => all.iter().for_each(|v| self.gather(event, key, v, said)),
            Value::String(text) => self.text(event, key, text, said),
            Value::Bool(granted) if key == "granted" => {
                let word = if *granted { "desk-line-granted" } else { "desk-line-not-granted" };
                said.details.push(self.w.t(word));
            }
            Value::Bool(_) | Value::Null | Value::Number(_) => {}
        }
    }

    fn text(&self, event: &str, key: &str, text: &str, said: &mut Said) {
        if let Some(list) = list_of(event, key) {
            said.details.push(labels::code(self.w, list, text));
        } else if is_plain(key) {
            said.details.push(text.to_owned());
        } else if let Ok(id) = Uuid::parse_str(text) {
            let written = self.opened.text(domain::MatterId(id));
            let staff = (key == "staff").then(|| self.opened.staff(domain::StaffId(id))).flatten();
            said.details.extend(staff.map(ToOwned::to_owned));
            if let Some(written) = written {
                let text = said.text.get_or_insert_default();
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                text.push_str(written);
            }
        } else if let Some(date) = date_of(key, text) {
            said.details.push(self.w.date(&date));
        }
    }
}

#[derive(Default)]
struct Said {
    details: Vec<String>,
    text: Option<String>,
}

/// Days that an event is about; the day on which it happened stands beside it already.
fn date_of(key: &str, text: &str) -> Option<Date> {
    let told = matches!(key, "complete_on" | "effective_on" | "happened_on" | "crossed_on" | "due");
    told.then(|| text.parse().ok()).flatten()
}

fn body_of(event: &Event) -> Value {
    let mut value = serde_json::to_value(event).unwrap_or_default();
    if let Event::Recourse { .. } = event {
        return value.pointer_mut("/body/event/event/body").map(Value::take).unwrap_or_default();
    }
    value.get_mut("body").map(Value::take).unwrap_or_default()
}

/// A timer is named by what came due.
fn timer(w: Words, event: &Event) -> Option<String> {
    let Event::Recourse { event: recourse::Event::Inquiry(event), .. } = event else {
        return None;
    };
    let inquiry::Event::Elapsed { timer, .. } = event else {
        return None;
    };
    Some(labels::code(w, "timer", timer_word(*timer)))
}

/// What comes due, without its number.
pub const fn timer_word(timer: inquiry::TimerKind) -> &'static str {
    use inquiry::TimerKind;
    match timer {
        TimerKind::Reminder(_) => "reminder",
        TimerKind::DocumentsMissed => "documents-missed",
        TimerKind::Warning(_) => "warning",
        TimerKind::Breach => "breach",
        TimerKind::Status(_) => "status",
        TimerKind::Crossing(_) => "crossing",
        TimerKind::ComponentOverdue(_) => "component-overdue",
    }
}
