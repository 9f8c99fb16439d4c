//! Where the server's binaries are: the folder that the settings name, the search path, the
//! system's version folders (newest first), then whatever else the caller knows of.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::ClusterError;

/// Oldest version that will do.
const OLDEST: u32 = 15;
/// Where Debian and Ubuntu, Fedora, and Homebrew keep them.
const SYSTEM: &[&str] =
    &["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt"];

/// Finds a folder with `postgres`, `initdb` and `pg_ctl` of a version that will do. A folder that
/// was named and does not serve is an error; nothing else is tried then.
pub fn find(
    named: Option<&Path>,
    search_path: Option<&OsStr>,
    others: &[PathBuf],
) -> Result<PathBuf, ClusterError> {
    if let Some(folder) = named {
        let bad = |why| ClusterError::BadBinaries { folder: folder.to_owned(), why };
        return usable(folder).map(|_| folder.to_owned()).map_err(bad);
    }
    let on_path = search_path.map(std::env::split_paths).into_iter().flatten();
    let mut candidates = on_path.chain(system_folders()).chain(others.iter().cloned());
    candidates.find(|folder| usable(folder).is_ok()).ok_or(ClusterError::NoBinaries)
}

fn system_folders() -> Vec<PathBuf> {
    let versions = |root: &&str| std::fs::read_dir(root).into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = SYSTEM
        .iter()
        .flat_map(versions)
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let number = name.trim_start_matches("postgresql@").parse().ok()?;
            Some((number, entry.path().join("bin")))
        })
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, folder)| folder).collect()
}

/// Major version of the server in a folder, if it is all there and new enough.
fn usable(folder: &Path) -> Result<u32, String> {
    if let Some(missing) = ["initdb", "pg_ctl"].iter().find(|tool| !folder.join(tool).is_file()) {
        return Err(format!("it has no {missing}"));
    }
    let output = Command::new(folder.join("postgres")).arg("--version").output();
    let output = output.map_err(|e| format!("postgres does not run: {e}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let major = said
        .split_whitespace()
        .find_map(|word| word.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST => Ok(major),
        Some(major) => Err(format!("version {major} is older than {OLDEST}")),
        None => Err("it does not say its version".to_owned()),
    }
}
