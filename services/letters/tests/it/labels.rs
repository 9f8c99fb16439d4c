//! Every code of every list, every step, field and event has its label in both languages, and no
//! label is left over.

use std::collections::{BTreeMap, BTreeSet};

use domain::case::codes as case;
use domain::case::steps::STEPS as CASE_STEPS;
use domain::place::Mode;
use domain::purpose::{Channel, Language, Purpose};
use domain::recourse::Mechanism;
use domain::recourse::definition::{FieldKind, Step};
use domain::recourse::inquiry::codes::{
    Answer, ClearedBy, Complaint, Component, Crossing, Disclosure, Downstream, Group, Item,
    OtherDoor, Outcome, Paper, Proof, ReopenedFor, RootCause, SealedFact, ToldHow, Urgency,
};
use domain::recourse::inquiry::status::PublicStatus;
use domain::recourse::inquiry::{Stage, Terminal};
use domain::violation::{Tie, Violation};
use domain::{Jurisdiction, Role};
use fluent_syntax::ast::Entry;
use letters::{CASE_LABELS, Labels};

const LISTS: &[(&str, &[&str])] = &[
    ("complaint", Complaint::CODES),
    ("outcome", Outcome::CODES),
    ("group", Group::CODES),
    ("sealed-fact", SealedFact::CODES),
    ("root-cause", RootCause::CODES),
    ("disclosure", Disclosure::CODES),
    ("cleared-by", ClearedBy::CODES),
    ("component", Component::CODES),
    ("answer", Answer::CODES),
    ("downstream", Downstream::CODES),
    ("proof", Proof::CODES),
    ("item", Item::CODES),
    ("urgency", Urgency::CODES),
    ("door", OtherDoor::CODES),
    ("reopened-for", ReopenedFor::CODES),
    ("crossing", Crossing::CODES),
    ("told-how", ToldHow::CODES),
    ("paper", Paper::CODES),
    ("stage", Stage::CODES),
    ("terminal", Terminal::CODES),
    ("status", PublicStatus::CODES),
    ("standing", case::Standing::CODES),
    ("authority", case::Authority::CODES),
    ("checked", case::Checked::CODES),
    ("purpose", Purpose::CODES),
    ("mode", Mode::CODES),
    ("channel", Channel::CODES),
    ("language", Language::CODES),
    ("next", Stage::CODES),
    ("who", &["office", "traveller", "component"]),
    ("finding", &["outcome", "root-cause", "cleared-by", "sealed"]),
    (
        "timer",
        &[
            "reminder",
            "documents-missed",
            "warning",
            "breach",
            "status",
            "crossing",
            "component-overdue",
        ],
    ),
    (
        "bad-field",
        &[
            "missing",
            "unknown-code",
            "in-future",
            "before-incident",
            "before-filing",
            "guardian-needed",
            "one-for-each-contested-decision",
            "not-a-reference",
            "itself",
            "already-held",
        ],
    ),
    ("digest", &["open", "unassigned", "signature", "late"]),
];

/// Events that no step of the tables leads to.
const OTHER_EVENTS: &[&str] = &[
    "case.opened",
    "case.incident_recorded",
    "case.decision_contested",
    "case.notice_sent",
    "case.notice_failed",
    "inquiry.lodged",
];

const ROLES: &[Role] = &[
    Role::Traveller,
    Role::Representative,
    Role::Officer,
    Role::Supervisor,
    Role::Analyst,
    Role::Administrator,
    Role::Client,
    Role::System,
];

fn violations() -> Vec<Violation> {
    let empty = String::new;
    vec![
        Violation::NotYourStep { step: empty() },
        Violation::WrongStage { step: empty(), stage: empty() },
        Violation::NotIndependent { why: Tie::SamePort },
        Violation::SameHand,
        Violation::DraftTied,
        Violation::CorrectionsOpen { open: 1 },
        Violation::missing("x"),
        Violation::no_such("x"),
        Violation::CaseState,
        Violation::RequestOpen,
        Violation::NeedsSupervisor,
        Violation::TasksOpen { open: 1 },
        Violation::RuleMissing { id: empty() },
        Violation::NotInTime { step: empty() },
    ]
}

fn steps() -> impl Iterator<Item = &'static Step> {
    CASE_STEPS.iter().chain(Mechanism::ALL.iter().flat_map(|m| m.steps()))
}

fn keys(lang: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mechanisms = Mechanism::ALL.iter().flat_map(|m| m.labels());
    for (_, text) in CASE_LABELS.iter().chain(mechanisms).filter(|(code, _)| *code == lang) {
        let tree = fluent_syntax::parser::parse(*text).expect("labels are Fluent");
        for entry in tree.body {
            if let Entry::Message(message) = entry {
                assert!(all.insert(message.id.name.to_owned()), "{} twice", message.id.name);
            }
        }
    }
    all
}

fn expected() -> BTreeSet<String> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for (list, codes) in LISTS {
        all.extend(codes.iter().map(|code| format!("{list}-{code}")));
    }
    all.extend(PublicStatus::CODES.iter().map(|code| format!("status-{code}-means")));
    all.extend(Group::CODES.iter().map(|code| format!("group-{code}-means")));
    all.extend(ROLES.iter().map(|role| format!("role-{}", role.code())));
    all.extend(Mechanism::ALL.iter().map(|m| format!("mechanism-{}", m.code())));
    all.extend(steps().map(|step| format!("step-{}", step.key)));
    // Why a step exists, for whoever takes it; nobody takes what only this program does.
    let by_people = steps().filter(|step| step.who != [Role::System]);
    all.extend(by_people.map(|step| format!("basis-{}", step.key)));
    // Officers read why a step exists, in words; what the system takes itself needs none.
    let taken = steps().filter(|step| *step.who != [Role::System]);
    all.extend(taken.map(|step| format!("basis-{}", step.key)));
    all.extend(violations().iter().map(|v| format!("violation-{}", v.code())));
    all.extend(
        ["originator", "same-unit", "chain-of-command", "same-port"].map(|t| format!("tie-{t}")),
    );
    let wordings = Mechanism::ALL.iter().flat_map(|m| m.wordings()).chain(domain::case::WORDINGS);
    all.extend(wordings.map(|w| format!("letter-{}", w.letter)));
    let followed = steps().flat_map(|step| step.follows.iter().copied());
    all.extend(
        followed
            .chain(OTHER_EVENTS.iter().copied())
            .map(|e| format!("event-{}", e.replace('.', "-"))),
    );
    assert_eq!(Jurisdiction::ALL.len(), 2);
    all.extend(
        ["jurisdiction-ca", "jurisdiction-us", "step-open", "downstream-limited"]
            .map(str::to_owned),
    );
    all
}

#[test]
fn both_languages_have_the_same_keys() {
    assert_eq!(keys("en"), keys("fr"));
}

#[test]
fn every_code_has_its_label_and_no_label_is_left_over() {
    let (have, want) = (keys("en"), expected());
    let missing: Vec<_> = want.difference(&have).collect();
    assert!(missing.is_empty(), "no label for {missing:?}");
    let fields: BTreeMap<&str, BTreeSet<&str>> =
        steps().map(|step| (step.key, step.asks.iter().map(|f| f.key).collect())).collect();
    let known = |key: &str| {
        let shared = key.strip_prefix("field-");
        let of_step = |rest: &str| {
            fields.iter().any(|(step, keys)| {
                keys.contains(rest)
                    || rest
                        .strip_prefix(step)
                        .and_then(|r| r.strip_prefix('-'))
                        .is_some_and(|r| keys.contains(r))
            })
        };
        let officer = key.strip_suffix("-officer").is_some_and(|event| want.contains(event));
        want.contains(key) || officer || shared.is_some_and(of_step)
    };
    let left: Vec<_> = have.iter().filter(|key| !known(key)).collect();
    assert!(left.is_empty(), "nothing uses {left:?}");
}

#[test]
fn every_field_of_every_step_is_asked_in_words() {
    for lang in [Language::En, Language::Fr] {
        for step in steps() {
            for field in step.asks {
                assert!(
                    Labels(lang).field(step.key, field.key).is_some(),
                    "{} {}",
                    step.key,
                    field.key
                );
                if let FieldKind::Choice(codes) | FieldKind::Choices(codes) = field.kind {
                    let listed = LISTS.iter().any(|(_, list)| *list == codes);
                    assert!(listed, "{} {}: no labels for its codes", step.key, field.key);
                }
            }
        }
    }
}

#[test]
fn officers_and_travellers_read_events_in_their_own_words() {
    let english = Labels(Language::En);
    assert_eq!(english.event("inquiry.proposed", true).unwrap(), "Decision drafted");
    assert_eq!(english.event("inquiry.proposed", false).unwrap(), "An answer was drafted");
    assert_eq!(english.event("case.note_added", true).unwrap(), "Note added");
}
