//! Sessions of browsers. The cookie's value is known only to the browser: its digest finds the row,
//! and what the session remembers is sealed.

use domain::Jurisdiction;
use jiff::Timestamp;
use tokio_postgres::types::Type;

use super::place;
use crate::database::Params;
use crate::error::StoreError;
use crate::faults;
use crate::register::Register;
use crate::seal::sha256;
use crate::sql::sql;

pub(super) const PURPOSE: &str = "session";

/// A session whose time has not passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose sessions end together.
    pub holder: String,
    /// What it remembers, as the caller wrote it.
    pub body: Vec<u8>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Begins a session under the cookie's value.
pub async fn create(
    register: &Register,
    jurisdiction: Jurisdiction,
    cookie: &str,
    holder: &str,
    body: &[u8],
    at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let (shard, id) = (jurisdiction.shard(), sha256(&[cookie.as_bytes()]));
    let (key, sealed) = register.keys().seal(PURPOSE, &place(shard, &id), body.to_vec()).await?;
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&id.as_slice(), Type::BYTEA),
        (&holder, Type::TEXT),
        (&key, Type::TEXT),
        (&sealed.nonce.as_slice(), Type::BYTEA),
        (&sealed.ciphertext, Type::BYTEA),
        (&at, Type::TIMESTAMPTZ),
        (&expires_at, Type::TIMESTAMPTZ),
    ];
    register.database().change("begin a session", sql!("insert_session"), params).await?;
    faults::at("session-begun");
    Ok(())
}

/// The session of a cookie.
pub async fn load(
    register: &Register,
    jurisdiction: Jurisdiction,
    cookie: &str,
    at: Timestamp,
) -> Result<Option<Session>, StoreError> {
    let (shard, id) = (jurisdiction.shard(), sha256(&[cookie.as_bytes()]));
    let params: Params<'_> =
        &[(&shard.0, Type::INT2), (&id.as_slice(), Type::BYTEA), (&at, Type::TIMESTAMPTZ)];
    let row = register.database().row("load a session", sql!("load_session"), params).await?;
    let Some(row) = row else { return Ok(None) };
    let bound_to = place(shard, &id);
    let opening = register.keys().open(
        row.get("key_id"),
        PURPOSE,
        &bound_to,
        row.get("nonce"),
        row.get("ciphertext"),
    );
    let body = opening.await?;
    Ok(Some(Session {
        holder: row.get("holder"),
        body,
        created_at: row.get("created_at"),
        expires_at: row.get("expires_at"),
    }))
}

/// Replaces what a session remembers and when it ends; false where it is gone.
pub async fn save(
    register: &Register,
    jurisdiction: Jurisdiction,
    cookie: &str,
    body: &[u8],
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    let (shard, id) = (jurisdiction.shard(), sha256(&[cookie.as_bytes()]));
    let (key, sealed) = register.keys().seal(PURPOSE, &place(shard, &id), body.to_vec()).await?;
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&id.as_slice(), Type::BYTEA),
        (&key, Type::TEXT),
        (&sealed.nonce.as_slice(), Type::BYTEA),
        (&sealed.ciphertext, Type::BYTEA),
        (&expires_at, Type::TIMESTAMPTZ),
    ];
    let saved = register.database().change("save a session", sql!("save_session"), params).await?;
    Ok(saved == 1)
}

/// Ends a session.
pub async fn remove(
    register: &Register,
    jurisdiction: Jurisdiction,
    cookie: &str,
) -> Result<(), StoreError> {
    let id = sha256(&[cookie.as_bytes()]);
    let params: Params<'_> =
        &[(&jurisdiction.shard().0, Type::INT2), (&id.as_slice(), Type::BYTEA)];
    register.database().change("end a session", sql!("remove_session"), params).await?;
    Ok(())
}

/// Ends every session of a holder; answers how many.
pub async fn remove_all(
    register: &Register,
    jurisdiction: Jurisdiction,
    holder: &str,
) -> Result<u64, StoreError> {
    let params: Params<'_> = &[(&jurisdiction.shard().0, Type::INT2), (&holder, Type::TEXT)];
    register.database().change("end sessions", sql!("remove_sessions_of"), params).await
}

pub(super) async fn sweep(register: &Register, at: Timestamp) -> Result<u64, StoreError> {
    let params: Params<'_> = &[(&at, Type::TIMESTAMPTZ)];
    register.database().change("sweep sessions", sql!("sweep_sessions"), params).await
}
