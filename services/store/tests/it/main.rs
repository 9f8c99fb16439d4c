//! The record against a real PostgreSQL: what the gate promises, what the database itself
//! refuses, and what follows from events.
#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

mod append;
mod cluster;
mod common;
mod erasure;
mod flat;
mod follow;
mod guards;
mod log;
mod mail;
mod order;
mod parked;
mod people;
mod pooler;
mod rebuilding;
mod rotation;
mod sharing;
mod stories;
mod tries;
mod waking;
mod witness;
