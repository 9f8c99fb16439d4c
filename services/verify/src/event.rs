//! One line of an export, and what must follow from it. The layout of the header is written down
//! here a second time on purpose.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};

/// A SHA-256 digest; zeros before the first event of a stream.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Hash([u8; 32]);

/// Bytes that are hex in the export.
#[derive(Debug, Clone)]
pub(crate) struct Bytes(Vec<u8>);

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    pub(crate) shard: i16,
    pub(crate) position: i64,
    pub(crate) stream: String,
    kind: i16,
    pub(crate) version: i32,
    name: String,
    shape: i16,
    pub(crate) recorded_at: i64,
    occurred_at: Option<i64>,
    command: String,
    correlation: String,
    cause: Option<String>,
    rules: String,
    actor: Bytes,
    payload: Bytes,
    sealed_digest: Option<Hash>,
    pub(crate) leaf: Hash,
    pub(crate) link: Hash,
}

impl Event {
    /// The leaf that follows from the event; none where an id is not an id.
    pub(crate) fn leaf_again(&self) -> Option<Hash> {
        let mut header = Vec::new();
        header.extend(self.shard.to_be_bytes());
        header.extend(id(&self.stream)?);
        header.extend(self.kind.to_be_bytes());
        header.extend(self.version.to_be_bytes());
        header.extend(self.shape.to_be_bytes());
        header.extend(id(&self.command)?);
        header.extend(id(&self.correlation)?);
        match &self.cause {
            Some(cause) => maybe(&mut header, Some(&id(cause)?)),
            None => maybe(&mut header, None),
        }
        maybe(
            &mut header,
            self.occurred_at.map(i64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice),
        );
        for part in [self.name.as_bytes(), self.rules.as_bytes(), &self.actor.0] {
            header.extend(u32::try_from(part.len()).ok()?.to_be_bytes());
            header.extend(part);
        }
        let mut sealed = Vec::new();
        maybe(&mut sealed, self.sealed_digest.as_ref().map(|hash| hash.0.as_slice()));
        let payload = Sha256::digest(&self.payload.0);
        Some(hash(&[&[0], &header, &payload, &sealed]))
    }

    /// The link that follows from the one before in the stream.
    pub(crate) fn link_after(&self, before: Hash) -> Hash {
        let (position, recorded) = (self.position.to_be_bytes(), self.recorded_at.to_be_bytes());
        hash(&[&[1], &before.0, &position, &recorded, &self.leaf.0])
    }
}

fn hash(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

fn maybe(bytes: &mut Vec<u8>, part: Option<&[u8]>) {
    bytes.push(u8::from(part.is_some()));
    bytes.extend(part.unwrap_or_default());
}

/// The sixteen bytes of an id in its usual text.
fn id(text: &str) -> Option<Vec<u8>> {
    let plain: String = text.chars().filter(|c| *c != '-').collect();
    bytes(&plain).filter(|bytes| bytes.len() == 16)
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        bytes(&text).map(Self).ok_or_else(|| D::Error::custom("not hex"))
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Bytes(bytes) = Bytes::deserialize(deserializer)?;
        bytes.try_into().map(Self).map_err(|_| D::Error::custom("not 32 bytes of hex"))
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
