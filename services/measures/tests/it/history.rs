//! Histories that may happen: reopenings, pauses, every kind of end, many small ports.

use measures::rows::{
    Correction, Disposition, End, Issue, Pause, Place, Record, Recourse, Signature, Spell, Task,
    Terminal,
};
use proptest::prelude::*;

use crate::cases::day;

const OUTCOMES: [&str; 12] = [
    "CORRECTED_VERIFIED",
    "DISTINGUISHED",
    "NO_CHANGE",
    "NO_CHANGE",
    "NO_RECORD_FOUND",
    "PARTLY",
    "CORRECTED_UNVERIFIED",
    "REFERRED",
    "LISTING_KEPT",
    "LISTING_REMOVED",
    "DECISION_REVERSED",
    "",
];
const CAUSES: [&str; 4] = ["NAME_SIMILAR", "STALE_RECORD", "CANNOT_DISCLOSE", ""];
const REASONS: [&str; 3] = ["WAIT_TRAVELLER", "WAIT_COMPONENT", "WAIT_TRAVELLER"];
const PURPOSES: [&str; 4] = ["business", "professional", "repair", "none"];
/// Port, region and country; the first is large, the last ones are small.
const PORTS: [(&str, &str, &str); 8] = [
    ("0901", "NY", "US"),
    ("0901", "NY", "US"),
    ("0901", "NY", "US"),
    ("0712", "NY", "US"),
    ("3004", "WA", "US"),
    ("3004", "WA", "US"),
    ("3017", "WA", "US"),
    ("0453", "ON", "CA"),
];

fn code(from: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    let pick = proptest::sample::select(from);
    pick.prop_map(|code| Some(code.to_owned()).filter(|code| !code.is_empty()))
}

prop_compose! {
    fn pause()(reason in code(&REASONS), from in 0..40_i64, length in prop::option::of(0..20_i64))
        -> (String, i64, Option<i64>) {
        (reason.unwrap_or_default(), from, length)
    }
}

prop_compose! {
    /// One spell as offsets from the day on which it begins.
    fn life()(
        complete in prop::option::weighted(0.85, 0..25_i64),
        answer in prop::option::of(0..30_i64),
        end in prop::option::weighted(0.85, 0..120_i64),
        kind in proptest::sample::select(&Terminal::ALL[..]),
        decided in any::<bool>(),
        pauses in prop::collection::vec(pause(), 0..3),
        gap in 0..60_i64,
    ) -> (Spell, i64) {
        let kind = if decided { Terminal::Decided } else { kind };
        let within = |offset: &i64| end.is_none_or(|end| *offset <= end);
        let spell = Spell {
            received: day(0),
            complete: complete.filter(within).map(day),
            first_action: answer.filter(within).map(day),
            pauses: pauses.into_iter().map(|(reason, from, length)| Pause {
                reason,
                from: day(from),
                to: length.map(|length| day(from + length)),
            }).collect(),
            ended: end.map(|on| End { on: day(on), kind }),
            reopened_for: None,
        };
        (spell, end.unwrap_or(0) + gap)
    }
}

fn moved(spell: Spell, by: i64) -> Spell {
    let shift = |date| measures::durations::after(date, by);
    Spell {
        received: shift(spell.received),
        complete: spell.complete.map(shift),
        first_action: spell.first_action.map(shift),
        pauses: spell
            .pauses
            .into_iter()
            .map(|p| Pause { from: shift(p.from), to: p.to.map(shift), ..p })
            .collect(),
        ended: spell.ended.map(|end| End { on: shift(end.on), ..end }),
        ..spell
    }
}

/// Lives one after the other: each but the last must have ended before the next begins.
fn chain(start: i64, lives: Vec<(Spell, i64)>) -> Vec<Spell> {
    let mut begin = start;
    let mut spells: Vec<Spell> = Vec::new();
    for (life, lasts) in lives {
        if spells.last().is_some_and(|last| last.ended.is_none()) {
            break;
        }
        let mut spell = moved(life, begin);
        spell.reopened_for = (!spells.is_empty()).then(|| "NEW_FACT".to_owned());
        spells.push(spell);
        begin += lasts;
    }
    spells
}

prop_compose! {
    fn work()(
        offices in prop::collection::vec((proptest::sample::select(&["CBP", "TSA", "TSC"][..]),
            0..60_i64, prop::option::of(0..40_i64)), 0..3),
        correction in prop::option::of((0..60_i64, prop::option::of(0..90_i64))),
        signature in prop::option::of((0..60_i64, prop::option::of(0..9_i64), any::<bool>())),
        recurrence in prop::option::weighted(0.2, 30..200_i64),
        record in (0..2_u32, 0..2_u32),
    ) -> Recourse {
        Recourse {
            tasks: offices.into_iter().map(|(office, asked, took)| Task {
                office: office.to_owned(),
                asked: day(asked),
                due: Some(day(asked + 20)),
                answered: took.map(|took| day(asked + took)),
                cancelled: None,
            }).collect(),
            corrections: correction.into_iter().map(|(ordered, took)| Correction {
                ordered: day(ordered),
                effective: took.map(|took| day(ordered + took)),
            }).collect(),
            signatures: signature.into_iter().map(|(proposed, took, changed)| Signature {
                proposed: day(proposed),
                signed: took.map(|took| day(proposed + took)),
                changed,
            }).collect(),
            recurrence: recurrence.map(day),
            record: Record { late: record.0, corrected: record.1 },
            ..Recourse::default()
        }
    }
}

prop_compose! {
    fn facts()(
        place in proptest::sample::select(&PORTS[..]),
        purpose in code(&PURPOSES),
        language in code(&["en", "fr", ""]),
        complaints in prop::collection::vec(proptest::sample::select(&["A", "B", "C"][..]), 0..3),
        imported in prop::bool::weighted(0.1),
        transferred_in in prop::bool::weighted(0.1),
        sealed in prop::bool::weighted(0.1),
        work in work(),
    ) -> Recourse {
        let (port, region, country) = place;
        Recourse {
            mechanism: "inquiry".to_owned(),
            place: Place {
                port: Some(port.to_owned()),
                region: Some(region.to_owned()),
                country: Some(country.to_owned()),
                mode: Some("land".to_owned()),
            },
            purpose,
            language,
            complaints: complaints.into_iter().map(str::to_owned).collect(),
            imported,
            transferred_in,
            sealed,
            ..work
        }
    }
}

prop_compose! {
    fn recourse()(
        facts in facts(),
        start in 0..200_i64,
        lives in prop::collection::vec(life(), 1..3),
        outcomes in prop::collection::vec((code(&OUTCOMES), code(&CAUSES)), 0..3),
    ) -> Recourse {
        let spells = chain(start, lives);
        let decided: Vec<_> = spells
            .iter()
            .filter_map(|spell| spell.ended)
            .filter(|end| end.kind == Terminal::Decided)
            .map(|end| end.on)
            .collect();
        let issue = |(outcome, root_cause): (Option<String>, Option<String>)| Issue {
            dispositions: decided.iter().map(|on| Disposition {
                on: *on,
                outcome: outcome.clone(),
                root_cause: root_cause.clone(),
            }).collect(),
        };
        Recourse { spells, issues: outcomes.into_iter().map(issue).collect(), ..facts }
    }
}

/// A history of so many recourses.
pub(crate) fn history(
    size: impl Into<proptest::collection::SizeRange>,
) -> impl Strategy<Value = Vec<Recourse>> {
    prop::collection::vec(recourse(), size)
}
