//! What a caller gets for a command. Its bytes are stored with the command and answered again,
//! byte for byte, whenever the same key comes back.

use domain::{CaseReference, Position, ShardId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::StoreError;

/// Proof that a command is in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What people call the case; an office has none.
    pub reference: Option<CaseReference>,
    /// The stream: the case's id.
    pub case: Uuid,
    /// Whose record holds it.
    pub shard: ShardId,
    /// Position of the last event; absent where it was already so.
    pub position: Option<Position>,
    /// Version of the case afterwards: the value of `If-Match` for what follows.
    pub version: i32,
    /// Names of the events that followed.
    pub events: Vec<String>,
    /// Whether this answers a repeated key.
    pub replayed: bool,
    bytes: Vec<u8>,
}

/// Everything but the position, which is known only behind the gate.
#[derive(Serialize)]
pub(crate) struct Head<'a> {
    pub(crate) case: Uuid,
    pub(crate) events: &'a [String],
    pub(crate) reference: Option<&'a CaseReference>,
    pub(crate) shard: ShardId,
    pub(crate) version: i32,
}

#[derive(Deserialize)]
struct Stored {
    case: Uuid,
    events: Vec<String>,
    reference: Option<CaseReference>,
    shard: ShardId,
    version: i32,
    position: Option<Position>,
}

impl Receipt {
    /// The bytes as first answered.
    pub fn receipt_bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn read(bytes: Vec<u8>, replayed: bool) -> Result<Self, StoreError> {
        let stored: Stored = serde_json::from_slice(&bytes).map_err(|e| {
            StoreError::Unwritable { what: "receipt".to_owned(), why: e.to_string() }
        })?;
        let Stored { case, events, reference, shard, version, position } = stored;
        Ok(Self { reference, case, shard, position, version, events, replayed, bytes })
    }
}

impl Head<'_> {
    /// The receipt's text up to where the gate adds the position and a closing brace.
    pub(crate) fn text(&self) -> Result<String, StoreError> {
        let text = serde_json::to_string(self).map_err(|e| StoreError::Unwritable {
            what: "receipt".to_owned(),
            why: e.to_string(),
        })?;
        let open = text.strip_suffix('}').unwrap_or(&text);
        Ok(format!("{open},\"position\":"))
    }
}
