//! The traveller-redress inquiry, DHS TRIP style: the procedure, as a table.
//! A filing gets its number at once; an officer checks whether it is complete; offices are asked
//! for their part; a decision is drafted, signed by a second hand where it must be, and goes out
//! only once every correction was seen to work. Sources are cited by their key in `docs/sources.md`.

use super::definition::{Field, FieldKind, PartKind, Step};
use crate::actor::Role;
use codes::{
    Answer, Component, Crossing, Disclosure, Downstream, Item, OtherDoor, Proof, ReopenedFor,
    Urgency,
};

pub mod codes;
mod command;
mod decide;
mod event;
mod evolve;
pub mod letters;
mod lodge;
mod state;
pub mod status;
mod timers;

pub use command::Command;
pub use decide::decide;
pub use event::{Event, Finding, Ordered, SecondSignature};
pub use lodge::{lodge, needs};
pub use state::{Correction, Draft, Inquiry, Proposal, Spell, Stage, Task, Terminal, Wait};
pub use timers::{
    COMPONENT, CROSSING, DOCUMENTS, REOPEN, SAMPLE, STATUS, TARGET, Timer, TimerKind, timers,
};

/// Labels of steps, fields, codes and events, as Fluent text.
pub const LABELS: &[(&str, &str)] =
    &[("en", include_str!("labels.en.ftl")), ("fr", include_str!("labels.fr.ftl"))];

const SIDE: &[Role] = &[Role::Traveller, Role::Representative, Role::Client, Role::Officer];
const OFFICE: &[Role] = &[Role::Officer, Role::Supervisor];
const LIVE: &[&str] = &[
    "submitted",
    "incomplete",
    "in_process",
    "awaiting_traveller",
    "awaiting_signature",
    "correcting",
];
const WAITS: &[&str] = &["submitted", "incomplete", "awaiting_traveller"];

const fn step(
    key: &'static str,
    who: &'static [Role],
    from: &'static [&'static str],
    asks: &'static [Field],
    follows: &'static [&'static str],
    basis: &'static str,
) -> Step {
    Step { key, who, from, asks, follows, basis, decision: false, independent: false }
}

const fn independent(step: Step) -> Step {
    Step { independent: true, ..step }
}

const fn decision(step: Step) -> Step {
    Step { independent: true, decision: true, ..step }
}

const TEXT: Field = Field::may("text", FieldKind::Sealed);
const DOOR: Field = Field::must("door", FieldKind::Choice(OtherDoor::CODES));

/// The step table: who, from where, what is asked, what follows, on what basis.
#[rustfmt::skip]
pub const STEPS: &[Step] = &[
    independent(step("check-file", OFFICE, &["submitted", "incomplete"],
        &[Field::may("missing", FieldKind::Choices(Item::CODES)), TEXT],
        &["inquiry.found_complete", "inquiry.found_incomplete"], "[STEP3] only a complete file is put into process")),
    independent(step("ask-components", OFFICE, &["in_process"],
        &[Field::must("components", FieldKind::Choices(Component::CODES))],
        &["inquiry.component_asked"], "[ICR2015] the file goes to the offices concerned")),
    independent(step("record-answer", OFFICE, &["in_process", "awaiting_traveller"],
        &[Field::must("task", FieldKind::Part(PartKind::OpenTask)), Field::must("answer", FieldKind::Choice(Answer::CODES)), Field::may("comment", FieldKind::Sealed)],
        &["inquiry.component_answered"], "[STEP3] components review and update their records")),
    independent(step("request-documents", OFFICE, &["in_process"],
        &[Field::must("items", FieldKind::Choices(Item::CODES)), TEXT],
        &["inquiry.documents_requested"], "[STEP3] more information needed; [PIA002a] documents depend on the complaint")),
    independent(step("answer-request", SIDE, &["awaiting_traveller", "incomplete"],
        &[TEXT], &["inquiry.request_answered"], "[STEP3] more information needed")),
    independent(step("close-request", OFFICE, &["awaiting_traveller"],
        &[], &["inquiry.request_closed"], "this office's own practice: go on without the answer")),
    decision(step("propose-decision", OFFICE, &["in_process"],
        &[Field::must("findings", FieldKind::Findings), Field::must("disclosure", FieldKind::Choice(Disclosure::CODES)),
          Field::may("reasons_en", FieldKind::Sealed), Field::may("reasons_fr", FieldKind::Sealed),
          Field::may("corrections", FieldKind::Choices(Downstream::CODES))],
        &["inquiry.proposed"], "[STEP3] one final letter when all are done")),
    decision(step("sign", OFFICE, &["awaiting_signature"],
        &[], &["inquiry.signed"], "this office's own check: a second signature on adverse outcomes and on a sample")),
    decision(step("send-back", OFFICE, &["awaiting_signature", "correcting"],
        &[Field::must("reason", FieldKind::Sealed)], &["inquiry.sent_back"], "this office's own check: a second signature")),
    independent(step("confirm-correction", OFFICE, &["awaiting_signature", "correcting"],
        &[Field::must("correction", FieldKind::Part(PartKind::OpenCorrection)), Field::must("proof", FieldKind::Choice(Proof::CODES)), Field::must("effective_on", FieldKind::Date)],
        &["inquiry.correction_confirmed"], "[ACLU2009] no letter may say that it is solved before it is")),
    decision(step("issue-decision", OFFICE, &["correcting"],
        &[], &["inquiry.decided"], "[STEP3] final determination letter")),
    decision(step("return-out-of-scope", OFFICE, &["submitted", "incomplete", "in_process"],
        &[DOOR], &["inquiry.returned"], "[STEP1] not for an inquiry; the right door is named")),
    decision(step("transfer-out", OFFICE, &["submitted", "incomplete", "in_process"],
        &[DOOR, Field::may("reference", FieldKind::Sealed)], &["inquiry.transferred"], "[CRCL] another body takes it over")),
    decision(step("mark-duplicate", OFFICE, &["submitted", "incomplete", "in_process"],
        &[Field::must("lead", FieldKind::Text), Field::may("compared", FieldKind::YesNo)],
        &["inquiry.marked_duplicate"], "one application a person [TIF-CHANGES]")),
    step("withdraw", &[Role::Traveller, Role::Representative, Role::Client, Role::Supervisor], LIVE,
        &[], &["inquiry.withdrawn"], "giving data is voluntary [TRIP-PAS]"),
    decision(step("close-incomplete", OFFICE, WAITS,
        &[], &["inquiry.abandoned"], "[STEP3] no paperwork; [KAIETEUR] 30 days, unconfirmed: a person closes it, never the clock")),
    independent(step("come-back", SIDE, &["closed"],
        &[], &["inquiry.reopened"], "this office's own rule: a way back after closing without completion")),
    independent(step("reopen", &[Role::Supervisor], &["closed"],
        &[Field::must("reason", FieldKind::Choice(ReopenedFor::CODES))], &["inquiry.reopened"], "this office's own rule: a new fact opens a case again")),
    independent(step("report-recurrence", SIDE, &["closed"],
        &[Field::must("happened_on", FieldKind::Date), TEXT],
        &["inquiry.recurrence_reported", "inquiry.reopened"], "[USC44926] the mistake must not recur; told on the same number")),
    step("report-crossing", SIDE, &["closed"],
        &[Field::must("result", FieldKind::Choice(Crossing::CODES)), Field::must("crossed_on", FieldKind::Date)],
        &["inquiry.crossing_reported"], "the next crossing is the remedy's real effect"),
    step("ask-urgency", SIDE, LIVE,
        &[Field::must("reason", FieldKind::Choice(Urgency::CODES)), TEXT],
        &["inquiry.urgency_asked"], "this office's own urgent track"),
    independent(step("answer-urgency", OFFICE, LIVE,
        &[Field::must("granted", FieldKind::YesNo), TEXT],
        &["inquiry.urgency_answered"], "this office's own urgent track")),
    step("record-control-number", OFFICE, &[],
        &[Field::must("number", FieldKind::Sealed)], &["inquiry.control_number_recorded"], "[STEP3] given at submission to the programme; kept beside our number"),
    step("elapse", &[Role::System], &[], &[], &["inquiry.elapsed"], "a timer came due"),
];

/// Whether whoever caused an event had to be independent of the contested decisions.
pub const fn must_be_independent(event: &Event) -> bool {
    matches!(
        event,
        Event::FoundIncomplete { .. }
            | Event::FoundComplete { .. }
            | Event::ComponentAsked { .. }
            | Event::DocumentsRequested { .. }
            | Event::Proposed { .. }
            | Event::Signed { .. }
            | Event::SentBack { .. }
            | Event::CorrectionConfirmed { .. }
            | Event::Decided { .. }
            | Event::Returned { .. }
            | Event::Transferred { .. }
            | Event::MarkedDuplicate { .. }
            | Event::Abandoned { .. }
    )
}

#[cfg(test)]
mod tests;
