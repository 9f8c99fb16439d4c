//! The mail room against a server that behaves, and against servers that do not.

mod room;
mod sink;
mod smtp;
#[path = "../../../store/tests/support/world.rs"]
mod world;
