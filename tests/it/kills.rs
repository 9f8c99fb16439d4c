//! The server is killed at chance moments while eight programs file and write. What it acknowledged is
//! there afterwards, once; what it left open is settled by the same key; each mail goes out once.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use acceptance::api::Api;
use acceptance::chance::Chance;
use acceptance::installation::Installation;
use acceptance::mailbox;

use ledger::{Ledger, Op};

mod ledger;

const START: &str = "2026-03-02T14:00:00Z";
const CLIENTS: usize = 8;
/// Of a hundred kills, how many must fall into a request.
const IN_FLIGHT: usize = 60;

#[test]
fn four_kills_lose_nothing_and_double_nothing() {
    campaign("kills", 4, 20_260_302);
}

#[test]
fn campaign_fifty_kills_lose_nothing_and_double_nothing() {
    campaign("fifty-kills", 50, 20_260_303);
}

fn campaign(name: &str, kills: usize, seed: u64) {
    let mut house = Installation::start(name, START);
    let ledger = Ledger::default();
    let began = Instant::now();
    let killed = rounds(&mut house, &ledger, kills, seed);
    let ops = ledger.ops();
    let struck = killed.iter().filter(|at| ops.iter().any(|op| op.was_struck(**at))).count();
    println!(
        "seed {seed}: {kills} kills in {:?}, {struck} with a request in flight, {} requests, {} without \
         an answer at first; {} kB resident",
        began.elapsed(),
        ops.len(),
        ops.iter().filter(|op| op.lost()).count(),
        house.resident_kb()
    );
    assert!(struck * 100 >= kills * IN_FLIGHT, "only {struck} of {kills} kills met a request");
    // Mail that a killed server held is free again when its lease has lapsed.
    house.days(1);
    replay(&house.client(), &ops);
    compare(&house, &ops);
    check_mail(&house, &ops);
    check_record(&house);
}

/// Kills, starts again, and leaves the last start running with everything settled.
fn rounds(house: &mut Installation, ledger: &Ledger, kills: usize, seed: u64) -> Vec<Instant> {
    let mut chance = Chance::from_seed(seed);
    let mut killed = Vec::new();
    for round in 0..kills {
        let api = house.client();
        let enough = 5 + chance.below(40);
        let moment = chance.below(20_000);
        std::thread::scope(|scope| {
            for client in 0..CLIENTS {
                let api = api.clone();
                let mut chance = Chance::from_seed(chance.next());
                scope.spawn(move || ledger.work(&api, client, round, &mut chance));
            }
            ledger.wait_for(enough, moment);
            killed.push(Instant::now());
            house.kill9();
        });
        house.restart();
    }
    ledger.settle(&house.client(), CLIENTS);
    killed
}

/// The same key gives the same receipt, for ever.
fn replay(api: &Api, ops: &[Op]) {
    for op in ops {
        let again = api.post(&op.path, Some(&op.key), &op.body).unwrap();
        assert!(again.replayed, "{} was acknowledged and is not known: {}", op.key, again.text);
        assert_eq!(Some(&again.text), op.receipt.as_ref(), "{} has another receipt", op.key);
    }
}

/// Each case is there as often as it was filed, with as many messages as were sent.
fn compare(house: &Installation, ops: &[Op]) {
    let officer = house.staff("officer-1");
    let mut messages: BTreeMap<&str, usize> = BTreeMap::new();
    for op in ops {
        *messages.entry(&op.case).or_default() += usize::from(op.filed.is_none());
    }
    let filed = ops.iter().filter(|op| op.filed.is_some()).count();
    assert_eq!(filed, messages.len(), "two filings share a case");
    for (case, sent) in &messages {
        let history = officer.get(&format!("/api/v1/cases/{case}/history")).unwrap().done();
        let events = history["events"].as_array().unwrap();
        let count = |name: &str| events.iter().filter(|e| e["name"] == name).count();
        assert_eq!(count("case.opened"), 1, "{case}");
        assert_eq!(count("case.message_received"), *sent, "{case}: {history}");
    }
    assert_eq!(caseload(&officer), messages.keys().map(|c| (*c).to_owned()).collect());
}

fn caseload(officer: &Api) -> BTreeSet<String> {
    let (mut all, mut path) = (BTreeSet::new(), "/api/v1/caseload".to_owned());
    loop {
        let page = officer.get(&path).unwrap().done();
        for row in page["cases"].as_array().unwrap() {
            all.insert(row["reference"].as_str().unwrap().to_owned());
        }
        let Some(next) = page["next"].as_str() else { return all };
        path = format!("/api/v1/caseload?after={next}");
    }
}

/// One acknowledgement for each filing: in the mailbox a Message-ID is listed once, or reading it fails.
fn check_mail(house: &Installation, ops: &[Op]) {
    let mails = mailbox::mails(&Api::at(house.url()));
    for address in ops.iter().filter_map(|op| op.filed.as_ref()) {
        assert_eq!(mailbox::to(&mails, address), 1, "acknowledgements to {address}");
    }
}

/// The tables that the killed server left are those that its record says, and the record is whole.
fn check_record(house: &Installation) {
    for command in [["rebuild", "--all"].as_slice(), &["verify"]] {
        let output = house.command(command);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let troubles = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{command:?}: {said}{troubles}");
        assert!(!said.is_empty() && !said.contains("\"equal\":false"), "{command:?}: {said}");
    }
}
