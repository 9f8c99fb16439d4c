//! Filings that are not yet submitted: sealed, saved after every page, dropped when their time has
//! passed. A save names the version it saw, so that a second tab is noticed.

use domain::Jurisdiction;
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::place;
use crate::database::Params;
use crate::error::StoreError;
use crate::faults;
use crate::register::Register;
use crate::sql::sql;

pub(super) const PURPOSE: &str = "draft";

/// A draft as it was last saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The draft.
    pub id: Uuid,
    /// Grows with every save.
    pub version: i32,
    /// Answers so far, as the caller wrote them.
    pub body: Vec<u8>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last saved.
    pub updated_at: Timestamp,
    /// When it is dropped.
    pub expires_at: Timestamp,
}

/// What became of a save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It stands, under this version.
    Saved(i32),
    /// Another tab saved first; this is the version now.
    Stale(i32),
    /// There is no such draft any more.
    Gone,
}

/// Begins a draft, at version 1.
pub async fn create(
    register: &Register,
    jurisdiction: Jurisdiction,
    id: Uuid,
    body: &[u8],
    at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let shard = jurisdiction.shard();
    let bound_to = place(shard, id.as_bytes());
    let (key, sealed) = register.keys().seal(PURPOSE, &bound_to, body.to_vec()).await?;
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&id, Type::UUID),
        (&sealed.nonce.as_slice(), Type::BYTEA),
        (&sealed.ciphertext, Type::BYTEA),
        (&key, Type::TEXT),
        (&at, Type::TIMESTAMPTZ),
        (&expires_at, Type::TIMESTAMPTZ),
    ];
    register.database().change("begin a draft", sql!("insert_draft"), params).await?;
    faults::at("draft-begun");
    Ok(())
}

/// Saves over the version that the caller saw.
pub async fn save(
    register: &Register,
    jurisdiction: Jurisdiction,
    seen: &Draft,
    body: &[u8],
    at: Timestamp,
    expires_at: Timestamp,
) -> Result<Saved, StoreError> {
    let (shard, id) = (jurisdiction.shard(), seen.id);
    let bound_to = place(shard, id.as_bytes());
    let (key, sealed) = register.keys().seal(PURPOSE, &bound_to, body.to_vec()).await?;
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&id, Type::UUID),
        (&seen.version, Type::INT4),
        (&sealed.nonce.as_slice(), Type::BYTEA),
        (&sealed.ciphertext, Type::BYTEA),
        (&key, Type::TEXT),
        (&at, Type::TIMESTAMPTZ),
        (&expires_at, Type::TIMESTAMPTZ),
    ];
    let changed = register.database().change("save a draft", sql!("save_draft"), params).await?;
    faults::at("draft-saved");
    if changed == 1 {
        return Ok(Saved::Saved(seen.version + 1));
    }
    let now = load(register, jurisdiction, id, at).await?;
    Ok(now.map_or(Saved::Gone, |draft| Saved::Stale(draft.version)))
}

/// A draft whose time has not passed.
pub async fn load(
    register: &Register,
    jurisdiction: Jurisdiction,
    id: Uuid,
    at: Timestamp,
) -> Result<Option<Draft>, StoreError> {
    let shard = jurisdiction.shard();
    let params: Params<'_> = &[(&shard.0, Type::INT2), (&id, Type::UUID), (&at, Type::TIMESTAMPTZ)];
    let row = register.database().row("load a draft", sql!("load_draft"), params).await?;
    let Some(row) = row else { return Ok(None) };
    let bound_to = place(shard, id.as_bytes());
    let opening = register.keys().open(
        row.get("key_id"),
        PURPOSE,
        &bound_to,
        row.get("nonce"),
        row.get("ciphertext"),
    );
    let body = opening.await?;
    Ok(Some(Draft {
        id,
        version: row.get("version"),
        body,
        created_at: row.get("created_at"),
        updated_at: row.get("updated_at"),
        expires_at: row.get("expires_at"),
    }))
}

/// Makes a draft findable by what its owner knows: an address, a code. Only a digest is kept.
pub async fn attach(
    register: &Register,
    jurisdiction: Jurisdiction,
    id: Uuid,
    known: &str,
) -> Result<(), StoreError> {
    let digest = register.keys().digest(PURPOSE, known.as_bytes());
    let params: Params<'_> = &[
        (&jurisdiction.shard().0, Type::INT2),
        (&id, Type::UUID),
        (&digest.as_slice(), Type::BYTEA),
    ];
    register.database().change("attach a draft", sql!("attach_draft"), params).await?;
    Ok(())
}

/// Drafts of whoever knows this, newest first.
pub async fn find(
    register: &Register,
    jurisdiction: Jurisdiction,
    known: &str,
    at: Timestamp,
) -> Result<Vec<Uuid>, StoreError> {
    let digest = register.keys().digest(PURPOSE, known.as_bytes());
    let params: Params<'_> = &[
        (&jurisdiction.shard().0, Type::INT2),
        (&digest.as_slice(), Type::BYTEA),
        (&at, Type::TIMESTAMPTZ),
    ];
    let rows = register.database().rows("find drafts", sql!("find_drafts"), params).await?;
    Ok(rows.iter().map(|row| row.get("draft_id")).collect())
}

/// Drops a draft, because it was submitted or given up.
pub async fn remove(
    register: &Register,
    jurisdiction: Jurisdiction,
    id: Uuid,
) -> Result<(), StoreError> {
    let params: Params<'_> = &[(&jurisdiction.shard().0, Type::INT2), (&id, Type::UUID)];
    register.database().change("drop a draft", sql!("remove_draft"), params).await?;
    Ok(())
}

pub(super) async fn sweep(register: &Register, at: Timestamp) -> Result<u64, StoreError> {
    let params: Params<'_> = &[(&at, Type::TIMESTAMPTZ)];
    register.database().change("sweep drafts", sql!("sweep_drafts"), params).await
}
