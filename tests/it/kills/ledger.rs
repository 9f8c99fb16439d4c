//! What the programs asked for and what they were told, kept by them and not by the server. A request
//! without an answer stays open until the same key has settled it.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

use acceptance::api::{Api, filing};
use acceptance::chance::Chance;
use serde_json::{Value, json};

/// How often a key is sent again before its outcome counts as lost.
const TRIES: usize = 50;

/// A request and what came of it.
#[derive(Debug, Clone)]
pub(super) struct Op {
    pub(super) key: String,
    pub(super) path: String,
    pub(super) body: Value,
    /// The address that a filing was made for.
    pub(super) filed: Option<String>,
    /// The receipt, once there is one.
    pub(super) receipt: Option<String>,
    /// Case that it opened or belongs to.
    pub(super) case: String,
    began: Instant,
    ended: Instant,
    /// No answer came at first.
    lost: bool,
}

impl Op {
    /// Whether a kill at this moment cut it off.
    pub(super) fn was_struck(&self, at: Instant) -> bool {
        self.lost && self.began < at && at < self.ended
    }

    pub(super) const fn lost(&self) -> bool {
        self.lost
    }

    /// Sends it and writes down what came back; false where nothing did.
    fn send(&mut self, api: &Api) -> bool {
        let outcome = api.post(&self.path, Some(&self.key), &self.body);
        let Ok(answer) = outcome else { return false };
        if answer.status == 503 {
            return false;
        }
        assert!(
            (200..300).contains(&answer.status),
            "{}: {} {}",
            self.key,
            answer.status,
            answer.text
        );
        answer.body["reference"].as_str().unwrap().clone_into(&mut self.case);
        self.receipt = Some(answer.text);
        true
    }
}

/// The ledger of all programs.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    ops: Mutex<HashMap<String, Op>>,
    /// Requests begun, counted anew after each kill.
    begun: Mutex<u64>,
    more: Condvar,
}

impl Ledger {
    /// One program: settles what was left open, then files and writes until the server is gone.
    pub(super) fn work(&self, api: &Api, client: usize, round: usize, chance: &mut Chance) {
        let mut mine: Vec<String> = self.settle(api, client);
        for n in 0.. {
            let key = format!("{client}-{round}-{n}");
            let mut op = if mine.is_empty() || chance.below(3) > 0 {
                file(&key)
            } else {
                let pick = usize::try_from(chance.next()).unwrap_or(0) % mine.len();
                write(&key, &mine[pick])
            };
            *self.begun.lock().unwrap() += 1;
            self.more.notify_all();
            op.began = Instant::now();
            let answered = op.send(api);
            op.ended = Instant::now();
            op.lost = !answered;
            if answered && op.filed.is_some() {
                mine.push(op.case.clone());
            }
            self.ops.lock().unwrap().insert(key, op);
            if !answered {
                return;
            }
        }
    }

    /// Waits until so many requests have begun, and so many microseconds more.
    pub(super) fn wait_for(&self, enough: u64, more: u64) {
        let patience = Duration::from_mins(1);
        let begun = self.begun.lock().unwrap();
        let (mut begun, late) =
            self.more.wait_timeout_while(begun, patience, |begun| *begun < enough).unwrap();
        assert!(!late.timed_out(), "only {begun} requests in {patience:?}");
        *begun = 0;
        drop(begun);
        let until = Instant::now() + Duration::from_micros(more);
        while Instant::now() < until {
            std::thread::yield_now();
        }
    }

    /// Sends what a program left open again under its key; answers the cases that are its own. A number
    /// beyond the programs settles everybody's.
    pub(super) fn settle(&self, api: &Api, client: usize) -> Vec<String> {
        let all = self.ops();
        let is_mine =
            |op: &&Op| client >= super::CLIENTS || op.key.starts_with(&format!("{client}-"));
        let mut cases = Vec::new();
        for op in all.iter().filter(is_mine) {
            let mut op = op.clone();
            let open = op.receipt.is_none();
            if open && !(0..TRIES).any(|_| op.send(api)) {
                continue; // Killed again; the next start settles it.
            }
            if op.filed.is_some() {
                cases.push(op.case.clone());
            }
            if open {
                self.ops.lock().unwrap().insert(op.key.clone(), op);
            }
        }
        cases
    }

    /// Everything that was asked for.
    pub(super) fn ops(&self) -> Vec<Op> {
        self.ops.lock().unwrap().values().cloned().collect()
    }
}

fn file(key: &str) -> Op {
    let email = format!("t-{key}@example.org");
    let body = filing(&email, "2026-02-20");
    op(key, "/api/v1/cases".to_owned(), body, Some(email))
}

fn write(key: &str, case: &str) -> Op {
    let path = format!("/api/v1/cases/{case}/steps/send-message");
    op(key, path, json!({ "text": format!("One more thing ({key}).") }), None)
}

fn op(key: &str, path: String, body: Value, filed: Option<String>) -> Op {
    let now = Instant::now();
    Op {
        key: key.to_owned(),
        path,
        body,
        filed,
        receipt: None,
        case: String::new(),
        began: now,
        ended: now,
        lost: false,
    }
}
