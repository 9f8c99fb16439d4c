//! The record against a real PostgreSQL.

mod append;
mod common;
mod guards;
mod stories;
