//! Facts keep what came first: the draft before the second look, the decision before the
//! reopening, the day on which a question lost its point.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::actor::{Actor, Role};
use crate::case::tests::{Story, TRAVELLER, matter, staff};
use crate::ids::PartId;
use crate::recourse::inquiry::Command;
use crate::recourse::inquiry::codes::*;

const ANNE: u128 = 2;
const BEN: u128 = 3;

fn officer(n: u128) -> Actor {
    staff(n, Role::Officer)
}

fn draft(outcome: Outcome) -> Command {
    Command::ProposeDecision {
        findings: vec![Finding {
            decision: PartId(Uuid::from_u128(12)),
            outcome,
            root_cause: RootCause::NameSimilar,
            cleared_by: ClearedBy::DateOfBirth,
            sealed: None,
        }],
        disclosure: Disclosure::Full,
        reasons_en: Some(matter(21)),
        reasons_fr: Some(matter(22)),
        corrections: vec![],
    }
}

fn in_process() -> Story {
    let mut story = Story::lodged(date(2026, 1, 5));
    let complete = Command::CheckFile { missing: vec![], text: None };
    story.step(officer(ANNE), complete).unwrap();
    story
}

fn decided(outcome: Outcome) -> Story {
    let mut story = in_process();
    story.step(officer(ANNE), draft(outcome)).unwrap();
    let _not_for_all = story.step(officer(BEN), Command::Sign);
    story.step(officer(ANNE), Command::IssueDecision).unwrap();
    story
}

fn facts_of(story: &Story) -> Facts {
    facts(story.case(), date(2026, 1, 5)).remove(0)
}

#[test]
fn what_the_second_look_changed_counts_from_the_first_draft() {
    let mut story = in_process();
    story.step(officer(ANNE), draft(Outcome::NoChange)).unwrap();
    let waiting = facts_of(&story).signatures;
    assert_eq!(waiting[0].settled, None);
    let back = Command::SendBack { reason: matter(40) };
    story.days_later(3).step(officer(BEN), back).unwrap();
    let again = draft(Outcome::NoRecordFound);
    story.days_later(2).step(officer(ANNE), again).unwrap();
    story.days_later(1).step(officer(BEN), Command::Sign).unwrap();
    let signature = SignatureFacts {
        drafted: date(2026, 1, 5),
        settled: Some(date(2026, 1, 11)),
        changed: true,
    };
    assert_eq!(facts_of(&story).signatures, [signature]);
}

#[test]
fn a_draft_that_was_signed_as_it_stood_was_not_changed() {
    let signatures = facts_of(&decided(Outcome::NoChange)).signatures;
    assert_eq!(signatures.len(), 1);
    assert!(!signatures[0].changed && signatures[0].settled.is_some());
}

#[test]
fn the_first_decision_stays_when_a_reopened_matter_is_decided_again() {
    let mut story = decided(Outcome::NoChange);
    let reopen = Command::Reopen { reason: ReopenedFor::NewFact };
    story.days_later(30).step(staff(4, Role::Supervisor), reopen).unwrap();
    let between = facts_of(&story);
    assert_eq!(between.issues[0].decisions.len(), 1);
    assert_eq!(between.spells[1].reopened_for.as_deref(), Some("NEW_FACT"));
    story.step(officer(ANNE), draft(Outcome::DecisionReversed)).unwrap();
    let _not_for_all = story.step(officer(BEN), Command::Sign);
    story.step(officer(ANNE), Command::IssueDecision).unwrap();
    let decisions = facts_of(&story).issues.remove(0).decisions;
    let outcomes: Vec<&str> = decisions.iter().map(|d| d.outcome.as_str()).collect();
    assert_eq!(outcomes, ["NO_CHANGE", "DECISION_REVERSED"]);
    assert_eq!(decisions[0].on, date(2026, 1, 5));
}

#[test]
fn a_question_without_an_answer_ends_with_its_spell() {
    let mut story = in_process();
    let ask = Command::AskComponents { components: vec![Component::Cbp] };
    story.step(officer(ANNE), ask).unwrap();
    assert_eq!(facts_of(&story).tasks[0].cancelled, None);
    story.days_later(9).step(TRAVELLER, Command::Withdraw).unwrap();
    let task = &facts_of(&story).tasks[0];
    assert_eq!((task.answered, task.cancelled), (None, Some(date(2026, 1, 14))));
}

#[test]
fn late_records_and_every_crossing_are_kept() {
    let mut story = decided(Outcome::DecisionReversed);
    for later in [10, 40] {
        let crossing = Command::ReportCrossing {
            result: Crossing::Smooth,
            crossed_on: story.days_later(later).today(),
        };
        story.step(TRAVELLER, crossing).unwrap();
    }
    let kept = facts_of(&story);
    assert_eq!(kept.crossings.len(), 2);
    assert_eq!(kept.late, 0);
    let mut entry = story.entries.last().unwrap().clone();
    entry.recorded_at = "2026-12-01T12:00:00Z".parse().unwrap();
    assert!(entry.is_late(&jiff::tz::TimeZone::UTC));
}
