//! Made-up rows for the preview of the analyst's page and for its tests: the same for the same
//! number, plausible in shape, and a claim about nobody.

use domain::place::{Known, Places};
use jiff::ToSpan;
use jiff::civil::Date;
use measures::rows::{
    Correction, Disposition, End, Issue, Pause, Place, Record, Recourse, Signature, Spell, Task,
    Terminal,
};

/// A small generator: good enough to look at, and the same everywhere.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 16) % end
    }

    fn one_in_hundred(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// Days with many short and few long ones.
    fn days(&mut self, middle: u64) -> i64 {
        let spread = 1 + self.below(3) * self.below(3);
        let days = self.below(middle) + self.below(middle * spread);
        i64::try_from(days).unwrap_or(0)
    }

    fn of<'a, T: ?Sized>(&mut self, list: &[(&'a T, u64)]) -> &'a T {
        let all: u64 = list.iter().map(|(_, weight)| weight).sum();
        let mut drawn = self.below(all);
        for (one, weight) in list {
            if drawn < *weight {
                return one;
            }
            drawn -= weight;
        }
        list[0].0
    }
}

const PURPOSES: &[(&str, u64)] = &[
    ("not_business", 52),
    ("business_visitor", 13),
    ("professional", 12),
    ("intra_company", 6),
    ("trader_investor", 2),
    ("after_sales", 3),
    ("after_lease", 1),
    ("specialised_repair", 3),
    ("trusted_traveller", 7),
];
const COMPLAINTS: &[(&str, u64)] = &[
    ("BOARD_DELAYED", 24),
    ("BP_PRINT", 22),
    ("REPEAT_SECONDARY", 27),
    ("ENTRY_REFUSED", 16),
    ("OVERSTAY_I94", 9),
    ("TN_REFUSED", 6),
];
const OUTCOMES: &[(&str, u64)] = &[
    ("NO_CHANGE", 35),
    ("DISTINGUISHED", 19),
    ("CORRECTED_VERIFIED", 16),
    ("NO_RECORD_FOUND", 7),
    ("PARTLY", 4),
    ("CORRECTED_UNVERIFIED", 2),
];
const CAUSES: &[(&str, u64)] = &[
    ("NAME_SIMILAR", 30),
    ("STALE_RECORD", 14),
    ("OVERSTAY_FALSE", 13),
    ("DATA_ENTRY", 11),
    ("DOB_NEAR", 8),
    ("RULE_MISAPPLIED", 8),
    ("DOC_LOST_STOLEN", 6),
    ("CANNOT_DISCLOSE", 4),
];
const OFFICES: &[(&str, u64, u64)] =
    &[("CBP", 88, 15), ("TSA", 38, 10), ("USCIS", 16, 24), ("STATE", 10, 30)];

/// So many rows received in the two years before `today`.
pub(crate) fn rows(count: u64, today: Date, places: &Places) -> Vec<Recourse> {
    let weights: Vec<(&Known, u64)> = places
        .place
        .iter()
        .enumerate()
        .map(|(n, p)| (p, 1 + 2200 / (n as u64 * n as u64 + 9)))
        .collect();
    let mut draws = Draws(0x9E37_79B9_7F4A_7C15);
    (0..count).map(|n| row(n, today, &weights, &mut draws)).collect()
}

fn row(n: u64, today: Date, places: &[(&Known, u64)], draws: &mut Draws) -> Recourse {
    let received = today.saturating_sub(i64::try_from(draws.below(690)).unwrap_or(0).days());
    let place = draws.of(places);
    let mut row = Recourse {
        recourse: n.to_string(),
        mechanism: "inquiry".to_owned(),
        jurisdiction: "us".to_owned(),
        place: at(place, draws),
        purpose: draws.one_in_hundred(98).then(|| draws.of(PURPOSES).to_owned()),
        complaints: vec![draws.of(COMPLAINTS).to_owned()],
        channel: Some(draws.of(&[("web", 97), ("phone", 2), ("paper", 1)]).to_owned()),
        language: Some(draws.of(&[("en", 82), ("fr", 18)]).to_owned()),
        represented: Some(draws.one_in_hundred(21)),
        synthetic: true,
        record: Record { late: u32::from(draws.one_in_hundred(2)), corrected: 0 },
        ..Recourse::default()
    };
    live(&mut row, received, draws);
    if draws.one_in_hundred(4)
        && let Some(end) = row.spells[0].ended
    {
        again(&mut row, end.on, draws);
    }
    row
}

fn at(place: &Known, draws: &mut Draws) -> Place {
    let known = place.key != "unknown";
    let mode =
        place.modes.get(usize::try_from(draws.below(4)).unwrap_or(0)).or(place.modes.first());
    Place {
        port: known.then(|| place.key.clone()),
        region: Some(place.region.clone()),
        country: Some("us".to_owned()),
        mode: mode.map(|mode| mode.code().to_owned()),
    }
}

/// The first life: complete or not, with waits and questions, to some end.
fn live(row: &mut Recourse, received: Date, draws: &mut Draws) {
    let after = |day: Date, days: i64| day.saturating_add(days.days());
    let mut spell = Spell {
        received,
        complete: None,
        first_action: Some(after(received, draws.days(3))),
        pauses: Vec::new(),
        ended: None,
        reopened_for: None,
    };
    if draws.one_in_hundred(10) {
        spell.ended = Some(End { on: after(received, 34), kind: Terminal::Abandoned });
        row.spells.push(spell);
        return;
    }
    let complete =
        if draws.one_in_hundred(58) { received } else { after(received, 2 + draws.days(8)) };
    spell.complete = Some(complete);
    let mut work = 4 + draws.days(18);
    for (office, share, days) in OFFICES {
        if draws.one_in_hundred(*share) {
            let answered = after(complete, 1 + draws.days(*days));
            let due = Some(after(complete, 21));
            row.tasks.push(Task {
                office: (*office).to_owned(),
                asked: complete,
                due,
                answered: Some(answered),
                cancelled: None,
            });
        }
    }
    if draws.one_in_hundred(22) {
        let from = after(complete, 5);
        let wait = 3 + draws.days(10);
        spell.pauses.push(Pause {
            reason: "WAIT_TRAVELLER".to_owned(),
            from,
            to: Some(after(from, wait)),
        });
        work += wait;
    }
    let end = after(complete, work);
    let kind = *draws.of(&[
        (&Terminal::Decided, 87),
        (&Terminal::Withdrawn, 3),
        (&Terminal::Returned, 4),
        (&Terminal::Transferred, 3),
        (&Terminal::Duplicate, 3),
    ]);
    spell.ended = Some(End { on: end, kind });
    row.spells.push(spell);
    if kind == Terminal::Decided {
        decide(row, end, draws);
    }
}

fn decide(row: &mut Recourse, on: Date, draws: &mut Draws) {
    let outcome = draws.of(OUTCOMES).to_owned();
    let adverse = matches!(outcome.as_str(), "NO_CHANGE" | "NO_RECORD_FOUND" | "PARTLY");
    if adverse {
        let proposed = on.saturating_sub((1 + draws.days(2)).days());
        row.signatures.push(Signature {
            proposed,
            signed: Some(on),
            changed: draws.one_in_hundred(5),
        });
    }
    if outcome.starts_with("CORRECTED") {
        let effective = Some(on.saturating_add(draws.days(12).days()))
            .filter(|_| outcome == "CORRECTED_VERIFIED");
        row.corrections.push(Correction { ordered: on, effective });
        if draws.one_in_hundred(6) {
            row.recurrence = Some(on.saturating_add((20 + draws.days(60)).days()));
        }
    }
    if draws.one_in_hundred(35) {
        row.crossings.push(on.saturating_add((10 + draws.days(50)).days()));
    }
    let root_cause = Some(draws.of(CAUSES).to_owned());
    row.issues
        .push(Issue { dispositions: vec![Disposition { on, outcome: Some(outcome), root_cause }] });
}

fn again(row: &mut Recourse, ended: Date, draws: &mut Draws) {
    let received = ended.saturating_add((10 + draws.days(60)).days());
    let why = draws.of(&[("NEW_FACT", 45), ("RECURRENCE", 40), ("OUR_ERROR", 15)]).to_owned();
    let on = received.saturating_add((8 + draws.days(20)).days());
    row.spells.push(Spell {
        received,
        complete: Some(received),
        first_action: Some(received),
        pauses: Vec::new(),
        ended: Some(End { on, kind: Terminal::Decided }),
        reopened_for: Some(why),
    });
}
