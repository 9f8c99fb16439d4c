//! The planted truths are in the history: found here with the answer in hand, which no measure
//! has.

use domain::recourse::inquiry::codes::Outcome;

use super::figures::{float, share};
use super::{drawn, lists};
use crate::seed::outline::{Ending, Outline};

/// What only tests are told.
#[derive(serde::Deserialize)]
struct Told {
    told: Compared,
}

#[derive(serde::Deserialize)]
struct Compared {
    comparison: Vec<String>,
}

fn favourable(outlines: &[&Outline]) -> f64 {
    let decided: Vec<_> =
        outlines.iter().filter(|o| matches!(o.ending, Ending::Decided(_))).collect();
    let good = |o: &&&Outline| {
        matches!(o.ending, Ending::Decided(Outcome::CorrectedVerified | Outcome::Distinguished))
    };
    float(decided.iter().filter(|o| good(o)).count()) / float(decided.len())
}

fn odds(share: f64) -> f64 {
    share / (1.0 - share)
}

#[test]
fn what_was_planted_is_there() {
    let told: Told = toml::from_str(include_str!("../../../data/planted.toml")).unwrap();
    let comparison = told.told.comparison;
    let (plan, planted) = (drawn(20_000, true), lists().planted);
    let at = |key: &str, mixed: bool| -> Vec<&Outline> {
        let here = |o: &&Outline| {
            o.place.key == key && (mixed || !planted.mix.purposes.contains(&o.purpose))
        };
        plan.outlines.iter().filter(here).collect()
    };
    let odd = |o: &&Outline| {
        planted.odds.contains_key(&o.place.key)
            || planted.guidance.reached.contains(&o.place.key)
            || planted.mix.purposes.contains(&o.purpose)
    };
    let network: Vec<&Outline> = plan.outlines.iter().filter(|o| !odd(o)).collect();
    let usual = odds(favourable(&network));
    for (key, planted) in &planted.odds {
        let found = odds(favourable(&at(key, false))) / usual;
        assert!((found / planted - 1.0).abs() < 0.25, "{key}: {found} instead of {planted}");
    }
    // The port with a mix of its own looks worse than it is.
    let (raw, like) =
        (favourable(&at(&planted.mix.place, true)), favourable(&at(&planted.mix.place, false)));
    assert!(raw < 0.94 * like, "{raw} beside {like}");
    let rate = |from: i32, to: i32| {
        let month = |o: &Outline| plan.span.month(plan.span.day(o.filed));
        share(&plan.outlines, |o| (from..to).contains(&month(o))) / f64::from(to - from)
    };
    let (before, after) = (rate(3, 9), rate(15, 21));
    assert!(after / before > 1.3, "{after} beside {before} a month");
    let ground = |keys: &[String], late: bool| {
        let hit = |o: &&Outline| {
            keys.contains(&o.place.key)
                && o.complaints.contains(&planted.guidance.complaint)
                && (plan.span.month(o.incident) >= planted.guidance.month) == late
        };
        favourable(&plan.outlines.iter().filter(hit).collect::<Vec<_>>())
    };
    let reached =
        ground(&planted.guidance.reached, true) / ground(&planted.guidance.reached, false);
    let compared = ground(&comparison, true) / ground(&comparison, false);
    assert!(reached < 0.7 && compared > 0.75, "{reached} beside {compared}");
}
