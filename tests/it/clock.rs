//! The clock story: weeks go by on manual time, and what the law and the office promised happens on its
//! day, once. Nothing waits; the clock is moved and the rooms are done when it answers.

use acceptance::api::{Api, filing};
use acceptance::installation::Installation;
use acceptance::mailbox;
use serde_json::{Value, json};

const START: &str = "2026-03-02T14:00:00Z";
const ADDRESS: &str = "clock-story@example.org";
const ROUNDS: usize = 50;
const OFFICER: &str = "officer-1";
/// Cases that two processes look after.
const CASES: usize = 8;
/// What comes due for a case that nobody touches.
const FIRED: [&str; 4] = [
    "documents_missed 2026-04-02",
    "reminder15 2026-03-17",
    "reminder25 2026-03-27",
    "status1 2026-04-01",
];
/// Writes down which worker takes each timer in hand; the program itself keeps no note of that.
const WHO_TAKES: &str = "
    CREATE TABLE public.taken (timer uuid, worker text);
    CREATE FUNCTION public.taken() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
      $$ BEGIN INSERT INTO public.taken VALUES (NEW.id, NEW.worker); RETURN NULL; END $$;
    CREATE TRIGGER taken AFTER UPDATE ON work.timer FOR EACH ROW
      WHEN (NEW.worker IS DISTINCT FROM OLD.worker AND NEW.worker IS NOT NULL)
      EXECUTE FUNCTION public.taken()";

struct Story {
    house: Installation,
    case: String,
    recourse: String,
}

impl Story {
    fn begin() -> Self {
        let house = Installation::start("clock", START);
        let receipt =
            house.client().post("/api/v1/cases", Some("file"), &filing(ADDRESS, "2026-02-20"));
        let case = receipt.unwrap().done()["reference"].as_str().unwrap().to_owned();
        let mut story = Self { house, case, recourse: String::new() };
        let shown = story.read(&story.house.client(), "");
        shown["recourses"][0]["id"].as_str().unwrap().clone_into(&mut story.recourse);
        story.house.days(0);
        story
    }

    fn read(&self, who: &Api, what: &str) -> Value {
        who.get(&format!("/api/v1/cases/{}{what}", self.case)).unwrap().done()
    }

    fn step(&self, who: &Api, step: &str, body: &Value) {
        let (case, recourse) = (&self.case, &self.recourse);
        let path = format!("/api/v1/cases/{case}/recourses/{recourse}/steps/{step}");
        who.post(&path, Some(step), body).unwrap().done();
    }

    /// Moves the clock, then lets the officer sign in: a token does not live through a day.
    fn at(&mut self, day: &str) -> Api {
        self.house.clock(&format!("{day}T14:00:00Z"));
        self.house.staff(OFFICER)
    }

    /// Timers that fired, as kind, number and day on which each was due.
    fn fired(&self, officer: &Api) -> Vec<String> {
        let history = self.read(officer, "/history");
        let events = history["events"].as_array().unwrap().clone();
        let elapsed = events.iter().filter(|e| e["name"] == "inquiry.elapsed");
        elapsed
            .map(|e| {
                let body = &e["body"]["body"]["event"]["event"]["body"];
                let timer = &body["timer"];
                format!("{}{} {}", timer["kind"], timer["n"], body["due"])
                    .replace("null", "")
                    .replace('"', "")
            })
            .collect()
    }

    /// So many letters of a kind were sent, each once. A round of the worker may still hold one when the
    /// clock answers, so the rooms are asked to finish again a few times.
    fn sent(&mut self, officer: &Api, letter: &str, expected: usize) {
        let rounds = (0..ROUNDS).find(|_| {
            self.house.days(0);
            self.letters(officer, letter) >= expected
        });
        assert!(rounds.is_some(), "{letter}: fewer than {expected} after {ROUNDS} rounds");
        assert_eq!(self.letters(officer, letter), expected, "{letter}");
    }

    /// Letters of a kind on the case's timeline; each must be in the mailbox under its own id.
    fn letters(&self, officer: &Api, letter: &str) -> usize {
        let mails = mailbox::mails(&Api::at(self.house.url()));
        let history = self.read(officer, "/history");
        let events = history["events"].as_array().unwrap().clone();
        let sent = events.iter().map(|e| &e["body"]["body"]).filter(|b| b["letter"] == letter);
        let ids: Vec<String> = sent.map(|b| b["outbox"].as_str().unwrap().to_owned()).collect();
        for id in &ids {
            assert!(
                mails.get(id).is_some_and(|row| row.contains(ADDRESS)),
                "{letter} {id} has no mail"
            );
        }
        ids.len()
    }

    fn clock(&self, officer: &Api, kind: &str) -> Value {
        let deadlines = self.read(officer, "/deadlines");
        let clocks = deadlines["clocks"].as_array().unwrap().clone();
        let found = clocks.into_iter().find(|c| c["kind"] == kind);
        found.unwrap_or_else(|| panic!("no clock {kind} in {deadlines}"))
    }
}

fn has(fired: &[String], timer: &str) -> usize {
    fired.iter().filter(|one| one.starts_with(&format!("{timer} "))).count()
}

#[test]
fn documents_are_reminded_of_missed_and_a_restart_fires_once() {
    let mut story = Story::begin();
    let officer = story.house.staff(OFFICER);
    story.step(&officer, "check-file", &json!({ "missing": ["IDENTITY_DOCUMENT"] }));
    let officer = story.at("2026-03-16");
    assert_eq!(has(&story.fired(&officer), "reminder15"), 0, "a day too early");
    let officer = story.at("2026-03-17");
    assert!(story.fired(&officer).contains(&"reminder15 2026-03-17".to_owned()));
    story.sent(&officer, "reminder", 1);
    let documents = story.clock(&officer, "documents");
    assert_eq!((&documents["due"], &documents["state"]), (&json!("2026-04-01"), &json!("running")));
    assert!(documents["derivation"].as_array().unwrap().len() >= 2, "{documents}");
    let officer = story.at("2026-03-27");
    assert!(story.fired(&officer).contains(&"reminder25 2026-03-27".to_owned()));
    story.sent(&officer, "reminder", 2);
    // The program is killed, and a week later it is started again.
    story.house.kill9();
    story.house.asleep(7);
    story.house.restart();
    let officer = story.at("2026-04-03");
    let fired = story.fired(&officer);
    assert_eq!(has(&fired, "documents_missed"), 1, "{fired:?}");
    assert_eq!(has(&fired, "status1"), 1, "{fired:?}");
    story.sent(&officer, "status", 1);
    story.sent(&officer, "reminder", 2);
    assert_eq!(story.clock(&officer, "documents")["state"], "late");
    // A missed day closes nothing by itself; the next letter is due 30 days on.
    let officer = story.at("2026-05-02");
    story.sent(&officer, "status", 2);
    let shown = story.read(&officer, "");
    assert!(shown["recourses"][0]["stage"] != "abandoned", "{shown}");
}

#[test]
fn the_target_pauses_for_a_request_goes_on_warns_and_is_breached() {
    let mut story = Story::begin();
    let officer = story.house.staff(OFFICER);
    story.step(&officer, "check-file", &json!({ "missing": [] }));
    assert_eq!(story.clock(&officer, "target")["due"], "2026-04-13");
    let officer = story.at("2026-03-12");
    story.step(&officer, "ask-components", &json!({ "components": ["CBP"] }));
    story.step(&officer, "request-documents", &json!({ "items": ["TRAVEL_DETAILS"] }));
    assert_eq!(story.clock(&officer, "target")["state"], "paused");
    story.at("2026-03-22");
    story.step(&story.house.client(), "answer-request", &json!({ "text": "Here they are." }));
    story.house.days(1);
    let officer = story.house.staff(OFFICER);
    let target = story.clock(&officer, "target");
    assert_eq!(target["state"], "running", "{target}");
    assert_eq!(target["due"], "2026-04-23", "ten days of waiting are the traveller's: {target}");
    assert!(target["derivation"].as_array().unwrap().len() >= 3, "{target}");
    assert_eq!(has(&story.fired(&officer), "warning75"), 0);
    let officer = story.at("2026-04-22");
    let fired = story.fired(&officer);
    assert_eq!((has(&fired, "warning75"), has(&fired, "warning90")), (1, 1), "{fired:?}");
    assert_eq!(has(&fired, "breach"), 0, "{fired:?}");
    let officer = story.at("2026-04-25");
    let fired = story.fired(&officer);
    assert_eq!((has(&fired, "breach"), has(&fired, "warning90")), (1, 1), "{fired:?}");
    assert_eq!(story.clock(&officer, "target")["state"], "late");
}

/// Each of two processes moves the clock alone at first, so that both are known to fire; then both at once.
#[test]
fn two_processes_on_one_record_fire_each_timer_once() {
    let mut story = Story::begin();
    let mut cases = vec![story.case.clone()];
    for n in 1..CASES {
        let (key, email) = (format!("file-{n}"), format!("also-{n}-{ADDRESS}"));
        let filed =
            story.house.client().post("/api/v1/cases", Some(&key), &filing(&email, "2026-02-20"));
        cases.push(filed.unwrap().done()["reference"].as_str().unwrap().to_owned());
    }
    let mut other = story.house.beside("clock-beside");
    let owner = story.house.owner();
    owner.run(WHO_TAKES);
    let noon = |day: &str| format!("{day}T14:00:00Z");
    other.clock(&noon("2026-03-17"));
    story.house.clock(&noon("2026-03-27"));
    for day in ["2026-04-01", "2026-04-02"] {
        std::thread::scope(|scope| {
            scope.spawn(|| other.clock(&noon(day)));
            story.house.clock(&noon(day));
        });
    }
    let officer = story.house.staff(OFFICER);
    for case in &cases {
        story.case.clone_from(case);
        story.sent(&officer, "reminder", 2);
        story.sent(&officer, "status", 1);
        let mut fired = story.fired(&officer);
        fired.sort_unstable();
        assert_eq!(fired, FIRED, "{case}");
    }
    let by = owner.run("SELECT worker, count(*) FROM public.taken GROUP BY worker");
    println!("timers taken by each worker: {by:?}");
    assert_eq!(by.len(), 2, "both processes took some: {by:?}");
    let all = owner.number("SELECT count(DISTINCT timer) FROM public.taken");
    assert_eq!(usize::try_from(all), Ok(CASES * FIRED.len()));
}
