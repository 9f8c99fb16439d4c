//! One run: two processes write, eight readers read on, connections are killed on the way, and in
//! the end the ledger of what was acknowledged is held against the record.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::thread;

use tokio::task::JoinHandle;
use tokio_postgres::Client;

use crate::common::{Fresh, connect};
use crate::controls::{self, Naive};
use crate::readers::Reader;
use crate::writer::{TASKS, Told};

const PROCESSES: u64 = 2;
const READERS: usize = 8;
/// Connections of writers that are killed in a run.
const KILLS: u64 = 20;

/// What was acknowledged: position by key.
type Ledger = BTreeMap<String, i64>;

/// How far the run is.
#[derive(Default)]
struct Progress {
    read: AtomicI64,
    over: AtomicBool,
}

pub(crate) fn nothing_is_lost(events: u64) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let fresh = Fresh::migrated().await;
        let owner = fresh.owner().await;
        controls::make(&owner).await;
        let progress = Arc::new(Progress::default());
        let mut readers = Vec::new();
        for first in 0..READERS {
            readers.push(reads(&fresh, Arc::clone(&progress), first == 0).await);
        }
        let naive = reads_naively(&fresh, Arc::clone(&progress)).await;
        let killing = kills(&fresh, Arc::clone(&progress), events).await;
        let ledger = write(&fresh, events).await;
        progress.over.store(true, Ordering::Release);
        let killed = killing.await.unwrap();
        assert_whole(&owner, &ledger, events).await;
        let whole = count(&owner, "SELECT count(*) FROM register.event WHERE shard = 2").await;
        for reader in readers {
            let reader = reader.await.unwrap();
            assert_eq!(reader.last, whole, "every reader saw every event");
        }
        let (missed, of) = naive.await.unwrap().missed(&owner).await;
        eprintln!("{whole} events, {killed} connections killed, {READERS} readers missed none");
        eprintln!("control: a reader of a sequence missed {missed} of {of} rows");
        assert!(missed > 0, "nothing was stressed");
    });
}

/// Both processes, to their end.
async fn write(fresh: &Fresh, events: u64) -> Ledger {
    let start = |number| {
        let told = Told {
            app_url: fresh.app_url.clone(),
            owner_url: fresh.owner_url.clone(),
            number,
            events: events / PROCESSES,
        };
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(told.arguments()).stdout(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<Child> = (0..PROCESSES).map(start).collect();
    let ended = thread::spawn(|| children.into_iter().map(listen).collect::<Vec<_>>());
    let ended = tokio::task::spawn_blocking(|| ended.join().unwrap()).await.unwrap();
    ended.into_iter().flat_map(|listening| listening.join().unwrap()).collect()
}

fn listen(mut child: Child) -> thread::JoinHandle<Ledger> {
    thread::spawn(move || {
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let read = |line: String| {
            let (position, key) = line.split_once(' ').unwrap();
            (key.to_owned(), position.parse().unwrap())
        };
        let ledger = lines.map(|line| read(line.unwrap())).collect();
        assert!(child.wait().unwrap().success(), "a writing process failed");
        ledger
    })
}

async fn reads(fresh: &Fresh, progress: Arc<Progress>, leads: bool) -> JoinHandle<Reader> {
    let client = connect(&fresh.owner_url).await;
    tokio::spawn(async move {
        let mut reader = Reader::default();
        loop {
            let over = progress.over.load(Ordering::Acquire);
            let found = reader.tick(&client).await;
            if leads {
                progress.read.store(reader.last, Ordering::Release);
            }
            if over && found == 0 {
                return reader;
            }
        }
    })
}

async fn reads_naively(fresh: &Fresh, progress: Arc<Progress>) -> JoinHandle<Naive> {
    let client = connect(&fresh.owner_url).await;
    tokio::spawn(async move {
        let mut naive = Naive::default();
        while !progress.over.load(Ordering::Acquire) {
            naive.tick(&client).await;
        }
        naive.tick(&client).await;
        naive
    })
}

/// Kills a connection that appends, each time that another twentieth was read.
async fn kills(fresh: &Fresh, progress: Arc<Progress>, events: u64) -> JoinHandle<u64> {
    let client = connect(&fresh.owner_url).await;
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
        WHERE datname = current_database() AND application_name = 'redress' \
        AND xact_start IS NOT NULL AND query LIKE '%register.append_%' ORDER BY xact_start LIMIT 1";
    tokio::spawn(async move {
        let (mut killed, step) = (0, i64::try_from(events / (KILLS + 1)).unwrap());
        while !progress.over.load(Ordering::Acquire) {
            let due = progress.read.load(Ordering::Acquire) / step;
            if u64::try_from(due).unwrap() > killed {
                killed += u64::try_from(client.query(sql, &[]).await.unwrap().len()).unwrap();
            }
            tokio::task::yield_now().await;
        }
        killed
    })
}

async fn count(owner: &Client, sql: &str) -> i64 {
    owner.query_one(sql, &[]).await.unwrap().get(0)
}

/// Every acknowledged write is there once, where it was said to be, and nothing was doubled.
async fn assert_whole(owner: &Client, ledger: &Ledger, events: u64) {
    let tasks = PROCESSES * u64::try_from(TASKS).unwrap();
    assert_eq!(u64::try_from(ledger.len()).unwrap(), events / tasks * tasks, "all were answered");
    let sql = "SELECT c.key, e.position FROM register.command AS c \
        JOIN register.event AS e ON e.shard = c.shard AND e.command_id = c.command_id \
        WHERE e.name = 'case.message_received'";
    let rows = owner.query(sql, &[]).await.unwrap();
    let record: Vec<(String, i64)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    assert_eq!(record.len(), ledger.len(), "each key left one event");
    for (key, position) in record {
        assert_eq!(ledger.get(&key), Some(&position), "{key}");
    }
    let sql = "SELECT count(*) FROM (
        SELECT recorded_at < lag(recorded_at) OVER (ORDER BY position) AS back
        FROM register.event WHERE shard = 2) AS steps WHERE back";
    assert_eq!(count(owner, sql).await, 0, "recorded instants never run back");
}
