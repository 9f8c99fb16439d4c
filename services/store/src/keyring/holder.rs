//! What is asked of whoever holds the master keys: a file, a token, a key service. None of them
//! ever gives a master key out; what leaves is a data key unwrapped, or a key made for one purpose.

use std::future::Future;
use std::pin::Pin;

use super::KeyringError;

/// An answer that may have to come from another machine.
pub(crate) type Asked<'a, T> = Pin<Box<dyn Future<Output = Result<T, KeyringError>> + Send + 'a>>;

/// Which master keys there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The one that new seals use.
    pub current: String,
    /// All of them, in the order of their names.
    pub all: Vec<String>,
}

/// A data key, wrapped, with the master key that wraps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrapped {
    pub(crate) key_id: String,
    pub(crate) bytes: Vec<u8>,
}

/// Holder of the master keys. All but the digest is asynchronous, because a token or a service is
/// asked over a wire; a digest is taken for every word that is searched for, so its key (which
/// wraps nothing) is kept at hand.
pub(crate) trait Holder: Send + Sync {
    /// Which master keys there are now.
    fn held(&self) -> Asked<'_, Held>;

    /// Wraps a data key by the current master key, bound to a place and to that master key's name.
    fn wrap<'a>(&'a self, bound_to: &'a [u8], key: &'a [u8; 32]) -> Asked<'a, Wrapped>;

    /// Unwraps a data key.
    fn unwrap<'a>(
        &'a self,
        key_id: &'a str,
        bound_to: &'a [u8],
        wrapped: &'a [u8],
    ) -> Asked<'a, Vec<u8>>;

    /// A key for one purpose, made from a master key by a one-way function.
    fn derive<'a>(&'a self, key_id: &'a str, purpose: &'a str) -> Asked<'a, [u8; 32]>;

    /// A keyed digest, by a key that lives as long as the installation.
    fn digest(&self, purpose: &str, text: &[u8]) -> [u8; 32];

    /// Draws a new master key and makes it current; answers its name.
    fn draw(&self) -> Asked<'_, String>;

    /// Destroys a master key for good; one that is not there is destroyed already.
    fn destroy<'a>(&'a self, key_id: &'a str) -> Asked<'a, ()>;
}
