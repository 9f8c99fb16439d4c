//! What the programs asked for and what they were told, kept by them and not by the server. A request
//! without an answer stays open until the same key has settled it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

use acceptance::api::{Api, BUSY};
use acceptance::chance::Chance;
use serde_json::Value;

use super::acts::{Act, Matter};

/// How often a key is sent again before its outcome counts as lost.
const TRIES: usize = 50;

/// The two sides of a case as programs: the one that files, and the officer's.
#[derive(Debug, Clone)]
pub(super) struct Sides {
    pub(super) client: Api,
    pub(super) officer: Api,
}

impl Sides {
    pub(super) const fn of(&self, act: Act) -> &Api {
        if act.is_officers() { &self.officer } else { &self.client }
    }
}

/// Requests of one program in a round: by then the server should be gone.
const MOST: usize = 100;

/// A request and what came of it.
#[derive(Debug, Clone)]
pub(super) struct Op {
    pub(super) key: String,
    pub(super) act: Act,
    pub(super) path: String,
    pub(super) body: Value,
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
    fn of(key: &str, act: Act, matter: &Matter) -> Self {
        let now = Instant::now();
        Self {
            key: key.to_owned(),
            act,
            path: act.path(matter),
            body: act.body(key),
            receipt: None,
            case: matter.case.clone(),
            began: now,
            ended: now,
            lost: false,
        }
    }

    /// Whether a kill at this moment cut it off.
    pub(super) fn was_struck(&self, at: Instant) -> bool {
        self.lost && self.began < at && at < self.ended
    }

    pub(super) const fn lost(&self) -> bool {
        self.lost
    }

    /// Sends it and writes down what came back; false where nothing did.
    fn send(&mut self, sides: &Sides) -> bool {
        let outcome = sides.of(self.act).post(&self.path, Some(&self.key), &self.body);
        let Ok(answer) = outcome else { return false };
        if answer.status == BUSY {
            return false;
        }
        assert!(
            (200..300).contains(&answer.status),
            "{} {:?}: {} {}",
            self.key,
            self.act,
            answer.status,
            answer.text
        );
        let case = answer.body["reference"].as_str().unwrap();
        assert!(self.act == Act::File || case == self.case, "{} went to {case}", self.key);
        case.clone_into(&mut self.case);
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
    rounds: AtomicUsize,
}

impl Ledger {
    /// One program: settles what was left open, then files and acts on its cases until the server is gone.
    pub(super) fn work(&self, sides: &Sides, client: usize, round: usize, chance: &mut Chance) {
        let Some(mut mine) = self.settle(sides, client) else { return };
        for n in 0..MOST {
            let key = format!("{client}-{round}-{n}");
            let chosen = choose(&mut mine, sides, chance);
            let Some((matter, act)) = chosen else { return };
            let mut op = Op::of(&key, act, &mine[matter]);
            *self.begun.lock().unwrap() += 1;
            self.more.notify_all();
            op.began = Instant::now();
            let answered = op.send(sides);
            op.ended = Instant::now();
            op.lost = !answered;
            op.case.clone_into(&mut mine[matter].case);
            mine[matter].done.push(act);
            self.ops.lock().unwrap().insert(key, op);
            if !answered {
                return;
            }
        }
    }

    /// The number of a round that nobody had before.
    pub(super) fn next_round(&self) -> usize {
        self.rounds.fetch_add(1, Ordering::Relaxed)
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

    /// Sends what a program left open again under its key; answers its cases as they then stand, or nothing
    /// where the server was killed again. A number beyond the programs settles everybody's.
    pub(super) fn settle(&self, sides: &Sides, client: usize) -> Option<Vec<Matter>> {
        let is_mine =
            |op: &Op| client >= super::CLIENTS || op.key.starts_with(&format!("{client}-"));
        let mut matters: Vec<Matter> = Vec::new();
        for mut op in self.ops().into_iter().filter(is_mine) {
            if op.receipt.is_none() {
                if !(0..TRIES).any(|_| op.send(sides)) {
                    return None;
                }
                self.ops.lock().unwrap().insert(op.key.clone(), op.clone());
            }
            match matters.iter_mut().find(|matter| matter.case == op.case) {
                Some(matter) => matter.done.push(op.act),
                None => matters.push(Matter { case: op.case, recourse: None, done: vec![op.act] }),
            }
        }
        Some(matters)
    }

    /// Everything that was asked for, in the order in which it was.
    pub(super) fn ops(&self) -> Vec<Op> {
        let mut all: Vec<Op> = self.ops.lock().unwrap().values().cloned().collect();
        all.sort_by_key(|op| op.began);
        all
    }
}

/// A new case, or what comes next on one that is there; nothing where the server was gone when asked for
/// the recourse's name.
fn choose(mine: &mut Vec<Matter>, sides: &Sides, chance: &mut Chance) -> Option<(usize, Act)> {
    if mine.is_empty() || chance.below(4) == 0 {
        mine.push(Matter { case: String::new(), recourse: None, done: Vec::new() });
        return Some((mine.len() - 1, Act::File));
    }
    let pick = usize::try_from(chance.next()).unwrap_or(0) % mine.len();
    let act = mine[pick].next(chance);
    if act.is_of_recourse() && mine[pick].recourse.is_none() {
        let shown = sides.client.get(&format!("/api/v1/cases/{}", mine[pick].case)).ok()?;
        mine[pick].recourse = Some(shown.done()["recourses"][0]["id"].as_str().unwrap().to_owned());
    }
    Some((pick, act))
}
