//! The key that signs heads. It lies in a file of its own beside the keyring, which only its owner
//! may read; whoever has the database alone can sign nothing.

use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use aws_lc_rs::rand;
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};

use crate::hex;
use crate::keyring::KeyringError;
use crate::seal::sha256;

/// Kind of signature, as signed notes number them.
const ED25519_NOTE: u8 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    name: String,
    seed: String,
}

/// Signs heads under the name of the installation; silent in `Debug`.
pub struct Signer {
    name: String,
    pair: Ed25519KeyPair,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({})", self.name)
    }
}

impl Signer {
    /// Reads the key, or makes one. Processes that start together end with the same one.
    pub fn open_or_create(path: &Path) -> Result<Self, KeyringError> {
        if !path.exists() {
            create(path)?;
        }
        Self::open(path)
    }

    /// Reads the key.
    pub fn open(path: &Path) -> Result<Self, KeyringError> {
        let file = |source| KeyringError::File { path: path.to_owned(), source };
        let mode = std::fs::metadata(path).map_err(file)?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyringError::Exposed { path: path.to_owned(), mode });
        }
        let unreadable = |why: String| KeyringError::Unreadable { path: path.to_owned(), why };
        let text = std::fs::read(path).map_err(file)?;
        let stored: Stored =
            serde_json::from_slice(&text).map_err(|e| unreadable(e.to_string()))?;
        unpack(&stored).ok_or_else(|| unreadable("its seed is not 32 bytes of hex".to_owned()))
    }

    /// A fresh key that is nowhere stored: for tests.
    pub fn ephemeral() -> Result<Self, KeyringError> {
        unpack(&fresh()?).ok_or(KeyringError::NoChance)
    }

    /// Name of the installation, drawn with its key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public key as signed notes write it: name, key id and key.
    pub fn public(&self) -> String {
        let id: u32 = u32::from_be_bytes(self.id());
        let key = [&[ED25519_NOTE], self.pair.public_key().as_ref()].concat();
        format!("{}+{id:08x}+{}", self.name, BASE64.encode(key))
    }

    /// A text with its signature below it.
    pub(crate) fn note(&self, text: &str) -> String {
        let signature = self.pair.sign(text.as_bytes());
        let line = BASE64.encode([&self.id(), signature.as_ref()].concat());
        format!("{text}\n— {} {line}\n", self.name)
    }

    /// The text of a note that this key signed; none where it did not.
    pub(crate) fn text<'a>(&self, note: &'a str) -> Option<&'a str> {
        let (text, signatures) = note.split_once("\n\n")?;
        let text = &note[..=text.len()];
        let mut signatures = signatures.lines().filter_map(|line| {
            let line = line.strip_prefix("— ")?.strip_prefix(self.name.as_str())?;
            BASE64.decode(line.strip_prefix(' ')?).ok()
        });
        let signature = signatures.find_map(|s| s.strip_prefix(&self.id()).map(<[u8]>::to_vec))?;
        let key = UnparsedPublicKey::new(&ED25519, self.pair.public_key().as_ref());
        key.verify(text.as_bytes(), &signature).ok().map(|()| text)
    }

    fn id(&self) -> [u8; 4] {
        let key = self.pair.public_key().as_ref();
        let digest = sha256(&[self.name.as_bytes(), b"\n", &[ED25519_NOTE], key]);
        [digest[0], digest[1], digest[2], digest[3]]
    }
}

fn unpack(stored: &Stored) -> Option<Signer> {
    let seed = hex::decode(&stored.seed)?;
    let pair = Ed25519KeyPair::from_seed_unchecked(&seed).ok()?;
    Some(Signer { name: stored.name.clone(), pair })
}

fn fresh() -> Result<Stored, KeyringError> {
    let (mut seed, mut name) = ([0; 32], [0; 4]);
    rand::fill(&mut seed)
        .and_then(|()| rand::fill(&mut name))
        .map_err(|_| KeyringError::NoChance)?;
    Ok(Stored { name: format!("redress-{}", hex::encode(&name)), seed: hex::encode(&seed) })
}

/// Written beside and linked into place: whoever comes second finds the first one's file.
fn create(path: &Path) -> Result<(), KeyringError> {
    let stored = fresh()?;
    let beside = path.with_extension(format!("{}.new", stored.name));
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
            Ok(()) | Err(_) => super::outside::sync_folder(path),
        }
    };
    write().map_err(|source| KeyringError::File { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_own_hand_only() {
        let (own, other) = (Signer::ephemeral().unwrap(), Signer::ephemeral().unwrap());
        let note = own.note("one\ntwo\n");
        assert_eq!(own.text(&note), Some("one\ntwo\n"));
        assert_eq!(own.text(&note.replace("two", "too")), None);
        assert_eq!(own.text(&other.note("one\n")), None);
        assert_eq!(own.text("one\n"), None);
    }

    #[test]
    fn the_key_stays_and_others_are_kept_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys").join("heads.json");
        let first = Signer::open_or_create(&path).unwrap().public();
        assert_eq!(Signer::open_or_create(&path).unwrap().public(), first);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        let exposed = Signer::open_or_create(&path);
        assert!(matches!(exposed, Err(KeyringError::Exposed { mode: 0o640, .. })));
    }
}
