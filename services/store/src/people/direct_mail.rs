//! Mail that is bound to an address and not to a case: one-time codes, the supervisors' figures.
//! Address and content are sealed and emptied once the mail is settled; the row stays until it
//! expires, so that asking for the same mail again sends nothing twice.

use domain::purpose::Language;
use domain::{Jurisdiction, ShardId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::place;
use crate::database::Params;
use crate::error::StoreError;
use crate::faults;
use crate::register::Register;
use crate::sql::sql;

pub(super) const PURPOSE: &str = "direct-mail";

/// What a mail brings.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Brings {
    /// A one-time code.
    Code {
        /// The code.
        code: String,
        /// What it opens: `prove-address`, `prove-traveller`, `resume`, `track`.
        purpose: String,
        /// How long it lives.
        minutes: u32,
    },
    /// The supervisors' daily figures.
    Digest {
        /// The day.
        day: Date,
        /// Counts by label key, such as `open`; no case.
        counts: Vec<(String, i64)>,
    },
}

/// A mail to one address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direct {
    /// The address.
    pub to: String,
    /// In which language.
    pub lang: Language,
    /// Made up for a demonstration.
    pub synthetic: bool,
    /// What it brings.
    pub brings: Brings,
}

impl std::fmt::Debug for Direct {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Direct({}, sealed)", self.brings.kind())
    }
}

impl Brings {
    /// Stored kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::Digest { .. } => "digest",
        }
    }
}

/// A mail that one worker has in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leased {
    /// Whose record it belongs to.
    pub shard: ShardId,
    /// Stable id.
    pub id: Uuid,
    /// The mail.
    pub mail: Direct,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Useless after this.
    pub expires_at: Timestamp,
    /// How often it was leased, this time included.
    pub attempts: i32,
}

/// Asks for a mail. The same id is asked for once, whatever its content.
pub async fn put(
    register: &Register,
    jurisdiction: Jurisdiction,
    id: Uuid,
    mail: &Direct,
    at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let (shard, kind) = (jurisdiction.shard(), mail.brings.kind());
    let plain = serde_json::to_vec(mail)
        .map_err(|e| StoreError::Unwritable { what: "mail".to_owned(), why: e.to_string() })?;
    let bound_to = place(shard, id.as_bytes());
    let (key, sealed) = register.keys().seal(PURPOSE, &bound_to, plain).await?;
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&id, Type::UUID),
        (&kind, Type::TEXT),
        (&key, Type::TEXT),
        (&sealed.nonce.as_slice(), Type::BYTEA),
        (&sealed.ciphertext, Type::BYTEA),
        (&at, Type::TIMESTAMPTZ),
        (&expires_at, Type::TIMESTAMPTZ),
    ];
    register.database().change("ask for a mail", sql!("insert_direct_mail"), params).await?;
    faults::at("code-mail-asked");
    Ok(())
}

/// Takes mails that are due in hand for some seconds; two workers never get the same one.
pub async fn lease(
    register: &Register,
    worker: &str,
    at: Timestamp,
    seconds: f64,
    limit: i64,
) -> Result<Vec<Leased>, StoreError> {
    let params: Params<'_> = &[
        (&at, Type::TIMESTAMPTZ),
        (&worker, Type::TEXT),
        (&seconds, Type::FLOAT8),
        (&limit, Type::INT8),
    ];
    let rows = register.database().rows("lease mails", sql!("lease_direct_mail"), params).await?;
    if !rows.is_empty() {
        faults::at("code-mail-claimed");
    }
    let mut mails = Vec::with_capacity(rows.len());
    for row in &rows {
        match leased(register, row).await {
            Ok(mail) => mails.push(mail),
            // One that does not open must not hold up the others, now or ever.
            Err(StoreError::Unopenable { why }) => {
                let (shard, id) = (ShardId(row.get("shard")), row.get::<_, Uuid>("id"));
                tracing::error!(%id, why, "direct mail is given up");
                settle(register, (shard, id), "failed", at, Some("unopenable")).await?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(mails)
}

async fn leased(register: &Register, row: &Row) -> Result<Leased, StoreError> {
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
    Ok(Leased {
        shard,
        id,
        mail,
        created_at: row.get("created_at"),
        expires_at: row.get("expires_at"),
        attempts: row.get("attempts"),
    })
}

/// The mail was sent.
pub async fn settle_sent(
    register: &Register,
    mail: &Leased,
    at: Timestamp,
) -> Result<bool, StoreError> {
    settle(register, (mail.shard, mail.id), "sent", at, None).await
}

/// The mail is given up.
pub async fn settle_failed(
    register: &Register,
    mail: &Leased,
    at: Timestamp,
    trouble: &str,
) -> Result<bool, StoreError> {
    let row = (mail.shard, mail.id);
    settle(register, row, "failed", at, Some(trouble)).await
}

async fn settle(
    register: &Register,
    (shard, id): (ShardId, Uuid),
    state: &str,
    at: Timestamp,
    trouble: Option<&str>,
) -> Result<bool, StoreError> {
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&id, Type::UUID),
        (&state, Type::TEXT),
        (&at, Type::TIMESTAMPTZ),
        (&trouble, Type::TEXT),
    ];
    let changed =
        register.database().change("settle a mail", sql!("settle_direct_mail"), params).await?;
    Ok(changed == 1)
}

/// The mail is tried again later.
pub async fn put_back(
    register: &Register,
    mail: &Leased,
    due_at: Timestamp,
    trouble: &str,
) -> Result<bool, StoreError> {
    let params: Params<'_> = &[
        (&mail.shard.0, Type::INT2),
        (&mail.id, Type::UUID),
        (&due_at, Type::TIMESTAMPTZ),
        (&trouble, Type::TEXT),
    ];
    let changed =
        register.database().change("put a mail back", sql!("put_back_direct_mail"), params).await?;
    Ok(changed == 1)
}

/// Drops mails that are useless by now; answers how many.
pub async fn sweep(register: &Register, at: Timestamp) -> Result<u64, StoreError> {
    let params: Params<'_> = &[(&at, Type::TIMESTAMPTZ)];
    register.database().change("sweep mails", sql!("sweep_direct_mail"), params).await
}
