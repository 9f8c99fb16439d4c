//! One of two worlds: the same people file the same requests, and the same officers decide the same on the
//! same days. Only what a security list had to do with each of them is another.

use std::collections::BTreeSet;

use acceptance::api::{Api, filing};
use acceptance::installation::Installation;
use serde_json::{Value, json};

const START: &str = "2026-03-02T14:00:00Z";

/// People, told apart by their names; enough that counts, shares and days are published.
pub(super) const NAMES: [&str; 16] = [
    "Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Ivy", "Juniper",
    "Kapok", "Larch", "Maple", "Nutmeg", "Oak", "Pine",
];

/// What a list can have had to do with a person.
const FACTS: [&str; 4] = ["NOT_LISTED", "LISTING_KEPT", "TRUE_MATCH_TOLD_APART", "LISTING_REMOVED"];

/// What an office can have answered, and in what words.
const ANSWERS: [(&str, &str); 3] = [
    ("NO_RECORD", "Nothing on any list."),
    ("RECORD_STANDS", "On the list, and stays there."),
    ("NOT_SAME_PERSON", "Another person is on the list."),
];

const DISCLOSURES: [&str; 3] = ["full", "limited", "neither_confirm_nor_deny"];

/// Days on which one half and then the other is decided, and on which all is looked at.
const DECIDED: [i64; 2] = [10, 12];
const LATER: i64 = 40;

/// Rounds in which the rooms may finish what a worker still holds.
const ROUNDS: usize = 50;

/// A world, and the numbers of its cases in the order of the names.
pub(super) struct World {
    pub(super) house: Installation,
    pub(super) cases: Vec<String>,
    /// Codes that were typed: each opens once.
    pub(super) used: BTreeSet<String>,
    turned: usize,
}

pub(super) fn address(n: usize) -> String {
    format!("{}@example.org", NAMES[n].to_lowercase())
}

impl World {
    /// The story; every flag and answer is the next one along for each turn.
    pub(super) fn tell(name: &str, turned: usize) -> Self {
        let house = Installation::start(name, START);
        let mut world = Self { house, cases: Vec::new(), used: BTreeSet::new(), turned };
        world.file();
        world.days(1);
        let officer = world.house.staff("officer-1");
        for n in 0..NAMES.len() {
            world.step(&officer, n, "check-file", &json!({ "missing": [] }));
            world.ask(&officer, n);
        }
        for (half, days) in DECIDED.into_iter().enumerate() {
            world.days(days);
            let officers = [world.house.staff("officer-1"), world.house.staff("officer-2")];
            for n in (0..NAMES.len()).filter(|n| n % 2 == half) {
                world.decide(&officers, n);
            }
        }
        world.days(LATER);
        world.again(0);
        world
    }

    fn file(&mut self) {
        let client = self.house.client();
        for (n, name) in NAMES.iter().enumerate() {
            let mut body = filing(&address(n), "2026-02-20");
            body["language"] = json!(if n % 4 < 2 { "en" } else { "fr" });
            body["traveller"]["name"] = json!(format!("Wren {name}"));
            let mut second = body["incidents"][0]["contests"][0].clone();
            second["complaint"] = json!("BOARD_DELAYED");
            body["incidents"][0]["contests"].as_array_mut().unwrap().push(second);
            let receipt = client.post("/api/v1/cases", Some(name), &body).unwrap().done();
            self.cases.push(receipt["reference"].as_str().unwrap().to_owned());
        }
    }

    pub(super) fn read(&self, who: &Api, n: usize, what: &str) -> Value {
        who.get(&format!("/api/v1/cases/{}{what}", self.cases[n])).unwrap().done()
    }

    fn step(&self, who: &Api, n: usize, step: &str, body: &Value) {
        let shown = self.read(who, n, "");
        let recourse = shown["recourses"][0]["id"].as_str().unwrap();
        let path = format!("/api/v1/cases/{}/recourses/{recourse}/steps/{step}", self.cases[n]);
        let version = shown["version"].as_u64().unwrap();
        let key = format!("{n}-{step}-{version}");
        who.having_seen(version).post(&path, Some(&key), body).unwrap().done();
    }

    /// Two offices are asked, and answer at once.
    fn ask(&self, officer: &Api, n: usize) {
        self.step(officer, n, "ask-components", &json!({ "components": ["CBP", "TSA"] }));
        let shown = self.read(officer, n, "");
        for (place, task) in shown["recourses"][0]["tasks"].as_array().unwrap().iter().enumerate() {
            let (answer, comment) = ANSWERS[(n + place + self.turned) % ANSWERS.len()];
            let body = json!({ "task": task["id"], "answer": answer, "comment": comment });
            self.step(officer, n, "record-answer", &body);
        }
    }

    fn decide(&self, [first, second]: &[Api; 2], n: usize) {
        let shown = self.read(first, n, "");
        let contested = shown["incidents"][0]["contested"].as_array().unwrap();
        let outcomes = [["DISTINGUISHED", "NO_RECORD_FOUND"][n % 2], "NO_CHANGE"];
        let finding = |(place, decision): (usize, &Value)| {
            json!({
                "decision": decision["id"], "outcome": outcomes[place], "root_cause": "NAME_SIMILAR",
                "cleared_by": "PASSPORT", "sealed": FACTS[(n + place + self.turned) % FACTS.len()],
            })
        };
        let body = json!({
            "findings": contested.iter().enumerate().map(finding).collect::<Vec<_>>(),
            "disclosure": DISCLOSURES[n % DISCLOSURES.len()],
            "reasons_en": "We compared your papers with our records.",
            "reasons_fr": "Nous avons comparé vos papiers à nos dossiers.",
        });
        self.step(first, n, "propose-decision", &body);
        self.sealed(first, n);
        self.step(second, n, "sign", &json!({}));
        self.step(first, n, "issue-decision", &json!({}));
    }

    /// The flag is there for each point: what is swapped is not simply nothing.
    fn sealed(&self, officer: &Api, n: usize) {
        let history = self.read(officer, n, "/history");
        let mut drafts = history["events"].as_array().unwrap().iter();
        let draft = drafts.rfind(|event| event["name"] == "inquiry.proposed").unwrap().to_string();
        assert_eq!(draft.matches("\"sealed\":\"").count(), 2, "{draft}");
        assert!(FACTS.iter().all(|fact| !draft.contains(fact)), "{draft}");
    }

    /// It happened to somebody again.
    pub(super) fn again(&mut self, n: usize) {
        let now = json!({ "happened_on": "2026-04-20", "text": "It was the same again." });
        self.step(&self.house.client(), n, "report-recurrence", &now);
        self.settle();
    }

    /// Days go by, after every letter that was called for went out: which round of the clock a mail goes
    /// out in must not be chance.
    fn days(&mut self, days: i64) {
        self.settle();
        self.house.days(days);
        self.settle();
    }

    fn settle(&mut self) {
        let waiting = "SELECT count(*) FROM work.outbox WHERE state = 'waiting'";
        let owner = self.house.owner();
        let settled = (0..ROUNDS).any(|_| {
            self.house.days(0);
            owner.number(waiting) == 0
        });
        assert!(settled, "letters wait after {ROUNDS} rounds");
    }
}
