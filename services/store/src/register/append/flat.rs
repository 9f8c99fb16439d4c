//! The arrays of `register.append_flat`: what belongs to a command is repeated for each of its
//! events, so that the server inserts them without looking anything up.

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
    version: Vec<i32>,
    recorded: Vec<Timestamp>,
    receipt: Vec<&'a str>,
    events: Vec<i32>,
    last: Vec<i32>,
}

#[derive(Default)]
pub(super) struct Events<'a> {
    command: Vec<i32>,
    stream: Vec<Uuid>,
    kind: Vec<i16>,
    expected: Vec<i32>,
    version: Vec<i32>,
    ends: Vec<bool>,
    id: Vec<Uuid>,
    cause: Vec<Option<Uuid>>,
    recorded: Vec<Timestamp>,
    microsecond: Vec<i64>,
    actor: Vec<&'a [u8]>,
    name: Vec<&'a str>,
    shape: Vec<i16>,
    occurred: Vec<Option<Timestamp>>,
    payload: Vec<&'a [u8]>,
    sealed_digest: Vec<Option<&'a [u8]>>,
    leaf: Vec<&'a [u8]>,
    reference: Vec<Option<&'a str>>,
}

/// Both kinds of array. An instant never runs back within a batch.
pub(super) fn of<'a>(batch: &[&'a Decided]) -> (Commands<'a>, Events<'a>) {
    let (mut commands, mut events) = (Commands::default(), Events::default());
    let mut recorded = Timestamp::MIN;
    for (place, command) in batch.iter().enumerate() {
        recorded = recorded.max(command.at);
        events.take(command, ordinal(place + 1), recorded);
        commands.take(command, ordinal(events.leaf.len()), recorded);
    }
    (commands, events)
}

impl<'a> Commands<'a> {
    fn take(&mut self, command: &'a Decided, last: i32, recorded: Timestamp) {
        let events = ordinal(command.events.len());
        self.id.push(command.id);
        self.caller.push(&command.caller);
        self.key.push(&command.key);
        self.digest.push(&command.digest);
        self.stream.push(command.stream);
        self.version.push(command.expected + events);
        self.recorded.push(recorded);
        self.receipt.push(&command.receipt);
        self.events.push(events);
        self.last.push(last);
    }

    /// Ordinal of the last event of each command.
    pub(super) fn last(&self) -> &[i32] {
        &self.last
    }

    pub(super) fn params(&self) -> [(&(dyn ToSql + Sync), Type); 10] {
        [
            (&self.id, Type::UUID_ARRAY),
            (&self.caller, Type::TEXT_ARRAY),
            (&self.key, Type::TEXT_ARRAY),
            (&self.digest, Type::BYTEA_ARRAY),
            (&self.stream, Type::UUID_ARRAY),
            (&self.version, Type::INT4_ARRAY),
            (&self.recorded, Type::TIMESTAMPTZ_ARRAY),
            (&self.receipt, Type::TEXT_ARRAY),
            (&self.events, Type::INT4_ARRAY),
            (&self.last, Type::INT4_ARRAY),
        ]
    }
}

impl<'a> Events<'a> {
    fn take(&mut self, command: &'a Decided, place: i32, recorded: Timestamp) {
        let count = command.events.len();
        for (number, (event, leaf)) in (1..).zip(&command.events) {
            let digest = command.sealed_digest.as_ref().filter(|_| number == 1);
            self.command.push(place);
            self.stream.push(command.stream);
            self.kind.push(command.kind as i16);
            self.expected.push(command.expected);
            self.version.push(command.expected + number);
            self.ends.push(number == ordinal(count));
            self.id.push(command.id);
            self.cause.push(None);
            self.recorded.push(recorded);
            self.microsecond.push(recorded.as_microsecond());
            self.actor.push(&command.actor);
            self.name.push(&event.name);
            self.shape.push(event.shape);
            self.occurred.push(command.occurred);
            self.payload.push(&event.payload);
            self.sealed_digest.push(digest.map(<[u8; 32]>::as_slice));
            self.leaf.push(leaf);
            self.reference.push(command.reference.as_deref());
        }
    }

    /// The correlation of a command is the command itself: nothing of ours led to it.
    pub(super) fn params(&self) -> [(&(dyn ToSql + Sync), Type); 19] {
        [
            (&self.command, Type::INT4_ARRAY),
            (&self.stream, Type::UUID_ARRAY),
            (&self.kind, Type::INT2_ARRAY),
            (&self.expected, Type::INT4_ARRAY),
            (&self.version, Type::INT4_ARRAY),
            (&self.ends, Type::BOOL_ARRAY),
            (&self.id, Type::UUID_ARRAY),
            (&self.id, Type::UUID_ARRAY),
            (&self.cause, Type::UUID_ARRAY),
            (&self.recorded, Type::TIMESTAMPTZ_ARRAY),
            (&self.microsecond, Type::INT8_ARRAY),
            (&self.actor, Type::BYTEA_ARRAY),
            (&self.name, Type::TEXT_ARRAY),
            (&self.shape, Type::INT2_ARRAY),
            (&self.occurred, Type::TIMESTAMPTZ_ARRAY),
            (&self.payload, Type::BYTEA_ARRAY),
            (&self.sealed_digest, Type::BYTEA_ARRAY),
            (&self.leaf, Type::BYTEA_ARRAY),
            (&self.reference, Type::TEXT_ARRAY),
        ]
    }
}
