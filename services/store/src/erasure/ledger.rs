//! The ledger outside the database: one line an erasure, ids only, on disk before anything is
//! destroyed. A database that was restored from an older copy is held against it, so that nobody
//! who was erased comes back.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use domain::{Jurisdiction, SubjectId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::Order;
use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

/// The ledger could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("use the ledger of erasures {}: {why}", path.display())]
pub struct LedgerError {
    path: PathBuf,
    why: String,
}

/// One erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// From whose record.
    pub jurisdiction: Jurisdiction,
    /// Who.
    pub subject: SubjectId,
    /// Number of the erasure.
    pub erasure: Uuid,
    /// When it was written here.
    pub at: Timestamp,
}

/// The ledger: a file that is only ever appended to.
#[derive(Debug, Clone)]
pub struct Ledger(PathBuf);

impl Ledger {
    /// The ledger at a path; made at the first erasure.
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// All erasures, oldest first. A last line that was cut short by a crash counts for nothing:
    /// what it was to say had not begun.
    pub fn read(&self) -> Result<Vec<Entry>, LedgerError> {
        match File::open(&self.0) {
            Ok(mut file) => self.entries(&mut file).map(|read| read.0),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(self.trouble(error)),
        }
    }

    /// Writes an erasure down, once, and has it on disk.
    pub(super) fn append(&self, order: &Order, at: Timestamp) -> Result<(), LedgerError> {
        let mut file = self.open().map_err(|error| self.trouble(error))?;
        let (entries, whole) = self.entries(&mut file)?;
        let there = entries
            .iter()
            .any(|e| e.jurisdiction == order.jurisdiction && e.subject == order.subject);
        if there {
            return Ok(());
        }
        let entry = Entry {
            jurisdiction: order.jurisdiction,
            subject: order.subject,
            erasure: order.id,
            at,
        };
        let mut line = serde_json::to_vec(&entry).map_err(|error| self.trouble(error))?;
        line.push(b'\n');
        let mut write = || -> std::io::Result<()> {
            file.set_len(whole)?;
            file.seek(SeekFrom::Start(whole))?;
            file.write_all(&line)?;
            file.sync_all()?;
            match self.0.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                Some(folder) => File::open(folder)?.sync_all(),
                None => Ok(()),
            }
        };
        write().map_err(|error| self.trouble(error))
    }

    /// Locked: of two erasures at once the second finds the first one's line.
    fn open(&self) -> std::io::Result<File> {
        if let Some(folder) = self.0.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        let file = options.create(true).truncate(false).read(true).write(true).mode(0o600);
        let file = file.open(&self.0)?;
        file.lock()?;
        Ok(file)
    }

    /// What the whole lines say, and how many bytes they are.
    fn entries(&self, file: &mut File) -> Result<(Vec<Entry>, u64), LedgerError> {
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(|error| self.trouble(error))?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let lines = text[..whole].lines();
        let read = lines.map(serde_json::from_str).collect::<Result<_, _>>();
        Ok((read.map_err(|error| self.trouble(error))?, whole as u64))
    }

    fn trouble(&self, why: impl std::fmt::Display) -> LedgerError {
        LedgerError { path: self.0.clone(), why: why.to_string() }
    }
}

/// Erasures of the ledger that the database does not have, or has not finished.
pub async fn missing(register: &Register, ledger: &Ledger) -> Result<Vec<Entry>, StoreError> {
    let entries = ledger.read()?;
    let shards: Vec<i16> = entries.iter().map(|entry| entry.jurisdiction.shard().0).collect();
    let subjects: Vec<Uuid> = entries.iter().map(|entry| entry.subject.0).collect();
    let params: Params<'_> = &[(&shards, Type::INT2_ARRAY), (&subjects, Type::UUID_ARRAY)];
    let rows = register.database().rows("look for erasures", sql!("missing"), params).await?;
    let missing: Vec<(i16, Uuid)> =
        rows.iter().map(|row| (row.get("shard"), row.get("subject_id"))).collect();
    let is_missing =
        |entry: &Entry| missing.contains(&(entry.jurisdiction.shard().0, entry.subject.0));
    Ok(entries.into_iter().filter(is_missing).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(n: u128) -> Order {
        Order {
            jurisdiction: Jurisdiction::Ca,
            subject: SubjectId(Uuid::from_u128(n)),
            id: Uuid::from_u128(n + 100),
            reason: "rule".to_owned(),
            by: "registrar".to_owned(),
            replayed: false,
        }
    }

    #[test]
    fn a_line_is_written_once_and_a_torn_one_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger").join("erasures.jsonl");
        let (ledger, at) = (Ledger::at(&path), Timestamp::UNIX_EPOCH);
        assert!(ledger.read().unwrap().is_empty());
        for n in [1, 2, 1] {
            ledger.append(&order(n), at).unwrap();
        }
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() - 7]).unwrap();
        assert_eq!(ledger.read().unwrap().len(), 1, "a torn line counts");
        ledger.append(&order(3), at).unwrap();
        let subjects: Vec<u128> =
            ledger.read().unwrap().iter().map(|entry| entry.subject.0.as_u128()).collect();
        assert_eq!(subjects, [1, 3]);
        std::fs::write(&path, "nonsense\n").unwrap();
        assert!(ledger.read().is_err());
    }
}
