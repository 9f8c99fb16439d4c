//! What the gate promises: order without gaps, one answer a key, and nothing doubled.

use domain::case::Command;
use store::{AsOf, CommandId, Receipt, Register, SubmitError};

use super::common::{Fresh, at};
use super::stories::{US, by_traveller, case, file, filing, message, person, write};

#[tokio::test]
async fn a_case_is_filed_and_loaded_again() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let receipt = file(&register, 1, "Zoë Lefèvre", at(0, 0)).await.unwrap();
    let loaded = register.load(US, case(1)).await.unwrap().unwrap();
    assert_eq!(loaded.version, receipt.version);
    assert_eq!(Some(loaded.position), receipt.position);
    assert_eq!(receipt.reference.as_ref(), Some(&loaded.case.reference));
    assert_eq!(receipt.events.len(), loaded.entries.len());
    assert_eq!(receipt.events.first().map(String::as_str), Some("case.opened"));
    let found = register.find(&loaded.case.reference).await.unwrap();
    assert_eq!(found, Some((US, case(1))));
    assert!(register.load(US, case(2)).await.unwrap().is_none());
}

#[tokio::test]
async fn a_repeated_key_gets_its_first_receipt_byte_for_byte() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let first = file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    write(&register, 1, 1, at(0, 1)).await.unwrap();
    let again = file(&register, 1, "Ana", at(3, 0)).await.unwrap();
    assert!(again.replayed && !first.replayed);
    assert_eq!(first.receipt_bytes(), again.receipt_bytes());
    // Another process answers the same.
    let other = fresh.register(2).await;
    let elsewhere = file(&other, 1, "Ana", at(4, 0)).await.unwrap();
    assert_eq!(first.receipt_bytes(), elsewhere.receipt_bytes());
    assert_eq!(register.load(US, case(1)).await.unwrap().unwrap().version, first.version + 1);
}

#[tokio::test]
async fn a_key_with_another_body_is_not_taken() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    let mut other = filing(1, "Ana");
    other.digest = [8; 32];
    let result = register.submit(case(1), US, other, by_traveller(1, at(0, 1))).await;
    assert!(matches!(result, Err(SubmitError::KeyReused)));
    let mut anothers = message(1, 1);
    anothers.caller = "somebody else".to_owned();
    anothers.command_id = CommandId::of("file-1");
    let result = register.submit(case(1), US, anothers, by_traveller(1, at(0, 1))).await;
    assert!(result.is_ok(), "keys are unique per caller");
}

#[tokio::test]
async fn nothing_is_there_to_be_continued() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let result = write(&register, 9, 1, at(0, 0)).await;
    assert!(matches!(result, Err(SubmitError::NotFound)));
    file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    let mut twice = filing(1, "Ana");
    twice.command_id = CommandId::of("another key");
    let result = register.submit(case(1), US, twice, by_traveller(1, at(0, 1))).await;
    assert!(matches!(result, Err(SubmitError::Violation(_))), "{result:?}");
}

#[tokio::test]
async fn who_names_a_version_learns_what_happened_meanwhile() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let seen = file(&register, 1, "Ana", at(0, 0)).await.unwrap().version;
    write(&register, 1, 1, at(0, 1)).await.unwrap();
    let mut late = message(1, 2);
    late.expected = Some(seen);
    let result = register.submit(case(1), US, late, by_traveller(1, at(0, 2))).await;
    let Err(SubmitError::Stale { current, since }) = result else { panic!("{result:?}") };
    assert_eq!(current, seen + 1);
    assert_eq!(since, ["case.message_received"]);
}

#[tokio::test]
async fn of_two_that_saw_the_same_one_wins() {
    let fresh = Fresh::migrated().await;
    let (one, two) = (fresh.register(1).await, fresh.register(2).await);
    let seen = file(&one, 1, "Ana", at(0, 0)).await.unwrap().version;
    for round in 0..10 {
        let (mut a, mut b) = (message(1, 20 + 2 * round), message(1, 21 + 2 * round));
        let expected = Some(seen + i32::try_from(round).unwrap());
        (a.expected, b.expected) = (expected, expected);
        let (a, b) = tokio::join!(
            one.submit(case(1), US, a, by_traveller(1, at(1, 0))),
            two.submit(case(1), US, b, by_traveller(1, at(1, 0))),
        );
        let stale = |r: &Result<Receipt, SubmitError>| matches!(r, Err(SubmitError::Stale { .. }));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        assert!(stale(&a) || stale(&b));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_write_one_shard_without_gaps() {
    let fresh = Fresh::migrated().await;
    let registers = [fresh.register(1).await, fresh.register(2).await];
    let (cases, messages) = (12u128, 6u128);
    let mut tasks = Vec::new();
    for n in 1..=cases {
        for (which, register) in registers.iter().cloned().enumerate() {
            tasks.push(tokio::spawn(clients(register, n, which as u128, messages)));
        }
    }
    let mut receipts = Vec::new();
    for task in tasks {
        receipts.extend(task.await.unwrap());
    }
    let owner = fresh.owner().await;
    let sql = "SELECT position, recorded_at, stream_id, version, name FROM register.event WHERE shard = 2 ORDER BY position";
    let rows = owner.query(sql, &[]).await.unwrap();
    let mut last = None;
    for (row, expected) in rows.iter().zip(1i64..) {
        assert_eq!(row.get::<_, i64>("position"), expected);
        let recorded: Option<jiff::Timestamp> = row.get("recorded_at");
        assert!(recorded >= last);
        last = recorded;
    }
    let written = rows.iter().filter(|r| r.get::<_, &str>("name") == "case.message_received");
    assert_eq!(written.count(), usize::try_from(cases * messages * 2).unwrap());
    let positions: Vec<i64> = receipts.iter().filter_map(|r| r.position).map(|p| p.0).collect();
    let mut unique = positions.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), positions.len(), "every receipt has a position of its own");
}

/// Files the case (only one of the two that try does) and writes to it.
async fn clients(register: Register, n: u128, which: u128, messages: u128) -> Vec<Receipt> {
    let filed = file(&register, n, "Ana", at(0, 0)).await.unwrap();
    let mut receipts: Vec<Receipt> = (!filed.replayed).then_some(filed).into_iter().collect();
    for number in 0..messages {
        receipts.push(insist(&register, n, which * messages + number).await);
    }
    receipts
}

/// Busy means: come back with the same key.
async fn insist(register: &Register, n: u128, number: u128) -> Receipt {
    loop {
        match write(register, n, number, at(0, 1)).await {
            Ok(receipt) => return receipt,
            Err(SubmitError::Busy) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
}

#[tokio::test]
async fn a_bad_command_fails_alone() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    for n in 1..=8 {
        file(&register, n, "Ana", at(0, 0)).await.unwrap();
    }
    let mut tasks = Vec::new();
    for n in 1..=8 {
        let register = register.clone();
        tasks.push(tokio::spawn(async move {
            let mut own = message(n, 1);
            if n == 4 {
                // Matter under an id that is taken: the database says no to this one.
                own.matter[0].id = person(1);
            }
            register.submit(case(n), US, own, by_traveller(n, at(0, 1))).await
        }));
    }
    for (task, n) in tasks.into_iter().zip(1..) {
        let result = task.await.unwrap();
        assert_eq!(result.is_ok(), n != 4, "{result:?}");
    }
}

#[tokio::test]
async fn time_never_runs_backwards_in_a_shard() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    file(&register, 1, "Ana", at(5, 0)).await.unwrap();
    file(&register, 2, "Bob", at(1, 0)).await.unwrap();
    let second = register.load(US, case(2)).await.unwrap().unwrap();
    assert_eq!(second.entries[0].recorded_at, at(5, 0));
}

#[tokio::test]
async fn a_case_stands_as_it_stood_on_any_day() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let filed = file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    file(&register, 2, "Bob", at(1, 0)).await.unwrap();
    write(&register, 1, 1, at(2, 0)).await.unwrap();
    write(&register, 1, 2, at(4, 0)).await.unwrap();
    let messages = |as_of| {
        let register = register.clone();
        async move {
            let loaded = register.load_as_of(US, case(1), as_of).await.unwrap();
            loaded.map(|l| l.case.messages.len())
        }
    };
    assert_eq!(messages(AsOf::Instant(at(-1, 0))).await, None);
    assert_eq!(messages(AsOf::Instant(at(0, 0))).await, Some(0));
    assert_eq!(messages(AsOf::Instant(at(1, 5))).await, Some(0));
    assert_eq!(messages(AsOf::Instant(at(2, 0))).await, Some(1));
    assert_eq!(messages(AsOf::Instant(at(3, 0))).await, Some(1));
    assert_eq!(messages(AsOf::Instant(at(9, 0))).await, Some(2));
    assert_eq!(messages(AsOf::Version(filed.version)).await, Some(0));
    assert_eq!(messages(AsOf::Version(filed.version + 1)).await, Some(1));
}

#[tokio::test]
async fn already_so_is_answered_and_kept() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let filed = file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    let notice = |key: &str| {
        let command = Command::RecordNotice {
            letter: "acknowledgement".to_owned(),
            outbox: uuid::Uuid::from_u128(5),
            subject: super::stories::traveller(1),
            by_post: false,
            fate: domain::case::Fate::Sent("1".to_owned()),
        };
        super::stories::submission(key, command, vec![])
    };
    let by = || domain::Moment::new(at(0, 1), domain::Actor::System);
    let first = register.submit(case(1), US, notice("n-1"), by()).await.unwrap();
    let so = register.submit(case(1), US, notice("n-2"), by()).await.unwrap();
    let again = register.submit(case(1), US, notice("n-2"), by()).await.unwrap();
    assert_eq!(first.version, filed.version + 1);
    assert_eq!((so.version, so.position, so.events.len()), (first.version, None, 0));
    assert_eq!(so.receipt_bytes(), again.receipt_bytes());
    assert!(again.replayed);
}
