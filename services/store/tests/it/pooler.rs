//! Everything pooled goes through PgBouncer in transaction mode with two connections to the server:
//! no statement is prepared under a name, none relies on what an earlier one left behind.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use bytes::BytesMut;
use store::{Database, Follower, Register};
use tokio_postgres::Client;
use tokio_postgres::types::{IsNull, ToSql, Type};

use super::common::{Counted, Fresh, at, connect, rules, zone};
use super::stories::{US, case, file, write};

/// Statements that only ever go over a connection of their own: they belong to a session, or to the
/// setting up of a cluster.
const DIRECT: &[&str] = &[
    "/cluster/",
    "/faults/",
    "act_as_program",
    "migration_lock",
    "freeze",
    "lock_projections",
    "listen.sql",
    "notify.sql",
];
/// Types of the server's own have lower numbers.
const FIRST_OF_OURS: u32 = 16_384;

/// A PgBouncer in front of one database.
struct Pooler {
    child: Child,
    folder: tempfile::TempDir,
    url: String,
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(self.folder.path());
    }
}

/// A loopback port that nobody has just now.
fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Pooler {
    async fn before(fresh: &Fresh) -> Self {
        use std::os::unix::fs::PermissionsExt as _;
        let server: tokio_postgres::Config = fresh.app_url.parse().unwrap();
        let tokio_postgres::config::Host::Unix(socket) = &server.get_hosts()[0] else { panic!() };
        let (name, user) = (server.get_dbname().unwrap(), server.get_user().unwrap());
        let (listens, port) = (free_port(), server.get_ports()[0]);
        let settings = format!(
            "[databases]\n{name} = host={} port={port} user={user}\n[pgbouncer]\n\
             listen_addr = 127.0.0.1\nlisten_port = {listens}\nunix_socket_dir =\nauth_type = any\n\
             pool_mode = transaction\ndefault_pool_size = 2\nmax_client_conn = 100\n",
            socket.display()
        );
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pgbouncer.ini");
        std::fs::write(&path, settings).unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let child = start(&path);
        let url = format!("postgresql://{user}@127.0.0.1:{listens}/{name}");
        let pooler = Self { child, folder, url };
        while tokio_postgres::connect(&pooler.url, tokio_postgres::NoTls).await.is_err() {
            tokio::task::yield_now().await;
        }
        pooler
    }

    async fn register(&self, fresh: &Fresh) -> Register {
        let database = Database::connect(&self.url, &fresh.owner_url).await.unwrap();
        let keys = fresh.keys.clone();
        Register::open(database, keys, rules(), zone(), Counted::range(1)).await.unwrap()
    }
}

/// PgBouncer does not run as root; whoever owns the cluster's socket may come to it.
fn start(settings: &Path) -> Child {
    let program = std::env::var_os("TESTS_PGBOUNCER").unwrap_or_else(|| "pgbouncer".into());
    let mut command = Command::new(program);
    let user = Command::new("id").arg("-u").output().unwrap();
    if user.stdout.starts_with(b"0\n") {
        command.args(["-u", "postgres"]);
    }
    command.arg("-q").arg(settings).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("PgBouncer: TESTS_PGBOUNCER names it")
}

#[tokio::test]
async fn a_matter_goes_its_way_through_two_connections() {
    let fresh = Fresh::migrated().await;
    let pooler = Pooler::before(&fresh).await;
    let register = pooler.register(&fresh).await;
    let mut tasks = Vec::new();
    for n in 1..=12 {
        let register = register.clone();
        tasks.push(tokio::spawn(async move {
            file(&register, n, "Ana", at(0, 0)).await.unwrap();
            write(&register, n, 1, at(0, 1)).await.unwrap();
            register.load(US, case(n)).await.unwrap().unwrap().case.messages.len()
        }));
    }
    for task in tasks {
        assert_eq!(task.await.unwrap(), 1);
    }
    let follower = Follower::open(register).await.unwrap();
    while follower.tick(at(0, 2)).await.unwrap() > 0 {}
    assert!(follower.rebuild("caseload").await.unwrap().equal());
    let shown = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
        AND client_addr IS NULL AND usename = 'redress'";
    let connections: i64 = fresh.owner().await.query_one(shown, &[]).await.unwrap().get(0);
    assert!(connections <= 2, "{connections} connections behind the pooler");
}

/// A value that is not there, of whatever type.
#[derive(Debug)]
struct Nothing;

impl ToSql for Nothing {
    fn to_sql(
        &self,
        _: &Type,
        _: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        Ok(IsNull::Yes)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

fn statements(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            statements(&path, found);
        } else if path.parent().is_some_and(|p| p.ends_with("sql"))
            && !DIRECT.iter().any(|part| path.to_string_lossy().contains(part))
        {
            found.push(path);
        }
    }
}

#[tokio::test]
async fn every_statement_goes_through_twice() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    // The tables of the projections are there.
    Follower::open(register).await.unwrap();
    let pooler = Pooler::before(&fresh).await;
    let direct = connect(&fresh.app_url).await;
    let through = [connect(&pooler.url).await, connect(&pooler.url).await];
    let mut paths = Vec::new();
    statements(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut paths);
    paths.sort();
    assert!(paths.len() > 80, "{} statements were found", paths.len());
    for path in paths {
        let sql = std::fs::read_to_string(&path).unwrap();
        direct.batch_execute(&format!("SET search_path = {}", tables_of(&path))).await.unwrap();
        let prepared = direct.prepare(&sql).await;
        let prepared = prepared.unwrap_or_else(|e| panic!("{}: {e:?}", path.display()));
        let columns = prepared.columns().iter().map(tokio_postgres::Column::type_);
        for kind in prepared.params().iter().chain(columns) {
            assert!(kind.oid() < FIRST_OF_OURS, "{}: {kind} is a type of ours", path.display());
        }
        for client in through.iter().chain(&through) {
            goes_through(client, &sql, prepared.params(), &path).await;
        }
    }
}

/// What a projection writes lies in a schema of its generation, which its transaction enters first.
fn tables_of(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    match parts.iter().position(|part| part == "projections") {
        Some(place) if place + 3 < parts.len() => format!("read_{}_1, public", parts[place + 1]),
        _ => "public".to_owned(),
    }
}

/// The server may well say that nothing is not enough; it must not say that it lacks a statement.
async fn goes_through(client: &Client, sql: &str, kinds: &[Type], path: &Path) {
    let nothing: Vec<(&(dyn ToSql + Sync), Type)> =
        kinds.iter().map(|kind| (&Nothing as &(dyn ToSql + Sync), kind.clone())).collect();
    let begin = format!("BEGIN; SET LOCAL search_path = {}", tables_of(path));
    client.batch_execute(&begin).await.unwrap();
    if let Err(error) = client.query_typed(sql, &nothing).await {
        let code = error.code().map(|code| code.code().to_owned());
        let fair = code
            .as_deref()
            .is_some_and(|c| c.starts_with("22") || c.starts_with("23") || c == "P0001");
        assert!(fair, "{}: {error:?}", path.display());
    }
    client.batch_execute("ROLLBACK").await.unwrap();
}
