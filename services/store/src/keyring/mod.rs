//! The keys that live outside the database. Master keys wrap the data key of each person and
//! seal what belongs to nobody yet (drafts, sessions, mail); an index key makes blind search tokens.
//! Who holds them is behind a trait: a file today, and callers do not know.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::seal::{DataKey, Sealed, Unopenable};

mod file;
mod holder;
pub mod rotation;
mod stored;

pub use holder::Held;
pub(crate) use holder::{Asked, Holder, Wrapped};

use file::KeyFile;

/// The keyring could not be read or made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
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
    /// Something does not open, because its master key is not there or it was changed.
    #[error("open sealed matter: {why}")]
    Unopenable {
        /// What stood in the way.
        why: &'static str,
    },
    /// New seals use it.
    #[error("destroy master key {key_id}: new seals use it; rotate first")]
    InUse {
        /// Which.
        key_id: String,
    },
}

impl From<Unopenable> for KeyringError {
    fn from(Unopenable(why): Unopenable) -> Self {
        Self::Unopenable { why }
    }
}

/// Master keys and index key, wherever they are held; cheap to clone, silent in `Debug`.
#[derive(Clone)]
pub struct Keyring(Arc<dyn Holder>);

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keyring(sealed)")
    }
}

impl Keyring {
    /// Reads the keyring, or makes one that only its owner can read. Two processes that start
    /// together end with the same keyring.
    pub fn open_or_create(path: &Path) -> Result<Self, KeyringError> {
        Ok(Self(Arc::new(KeyFile::open_or_create(path)?)))
    }

    /// A keyring of fresh keys that is nowhere stored: for tests.
    pub fn ephemeral() -> Result<Self, KeyringError> {
        Ok(Self(Arc::new(KeyFile::ephemeral()?)))
    }

    /// Which master keys there are.
    pub async fn held(&self) -> Result<Held, KeyringError> {
        self.0.held().await
    }

    /// Wraps the data key of a person by the current master key.
    pub(crate) async fn wrap(
        &self,
        bound_to: &[u8],
        key: &[u8; 32],
    ) -> Result<Wrapped, KeyringError> {
        self.0.wrap(bound_to, key).await
    }

    /// Unwraps the data key of a person.
    pub(crate) async fn unwrap(
        &self,
        key_id: &str,
        bound_to: &[u8],
        wrapped: &[u8],
    ) -> Result<DataKey, KeyringError> {
        Ok(DataKey::new(&self.0.unwrap(key_id, bound_to, wrapped).await?)?)
    }

    /// Wraps the data key of a person anew, by the current master key.
    pub(crate) async fn rewrap(
        &self,
        key_id: &str,
        bound_to: &[u8],
        wrapped: &[u8],
    ) -> Result<Wrapped, KeyringError> {
        let key = self.0.unwrap(key_id, bound_to, wrapped).await?;
        let key = key.as_slice().try_into().map_err(|_| Unopenable("its key is not a key"))?;
        self.0.wrap(bound_to, key).await
    }

    /// Seals under the current master key, for one purpose.
    pub(crate) async fn seal(
        &self,
        purpose: &str,
        bound_to: &[u8],
        plain: Vec<u8>,
    ) -> Result<(String, Sealed), KeyringError> {
        let current = self.0.held().await?.current;
        let key = DataKey::new(&self.0.derive(&current, purpose).await?)?;
        Ok((current, key.seal(bound_to, plain)?))
    }

    /// Opens what a master key sealed for the same purpose.
    pub(crate) async fn open(
        &self,
        key_id: &str,
        purpose: &str,
        bound_to: &[u8],
        nonce: &[u8],
        ciphertext: Vec<u8>,
    ) -> Result<Vec<u8>, KeyringError> {
        let key = DataKey::new(&self.0.derive(key_id, purpose).await?)?;
        Ok(key.open(bound_to, nonce, ciphertext)?)
    }

    /// A keyed digest that cannot be guessed without the keyring.
    pub fn digest(&self, purpose: &str, text: &[u8]) -> [u8; 32] {
        self.0.digest(purpose, text)
    }

    /// Draws a new master key, which new seals use from here on.
    pub(crate) async fn draw(&self) -> Result<String, KeyringError> {
        self.0.draw().await
    }

    /// Destroys a master key that nothing is wrapped by any more.
    pub(crate) async fn destroy(&self, key_id: &str) -> Result<(), KeyringError> {
        self.0.destroy(key_id).await
    }
}

#[cfg(test)]
mod tests;
