//! The procedure, given / when / then: complete or not, pauses, second hands, corrections that
//! must be seen to work, endings and ways back.

use jiff::civil::date;
use proptest::prelude::*;

use super::codes::*;
use super::*;
use crate::actor::{Actor, Role};
use crate::case::Step;
use crate::case::codes::Checked;
use crate::case::tests::{Story, TRAVELLER, matter, staff};
use crate::deadline::plus_days;
use crate::ids::PartId;
use crate::violation::Violation;
use uuid::Uuid;

const ANNE: u128 = 2;
const BEN: u128 = 3;
const TRANSIT: u128 = 5;

fn officer(n: u128) -> Actor {
    staff(n, Role::Officer)
}

fn complete() -> Command {
    Command::CheckFile { missing: vec![], text: None }
}

fn in_process() -> Story {
    let mut story = Story::lodged(date(2026, 1, 5));
    story.step(officer(ANNE), complete()).unwrap();
    story
}

fn finding(outcome: Outcome) -> Finding {
    Finding {
        decision: PartId(Uuid::from_u128(12)),
        outcome,
        root_cause: RootCause::NameSimilar,
        cleared_by: ClearedBy::DateOfBirth,
        sealed: None,
    }
}

fn draft(outcome: Outcome, corrections: Vec<Downstream>) -> Command {
    Command::ProposeDecision {
        findings: vec![finding(outcome)],
        disclosure: Disclosure::Full,
        reasons_en: Some(matter(21)),
        reasons_fr: Some(matter(22)),
        corrections,
    }
}

#[test]
fn every_step_has_a_command_and_every_key_is_once() {
    let mut keys: Vec<&str> = STEPS.iter().map(|s| s.key).collect();
    keys.sort_unstable();
    let count = keys.len();
    keys.dedup();
    assert_eq!(count, keys.len());
    for (key, command) in [("sign", Command::Sign), ("check-file", complete())] {
        assert_eq!(command.key(), key);
    }
}

#[test]
fn what_came_along_is_not_asked_for_again() {
    let story = Story::lodged(date(2026, 1, 5));
    assert!(story.inquiry().needs.is_empty());
    assert_eq!(status::public(story.case(), story.inquiry()), status::PublicStatus::Submitted);
}

#[test]
fn the_clock_starts_when_nothing_was_missing_not_when_somebody_looked() {
    let mut story = Story::lodged(date(2026, 1, 5));
    story.days_later(6);
    story.step(officer(ANNE), complete()).unwrap();
    assert_eq!(story.inquiry().spell().complete, Some(date(2026, 1, 5)));
    assert!(story.timers().contains(&("breach".into(), date(2026, 2, 17))));
    assert!(story.timers().contains(&("warning-75".into(), date(2026, 2, 5))));
}

#[test]
fn missing_items_get_reminders_and_nothing_closes_by_itself() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let missing = vec![Item::BorderNotice];
    story.step(officer(ANNE), Command::CheckFile { missing, text: None }).unwrap();
    assert_eq!(story.days_later(15).tick(), ["reminder-15"]);
    assert!(story.tick().is_empty(), "the same reminder must not go twice");
    assert_eq!(story.days_later(10).tick(), ["reminder-25"]);
    assert_eq!(story.days_later(6).tick(), ["documents-missed", "status-1"]);
    assert_eq!(story.inquiry().stage, Stage::Incomplete);
    assert_eq!(story.step(officer(ANNE), Command::CloseIncomplete).unwrap(), ["inquiry.abandoned"]);
}

#[test]
fn what_came_in_is_no_longer_waited_for() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let missing = vec![Item::BorderNotice, Item::TravelDetails];
    story.step(officer(ANNE), Command::CheckFile { missing, text: None }).unwrap();
    story.hands_in(Item::BorderNotice);
    assert_eq!(story.inquiry().wait.as_ref().unwrap().items, [Item::TravelDetails]);
    story.hands_in(Item::TravelDetails);
    assert_eq!(story.inquiry().wait, None);
    let public = status::public(story.case(), story.inquiry());
    assert_eq!(public, status::PublicStatus::Submitted, "the office's turn");
    assert!(story.days_later(15).tick().is_empty(), "nobody is reminded of what is there");
    let close = story.days_later(31).step(officer(ANNE), Command::CloseIncomplete);
    assert_eq!(close, Err(Violation::NotInTime { step: "close-incomplete".into() }));
}

#[test]
fn after_a_long_sleep_one_letter_of_a_kind_goes_out() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let missing = vec![Item::BorderNotice];
    story.step(officer(ANNE), Command::CheckFile { missing, text: None }).unwrap();
    assert_eq!(story.days_later(27).tick(), ["reminder-25"], "not both reminders at once");
    assert_eq!(story.days_later(70).tick(), ["documents-missed", "status-1"]);
    assert!(story.tick().is_empty(), "the letters that were slept through are not made up for");
    assert_eq!(story.days_later(23).tick(), ["status-4"]);
}

#[test]
fn closing_for_want_of_documents_waits_for_the_last_day() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let missing = vec![Item::BorderNotice];
    story.step(officer(ANNE), Command::CheckFile { missing, text: None }).unwrap();
    let early = story.days_later(30).step(officer(ANNE), Command::CloseIncomplete);
    assert_eq!(early, Err(Violation::NotInTime { step: "close-incomplete".into() }));
}

#[test]
fn there_is_a_way_back_after_closing_for_want_of_documents() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let missing = vec![Item::BorderNotice];
    story.step(officer(ANNE), Command::CheckFile { missing, text: None }).unwrap();
    story.days_later(31).step(officer(ANNE), Command::CloseIncomplete).unwrap();
    assert_eq!(
        story.days_later(3).step(TRAVELLER, Command::ComeBack).unwrap(),
        ["inquiry.reopened"]
    );
    assert_eq!(story.inquiry().stage, Stage::Submitted);
}

#[test]
fn where_the_letter_says_nothing_the_page_says_no_more_and_a_second_hand_signs() {
    for outcome in [Outcome::Distinguished, Outcome::NoChange] {
        let mut story = in_process();
        let silent = Command::ProposeDecision {
            findings: vec![finding(outcome)],
            disclosure: Disclosure::NeitherConfirmNorDeny,
            reasons_en: None,
            reasons_fr: None,
            corrections: vec![],
        };
        story.step(officer(ANNE), silent).unwrap();
        story.step(officer(BEN), Command::Sign).unwrap();
        story.step(officer(BEN), Command::IssueDecision).unwrap();
        assert!(status::groups(story.inquiry()).is_empty());
        assert!(status::says_nothing(story.inquiry()));
    }
}

#[test]
fn words_with_an_answer_are_kept_while_the_filing_is_incomplete() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let missing = vec![Item::BorderNotice];
    story.step(officer(ANNE), Command::CheckFile { missing, text: None }).unwrap();
    let answer = Command::AnswerRequest { text: Some(matter(40)) };
    assert_eq!(story.step(TRAVELLER, answer).unwrap(), ["case.message_received"]);
    assert_eq!(story.inquiry().stage, Stage::Incomplete);
}

#[test]
fn a_draft_of_somebody_tied_does_not_go_out_however_late_the_tie_is_learned() {
    let mut story = in_process();
    story
        .step(officer(TRANSIT), draft(Outcome::CorrectedVerified, vec![Downstream::CbpOverride]))
        .unwrap();
    let learned = crate::case::Step::IdentifyOriginator {
        decision: PartId(Uuid::from_u128(12)),
        unit: "transit".into(),
        officer: None,
    };
    let names = story.case_step(officer(ANNE), learned).unwrap();
    assert_eq!(names, ["case.originator_identified", "case.independence_flagged"]);
    let next = if story.inquiry().stage == Stage::AwaitingSignature {
        Command::Sign
    } else {
        Command::IssueDecision
    };
    assert_eq!(story.step(officer(BEN), next), Err(Violation::DraftTied));
    let back = Command::SendBack { reason: matter(41) };
    assert_eq!(story.step(officer(BEN), back).unwrap(), ["inquiry.sent_back"]);
    assert_eq!(story.inquiry().stage, Stage::InProcess);
}

#[test]
fn a_document_request_stops_our_clock_and_the_answer_starts_it() {
    let mut story = in_process();
    let ask = Command::RequestDocuments { items: vec![Item::TravelDetails], text: None };
    story.days_later(10).step(officer(ANNE), ask.clone()).unwrap();
    assert!(!story.timers().iter().any(|(kind, _)| kind == "breach"));
    assert_eq!(story.step(officer(ANNE), ask).unwrap_err().code(), "wrong-stage");
    story.days_later(12).step(TRAVELLER, Command::AnswerRequest { text: None }).unwrap();
    assert!(story.timers().contains(&("breach".into(), plus_days(date(2026, 2, 17), 12))));
}

#[test]
fn what_was_found_good_is_asked_for_again_only_once_it_was_found_wanting() {
    for found in [Checked::Unreadable, Checked::NotWhatItSays, Checked::Expired] {
        let mut story = in_process();
        story.hands_in(Item::TravelDetails);
        let document = story.case().documents.last().unwrap().id;
        let check = |result| Step::CheckDocument { document, result };
        story.case_step(officer(ANNE), check(Checked::Accepted)).unwrap();
        let items = vec![Item::Other, Item::TravelDetails];
        let ask = Command::RequestDocuments { items, text: None };
        let held = Violation::field("items", "already-held");
        assert_eq!(story.step(officer(ANNE), ask.clone()), Err(held));
        story.case_step(officer(ANNE), check(found)).unwrap();
        story.step(officer(ANNE), ask).unwrap();
    }
}

#[test]
fn another_paper_of_a_kind_that_names_none_may_be_asked_for() {
    for item in [Item::Other, Item::ClearerCopy] {
        let mut story = in_process();
        story.hands_in(item);
        let document = story.case().documents.last().unwrap().id;
        let good = Step::CheckDocument { document, result: Checked::Accepted };
        story.case_step(officer(ANNE), good).unwrap();
        let ask = Command::RequestDocuments { items: vec![item], text: None };
        story.step(officer(ANNE), ask).unwrap();
    }
}

#[test]
fn what_was_found_good_is_not_missing() {
    let mut story = Story::lodged(date(2026, 1, 5));
    story.hands_in(Item::TravelDetails);
    let document = story.case().documents.last().unwrap().id;
    let good = Step::CheckDocument { document, result: Checked::Accepted };
    story.case_step(officer(ANNE), good).unwrap();
    let check = Command::CheckFile { missing: vec![Item::TravelDetails], text: None };
    let held = Violation::field("missing", "already-held");
    assert_eq!(story.step(officer(ANNE), check), Err(held));
}

#[test]
fn the_next_crossing_is_reported_once_it_is_closed_and_once_for_a_day() {
    let mut story = in_process();
    let told = Command::ReportCrossing { result: Crossing::Smooth, crossed_on: story.today() };
    assert_eq!(story.step(TRAVELLER, told.clone()).unwrap_err().code(), "wrong-stage");
    story.step(TRAVELLER, Command::Withdraw).unwrap();
    assert_eq!(story.step(TRAVELLER, told.clone()).unwrap(), ["inquiry.crossing_reported"]);
    assert!(story.step(TRAVELLER, told).unwrap().is_empty(), "a second tap says nothing new");
}

#[test]
fn the_third_request_needs_a_supervisor() {
    let mut story = in_process();
    let ask = || Command::RequestDocuments { items: vec![Item::Other], text: None };
    for _ in 0..2 {
        story.step(officer(ANNE), ask()).unwrap();
        story.step(TRAVELLER, Command::AnswerRequest { text: None }).unwrap();
    }
    assert_eq!(story.step(officer(ANNE), ask()), Err(Violation::NeedsSupervisor));
    story.step(staff(BEN, Role::Supervisor), ask()).unwrap();
}

#[test]
fn an_adverse_draft_needs_another_hand() {
    let mut story = in_process();
    story.step(officer(ANNE), draft(Outcome::NoChange, vec![])).unwrap();
    assert_eq!(story.inquiry().stage, Stage::AwaitingSignature);
    assert_eq!(story.step(officer(ANNE), Command::Sign), Err(Violation::SameHand));
    story.step(officer(BEN), Command::Sign).unwrap();
    assert_eq!(story.step(officer(ANNE), Command::IssueDecision).unwrap(), ["inquiry.decided"]);
    assert_eq!(story.inquiry().terminal(), Some(Terminal::Decided));
}

#[test]
fn corrected_closes_only_once_each_correction_was_seen_to_work() {
    let mut story = in_process();
    let none = story.step(officer(ANNE), draft(Outcome::CorrectedVerified, vec![]));
    assert_eq!(none, Err(Violation::missing("corrections")));
    let ordered = vec![Downstream::CbpOverride, Downstream::TsaCleared];
    story.step(officer(ANNE), draft(Outcome::CorrectedVerified, ordered)).unwrap();
    let early = story.step(officer(ANNE), Command::IssueDecision);
    assert_eq!(early, Err(Violation::CorrectionsOpen { open: 2 }));
    let ids: Vec<PartId> = story.inquiry().corrections.iter().map(|c| c.id).collect();
    for correction in ids {
        let effective_on = story.today();
        let seen = Command::ConfirmCorrection { correction, proof: Proof::TestQuery, effective_on };
        story.step(officer(ANNE), seen).unwrap();
    }
    story.step(officer(ANNE), Command::IssueDecision).unwrap();
}

#[test]
fn a_draft_waits_for_every_office_that_was_asked() {
    let mut story = in_process();
    let ask = Command::AskComponents { components: vec![Component::Cbp, Component::Tsa] };
    assert_eq!(story.step(officer(ANNE), ask).unwrap().len(), 2);
    let early = story.step(officer(ANNE), draft(Outcome::NoChange, vec![]));
    assert_eq!(early, Err(Violation::TasksOpen { open: 2 }));
    let ids: Vec<PartId> = story.inquiry().tasks.iter().map(|t| t.id).collect();
    for task in ids {
        let answer = Command::RecordAnswer { task, answer: Answer::NoRecord, comment: None };
        story.step(officer(ANNE), answer).unwrap();
    }
    story.step(officer(ANNE), draft(Outcome::NoChange, vec![])).unwrap();
}

#[test]
fn it_happened_again_reopens_on_the_same_number() {
    let mut story = in_process();
    story.step(officer(ANNE), draft(Outcome::NoChange, vec![])).unwrap();
    story.step(officer(BEN), Command::Sign).unwrap();
    story.step(officer(ANNE), Command::IssueDecision).unwrap();
    let happened_on = story.days_later(40).today();
    let again = Command::ReportRecurrence { happened_on, text: None };
    let names = story.step(TRAVELLER, again).unwrap();
    assert_eq!(names, ["inquiry.recurrence_reported", "inquiry.reopened"]);
    assert_eq!(story.inquiry().spells.len(), 2);
}

#[test]
fn the_next_crossing_is_asked_for_until_it_is_told() {
    let mut story = in_process();
    story.step(officer(ANNE), draft(Outcome::NoChange, vec![])).unwrap();
    story.step(officer(BEN), Command::Sign).unwrap();
    story.step(officer(ANNE), Command::IssueDecision).unwrap();
    assert_eq!(story.days_later(30).tick(), ["crossing-30"]);
    let told = Command::ReportCrossing { result: Crossing::Smooth, crossed_on: story.today() };
    story.step(TRAVELLER, told).unwrap();
    assert!(story.days_later(60).tick().is_empty());
}

#[test]
fn nothing_elapses_twice_or_early() {
    let mut story = in_process();
    let early = Command::Elapse { timer: TimerKind::Breach, due: date(2026, 2, 17) };
    assert!(story.step(Actor::System, early.clone()).unwrap().is_empty());
    story.days_later(60);
    assert_eq!(story.step(Actor::System, early.clone()).unwrap(), ["inquiry.elapsed"]);
    assert!(story.step(Actor::System, early).unwrap().is_empty());
}

#[test]
fn only_public_facts_choose_the_letter() {
    let mut story = in_process();
    let fixed = Command::ProposeDecision {
        findings: vec![Finding { sealed: Some(matter(30)), ..finding(Outcome::NoChange) }],
        disclosure: Disclosure::NeitherConfirmNorDeny,
        reasons_en: None,
        reasons_fr: None,
        corrections: vec![],
    };
    story.step(officer(ANNE), fixed).unwrap();
    assert_eq!(letters::decision_letter(story.inquiry()), "decision-neither-confirm-nor-deny");
}

fn any_step() -> impl Strategy<Value = (u8, Command)> {
    let steps = prop_oneof![
        Just(complete()),
        Just(Command::CheckFile { missing: vec![Item::Other], text: None }),
        Just(Command::AskComponents { components: vec![Component::Cbp] }),
        Just(Command::RequestDocuments { items: vec![Item::Other], text: None }),
        Just(Command::AnswerRequest { text: None }),
        Just(Command::CloseRequest),
        Just(draft(Outcome::NoChange, vec![])),
        Just(draft(Outcome::CorrectedVerified, vec![Downstream::Carrier])),
        Just(Command::Sign),
        Just(Command::SendBack { reason: matter(40) }),
        Just(Command::IssueDecision),
        Just(Command::Withdraw),
        Just(Command::CloseIncomplete),
        Just(Command::ComeBack),
        Just(Command::Reopen { reason: ReopenedFor::NewFact }),
        Just(Command::AskUrgency { reason: Urgency::Medical, text: None }),
        Just(Command::ReturnOutOfScope { door: OtherDoor::Carrier }),
    ];
    (0u8..5, steps)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_sequence_of_steps_panics_and_every_ending_has_a_kind(
        steps in prop::collection::vec((any_step(), 0i64..20), 0..40),
    ) {
        let mut story = Story::lodged(date(2026, 1, 5));
        for ((who, step), later) in steps {
            let by = match who {
                0 => TRAVELLER,
                1 => officer(ANNE),
                2 => officer(BEN),
                3 => staff(4, Role::Supervisor),
                _ => officer(1),
            };
            let _outcome = story.days_later(later).step(by, step);
            story.tick();
            let inquiry = story.inquiry();
            prop_assert_eq!(inquiry.open(), inquiry.spell().ended.is_none());
            let port = crate::StaffId(Uuid::from_u128(1));
            prop_assert!(story.case().acts.iter().all(|act| act.staff != port));
        }
    }
}
