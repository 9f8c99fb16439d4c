//! Commits must wait for a standby that is not there, and somebody cuts their waits short: the database
//! then answers as if all were well. Nobody may be told so; the same key tells later what became of it.

use std::thread;

use acceptance::api::{Answer, Api, filing};
use acceptance::database::Owner;
use acceptance::installation::Installation;
use serde_json::json;

const START: &str = "2026-03-02T14:00:00Z";
/// Rounds of every run; the campaign does ten times as many.
const ROUNDS: usize = 5;
/// Looks at the database before a wait that never comes counts as a fault.
const LOOKS: usize = 100_000;
/// Whoever waits for the standby now, with what it runs.
const WAITING: &str = "SELECT pid, query LIKE '%append_batch%' FROM pg_stat_activity \
    WHERE wait_event = 'SyncRep'";

/// The standby that commits wait for goes away, or is asked for no more. It holds once it is seen.
struct Standby<'a>(&'a Owner);

impl Standby<'_> {
    fn is_missing(&self, probe: Owner) {
        self.0.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        self.0.run("SELECT pg_reload_conf()");
        let prober = thread::spawn(move || {
            for _ in 0..LOOKS {
                let waited = probe.run(
                    "CREATE TEMPORARY TABLE IF NOT EXISTS probe (n integer);
                     INSERT INTO probe VALUES (1);
                     SELECT count(*) FROM pg_settings
                       WHERE name = 'synchronous_standby_names' AND setting = 'nobody'",
                );
                if waited == [["1"]] {
                    return;
                }
            }
            panic!("the standby is not waited for");
        });
        // The probe's own commits wait as well, once the setting holds.
        self.cut_waits_until(|| prober.is_finished());
        prober.join().unwrap();
    }

    fn is_asked_for_no_more(&self) {
        self.0.run("ALTER SYSTEM RESET synchronous_standby_names");
        self.0.run("SELECT pg_reload_conf()");
        for _ in 0..LOOKS {
            if self.0.run(WAITING).is_empty() {
                return;
            }
        }
        panic!("somebody waits still");
    }

    /// Cuts short whatever waits; answers how many of the waits were appends.
    fn cut_waits_until(&self, done: impl Fn() -> bool) -> usize {
        let mut appends = 0;
        while !done() {
            for waiting in self.0.run(WAITING) {
                self.0.run(&format!("SELECT pg_cancel_backend({})", waiting[0]));
                appends += usize::from(waiting[1] == "t");
            }
        }
        appends
    }

    /// Sends while waits are cut short: the answer, and how many appends were cut.
    fn send(&self, client: &Api, path: &str, key: &str) -> (Answer, usize) {
        let (client, path, key) = (client.clone(), path.to_owned(), key.to_owned());
        let sent = thread::spawn(move || ask(&client, &path, &key));
        let appends = self.cut_waits_until(|| sent.is_finished());
        (sent.join().unwrap(), appends)
    }
}

fn ask(client: &Api, path: &str, key: &str) -> Answer {
    let body = if path.ends_with("/cases") {
        filing(&format!("{key}@example.org"), "2026-02-20")
    } else {
        json!({ "text": format!("One more thing ({key}).") })
    };
    client.post(path, Some(key), &body).unwrap()
}

fn assert_unsaid(answer: &Answer) {
    assert_eq!(answer.status, 503, "nothing is acknowledged: {}", answer.text);
}

fn rounds(name: &str, count: usize) {
    let house = Installation::start(name, START);
    let (client, owner) = (house.client(), house.owner());
    let standby = Standby(&owner);
    let first = ask(&client, "/api/v1/cases", "first").done();
    let case = format!("/api/v1/cases/{}", first["reference"].as_str().unwrap());
    for round in 0..count {
        let key = format!("round-{round}");
        let write = format!("{case}/steps/send-message");
        let path = if round % 2 == 0 { "/api/v1/cases" } else { write.as_str() };
        standby.is_missing(house.owner());
        let (answer, appends) = standby.send(&client, path, &key);
        assert_unsaid(&answer);
        assert!(appends > 0, "round {round}: no append was cut short, which proves nothing");
        // It can be read by now, and still nobody but this database has it.
        let (answer, appends) = standby.send(&client, path, &key);
        assert_unsaid(&answer);
        assert!(appends > 0, "round {round}: the key was answered past the gate");
        standby.is_asked_for_no_more();
        let answer = ask(&client, path, &key);
        assert!(answer.replayed, "the first append did hold: {}", answer.text);
        answer.done();
        let kept = format!("SELECT count(*) FROM register.command WHERE key = '{key}'");
        assert_eq!(owner.number(&kept), 1);
    }
    let written = "SELECT count(*) FROM register.event WHERE name = 'case.message_received'";
    assert_eq!(owner.number(written), i64::try_from(count / 2).unwrap());
    let opened = "SELECT count(*) FROM register.event WHERE name = 'case.opened'";
    assert_eq!(owner.number(opened), i64::try_from(1 + count.div_ceil(2)).unwrap());
    let verified = house.command(&["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

#[test]
fn nothing_is_acknowledged_that_a_missing_standby_does_not_have() {
    rounds("false-ack", ROUNDS);
}

#[test]
fn campaign_fifty_false_acknowledgements() {
    rounds("false-ack-fifty", 10 * ROUNDS);
}

/// Nobody cuts the wait: the program closes the connection by itself and says that it does not know.
#[test]
fn a_commit_that_hangs_is_given_up_and_not_acknowledged() {
    let house = Installation::start("hanging-commit", START);
    let (client, owner) = (house.client(), house.owner());
    let standby = Standby(&owner);
    let first = ask(&client, "/api/v1/cases", "first").done();
    let write =
        format!("/api/v1/cases/{}/steps/send-message", first["reference"].as_str().unwrap());
    standby.is_missing(house.owner());
    assert_unsaid(&ask(&client, &write, "hangs"));
    standby.is_asked_for_no_more();
    let answer = ask(&client, &write, "hangs");
    assert!(answer.replayed, "{}", answer.text);
    answer.done();
}
