//! The flat way through the gate: taken when every command of a batch fits, left untouched when one
//! does not, the same bytes as the way that judges one by one, and never a look at a whole table.

use std::collections::HashSet;

use store::{Receipt, Register, SubmitError};
use tokio_postgres::Client;

use super::common::{Fresh, at};
use super::stories::{US, by_traveller, case, file, filing, write};

/// Rounds in which batches of several form sooner or later.
const ROUNDS: u128 = 50;

async fn count(owner: &Client, sql: &str) -> i64 {
    owner.query_one(sql, &[]).await.unwrap().get(0)
}

async fn count_functions(owner: &Client) {
    let named =
        "SELECT format('ALTER DATABASE %I SET track_functions = ''pl''', current_database())";
    let alter: String = owner.query_one(named, &[]).await.unwrap().get(0);
    owner.batch_execute(&alter).await.unwrap();
}

const FLAT: &str = "SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_user_functions \
    WHERE funcname = 'append_flat'";

/// Links that do not follow from the one before, over the whole record.
const BROKEN: &str = "
    SELECT count(*) FROM register.event e
    LEFT JOIN register.event b ON b.shard = e.shard AND b.stream_id = e.stream_id AND b.version = e.version - 1
    WHERE e.link <> sha256('\\x01'::bytea || coalesce(b.link, decode(repeat('00', 32), 'hex'))
      || int8send(e.position) || int8send((extract(epoch FROM e.recorded_at) * 1000000)::bigint) || e.leaf)
      OR (b.link IS NULL AND e.version <> 1)";

/// Streams that do not stand where their last event is.
const ASTRAY: &str = "
    SELECT count(*) FROM register.stream s
    WHERE NOT EXISTS (
      SELECT 1 FROM register.event e
      WHERE e.shard = s.shard AND e.stream_id = s.stream_id AND e.version = s.version
        AND e.position = s.last_position AND e.link = s.tip
    ) OR NOT EXISTS (
      SELECT 1 FROM register.event e
      WHERE e.shard = s.shard AND e.stream_id = s.stream_id AND e.version = 1 AND e.position = s.first_position
    )";

/// Receipts that name another position than the one under which the command's last event lies.
const MISTAKEN: &str = "
    SELECT count(*) FROM register.command c
    WHERE (convert_from(c.receipt, 'UTF8')::jsonb ->> 'position')::bigint IS DISTINCT FROM c.last_position
      OR c.last_position IS DISTINCT FROM
        (SELECT max(e.position) FROM register.event e WHERE e.shard = c.shard AND e.command_id = c.command_id)
      OR c.first_position IS DISTINCT FROM
        (SELECT min(e.position) FROM register.event e WHERE e.shard = c.shard AND e.command_id = c.command_id)";

async fn assert_sound(owner: &Client) {
    for (what, sql) in [("link", BROKEN), ("stream", ASTRAY), ("receipt", MISTAKEN)] {
        assert_eq!(count(owner, sql).await, 0, "{what}");
    }
}

/// Eight cases at once, filed (several events each) and then written to (one event each).
async fn crowd(register: &Register, round: u128) -> Vec<Receipt> {
    let one = |n: u128| {
        let register = register.clone();
        tokio::spawn(async move {
            let filed = file(&register, n, "Ana", at(0, 0)).await.unwrap();
            [filed, write(&register, n, 1, at(0, 1)).await.unwrap()]
        })
    };
    let tasks: Vec<_> = (round * 8 + 1..=round * 8 + 8).map(one).collect();
    let mut receipts = Vec::new();
    for task in tasks {
        receipts.extend(task.await.unwrap());
    }
    receipts
}

#[tokio::test]
async fn what_waited_together_goes_through_at_once() {
    let fresh = Fresh::migrated().await;
    let owner = fresh.owner().await;
    count_functions(&owner).await;
    let register = fresh.register(1).await;
    let mut receipts = Vec::new();
    for round in 0..ROUNDS {
        receipts.extend(crowd(&register, round).await);
        if count(&owner, FLAT).await >= 3 {
            break;
        }
    }
    assert!(count(&owner, FLAT).await >= 3, "batches of several went the flat way");
    assert_sound(&owner).await;
    let places: HashSet<i64> = receipts.iter().map(|r| r.position.unwrap().0).collect();
    assert_eq!(places.len(), receipts.len());
    let whole = count(&owner, "SELECT max(position) FROM register.event WHERE shard = 2").await;
    let told: usize = receipts.iter().map(|r| r.events.len()).sum();
    assert_eq!(whole, i64::try_from(told).unwrap(), "no position was left out");
    // The receipt that the flat way composed is the one that was kept.
    let again = file(&register, 1, "Ana", at(3, 0)).await.unwrap();
    assert!(again.replayed);
    assert_eq!(again.receipt_bytes(), receipts[0].receipt_bytes());
}

#[tokio::test]
async fn a_key_that_is_used_twice_at_once_fails_alone() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    for round in 0..10 {
        let one = |n: u128| {
            let register = register.clone();
            tokio::spawn(async move {
                let mut own = filing(n, "Ana");
                if n % 8 < 2 {
                    // Two filings of one key, each with its own words.
                    own.command_id = store::CommandId::of(format!("same-{round}"));
                    own.digest = [u8::try_from(n % 8).unwrap(); 32];
                }
                register.submit(case(n), US, own, by_traveller(n, at(0, 0))).await
            })
        };
        let tasks: Vec<_> = (round * 8 + 8..round * 8 + 16).map(one).collect();
        let (mut taken, mut reused) = (0, 0);
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => taken += 1,
                Err(SubmitError::KeyReused) => reused += 1,
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!((taken, reused), (7, 1));
    }
    assert_sound(&fresh.owner().await).await;
}

/// Rows that were there before anybody analysed them must not turn lookups into walks: the plans
/// of the functions are made once, while the tables are empty.
#[tokio::test]
async fn a_plan_made_on_empty_tables_still_goes_by_index() {
    let fresh = Fresh::migrated().await;
    let owner = fresh.owner().await;
    let register = fresh.register(1).await;
    // The plan is made now.
    crowd(&register, 0).await;
    let fill = "
        INSERT INTO register.stream (shard, stream_id, kind, version, first_position, last_position, tip)
          SELECT 2, gen_random_uuid(), 1, 1, n, n, sha256('') FROM generate_series(1, 50000) AS n;
        INSERT INTO register.command
          SELECT 2, gen_random_uuid(), 'fill', n::text, '', gen_random_uuid(), 1, n, n, '2026-01-05', ''
          FROM generate_series(1, 100000) AS n";
    owner.batch_execute(fill).await.unwrap();
    for round in 1..6 {
        crowd(&register, round).await;
    }
    // A server process tells what it did at its end at the latest.
    drop(register);
    let there = "SELECT count(*) FROM pg_stat_activity \
        WHERE datname = current_database() AND application_name = 'redress'";
    while count(&owner, there).await > 0 {}
    let done = "SELECT sum(seq_tup_read)::bigint, sum(idx_tup_fetch)::bigint
        FROM pg_stat_user_tables WHERE schemaname = 'register' AND relname IN ('stream', 'command')";
    let row = owner.query_one(done, &[]).await.unwrap();
    let (walked, fetched): (i64, i64) = (row.get(0), row.get(1));
    assert!(walked < 50_000, "a table was walked through: {walked} rows");
    assert!(0 < fetched && fetched < 5_000, "{fetched} rows were fetched for 96 commands");
}
