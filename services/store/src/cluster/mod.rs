//! A private PostgreSQL cluster under a folder of our own, for the demo and for tests. It listens
//! on a socket that only its user reaches and on a free port of the loopback with a password.
//! Started by root it drops to a user without rights. Durability is left as the server ships it.

use std::fs::File;
use std::path::{Path, PathBuf};

use tokio_postgres::NoTls;
use tokio_postgres::types::{ToSql, Type};

use crate::database::chain;
use crate::hex;
use crate::sql::sql;

mod binaries;
mod error;
mod process;
mod user;

pub use binaries::find as find_binaries;
pub use error::ClusterError;
use process::{Tools, running};
use user::User;

/// Role that owns the schema and migrates it.
const OWNER: &str = "redress_owner";
/// How often a server that seemed to run is tried before its failure is believed.
const ATTEMPTS: usize = 5;
/// Role that the program signs in with.
const PROGRAM: &str = "redress";

/// A running cluster. Dropping it leaves it running: [`Cluster::stop`] ends it.
#[derive(Debug)]
pub struct Cluster {
    /// Address for the program's role, by the port.
    pub url: String,
    /// Address for the owner, by the port: migrations and whatever needs a session of its own.
    pub direct_url: String,
    /// Folder of the socket.
    pub socket: PathBuf,
    /// Port on the loopback.
    pub port: u16,
    tools: Tools,
    _lock: File,
}

impl Cluster {
    /// Starts the cluster of a folder, made on first use. One that was left running by a program
    /// that died is taken over; one that another program uses is left alone.
    pub async fn start(data_dir: &Path, bin_dir: &Path) -> Result<Self, ClusterError> {
        let mut attempt = 0;
        loop {
            let (folder, bin) = (data_dir.to_owned(), bin_dir.to_owned());
            let started = tokio::task::spawn_blocking(move || start(&folder, &bin)).await;
            let started = started.map_err(|_| ClusterError::Interrupted)??;
            attempt += 1;
            let taken_over = started.taken_over;
            match started.set_up().await {
                // What seemed to run was just dying: it is gone the next time.
                Err(_) if taken_over && attempt < ATTEMPTS => {}
                result => return result,
            }
        }
    }

    /// Address for the program's role by the socket: nearer, and without a password, because only
    /// the user of the cluster (and root) gets to the socket.
    pub fn socket_url(&self) -> String {
        self.by_socket(PROGRAM)
    }

    /// Address for the owner by the socket.
    pub fn socket_direct_url(&self) -> String {
        self.by_socket(OWNER)
    }

    fn by_socket(&self, role: &str) -> String {
        let folder = self.socket.display().to_string().replace('/', "%2F");
        format!("postgresql://{role}@{folder}:{}/redress", self.port)
    }

    /// Stops the cluster and waits until it has written everything.
    pub async fn stop(self) -> Result<(), ClusterError> {
        let stopped = tokio::task::spawn_blocking(move || self.tools.stop()).await;
        stopped.map_err(|_| ClusterError::Interrupted)?
    }
}

struct Started {
    tools: Tools,
    socket: PathBuf,
    port: u16,
    password: String,
    taken_over: bool,
    lock: File,
}

fn start(data_dir: &Path, bin_dir: &Path) -> Result<Started, ClusterError> {
    let user = User::of_process(data_dir)?;
    user.make_folder(data_dir)?;
    let lock = lock(data_dir)?;
    let tools = Tools::new(bin_dir, data_dir, user)?;
    let socket = tools.socket_folder()?;
    let password = password(data_dir)?;
    if !tools.cluster_exists() {
        tools.initialise(OWNER, &password)?;
    }
    let found = running(&tools.cluster);
    let taken_over = found.is_some();
    let port = match found {
        Some(port) => port,
        None => tools.start(&socket)?,
    };
    Ok(Started { tools, socket, port, password, taken_over, lock })
}

/// The lock dies with the process that holds it, so a lock that is held is never stale.
fn lock(data_dir: &Path) -> Result<File, ClusterError> {
    let path = data_dir.join("redress.lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|e| ClusterError::file("open", &path, e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(ClusterError::InUse { folder: data_dir.to_owned() })
        }
        Err(std::fs::TryLockError::Error(e)) => Err(ClusterError::file("lock", &path, e)),
    }
}

/// One password for both roles, drawn once and kept beside the data for its owner alone.
fn password(data_dir: &Path) -> Result<String, ClusterError> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let path = data_dir.join("database-password");
    if let Ok(known) = std::fs::read_to_string(&path)
        && !known.is_empty()
    {
        return Ok(known);
    }
    let mut drawn = [0u8; 16];
    aws_lc_rs::rand::fill(&mut drawn).map_err(|_| ClusterError::NoChance)?;
    let text = hex::encode(&drawn);
    let write = || {
        use std::io::Write as _;
        let mut options = File::options();
        let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|e| ClusterError::file("write", &path, e))?;
    Ok(text)
}

impl Started {
    /// Roles and database, where they are not there yet.
    async fn set_up(self) -> Result<Cluster, ClusterError> {
        let failed = |e: tokio_postgres::Error| ClusterError::SetUp { why: chain(&e) };
        let mut config = tokio_postgres::Config::new();
        config.host_path(&self.socket).port(self.port).user(OWNER).dbname("postgres");
        let (client, connection) = config.connect(NoTls).await.map_err(failed)?;
        let driver = tokio::spawn(connection);
        let password = &[(&self.password as &(dyn ToSql + Sync), Type::TEXT)];
        client.query_typed(sql!("remember_password"), password).await.map_err(failed)?;
        client.batch_execute(sql!("make_roles")).await.map_err(failed)?;
        let row = client.query_typed_one(sql!("database_exists"), &[]).await.map_err(failed)?;
        if !row.get::<_, bool>("there") {
            client.batch_execute(sql!("make_database")).await.map_err(failed)?;
        }
        drop(client);
        driver.abort();
        let Self { tools, socket, port, password, lock, .. } = self;
        let url = |role: &str| format!("postgresql://{role}:{password}@127.0.0.1:{port}/redress");
        let (url, direct_url) = (url(PROGRAM), url(OWNER));
        Ok(Cluster { url, direct_url, socket, port, tools, _lock: lock })
    }
}
