//! A case as it was handed out: its events, the path of each to the root of the log, and the head
//! that was signed for that root. Whoever holds it needs neither the record nor this program's
//! house to see that nothing in it was changed.

use serde::Deserialize;

use crate::event::Event;
use crate::hash::Hash;
use crate::head::{Head, Key};
use crate::heads::Heads;
use crate::tree::includes;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    head: String,
    events: Vec<Stepped>,
    unsealed: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stepped {
    event: Event,
    path: Vec<Hash>,
}

/// What a proof shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The head to which it leads.
    pub head: Head,
    /// The case's id.
    pub stream: String,
    /// Events of the case that are proved.
    pub events: usize,
    /// Later events, of which whoever made the proof says that no head covers them yet.
    pub unsealed: u64,
}

/// Why a proof shows nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    /// It is not a proof.
    #[error("not a proof: {0}")]
    Unreadable(String),
    /// The key did not sign its head.
    #[error("its head was not signed with this key")]
    Unsigned,
    /// It proves no event.
    #[error("there is no event in it")]
    Empty,
    /// An event is not what it was, or not of this case, or not in the log.
    #[error("event {version}: {what}")]
    Event {
        /// Place in the case, from 1.
        version: i32,
        /// What is wrong.
        what: &'static str,
    },
    /// A head from outside says otherwise.
    #[error("a head from outside has another root at {size}")]
    Root {
        /// Events that the head covers.
        size: u64,
    },
}

/// Checks a proof against the key, and against heads from outside where there are any.
pub fn prove(bytes: &[u8], key: &Key, heads: &Heads) -> Result<Proof, ProofFault> {
    let stored: Stored =
        serde_json::from_slice(bytes).map_err(|e| ProofFault::Unreadable(e.to_string()))?;
    let head = Head::read(&stored.head, key).ok_or(ProofFault::Unsigned)?;
    let stream = stored.events.first().ok_or(ProofFault::Empty)?.event.stream;
    let (mut tip, mut before) = (Hash::default(), 0);
    for (step, version) in stored.events.iter().zip(1..) {
        let event = &step.event;
        let wrong = |what| ProofFault::Event { version, what };
        if event.stream != stream || event.shard != head.shard || event.version != version {
            return Err(wrong("it does not follow in this case"));
        }
        if event.leaf_again() != Some(event.leaf) {
            return Err(wrong("it was changed: its leaf does not follow from it"));
        }
        if event.position <= before || event.link_after(tip) != event.link {
            return Err(wrong("its link does not follow from the one before"));
        }
        let place = u64::try_from(event.position - 1).unwrap_or(u64::MAX);
        if !includes(head.root, head.size, place, event.in_log(), &step.path) {
            return Err(wrong("it is not in the log under this head"));
        }
        (tip, before) = (event.link, event.position);
    }
    let other = |other: &&Head| (other.shard, other.size) == (head.shard, head.size);
    if heads.heads.iter().filter(other).any(|other| other.root != head.root) {
        return Err(ProofFault::Root { size: head.size });
    }
    let (events, unsealed) = (stored.events.len(), stored.unsealed);
    Ok(Proof { head, stream: stream.to_string(), events, unsealed })
}
