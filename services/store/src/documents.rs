//! The document store: files as they were handed in, sealed under the data key of the person they
//! are about, so that erasing the person reaches them. A file is on disk, synced with its folder,
//! before any event says that it was received; one of a draft goes when the draft goes.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use aws_lc_rs::rand;
use domain::{Jurisdiction, ShardId, SubjectId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::erasure::files;
use crate::error::StoreError;
use crate::faults;
use crate::hex;
use crate::people::draft_files;
use crate::register::Register;
use crate::seal::{DataKey, NONCE, Unopenable};

/// Plain bytes in one sealed chunk.
const CHUNK: usize = 64 * 1024;
/// What a chunk grows by: its nonce and its tag.
const OVERHEAD: usize = NONCE + 16;

/// The document store could not be used.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The address is of a kind that is not known.
    #[error("understand documents URL: it must begin with file:")]
    BadUrl,
    /// The file system.
    #[error("{doing} document")]
    File {
        /// What was being done.
        doing: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// The key is not one of ours.
    #[error("find document: its key is not a key")]
    BadKey,
    /// The worker thread died.
    #[error("finish writing document")]
    Interrupted,
}

/// Files under one folder, by random key.
#[derive(Debug, Clone)]
pub struct Documents {
    root: PathBuf,
    register: Register,
}

impl Documents {
    /// Opens the store at a `file:` URL and makes its folder.
    pub fn open(url: &str, register: Register) -> Result<Self, DocumentError> {
        let path = url.strip_prefix("file:").ok_or(DocumentError::BadUrl)?;
        let root = PathBuf::from(path.strip_prefix("//").unwrap_or(path));
        std::fs::create_dir_all(&root)
            .map_err(|source| DocumentError::File { doing: "make the folder of", source })?;
        Ok(Self { root, register })
    }

    /// Seals and keeps a file; answers the key under which it is found.
    pub async fn put(
        &self,
        jurisdiction: Jurisdiction,
        subject: SubjectId,
        bytes: &[u8],
        at: Timestamp,
    ) -> Result<String, StoreError> {
        let key = draw_key()?;
        self.keep(jurisdiction.shard(), subject, &key, bytes, at).await?;
        faults::at("document-kept");
        Ok(key)
    }

    /// Seals and keeps a file of a draft. It is dropped with the draft, unless a filing has taken
    /// it along.
    pub async fn put_with_draft(
        &self,
        jurisdiction: Jurisdiction,
        (draft, subject): (Uuid, SubjectId),
        bytes: &[u8],
        at: Timestamp,
    ) -> Result<String, StoreError> {
        let key = draw_key()?;
        draft_files::note(&self.register, jurisdiction, draft, &key, at).await?;
        self.keep(jurisdiction.shard(), subject, &key, bytes, at).await?;
        Ok(key)
    }

    /// Removes a file of a draft, unless a filing has taken it along.
    pub async fn drop_from_draft(
        &self,
        jurisdiction: Jurisdiction,
        key: &str,
    ) -> Result<(), StoreError> {
        self.strike(jurisdiction.shard(), key).await
    }

    /// Removes files whose draft is no more, or whose person was erased; answers how many it looked at.
    pub async fn sweep(&self) -> Result<usize, StoreError> {
        let left = draft_files::left(&self.register).await?;
        for (shard, key) in &left {
            self.strike(*shard, key).await?;
        }
        let orphaned = files::orphaned(&self.register).await?;
        for key in &orphaned {
            self.remove(key).await?;
        }
        Ok(left.len() + orphaned.len())
    }

    /// Whoever strikes a file off the list removes it, and nobody else.
    async fn strike(&self, shard: ShardId, key: &str) -> Result<(), StoreError> {
        for struck in draft_files::strike(&self.register, shard, &[key]).await? {
            self.remove(&struck).await?;
        }
        Ok(())
    }

    /// Removes a file, and what a write that was cut short left of it; one that is not there is
    /// removed already. It is gone from the disk before it is struck off the list.
    pub async fn remove(&self, key: &str) -> Result<(), StoreError> {
        let path = self.path(key)?;
        let removed = tokio::task::spawn_blocking(move || unlink(&path)).await;
        removed
            .map_err(|_| DocumentError::Interrupted)?
            .map_err(|source| DocumentError::File { doing: "remove", source })?;
        files::strike(&self.register, key).await
    }

    async fn keep(
        &self,
        shard: ShardId,
        subject: SubjectId,
        key: &str,
        bytes: &[u8],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let data_key = self.data_key(shard, subject, at).await?;
        files::note(&self.register, shard, subject, key, at).await?;
        let mut sealed = Vec::with_capacity(bytes.len() + OVERHEAD * (bytes.len() / CHUNK + 1));
        let chunks: Vec<&[u8]> =
            if bytes.is_empty() { vec![&[]] } else { bytes.chunks(CHUNK).collect() };
        for (number, chunk) in chunks.iter().enumerate() {
            let place = place(shard, subject, key, number, number + 1 == chunks.len());
            let piece = data_key.seal(&place, chunk.to_vec())?;
            sealed.extend(piece.nonce);
            sealed.extend(piece.ciphertext);
        }
        let path = self.path(key)?;
        let written = tokio::task::spawn_blocking(move || write(&path, &sealed)).await;
        written
            .map_err(|_| DocumentError::Interrupted)?
            .map_err(|source| DocumentError::File { doing: "write", source })?;
        Ok(())
    }

    /// Opens a file again. Whoever was erased has none.
    pub async fn get(
        &self,
        jurisdiction: Jurisdiction,
        subject: SubjectId,
        key: &str,
        at: Timestamp,
    ) -> Result<Vec<u8>, StoreError> {
        let shard = jurisdiction.shard();
        let data_key = self.data_key(shard, subject, at).await?;
        let sealed = tokio::fs::read(self.path(key)?)
            .await
            .map_err(|source| DocumentError::File { doing: "read", source })?;
        let pieces: Vec<&[u8]> = sealed.chunks(CHUNK + OVERHEAD).collect();
        let mut bytes = Vec::with_capacity(sealed.len());
        for (number, piece) in pieces.iter().enumerate() {
            let place = place(shard, subject, key, number, number + 1 == pieces.len());
            let (nonce, ciphertext) =
                piece.split_at_checked(NONCE).ok_or(Unopenable("it is cut short"))?;
            bytes.extend(data_key.open(&place, nonce, ciphertext.to_vec())?);
        }
        if pieces.is_empty() {
            return Err(Unopenable("it is cut short").into());
        }
        Ok(bytes)
    }

    async fn data_key(
        &self,
        shard: ShardId,
        subject: SubjectId,
        at: Timestamp,
    ) -> Result<DataKey, StoreError> {
        let mut keys = self.register.subject_keys(shard, &[subject], at).await?;
        keys.remove(&subject).ok_or(StoreError::Erased)
    }

    /// Two letters of the key make a folder, so that none grows too large.
    fn path(&self, key: &str) -> Result<PathBuf, DocumentError> {
        let ours = key.len() == 32 && key.bytes().all(|b| b.is_ascii_hexdigit());
        if !ours {
            return Err(DocumentError::BadKey);
        }
        Ok(self.root.join(&key[..2]).join(key))
    }
}

fn draw_key() -> Result<String, StoreError> {
    let mut drawn = [0u8; 16];
    rand::fill(&mut drawn).map_err(|_| Unopenable("no key could be drawn"))?;
    Ok(hex::encode(&drawn))
}

/// A chunk belongs to one place of one file of one person; the last one says so, and so a file
/// that was cut does not open.
fn place(shard: ShardId, subject: SubjectId, key: &str, number: usize, last: bool) -> Vec<u8> {
    let mut place = shard.0.to_be_bytes().to_vec();
    place.extend(subject.0.as_bytes());
    place.extend(key.as_bytes());
    place.extend((number as u64).to_be_bytes());
    place.push(u8::from(last));
    place
}

fn unlink(path: &Path) -> std::io::Result<()> {
    for path in [path.to_owned(), path.with_extension("part")] {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    match path.parent().filter(|folder| folder.exists()) {
        Some(folder) => std::fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

fn write(path: &Path, sealed: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)?;
    let beside = path.with_extension("part");
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&beside)?;
    file.write_all(sealed)?;
    file.sync_all()?;
    faults::at("document-written");
    std::fs::rename(&beside, path)?;
    faults::at("document-moved");
    std::fs::File::open(folder)?.sync_all()?;
    match folder.parent() {
        Some(root) => std::fs::File::open(root)?.sync_all(),
        None => Ok(()),
    }
}
