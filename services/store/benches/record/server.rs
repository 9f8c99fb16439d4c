//! A PostgreSQL of its own with default durability and room in memory, and a new database for each
//! measurement.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use store::Database;
use store::cluster::{Cluster, find_binaries};
use tokio_postgres::{Client, NoTls};

/// What differs from the server as it ships: memory, and room for the log of writes.
const SETTINGS: [&str; 4] = [
    "ALTER SYSTEM SET shared_buffers = '1GB'",
    "ALTER SYSTEM SET max_wal_size = '4GB'",
    "ALTER SYSTEM SET min_wal_size = '2GB'",
    "ALTER SYSTEM SET max_connections = 300",
];

/// The server, with its folder.
pub(crate) struct Server {
    cluster: Cluster,
    bin: PathBuf,
    home: PathBuf,
    made: AtomicUsize,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let named = std::env::var_os("REDRESS_PG_BIN").map(PathBuf::from);
        let bin =
            find_binaries(named.as_deref(), std::env::var_os("PATH").as_deref(), &[]).unwrap();
        let home = std::env::temp_dir().join(format!("redress-bench-{}", std::process::id()));
        let cluster = Cluster::start(&home, &bin).await.unwrap();
        let owner = connect(&cluster.direct_url).await;
        for setting in SETTINGS {
            owner.batch_execute(setting).await.unwrap();
        }
        cluster.stop().await.unwrap();
        let cluster = Cluster::start(&home, &bin).await.unwrap();
        let server = Self { cluster, bin, home, made: AtomicUsize::new(0) };
        let url = server.url("redress");
        Database::connect(&url, &url).await.unwrap().migrate().await.unwrap();
        server
    }

    /// A new database with the schema of the record.
    pub(crate) async fn migrated(&self) -> String {
        self.made("TEMPLATE redress").await
    }

    /// A new database without anything.
    pub(crate) async fn empty(&self) -> String {
        self.made("").await
    }

    async fn made(&self, template: &str) -> String {
        let name = format!("bench_{}", self.made.fetch_add(1, Ordering::Relaxed));
        let owner = connect(&self.url("postgres")).await;
        let others =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'redress'";
        owner.query(others, &[]).await.unwrap();
        owner.batch_execute(&format!("CREATE DATABASE {name} {template}")).await.unwrap();
        name
    }

    pub(crate) async fn drop(&self, name: &str) {
        let owner = connect(&self.url("postgres")).await;
        owner.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
        owner.batch_execute("CHECKPOINT").await.unwrap();
    }

    /// Address of a database for its owner, by the loopback.
    pub(crate) fn url(&self, name: &str) -> String {
        let (server, _) = self.cluster.direct_url.rsplit_once('/').unwrap();
        format!("{server}/{name}")
    }

    pub(crate) fn tool(&self, name: &str) -> PathBuf {
        self.bin.join(name)
    }

    pub(crate) async fn stop(self) {
        self.cluster.stop().await.unwrap();
        std::fs::remove_dir_all(&self.home).unwrap();
    }
}

pub(crate) async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(async move {
        let _ = connection.await;
    });
    client
}
