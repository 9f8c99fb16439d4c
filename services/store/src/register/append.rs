//! One round trip into the record: a batch of decided commands, laid out as arrays, and one
//! verdict for each.

use domain::ShardId;
use jiff::Timestamp;
use tokio_postgres::Client;
use tokio_postgres::types::{ToSql, Type};
use uuid::Uuid;

use super::sealing::{SealedRow, TokenRow};
use super::stored::{Kind, Stored};
use crate::sql::sql;

/// A command that was decided and waits to be appended.
#[derive(Debug)]
pub(crate) struct Decided {
    pub(crate) id: Uuid,
    pub(crate) caller: String,
    pub(crate) key: String,
    pub(crate) digest: [u8; 32],
    pub(crate) stream: Uuid,
    pub(crate) kind: Kind,
    pub(crate) expected: i32,
    pub(crate) at: Timestamp,
    pub(crate) occurred: Option<Timestamp>,
    pub(crate) actor: Vec<u8>,
    pub(crate) reference: Option<String>,
    pub(crate) receipt: String,
    pub(crate) events: Vec<(Stored, [u8; 32])>,
    pub(crate) sealed_digest: Option<[u8; 32]>,
    pub(crate) sealed: Vec<SealedRow>,
    pub(crate) tokens: Vec<TokenRow>,
}

/// What became of a command at the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is in the record.
    Accepted { receipt: Vec<u8> },
    /// Its key was there already, with the same body.
    Replay { receipt: Vec<u8> },
    /// Its key was there already, with another body.
    KeyReused,
    /// The stream has moved since it was decided.
    WrongVersion,
    /// The reference of the new case belongs to another.
    ReferenceTaken,
}

/// Appends a batch. The verdicts come in the order of the commands.
pub(crate) async fn append(
    client: &Client,
    shard: ShardId,
    rules: &str,
    batch: &[&Decided],
) -> Result<Vec<Verdict>, tokio_postgres::Error> {
    let commands = Commands::of(batch);
    let events = Events::of(batch);
    let sealed = SealedMatter::of(batch);
    let mut params: Vec<(&(dyn ToSql + Sync), Type)> =
        vec![(&shard.0, Type::INT2), (&rules, Type::TEXT)];
    params.extend(commands.params());
    params.extend(events.params());
    params.extend(sealed.params());
    #[cfg(not(feature = "failpoints"))]
    let rows = client.query_typed(sql!("append_batch"), &params).await?;
    #[cfg(feature = "failpoints")]
    let rows = crate::faults::append(client, sql!("append_batch"), &params).await?;
    rows.iter()
        .map(|row| {
            let receipt =
                || row.try_get::<_, Option<Vec<u8>>>("receipt").map(Option::unwrap_or_default);
            Ok(match row.try_get("verdict")? {
                "accepted" => Verdict::Accepted { receipt: receipt()? },
                "replay" => Verdict::Replay { receipt: receipt()? },
                "key reused" => Verdict::KeyReused,
                "reference taken" => Verdict::ReferenceTaken,
                _ => Verdict::WrongVersion,
            })
        })
        .collect()
}

#[derive(Default)]
struct Commands<'a> {
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
    fn of(batch: &[&'a Decided]) -> Self {
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
    fn params(&self) -> [(&(dyn ToSql + Sync), Type); 14] {
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
struct Events<'a> {
    name: Vec<&'a str>,
    shape: Vec<i16>,
    occurred: Vec<Option<Timestamp>>,
    payload: Vec<&'a [u8]>,
    sealed_digest: Vec<Option<&'a [u8]>>,
    leaf: Vec<&'a [u8]>,
}

impl<'a> Events<'a> {
    fn of(batch: &[&'a Decided]) -> Self {
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

    fn params(&self) -> [(&(dyn ToSql + Sync), Type); 6] {
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

#[derive(Default)]
struct SealedMatter<'a> {
    command: Vec<i32>,
    matter: Vec<Uuid>,
    subject: Vec<Uuid>,
    nonce: Vec<&'a [u8]>,
    ciphertext: Vec<&'a [u8]>,
    token_command: Vec<i32>,
    token: Vec<&'a [u8]>,
    token_matter: Vec<Uuid>,
    token_subject: Vec<Uuid>,
}

impl<'a> SealedMatter<'a> {
    fn of(batch: &[&'a Decided]) -> Self {
        let mut all = Self::default();
        for (place, command) in batch.iter().enumerate() {
            for row in &command.sealed {
                all.command.push(ordinal(place + 1));
                all.matter.push(row.matter.0);
                all.subject.push(row.subject.0);
                all.nonce.push(&row.sealed.nonce);
                all.ciphertext.push(&row.sealed.ciphertext);
            }
            for row in &command.tokens {
                all.token_command.push(ordinal(place + 1));
                all.token.push(&row.token);
                all.token_matter.push(row.matter.0);
                all.token_subject.push(row.subject.0);
            }
        }
        all
    }

    fn params(&self) -> [(&(dyn ToSql + Sync), Type); 9] {
        [
            (&self.command, Type::INT4_ARRAY),
            (&self.matter, Type::UUID_ARRAY),
            (&self.subject, Type::UUID_ARRAY),
            (&self.nonce, Type::BYTEA_ARRAY),
            (&self.ciphertext, Type::BYTEA_ARRAY),
            (&self.token_command, Type::INT4_ARRAY),
            (&self.token, Type::BYTEA_ARRAY),
            (&self.token_matter, Type::UUID_ARRAY),
            (&self.token_subject, Type::UUID_ARRAY),
        ]
    }
}

fn ordinal(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}
