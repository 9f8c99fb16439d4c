//! The private cluster: made once, found again, taken over from a program that died, and never
//! shared by two.

use std::path::{Path, PathBuf};

use store::cluster::{Cluster, ClusterError, find_binaries};
use store::{Database, StoreError, demo_clock};

use super::common::connect;

fn binaries() -> PathBuf {
    let named = std::env::var_os("REDRESS_PG_BIN").map(PathBuf::from);
    let path = std::env::var_os("PATH");
    find_binaries(named.as_deref(), path.as_deref(), &[]).unwrap()
}

/// Process id of the server, by its own file.
fn server_of(folder: &Path) -> String {
    let text = std::fs::read_to_string(folder.join("postgres/postmaster.pid")).unwrap();
    text.lines().next().unwrap().trim().to_owned()
}

#[tokio::test]
async fn a_cluster_is_found_again_with_its_data() {
    let folder = tempfile::tempdir().unwrap();
    let bin = binaries();
    let first = Cluster::start(folder.path(), &bin).await.unwrap();
    let database = Database::connect(&first.url, &first.direct_url).await.unwrap();
    database.migrate().await.unwrap();
    database.check().await.unwrap();
    let again = Cluster::start(folder.path(), &bin).await;
    assert!(matches!(again, Err(ClusterError::InUse { .. })), "{again:?}");

    // The program dies, the server runs on: whoever comes next takes it over.
    let port = first.port;
    drop((first, database));
    let second = Cluster::start(folder.path(), &bin).await.unwrap();
    assert_eq!(second.port, port);
    let sql = "CREATE TABLE public.kept AS SELECT 1 AS one";
    connect(&second.socket_direct_url()).await.batch_execute(sql).await.unwrap();

    // The server dies without a word: its files are stale, its data is there.
    let killed =
        std::process::Command::new("kill").args(["-9", &server_of(folder.path())]).status();
    assert!(killed.unwrap().success());
    drop(second);
    let third = Cluster::start(folder.path(), &bin).await.unwrap();
    let client = connect(&third.socket_direct_url()).await;
    assert_eq!(client.query("SELECT one FROM public.kept", &[]).await.unwrap().len(), 1);
    third.stop().await.unwrap();
    assert!(!folder.path().join("postgres/postmaster.pid").exists());
}

/// A primary that takes no writes any more has a successor elsewhere: no session with it is kept.
#[tokio::test]
async fn a_session_that_takes_no_writes_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let cluster = Cluster::start(folder.path(), &binaries()).await.unwrap();
    let database = Database::connect(&cluster.url, &cluster.direct_url).await.unwrap();
    database.migrate().await.unwrap();
    let owner = connect(&cluster.direct_url).await;
    let at: jiff::Timestamp = "2026-01-05T14:00:00Z".parse().unwrap();
    demo_clock::advance(&database, at).await.unwrap();
    owner.batch_execute("ALTER SYSTEM SET default_transaction_read_only = on").await.unwrap();
    owner.batch_execute("SELECT pg_reload_conf()").await.unwrap();
    let refused = loop {
        if let Err(error) = demo_clock::advance(&database, at).await {
            break error;
        }
    };
    assert!(matches!(refused, StoreError::Unreachable { .. }), "{refused:?}");
    owner.batch_execute("SET default_transaction_read_only = off").await.unwrap();
    owner.batch_execute("ALTER SYSTEM RESET default_transaction_read_only").await.unwrap();
    owner.batch_execute("SELECT pg_reload_conf()").await.unwrap();
    let since: jiff::Timestamp =
        owner.query_one("SELECT clock_timestamp()", &[]).await.unwrap().get(0);
    while demo_clock::advance(&database, at).await.is_err() {}
    let kept =
        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'redress' AND backend_start < $1";
    while owner.query_one(kept, &[&since]).await.unwrap().get::<_, i64>(0) > 0 {}
    drop(database);
    cluster.stop().await.unwrap();
}

#[test]
fn a_folder_without_a_server_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let named = find_binaries(Some(folder.path()), None, &[]);
    let Err(ClusterError::BadBinaries { why, .. }) = named else { panic!("{named:?}") };
    assert!(why.contains("initdb"), "{why}");
}

#[tokio::test]
async fn a_closed_port_is_said_to_be_unreachable() {
    let nowhere = Database::connect("postgresql://a@127.0.0.1:9/x", "postgresql://a@127.0.0.1:9/x");
    let said = nowhere.await.unwrap_err().to_string();
    assert!(said.contains("reach the database"), "{said}");
}
