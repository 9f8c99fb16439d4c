//! Wake-ups are heard, within a process and from another one; losing them costs time and nothing else.

use std::time::Duration;

use store::follow::wait_for;
use store::{Crier, Ear, Follower};

use super::common::{Fresh, at};
use super::stories::{US, file, write};

/// Far longer than anything here takes: it is only ever reached by a fault.
const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn appends_wake_this_process_and_others() {
    let fresh = Fresh::migrated().await;
    let (one, other) = (fresh.register(1).await, fresh.register(2).await);
    let (own, mut there) = (one.own_appends(), other.appends());
    let mut ear = Ear::open(&other).await.unwrap();
    assert!(there.has_changed().unwrap(), "the first look comes after listening");
    there.borrow_and_update();
    file(&one, 1, "Ana", at(0, 0)).await.unwrap();
    assert!(own.has_changed().unwrap() && !there.has_changed().unwrap());
    let mut crier = Crier::default();
    crier.tick(&one).await.unwrap();
    assert!(ear.tick().await);
    assert!(there.has_changed().unwrap());
    assert!(!other.own_appends().has_changed().unwrap(), "what is heard is not told on");
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = current_database() AND query LIKE '%LISTEN redress%' AND pid <> pg_backend_pid()";
    fresh.owner().await.execute(sql, &[]).await.unwrap();
    while ear.tick().await {}
    // The crier finds a new connection when it lost its own.
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = current_database() AND query LIKE '%NOTIFY redress%' AND pid <> pg_backend_pid()";
    fresh.owner().await.execute(sql, &[]).await.unwrap();
    let mut ear = Ear::open(&other).await.unwrap();
    while crier.tick(&one).await.is_err() {}
    assert!(ear.tick().await);
}

#[tokio::test]
async fn who_wrote_can_wait_for_the_list() {
    let fresh = Fresh::migrated().await;
    let (one, other) = (fresh.register(1).await, fresh.register(2).await);
    let follower = Follower::open(other.clone()).await.unwrap();
    file(&one, 1, "Ana", at(0, 0)).await.unwrap();
    let written = write(&one, 1, 1, at(0, 1)).await.unwrap().position.unwrap();
    let place = (US, written);
    let soon = Duration::from_millis(1);
    assert!(!wait_for(&one, "caseload", place, soon).await.unwrap(), "nobody follows yet");
    let (waited, ()) = tokio::join!(wait_for(&one, "caseload", place, PATIENCE), async {
        while follower.tick(at(9, 0)).await.unwrap() > 0 {}
    });
    assert!(waited.unwrap(), "a follower of another process came there");
    let written = write(&other, 1, 2, at(0, 2)).await.unwrap().position.unwrap();
    let (waited, ()) = tokio::join!(wait_for(&other, "notices", (US, written), PATIENCE), async {
        while follower.tick(at(9, 0)).await.unwrap() > 0 {}
    });
    assert!(waited.unwrap());
}
