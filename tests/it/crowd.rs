//! Sixty-four programs work on twenty cases at once, and mean to get in each other's way: first undisturbed,
//! then while server and database are killed in turn. A checker holds what they were told against the record;
//! the server must find its own way back to a database that died.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use acceptance::api::{Api, filing};
use acceptance::chance::Chance;
use acceptance::checker::{self, Event, Outcome};
use acceptance::cluster::Server;
use acceptance::database::Owner;
use acceptance::installation::Installation;

use ledger::{Ledger, Settled};
use work::{Case, Side, Worker};

mod ledger;
mod steps;
mod work;

const START: &str = "2026-03-02T14:00:00Z";
const CLIENTS: usize = 64;
/// Cases in work at once. A stage has cases of its own: none grows so long that reading it is most of the work.
const CASES: usize = 20;
/// How often one key may be sent while nothing is killed.
const TRIES: usize = 10;
/// Longest that the database stays away.
const AWAY: u64 = 3_000;

/// How much is done.
struct Size {
    /// Operations of one stage.
    operations: u64,
    /// Stages without faults.
    quiet: u64,
    /// Stages in which server and database are killed.
    loud: u64,
    /// Kills of each in such a stage.
    kills: u64,
}

#[test]
fn sixty_four_programs_on_twenty_cases_are_told_the_truth() {
    crowd("crowd", &Size { operations: 750, quiet: 1, loud: 1, kills: 1 }, 20_260_304);
}

#[test]
fn campaign_fifty_thousand_operations_of_sixty_four_programs() {
    let size = Size { operations: 2_500, quiet: 10, loud: 10, kills: 5 };
    crowd("crowd-full", &size, 20_260_305);
}

fn crowd(name: &str, size: &Size, seed: u64) {
    let mut database = Server::start(name);
    let mut house = Installation::on(name, START, &database);
    let sides = sides(&house);
    let mut chance = Chance::from_seed(seed);
    let (quiet, loud) = (Ledger::default(), Ledger::default());
    let began = Instant::now();
    for stage in 0..size.quiet {
        let cases = open(&quiet, &sides, &format!("quiet-{stage}"));
        quiet.until(quiet.begun() + size.operations);
        work(&quiet, &sides, &cases, &mut chance, || ());
    }
    let (undisturbed, began) = (began.elapsed(), Instant::now());
    let mut back = Vec::new();
    for stage in 0..size.loud {
        let cases = open(&loud, &sides, &format!("loud-{stage}"));
        let (from, upto) = (loud.begun(), loud.begun() + size.operations);
        loud.until(upto);
        let mut dice = Chance::from_seed(chance.next());
        work(&loud, &sides, &cases, &mut chance, || {
            let stretch = size.operations / (2 * size.kills + 1);
            for nth in 0..2 * size.kills {
                loud.wait_for(from + stretch * (nth + 1) + dice.below(stretch / 2));
                let away = Duration::from_millis(dice.below(AWAY));
                back.push(kill(&loud, &mut house, &mut database, nth % 2 == 0, away));
            }
        });
    }
    println!("seed {seed}: undisturbed {undisturbed:?}, with kills {:?}", began.elapsed());
    let (quiet, loud) = (quiet.settled(), loud.settled());
    tell("undisturbed", &quiet);
    tell("with kills", &loud);
    times(&back);
    assert!(quiet.tries <= TRIES, "a key was sent {} times while nothing was killed", quiet.tries);
    assert_eq!(quiet.cut, 0, "an answer was missing while nothing was killed");
    assert!(quiet.lost_races() > 0, "nobody got in anybody's way: nothing was stressed");
    assert!(loud.cut + loud.unknown > 0, "no kill met a request: nothing was stressed");
    verdict(&house, quiet, loud);
}

fn sides(house: &Installation) -> Vec<(Side, Api)> {
    vec![
        (Side::Program, house.client()),
        (Side::Office, house.staff("officer-1")),
        (Side::Office, house.staff("officer-2")),
        (Side::Office, house.staff("supervisor-1")),
    ]
}

/// The cases of one stage, filed by a program.
fn open(ledger: &Ledger, sides: &[(Side, Api)], stage: &str) -> Vec<Case> {
    let filed = (0..CASES).map(|nth| {
        let key = format!("{stage}-case-{nth}");
        let body = filing(&format!("{key}@example.org"), "2026-02-20");
        let receipt = ledger.write(&sides[0].1, "/api/v1/cases", &key, None, &body);
        let receipt = receipt.expect("a filing is not refused");
        let reference = receipt["reference"].as_str().unwrap().to_owned();
        Case { stream: receipt["case"].as_str().unwrap().to_owned(), reference }
    });
    filed.collect()
}

/// All programs work until the stage is over; meanwhile somebody does something else.
fn work(
    ledger: &Ledger,
    sides: &[(Side, Api)],
    cases: &[Case],
    chance: &mut Chance,
    meanwhile: impl FnOnce(),
) {
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (side, api) = &sides[client % sides.len()];
            let worker = Worker { client, side: *side, api: api.apart(), cases, ledger };
            let mut chance = Chance::from_seed(chance.next());
            scope.spawn(move || worker.work(&mut chance));
        }
        meanwhile();
    });
}

/// How long it took from the start of what was killed until the house was well again.
struct Back {
    database: bool,
    took: Duration,
}

fn kill(
    ledger: &Ledger,
    house: &mut Installation,
    database: &mut Server,
    is_database: bool,
    away: Duration,
) -> Back {
    ledger.shut();
    if is_database {
        database.kill9();
        ledger.rest(away);
        database.back();
    } else {
        house.kill9();
    }
    let began = Instant::now();
    if !is_database {
        house.restart();
    }
    let api = Api::at(house.url());
    let well = |_: &usize| api.look("/readyz").is_ok_and(|answer| answer.status == 200);
    assert!((0..100_000).any(|look| well(&look)), "the house does not get well");
    let took = began.elapsed();
    ledger.open();
    Back { database: is_database, took }
}

fn times(back: &[Back]) {
    for (what, database) in [("database", true), ("server", false)] {
        let took = back.iter().filter(|one| one.database == database).map(|one| one.took);
        let mut all: Vec<Duration> = took.collect();
        all.sort_unstable();
        let at = |of: usize| all.get((all.len() * of / 100).min(all.len().saturating_sub(1)));
        println!(
            "{what}: {} kills, well again after {:?} (half), {:?} (at most)",
            all.len(),
            at(50),
            at(100)
        );
    }
}

fn tell(what: &str, settled: &Settled) {
    println!(
        "{what}: {} writes and {} readings; answers {:?}; {} without an answer, {} told that it is unknown, \
         {} busy; a key sent {} times at most",
        settled.writes.len(),
        settled.reads.len(),
        settled.answers,
        settled.cut,
        settled.unknown,
        settled.busy,
        settled.tries,
    );
}

/// Nothing that must not be; the tables are those of the record, and the record is whole.
fn verdict(house: &Installation, quiet: Settled, loud: Settled) {
    let (writes, reads) =
        ([quiet.writes, loud.writes].concat(), [quiet.reads, loud.reads].concat());
    let record = record(&house.owner());
    let found = checker::check(&writes, &reads, &record);
    assert!(
        found.is_empty(),
        "{} anomalies, such as {:?}",
        found.len(),
        &found[..found.len().min(9)]
    );
    let mut won: BTreeMap<(&str, u64), usize> = BTreeMap::new();
    for write in &writes {
        if let (Outcome::Done(receipt), Some(seen)) = (&write.outcome, write.seen) {
            let changed = !receipt.events.is_empty();
            *won.entry((&receipt.stream, seen)).or_default() += usize::from(changed);
        }
    }
    assert!(won.values().all(|winners| *winners <= 1), "two winners on one version");
    println!("{} events, {} decisions with one winner each, 0 anomalies", record.len(), won.len());
    for command in [&["rebuild", "--all"][..], &["verify"]] {
        let output = house.command(command);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{command:?}: {said}");
    }
}

fn record(owner: &Owner) -> Vec<Event> {
    let rows = owner.run(
        "SELECT e.shard, e.position, e.stream_id, e.version, e.command_id, c.caller, c.key, e.name
         FROM register.event AS e
         LEFT JOIN register.command AS c ON c.shard = e.shard AND c.command_id = e.command_id",
    );
    let number = |text: &String| text.parse().expect("a number");
    let read = |row: Vec<String>| Event {
        shard: number(&row[0]),
        position: number(&row[1]),
        stream: row[2].clone(),
        version: number(&row[3]),
        command: row[4].clone(),
        caller: row[5].clone(),
        key: row[6].clone(),
        name: row[7].clone(),
    };
    rows.into_iter().map(read).collect()
}
