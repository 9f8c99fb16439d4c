//! The log of the record: what is sealed, that it is what it was, and what is noticed when not.

use std::path::Path;
use std::sync::Arc;

use domain::Jurisdiction;
use jiff::Timestamp;
use store::Register;
use store::log::{Alarm, Folder, Outside, Sealed, Sealer, Signer};

use super::common::{Fresh, at};
use super::stories::{US, file, write};

/// A record with a sealer whose heads lie in a folder.
struct Sealing {
    fresh: Fresh,
    register: Register,
    folder: tempfile::TempDir,
    key: std::path::PathBuf,
}

impl Sealing {
    async fn start() -> Self {
        let fresh = Fresh::migrated().await;
        let register = fresh.register(1).await;
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("key.json");
        Self { fresh, register, folder, key }
    }

    fn sealer(&self, holder: &str) -> Sealer {
        let signer = Signer::open_or_create(&self.key).unwrap();
        let outside = Folder::open(&self.heads(), &signer.public()).unwrap();
        Sealer::new(self.register.clone(), signer, Arc::new(outside), holder.to_owned())
    }

    fn heads(&self) -> std::path::PathBuf {
        self.folder.path().join("heads")
    }

    /// What only somebody with all rights over the database can do.
    async fn tamper(&self, sql: &str) {
        let owner = self.fresh.owner().await;
        let off = "SET session_replication_role = replica";
        owner.batch_execute(&format!("{off}; {sql}")).await.unwrap();
    }
}

async fn fill(register: &Register, from: u128, cases: u128, start: Timestamp) {
    for n in from..from + cases {
        file(register, n, "Ana", start).await.unwrap();
    }
}

fn sizes(heads: &Path) -> Vec<u64> {
    let text = std::fs::read_to_string(heads.join("shard-2.heads")).unwrap();
    let notes = text.split("old ").skip(1).map(|entry| entry.split_once("\n\n").unwrap().1);
    notes.map(|note| note.lines().nth(1).unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn seals_what_is_new_and_only_that() {
    let world = Sealing::start().await;
    let sealer = world.sealer("one");
    assert_eq!(sealer.tick(at(0, 0)).await.unwrap(), Sealed::default());
    fill(&world.register, 1, 2, at(0, 1)).await;
    let end = sealer.look(US).await.unwrap().end;
    assert!(sealer.look(US).await.unwrap().unsealed_since.is_some());
    assert_eq!(sealer.tick(at(0, 1)).await.unwrap().events, end);
    assert_eq!(sealer.tick(at(0, 5)).await.unwrap().events, 0, "nothing is new");
    write(&world.register, 1, 1, at(0, 5)).await.unwrap();
    assert_eq!(sealer.tick(at(0, 5)).await.unwrap().events, 0, "not its turn yet");
    assert_eq!(sealer.tick(at(0, 6)).await.unwrap().events, 1);
    assert_eq!(sizes(&world.heads()), [end, end + 1]);
    let standing = sealer.look(US).await.unwrap();
    assert_eq!((standing.alarm, standing.unsealed_since), (None, None));
    assert_eq!(standing.head.unwrap().size, standing.end);
    assert_eq!(sealer.look(Jurisdiction::Ca).await.unwrap().end, 0);
}

#[tokio::test]
async fn goes_on_over_tiles_whoever_seals() {
    let world = Sealing::start().await;
    let (one, two) = (world.sealer("one"), world.sealer("two"));
    let mut day = 0;
    while one.look(US).await.unwrap().end < 600 {
        fill(&world.register, u128::try_from(day).unwrap() * 13 + 1, 13, at(day, 0)).await;
        let (first, second) = if day % 2 == 0 { (&one, &two) } else { (&two, &one) };
        assert!(first.tick(at(day, 1)).await.unwrap().events > 0);
        assert_eq!(second.tick(at(day, 1)).await.unwrap(), Sealed::default(), "all is sealed");
        day += 1;
    }
    let sizes = sizes(&world.heads());
    assert!(sizes.iter().any(|size| size % 256 != 0) && sizes.is_sorted(), "{sizes:?}");
    let count = "SELECT count(*) FROM register.tile";
    let tiles: i64 = world.fresh.owner().await.query_one(count, &[]).await.unwrap().get(0);
    assert_eq!(tiles, 2);
}

#[tokio::test]
async fn a_changed_past_is_an_alarm_and_nothing_more_is_signed() {
    let world = Sealing::start().await;
    let sealer = world.sealer("one");
    fill(&world.register, 1, 4, at(0, 0)).await;
    let covered = sealer.tick(at(0, 1)).await.unwrap().events;
    fill(&world.register, 9, 1, at(0, 1)).await;
    let changes = [
        "UPDATE register.event SET payload = '\\x7b7d' WHERE position = 3",
        "UPDATE register.event SET occurred_at = recorded_at WHERE position = 3",
        "DELETE FROM register.event WHERE position = 2",
    ];
    let keep = "CREATE TABLE public.kept AS SELECT * FROM register.event";
    let back = "DELETE FROM register.event; INSERT INTO register.event SELECT * FROM public.kept";
    world.tamper(keep).await;
    for (change, minute) in changes.into_iter().zip(2..) {
        world.tamper(change).await;
        let alarms = sealer.tick(at(0, minute)).await.unwrap().alarms;
        assert!(matches!(alarms[..], [Alarm::Broken { .. }]), "{change}: {alarms:?}");
        assert_eq!(sealer.look(US).await.unwrap().alarm, alarms.first().cloned());
        world.tamper(back).await;
    }
    world.tamper("DELETE FROM register.event WHERE position > 4").await;
    let alarms = sealer.tick(at(0, 8)).await.unwrap().alarms;
    assert!(matches!(alarms[..], [Alarm::Cut { found: 4, .. }]), "{alarms:?}");
    world.tamper(back).await;
    assert_eq!(sizes(&world.heads()), [covered], "nothing was signed meanwhile");
    assert!(sealer.tick(at(0, 9)).await.unwrap().events > 0, "and then it goes on");
}

#[tokio::test]
async fn another_history_with_a_right_chain_is_an_alarm() {
    let (world, other) = (Sealing::start().await, Sealing::start().await);
    fill(&world.register, 1, 4, at(0, 0)).await;
    fill(&other.register, 5, 8, at(0, 0)).await;
    world.sealer("one").tick(at(0, 1)).await.unwrap();
    // The same key and the same heads over another record, whose chain is in order.
    std::fs::copy(&world.key, &other.key).unwrap();
    std::fs::create_dir_all(other.heads()).unwrap();
    let name = "shard-2.heads";
    std::fs::copy(world.heads().join(name), other.heads().join(name)).unwrap();
    let alarms = other.sealer("one").tick(at(0, 2)).await.unwrap().alarms;
    assert!(matches!(alarms[..], [Alarm::Changed { .. }]), "{alarms:?}");
}

#[tokio::test]
async fn heads_of_another_hand_are_not_gone_on_with() {
    let world = Sealing::start().await;
    fill(&world.register, 1, 1, at(0, 0)).await;
    world.sealer("one").tick(at(0, 1)).await.unwrap();
    std::fs::remove_file(&world.key).unwrap();
    let alarms = world.sealer("one").tick(at(0, 2)).await.unwrap().alarms;
    assert!(matches!(alarms[..], [Alarm::Foreign { .. }]), "{alarms:?}");
    let signer = Signer::open_or_create(&world.key).unwrap();
    let folder = Folder::open(&world.heads(), &signer.public()).unwrap();
    assert!(folder.last(US.shard()).unwrap().is_some());
}

#[tokio::test]
async fn nobody_changes_the_log() {
    let world = Sealing::start().await;
    fill(&world.register, 1, 1, at(0, 0)).await;
    world.sealer("one").tick(at(0, 1)).await.unwrap();
    let owner = world.fresh.owner().await;
    let tile = "INSERT INTO register.tile
        VALUES (1, 0, 0, sha256(''), decode(repeat('00', 8192), 'hex'))";
    owner.batch_execute(tile).await.unwrap();
    for sql in [
        "UPDATE register.head SET size = 9",
        "DELETE FROM register.head",
        "TRUNCATE register.head",
        "UPDATE register.tile SET number = 9",
        "DELETE FROM register.tile",
        "TRUNCATE register.tile",
    ] {
        assert!(owner.batch_execute(sql).await.is_err(), "{sql}");
    }
}
