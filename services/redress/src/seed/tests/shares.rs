//! Who, where, when and about what, against the note, from the outlines alone.

use std::collections::BTreeMap;

use domain::place::Mode;
use domain::purpose::{Language, Purpose};
use domain::recourse::inquiry::codes::SealedFact;
use jiff::civil::Weekday;

use super::figures::{float, near, share, shares};
use super::{drawn, lists};
use crate::seed::outline::{Link, Outline};
use crate::seed::plan::Plan;

const CASES: usize = 6000;

fn shares_of<K: Ord + Copy>(plan: &Plan, key: impl Fn(&Outline) -> K) -> BTreeMap<K, f64> {
    shares(plan.outlines.iter().map(key), plan.outlines.len())
}

/// A share drawn so many times strays by chance: three deviations and a tenth are allowed.
fn strays(what: &str, found: f64, wanted: f64) {
    let by_chance = 3.0 * (wanted * (100.0 - wanted) / float(CASES)).sqrt();
    let off = (found - wanted).abs();
    assert!(off < by_chance + 0.1 * wanted, "{what}: {found} instead of {wanted}");
}

#[test]
fn people_places_and_complaints_have_their_shares() {
    let (plan, lists) = (drawn(CASES, false), lists());
    let complaints = shares(plan.outlines.iter().flat_map(|o| o.complaints.clone()), CASES);
    for (complaint, wanted) in &lists.shares.complaint {
        strays(complaint.code(), complaints.get(complaint).copied().unwrap_or(0.0), *wanted);
    }
    near("complaints a matter", complaints.values().sum::<f64>(), 160.0, 5.0);
    for (purpose, found) in shares_of(&plan, |o| o.purpose) {
        strays(purpose.code(), found, lists.shares.purpose[&purpose]);
    }
    for (mode, found) in shares_of(&plan, |o| o.place.mode) {
        strays(mode.code(), found, lists.shares.mode[&mode]);
    }
    let standing = shares_of(&plan, |o| o.standing);
    strays("citizens of Canada", standing[&domain::case::codes::Standing::CaCitizen], 46.0);
    strays("French", shares_of(&plan, |o| o.language)[&Language::Fr], 18.0);
    strays("represented", share(&plan.outlines, |o| o.agent.is_some()), 21.0);
    strays("minors", share(&plan.outlines, |o| o.minor), 3.0);
    strays("household", share(&plan.outlines, |o| matches!(o.link, Link::Household(_))), 7.0);
    strays("again", share(&plan.outlines, |o| matches!(o.link, Link::Again(_))), 9.0);
    strays("duplicates", share(&plan.outlines, |o| matches!(o.link, Link::Duplicate(_))), 3.0);
}

#[test]
fn ports_are_real_and_keep_their_weights() {
    let (plan, lists) = (drawn(CASES, false), lists());
    assert!(plan.outlines.iter().all(|o| lists.places.find(&o.place.key).is_some()));
    let weighted = lists.weights.port.iter().map(|p| &p.key);
    let airports = lists.weights.airport.iter().map(|a| &a.key);
    let coded = |key: &String| lists.places.find(key).is_some_and(|p| p.code.is_some());
    assert!(weighted.chain(airports).all(coded));
    let land: Vec<&Outline> = plan.outlines.iter().filter(|o| o.place.mode == Mode::Land).collect();
    let found = shares(land.iter().map(|o| o.place.key.as_str()), land.len());
    near("Buffalo", found["us-0901"], 22.5, 15.0);
    near("Blaine", found["us-3004"], 14.9, 20.0);
    near("Detroit", found["us-3801"], 15.0, 20.0);
    // Shut for the season: nothing happens there.
    let winter = |o: &&Outline| o.place.key == "us-3007" && o.incident.month() <= 3;
    assert_eq!(plan.outlines.iter().filter(winter).count(), 0);
}

#[test]
fn days_and_hours_are_those_of_people() {
    let plan = drawn(CASES, false);
    let weekend = |o: &Outline| {
        let day = plan.span.day(o.filed).weekday();
        matches!(day, Weekday::Saturday | Weekday::Sunday)
    };
    strays("filed on week-ends", share(&plan.outlines, weekend), 18.0);
    let hour = |o: &Outline| plan.span.zone.to_datetime(o.filed).hour();
    strays("filed in the last hour", share(&plan.outlines, |o| hour(o) == 23), 4.0);
    let lag = |o: &Outline| domain::deadline::days(o.incident, plan.span.day(o.filed));
    assert!(plan.outlines.iter().all(|o| lag(o) >= 0));
    let soon = share(&plan.outlines, |o| lag(o) <= 2);
    assert!((22.0..33.0).contains(&soon), "{soon} filed within two days");
    strays("filed after a year", share(&plan.outlines, |o| lag(o) > 365), 3.0);
    let business: Vec<&Outline> =
        plan.outlines.iter().filter(|o| o.purpose == Purpose::BusinessVisitor).collect();
    near(
        "business on Mondays",
        share(&business, |o| o.incident.weekday() == Weekday::Monday),
        21.0,
        20.0,
    );
}

/// Everything that is published comes from acts without their sealed matter.
#[test]
fn a_listed_flag_colours_nothing_but_sealed_matter() {
    let with = |listed: f64| {
        let mut lists = lists();
        lists.shares.sealed.listed = listed;
        let plan = crate::seed::plan::plan(super::SEED, 200, super::span(), lists, true).unwrap();
        let (mut open, mut facts) = (Vec::new(), Vec::new());
        for act in (0..200).flat_map(|case| plan.acts(case)) {
            open.push((
                act.at,
                act.occurred,
                serde_json::to_string(&(&act.by, &act.command)).unwrap(),
            ));
            facts.extend(act.matter.iter().filter_map(|m| {
                let text = serde_json::to_string(&m.content).unwrap();
                SealedFact::CODES.iter().find(|code| text.contains(**code)).copied()
            }));
        }
        (open, facts)
    };
    let (none, all) = (with(0.0), with(100.0));
    assert_eq!(none.0, all.0);
    assert!(none.1.iter().all(|fact| *fact == "NOT_LISTED"));
    assert!(all.1.len() > 100 && all.1.iter().all(|fact| *fact != "NOT_LISTED"));
}

#[test]
fn people_are_made_up_and_reached_at_reserved_addresses() {
    let plan = drawn(400, true);
    let mut names = std::collections::BTreeSet::new();
    for act in (0..400).flat_map(|case| plan.acts(case)) {
        for piece in act.matter {
            let domain::matter::Content::Person(person) = piece.content else {
                continue;
            };
            let (_, host) = person.email.split_once('@').unwrap();
            assert!(["example.org", "example.net"].contains(&host), "{}", person.email);
            assert!(
                person.email.is_ascii() && person.phone.contains(" 555 01"),
                "{}",
                person.phone
            );
            names.insert(person.name);
        }
    }
    assert!(names.iter().any(|n| !n.contains(' ')), "nobody has one name");
    assert!(names.iter().any(|n| n.contains('\'')) && names.iter().any(|n| !n.is_ascii()));
    assert!(names.len() > 300);
}
