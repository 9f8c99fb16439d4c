//! Authenticated encryption of sealed matter: AES-256-GCM with a random nonce, bound to the place
//! where the ciphertext belongs, so that it opens nowhere else.

use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use aws_lc_rs::digest;

use crate::error::StoreError;

/// Length of a nonce.
pub(crate) const NONCE: usize = 12;

/// Ciphertext with what is needed to open it again, save the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub(crate) nonce: [u8; NONCE],
    pub(crate) ciphertext: Vec<u8>,
}

/// A seal did not open or could not be made; says nothing about what is inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unopenable(pub(crate) &'static str);

impl From<Unopenable> for StoreError {
    fn from(Unopenable(why): Unopenable) -> Self {
        Self::Unopenable { why }
    }
}

/// A key that seals the matter of one person, or of one purpose.
pub(crate) struct DataKey(RandomizedNonceKey);

impl DataKey {
    pub(crate) fn new(bytes: &[u8]) -> Result<Self, Unopenable> {
        let key = RandomizedNonceKey::new(&AES_256_GCM, bytes);
        key.map(Self).map_err(|_| Unopenable("its key is not a key"))
    }

    pub(crate) fn seal(&self, bound_to: &[u8], mut plain: Vec<u8>) -> Result<Sealed, Unopenable> {
        let nonce = self.0.seal_in_place_append_tag(Aad::from(bound_to), &mut plain);
        let nonce = nonce.map_err(|_| Unopenable("it could not be sealed"))?;
        Ok(Sealed { nonce: *nonce.as_ref(), ciphertext: plain })
    }

    pub(crate) fn open(
        &self,
        bound_to: &[u8],
        nonce: &[u8],
        mut ciphertext: Vec<u8>,
    ) -> Result<Vec<u8>, Unopenable> {
        let nonce = Nonce::try_assume_unique_for_key(nonce);
        let nonce = nonce.map_err(|_| Unopenable("its nonce is not a nonce"))?;
        let plain = self.0.open_in_place(nonce, Aad::from(bound_to), &mut ciphertext);
        let length = plain.map_err(|_| Unopenable("it was changed or belongs elsewhere"))?.len();
        ciphertext.truncate(length);
        Ok(ciphertext)
    }
}

/// SHA-256 over the parts in order.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}
