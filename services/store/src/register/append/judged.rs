//! The arrays of `register.append_batch`, which judges a batch command by command: one element a
//! command, and one an event.

use jiff::Timestamp;
use tokio_postgres::types::{ToSql, Type};
use uuid::Uuid;

use super::{Decided, ordinal};

#[derive(Default)]
pub(super) struct Commands<'a> {
    id: Vec<Uuid>,
    caller: Vec<&'a str>,
    key: Vec<&'a str>,
    digest: Vec<&'a [u8]>,
    stream: Vec<Uuid>,
    kind: Vec<i16>,
    expected: Vec<i32>,
    at: Vec<Timestamp>,
    actor: Vec<&'a [u8]>,
    cause: Vec<Option<Uuid>>,
    reference: Vec<Option<&'a str>>,
    receipt: Vec<&'a str>,
    events: Vec<i32>,
}

impl<'a> Commands<'a> {
    pub(super) fn of(batch: &[&'a Decided]) -> Self {
        let mut all = Self::default();
        for command in batch {
            all.id.push(command.id);
            all.caller.push(&command.caller);
            all.key.push(&command.key);
            all.digest.push(&command.digest);
            all.stream.push(command.stream);
            all.kind.push(command.kind as i16);
            all.expected.push(command.expected);
            all.at.push(command.at);
            all.actor.push(&command.actor);
            all.cause.push(None);
            all.reference.push(command.reference.as_deref());
            all.receipt.push(&command.receipt);
            all.events.push(ordinal(command.events.len()));
        }
        all
    }

    /// The correlation of a command is the command itself: nothing of ours led to it.
    pub(super) fn params(&self) -> [(&(dyn ToSql + Sync), Type); 14] {
        [
            (&self.id, Type::UUID_ARRAY),
            (&self.caller, Type::TEXT_ARRAY),
            (&self.key, Type::TEXT_ARRAY),
            (&self.digest, Type::BYTEA_ARRAY),
            (&self.stream, Type::UUID_ARRAY),
            (&self.kind, Type::INT2_ARRAY),
            (&self.expected, Type::INT4_ARRAY),
            (&self.at, Type::TIMESTAMPTZ_ARRAY),
            (&self.actor, Type::BYTEA_ARRAY),
            (&self.id, Type::UUID_ARRAY),
            (&self.cause, Type::UUID_ARRAY),
            (&self.reference, Type::TEXT_ARRAY),
            (&self.receipt, Type::TEXT_ARRAY),
            (&self.events, Type::INT4_ARRAY),
        ]
    }
}

#[derive(Default)]
pub(super) struct Events<'a> {
    name: Vec<&'a str>,
    shape: Vec<i16>,
    occurred: Vec<Option<Timestamp>>,
    payload: Vec<&'a [u8]>,
    sealed_digest: Vec<Option<&'a [u8]>>,
    leaf: Vec<&'a [u8]>,
}

impl<'a> Events<'a> {
    pub(super) fn of(batch: &[&'a Decided]) -> Self {
        let mut all = Self::default();
        for command in batch {
            for (place, (event, leaf)) in command.events.iter().enumerate() {
                let digest = command.sealed_digest.as_ref().filter(|_| place == 0);
                all.name.push(&event.name);
                all.shape.push(event.shape);
                all.occurred.push(command.occurred);
                all.payload.push(&event.payload);
                all.sealed_digest.push(digest.map(<[u8; 32]>::as_slice));
                all.leaf.push(leaf);
            }
        }
        all
    }

    pub(super) fn params(&self) -> [(&(dyn ToSql + Sync), Type); 6] {
        [
            (&self.name, Type::TEXT_ARRAY),
            (&self.shape, Type::INT2_ARRAY),
            (&self.occurred, Type::TIMESTAMPTZ_ARRAY),
            (&self.payload, Type::BYTEA_ARRAY),
            (&self.sealed_digest, Type::BYTEA_ARRAY),
            (&self.leaf, Type::BYTEA_ARRAY),
        ]
    }
}
