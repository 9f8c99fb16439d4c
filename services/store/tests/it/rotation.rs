//! Changing the master key: whatever lives moves on, in whatever state a crash left it, and the old
//! key goes only when nothing needs it.

use store::rotation::{self, Destroyed, Rotation};
use store::{Register, drafts, sessions};
use uuid::Uuid;

use super::common::{Fresh, at};
use super::stories::{US, file, person, traveller};

async fn rotate(register: &Register) -> Rotation {
    let mut rotation = Rotation::begin(register, at(1, 0)).await.unwrap();
    while rotation.tick(at(1, 0)).await.unwrap() {}
    rotation
}

async fn furnish(register: &Register, people: std::ops::Range<u128>) {
    for n in people {
        file(register, n, "Zoë Lefèvre", at(0, 0)).await.unwrap();
        let draft = Uuid::from_u128(0xD000 + n);
        drafts::create(register, US, draft, b"draft", at(0, 0), at(30, 0)).await.unwrap();
        let cookie = format!("cookie {n}");
        let made = sessions::create(register, US, &cookie, "h", b"session", at(0, 0), at(30, 0));
        made.await.unwrap();
    }
}

async fn opens(register: &Register, n: u128) -> bool {
    let matter = register.matter(US, &[person(n)]).await;
    let draft = drafts::load(register, US, Uuid::from_u128(0xD000 + n), at(1, 0)).await;
    let session = sessions::load(register, US, &format!("cookie {n}"), at(1, 0)).await;
    let open = matter.is_ok_and(|m| m.contains_key(&person(n)));
    open && draft.is_ok_and(|d| d.is_some()) && session.is_ok_and(|s| s.is_some())
}

#[tokio::test]
async fn an_old_master_key_goes_only_when_nothing_needs_it() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    furnish(&register, 1..4).await;
    let old = register.keys().held().await.unwrap().current;
    assert_eq!(rotation::destroy(&register, &old, at(1, 0)).await.unwrap(), Destroyed::Current);
    let unknown = rotation::destroy(&register, "m-none", at(1, 0)).await.unwrap();
    assert_eq!(unknown, Destroyed::Unknown);
    let mut cut = Rotation::begin(&register, at(1, 0)).await.unwrap();
    let wraps = rotation::destroy(&register, &old, at(1, 0)).await.unwrap();
    let Destroyed::StillWraps(wraps) = wraps else { panic!("{wraps:?}") };
    assert!(wraps.contains(&("keys of people".to_owned(), 3)), "{wraps:?}");
    assert!(wraps.contains(&("drafts".to_owned(), 3)), "{wraps:?}");
    while cut.tick(at(1, 0)).await.unwrap() {}
    assert_eq!((cut.resumed, cut.done, cut.left), (false, 9, 0));
    assert_eq!(rotation::destroy(&register, &old, at(2, 0)).await.unwrap(), Destroyed::Done);
    assert_eq!(rotation::destroy(&register, &old, at(3, 0)).await.unwrap(), Destroyed::Done);
    assert_eq!(register.keys().held().await.unwrap().all, [cut.current]);
    for n in 1..4 {
        assert!(opens(&register, n).await);
    }
    let gone = rotation::list(&register).await.unwrap().into_iter().find(|k| k.id == old).unwrap();
    assert_eq!((gone.destroyed_at, gone.held, gone.wraps), (Some(at(2, 0)), false, vec![]));
}

#[tokio::test]
async fn a_rotation_cut_at_any_round_goes_on_without_another_key() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    furnish(&register, 1..4).await;
    for rounds in 0..14 {
        let before = register.keys().held().await.unwrap().all.len();
        let mut cut = Rotation::begin(&register, at(1, 0)).await.unwrap();
        let mut over = false;
        for _ in 0..rounds {
            over = over || !cut.tick(at(1, 0)).await.unwrap();
        }
        let current = cut.current.clone();
        drop(cut);
        if !over {
            let again = rotate(&register).await;
            assert!(again.resumed, "cut behind {rounds} rounds");
            assert_eq!(again.current, current);
        }
        let held = register.keys().held().await.unwrap();
        assert_eq!((held.current.as_str(), held.all.len()), (current.as_str(), before + 1));
        for old in held.all.iter().filter(|id| **id != current) {
            let gone = rotation::destroy(&register, old, at(1, 0)).await.unwrap();
            assert_eq!(gone, Destroyed::Done, "cut behind {rounds} rounds");
        }
        assert!(opens(&register, 1).await && opens(&register, 3).await, "{rounds}");
        if over {
            return;
        }
    }
    panic!("the rotation never came to its end");
}

#[tokio::test]
async fn a_server_that_has_not_heard_of_the_new_key_is_refused_the_closed_one() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    furnish(&register, 1..2).await;
    let old = register.keys().held().await.unwrap().current;
    rotate(&register).await;
    assert_eq!(rotation::destroy(&register, &old, at(1, 0)).await.unwrap(), Destroyed::Done);
    let owner = fresh.owner().await;
    let late = "INSERT INTO people.subject_key (shard, subject_id, key_id, wrapped, created_at)
        VALUES (2, $1, $2, '\\x00', now())";
    let refused = owner.execute(late, &[&traveller(7).0, &old]).await.unwrap_err();
    assert!(refused.as_db_error().unwrap().message().contains("takes nothing any more"));
}

#[tokio::test]
async fn an_erased_person_gets_no_key_by_a_rotation() {
    let fresh = Fresh::migrated().await;
    let house = super::erasure::House::of(&fresh.register(1).await);
    furnish(&house.register, 1..3).await;
    house.erase(1, at(0, 1)).await;
    let rotation = rotate(&house.register).await;
    assert!(!rotation.resumed);
    let owner = fresh.owner().await;
    let row = owner
        .query_one(
            "SELECT wrapped FROM people.subject_key WHERE subject_id = $1",
            &[&traveller(1).0],
        )
        .await
        .unwrap();
    assert_eq!(row.get::<_, Option<Vec<u8>>>(0), None);
    assert!(opens(&house.register, 2).await);
}

#[tokio::test]
async fn what_is_being_wrapped_by_an_old_key_is_waited_for_and_keeps_it() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let old = register.keys().held().await.unwrap().current;
    rotate(&register).await;
    // A server that has not heard of the new key is in the middle of writing.
    let writer = fresh.owner().await;
    let late = "INSERT INTO people.subject_key (shard, subject_id, key_id, wrapped, created_at)
        VALUES (2, $1, $2, '\\x00', now())";
    writer.batch_execute("BEGIN").await.unwrap();
    writer.execute(late, &[&traveller(7).0, &old]).await.unwrap();
    let (there, id) = (register.clone(), old.clone());
    let destroying = tokio::spawn(async move { rotation::destroy(&there, &id, at(1, 0)).await });
    let owner = fresh.owner().await;
    let waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    while owner.query_one(waits, &[]).await.unwrap().get::<_, i64>(0) == 0 {
        assert!(!destroying.is_finished(), "the key was destroyed under the writer");
    }
    writer.batch_execute("COMMIT").await.unwrap();
    let kept = destroying.await.unwrap().unwrap();
    assert_eq!(kept, Destroyed::StillWraps(vec![("keys of people".to_owned(), 1)]));
    assert!(register.keys().held().await.unwrap().all.contains(&old));
}
