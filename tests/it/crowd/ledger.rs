//! What the programs asked for and were told, with order numbers of its own: a later number is a later
//! moment. A key is sent until something definite comes back; while the house is down they wait at the door.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use acceptance::api::{Answer, Api, BUSY, Unknown};
use acceptance::checker::{Outcome, Read, Receipt, Write, digest};
use serde_json::Value;

use super::work::Case;

/// Sendings of one key before the campaign is broken, kills or not.
const MOST: usize = 5_000;
/// Longest wait at a door that somebody shut.
const PATIENCE: Duration = Duration::from_mins(2);

/// The ledger of all programs.
#[derive(Default)]
pub(super) struct Ledger {
    order: AtomicU64,
    begun: Mutex<u64>,
    more: Condvar,
    until: AtomicU64,
    down: Mutex<bool>,
    door: Condvar,
    told: Mutex<Settled>,
}

/// What the programs were told in all.
#[derive(Default)]
pub(super) struct Settled {
    pub(super) writes: Vec<Write>,
    pub(super) reads: Vec<Read>,
    /// Definite answers to writes, by status and code.
    pub(super) answers: BTreeMap<String, usize>,
    /// Sendings without a whole answer.
    pub(super) cut: usize,
    /// Answers that the outcome is not known.
    pub(super) unknown: usize,
    /// Answers that too much is going on, or that the record is out of reach.
    pub(super) busy: usize,
    /// Most sendings of one key.
    pub(super) tries: usize,
}

impl Settled {
    /// Refusals because somebody else was first.
    pub(super) fn lost_races(&self) -> usize {
        let late = self.answers.iter().filter(|(told, _)| told.starts_with("412"));
        late.map(|(_, times)| times).sum()
    }
}

impl Ledger {
    fn tick(&self) -> u64 {
        self.order.fetch_add(1, Ordering::SeqCst)
    }

    /// Sends under a key until it is settled; answers the receipt, or nothing where it was refused.
    pub(super) fn write(
        &self,
        api: &Api,
        path: &str,
        key: &str,
        seen: Option<u64>,
        body: &Value,
    ) -> Option<Value> {
        let api = seen.map_or_else(|| api.clone(), |version| api.having_seen(version));
        let called = self.tick();
        let answer = self.insist(key, || api.post(path, Some(key), body));
        let returned = self.tick();
        let accepted = (200..300).contains(&answer.status);
        let refused = matches!(answer.status, 403 | 409 | 412 | 422);
        assert!(accepted || refused, "{path} {body}: {} {}", answer.status, answer.text);
        let outcome = if accepted { Outcome::Done(receipt(&answer)) } else { Outcome::Refused };
        let code = answer.body["code"].as_str().unwrap_or_default();
        let told = format!("{} {code}", answer.status).trim().to_owned();
        let mut all = self.told.lock().unwrap();
        *all.answers.entry(told).or_default() += 1;
        all.writes.push(Write { key: key.to_owned(), called, returned, seen, outcome });
        drop(all);
        accepted.then_some(answer.body)
    }

    /// Reads a case, or its history, and writes down what it showed.
    pub(super) fn read(&self, api: &Api, case: &Case, what: &str) -> Value {
        let called = self.tick();
        let path = format!("/api/v1/cases/{}{what}", case.reference);
        let answer = self.insist(&path, || api.look(&path));
        let returned = self.tick();
        let shown = answer.done();
        let names = |events: &Vec<Value>| {
            digest(events.iter().map(|event| event["name"].as_str().unwrap_or_default()))
        };
        let read = Read {
            stream: case.stream.clone(),
            called,
            returned,
            version: shown["version"].as_u64().expect("a version"),
            digest: shown["events"].as_array().map(names),
        };
        self.told.lock().unwrap().reads.push(read);
        shown
    }

    /// Asks until something definite comes back. All that may come instead is nothing, or 503 and when to
    /// come back.
    fn insist(&self, what: &str, ask: impl Fn() -> Result<Answer, Unknown>) -> Answer {
        for tries in 1..=MOST {
            let answer = ask();
            let mut told = self.told.lock().unwrap();
            told.tries = told.tries.max(tries);
            match answer {
                Ok(answer) if answer.status != BUSY => return answer,
                Ok(answer) => {
                    assert!(answer.retry_after.is_some(), "{what}: 503 and not when to come back");
                    let unknown = answer.body["code"] == "outcome-unknown";
                    told.unknown += usize::from(unknown);
                    told.busy += usize::from(!unknown);
                }
                Err(_) => told.cut += 1,
            }
            drop(told);
            self.wait_at_the_door();
        }
        panic!("{what}: nothing definite after {MOST} sendings");
    }

    /// Whether there is more to do in this stage; counts what is begun.
    pub(super) fn begin(&self) -> bool {
        let mut begun = self.begun.lock().unwrap();
        if *begun >= self.until.load(Ordering::SeqCst) {
            return false;
        }
        *begun += 1;
        self.more.notify_all();
        true
    }

    pub(super) fn begun(&self) -> u64 {
        *self.begun.lock().unwrap()
    }

    /// The stage ends once so many are begun.
    pub(super) fn until(&self, operations: u64) {
        self.until.store(operations, Ordering::SeqCst);
    }

    /// Waits until so many are begun.
    pub(super) fn wait_for(&self, operations: u64) {
        let begun = self.begun.lock().unwrap();
        let waited =
            self.more.wait_timeout_while(begun, PATIENCE, |begun| *begun < operations).unwrap();
        assert!(!waited.1.timed_out(), "only {} operations", waited.0);
    }

    /// Something is about to be killed: whoever gets no answer from now on waits.
    pub(super) fn shut(&self) {
        *self.down.lock().unwrap() = true;
    }

    /// It is back.
    pub(super) fn open(&self) {
        *self.down.lock().unwrap() = false;
        self.door.notify_all();
    }

    /// Stays away for a while.
    pub(super) fn rest(&self, away: Duration) {
        let down = self.down.lock().unwrap();
        drop(self.door.wait_timeout_while(down, away, |down| *down).unwrap());
    }

    fn wait_at_the_door(&self) {
        let down = self.down.lock().unwrap();
        let waited = self.door.wait_timeout_while(down, PATIENCE, |down| *down).unwrap();
        assert!(!waited.1.timed_out(), "nobody opens");
    }

    pub(super) fn settled(self) -> Settled {
        self.told.into_inner().unwrap()
    }
}

fn receipt(answer: &Answer) -> Receipt {
    let names = answer.body["events"].as_array().expect("events");
    Receipt {
        stream: answer.body["case"].as_str().expect("a case").to_owned(),
        version: answer.body["version"].as_u64().expect("a version"),
        position: answer.body["position"].as_u64(),
        events: names.iter().map(|name| name.as_str().unwrap_or_default().to_owned()).collect(),
    }
}
