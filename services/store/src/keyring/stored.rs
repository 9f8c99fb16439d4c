//! The keyring file: JSON with every master key that still wraps something, written beside and moved
//! into place, so that readers meet the old one or the new one whole. What was replaced is
//! overwritten where it lay; a file system that copies on write, or a snapshot, may keep it all the
//! same.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use aws_lc_rs::rand;
use serde::{Deserialize, Serialize};

use super::KeyringError;
use crate::hex;

/// How often a file that was being replaced is read again.
const TRIES: usize = 3;

/// What the file holds; keys are 32 bytes in hex.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stored {
    pub(super) current: String,
    pub(super) master: BTreeMap<String, String>,
    pub(super) index: String,
}

/// Which state of the file was read: it changes with every replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    inode: u64,
    changed: (i64, i64),
    size: u64,
}

/// Thirty-two bytes of chance, in hex.
pub(super) fn drawn() -> Result<String, KeyringError> {
    let mut key = [0u8; 32];
    rand::fill(&mut key).map_err(|_| KeyringError::NoChance)?;
    Ok(hex::encode(&key))
}

impl Stored {
    /// A keyring of fresh keys.
    pub(super) fn fresh() -> Result<Self, KeyringError> {
        let mut stored = Self { current: String::new(), master: BTreeMap::new(), index: drawn()? };
        stored.draw()?;
        Ok(stored)
    }

    /// Puts a new master key in and makes it current.
    pub(super) fn draw(&mut self) -> Result<(), KeyringError> {
        let id = format!("m-{}", &drawn()?[..8]);
        self.master.insert(id.clone(), drawn()?);
        self.current = id;
        Ok(())
    }
}

pub(super) fn stamp(path: &Path) -> std::io::Result<Stamp> {
    let found = std::fs::metadata(path)?;
    let changed = (found.mtime(), found.mtime_nsec());
    Ok(Stamp { inode: found.ino(), changed, size: found.size() })
}

/// Reads the file. One that is being replaced may be overwritten under the reader: it then reads
/// again, and finds the new one.
pub(super) fn read(path: &Path) -> Result<(Stored, Stamp), KeyringError> {
    let mut result = read_once(path);
    for _ in 1..TRIES {
        let Err(KeyringError::Unreadable { .. }) = result else { break };
        result = read_once(path);
    }
    result
}

fn read_once(path: &Path) -> Result<(Stored, Stamp), KeyringError> {
    let file_error = |source| KeyringError::File { path: path.to_owned(), source };
    let seen = stamp(path).map_err(file_error)?;
    let mut file = File::open(path).map_err(file_error)?;
    let mode = file.metadata().map_err(file_error)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(KeyringError::Exposed { path: path.to_owned(), mode });
    }
    let mut text = Vec::new();
    file.read_to_end(&mut text).map_err(file_error)?;
    let stored = serde_json::from_slice(&text)
        .map_err(|e| KeyringError::Unreadable { path: path.to_owned(), why: e.to_string() })?;
    Ok((stored, seen))
}

/// Written beside and linked into place: whoever comes second finds the first one's file.
pub(super) fn create(path: &Path) -> Result<(), KeyringError> {
    let file_error = |source| KeyringError::File { path: path.to_owned(), source };
    let stored = Stored::fresh()?;
    let beside = path.with_extension(format!("{}.new", stored.current));
    let write = || -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        write_new(&beside, &stored)?;
        let linked = std::fs::hard_link(&beside, path);
        std::fs::remove_file(&beside)?;
        match linked {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
            Ok(()) | Err(_) => sync_folder(path),
        }
    };
    write().map_err(file_error)
}

/// Changes the file: one process at a time, on what stands there now.
pub(super) fn change(
    path: &Path,
    change: impl FnOnce(&mut Stored) -> Result<(), KeyringError>,
) -> Result<(), KeyringError> {
    let file_error = |source| KeyringError::File { path: path.to_owned(), source };
    let lock = lock(path).map_err(file_error)?;
    let mut stored = read(path)?.0;
    change(&mut stored)?;
    replace(path, &stored).map_err(file_error)?;
    drop(lock);
    Ok(())
}

fn lock(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true).mode(0o600);
    let file = options.open(beside(path, "lock"))?;
    file.lock()?;
    Ok(file)
}

/// The old file's bytes are overwritten once the new one stands in its place: the keys that a
/// rotation leaves behind lie nowhere else.
fn replace(path: &Path, stored: &Stored) -> std::io::Result<()> {
    let next = beside(path, "next");
    // Left by a change that was cut short.
    if next.exists() {
        overwrite(&mut OpenOptions::new().read(true).write(true).open(&next)?)?;
        std::fs::remove_file(&next)?;
    }
    write_new(&next, stored)?;
    let mut old = OpenOptions::new().read(true).write(true).open(path)?;
    std::fs::rename(&next, path)?;
    sync_folder(path)?;
    overwrite(&mut old)
}

fn overwrite(file: &mut File) -> std::io::Result<()> {
    let length = usize::try_from(file.metadata()?.len()).unwrap_or_default();
    let mut chance = vec![0u8; length];
    rand::fill(&mut chance).map_err(|_| std::io::Error::other("no randomness"))?;
    file.rewind()?;
    file.write_all(&chance)?;
    file.sync_all()
}

fn write_new(path: &Path, stored: &Stored) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(&serde_json::to_vec_pretty(stored)?)?;
    file.sync_all()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}
