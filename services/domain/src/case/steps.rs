//! Steps that concern a case as a whole, in the same words as a procedure's own table.

use super::codes::Checked;
use crate::actor::Role;
use crate::recourse::definition::{Field, FieldKind, PartKind, Step};
use crate::recourse::inquiry::codes::Item;

const OFFICE: &[Role] = &[Role::Officer, Role::Supervisor];
const SIDE: &[Role] = &[Role::Traveller, Role::Representative, Role::Client];
const ANY: &[Role] =
    &[Role::Traveller, Role::Representative, Role::Client, Role::Officer, Role::Supervisor];

const fn step(
    key: &'static str,
    who: &'static [Role],
    asks: &'static [Field],
    follows: &'static [&'static str],
    basis: &'static str,
) -> Step {
    Step { key, who, from: &[], asks, follows, basis, decision: false, independent: false }
}

/// Staff who are tied to the contested decision may not take it; whoever else may, may.
const fn independent(step: Step) -> Step {
    Step { independent: true, ..step }
}

const TEXT: Field = Field::must("text", FieldKind::Sealed);

/// The table.
#[rustfmt::skip]
pub const STEPS: &[Step] = &[
    step("add-note", OFFICE, &[TEXT], &["case.note_added"], "the office's own file"),
    step("send-message", SIDE, &[TEXT], &["case.message_received"], "[CBPPLEDGE] comments are accepted and answered"),
    independent(step("reply-to-traveller", OFFICE, &[TEXT], &["case.message_sent"], "[CBPPLEDGE] comments are accepted and answered")),
    step("assign", OFFICE,
        &[Field::may("staff", FieldKind::Part(PartKind::Staff)), Field::may("reason", FieldKind::Sealed)],
        &["case.assigned"], "carriage of the case"),
    step("add-document", ANY, &[Field::must("item", FieldKind::Choice(Item::CODES))],
        &["case.document_received"], "[STEP2] copies only; a receipt for each"),
    step("check-document", OFFICE,
        &[Field::must("document", FieldKind::Part(PartKind::Document)), Field::must("result", FieldKind::Choice(Checked::CODES))],
        &["case.document_checked"], "[STEP2] copies must be legible"),
    independent(step("identify-originator", OFFICE,
        &[Field::must("decision", FieldKind::Part(PartKind::Contested)), Field::must("unit", FieldKind::Text), Field::may("officer", FieldKind::Part(PartKind::Staff))],
        &["case.originator_identified", "case.independence_flagged"], "[PPLEASE2009] whoever decided never reviews")),
    independent(step("change-person", ANY, &[], &["case.person_changed"], "the mailbox is not the person")),
];
