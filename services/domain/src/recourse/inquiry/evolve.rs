//! Folding events into state: total, and silent about rules. Whatever the record holds folds.

use jiff::civil::Date;

use super::codes::Item;
use super::event::Event;
use super::state::{Correction, Draft, Inquiry, Proposal, Spell, Stage, Task, Terminal, Wait};
use super::timers::TimerKind;
use crate::deadline::Pause;
use crate::ids::StaffId;

impl Inquiry {
    /// Folds one event; `on` is the civil day on which it occurred, `by` the officer, if one.
    pub fn evolve(&mut self, event: &Event, on: Date, by: Option<StaffId>) {
        if by.is_some() {
            self.spell_mut().first_action.get_or_insert(on);
        }
        match event {
            Event::Lodged { .. } => {}
            Event::FoundIncomplete { missing, due, text } => {
                self.stage = Stage::Incomplete;
                let (items, text, told) = (missing.clone(), *text, due.clone());
                self.wait = Some(Wait { request: None, items, text, told });
            }
            Event::FoundComplete { complete_on, .. } => {
                self.stage = Stage::InProcess;
                self.wait = None;
                self.spell_mut().complete.get_or_insert(*complete_on);
            }
            Event::ComponentAsked { task, component, due } => self.tasks.push(Task {
                id: *task,
                component: *component,
                asked: on,
                due: *due,
                answered: None,
                comment: None,
            }),
            Event::ComponentAnswered { task, answer, comment } => {
                if let Some(open) = self.tasks.iter_mut().find(|t| t.id == *task) {
                    open.answered = Some((on, *answer));
                    open.comment = *comment;
                }
            }
            Event::ControlNumberRecorded { number } => self.control_number = Some(*number),
            Event::Elapsed { timer, due } => self.came_due(*timer, *due, on),
            Event::UrgencyAsked { reason, .. } => self.urgency = Some((*reason, None)),
            Event::UrgencyAnswered { granted, .. } => {
                if let Some((_, answer)) = &mut self.urgency {
                    *answer = Some(*granted);
                }
            }
            Event::RecurrenceReported { happened_on, .. } => self.recurrences.push(*happened_on),
            Event::CrossingReported { result, crossed_on } => {
                self.crossings.push((*result, *crossed_on));
            }
            Event::DocumentsRequested { .. }
            | Event::RequestAnswered { .. }
            | Event::RequestClosed { .. } => self.evolve_request(event, on),
            Event::Proposed { .. }
            | Event::Signed { .. }
            | Event::SentBack { .. }
            | Event::CorrectionConfirmed { .. } => self.evolve_decision(event, on, by),
            Event::Decided { .. }
            | Event::Returned { .. }
            | Event::Transferred { .. }
            | Event::MarkedDuplicate { .. }
            | Event::Withdrawn { .. }
            | Event::Abandoned { .. }
            | Event::Reopened { .. } => self.evolve_ending(event),
        }
    }

    fn came_due(&mut self, timer: TimerKind, due: Date, on: Date) {
        self.elapsed.push((timer, due));
        if matches!(timer, TimerKind::Status(_)) {
            self.spell_mut().status_on = Some(on);
        }
    }

    /// Something wanted came in: it is no longer waited for. A filing that lacks nothing more waits
    /// for the office; a request stays open until its answer, because it stopped the clock.
    pub fn handed_in(&mut self, item: Item) {
        let Some(wait) = &mut self.wait else {
            return;
        };
        wait.items.retain(|wanted| *wanted != item);
        if wait.items.is_empty() && wait.request.is_none() {
            self.wait = None;
        }
    }

    fn spell_mut(&mut self) -> &mut Spell {
        let last = self.spells.len() - 1; // Invariant of `lodged`: there is always one.
        &mut self.spells[last]
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the caller lists every event; this takes three"
    )]
    fn evolve_request(&mut self, event: &Event, day: Date) {
        match event {
            Event::DocumentsRequested { request, items, text, due } => {
                let (items, text, told) = (items.clone(), *text, due.clone());
                self.wait = Some(Wait { request: Some(*request), items, text, told });
                self.requests += 1;
                self.stage = Stage::AwaitingTraveller;
                self.spell_mut().pauses.push(Pause { from: day, to: None });
            }
            Event::RequestAnswered { on, .. } | Event::RequestClosed { on, .. } => {
                self.wait = None;
                self.stage = Stage::InProcess;
                self.end_pause(*on);
            }
            _ => {}
        }
    }

    fn end_pause(&mut self, on: Date) {
        if let Some(pause) = self.spell_mut().pauses.last_mut() {
            pause.to = pause.to.or(Some(on.max(pause.from)));
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the caller lists every event; this takes four"
    )]
    fn evolve_decision(&mut self, event: &Event, on: Date, by: Option<StaffId>) {
        match event {
            Event::Proposed { second_signature, corrections, .. } => {
                self.proposal = proposal(event, on, by);
                self.keep_draft();
                self.corrections.retain(|c| c.effective.is_some());
                self.corrections.extend(corrections.iter().map(|ordered| Correction {
                    id: ordered.correction,
                    system: ordered.system,
                    ordered: on,
                    effective: None,
                }));
                self.stage = match second_signature {
                    super::event::SecondSignature::NotNeeded => Stage::Correcting,
                    super::event::SecondSignature::Adverse
                    | super::event::SecondSignature::Sampled => Stage::AwaitingSignature,
                };
            }
            Event::Signed { .. } => {
                self.stage = Stage::Correcting;
                if let Some(proposal) = &mut self.proposal {
                    proposal.signed = Some((on, by));
                }
                if let Some(draft) = self.drafts.last_mut() {
                    draft.signed = Some(on);
                }
            }
            Event::SentBack { .. } => {
                self.stage = Stage::InProcess;
                self.sent_back += 1;
                self.proposal = None;
                self.corrections.retain(|c| c.effective.is_some());
            }
            Event::CorrectionConfirmed { correction, proof, effective_on } => {
                if let Some(open) = self.corrections.iter_mut().find(|c| c.id == *correction) {
                    open.effective = Some((*effective_on, *proof));
                }
            }
            _ => {}
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the caller lists every event; this takes seven"
    )]
    fn evolve_ending(&mut self, event: &Event) {
        match event {
            Event::Decided { proposal, on } => {
                self.decision = Some(*proposal);
                if let Some(draft) = self.drafts.iter_mut().find(|d| d.id == *proposal) {
                    draft.issued = Some(*on);
                }
                self.end(*on, Terminal::Decided);
            }
            Event::Returned { on, .. } => self.end(*on, Terminal::Returned),
            Event::Transferred { on, .. } => self.end(*on, Terminal::Transferred),
            Event::MarkedDuplicate { on, .. } => self.end(*on, Terminal::Duplicate),
            Event::Withdrawn { on } => self.end(*on, Terminal::Withdrawn),
            Event::Abandoned { on } => self.end(*on, Terminal::Abandoned),
            Event::Reopened { on, reason, .. } => {
                let complete = self.spell().complete.map(|_| *on);
                self.stage = if complete.is_some() { Stage::InProcess } else { Stage::Submitted };
                self.proposal = None;
                self.spells.push(Spell {
                    received: *on,
                    complete,
                    first_action: None,
                    pauses: Vec::new(),
                    ended: None,
                    reopened_for: Some(*reason),
                    elapsed_before: self.elapsed.len(),
                    status_on: None,
                });
            }
            _ => {}
        }
    }

    fn keep_draft(&mut self) {
        let spell = self.spells.len() - 1; // Invariant of `lodged`: there is always one.
        self.drafts.extend(self.proposal.as_ref().map(|p| Draft {
            id: p.id,
            spell,
            on: p.on,
            findings: p.findings.clone(),
            second_signature: p.second_signature,
            signed: None,
            issued: None,
        }));
    }

    fn end(&mut self, on: Date, terminal: Terminal) {
        self.end_pause(on);
        self.stage = Stage::Closed;
        self.wait = None;
        self.spell_mut().ended = Some((on, terminal));
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "takes one event apart")]
fn proposal(event: &Event, on: Date, by: Option<StaffId>) -> Option<Proposal> {
    match event {
        Event::Proposed {
            proposal,
            findings,
            disclosure,
            reasons_en,
            reasons_fr,
            second_signature,
            ..
        } => Some(Proposal {
            id: *proposal,
            by,
            on,
            findings: findings.clone(),
            disclosure: *disclosure,
            reasons_en: *reasons_en,
            reasons_fr: *reasons_fr,
            second_signature: *second_signature,
            signed: None,
        }),
        _ => None,
    }
}
