//! One line of an export, and what must follow from it. The layout of the header is written down
//! here a second time on purpose.

use serde::Deserialize;

use crate::hash::{Bytes, Hash, Id, hash};
use crate::tree;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    pub(crate) shard: i16,
    pub(crate) position: i64,
    pub(crate) stream: Id,
    kind: i16,
    pub(crate) version: i32,
    name: String,
    shape: i16,
    pub(crate) recorded_at: i64,
    occurred_at: Option<i64>,
    command: Id,
    correlation: Id,
    cause: Option<Id>,
    rules: String,
    actor: Bytes,
    payload: Bytes,
    sealed_digest: Option<Hash>,
    pub(crate) leaf: Hash,
    pub(crate) link: Hash,
}

impl Event {
    /// The leaf that follows from the event; none where a text is longer than any can be.
    pub(crate) fn leaf_again(&self) -> Option<Hash> {
        let mut header = Vec::new();
        header.extend(self.shard.to_be_bytes());
        header.extend(self.stream.0);
        header.extend(self.kind.to_be_bytes());
        header.extend(self.version.to_be_bytes());
        header.extend(self.shape.to_be_bytes());
        header.extend(self.command.0);
        header.extend(self.correlation.0);
        maybe(&mut header, self.cause.as_ref().map(|cause| cause.0.as_slice()));
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
        let payload = hash(&[&self.payload.0]);
        Some(hash(&[&[0], &header, &payload.0, &sealed]))
    }

    /// The link that follows from the one before in the stream.
    pub(crate) fn link_after(&self, before: Hash) -> Hash {
        let (position, recorded) = (self.position.to_be_bytes(), self.recorded_at.to_be_bytes());
        hash(&[&[1], &before.0, &position, &recorded, &self.leaf.0])
    }

    /// Its leaf in the log of its shard.
    pub(crate) fn in_log(&self) -> Hash {
        let (shard, position) = (self.shard.to_be_bytes(), self.position.to_be_bytes());
        let recorded = self.recorded_at.to_be_bytes();
        let entry = [&shard[..], &position, &recorded, &self.leaf.0, &self.link.0].concat();
        tree::leaf(&entry)
    }
}

fn maybe(bytes: &mut Vec<u8>, part: Option<&[u8]>) {
    bytes.push(u8::from(part.is_some()));
    bytes.extend(part.unwrap_or_default());
}
