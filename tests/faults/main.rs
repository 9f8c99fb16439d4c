//! The program dies at each of its named places, as by `kill -9`, while eight programs and a visitor work; it
//! is started again and works on. What it acknowledged is there afterwards, once; each mail went out; every
//! timer fired once; the tables are those of the record. Needs the program with places to die at.

// Tells clippy that helper functions here are tests too, so that `unwrap` is theirs to use.
#![cfg(test)]

#[path = "../it/kills/acts.rs"]
mod acts;
mod die;
#[path = "../it/kills/ledger.rs"]
#[expect(dead_code, reason = "the kills at random moments use the rest")]
mod ledger;
mod places;
#[path = "../it/kills/proof.rs"]
mod proof;
#[path = "../it/kills/rebuilt.rs"]
mod rebuilt;
mod timers;

use std::time::Instant;

use acceptance::chance::Chance;
use acceptance::installation::Installation;
use acceptance::mail_server::MailServer;

use die::{die, is_planted};
use ledger::{Ledger, Sides};
use places::{AT_WORK, BY_CLOCK, REBUILDING};

const START: &str = "2026-03-02T14:00:00Z";
const CLIENTS: usize = 8;
/// A start costs too much for all of them in every run.
const THIRDS: usize = 3;

#[test]
fn it_may_die_at_a_third_of_the_places() {
    // Which third differs from run to run; a failure names its place.
    let third = usize::try_from(std::process::id()).unwrap() % THIRDS;
    campaign("faults", 1, 20_260_306, |nth| nth % THIRDS == third);
}

#[test]
fn campaign_it_may_die_at_every_place_ten_times() {
    campaign("faults-ten", 10, 20_260_307, |_| true);
}

#[test]
fn it_may_die_while_the_clock_moves() {
    by_clock("faults-clock", 1);
}

#[test]
fn campaign_it_may_die_ten_times_while_the_clock_moves() {
    by_clock("faults-clock-ten", 10);
}

fn campaign(name: &str, times: usize, seed: u64, takes: impl Fn(usize) -> bool) {
    assert!(is_planted(), "TESTS_REDRESS names a program without places to die at");
    let post = MailServer::start(name);
    let mut house = Installation::mailing(name, START, &post.url());
    let ledger = Ledger::default();
    let first = sides(&house);
    let mut chance = Chance::from_seed(seed);
    let began = Instant::now();
    let mut died = 0;
    let chosen = |all: &'static [&'static str]| {
        all.iter().enumerate().filter(|(nth, _)| takes(*nth)).map(|(_, place)| *place)
    };
    for _ in 0..times {
        for place in chosen(AT_WORK) {
            die(&mut house, &ledger, &first, place, &mut chance);
            died += 1;
        }
    }
    let at_work = began.elapsed();
    house.plant(None);
    house.restart();
    assert!(ledger.settle(&first, CLIENTS).is_some(), "something stays open");
    let ops = ledger.ops();
    codes_come_again(&house);
    house.days(1);
    proof::replay(&sides(&house), &ops);
    house.minutes(1);
    proof::compare(&mut house, &post, &ops);
    codes_arrived(&house, &post);
    for place in chosen(REBUILDING) {
        for _ in 0..times {
            die::rebuilding(&house, place);
            died += 1;
        }
    }
    rebuilt::check(&mut house, &ops);
    let lost = ops.iter().filter(|op| op.lost()).count();
    println!(
        "seed {seed}: died {died} times in {:?} ({at_work:?} at work), {} requests, {lost} without an answer at \
         first: clean",
        began.elapsed(),
        ops.len(),
    );
}

/// The same while the clock moves on, on a record of its own: few cases have little that comes due.
fn by_clock(name: &str, times: usize) {
    assert!(is_planted(), "TESTS_REDRESS names a program without places to die at");
    let mut house = Installation::start(name, START);
    let began = Instant::now();
    for place in BY_CLOCK {
        for _ in 0..times {
            timers::die(&mut house, place);
        }
    }
    timers::check(&mut house);
    let died = times * BY_CLOCK.len();
    println!(
        "died {died} times at {} places of the clock in {:?}: clean",
        BY_CLOCK.len(),
        began.elapsed()
    );
}

fn sides(house: &Installation) -> Sides {
    Sides { client: house.client(), officer: house.staff("officer-1") }
}

/// Mails with codes are leased by the database's own clock, which nobody can move.
fn codes_come_again(house: &Installation) {
    house.owner().run("UPDATE people.direct_mail SET lease_until = NULL WHERE state = 'waiting'");
}

/// Every code that was asked for was mailed, whenever it was that the program died.
fn codes_arrived(house: &Installation, post: &MailServer) {
    let owner = house.owner();
    let waiting = "SELECT count(*) FROM people.direct_mail WHERE state <> 'sent'";
    assert_eq!(owner.number(waiting), 0, "codes that were not sent");
    let copies = post.copies();
    let asked = owner.run("SELECT id FROM people.direct_mail");
    assert!(!asked.is_empty(), "no code was asked for");
    for row in asked {
        let times = copies.get(&row[0]).map_or(0, |(_, times)| *times);
        assert!((1..=2).contains(&times), "code {} arrived {times} times", row[0]);
    }
}
