//! The clock room against a real record.

mod rounds;
#[path = "../../../store/tests/support/world.rs"]
mod world;
