//! An installation as an operator sets one up: `redress serve` on the system's clock against a database
//! that begins empty. Nobody is on its staff, and nothing in it is made up beforehand.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Output, Stdio};

use store::cluster::{Cluster, find_binaries};
use tokio::runtime::{Builder, Runtime};

use crate::database::Owner;
use crate::installation::{program, signal};

/// The database, and the program once it serves.
#[derive(Debug)]
pub struct Served {
    folder: PathBuf,
    settings: [(&'static str, String); 6],
    runtime: Runtime,
    cluster: Option<Cluster>,
    child: Option<Child>,
    url: String,
}

impl Served {
    /// Makes an empty database and settings that name it; nothing runs on it yet.
    ///
    /// # Panics
    /// Where there is no PostgreSQL, or it does not start.
    pub fn prepared(name: &str) -> Self {
        let folder = PathBuf::from(format!("/var/tmp/redress-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("make a folder");
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let (named, path) = (std::env::var_os("REDRESS_PG_BIN"), std::env::var_os("PATH"));
        let binaries = find_binaries(named.as_deref().map(Path::new), path.as_deref(), &[]);
        let binaries = binaries.expect("PostgreSQL 15 or newer");
        let started = runtime.block_on(Cluster::start(&folder.join("data"), &binaries));
        let cluster = started.expect("start a database");
        let local = || "127.0.0.1:0".to_owned();
        let settings = [
            ("REDRESS_DATABASE_URL", cluster.url.clone()),
            ("REDRESS_DIRECT_DATABASE_URL", cluster.direct_url.clone()),
            ("REDRESS_KEYRING", folder.join("keyring.json").display().to_string()),
            ("REDRESS_DOCUMENTS_URL", format!("file:{}", folder.join("documents").display())),
            ("REDRESS_BIND", local()),
            ("REDRESS_METRICS_BIND", local()),
        ];
        let url = String::new();
        Self { folder, settings, runtime, cluster: Some(cluster), child: None, url }
    }

    /// Runs a command of the program under the settings.
    ///
    /// # Panics
    /// Where it cannot be started.
    pub fn command(&self, arguments: &[&str]) -> Output {
        let settings = self.settings.iter().map(|(name, value)| (*name, value.as_str()));
        program().args(arguments).envs(settings).output().expect("run redress")
    }

    /// Starts pages and workers.
    ///
    /// # Panics
    /// Where they end before they are ready.
    pub fn serve(&mut self) {
        let settings = self.settings.iter().map(|(name, value)| (*name, value.as_str()));
        let started = program().arg("serve").envs(settings).stdout(Stdio::piped()).spawn();
        let mut child = started.expect("start redress");
        let out = BufReader::new(child.stdout.take().expect("its output"));
        self.child = Some(child);
        let mut lines = out.lines().map_while(Result::ok);
        let told = lines.find_map(|line| Some(line.strip_prefix("Redress serves ")?.to_owned()));
        self.url = told.expect("redress serves");
    }

    /// Where the pages are.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The database as its owner sees it.
    ///
    /// # Panics
    /// Where it does not answer.
    pub fn owner(&self) -> Owner {
        Owner::connect(&self.settings[1].1)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            signal("INT", child.id());
            let _ = child.wait();
        }
        if let Some(cluster) = self.cluster.take() {
            let _ = self.runtime.block_on(cluster.stop());
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}
