//! What master keys seal directly: drafts, sessions, mails, secrets of accounts. A rotation seals
//! them anew, and an erasure looks into them, because nothing on the outside says whose they are.

use domain::ShardId;
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::{accounts, direct_mail, drafts, mailbox, place, sessions};
use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

/// Rows in one look.
const ROUND: i64 = 200;

/// A kind of row that a master key seals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Draft,
    Session,
    DirectMail,
    Mailbox,
    Account,
}

/// A row that a master key seals.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) kind: Kind,
    pub(crate) shard: ShardId,
    /// Its key within the shard, as bytes.
    pub(crate) id: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) nonce: Vec<u8>,
    pub(crate) ciphertext: Vec<u8>,
}

/// Where a look goes on.
#[derive(Debug, Clone)]
pub(crate) struct After(i16, Vec<u8>);

impl Kind {
    pub(crate) const ALL: [Self; 5] =
        [Self::Draft, Self::Session, Self::DirectMail, Self::Mailbox, Self::Account];

    /// Its name in counts.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Draft => "drafts",
            Self::Session => "sessions",
            Self::DirectMail => "direct_mails",
            Self::Mailbox => "mailbox",
            Self::Account => "accounts",
        }
    }

    /// Before the first row.
    pub(crate) fn start(self) -> After {
        let first = match self {
            Self::Session => Vec::new(),
            Self::Draft | Self::DirectMail | Self::Mailbox | Self::Account => {
                Uuid::nil().as_bytes().to_vec()
            }
        };
        After(i16::MIN, first)
    }

    const fn purpose(self) -> &'static str {
        match self {
            Self::Draft => drafts::PURPOSE,
            Self::Session => sessions::PURPOSE,
            Self::DirectMail => direct_mail::PURPOSE,
            Self::Mailbox => mailbox::PURPOSE,
            Self::Account => accounts::PURPOSE,
        }
    }

    /// To read some rows, to put a new seal on some, to drop one.
    const fn statements(self) -> [&'static str; 3] {
        match self {
            Self::Draft => {
                [sql!("sealed_drafts"), sql!("reseal_drafts"), sql!("drop_sealed_draft")]
            }
            Self::Session => {
                [sql!("sealed_sessions"), sql!("reseal_sessions"), sql!("drop_sealed_session")]
            }
            Self::DirectMail => [
                sql!("sealed_direct_mail"),
                sql!("reseal_direct_mail"),
                sql!("drop_sealed_direct_mail"),
            ],
            Self::Mailbox => {
                [sql!("sealed_mailbox"), sql!("reseal_mailbox"), sql!("drop_sealed_mailbox")]
            }
            Self::Account => {
                [sql!("sealed_accounts"), sql!("reseal_accounts"), sql!("drop_sealed_account")]
            }
        }
    }
}

impl Kept {
    /// What is inside.
    pub(crate) async fn open(&self, register: &Register) -> Result<Vec<u8>, StoreError> {
        let place = place(self.shard, &self.id);
        let (purpose, sealed) = (self.kind.purpose(), self.ciphertext.clone());
        Ok(register.keys().open(&self.key_id, purpose, &place, &self.nonce, sealed).await?)
    }

    /// Drops the row; answers whether it was there.
    pub(crate) async fn remove(&self, register: &Register) -> Result<bool, StoreError> {
        let params: Params<'_> = &[(&self.shard.0, Type::INT2), (&self.id, Type::BYTEA)];
        let [_, _, drop] = self.kind.statements();
        Ok(register.database().change("drop what is sealed", drop, params).await? > 0)
    }
}

/// Some rows behind a place, that are not sealed by this master key; nothing at the end.
pub(crate) async fn some(
    register: &Register,
    kind: Kind,
    but: &str,
    After(shard, id): &After,
) -> Result<Option<(Vec<Kept>, After)>, StoreError> {
    let params: Params<'_> =
        &[(&but, Type::TEXT), (shard, Type::INT2), (id, Type::BYTEA), (&ROUND, Type::INT8)];
    let [read, _, _] = kind.statements();
    let rows = register.database().rows("read what is sealed", read, params).await?;
    let kept: Vec<Kept> = rows.iter().map(|row| of(kind, row)).collect();
    let last = kept.last().map(|last| After(last.shard.0, last.id.clone()));
    Ok(last.map(|last| (kept, last)))
}

fn of(kind: Kind, row: &Row) -> Kept {
    Kept {
        kind,
        shard: ShardId(row.get("shard")),
        id: row.get("id"),
        key_id: row.get("key_id"),
        nonce: row.get("nonce"),
        ciphertext: row.get("ciphertext"),
    }
}

/// What became of a round of new seals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Resealed {
    /// Rows with a new seal.
    pub(crate) done: u64,
    /// Rows that did not open, and were left.
    pub(crate) left: u64,
}

/// Seals rows anew by the current master key. A row that was written meanwhile is left as it is.
pub(crate) async fn reseal(
    register: &Register,
    kind: Kind,
    rows: &[Kept],
) -> Result<Resealed, StoreError> {
    let mut resealed = Resealed::default();
    let (mut shards, mut ids, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    let (mut keys, mut nonces, mut ciphertexts) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let plain = match row.open(register).await {
            Err(StoreError::Unopenable { why }) => {
                tracing::warn!(kind = kind.name(), why, "something sealed does not open");
                resealed.left += 1;
                continue;
            }
            opened => opened?,
        };
        let place = place(row.shard, &row.id);
        let (key, sealed) = register.keys().seal(kind.purpose(), &place, plain).await?;
        shards.push(row.shard.0);
        ids.push(row.id.as_slice());
        seen.push(row.nonce.as_slice());
        keys.push(key);
        nonces.push(sealed.nonce.to_vec());
        ciphertexts.push(sealed.ciphertext);
    }
    let params: Params<'_> = &[
        (&shards, Type::INT2_ARRAY),
        (&ids, Type::BYTEA_ARRAY),
        (&seen, Type::BYTEA_ARRAY),
        (&keys, Type::TEXT_ARRAY),
        (&nonces, Type::BYTEA_ARRAY),
        (&ciphertexts, Type::BYTEA_ARRAY),
    ];
    let [_, reseal, _] = kind.statements();
    resealed.done = register.database().change("seal anew", reseal, params).await?;
    Ok(resealed)
}
