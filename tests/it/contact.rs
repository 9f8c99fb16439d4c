//! The mailbox is not the person: an officer writes another address, both mailboxes hear of it, and for a day
//! the codes that open the case still go to the one that was there.

use std::collections::BTreeMap;

use acceptance::api::{Api, filing};
use acceptance::installation::Installation;
use acceptance::mailbox;
use acceptance::visitor::Visitor;
use serde_json::json;

const START: &str = "2026-03-02T14:00:00Z";
const OLD: &str = "wren-old@example.org";
const NEW: &str = "wren-new@example.org";
/// Readings of the mailbox before a mail that does not come counts as lost.
const LOOKS: usize = 500;

fn counts(house: &Installation) -> (usize, usize) {
    let mails: BTreeMap<String, String> = mailbox::mails(&Api::at(house.url()));
    (mailbox::to(&mails, OLD), mailbox::to(&mails, NEW))
}

/// Reads until the mailbox holds so many for the old address and for the new.
fn until(house: &Installation, wanted: (usize, usize)) {
    let mut seen = (0, 0);
    for _ in 0..LOOKS {
        seen = counts(house);
        if seen == wanted {
            return;
        }
    }
    panic!("the mailbox holds {seen:?}, not {wanted:?}");
}

/// Somebody who knows the number asks for a code.
fn asks_for_a_code(house: &Installation, case: &str) {
    let mut visitor = Visitor::at(house.url());
    let form = visitor.read("/en/track");
    let (status, page) = visitor.send(&form, "/en/track", &[("reference", case)]);
    assert_eq!(status, 200, "{page}");
}

#[test]
fn a_new_address_is_told_to_both_and_opens_nothing_for_a_day() {
    let mut house = Installation::start("contact", START);
    let filed = house.client().post("/api/v1/cases", Some("file"), &filing(OLD, "2026-02-20"));
    let case = filed.unwrap().done()["reference"].as_str().unwrap().to_owned();
    house.days(0);
    until(&house, (1, 0));
    let path = format!("/api/v1/cases/{case}/steps/change-person");
    let body = json!({ "person": { "name": "Wren Calder", "email": NEW } });
    house.staff("officer-1").post(&path, Some("move"), &body).unwrap().done();
    house.days(0);
    until(&house, (2, 1));
    asks_for_a_code(&house, &case);
    until(&house, (3, 1));
    house.days(1);
    asks_for_a_code(&house, &case);
    until(&house, (3, 2));
}
