//! What lies beside the events of a batch: sealed matter and search tokens, each with the ordinal
//! of its command.

use tokio_postgres::types::{ToSql, Type};
use uuid::Uuid;

use super::{Decided, ordinal};

#[derive(Default)]
pub(super) struct Beside<'a> {
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

impl<'a> Beside<'a> {
    pub(super) fn of(batch: &[&'a Decided]) -> Self {
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

    pub(super) fn params(&self) -> [(&(dyn ToSql + Sync), Type); 9] {
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
