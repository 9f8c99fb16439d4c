//! The record: events, sealed matter, projections, outbox and timers in PostgreSQL.
//!
//! [`Register::submit`] is the only way that anything is written about a case: load the stream,
//! fold, decide, append behind the shard's gate, answer a receipt. Whatever can be rebuilt (the
//! projections) is kept apart from what cannot. This is the only crate that speaks SQL.

#[cfg(feature = "bench")]
pub mod bench;
pub mod cluster;
mod database;
pub mod demo_clock;
pub mod documents;
pub mod erasure;
mod error;
pub mod faults;
pub mod follow;
mod hex;
pub mod jobs;
mod json;
mod keyring;
pub mod log;
pub mod people;
pub mod projections;
mod reactions;
pub mod reading;
mod register;
pub mod rulebook;
mod seal;
mod sql;
mod wake;
pub mod work;

pub use database::Database;
pub use error::StoreError;
pub use follow::{Follower, RebuildReport};
pub use keyring::{Held, Keyring, KeyringError, rotation};
pub use people::{
    accounts, clients, codes, direct_mail, draft_files, drafts, mailbox, sessions, tally,
};
pub use projections::{caseload, matters, notices};
pub use register::{AsOf, CommandId, Loaded, Receipt, Register, Submission, SubmitError};
pub use wake::{Crier, Ear};
pub use work::{lease, outbox, timers};
