//! What happens once because of an event: letters are queued and timers set. A rebuild of a
//! projection never comes here.

use crate::follow::Reaction;
use crate::register::Register;
use crate::seal::sha256;

pub(crate) mod letters;
pub(crate) mod timers;

/// Every reaction of this program.
pub(crate) fn all(register: &Register) -> Vec<Box<dyn Reaction>> {
    vec![Box::new(letters::Letters), Box::new(timers::Timers::new(register))]
}

/// An id that follows from what it is made of, so that the same cause never acts twice.
pub(crate) fn derived_id(parts: &[&[u8]]) -> uuid::Uuid {
    let mut joined = Vec::new();
    for part in parts {
        joined.extend((part.len() as u64).to_be_bytes());
        joined.extend(*part);
    }
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&sha256(&[&joined])[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
