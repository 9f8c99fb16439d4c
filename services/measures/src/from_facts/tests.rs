//! Nothing that the facts say is lost on the way to a row, and nothing is added.

use domain::facts::{CorrectionFacts, DecisionFacts};
use jiff::civil::date;

use super::*;
use crate::{Question, measure};

fn places() -> Places {
    toml::from_str(include_str!("../../../../contracts/rules/places.toml")).unwrap()
}

fn facts() -> Facts {
    let day = date(2026, 3, 2);
    Facts {
        recourse: "r1".to_owned(),
        mechanism: "inquiry".to_owned(),
        jurisdiction: Jurisdiction::Us,
        place: "us-0901".to_owned(),
        mode: "land".to_owned(),
        purpose: "professional".to_owned(),
        complaints: vec!["TN_REFUSED".to_owned()],
        channel: "web".to_owned(),
        language: "fr".to_owned(),
        represented: true,
        synthetic: true,
        incident: Some(date(2026, 3, 1)),
        recorded: day,
        spells: vec![ended(day, date(2026, 4, 1), None), again(date(2026, 5, 1))],
        issues: vec![IssueFacts {
            complaint: "TN_REFUSED".to_owned(),
            decisions: vec![
                decided(date(2026, 4, 1), "NO_CHANGE"),
                decided(date(2026, 5, 9), "DECISION_REVERSED"),
            ],
        }],
        tasks: vec![TaskFacts {
            component: "CBP".to_owned(),
            asked: day,
            due: date(2026, 3, 23),
            answered: None,
            cancelled: Some(date(2026, 4, 1)),
        }],
        corrections: vec![CorrectionFacts {
            ordered: date(2026, 5, 8),
            effective: Some(date(2026, 5, 9)),
        }],
        recurrences: vec![date(2026, 3, 20), date(2026, 4, 28)],
        crossings: vec![("SAME_TROUBLE".to_owned(), date(2026, 4, 27))],
        signatures: vec![SignatureFacts {
            drafted: date(2026, 3, 30),
            settled: Some(date(2026, 4, 1)),
            changed: false,
        }],
        late: 2,
        waiting_for: None,
    }
}

fn ended(received: Date, on: Date, why: Option<&str>) -> SpellFacts {
    SpellFacts {
        received,
        complete: Some(received),
        first_action: Some(received),
        pauses: vec![domain::deadline::Pause { from: received, to: Some(on) }],
        ended: Some((on, "decided".to_owned())),
        reopened_for: why.map(str::to_owned),
    }
}

fn again(received: Date) -> SpellFacts {
    ended(received, date(2026, 5, 9), Some("RECURRENCE"))
}

fn decided(on: Date, outcome: &str) -> DecisionFacts {
    DecisionFacts {
        on,
        outcome: outcome.to_owned(),
        group: "unread".to_owned(),
        root_cause: "DATA_ENTRY".to_owned(),
    }
}

#[test]
fn every_fact_reaches_the_row() {
    let row = Recourse::from_facts(&facts(), &places());
    assert_eq!(row.place.port.as_deref(), Some("us-0901"));
    assert_eq!(row.place.region.as_deref(), Some("buffalo"));
    assert_eq!(row.place.country.as_deref(), Some("us"));
    assert_eq!(row.spells[0].waits().count(), 1);
    assert_eq!(row.spells[1].reopened_for.as_deref(), Some("RECURRENCE"));
    let outcomes = row.issues[0].dispositions.iter().map(|d| d.outcome.as_deref());
    assert!(outcomes.eq([Some("NO_CHANGE"), Some("DECISION_REVERSED")]));
    assert_eq!(row.tasks[0].cancelled, Some(date(2026, 4, 1)));
    assert_eq!(row.corrections[0].effective, Some(date(2026, 5, 9)));
    assert_eq!(row.signatures[0].signed, Some(date(2026, 4, 1)));
    assert_eq!(row.recurrence, Some(date(2026, 4, 28)), "the first after an end");
    assert_eq!(row.crossings, [date(2026, 4, 27)]);
    assert_eq!((row.record.late, row.record.corrected), (2, 0));
    assert!(row.synthetic && !row.sealed && !row.imported);
}

#[test]
fn what_is_not_known_is_nothing_and_not_a_word() {
    let mut unsure = facts();
    unsure.place = "unknown".to_owned();
    unsure.purpose = "unknown".to_owned();
    let row = Recourse::from_facts(&unsure, &places());
    assert_eq!((row.place.port, row.purpose), (None, None));
}

#[test]
fn every_terminal_of_the_law_has_its_kind() {
    for code in domain::recourse::inquiry::Terminal::CODES {
        assert!(terminal(code).is_some(), "{code}");
    }
}

#[test]
fn a_row_from_facts_is_counted() {
    let row = Recourse::from_facts(&facts(), &places());
    let mut asked = Question::new(date(2026, 1, 1), date(2026, 7, 1), date(2026, 7, 1));
    (asked.exact, asked.synthetic) = (true, true);
    let reopened = measure("reopened", std::slice::from_ref(&row), &asked).unwrap();
    assert_eq!(reopened.rows.shown(), Some(2));
    asked.group_by = Some(crate::Dimension::Month);
    let received = measure("received", &[row], &asked).unwrap();
    assert!(received.series.iter().any(|cell| cell.group.as_deref() == Some("2026-03")));
}
