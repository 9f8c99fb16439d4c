//! The keys that live outside the database. Master keys wrap the data key of each person and
//! seal what belongs to nobody yet (drafts, sessions); an index key makes blind search tokens.
//! The file holds every master key that still wraps something; new seals use the current one.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aws_lc_rs::{hmac, rand};
use serde::{Deserialize, Serialize};

use crate::hex;
use crate::seal::{DataKey, Sealed, Unopenable};

/// The keyring could not be read or made.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// The file.
    #[error("use keyring {}", path.display())]
    File {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Others may read it.
    #[error("trust keyring {}: its mode is {mode:o}, not 600", path.display())]
    Exposed {
        /// Where.
        path: PathBuf,
        /// The mode.
        mode: u32,
    },
    /// The file is not a keyring.
    #[error("understand keyring {}: {why}", path.display())]
    Unreadable {
        /// Where.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The system has no randomness to give.
    #[error("draw a key")]
    NoChance,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    current: String,
    master: BTreeMap<String, String>,
    index: String,
}

struct Keys {
    current: String,
    master: BTreeMap<String, [u8; 32]>,
    index: hmac::Key,
}

/// Master keys and index key; cheap to clone, silent in `Debug`.
#[derive(Clone)]
pub struct Keyring(Arc<Keys>);

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keyring({}, sealed)", self.0.current)
    }
}

impl Keyring {
    /// Reads the keyring, or makes one that only its owner can read. Two processes that start
    /// together end with the same keyring.
    pub fn open_or_create(path: &Path) -> Result<Self, KeyringError> {
        if !path.exists() {
            create(path)?;
        }
        read(path)
    }

    /// A keyring of fresh keys that is nowhere stored: for tests.
    pub fn ephemeral() -> Result<Self, KeyringError> {
        unpack(&fresh()?).map_err(|_| KeyringError::NoChance)
    }

    /// Name of the master key that new seals use.
    pub fn current(&self) -> &str {
        &self.0.current
    }

    /// Seals under the current master key, for one purpose.
    pub(crate) fn seal(
        &self,
        purpose: &str,
        bound_to: &[u8],
        plain: Vec<u8>,
    ) -> Result<(String, Sealed), Unopenable> {
        let id = self.0.current.clone();
        let sealed = self.derived(&id, purpose)?.seal(bound_to, plain)?;
        Ok((id, sealed))
    }

    /// Opens what a master key sealed for the same purpose.
    pub(crate) fn open(
        &self,
        key_id: &str,
        purpose: &str,
        bound_to: &[u8],
        nonce: &[u8],
        ciphertext: Vec<u8>,
    ) -> Result<Vec<u8>, Unopenable> {
        self.derived(key_id, purpose)?.open(bound_to, nonce, ciphertext)
    }

    /// A keyed digest that cannot be guessed without the keyring.
    pub fn digest(&self, purpose: &str, text: &[u8]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.0.index);
        context.update(purpose.as_bytes());
        context.update(&[0]);
        context.update(text);
        let mut digest = [0; 32];
        digest.copy_from_slice(context.sign().as_ref());
        digest
    }

    fn derived(&self, key_id: &str, purpose: &str) -> Result<DataKey, Unopenable> {
        let master = self.0.master.get(key_id).ok_or(Unopenable("its master key is gone"))?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, master);
        DataKey::new(hmac::sign(&key, purpose.as_bytes()).as_ref())
    }
}

fn fresh() -> Result<Stored, KeyringError> {
    let mut drawn = [[0u8; 32]; 2];
    for key in &mut drawn {
        rand::fill(key).map_err(|_| KeyringError::NoChance)?;
    }
    let id = format!("m-{}", hex::encode(&drawn[1][..4]));
    let master = BTreeMap::from([(id.clone(), hex::encode(&drawn[0]))]);
    let mut index = [0u8; 32];
    rand::fill(&mut index).map_err(|_| KeyringError::NoChance)?;
    Ok(Stored { current: id, master, index: hex::encode(&index) })
}

/// Written beside and linked into place: whoever comes second finds the first one's file.
fn create(path: &Path) -> Result<(), KeyringError> {
    let file_error = |source| KeyringError::File { path: path.to_owned(), source };
    let stored = fresh()?;
    let beside = path.with_extension(format!("{}.new", stored.current));
    let write = || -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut options = std::fs::OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(0o600).open(&beside)?;
        file.write_all(&serde_json::to_vec_pretty(&stored)?)?;
        file.sync_all()?;
        let linked = std::fs::hard_link(&beside, path);
        std::fs::remove_file(&beside)?;
        match linked {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
            Ok(()) | Err(_) => sync_folder(path),
        }
    };
    write().map_err(file_error)
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

fn read(path: &Path) -> Result<Keyring, KeyringError> {
    let file_error = |source| KeyringError::File { path: path.to_owned(), source };
    let mode = std::fs::metadata(path).map_err(file_error)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(KeyringError::Exposed { path: path.to_owned(), mode });
    }
    let unreadable = |why: String| KeyringError::Unreadable { path: path.to_owned(), why };
    let text = std::fs::read(path).map_err(file_error)?;
    let stored: Stored = serde_json::from_slice(&text).map_err(|e| unreadable(e.to_string()))?;
    unpack(&stored).map_err(unreadable)
}

fn unpack(stored: &Stored) -> Result<Keyring, String> {
    let mut master = BTreeMap::new();
    for (id, text) in &stored.master {
        let key = hex::decode(text).and_then(|bytes| bytes.try_into().ok());
        master.insert(id.clone(), key.ok_or_else(|| format!("key {id} is not 32 bytes of hex"))?);
    }
    if !master.contains_key(&stored.current) {
        return Err(format!("current key {} is not in it", stored.current));
    }
    let index = hex::decode(&stored.index).ok_or("index key is not hex")?;
    let index = hmac::Key::new(hmac::HMAC_SHA256, &index);
    Ok(Keyring(Arc::new(Keys { current: stored.current.clone(), master, index })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_what_it_made_and_keeps_others_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys").join("keyring.json");
        let first = Keyring::open_or_create(&path).unwrap();
        let again = Keyring::open_or_create(&path).unwrap();
        assert_eq!(first.digest("a", b"b"), again.digest("a", b"b"));
        assert_ne!(first.digest("a", b"b"), first.digest("ab", b""));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let exposed = Keyring::open_or_create(&path);
        assert!(matches!(exposed, Err(KeyringError::Exposed { mode: 0o644, .. })));
    }

    #[test]
    fn a_seal_is_bound_to_purpose_and_place() {
        let keys = Keyring::ephemeral().unwrap();
        let (id, sealed) = keys.seal("draft", b"1", b"secret".to_vec()).unwrap();
        let open = |purpose, place: &[u8]| {
            keys.open(&id, purpose, place, &sealed.nonce, sealed.ciphertext.clone())
        };
        assert_eq!(open("draft", b"1").unwrap(), b"secret");
        assert!(open("draft", b"2").is_err());
        assert!(open("session", b"1").is_err());
    }
}
