//! Whom the server runs as: ourselves, or, as root, a user without rights, because PostgreSQL
//! does not run as root.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use super::error::ClusterError;

/// Users to drop to, best first.
const CANDIDATES: &[&str] = &["redress", "postgres", "nobody"];

/// Whom the tools run as; nobody in particular where we are not root.
#[derive(Debug, Clone)]
pub(super) struct User(Option<Account>);

#[derive(Debug, Clone)]
struct Account {
    name: String,
    uid: u32,
    gid: u32,
}

impl User {
    /// The user for a process like ours. A folder's owner stays its owner.
    pub(super) fn of_process(data_dir: &Path) -> Result<Self, ClusterError> {
        let own = std::fs::metadata("/proc/self").map(|m| m.uid());
        if own.ok() != Some(0) {
            return Ok(Self(None));
        }
        let accounts = accounts();
        let owner = std::fs::metadata(data_dir).map(|m| m.uid()).ok().filter(|uid| *uid != 0);
        let of_folder = accounts.iter().find(|a| Some(a.uid) == owner);
        let named = CANDIDATES.iter().find_map(|name| accounts.iter().find(|a| a.name == *name));
        let account = of_folder.or(named).cloned().ok_or(ClusterError::NoUser)?;
        Ok(Self(Some(account)))
    }

    /// Makes a folder that the user owns and nobody else can enter.
    pub(super) fn make_folder(&self, folder: &Path) -> Result<(), ClusterError> {
        let make = || {
            std::fs::create_dir_all(folder)?;
            if let Self(Some(account)) = self {
                chown(folder, Some(account.uid), Some(account.gid))?;
            }
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
        };
        make().map_err(|e| ClusterError::file("make", folder, e))?;
        self.can_reach(folder)
    }

    /// Gives a file to the user.
    pub(super) fn give(&self, file: &Path) -> Result<(), ClusterError> {
        let Self(Some(account)) = self else {
            return Ok(());
        };
        chown(file, Some(account.uid), Some(account.gid))
            .map_err(|e| ClusterError::file("give away", file, e))
    }

    /// Every folder above must let the user through.
    fn can_reach(&self, folder: &Path) -> Result<(), ClusterError> {
        let Self(Some(account)) = self else {
            return Ok(());
        };
        let full = folder.canonicalize().map_err(|e| ClusterError::file("find", folder, e))?;
        for above in full.ancestors().skip(1) {
            let Ok(meta) = std::fs::metadata(above) else {
                continue;
            };
            let through = meta.mode() & 0o001 != 0 || meta.uid() == account.uid;
            if !through {
                let user = account.name.clone();
                return Err(ClusterError::Unreachable { folder: above.to_owned(), user });
            }
        }
        Ok(())
    }

    /// A command that runs as the user, with an environment of its own.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("LC_ALL", "C").env("TZ", "UTC").env("PATH", "/usr/bin:/bin");
        if let Self(Some(account)) = self {
            command.uid(account.uid).gid(account.gid);
        }
        command
    }
}

fn accounts() -> Vec<Account> {
    let text = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let account = |line: &str| {
        let mut fields = line.split(':');
        let name = fields.next()?.to_owned();
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(Account { name, uid, gid })
    };
    text.lines().filter_map(account).collect()
}
