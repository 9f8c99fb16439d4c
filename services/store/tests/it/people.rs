//! Drafts, codes, accounts, sessions, programs; sealed matter and search.

use std::collections::BTreeMap;

use domain::StaffId;
use domain::matter::{Content, Matter};
use domain::{MatterId, SubjectId};
use jiff::Timestamp;
use store::accounts::{self, NewAccount};
use store::codes::{self, Tried};
use store::drafts::{self, Saved};
use store::{clients, people, sessions};
use uuid::Uuid;

use super::common::{Fresh, at};
use super::erasure::House;
use super::stories::{US, by_traveller, case, file, message, person, traveller};

#[tokio::test]
async fn a_draft_is_saved_found_again_and_dropped() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let id = Uuid::from_u128(77);
    drafts::create(&register, US, id, b"{\"name\":\"Ana\"}", at(0, 0), at(30, 0)).await.unwrap();
    let first = drafts::load(&register, US, id, at(1, 0)).await.unwrap().unwrap();
    assert_eq!(first.body, b"{\"name\":\"Ana\"}");
    let saved = drafts::save(&register, US, &first, b"{}", at(1, 0), at(31, 0)).await.unwrap();
    assert_eq!(saved, Saved::Saved(2));
    let second_tab = drafts::save(&register, US, &first, b"[]", at(1, 1), at(31, 0)).await.unwrap();
    assert_eq!(second_tab, Saved::Stale(2));
    drafts::attach(&register, US, id, "ana@example.org").await.unwrap();
    assert_eq!(drafts::find(&register, US, "ana@example.org", at(2, 0)).await.unwrap(), [id]);
    assert!(drafts::load(&register, US, id, at(40, 0)).await.unwrap().is_none());
    assert_eq!(people::sweep(&register, at(40, 0)).await.unwrap(), 1);
    let gone = drafts::save(&register, US, &first, b"[]", at(1, 1), at(31, 0)).await.unwrap();
    assert_eq!(gone, Saved::Gone);
}

#[tokio::test]
async fn a_code_works_once_and_dies_of_five_wrong_ones() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let issue = |code: &'static str| {
        let register = register.clone();
        async move {
            codes::issue(&register, US, "track", "case-1", code, at(0, 0), at(0, 15))
                .await
                .unwrap();
        }
    };
    let attempt = |code: &'static str, when: Timestamp| {
        let register = register.clone();
        async move { codes::attempt(&register, US, "track", "case-1", code, when).await.unwrap() }
    };
    assert_eq!(attempt("12345678", at(0, 1)).await, Tried::Dead);
    issue("ABCD1234").await;
    assert_eq!(attempt("00000000", at(0, 1)).await, Tried::Wrong { left: 4 });
    let (one, two) = tokio::join!(attempt("abcd 1234", at(0, 1)), attempt("ABCD-1234", at(0, 1)));
    assert!([one, two].contains(&Tried::Right) && [one, two].contains(&Tried::Dead));
    issue("ABCD1234").await;
    assert_eq!(attempt("ABCD1234", at(0, 15)).await, Tried::Dead, "expired");
    for left in (0..5).rev() {
        assert_eq!(attempt("00000000", at(0, 2)).await, Tried::Wrong { left });
    }
    assert_eq!(attempt("ABCD1234", at(0, 3)).await, Tried::Dead);
}

const OFFICER: NewAccount<'_> = NewAccount {
    staff: StaffId(Uuid::from_u128(5)),
    email: "Officer@Example.org",
    password_hash: "$argon2id$x",
    totp_secret: b"12345678901234567890",
};

#[tokio::test]
async fn an_account_signs_in_with_each_code_once() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let (new, staff) = (OFFICER, OFFICER.staff);
    assert!(accounts::create(&register, US, new, at(0, 0)).await.unwrap());
    assert!(!accounts::create(&register, US, new, at(0, 0)).await.unwrap());
    let found = accounts::by_email(&register, US, " officer@example.org").await;
    let found = found.unwrap().unwrap();
    assert_eq!((found.staff, found.totp_secret.as_slice()), (staff, new.totp_secret));
    assert!(accounts::record_success(&register, US, staff, 100).await.unwrap());
    assert!(!accounts::record_success(&register, US, staff, 100).await.unwrap());
}

#[tokio::test]
async fn an_account_changes_its_secrets_and_closes() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let staff = OFFICER.staff;
    accounts::create(&register, US, OFFICER, at(0, 0)).await.unwrap();
    accounts::set_password(&register, US, staff, "$argon2id$y").await.unwrap();
    accounts::set_totp(&register, US, staff, b"another").await.unwrap();
    let changed = accounts::by_staff(&register, US, staff).await.unwrap().unwrap();
    assert_eq!(changed.totp_secret, b"another");
    assert_eq!(changed.password_hash, "$argon2id$y");
    accounts::close(&register, US, staff, at(1, 0)).await.unwrap();
    assert!(accounts::by_staff(&register, US, staff).await.unwrap().is_none());
}

#[tokio::test]
async fn sessions_and_programs_come_and_go() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    for cookie in ["a", "b"] {
        sessions::create(&register, US, cookie, "staff-1", b"x", at(0, 0), at(1, 0)).await.unwrap();
    }
    assert!(sessions::save(&register, US, "a", b"y", at(2, 0)).await.unwrap());
    let loaded = sessions::load(&register, US, "a", at(1, 1)).await.unwrap().unwrap();
    assert_eq!((loaded.holder.as_str(), loaded.body.as_slice()), ("staff-1", b"y".as_slice()));
    assert!(sessions::load(&register, US, "b", at(1, 1)).await.unwrap().is_none());
    sessions::remove(&register, US, "b").await.unwrap();
    assert_eq!(sessions::remove_all(&register, US, "staff-1").await.unwrap(), 1);
    let program = clients::Client {
        client_id: "carrier".to_owned(),
        secret_hash: "$argon2id$z".to_owned(),
        scopes: vec!["cases:file".to_owned()],
        created_at: at(0, 0),
    };
    clients::put(&register, US, &program).await.unwrap();
    assert_eq!(clients::find(&register, US, "carrier").await.unwrap(), Some(program.clone()));
    assert_eq!(clients::list(&register, US).await.unwrap(), [program]);
    clients::close(&register, US, "carrier", at(1, 0)).await.unwrap();
    assert!(clients::find(&register, US, "carrier").await.unwrap().is_none());
}

#[tokio::test]
async fn sealed_matter_opens_only_where_it_belongs() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    file(&register, 1, "Zoë Lefèvre", at(0, 0)).await.unwrap();
    file(&register, 2, "Bob", at(0, 0)).await.unwrap();
    let opened = register.matter(US, &[person(1), person(2)]).await.unwrap();
    let Content::Person(who) = &opened[&person(1)] else { panic!("not a person") };
    assert_eq!(who.name, "Zoë Lefèvre");
    let owner = fresh.owner().await;
    let held = owner.query("SELECT ciphertext FROM people.sealed", &[]).await.unwrap();
    for row in held {
        let bytes: Vec<u8> = row.get(0);
        assert!(!String::from_utf8_lossy(&bytes).contains("Lef"));
    }
    let swap = "UPDATE people.sealed s SET nonce = o.nonce, ciphertext = o.ciphertext
        FROM people.sealed o WHERE s.matter_id = $1 AND o.matter_id = $2";
    owner.execute(swap, &[&person(1).0, &person(2).0]).await.unwrap();
    assert!(register.matter(US, &[person(1)]).await.is_err(), "moved ciphertext opened");
    let house = House::of(&register);
    assert_eq!(house.erase(2, at(1, 0)).await["sealed_matter"], 2);
    assert_eq!(house.erase(2, at(1, 1)).await["sealed_matter"], 2, "counted twice");
    assert!(register.search(US, "Bob").await.unwrap().is_empty());
    assert!(register.matter(US, &[person(2)]).await.unwrap().is_empty(), "erased but there");
    let after = register.submit(case(2), US, message(2, 1), by_traveller(2, at(2, 0))).await;
    assert!(after.is_err(), "sealed anew for somebody who was erased");
}

#[tokio::test]
async fn people_are_found_by_what_is_known_of_them() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    file(&register, 1, "Zoë Lefèvre-O’Brien", at(0, 0)).await.unwrap();
    file(&register, 2, "Nguyễn Văn An", at(0, 0)).await.unwrap();
    file(&register, 3, "Zoe Martin", at(0, 0)).await.unwrap();
    let mut numbered = message(1, 1);
    let fields = BTreeMap::from([("control_number".to_owned(), "99-1234567".to_owned())]);
    numbered.matter.push(Matter {
        id: MatterId(Uuid::from_u128(3)),
        subject: SubjectId(traveller(1).0),
        content: Content::Details { fields },
    });
    register.submit(case(1), US, numbered, by_traveller(1, at(0, 1))).await.unwrap();
    let found = |text: &'static str| {
        let register = register.clone();
        async move { register.search(US, text).await.unwrap() }
    };
    assert_eq!(found("zoe").await, [case(3), case(1)]);
    assert_eq!(found("LEFEVRE Zoé").await, [case(1)]);
    assert_eq!(found("lefevre obrien").await, [case(1)]);
    assert_eq!(found("nguyen an").await, [case(2)]);
    assert_eq!(found("Person2@example.org").await, [case(2)]);
    assert_eq!(found("613-555-0003").await, [case(3)]);
    assert_eq!(found("99 1234567").await, [case(1)]);
    assert!(found("zoe nguyen").await.is_empty());
    assert!(found("  ").await.is_empty());
}
