//! The server is killed at chance moments while eight programs file, write, hand in and answer. What it
//! acknowledged is there afterwards, once; what it left open is settled by the same key; each mail goes out.

use std::time::Instant;

use acceptance::chance::Chance;
use acceptance::installation::Installation;
use acceptance::mail_server::MailServer;

use acts::Act;
use ledger::{Ledger, Op, Sides};

mod acts;
mod ledger;
mod proof;
mod rebuilt;

const START: &str = "2026-03-02T14:00:00Z";
const CLIENTS: usize = 8;
/// Of a hundred kills, how many must fall into a request.
const IN_FLIGHT: usize = 60;
/// Memory that the program may hold after the load.
const MOST_KB: u64 = 200_000;

#[test]
fn four_kills_lose_nothing_and_double_nothing() {
    campaign("kills", 4, 20_260_302);
}

#[test]
fn campaign_two_hundred_kills_lose_nothing_and_double_nothing() {
    campaign("many-kills", 200, 20_260_303);
}

fn campaign(name: &str, kills: usize, seed: u64) {
    let post = MailServer::start(name);
    let mut house = Installation::mailing(name, START, &post.url());
    let ledger = Ledger::default();
    let began = Instant::now();
    let (killed, mut resident) = rounds(&mut house, &ledger, kills, seed);
    let ops = ledger.ops();
    let struck = killed.iter().filter(|at| ops.iter().any(|op| op.was_struck(**at))).count();
    println!(
        "seed {seed}: {kills} kills in {:?}, {struck} with a request in flight",
        began.elapsed()
    );
    tell(&ops);
    assert!(struck * 100 >= kills * IN_FLIGHT, "only {struck} of {kills} kills met a request");
    // Mail that a killed server held is free again when its lease has lapsed.
    house.days(1);
    proof::replay(&sides(&house), &ops);
    // A one-time code holds once.
    house.minutes(1);
    proof::compare(&mut house, &post, &ops);
    resident.push(house.resident_kb());
    println!("resident kB before each kill and after it all: {resident:?}");
    assert!(resident.iter().all(|kb| *kb < MOST_KB), "more than {MOST_KB} kB: {resident:?}");
    rebuilt::check(&mut house, &ops);
}

fn sides(house: &Installation) -> Sides {
    Sides { client: house.client(), officer: house.staff("officer-1") }
}

/// Kills, starts again, and leaves the last start running with everything settled; answers when it was
/// killed and how much memory it held then.
fn rounds(
    house: &mut Installation,
    ledger: &Ledger,
    kills: usize,
    seed: u64,
) -> (Vec<Instant>, Vec<u64>) {
    let mut chance = Chance::from_seed(seed);
    let (mut killed, mut resident) = (Vec::new(), Vec::new());
    let sides = sides(house);
    for _ in 0..kills {
        let round = ledger.next_round();
        let enough = 5 + chance.below(40);
        let moment = chance.below(20_000);
        std::thread::scope(|scope| {
            for client in 0..CLIENTS {
                let (sides, mut chance) = (&sides, Chance::from_seed(chance.next()));
                scope.spawn(move || ledger.work(sides, client, round, &mut chance));
            }
            ledger.wait_for(enough, moment);
            resident.push(house.resident_kb());
            killed.push(Instant::now());
            house.kill9();
        });
        house.restart();
    }
    assert!(ledger.settle(&sides, CLIENTS).is_some(), "something stays open");
    (killed, resident)
}

/// Every kind of act must have been tried, or the campaign says nothing of it.
fn tell(ops: &[Op]) {
    for act in [Act::File, Act::Write, Act::HandIn, Act::Check, Act::Ask, Act::Answer] {
        let all: Vec<&Op> = ops.iter().filter(|op| op.act == act).collect();
        let lost = all.iter().filter(|op| op.lost()).count();
        println!("{act:?}: {} requests, {lost} without an answer at first", all.len());
        assert!(!all.is_empty(), "{act:?} was never asked for");
    }
}
