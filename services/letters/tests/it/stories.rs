//! A letter of every kind, each with a story that calls for it.

use domain::case::{CONTACT_CHANGED, Event};
use domain::recourse::inquiry::codes::{
    Answer, ClearedBy, Component, Disclosure, Downstream, Item, OtherDoor, Outcome, Proof,
    ReopenedFor, RootCause, Urgency,
};
use domain::recourse::inquiry::{self, Finding, Ordered, SecondSignature, TimerKind};
use jiff::civil::{Date, date};

use crate::fixture::{NOTE, PERSON, REASONS_EN, REASONS_FR, SEALED, Story, TRAVELLER, part, told};

/// A file that is complete, with one office asked and its answer in.
pub(crate) fn in_process() -> Story {
    Story::filed(&[], true)
        .then(
            date(2026, 3, 9),
            inquiry::Event::FoundComplete {
                complete_on: date(2026, 3, 2),
                standard: told("US-D04", date(2026, 3, 2), date(2026, 4, 13)),
            },
        )
        .then(
            date(2026, 3, 10),
            inquiry::Event::ComponentAsked {
                task: part(3),
                component: Component::Cbp,
                due: date(2026, 3, 31),
            },
        )
        .then(
            date(2026, 3, 20),
            inquiry::Event::ComponentAnswered {
                task: part(3),
                answer: Answer::Corrected,
                comment: None,
            },
        )
}

pub(crate) fn finding(outcome: Outcome, root_cause: RootCause) -> Finding {
    Finding {
        decision: part(2),
        outcome,
        root_cause,
        cleared_by: ClearedBy::DateOfBirth,
        sealed: Some(SEALED),
    }
}

/// A decision that went out.
pub(crate) fn decided(finding: Finding, disclosure: Disclosure, systems: &[Downstream]) -> Story {
    let reasons = disclosure != Disclosure::NeitherConfirmNorDeny;
    let corrections = systems
        .iter()
        .zip(20..)
        .map(|(system, n)| Ordered { correction: part(n), system: *system });
    let proposed = inquiry::Event::Proposed {
        proposal: part(4),
        findings: vec![finding],
        disclosure,
        reasons_en: reasons.then_some(REASONS_EN),
        reasons_fr: reasons.then_some(REASONS_FR),
        corrections: corrections.collect(),
        second_signature: SecondSignature::NotNeeded,
    };
    let mut story = in_process().then(date(2026, 3, 25), proposed);
    if !systems.is_empty() {
        story = story.then(
            date(2026, 3, 28),
            inquiry::Event::CorrectionConfirmed {
                correction: part(20),
                proof: Proof::TestQuery,
                effective_on: date(2026, 3, 27),
            },
        );
    }
    let on = date(2026, 3, 30);
    story.then(on, inquiry::Event::Decided { proposal: part(4), on })
}

fn elapsed(story: Story, timer: TimerKind, due: Date) -> Story {
    story.then(due, inquiry::Event::Elapsed { timer, due })
}

fn asked() -> Story {
    in_process().then(
        date(2026, 3, 21),
        inquiry::Event::DocumentsRequested {
            request: part(5),
            items: vec![Item::BorderNotice, Item::ClearerCopy],
            text: Some(NOTE),
            due: told("US-D01", date(2026, 3, 21), date(2026, 4, 20)),
        },
    )
}

/// Every letter with a story that calls for it.
pub(crate) fn every() -> Vec<(&'static str, Story)> {
    let mut all = of_a_file_in_work();
    all.extend(of_an_ending());
    all
}

fn of_a_file_in_work() -> Vec<(&'static str, Story)> {
    let (missing, on) = (vec![Item::IdentityDocument, Item::TravelDetails], date(2026, 3, 4));
    let due = told("US-D01", on, date(2026, 4, 3));
    let incomplete =
        inquiry::Event::FoundIncomplete { missing: missing.clone(), due, text: Some(NOTE) };
    let late = date(2026, 4, 10);
    let asked_for = inquiry::Event::UrgencyAsked { reason: Urgency::KeyPerson, text: None };
    let answered = inquiry::Event::UrgencyAnswered { granted: true, text: Some(NOTE) };
    let first_news = (TimerKind::Status(1), date(2026, 4, 1));
    vec![
        ("acknowledgement", Story::filed(&missing, true)),
        ("missing-items", Story::filed(&missing, false).then(on, incomplete)),
        ("document-request", asked()),
        ("reminder", elapsed(asked(), TimerKind::Reminder(15), date(2026, 4, 5))),
        ("status", elapsed(in_process(), first_news.0, first_news.1)),
        ("urgency-answered", in_process().then(late, asked_for).then(late, answered)),
        ("message", in_process().case(Event::MessageSent { text: NOTE })),
        (CONTACT_CHANGED, in_process().case(moved())),
    ]
}

fn moved() -> Event {
    Event::PersonChanged { subject: TRAVELLER, person: PERSON }
}

fn of_an_ending() -> Vec<(&'static str, Story)> {
    let on = date(2026, 4, 10);
    let good = finding(Outcome::CorrectedVerified, RootCause::WrongPersonMerged);
    let systems = [Downstream::CbpOverride, Downstream::Carrier];
    let full = decided(good.clone(), Disclosure::Full, &systems);
    let fixed = decided(good, Disclosure::NeitherConfirmNorDeny, &systems);
    let gone = Story::filed(&[Item::IdentityDocument], false);
    let gone = gone.then(on, inquiry::Event::Abandoned { on });
    let back = inquiry::Event::Reopened { reason: ReopenedFor::WayBack, on, standard: None };
    let door = OtherDoor::CrclComplaint;
    let lead = "RDR-7K3MQ-2XVCB".to_owned();
    let ended = |event| in_process().then(on, event);
    vec![
        ("decision", full.clone()),
        ("decision-neither-confirm-nor-deny", fixed),
        ("returned", ended(inquiry::Event::Returned { door, on })),
        ("transferred", ended(inquiry::Event::Transferred { door, reference: None, on })),
        ("duplicate", ended(inquiry::Event::MarkedDuplicate { lead, on })),
        ("withdrawn", ended(inquiry::Event::Withdrawn { on })),
        ("closed-incomplete", gone.clone()),
        ("reopened", gone.then(on, back)),
        ("next-crossing", elapsed(full, TimerKind::Crossing(30), date(2026, 4, 29))),
    ]
}

/// The story of one letter.
pub(crate) fn story(letter: &str) -> Story {
    let found = every().into_iter().find(|(name, _)| *name == letter);
    found.expect("every letter has a story").1
}
