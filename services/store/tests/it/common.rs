//! One private cluster for all tests, one template database migrated once, and a clone of it for
//! each test. Test processes may come and go (nextest gives each test its own): the first starts
//! the cluster, the last one out stops it.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::ids::Ids;
use domain::rule::RuleBook;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::cluster::{Cluster, find_binaries};
use store::{Database, Keyring, Register, rulebook};
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

/// A database of its own, dropped at the end of the test.
pub(crate) struct Fresh {
    pub(crate) app_url: String,
    pub(crate) owner_url: String,
    pub(crate) keys: Keyring,
    name: String,
    admin_url: String,
    in_use: Option<File>,
}

/// Ids from a counter; every register of a test gets its own range.
pub(crate) struct Counted(AtomicU64, u64);

impl Counted {
    pub(crate) fn range(number: u64) -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(1), number))
    }
}

impl Ids for Counted {
    fn next(&self) -> Uuid {
        let (n, range) = (u128::from(self.0.fetch_add(1, Ordering::Relaxed)), u128::from(self.1));
        let time = (n << 80) | 0x7000_8000_0000_0000_0000;
        Uuid::from_u128(time | (range << 32) | n)
    }
}

fn home() -> PathBuf {
    let mut name = String::from("redress-store-tests");
    for byte in env!("CARGO_MANIFEST_DIR").bytes().filter(u8::is_ascii_alphanumeric) {
        name.push(char::from(byte));
    }
    std::env::temp_dir().join(name)
}

fn lock_file(name: &str) -> File {
    let path = home().with_extension(name);
    File::options().create(true).truncate(false).write(true).open(path).unwrap()
}

async fn cluster() -> Cluster {
    let named = std::env::var_os("REDRESS_PG_BIN").map(PathBuf::from);
    let path = std::env::var_os("PATH");
    let bin = find_binaries(named.as_deref(), path.as_deref(), &[]).unwrap();
    Cluster::start(&home(), &bin).await.unwrap()
}

fn with_database(url: &str, name: &str) -> String {
    format!("{}/{name}", url.rsplit_once('/').unwrap().0)
}

pub(crate) async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(async move {
        let _ = connection.await;
    });
    client
}

async fn ensure_template(cluster: &Cluster) -> String {
    let template = format!("template_{}", Database::schema());
    let admin = connect(&with_database(&cluster.socket_direct_url(), "postgres")).await;
    let there = admin
        .query_opt("SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate", &[&template])
        .await
        .unwrap();
    if there.is_none() {
        let drop = format!("DROP DATABASE IF EXISTS {template} WITH (FORCE)");
        admin.batch_execute(&drop).await.unwrap();
        admin.batch_execute(&format!("CREATE DATABASE {template}")).await.unwrap();
        let url = with_database(&cluster.socket_direct_url(), &template);
        let database = Database::connect(&url, &url).await.unwrap();
        database.migrate().await.unwrap();
        drop_connections(&admin, &template).await;
        let mark = format!("ALTER DATABASE {template} IS_TEMPLATE true");
        admin.batch_execute(&mark).await.unwrap();
    }
    template
}

async fn drop_connections(admin: &Client, database: &str) {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1";
    admin.query(sql, &[&database]).await.unwrap();
}

impl Fresh {
    pub(crate) async fn migrated() -> Self {
        Self::make(true).await
    }

    /// A database without any schema.
    pub(crate) async fn empty() -> Self {
        Self::make(false).await
    }

    async fn make(migrated: bool) -> Self {
        let in_use = lock_file("in-use");
        let name = format!("t_{}_{}", std::process::id(), next_number());
        let start = lock_file("start");
        start.lock().unwrap();
        in_use.lock_shared().unwrap();
        let cluster = cluster().await;
        let template = ensure_template(&cluster).await;
        let admin_url = with_database(&cluster.socket_direct_url(), "postgres");
        let admin = connect(&admin_url).await;
        let from = if migrated { template } else { "template0".to_owned() };
        let old = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        admin.batch_execute(&old).await.unwrap();
        admin.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {from}")).await.unwrap();
        let app_url = with_database(&cluster.socket_url(), &name);
        let owner_url = with_database(&cluster.socket_direct_url(), &name);
        // The cluster runs on; its lock is let go before the next process may start.
        drop(cluster);
        start.unlock().unwrap();
        Self {
            app_url,
            owner_url,
            keys: Keyring::ephemeral().unwrap(),
            name,
            admin_url,
            in_use: Some(in_use),
        }
    }

    pub(crate) async fn database(&self) -> Database {
        Database::connect(&self.app_url, &self.owner_url).await.unwrap()
    }

    /// A register as one process has it; `number` keeps its ids apart from another's.
    pub(crate) async fn register(&self, number: u64) -> Register {
        let (keys, zone) = (self.keys.clone(), zone());
        let database = self.database().await;
        Register::open(database, keys, rules(), zone, Counted::range(number)).await.unwrap()
    }

    pub(crate) async fn owner(&self) -> Client {
        connect(&self.owner_url).await
    }
}

impl Drop for Fresh {
    /// Runs on a thread of its own, because the test's runtime may not be blocked.
    fn drop(&mut self) {
        let (name, admin_url) = (self.name.clone(), self.admin_url.clone());
        let in_use = self.in_use.take();
        let ended = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let admin = connect(&admin_url).await;
                let _ = admin.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
            });
            let start = lock_file("start");
            start.lock().unwrap();
            drop(in_use);
            if lock_file("in-use").try_lock().is_ok() {
                runtime.block_on(async { cluster().await.stop().await.unwrap() });
            }
        });
        let _ = ended.join();
    }
}

fn next_number() -> u64 {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

pub(crate) fn rules() -> RuleBook {
    rulebook::built_in().unwrap()
}

pub(crate) fn zone() -> TimeZone {
    TimeZone::get("America/New_York").unwrap()
}

/// An instant on a day of 2026, some minutes after its first office hour.
pub(crate) fn at(day: i64, minutes: i64) -> Timestamp {
    let first: Timestamp = "2026-01-05T14:00:00Z".parse().unwrap();
    first + jiff::SignedDuration::from_secs(day * 86_400 + minutes * 60)
}
