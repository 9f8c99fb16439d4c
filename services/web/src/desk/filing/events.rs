//! The events of a filing that staff take down: the first and further ones, each with the same
//! questions. One that was left empty was never there.

use std::borrow::Cow;

use domain::place::Mode;
use domain::recourse::inquiry::codes::{Complaint, Paper, ToldHow};
use jiff::civil::Date;

use super::Ask;
use crate::forms::{Choice, Field, Kind};
use crate::places;
use crate::posted::Posted;
use crate::steps::filing::{Contested, Filing, What};
use crate::steps::{TEXT, typed_date};
use crate::traveller::filing::begun::MOST;

/// The questions on one event.
const PARTS: [&str; 12] = [
    "place",
    "mode",
    "on",
    "unsure",
    "complaints",
    "paper",
    "told_how",
    "told_on",
    "flight",
    "carrier",
    "officers",
    "narrative",
];

/// The name in the form of a question on an event, counted from 0.
fn key(event: usize, part: &'static str) -> Cow<'static, str> {
    match event {
        0 => Cow::Borrowed(part),
        further => Cow::Owned(format!("{part}_{}", further + 1)),
    }
}

/// How many events the form has, with one more where that was asked for.
pub(super) fn count(posted: &Posted) -> usize {
    let shown = posted.get("events").parse().unwrap_or(1);
    let more = usize::from(posted.get("action") == "add");
    (shown + more).clamp(1, MOST)
}

/// Whether there may be another one.
pub(super) const fn has_room(count: usize) -> bool {
    count < MOST
}

/// The events that were told of, by their place in the form. The first always is one.
pub(super) fn told(posted: &Posted) -> Vec<usize> {
    let is_told = |event: usize| {
        PARTS.iter().any(|part| {
            let key = &key(event, part);
            !posted.get(key).is_empty() || typed_date(posted, key).is_some()
        })
    };
    (0..count(posted)).filter(|event| *event == 0 || is_told(*event)).collect()
}

/// An event as it was typed.
pub(super) fn read(posted: &Posted, event: usize) -> What {
    let get = |part| posted.get(&key(event, part)).to_owned();
    let date = |part| typed_date(posted, &key(event, part));
    let contest = |complaint: String| Contested {
        complaint,
        paper: get("paper"),
        told_how: get("told_how"),
        told_on: date("told_on"),
    };
    let details = ["flight", "carrier", "officers"].map(|part| (part.to_owned(), get(part)));
    What {
        place: get("place"),
        mode: get("mode"),
        on: date("on").unwrap_or_default(),
        unsure: posted.get(&key(event, "unsure")) == "yes",
        details: details.into_iter().filter(|detail| !detail.1.is_empty()).collect(),
        narrative: get("narrative"),
        contests: posted.all(&key(event, "complaints")).into_iter().map(contest).collect(),
    }
}

/// The question behind a place in the filing, such as `incidents/1/contests/0/paper`.
pub(super) fn asked(at: &str, told: &[usize]) -> Option<Cow<'static, str>> {
    let (place, rest) = at.strip_prefix("incidents/")?.split_once('/')?;
    let event = *told.get(place.parse::<usize>().ok()?)?;
    let last = rest.rsplit('/').next()?;
    let part = PARTS.iter().find(|part| **part == last).copied().unwrap_or("complaints");
    Some(key(event, part))
}

/// The question that a rule about days says no to. The rule names no event: it is the first whose
/// day is later than it can be, or that was told of before it happened.
pub(super) fn amiss(
    filing: &Filing,
    told: &[usize],
    part: &'static str,
    today: Date,
) -> Cow<'static, str> {
    let day = |text: &str| text.parse::<Date>().ok();
    let tomorrow = today.tomorrow().unwrap_or(today);
    let is_amiss = |what: &What| {
        let on = day(&what.on);
        let mut told_on = what.contests.iter().filter_map(|one| day(one.told_on.as_deref()?));
        if part == "on" { on > Some(tomorrow) } else { told_on.any(|told| Some(told) < on) }
    };
    let place = filing.incidents.iter().position(is_amiss).unwrap_or(0);
    key(told.get(place).copied().unwrap_or(0), part)
}

/// The questions on one event.
pub(super) fn fields(ask: &Ask<'_>, event: usize) -> Vec<Field> {
    let w = ask.w;
    let place = |p: &places::Listed| Choice::new(&p.key, p.name.get(w.lang).to_owned());
    let one = |part, kind, choices| ask.named(key(event, part), part, kind, choices);
    let mut narrative = one("narrative", Kind::Long, vec![]);
    narrative.readers = Some(w.t("desk-readers-office"));
    narrative.limit = TEXT;
    vec![
        one("place", Kind::Select, places::all().iter().map(place).collect()),
        one("mode", Kind::Radios, ask.codes("mode", Mode::CODES)),
        one("on", Kind::Date, vec![]),
        one("unsure", Kind::Checks, ask.yes()),
        one("complaints", Kind::Checks, ask.codes("complaint", Complaint::CODES)),
        one("paper", Kind::Select, ask.codes("paper", Paper::CODES)),
        one("told_how", Kind::Select, ask.codes("told-how", ToldHow::CODES)),
        one("told_on", Kind::Date, vec![]),
        one("flight", Kind::Text, vec![]),
        one("carrier", Kind::Text, vec![]),
        one("officers", Kind::Text, vec![]),
        narrative,
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn posted(pairs: &[(&str, &str)]) -> Posted {
        Posted::of(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn every_question_of_every_event_has_a_name_of_its_own() {
        let names = (0..MOST).flat_map(|event| PARTS.map(|part| key(event, part)));
        assert_eq!(names.collect::<BTreeSet<_>>().len(), MOST * PARTS.len());
        assert_eq!((key(0, "on"), key(11, "told_on")), ("on".into(), "told_on_12".into()));
    }

    #[test]
    fn an_event_left_empty_is_not_filed_and_troubles_find_their_question() {
        let typed = posted(&[("events", "3"), ("place", "us-0901"), ("on_3-day", "7")]);
        let told = told(&typed);
        assert_eq!(told, [0, 2]);
        assert_eq!(read(&typed, 2).on, "-00-07");
        assert_eq!(asked("incidents/1/on", &told).as_deref(), Some("on_3"));
        assert_eq!(asked("incidents/1/contests/0/paper", &told).as_deref(), Some("paper_3"));
        assert_eq!(asked("incidents/1/contests", &told).as_deref(), Some("complaints_3"));
        assert_eq!(asked("incidents/0/narrative", &told).as_deref(), Some("narrative"));
        assert_eq!(asked("traveller/name", &told).as_deref(), None);
    }

    #[test]
    fn there_is_room_for_as_many_as_travellers_have() {
        assert_eq!(count(&posted(&[])), 1);
        assert_eq!(count(&posted(&[("events", "2"), ("action", "add")])), 3);
        assert_eq!(count(&posted(&[("events", "12"), ("action", "add")])), MOST);
        assert!(has_room(MOST - 1) && !has_room(MOST));
    }

    #[test]
    fn a_day_that_cannot_be_is_marked_on_its_own_event() {
        let what = |on: &str, told_on: &str| What {
            on: on.to_owned(),
            contests: vec![Contested { told_on: Some(told_on.to_owned()), ..Contested::default() }],
            ..What::default()
        };
        let incidents = vec![what("2026-03-01", "2026-03-01"), what("2026-03-09", "2026-03-02")];
        let filing = Filing { incidents, ..Filing::default() };
        let today = jiff::civil::date(2026, 3, 5);
        assert_eq!(amiss(&filing, &[0, 2], "on", today), "on_3");
        assert_eq!(amiss(&filing, &[0, 2], "told_on", today), "told_on_3");
    }
}
