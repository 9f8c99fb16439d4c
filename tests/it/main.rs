//! The acceptance tests, one binary: each file tells one story about the house as it is used from outside,
//! or checks one rule of the house itself.

// Tells clippy that helper functions here are tests too, so that `unwrap` is theirs to use.
#![cfg(test)]

mod away;
mod clock;
mod contact;
mod contracts;
mod crowd;
mod erasure;
mod false_ack;
mod figures;
mod kills;
mod layers;
mod limits;
mod mail;
mod normal;
mod reading;
mod sealed;
mod staff;
mod tamper;
