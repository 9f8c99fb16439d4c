//! What a demonstration sent: its mailbox page shows it. Sealed like anything that holds an
//! address, and empty outside of demonstrations.

use domain::{Jurisdiction, ShardId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::place;
use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

pub(super) const PURPOSE: &str = "mailbox";

/// A mail as it was sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// To which address.
    pub to: String,
    /// Sender's name.
    pub from: String,
    /// Language code.
    pub lang: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
    /// Message-ID.
    pub message_id: String,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mail(sealed)")
    }
}

/// A mail in the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// The mail.
    pub mail: Mail,
}

/// Puts a mail in; the same id goes in once.
pub async fn put(
    register: &Register,
    jurisdiction: Jurisdiction,
    id: Uuid,
    mail: &Mail,
    at: Timestamp,
) -> Result<(), StoreError> {
    let shard = jurisdiction.shard();
    let plain = serde_json::to_vec(mail)
        .map_err(|e| StoreError::Unwritable { what: "mail".to_owned(), why: e.to_string() })?;
    let bound_to = place(shard, id.as_bytes());
    let (key, sealed) = register.keys().seal(PURPOSE, &bound_to, plain).await?;
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&id, Type::UUID),
        (&key, Type::TEXT),
        (&sealed.nonce.as_slice(), Type::BYTEA),
        (&sealed.ciphertext, Type::BYTEA),
        (&at, Type::TIMESTAMPTZ),
    ];
    register.database().change("put a mail in the mailbox", sql!("put_in_mailbox"), params).await?;
    Ok(())
}

/// Mails, newest first.
pub async fn list(register: &Register, limit: i64, after: i64) -> Result<Vec<Kept>, StoreError> {
    let params: Params<'_> = &[(&limit, Type::INT8), (&after, Type::INT8)];
    let rows = register.database().rows("list the mailbox", sql!("list_mailbox"), params).await?;
    let mut mails = Vec::with_capacity(rows.len());
    for row in &rows {
        mails.push(kept(register, row).await?);
    }
    Ok(mails)
}

/// One mail.
pub async fn get(register: &Register, id: Uuid) -> Result<Option<Kept>, StoreError> {
    let params: Params<'_> = &[(&id, Type::UUID)];
    let row = register.database().row("read the mailbox", sql!("read_mailbox"), params).await?;
    match row {
        Some(row) => Ok(Some(kept(register, &row).await?)),
        None => Ok(None),
    }
}

async fn kept(register: &Register, row: &Row) -> Result<Kept, StoreError> {
    let (shard, id) = (ShardId(row.get("shard")), row.get::<_, Uuid>("id"));
    let bound_to = place(shard, id.as_bytes());
    let opening = register.keys().open(
        row.get("key_id"),
        PURPOSE,
        &bound_to,
        row.get("nonce"),
        row.get("ciphertext"),
    );
    let plain = opening.await?;
    let mail = serde_json::from_slice(&plain)
        .map_err(|_| StoreError::Unopenable { why: "its content is not known" })?;
    Ok(Kept { id, sent_at: row.get("sent_at"), mail })
}
