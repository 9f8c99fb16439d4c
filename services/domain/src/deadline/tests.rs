//! Dates by hand, and properties that hold for every rule.
use super::*;
use crate::rule::{Bilingual, Confidence};
use jiff::civil::date;
use proptest::prelude::*;

fn standard(length: u32) -> ServiceStandard {
    let text = || Bilingual { en: String::new(), fr: String::new() };
    ServiceStandard(Rule {
        id: "T".into(),
        version: 1,
        title: text(),
        trigger: text(),
        length,
        unit: Unit::Days,
        reminders: vec![],
        warnings: vec![],
        missed: text(),
        from: date(2020, 1, 1),
        to: None,
        confidence: Confidence::Unconfirmed,
        sources: vec![],
        review: None,
    })
}

#[test]
fn forty_two_days_without_a_pause() {
    let due = standard(42).due(date(2026, 1, 5), &[], date(2026, 1, 6)).told.due;
    assert_eq!(due, date(2026, 2, 16));
}

#[test]
fn a_pause_of_ten_days_moves_the_date_by_ten() {
    let pause = Pause { from: date(2026, 1, 10), to: Some(date(2026, 1, 20)) };
    let derived = standard(42).due(date(2026, 1, 5), &[pause], date(2026, 1, 21));
    assert_eq!(derived.told.due, date(2026, 2, 26));
    assert!(!derived.paused);
    assert_eq!(net_days(date(2026, 1, 5), &[pause], date(2026, 2, 26)), 42);
}

#[test]
fn an_open_pause_moves_the_date_day_by_day() {
    let pause = Pause { from: date(2026, 1, 10), to: None };
    let one = standard(42).due(date(2026, 1, 5), &[pause], date(2026, 1, 11));
    let two = standard(42).due(date(2026, 1, 5), &[pause], date(2026, 1, 12));
    assert!(one.paused && two.paused);
    assert_eq!(days(one.told.due, two.told.due), 1);
}

#[test]
fn overlapping_pauses_count_once() {
    let a = Pause { from: date(2026, 1, 10), to: Some(date(2026, 1, 20)) };
    let b = Pause { from: date(2026, 1, 15), to: Some(date(2026, 1, 25)) };
    assert_eq!(net_days(date(2026, 1, 5), &[a, b], date(2026, 2, 5)), 31 - 15);
}

#[test]
fn a_pause_after_the_last_day_changes_nothing() {
    let late = Pause { from: date(2026, 3, 1), to: Some(date(2026, 3, 20)) };
    let due = standard(42).due(date(2026, 1, 5), &[late], date(2026, 3, 21)).told.due;
    assert_eq!(due, date(2026, 2, 16));
}

prop_compose! {
    fn pauses()(raw in prop::collection::vec((0i32..200, 0i32..40), 0..5)) -> Vec<Pause> {
        raw.into_iter().map(|(start, length)| {
            let from = plus_days(date(2026, 1, 1), start);
            Pause { from, to: Some(plus_days(from, length)) }
        }).collect()
    }
}

proptest! {
    #[test]
    fn a_later_trigger_never_gives_an_earlier_date(length in 1u32..100, later in 0i32..60, pauses in pauses()) {
        let today = date(2027, 1, 1);
        let first = standard(length).due(date(2026, 1, 1), &pauses, today).told.due;
        let second = standard(length).due(plus_days(date(2026, 1, 1), later), &pauses, today).told.due;
        prop_assert!(second >= first);
    }

    #[test]
    fn net_days_on_the_last_day_are_the_length(length in 1u32..100, pauses in pauses()) {
        let trigger = date(2026, 1, 1);
        let due = standard(length).due(trigger, &pauses, date(2027, 12, 1)).told.due;
        prop_assert_eq!(net_days(trigger, &pauses, due), i32::try_from(length).unwrap());
    }
}
