//! A PostgreSQL of the test's own, which can be killed with everything that it started and come back at the
//! same address. An installation on it is not started again with it: it must find its way back alone.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use store::cluster::{Cluster, find_binaries};
use tokio::runtime::{Builder, Runtime};

/// Looks at a port before it counts as taken.
const LOOKS: usize = 1_000_000;

/// The server, there or killed.
#[derive(Debug)]
pub struct Server {
    folder: PathBuf,
    binaries: PathBuf,
    runtime: Runtime,
    cluster: Option<Cluster>,
    settings: Vec<(&'static str, String)>,
}

impl Server {
    /// Starts one, empty.
    ///
    /// # Panics
    /// Where there is no PostgreSQL, or it does not start.
    pub fn start(name: &str) -> Self {
        let folder = PathBuf::from(format!("/var/tmp/redress-db-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("make a folder");
        // As root the database runs as somebody else, who must get in.
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("open the folder");
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let (named, path) = (std::env::var_os("REDRESS_PG_BIN"), std::env::var_os("PATH"));
        let binaries = find_binaries(named.as_deref().map(Path::new), path.as_deref(), &[]);
        let binaries = binaries.expect("PostgreSQL 15 or newer");
        let runtime = runtime.expect("a runtime");
        let mut made = Self { folder, binaries, runtime, cluster: None, settings: Vec::new() };
        made.back();
        let cluster = made.cluster.as_ref().expect("it runs");
        made.settings = vec![
            ("REDRESS_DATABASE_URL", cluster.url.clone()),
            ("REDRESS_DIRECT_DATABASE_URL", cluster.direct_url.clone()),
        ];
        made
    }

    /// Settings that name it.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        self.settings.clone()
    }

    /// Kills it with all of its processes, as a machine that dies would.
    ///
    /// # Panics
    /// Where it does not run.
    pub fn kill9(&mut self) {
        let lock = fs::read_to_string(self.folder.join("postgres/postmaster.pid"));
        let id = lock.expect("it runs").lines().next().expect("an id").trim().to_owned();
        let mut all = children(&id);
        all.insert(0, id);
        // Whoever ended by itself in between is no fault.
        let _ = Command::new("kill").arg("-9").args(&all).stderr(Stdio::null()).status();
        assert!((0..LOOKS).any(|_| is_dead(&all[0])), "it does not die");
        // As long as nobody has reaped it, the next one would take its lock for one that is held.
        for file in fs::read_dir(self.folder.join("socket")).expect("its folder").flatten() {
            fs::remove_file(file.path()).expect("clear a socket");
        }
        self.cluster = None;
    }

    /// Comes back, at the address that it had, with what it had written.
    ///
    /// # Panics
    /// Where it does not start.
    pub fn back(&mut self) {
        self.wait_for_the_port();
        let started = self.runtime.block_on(Cluster::start(&self.folder, &self.binaries));
        let cluster = started.expect("start a database");
        let before = self.settings.first().map(|(_, url)| url);
        assert!(before.is_none_or(|url| *url == cluster.url), "its address was taken");
        self.cluster = Some(cluster);
    }

    /// While nobody listens, a caller may be given this very port to call from, until it sees its mistake.
    fn wait_for_the_port(&self) {
        let Ok(port) = fs::read_to_string(self.folder.join("port")) else { return };
        let port: u16 = port.trim().parse().expect("a port");
        let is_free = |_| TcpListener::bind(("127.0.0.1", port)).is_ok();
        assert!((0..LOOKS).any(is_free), "port {port} does not get free");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(cluster) = self.cluster.take() {
            let _ = self.runtime.block_on(cluster.stop());
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn is_dead(id: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{id}/stat"));
    stat.is_err()
        || stat.is_ok_and(|stat| stat.rsplit(") ").next().is_some_and(|s| s.starts_with('Z')))
}

/// Processes that a process started.
fn children(of: &str) -> Vec<String> {
    let mut all = Vec::new();
    for process in fs::read_dir("/proc").expect("processes").flatten() {
        let name = process.file_name().to_string_lossy().into_owned();
        let stat = fs::read_to_string(process.path().join("stat")).unwrap_or_default();
        // The name in brackets may hold blanks; after it come state and parent.
        let after = stat.rsplit(") ").next().unwrap_or_default();
        if after.split(' ').nth(1) == Some(of) {
            all.push(name);
        }
    }
    all
}
