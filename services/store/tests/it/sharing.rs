//! Two processes share the followers: each drives some of them, either takes over when the other
//! leaves or falls silent, and each event still counts once.

use std::collections::BTreeSet;

use domain::ShardId;
use store::Follower;
use tokio_postgres::Client;

use super::common::{Fresh, at};
use super::follow::settle;
use super::stories::{US, file, write};

async fn holders(owner: &Client) -> Vec<(String, String)> {
    let sql = "SELECT name, holder FROM work.lease
               WHERE shard = 2 AND name LIKE 'follow %' AND lease_until > clock_timestamp() ORDER BY name";
    let rows = owner.query(sql, &[]).await.unwrap();
    rows.iter().map(|row| (row.get("name"), row.get("holder"))).collect()
}

async fn at_work(owner: &Client) -> BTreeSet<String> {
    holders(owner).await.into_iter().map(|(_, holder)| holder).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_share_the_followers_and_take_over() {
    let fresh = Fresh::migrated().await;
    let (one, two) = (fresh.register(1).await, fresh.register(2).await);
    let owner = fresh.owner().await;
    let a = Follower::open(one.clone()).await.unwrap().sharing("a".to_owned());
    let b = Follower::open(two.clone()).await.unwrap().sharing("b".to_owned());
    assert_eq!(US.shard(), ShardId(2));
    a.tick(at(9, 0)).await.unwrap();
    assert_eq!(holders(&owner).await.len(), 5, "alone, one does everything");
    // The other comes: the first hands over at its next look, and the other takes.
    for _ in 0..2 {
        b.tick(at(9, 0)).await.unwrap();
        a.tick(at(9, 0)).await.unwrap();
    }
    b.tick(at(9, 0)).await.unwrap();
    let shared = holders(&owner).await;
    let of = |worker: &str| shared.iter().filter(|(_, holder)| holder == worker).count();
    assert_eq!((of("a"), of("b")), (3, 2), "{shared:?}");
    for n in 1..=8 {
        file(&one, n, "Ana", at(0, 0)).await.unwrap();
        write(&two, n, 1, at(0, 1)).await.unwrap();
        tokio::join!(settle(&a), settle(&b));
    }
    // One leaves, the other does it all.
    b.leave().await.unwrap();
    a.tick(at(9, 0)).await.unwrap();
    assert_eq!(at_work(&owner).await, BTreeSet::from(["a".to_owned()]));
    // It falls silent: its leases run out, and a newcomer takes over.
    file(&one, 9, "Ana", at(0, 2)).await.unwrap();
    let lapse = "UPDATE work.lease SET lease_until = '2000-01-01'";
    owner.batch_execute(lapse).await.unwrap();
    assert!(settle(&b).await > 0);
    assert_eq!(holders(&owner).await.len(), 5);
    assert_eq!(at_work(&owner).await, BTreeSet::from(["b".to_owned()]));
    // Leases mean nothing where they are wrong: both believe that they hold everything.
    let steal = "UPDATE work.lease SET holder = CASE holder WHEN 'a' THEN 'b' ELSE 'a' END";
    for n in 1..=8 {
        write(&one, n, 2, at(0, 3)).await.unwrap();
        let (_, _, _) =
            tokio::join!(a.tick(at(9, 0)), b.tick(at(9, 0)), owner.batch_execute(steal));
    }
    owner.batch_execute("DELETE FROM work.lease").await.unwrap();
    settle(&a).await;
    settle(&b).await;
    for report in a.rebuild_together(&a.names(), &|_, _| {}).await.unwrap() {
        assert!(report.equal(), "{report:?}");
    }
}
