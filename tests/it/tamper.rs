//! Campaign: an exported record and the heads from outside are changed in every way that somebody with
//! the database, but without the signing key, could think of. The witness must notice each, and must
//! not cry out over a record that nobody touched.

mod attacker;
mod mutation;
mod written;

use std::collections::BTreeMap;

use acceptance::chance::Chance;
use verify::{Check, Heads, Key};

use mutation::{WAYS, mutate};
use written::Written;

/// Mutations of every run: each way three times.
const MUTATIONS: usize = 3 * WAYS.len();
const CLEAN: usize = 20;
const SEED: u64 = 20_261_124;

/// What an auditor has in hand: an export and a copy of the heads, by shard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) lines: BTreeMap<i16, Vec<Vec<u8>>>,
    pub(crate) heads: BTreeMap<i16, String>,
    pub(crate) key: String,
}

impl Evidence {
    /// What the witness says against it; `outside` tells whether it looks at the heads.
    fn faults(&self, outside: bool) -> Vec<String> {
        let key = Key::parse(&self.key).unwrap();
        let mut heads = Heads::default();
        for text in self.heads.values().filter(|_| outside) {
            heads.and(Heads::read(text, &key));
        }
        let mut faults: Vec<String> = heads.faults.iter().map(ToString::to_string).collect();
        let mut check = Check::against(&heads);
        for lines in self.lines.values() {
            let report = check.read(lines.join(&b'\n').as_slice());
            faults.extend(report.faults.iter().map(ToString::to_string));
        }
        faults.extend(check.finish().faults.iter().map(ToString::to_string));
        faults
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mutation_is_found_and_nothing_else() {
    run("tamper", MUTATIONS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn campaign_five_hundred_mutations() {
    run("tamper-500", 500).await;
}

async fn run(name: &str, mutations: usize) {
    let written = Written::start(name).await;
    let mut clean = 0;
    let mut evidence = Vec::new();
    for round in 0..CLEAN {
        // Half of the exports are taken while appends go on.
        let taken = written.evidence_after(round, round % 2 == 0).await;
        let faults = taken.faults(true);
        assert!(faults.is_empty(), "a false alarm over export {round}: {faults:?}");
        clean += 1;
        evidence.push(taken);
    }
    written.seal(CLEAN).await;
    let whole = written.evidence().await;
    let key = whole.key.clone();
    written.stop().await;
    let events: Vec<usize> = whole.lines.values().map(Vec::len).collect();
    assert!(events.iter().all(|events| *events > 150), "{events:?}");

    let mut chance = Chance::from_seed(SEED);
    let mut found: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for number in 0..mutations {
        let way = &WAYS[number % WAYS.len()];
        let changed = mutate(&whole, way, &mut chance);
        assert_ne!(changed, whole, "mutation {number} changed nothing: {}", way.name);
        assert_eq!(changed.key, key);
        let tally = found.entry(way.name).or_default();
        tally.0 += 1;
        if changed.faults(true).is_empty() {
            missed.push(format!("{number}: {}", way.name));
        } else {
            tally.1 += 1;
        }
        tally.2 += usize::from(!changed.faults(false).is_empty());
    }
    for (way, (made, with, without)) in &found {
        println!("{way:<28} {made:>4} made {with:>4} found {without:>4} without heads");
    }
    println!("{clean} clean exports, no alarm; events {events:?}; seed {SEED}");
    assert!(missed.is_empty(), "not found: {missed:?}");
    // The control: what was rewritten with its chain is in order by itself. Only the heads tell.
    for way in WAYS.iter().filter(|way| way.needs_heads) {
        assert_eq!(found[way.name].2, 0, "{} should need a head to be found", way.name);
    }
}
