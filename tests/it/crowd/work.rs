//! One program of the crowd: it looks at a case, takes one of the steps that it may take there, and gets in
//! everybody's way. What it decides, it decides on the version that it saw.

use acceptance::api::Api;
use acceptance::chance::Chance;
use serde_json::Value;

use super::ledger::Ledger;
use super::steps::{self, DECISIONS};

/// On whose side a program is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Filed the cases.
    Program,
    /// Works them.
    Office,
}

/// A case of the stage.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) reference: String,
    pub(super) stream: String,
}

/// A program.
pub(super) struct Worker<'a> {
    pub(super) client: usize,
    pub(super) side: Side,
    pub(super) api: Api,
    pub(super) cases: &'a [Case],
    pub(super) ledger: &'a Ledger,
}

impl Worker<'_> {
    /// Works until the stage is over. A reading counts as an operation, and so does a step.
    pub(super) fn work(&self, chance: &mut Chance) {
        for turn in 0.. {
            let pick = usize::try_from(chance.next() % self.cases.len() as u64).unwrap();
            let case = &self.cases[pick];
            if !self.ledger.begin() {
                return;
            }
            let shown = self.ledger.read(&self.api, case, "");
            if chance.below(4) == 0 && self.side == Side::Office && self.ledger.begin() {
                self.ledger.read(&self.api, case, "/history");
            }
            if !self.ledger.begin() {
                return;
            }
            self.step(case, &shown, turn, chance);
        }
    }

    fn step(&self, case: &Case, shown: &Value, turn: usize, chance: &mut Chance) {
        let (step, body) = steps::choose(self.side, shown, chance);
        let of_recourse = shown["recourses"][0]["steps"].as_array().unwrap();
        let base = format!("/api/v1/cases/{}", case.reference);
        let path = if of_recourse.iter().any(|one| *one == step) {
            let recourse = shown["recourses"][0]["id"].as_str().unwrap();
            format!("{base}/recourses/{recourse}/steps/{step}")
        } else {
            format!("{base}/steps/{step}")
        };
        let decides = DECISIONS.contains(&step) || chance.below(8) == 0;
        let seen = shown["version"].as_u64().filter(|_| decides);
        let key = format!("{}-{}-{turn}", case.reference, self.client);
        self.ledger.write(&self.api, &path, &key, seen, &body);
    }
}
