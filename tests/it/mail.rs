//! Mail through a real SMTP server: one that is away for an hour, and one that knows nobody of a name. No
//! letter is lost, none comes twice, and the case's history tells what became of each.

use acceptance::api::{Api, filing};
use acceptance::installation::Installation;
use acceptance::mail_server::MailServer;
use serde_json::{Value, json};

const START: &str = "2026-03-02T14:00:00Z";
/// Rounds in which the rooms may finish what a worker still holds.
const ROUNDS: usize = 50;

fn file(client: &Api, email: &str) -> String {
    let filed = client.post("/api/v1/cases", Some(email), &filing(email, "2026-02-20"));
    filed.unwrap().done()["reference"].as_str().unwrap().to_owned()
}

/// Events of a name in a case's history.
fn events(officer: &Api, case: &str, name: &str) -> Vec<Value> {
    let history = officer.get(&format!("/api/v1/cases/{case}/history")).unwrap().done();
    let all = history["events"].as_array().unwrap().clone();
    all.into_iter().filter(|event| event["name"] == name).collect()
}

/// Lets the rooms finish until a case's history holds an event.
fn until(house: &mut Installation, officer: &Api, case: &str, name: &str) -> Value {
    for _ in 0..ROUNDS {
        if let Some(event) = events(officer, case, name).pop() {
            return event;
        }
        house.days(0);
    }
    panic!("{case}: no {name} after {ROUNDS} rounds");
}

#[test]
fn an_hour_without_a_mail_server_loses_no_letter_and_doubles_none() {
    let mut post = MailServer::start("away");
    let mut house = Installation::mailing("mail-away", START, &post.url());
    let (client, officer) = (house.client(), house.staff("officer-1"));
    let before = file(&client, "before@example.org");
    until(&mut house, &officer, &before, "case.notice_sent");
    assert_eq!(post.received().len(), 1);
    post.away();
    let addresses: Vec<String> = (0..6).map(|n| format!("meanwhile-{n}@example.org")).collect();
    let mut cases = Vec::new();
    for address in &addresses {
        // Filing goes on as ever.
        cases.push(file(&house.client(), address));
        house.minutes(10);
    }
    // The token of an hour ago is none any more.
    let officer = house.staff("officer-1");
    for case in &cases {
        assert_eq!(events(&officer, case, "case.notice_sent").len(), 0, "{case}");
        assert_eq!(events(&officer, case, "case.notice_failed").len(), 0, "{case}");
    }
    let tries = "SELECT min(attempts) FROM work.outbox WHERE state = 'waiting'";
    assert!(house.owner().number(tries) >= 1, "each was tried in vain");
    let waiting = "SELECT count(*) FROM work.outbox WHERE state = 'waiting'";
    assert_eq!(house.owner().number(waiting), 6);
    let instant = "SELECT to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') \
        FROM work.demo_clock";
    let back = house.owner().run(instant)[0][0].clone();
    assert_eq!(back, "2026-03-02T15:00:00Z", "an hour went by");
    post.back();
    house.minutes(60);
    let officer = house.staff("officer-1");
    for (case, to) in cases.iter().zip(&addresses) {
        let sent = until(&mut house, &officer, case, "case.notice_sent");
        assert!(sent["recorded_at"].as_str().unwrap() > back.as_str(), "{sent}");
        assert_eq!(events(&officer, case, "case.notice_sent").len(), 1, "{case}");
        assert_eq!(events(&officer, case, "case.notice_failed").len(), 0, "{case}");
        let id = sent["body"]["body"]["outbox"].as_str().unwrap();
        assert_eq!(post.copies()[id], (to.clone(), 1), "{case}");
    }
    // Nothing is left, and nothing comes again.
    house.days(1);
    assert_eq!(house.owner().number(waiting), 0);
    assert_eq!(post.received().iter().filter(|mail| mail.to.ends_with("@example.org")).count(), 7);
}

#[test]
fn an_address_that_is_none_is_told_once_and_becomes_a_task() {
    let post = MailServer::start("nobody");
    let mut house = Installation::mailing("mail-nobody", START, &post.url());
    let (client, officer) = (house.client(), house.staff("officer-1"));
    let case = file(&client, "nobody@example.org");
    let other = file(&client, "somebody@example.org");
    let failed = until(&mut house, &officer, &case, "case.notice_failed");
    let body = &failed["body"]["body"];
    assert_eq!((&body["letter"], &body["why"]), (&json!("acknowledgement"), &json!("smtp-550")));
    until(&mut house, &officer, &other, "case.notice_sent");
    // An answer of that kind is final: days later nobody has tried again.
    house.days(4);
    let officer = house.staff("officer-1");
    assert_eq!(events(&officer, &case, "case.notice_failed").len(), 1);
    assert_eq!(events(&officer, &case, "case.notice_sent").len(), 0);
    assert_eq!(events(&officer, &other, "case.notice_failed").len(), 0);
    let tried = "SELECT sum(attempts) FROM work.outbox WHERE state = 'failed'";
    assert_eq!(house.owner().number(tried), 1);
    let mut desk = house.desk("officer-2");
    let tasks = desk.read("/desk/tasks").text();
    let group = tasks.split("<h2").find(|part| part.contains("could not be delivered"));
    let group = group.expect("a group of letters that came back");
    assert!(group.contains(&case) && !group.contains(&other), "{group}");
    let letters = desk.read("/desk/failed-mail").text();
    assert!(letters.contains(&case) && !letters.contains(&other), "{letters}");
    assert!(post.received().iter().all(|mail| mail.to != "nobody@example.org"));
}
