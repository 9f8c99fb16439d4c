//! Who may judge what: the office of two ports and a redress unit, by hand.
use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::violation::Tie;

fn staff(n: u128) -> StaffId {
    StaffId(Uuid::from_u128(n))
}

fn office() -> Office {
    let from = date(2024, 1, 1);
    let unit = |unit: &str, port: Option<&str>, parent: Option<&str>| Event::UnitOpened {
        unit: unit.into(),
        port: port.map(Into::into),
        parent: parent.map(Into::into),
        from,
    };
    let mut events = vec![
        unit("field", None, None),
        unit("port-a", Some("us-0901"), Some("field")),
        unit("port-b", Some("us-3004"), Some("field")),
        unit("redress", None, None),
    ];
    for (n, at) in [(1, "port-a"), (2, "port-a"), (3, "field"), (4, "redress"), (5, "port-b")] {
        events.push(Event::StaffAdded {
            staff: staff(n),
            subject: SubjectId(Uuid::from_u128(n)),
            person: MatterId(Uuid::from_u128(n)),
            roles: vec![Role::Officer],
            languages: vec!["en".into()],
        });
        events.push(Event::Posted { staff: staff(n), unit: at.into(), from });
    }
    events.push(Event::ReportsTo { staff: staff(1), to: staff(5), from });
    events.push(Event::Posted { staff: staff(2), unit: "redress".into(), from: date(2025, 1, 1) });
    events.iter().fold(Office::default(), Office::evolve)
}

fn origin(unit: Option<&str>, officer: Option<u128>) -> Origin<'_> {
    Origin { port: "us-0901", unit, officer: officer.map(staff), on: date(2025, 6, 1) }
}

#[test]
fn while_the_officer_is_unknown_the_whole_port_is_barred() {
    assert_eq!(tie(&office(), staff(1), &origin(None, None)), Some(Tie::SamePort));
    assert_eq!(tie(&office(), staff(4), &origin(None, None)), None);
    assert_eq!(tie(&office(), staff(5), &origin(None, None)), None);
}

#[test]
fn a_past_post_still_binds() {
    assert_eq!(tie(&office(), staff(2), &origin(None, None)), Some(Tie::SamePort));
    assert_eq!(tie(&office(), staff(2), &origin(Some("port-a"), Some(1))), Some(Tie::SameUnit));
}

#[test]
fn the_chain_of_command_is_barred() {
    assert_eq!(tie(&office(), staff(3), &origin(Some("port-a"), None)), Some(Tie::ChainOfCommand));
    assert_eq!(tie(&office(), staff(3), &origin(None, None)), Some(Tie::ChainOfCommand));
    assert_eq!(
        tie(&office(), staff(5), &origin(Some("port-a"), Some(1))),
        Some(Tie::ChainOfCommand),
    );
}

#[test]
fn the_originator_is_barred_by_name() {
    assert_eq!(tie(&office(), staff(1), &origin(Some("port-a"), Some(1))), Some(Tie::Originator));
}
