//! The log of the record: a Merkle tree over each shard's events, sealed by heads that are signed
//! and kept outside the database. Whoever holds such a head can tell later whether anything that it
//! covers was changed, cut or put in, even where chain and log were computed anew.
//!
//! The leaf of a position binds the whole event:
//!
//! ```text
//! SHA-256(0x00, shard, position, recorded instant, event leaf, event link)
//! ```

mod alarm;
mod events;
mod head;
mod nodes;
mod outside;
mod prove;
mod sealer;
mod signer;
mod tiles;

pub use alarm::Alarm;
pub use head::Head;
pub use outside::{Folder, Outside};
pub use sealer::{Sealed, Sealer, Standing};
pub use signer::Signer;
