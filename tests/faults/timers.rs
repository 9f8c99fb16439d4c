//! Death while the clock moves on: what came due is said to the record once, however often it was begun.

use acceptance::api::{Api, filing};
use acceptance::installation::Installation;
use serde_json::json;

use super::die::planted;

/// Days in which something of an open case comes due.
const DAYS: i64 = 40;

/// The program dies at a place while the clock moves, and gets there once it is started again.
pub(super) fn die(house: &mut Installation, place: &str) {
    house.minutes(1);
    let (client, officer) = (house.client(), house.staff("officer-1"));
    let key = format!("{place}-{}", house.now());
    let filed =
        client.post("/api/v1/cases", Some(&key), &filing("timers@example.org", "2026-02-20"));
    let case = filed.unwrap().done()["reference"].as_str().unwrap().to_owned();
    let shown = client.get(&format!("/api/v1/cases/{case}")).unwrap().done();
    let recourse = shown["recourses"][0]["id"].as_str().unwrap();
    let step = |step: &str| format!("/api/v1/cases/{case}/recourses/{recourse}/steps/{step}");
    for (name, body) in [
        ("check-file", json!({ "missing": [] })),
        ("ask-components", json!({ "components": ["CBP", "TSA"] })),
        ("request-documents", json!({ "items": ["TRAVEL_DETAILS"] })),
    ] {
        officer.post(&step(name), Some(&format!("{key}-{name}")), &body).unwrap().done();
    }
    house.days(0);
    house.kill9();
    house.plant(Some(planted(place, 0)));
    if house.try_restart() {
        let to = json!({ "at": house.later(DAYS) });
        let moved = Api::at(house.url()).post("/demo/clock", None, &to);
        assert!(moved.is_err(), "{place}: the clock moved, and nobody came there: {moved:?}");
        house.wait_end();
    }
    house.plant(None);
    house.restart();
    house.days(DAYS);
}

/// Each thing that came due is in the record once, and none is left.
pub(super) fn check(house: &mut Installation) {
    house.days(1);
    let owner = house.owner();
    let said = "SELECT count(*) FROM register.event WHERE name = 'inquiry.elapsed'";
    assert!(owner.number(said) > 0, "nothing came due");
    let twice = "SELECT count(*) FROM (
        SELECT 1 FROM register.event WHERE name = 'inquiry.elapsed'
        GROUP BY shard, stream_id, payload HAVING count(*) > 1) AS twice";
    assert_eq!(owner.number(twice), 0, "something came due twice");
    let left = "SELECT count(*) FROM work.timer, work.demo_clock
        WHERE done_at IS NULL AND due_at <= instant";
    assert_eq!(owner.number(left), 0, "something that came due is left");
    for command in [&["rebuild", "--all"][..], &["verify"]] {
        let output = house.command(command);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{command:?}: {said}");
    }
}
