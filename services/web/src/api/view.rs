//! A case as the programming interface shows it: all to the office, the public part to the
//! program that filed it. What a program reads is an allow-list, so that a new event stays
//! inside until somebody says otherwise.

use domain::case::{self, Entry};
use domain::recourse::inquiry::Inquiry;
use domain::recourse::inquiry::status;
use domain::rule::Confidence;
use domain::{Actor, recourse};
use jiff::civil::Date;

use super::types::{
    Case, Clock, Contested, Deadlines, Document, History, HistoryEvent, Incident, Recourse, Rule,
    Task,
};
use crate::desk::clocks;
use crate::desk::explain::pick;
use crate::steps::Target;
use crate::steps::filing::Who;
use crate::words::Words;

/// Events that a program may read of its own filings.
const PUBLIC: &[&str] = &[
    "case.opened",
    "case.incident_recorded",
    "case.decision_contested",
    "case.document_received",
    "case.document_checked",
    "case.message_received",
    "case.message_sent",
    "case.person_changed",
    "inquiry.lodged",
    "inquiry.found_incomplete",
    "inquiry.found_complete",
    "inquiry.documents_requested",
    "inquiry.request_answered",
    "inquiry.request_closed",
    "inquiry.decided",
    "inquiry.returned",
    "inquiry.transferred",
    "inquiry.marked_duplicate",
    "inquiry.withdrawn",
    "inquiry.abandoned",
    "inquiry.reopened",
    "inquiry.recurrence_reported",
    "inquiry.crossing_reported",
    "inquiry.urgency_asked",
    "inquiry.urgency_answered",
];

/// Whether a program may read of an event.
pub fn is_public(name: &str) -> bool {
    PUBLIC.contains(&name)
}

/// Who looks, and what of it is theirs.
pub struct Viewer<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// Whether everything is theirs.
    pub is_office: bool,
    /// The words of the caller's language.
    pub w: Words,
}

impl Viewer<'_> {
    /// A case; names only where they were opened for the office.
    pub fn case(&self, case: &case::Case, traveller: Option<Who>) -> Case {
        Case {
            reference: case.reference.to_string(),
            version: case.version,
            jurisdiction: crate::staff::session::code(case.jurisdiction).to_owned(),
            opened_at: case.opened_at.to_string(),
            language: case.language.code().to_owned(),
            channel: case.channel.code().to_owned(),
            purpose: case.purpose.code().to_owned(),
            synthetic: case.synthetic,
            incidents: case.incidents.iter().map(|i| incident(case, i)).collect(),
            documents: case.documents.iter().map(document).collect(),
            recourses: case.recourses.iter().map(|r| self.recourse(case, r)).collect(),
            traveller: traveller.filter(|_| self.is_office),
            assigned: case.assigned.filter(|_| self.is_office).map(|id| id.to_string()),
        }
    }

    fn recourse(&self, case: &case::Case, recourse: &recourse::Recourse) -> Recourse {
        let recourse::Recourse::Inquiry(inquiry) = recourse;
        let target = Target::Recourse(recourse.id(), recourse.mechanism());
        let codes = |all: Vec<&str>| all.into_iter().map(ToOwned::to_owned).collect();
        let waiting = inquiry.wait.iter().flat_map(|w| w.items.iter().map(|i| i.code())).collect();
        let groups = status::groups(inquiry)
            .into_iter()
            .map(domain::recourse::inquiry::codes::Group::code)
            .collect();
        Recourse {
            id: recourse.id().to_string(),
            mechanism: recourse.mechanism().code().to_owned(),
            status: status::public(case, inquiry).code().to_owned(),
            outcome_groups: codes(groups),
            waiting_for: codes(waiting),
            stage: self.is_office.then(|| recourse.stage().to_owned()),
            tasks: if self.is_office { tasks(inquiry) } else { Vec::new() },
            steps: self.steps(target, recourse.stage()),
        }
    }

    fn steps(&self, target: Target, stage: &str) -> Vec<String> {
        let steps = target.steps().iter().filter(|step| {
            let role = step.who.iter().any(|role| self.actor.is(*role));
            role && (step.from.is_empty() || step.from.contains(&stage))
        });
        steps.map(|step| step.key.to_owned()).collect()
    }

    /// What happened.
    pub fn history(&self, case: &case::Case, entries: &[Entry]) -> History {
        let seen = entries.iter().filter(|e| self.is_office || is_public(&e.event.name()));
        History {
            reference: case.reference.to_string(),
            version: case.version,
            events: seen.map(|entry| self.event(entry)).collect(),
        }
    }

    fn event(&self, entry: &Entry) -> HistoryEvent {
        let by = match &entry.by {
            Actor::Traveller { .. } => "traveller",
            Actor::Representative { .. } => "representative",
            Actor::Staff { .. } => "staff",
            Actor::Client { .. } => "client",
            Actor::System => "system",
        };
        HistoryEvent {
            version: entry.version,
            name: entry.event.name(),
            recorded_at: entry.recorded_at.to_string(),
            occurred_at: entry.occurred_at.to_string(),
            by: by.to_owned(),
            body: self.is_office.then(|| serde_json::to_value(&entry.event).unwrap_or_default()),
        }
    }

    /// The clocks. The office's own target is told to programs too: it is public.
    pub fn deadlines(
        &self,
        case: &case::Case,
        clocks: &[clocks::Clock<'_>],
        today: Date,
    ) -> Deadlines {
        Deadlines {
            reference: case.reference.to_string(),
            as_of: today.to_string(),
            clocks: clocks.iter().map(|clock| self.clock(clock)).collect(),
        }
    }

    fn clock(&self, clock: &clocks::Clock<'_>) -> Clock {
        let confidence = match clock.rule.confidence {
            Confidence::Official => "official",
            Confidence::Secondary => "secondary",
            Confidence::Unconfirmed => "unconfirmed",
        };
        let lines = clock.derivation.lines.iter();
        Clock {
            recourse: clock.recourse.to_string(),
            kind: clock.kind.to_owned(),
            due: clock.due().to_string(),
            state: clock.state.code().to_owned(),
            rule: Rule {
                id: clock.rule.id.clone(),
                version: clock.rule.version,
                title: pick(self.w, &clock.rule.title).to_owned(),
                confidence: confidence.to_owned(),
                sources: clock.rule.sources.iter().map(|s| s.cite.clone()).collect(),
            },
            derivation: lines.map(|l| serde_json::to_value(l).unwrap_or_default()).collect(),
        }
    }
}

fn incident(case: &case::Case, incident: &case::IncidentState) -> Incident {
    let contested = case.contested.iter().filter(|c| c.incident == incident.id);
    Incident {
        id: incident.id.to_string(),
        place: incident.place.key.clone(),
        mode: incident.place.mode.code().to_owned(),
        on: incident.on.to_string(),
        unsure: incident.unsure,
        contested: contested
            .map(|c| Contested {
                id: c.id.to_string(),
                complaint: c.complaint.code().to_owned(),
                paper: c.paper.code().to_owned(),
                told_how: c.told_how.code().to_owned(),
                told_on: c.told_on.map(|on| on.to_string()),
            })
            .collect(),
    }
}

fn document(document: &case::Document) -> Document {
    Document {
        id: document.id.to_string(),
        item: document.item.code().to_owned(),
        on: document.on.to_string(),
        checked: document.checked.map(|c| c.code().to_owned()),
    }
}

fn tasks(inquiry: &Inquiry) -> Vec<Task> {
    let one = |task: &recourse::inquiry::Task| Task {
        id: task.id.to_string(),
        component: task.component.code().to_owned(),
        asked: task.asked.to_string(),
        due: task.due.to_string(),
        answer: task.answered.map(|(_, answer)| answer.code().to_owned()),
    };
    inquiry.tasks.iter().map(one).collect()
}

/// A person as the interface writes one.
pub fn who(person: &domain::matter::Person) -> Who {
    let person = person.clone();
    Who {
        name: person.name,
        other_names: person.other_names,
        born: person.born,
        birthplace: person.birthplace,
        citizenship: person.citizenship,
        email: person.email,
        phone: person.phone,
        address: person.address,
        second_way: person.second_way,
    }
}
