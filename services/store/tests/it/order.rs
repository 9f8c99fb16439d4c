//! Nobody who reads on from where they were ever misses an event. The negative control reads a
//! table numbered by a sequence in the same interleaving, and does miss one.

use tokio_postgres::Client;

use super::common::{Fresh, at};
use super::stories::{case, file, write};

const APPEND: &str = "
    SELECT at_position FROM register.append_batch(2::smallint, 'r', ARRAY[gen_random_uuid()], ARRAY['raw'],
      ARRAY[$1::text], ARRAY['\\x00'::bytea], ARRAY[gen_random_uuid()], ARRAY[2::smallint], ARRAY[0],
      ARRAY['2026-01-06 00:00Z'::timestamptz], ARRAY['{\"kind\":\"system\"}'::bytea],
      ARRAY[gen_random_uuid()], ARRAY[NULL::uuid], ARRAY[NULL::text], ARRAY['{\"position\":'],
      ARRAY[1], ARRAY['office.staff_left'], ARRAY[1::smallint], ARRAY[NULL::timestamptz],
      ARRAY['{}'::bytea], ARRAY[NULL::bytea], ARRAY[sha256('')], '{}'::integer[], '{}'::uuid[],
      '{}'::uuid[], '{}'::bytea[], '{}'::bytea[], '{}'::integer[], '{}'::bytea[], '{}'::uuid[],
      '{}'::uuid[])";

/// Positions after the last one read, the way a follower reads.
async fn read_on(reader: &Client, last: &mut i64) -> Vec<i64> {
    let sql =
        "SELECT position FROM register.event WHERE shard = 2 AND position > $1 ORDER BY position";
    let rows = reader.query(sql, &[last]).await.unwrap();
    let found: Vec<i64> = rows.iter().map(|row| row.get(0)).collect();
    *last = found.last().copied().unwrap_or(*last);
    found
}

#[tokio::test]
async fn the_gate_keeps_commit_order() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let (mut slow, reader) = (fresh.owner().await, fresh.owner().await);
    let mut last = 0;
    // A slow writer has its position but has not committed; a second one must wait behind it.
    let tx = slow.transaction().await.unwrap();
    let first: i64 = tx.query_one(APPEND, &[&"slow"]).await.unwrap().get(0);
    let second = tokio::spawn({
        let register = register.clone();
        async move { file(&register, 1, "Ana", at(0, 0)).await }
    });
    assert!(read_on(&reader, &mut last).await.is_empty());
    let waits = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
        AND wait_event_type = 'Lock' AND query LIKE '%append_batch%'";
    while reader.query(waits, &[]).await.unwrap().is_empty() {}
    assert!(read_on(&reader, &mut last).await.is_empty());
    tx.commit().await.unwrap();
    let filed = second.await.unwrap().unwrap();
    assert_eq!(first, 1);
    let all: Vec<i64> = (1..=filed.position.unwrap().0).collect();
    assert_eq!(read_on(&reader, &mut last).await, all, "all of them, in order");
    // One that rolls back burns no position.
    let tx = slow.transaction().await.unwrap();
    tx.query_one(APPEND, &[&"undone"]).await.unwrap();
    tx.rollback().await.unwrap();
    let next = write(&register, 1, 1, at(0, 1)).await.unwrap();
    assert_eq!(next.position.unwrap().0, filed.position.unwrap().0 + 1);
    assert_eq!(read_on(&reader, &mut last).await.len(), 1);
    assert!(register.load(super::stories::US, case(1)).await.unwrap().is_some());
}

#[tokio::test]
async fn a_sequence_would_lose_one() {
    let fresh = Fresh::empty().await;
    let (mut slow, fast) = (fresh.owner().await, fresh.owner().await);
    fast.batch_execute("CREATE TABLE naive (id bigserial PRIMARY KEY)").await.unwrap();
    let tx = slow.transaction().await.unwrap();
    tx.batch_execute("INSERT INTO naive DEFAULT VALUES").await.unwrap();
    fast.batch_execute("INSERT INTO naive DEFAULT VALUES").await.unwrap();
    let read = |last: i64| {
        let fast = &fast;
        async move {
            let rows = fast.query("SELECT id FROM naive WHERE id > $1 ORDER BY id", &[&last]).await;
            rows.unwrap().iter().map(|row| row.get(0)).collect::<Vec<i64>>()
        }
    };
    assert_eq!(read(0).await, [2]);
    tx.commit().await.unwrap();
    assert!(read(2).await.is_empty(), "the first is there now, and nobody will ever read it");
}
