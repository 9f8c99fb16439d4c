//! Running `initdb` and `pg_ctl`, and reading what a running server says of itself.

use std::net::TcpListener;
use std::path::{Path, PathBuf};

use super::error::ClusterError;
use super::user::User;
use crate::hex;
use crate::seal::sha256;

/// Longest socket folder that fits into a socket's address with the file's name.
const LONGEST_SOCKET: usize = 80;
/// Ports tried before giving up.
const PORTS: usize = 5;

/// The server's tools for one cluster.
#[derive(Debug)]
pub(super) struct Tools {
    bin: PathBuf,
    home: PathBuf,
    /// The cluster's own folder.
    pub(super) cluster: PathBuf,
    user: User,
}

impl Tools {
    pub(super) fn new(bin: &Path, data_dir: &Path, user: User) -> Result<Self, ClusterError> {
        let home = data_dir.canonicalize().map_err(|e| ClusterError::file("find", data_dir, e))?;
        let cluster = home.join("postgres");
        Ok(Self { bin: bin.to_owned(), home, cluster, user })
    }

    /// Whether the cluster was made and the making was not cut short.
    pub(super) fn cluster_exists(&self) -> bool {
        self.home.join("postgres.made").exists()
    }

    /// Beside the data where the path is short enough for a socket, else under `/tmp`.
    pub(super) fn socket_folder(&self) -> Result<PathBuf, ClusterError> {
        let near = self.home.join("socket");
        let folder = if near.as_os_str().len() <= LONGEST_SOCKET {
            near
        } else {
            let digest = sha256(&[self.home.as_os_str().as_encoded_bytes()]);
            PathBuf::from(format!("/tmp/redress-{}", hex::encode(&digest[..8])))
        };
        self.user.make_folder(&folder)?;
        Ok(folder)
    }

    pub(super) fn initialise(&self, owner: &str, password: &str) -> Result<(), ClusterError> {
        if self.cluster.exists() {
            // Left by a start that was cut short: nothing was ever written to it.
            std::fs::remove_dir_all(&self.cluster)
                .map_err(|e| ClusterError::file("clear", &self.cluster, e))?;
        }
        let word = self.home.join("initial-password");
        std::fs::write(&word, password).map_err(|e| ClusterError::file("write", &word, e))?;
        self.user.give(&word)?;
        let mut command = self.user.command(&self.bin.join("initdb"));
        command.current_dir(&self.home).arg("-D").arg(&self.cluster).args(["-U", owner]);
        command.args(["-E", "UTF8", "--locale=C", "--auth-local=trust"]);
        command.arg("--auth-host=scram-sha-256").arg("--pwfile").arg(&word);
        let made = run("initdb", &mut command);
        let _ = std::fs::remove_file(&word);
        made?;
        let mark = self.home.join("postgres.made");
        std::fs::write(&mark, "").map_err(|e| ClusterError::file("write", &mark, e))
    }

    /// Starts the server on a free port; the port of the last time is tried first.
    pub(super) fn start(&self, socket: &Path) -> Result<u16, ClusterError> {
        let remembered = self.home.join("port");
        let last = std::fs::read_to_string(&remembered).ok().and_then(|p| p.parse().ok());
        let mut result = Err(ClusterError::PortTaken { tried: PORTS });
        for attempt in 0..PORTS {
            let wanted = last.filter(|_| attempt == 0).unwrap_or(0);
            let Some(port) = free_port(wanted) else {
                continue;
            };
            clear_stale(&self.cluster);
            result = self.start_on(socket, port).map(|()| port);
            if result.is_ok() {
                std::fs::write(&remembered, port.to_string())
                    .map_err(|e| ClusterError::file("write", &remembered, e))?;
                break;
            }
        }
        result
    }

    fn start_on(&self, socket: &Path, port: u16) -> Result<(), ClusterError> {
        let log = self.home.join("postgres.log");
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='{}' -c timezone=UTC",
            socket.display()
        );
        let mut command = self.user.command(&self.bin.join("pg_ctl"));
        command.current_dir(&self.home).arg("-D").arg(&self.cluster).arg("-l").arg(&log);
        command.args(["-w", "-t", "60", "-s", "-o", &options, "start"]);
        run("pg_ctl start", &mut command).map_err(|error| match std::fs::read_to_string(&log) {
            Ok(text) => ClusterError::Tool { tool: "pg_ctl start", said: last_lines(&text) },
            Err(_) => error,
        })
    }

    pub(super) fn stop(&self) -> Result<(), ClusterError> {
        let mut command = self.user.command(&self.bin.join("pg_ctl"));
        command.current_dir(&self.home).arg("-D").arg(&self.cluster);
        command.args(["-w", "-t", "60", "-s", "-m", "fast", "stop"]);
        run("pg_ctl stop", &mut command)
    }
}

/// Output goes to a file's end in errors only: a server started this way keeps our pipes open, so
/// nothing is waited for but the tool itself.
fn run(tool: &'static str, command: &mut std::process::Command) -> Result<(), ClusterError> {
    use std::process::Stdio;
    let mut capture = || -> std::io::Result<(std::process::ExitStatus, String)> {
        let said = tempfile()?;
        command.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said.try_clone()?);
        let status = command.status()?;
        Ok((status, read_back(said)?))
    };
    match capture() {
        Ok((status, _)) if status.success() => Ok(()),
        Ok((_, said)) => Err(ClusterError::Tool { tool, said: last_lines(&said) }),
        Err(error) => Err(ClusterError::Tool { tool, said: error.to_string() }),
    }
}

/// A file without a name: what the tool says is kept nowhere.
fn tempfile() -> std::io::Result<std::fs::File> {
    let mut drawn = [0u8; 8];
    aws_lc_rs::rand::fill(&mut drawn).map_err(|_| std::io::Error::other("no randomness"))?;
    let path = PathBuf::from(format!("/tmp/redress-said-{}", hex::encode(&drawn)));
    let file = std::fs::File::options().read(true).write(true).create_new(true).open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

fn read_back(mut file: std::fs::File) -> std::io::Result<String> {
    use std::io::{Read as _, Seek as _};
    file.rewind()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().rev().take(5).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join(" / ")
}

fn free_port(wanted: u16) -> Option<u16> {
    let listener = TcpListener::bind(("127.0.0.1", wanted)).ok()?;
    Some(listener.local_addr().ok()?.port())
}

/// Port of a server that already runs on this cluster, by the file it keeps there. The file of a
/// server that died is ignored; the next one replaces it.
pub(super) fn running(cluster: &Path) -> Option<u16> {
    let text = std::fs::read_to_string(cluster.join("postmaster.pid")).ok()?;
    let mut lines = text.lines();
    let pid: u32 = lines.next()?.trim().parse().ok()?;
    let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).ok()?;
    let port = lines.nth(2)?.trim().parse().ok()?;
    let serves = std::fs::canonicalize(format!("/proc/{pid}/cwd")).ok();
    let here = cluster.canonicalize().ok();
    (name.trim() == "postgres" && serves == here).then_some(port)
}

/// A server that was killed and that nobody has reaped yet still looks alive to the next one, and
/// where no process reaps orphans it does so for ever. Its lock file goes once it is certain that
/// neither it nor any of its children works in the folder.
fn clear_stale(cluster: &Path) {
    let lock = cluster.join("postmaster.pid");
    let Ok(text) = std::fs::read_to_string(&lock) else {
        return;
    };
    let pid = text.lines().next().map(str::trim).unwrap_or_default();
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().next());
    if state == Some("Z") && nobody_works_in(cluster) {
        let _ = std::fs::remove_file(lock);
    }
}

fn nobody_works_in(folder: &Path) -> bool {
    let (Ok(folder), Ok(processes)) = (folder.canonicalize(), std::fs::read_dir("/proc")) else {
        return false;
    };
    !processes
        .flatten()
        .any(|p| std::fs::read_link(p.path().join("cwd")).is_ok_and(|d| d == folder))
}
