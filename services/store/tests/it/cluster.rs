//! The private cluster: made once, found again, taken over from a program that died, and never
//! shared by two.

use std::path::{Path, PathBuf};

use store::Database;
use store::cluster::{Cluster, ClusterError, find_binaries};

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
