//! What must be true after the kills, held against the programs' ledger: receipts, each case's history,
//! every file and every mail.

use std::collections::{BTreeMap, BTreeSet};

use acceptance::api::{Api, BUSY, TRIES};
use acceptance::installation::Installation;
use acceptance::mail_server::MailServer;
use acceptance::mailbox;
use serde_json::Value;

use super::acts::{self, Act};
use super::ledger::{Op, Sides};

/// Rounds in which the rooms may finish what a worker still holds.
const ROUNDS: usize = 50;

/// What the ledger says of one case.
#[derive(Debug, Default)]
struct Expected<'a> {
    events: BTreeMap<&'a str, usize>,
    letters: Vec<&'a str>,
    papers: BTreeMap<String, Vec<u8>>,
    address: String,
}

/// The same key gives the same receipt, for ever.
pub(super) fn replay(sides: &Sides, ops: &[Op]) {
    for op in ops {
        let ask = || sides.of(op.act).post(&op.path, Some(&op.key), &op.body).unwrap();
        let again = (0..TRIES).map(|_| ask()).find(|answer| answer.status != BUSY).unwrap();
        assert!(again.replayed, "{} was acknowledged and is not known: {}", op.key, again.text);
        assert_eq!(Some(&again.text), op.receipt.as_ref(), "{} has another receipt", op.key);
    }
}

/// Every case has each event that was asked for as often as it was asked for, and no other; its files can
/// be read; each letter went out, and at most twice.
pub(super) fn compare(house: &mut Installation, post: &MailServer, ops: &[Op]) {
    let expected = expected(ops);
    let officer = house.staff("officer-1");
    let mut desk = house.desk("officer-2");
    let mut letters = BTreeMap::new();
    for (case, of_case) in &expected {
        let history = settled(house, &officer, case, of_case.letters.len());
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for event in &history {
            *found.entry(event["name"].as_str().unwrap()).or_default() += 1;
        }
        assert_eq!(found, of_case.events, "{case}");
        assert_eq!(sent(&history, &of_case.address, &mut letters), of_case.letters, "{case}");
        let shown = officer.get(&format!("/api/v1/cases/{case}")).unwrap().done();
        let mut papers = BTreeMap::new();
        for document in shown["documents"].as_array().unwrap() {
            let id = document["id"].as_str().unwrap();
            let page = desk.read(&format!("/desk/cases/{case}/documents/{id}"));
            assert_eq!(page.status, 200, "{case} {id}");
            let name = page.disposition.rsplit_once("''").unwrap().1.to_owned();
            assert!(papers.insert(name, page.bytes).is_none(), "{case} has a file twice");
        }
        assert!(papers == of_case.papers, "{case}: files {:?}", papers.keys());
    }
    assert_eq!(caseload(&officer), expected.into_keys().map(ToOwned::to_owned).collect());
    delivered(house, post, &letters);
}

fn expected(ops: &[Op]) -> BTreeMap<&str, Expected<'_>> {
    let mut all: BTreeMap<&str, Expected<'_>> = BTreeMap::new();
    for op in ops {
        let of_case = all.entry(&op.case).or_default();
        for event in op.act.events() {
            *of_case.events.entry(event).or_default() += 1;
        }
        if let Some(letter) = op.act.letter() {
            *of_case.events.entry("case.notice_sent").or_default() += 1;
            of_case.letters.push(letter);
        }
        match op.act {
            Act::File => of_case.address = acts::address(&op.key),
            Act::HandIn => {
                of_case.papers.insert(acts::file_name(&op.key), acts::paper(&op.key));
            }
            Act::Write | Act::Check | Act::Ask | Act::Answer => {}
        }
    }
    for of_case in all.values_mut() {
        of_case.letters.sort_unstable();
    }
    let filed = ops.iter().filter(|op| op.act == Act::File).count();
    assert_eq!(filed, all.len(), "two filings share a case");
    all
}

/// The history once all of its letters are told; a round of the worker may still hold one.
fn settled(house: &mut Installation, officer: &Api, case: &str, letters: usize) -> Vec<Value> {
    for _ in 0..ROUNDS {
        let history = officer.get(&format!("/api/v1/cases/{case}/history")).unwrap().done();
        let events = history["events"].as_array().unwrap().clone();
        if events.iter().filter(|e| e["name"] == "case.notice_sent").count() >= letters {
            return events;
        }
        house.days(0);
    }
    panic!("{case}: fewer than {letters} letters after {ROUNDS} rounds");
}

/// The letters that a history says were sent; notes each id with its address.
fn sent(history: &[Value], to: &str, letters: &mut BTreeMap<String, String>) -> Vec<String> {
    let mut all = Vec::new();
    for event in history.iter().filter(|e| e["name"] == "case.notice_sent") {
        let body = &event["body"]["body"];
        let id = body["outbox"].as_str().unwrap().to_owned();
        assert!(letters.insert(id, to.to_owned()).is_none(), "one mail is told twice: {event}");
        all.push(body["letter"].as_str().unwrap().to_owned());
    }
    all.sort_unstable();
    all
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

/// Every letter that was told is in the mailbox, and the SMTP server had it once or, where a kill came
/// between its handing over and its being written down, twice under one Message-ID; and it had no other.
fn delivered(house: &Installation, post: &MailServer, letters: &BTreeMap<String, String>) {
    let shown = mailbox::mails(&Api::at(house.url()));
    let copies = post.copies();
    let travellers = copies.iter().filter(|(_, (to, _))| to.starts_with("t-"));
    let arrived: BTreeMap<String, String> =
        travellers.map(|(id, (to, _))| (id.clone(), to.clone())).collect();
    assert!(arrived == *letters, "{} mails arrived, {} were told", arrived.len(), letters.len());
    for (id, to) in letters {
        assert!(shown.get(id).is_some_and(|row| row.contains(to)), "{id} is not in the mailbox");
        let (_, times) = &copies[id];
        assert!((1..=2).contains(times), "{id} to {to} arrived {times} times");
    }
    let twice = copies.values().filter(|(_, times)| *times == 2).count();
    println!("{} letters, {twice} of them delivered twice", letters.len());
}
