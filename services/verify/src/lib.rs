//! The witness: checks an exported record without the program that wrote it and without its
//! database. It recomputes every digest from the stored bytes, never serialises anything again,
//! and shares no code with the store, so that one mistake cannot hide the other.
//!
//! One event a line. Each event's leaf commits to its header, payload and sealed matter; its link
//! joins the leaf to the link before in its stream, to its position and to its recorded instant:
//!
//! ```text
//! leaf = SHA-256(0x00, header, SHA-256(payload), sealed digest or nothing)
//! link = SHA-256(0x01, link before or zeros, position, recorded instant, leaf)
//! ```
//!
//! Chain and leaves can be computed anew by whoever may write to the database. The log cannot,
//! once its heads are outside: [`Check::against`] rebuilds the tree of each shard from the export
//! and compares it with every head that is handed in, and [`prove`] checks a single case.

mod event;
mod hash;
mod head;
mod heads;
mod proof;
mod record;
mod tree;

pub use head::{Head, Key};
pub use heads::{HeadFault, HeadWrong, Heads};
pub use proof::{Proof, ProofFault, prove};
pub use record::{Check, Compared, End, Fault, Report, Wrong, check};
