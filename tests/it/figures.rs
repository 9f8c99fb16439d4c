//! The figures add up: in every month and quarter of a seeded record, what was open and came is what went
//! and is open still. The record's events are counted here anew, and what the program publishes is held
//! against that count.
//!
//! A masked cell is never filled in to make a sum come out. It may stand only for what this count says it
//! may: "under 10" for one to nine, "hidden" where the same table holds a small count, which the hidden one
//! would give away. Where a filter is set the page shows no terms, and only what it says of itself is read.
//!
//! `twins` holds the other promise of the figures, and of letters, status and search with them: they never
//! tell who is on a security list.

use acceptance::api::Api;
use acceptance::installation::Installation;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use published::{Shown, is_small};
use recount::{Account, Life, TERMS};

mod published;
mod recount;
mod seen;
mod twins;
mod world;

const START: &str = "2026-03-02T14:00:00Z";

/// First month and quarter of the two years, and the first after it.
const FROM: Date = date(2024, 1, 1);
const TO: Date = date(2026, 4, 1);

/// Figures whose counts are terms of the account.
const FLOWS: [&str; 3] = ["received", "closed-by-kind", "open"];

type Period = (Date, Date);

/// Whole periods of so many months, one after the other.
fn periods(months: i32) -> Vec<Period> {
    let mut periods = Vec::new();
    let mut from = FROM;
    while from < TO {
        let to = from.checked_add(months.months()).unwrap();
        periods.push((from, to));
        from = to;
    }
    periods
}

fn account(lives: &[Life], (from, to): Period) -> Account {
    Account::of(lives.iter(), from, to)
}

#[test]
fn the_account_is_even_in_every_month_and_quarter() {
    let told = even("figures", 90);
    assert!(told > 8, "the record tells more than {told} terms");
}

#[test]
fn campaign_the_account_of_a_larger_record_is_even() {
    let told = even("figures-large", 300);
    assert!(told > 80, "a larger record tells more than {told} terms");
}

/// The story over a record of so many matters; answers how many terms above 0 were told.
fn even(name: &str, cases: u32) -> usize {
    let mut house = Installation::seeded(name, START, cases);
    let lives = recount::lives(&house.owner());
    assert_eq!(lives.len(), usize::try_from(cases).unwrap(), "every matter is in the record");
    recounted(&lives);
    let (client, mut desk) = (house.client(), house.desk("analyst-1"));
    let (mut masked, mut told) = (0, 0);
    let quarters = periods(3);
    for period in periods(1).into_iter().chain(quarters.clone()).chain([(FROM, TO)]) {
        let counted = account(&lives, period);
        let foot = published::foot(&mut desk, period, "");
        assert!(foot.holds, "{period:?}: the page says that its sides differ");
        let shown = foot.terms.expect("whole months are shown");
        let before = (period.0.checked_sub(1.month()).unwrap(), period.0);
        let hidden =
            [before, period].map(|period| published::total(&client, "open", period).is_masked());
        assert_eq!(troubles(&shown, &counted, hidden), Vec::<String>::new(), "{period:?}");
        retold(&client, period);
        masked += shown.iter().filter(|term| term.is_masked()).count();
        told += shown.iter().filter(|term| term.is_told()).count();
        flows(&client, &lives, period, "none");
    }
    for period in quarters {
        for by in ["mechanism", "country", "region"] {
            flows(&client, &lives, period, by);
        }
    }
    for region in regions(&lives) {
        let foot = published::foot(&mut desk, (FROM, TO), &format!("&region={region}"));
        assert!(foot.holds && foot.terms.is_none(), "{region}: {foot:?}");
    }
    a_lost_end_is_noticed(&mut house);
    println!("{cases} matters: {told} terms above 0 told, {masked} masked");
    told
}

fn regions(lives: &[Life]) -> Vec<&str> {
    let mut regions: Vec<&str> = lives.iter().map(|life| life.region.as_str()).collect();
    regions.sort_unstable();
    regions.dedup();
    regions
}

/// The count itself is even, month joins month, three months are a quarter, and places are the whole.
fn recounted(lives: &[Life]) {
    let months: Vec<Account> = periods(1).into_iter().map(|p| account(lives, p)).collect();
    let quarters: Vec<Account> = periods(3).into_iter().map(|p| account(lives, p)).collect();
    assert!(months.iter().chain(&quarters).all(Account::holds), "{months:?}");
    for pair in months.windows(2) {
        assert_eq!(pair[0].term("open-at-end"), pair[1].term("open-at-start"));
    }
    for (quarter, three) in quarters.iter().zip(months.chunks(3)) {
        for term in &TERMS[1..12] {
            let sum: u64 = three.iter().map(|month| month.term(term)).sum();
            assert_eq!(quarter.term(term), sum, "{term}");
        }
    }
    let whole = account(lives, (FROM, TO));
    assert_eq!(whole.term("received"), lives.len() as u64);
    let of = |region: &str| {
        let here = lives.iter().filter(|life| life.region == region);
        Account::of(here, FROM, TO)
    };
    for region in regions(lives) {
        assert!(of(region).holds(), "{region}");
    }
    for term in TERMS {
        let sum: u64 = regions(lives).into_iter().map(|region| of(region).term(term)).sum();
        assert_eq!(whole.term(term), sum, "{term}");
    }
}

/// Figures that tell again how much is open hide it where its own figure does.
fn retold(api: &Api, period: Period) {
    if published::total(api, "open", period).is_masked() {
        for name in ["disposition-time", "pending-age"] {
            let shown = published::total(api, name, period);
            assert!(shown.is_masked(), "{name} in {period:?} tells how much is open");
        }
    }
}

/// What the foot of the page must not say of an account: a number that is not so, or a mask without need.
/// The stocks, at the start and at the end, are hidden where the figure of what is open hides them.
fn troubles(shown: &[Shown; 13], counted: &Account, hidden_stocks: [bool; 2]) -> Vec<String> {
    let mut reasons = counted.0.map(is_small);
    let (start, end) = (0, reasons.len() - 1);
    reasons[start] |= hidden_stocks[0];
    reasons[end] |= hidden_stocks[1];
    // One hidden term could be worked out from the others, so the stock at the start goes with it, and with
    // that one the stock at the end; what was received is shown elsewhere without duplicates, so a small
    // number of them takes it along.
    if reasons.iter().filter(|reason| **reason).count() == 1 {
        reasons[if reasons[start] { end } else { start }] = true;
    }
    let mut troubles = Vec::new();
    for (place, term) in TERMS.iter().enumerate() {
        let (shown, counted_here) = (shown[place], counted.0[place]);
        let is_reason =
            reasons[place] || (*term == "received" && is_small(counted.term("duplicate")));
        if !shown.may_stand_for(counted_here) || shown.is_masked() != is_reason {
            troubles.push(format!("{term}: {shown:?} is shown, {counted_here} counted"));
        }
    }
    troubles
}

/// The figures that are terms of the account, told apart or not.
fn flows(api: &Api, lives: &[Life], period: Period, by: &str) {
    for name in FLOWS {
        let cells = published::cells(api, name, period, by);
        let counts: Vec<_> = cells
            .iter()
            .filter_map(|cell| Some((cell, counted(lives, period, name, by, cell)?)))
            .collect();
        assert!(!counts.is_empty(), "{name} by {by} in {period:?} tells nothing: {cells:?}");
        // The parts of what is open are not counted here, and finer tables hide for each other.
        let may_mask = by != "none"
            || name == "open"
            || counts.iter().any(|(_, count)| is_small(*count))
            || is_small(account(lives, period).term("duplicate"));
        for (cell, count) in counts {
            let is_right = cell.shown.may_stand_for(count) && (may_mask || !cell.shown.is_masked());
            assert!(is_right, "{name} by {by} in {period:?}: {cell:?}, {count} counted");
        }
    }
}

/// What a cell must say by this count; nothing where its line is no term of the account.
fn counted(
    lives: &[Life],
    period: Period,
    name: &str,
    by: &str,
    cell: &published::Cell,
) -> Option<u64> {
    let group = cell.group.as_deref();
    let here = lives.iter().filter(|life| match (by, group) {
        ("country", Some(group)) => life.country == group,
        ("region", Some(group)) => life.region == group,
        _ => true,
    });
    let account = Account::of(here.clone(), period.0, period.1);
    let fresh = here.filter(|life| !life.is_duplicate());
    let ends = || TERMS[4..12].iter().filter(|term| **term != "duplicate");
    Some(match (name, cell.line.as_str()) {
        ("received", "total" | "filed-here") => {
            Account::of(fresh, period.0, period.1).term("received")
        }
        ("closed-by-kind", "total") => ends().map(|term| account.term(term)).sum(),
        ("received" | "closed-by-kind", line) => account.term(line),
        ("open", "total") => account.term("open-at-end"),
        _ => return None,
    })
}

/// Puts the end of one matter before all time behind the program's back, as a projection that loses a
/// case would: the page says that its sides differ.
fn a_lost_end_is_noticed(house: &mut Installation) {
    let schema = house.owner().run(
        "SELECT table_schema FROM information_schema.tables \
         WHERE table_name = 'matters' AND table_schema LIKE 'read\\_%'",
    );
    let planted = house.owner().run(&format!(
        "UPDATE {}.matters SET facts = jsonb_set(facts, '{{spells,0,ended,0}}', '\"2023-01-01\"') \
         WHERE recourse_id = (SELECT recourse_id FROM {}.matters \
           WHERE facts -> 'spells' -> 0 -> 'ended' ->> 1 = 'decided' \
           AND jsonb_array_length(facts -> 'spells') = 1 ORDER BY recourse_id LIMIT 1) \
         RETURNING facts -> 'spells' -> 0 ->> 'received'",
        schema[0][0], schema[0][0],
    ));
    let received: Date = planted[0][0].parse().unwrap();
    // What was read of a position is kept; a program that starts anew reads again.
    house.stop();
    house.restart();
    house.minutes(1);
    let mut desk = house.desk("analyst-1");
    let foot = published::foot(&mut desk, (FROM, TO), "");
    assert!(!foot.holds, "{foot:?}");
    let month = received.first_of_month();
    let period = (month, month.checked_add(1.month()).unwrap());
    assert!(!published::foot(&mut desk, period, "").holds, "{period:?}");
}

#[test]
fn a_wrong_equation_is_noticed() {
    let day = |n: i8| date(2025, 5, n);
    let mut lives: Vec<Life> = (0..30).map(|_| Life::default()).collect();
    for (n, life) in lives.iter_mut().enumerate() {
        life.moves.push((day(3), "received"));
        let end = ["decided", "withdrawn", "transferred"].get(n % 5);
        life.moves.extend(end.map(|term| (day(9), *term)));
    }
    let period = (date(2025, 5, 1), date(2025, 6, 1));
    let right = account(&lives, period);
    assert!(right.holds());
    for (place, term) in TERMS.iter().enumerate() {
        let mut wrong = right;
        wrong.0[place] += 1;
        assert!(!wrong.holds(), "{term}");
    }
    // An end before the beginning: gone, and still there.
    let mut lost = lives.clone();
    lost[0].moves = vec![(day(20), "decided"), (day(21), "received"), (day(22), "decided")];
    assert!(!account(&lost, period).holds());
    let shown = right.0.map(Shown::Exact);
    assert!(!troubles(&shown, &right, [false; 2]).is_empty(), "six ends of a kind are never told");
    let mut masked = right.0.map(|n| if is_small(n) { Shown::Hidden } else { Shown::Exact(n) });
    assert_eq!(troubles(&masked, &right, [false; 2]), Vec::<String>::new());
    masked[1] = Shown::Exact(29);
    assert_eq!(troubles(&masked, &right, [false; 2]).len(), 1);
}
