//! Every problem has words in both languages, a heading in the contract and a status.

use domain::violation::Tie;

use super::*;
use crate::lang::Lang;
use crate::steps::Trouble;

fn violations() -> Vec<Violation> {
    let step = || "sign".to_owned();
    vec![
        Violation::NotYourStep { step: step() },
        Violation::WrongStage { step: step(), stage: "closed".to_owned() },
        Violation::NotIndependent { why: Tie::SamePort },
        Violation::SameHand,
        Violation::DraftTied,
        Violation::CorrectionsOpen { open: 2 },
        Violation::field("findings", "one-for-each-contested-decision"),
        Violation::no_such("document"),
        Violation::CaseState,
        Violation::RequestOpen,
        Violation::NeedsSupervisor,
        Violation::TasksOpen { open: 1 },
        Violation::RuleMissing { id: "US-D01".to_owned() },
        Violation::NotInTime { step: step() },
    ]
}

fn faults() -> Vec<Fault> {
    let mut all = vec![
        Fault::SignIn,
        Fault::Scope,
        Fault::NotFound,
        Fault::Method,
        Fault::Unreadable,
        Fault::WrongKind,
        Fault::TooLarge,
        Fault::TooSlow,
        Fault::Parameter("limit"),
        Fault::Fields(vec![Trouble::new("findings/0/outcome", "missing")]),
        Fault::KeyMissing,
        Fault::KeyReused,
        Fault::VersionMissing,
        Fault::Stale { current: 17, since: vec!["case.note_added".to_owned()] },
        Fault::TooMany { wait: 60 },
        Fault::Unknown,
        Fault::Busy,
        Fault::Inside { doing: "test", source: Box::new(std::io::Error::other("secret of ours")) },
    ];
    all.extend(violations().into_iter().map(Fault::Violation));
    all
}

#[test]
fn every_problem_has_words_and_a_heading() {
    let contract = include_str!("../../../../../contracts/problems.md");
    for fault in faults() {
        let heading = format!("\n## {}\n", fault.code());
        assert!(contract.contains(&heading), "no heading for {}", fault.code());
        for lang in Lang::ALL {
            let problem = Problem::of(&fault, Words::new(lang), "https://x.example", Uuid::nil());
            let text = serde_json::to_string(&problem).unwrap();
            assert!(
                !text.contains('['.to_string().as_str()) || !text.contains("[problem"),
                "{text}"
            );
            assert!(!problem.title.starts_with('['), "{text}");
            assert!(!text.contains("secret of ours"), "{text}");
            assert!(problem.status >= 400);
        }
    }
}

#[test]
fn a_stale_version_says_what_happened() {
    let fault = Fault::Stale { current: 17, since: vec!["case.note_added".to_owned()] };
    let problem = Problem::of(&fault, Words::new(Lang::Fr), "", Uuid::from_u128(1));
    assert_eq!((problem.status, problem.current_version), (412, Some(17)));
    assert_eq!(problem.since, ["case.note_added"]);
    assert_eq!(problem.trace_id, "00000000000000000000000000000001");
}

#[test]
fn fields_are_pointed_at() {
    let problem = |fault| Problem::of(&fault, Words::new(Lang::En), "", Uuid::nil()).errors;
    let errors = problem(Fault::Fields(vec![Trouble::new("findings/0/outcome", "missing")]));
    assert_eq!(errors[0].pointer, "/findings/0/outcome");
    let errors = problem(Fault::Violation(Violation::field("incident.on", "in-future")));
    assert_eq!(
        (errors[0].pointer.as_str(), errors[0].code.as_str()),
        ("/incident/on", "in-future")
    );
}
