//! Where a demonstration keeps its data: a folder that an unprivileged database server can
//! reach, also where root starts it.

use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

use anyhow::Context as _;

use crate::config::Config;

/// The folder named on the command line, in the settings, or the usual one of this user.
pub(super) fn choose(named: Option<PathBuf>, config: &Config) -> anyhow::Result<PathBuf> {
    if let Some(folder) = named.or_else(|| config.data.clone()) {
        return std::path::absolute(&folder)
            .with_context(|| format!("find the folder {}", folder.display()));
    }
    if is_root() {
        return Ok(PathBuf::from("/var/lib/redress-demo"));
    }
    let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share"));
    let parent = data.or(home).context("find a home folder; name one with --data")?;
    Ok(parent.join("redress"))
}

/// Whether this process runs as root: a process owns its own entry in the process table.
fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}
