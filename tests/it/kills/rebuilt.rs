//! The tables of the killed server, held against its record: built anew they are the same. That this would
//! be noticed is shown by projectors that are made to write one thing wrongly, one after another.

use std::process::Output;

use acceptance::api::filing;
use acceptance::database::Owner;
use acceptance::installation::Installation;
use serde_json::{Value, json};

use super::acts::Act;
use super::ledger::Op;

/// Rounds in which the rooms may finish what a worker still holds.
const ROUNDS: usize = 50;
/// What the program answers where it found something.
const A_FINDING: i32 = 1;

/// A projector that goes wrong in one way: a trigger on its table in use spoils what it writes there.
struct Wrong {
    projection: &'static str,
    /// What it does to a row that it writes.
    spoils: &'static str,
}

const WRONG: [Wrong; 3] = [
    // Never learns that the traveller wrote.
    Wrong { projection: "caseload", spoils: "NEW.unanswered := false" },
    // Counts from facts that it lost.
    Wrong { projection: "matters", spoils: "NEW.facts := '{}'" },
    // Forgets that a letter went out.
    Wrong { projection: "notices", spoils: "NEW.state := 'queued'" },
];

/// The tables that the killed server left are those that its record says, and the record is whole; and each
/// wrong projector is caught, by name, and mended by what caught it.
pub(super) fn check(house: &mut Installation, ops: &[Op]) {
    let owner = house.owner();
    let mut sound = rebuild(house, None);
    let filed = ops.iter().filter(|op| op.act == Act::File).count();
    let letters = ops.iter().filter(|op| op.act.letter().is_some()).count();
    for (projection, rows) in [("caseload", filed), ("matters", filed), ("notices", letters)] {
        let found = rows_of(&owner, &sound, projection);
        assert_eq!(usize::try_from(found), Ok(rows), "rows of {projection} that were compared");
    }
    assert_eq!(sound.len(), WRONG.len(), "one wrong projector for each: {sound:?}");
    for (nth, wrong) in WRONG.iter().enumerate() {
        plant(&owner, &sound, wrong);
        live_on(house, &owner, nth);
        let found = one_of(&rebuild(house, Some(wrong.projection)), wrong.projection);
        assert_ne!(found["live_digest"], found["new_digest"]);
        sound = rebuild(house, None);
        let mended = one_of(&sound, wrong.projection);
        assert_eq!(mended["live_digest"], found["new_digest"], "{}", wrong.projection);
    }
    verify(house);
}

/// The record is whole, and there is one.
fn verify(house: &Installation) {
    let output = house.command(&["verify"]);
    assert!(output.status.success(), "{}", all_said(&output));
    let records = lines(&output);
    // Lines about the heads outside tell how far they reach, and count nothing.
    let events = |one: &Value| one["events"].as_u64();
    assert!(records.iter().filter_map(events).sum::<u64>() > 0, "{}", all_said(&output));
    assert!(records.iter().all(|one| one["faults"] == json!([])), "{}", all_said(&output));
}

/// Builds everything anew; just the table that is named may differ, and must.
fn rebuild(house: &Installation, wrong: Option<&str>) -> Vec<Value> {
    let output = house.command(&["rebuild", "--all"]);
    let all = lines(&output);
    assert!(!all.is_empty(), "nothing was built: {}", all_said(&output));
    for one in &all {
        let equal = Some(one["name"].as_str().unwrap()) != wrong;
        assert_eq!(one["equal"], equal, "wrong is {wrong:?}: {}", all_said(&output));
        assert!(one["events"].as_u64().is_some_and(|events| events > 0), "{one}");
        assert_eq!(one["logic_changed"], false, "{one}");
    }
    let code = if wrong.is_some() { A_FINDING } else { 0 };
    assert_eq!(output.status.code(), Some(code), "{}", all_said(&output));
    all
}

fn lines(output: &Output) -> Vec<Value> {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn all_said(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

fn one_of(all: &[Value], projection: &str) -> Value {
    all.iter().find(|one| one["name"] == projection).expect("that projection").clone()
}

/// The table in use, in the schema of its generation.
fn table(all: &[Value], projection: &str) -> String {
    let generation = &one_of(all, projection)["generation"];
    format!("read_{projection}_{generation}.{projection}")
}

fn rows_of(owner: &Owner, all: &[Value], projection: &str) -> i64 {
    owner.number(&format!("SELECT count(*) FROM {}", table(all, projection)))
}

fn plant(owner: &Owner, all: &[Value], wrong: &Wrong) {
    let table = table(all, wrong.projection);
    let spoils = wrong.spoils;
    owner.run(&format!(
        "CREATE FUNCTION {table}_spoilt() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN {spoils}; RETURN NEW; END $$;
         CREATE TRIGGER spoilt BEFORE INSERT OR UPDATE ON {table}
           FOR EACH ROW EXECUTE FUNCTION {table}_spoilt()"
    ));
}

/// One more case, with a letter that went out and a message, handled by every projector.
fn live_on(house: &mut Installation, owner: &Owner, nth: usize) {
    house.minutes(1);
    let (client, officer) = (house.client(), house.staff("officer-1"));
    let body = filing(&format!("wrong-{nth}@example.org"), "2026-02-20");
    let filed = client.post("/api/v1/cases", Some(&format!("wrong-{nth}")), &body);
    let case = filed.unwrap().done()["reference"].as_str().unwrap().to_owned();
    until(house, "the letter", || {
        let history = officer.get(&format!("/api/v1/cases/{case}/history")).unwrap().done();
        history["events"].as_array().unwrap().iter().any(|e| e["name"] == "case.notice_sent")
    });
    let (path, key) = (format!("/api/v1/cases/{case}/steps/send-message"), format!("after-{nth}"));
    let receipt = client.post(&path, Some(&key), &json!({ "text": "And this." })).unwrap().done();
    let (position, shard) = (receipt["position"].as_i64().unwrap(), &receipt["shard"]);
    let behind = format!(
        "SELECT count(*) FROM work.checkpoint WHERE shard = {shard} AND position < {position}"
    );
    until(house, "the projectors", || owner.number(&behind) == 0);
}

fn until(house: &mut Installation, what: &str, done: impl Fn() -> bool) {
    let came = (0..ROUNDS).any(|_| {
        house.days(0);
        done()
    });
    assert!(came, "{what} did not get there in {ROUNDS} rounds");
}
