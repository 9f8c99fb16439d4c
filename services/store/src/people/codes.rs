//! One-time codes sent by mail. A code works once, five wrong attempts kill it, and a new one
//! replaces the one before. Whoever tries learns only whether it was right.

use domain::{Jurisdiction, ShardId};
use jiff::Timestamp;
use tokio_postgres::types::Type;

use crate::database::Params;
use crate::error::StoreError;
use crate::faults;
use crate::hex;
use crate::register::Register;
use crate::sql::sql;

/// Wrong attempts that kill a code.
pub const ATTEMPTS: i16 = 5;

/// What became of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// It was right, and is used now.
    Right,
    /// It was wrong; so many attempts are left.
    Wrong {
        /// Attempts left.
        left: i16,
    },
    /// There is no code that could be right: none, used, expired or killed.
    Dead,
}

/// Stores a code for a purpose and a holder.
pub async fn issue(
    register: &Register,
    jurisdiction: Jurisdiction,
    purpose: &str,
    holder: &str,
    code: &str,
    at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let shard = jurisdiction.shard();
    let digest = digest(register, shard, purpose, holder, code);
    let (kept, words) = (kept_holder(register, holder), words(register, holder));
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&purpose, Type::TEXT),
        (&kept, Type::TEXT),
        (&digest.as_slice(), Type::BYTEA),
        (&at, Type::TIMESTAMPTZ),
        (&expires_at, Type::TIMESTAMPTZ),
        (&words, Type::BYTEA_ARRAY),
    ];
    register.database().change("issue a code", sql!("issue_code"), params).await?;
    faults::at("code-issued");
    Ok(())
}

/// Tries a code. One statement decides, so of two that try the right code at once one gets in.
pub async fn attempt(
    register: &Register,
    jurisdiction: Jurisdiction,
    purpose: &str,
    holder: &str,
    code: &str,
    at: Timestamp,
) -> Result<Tried, StoreError> {
    let shard = jurisdiction.shard();
    let digest = digest(register, shard, purpose, holder, code);
    let kept = kept_holder(register, holder);
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&purpose, Type::TEXT),
        (&kept, Type::TEXT),
        (&digest.as_slice(), Type::BYTEA),
        (&at, Type::TIMESTAMPTZ),
        (&ATTEMPTS, Type::INT2),
    ];
    let row = register.database().row("try a code", sql!("try_code"), params).await?;
    Ok(match row {
        None => Tried::Dead,
        Some(row) if row.get("accepted") => Tried::Right,
        Some(row) => Tried::Wrong { left: ATTEMPTS - row.get::<_, i16>("attempts") },
    })
}

/// Drops the codes whose holder names one of these: an address, a draft, a reference.
pub(crate) async fn drop_naming(
    register: &Register,
    shard: ShardId,
    named: &[String],
) -> Result<u64, StoreError> {
    let words: Vec<Vec<u8>> = named.iter().flat_map(|name| words(register, name)).collect();
    let params: Params<'_> = &[(&shard.0, Type::INT2), (&words, Type::BYTEA_ARRAY)];
    register.database().change("drop codes", sql!("drop_codes_naming"), params).await
}

pub(super) async fn sweep(register: &Register, at: Timestamp) -> Result<u64, StoreError> {
    let params: Params<'_> = &[(&at, Type::TIMESTAMPTZ)];
    register.database().change("sweep codes", sql!("sweep_codes"), params).await
}

/// A holder may name an address: only a digest of it is kept.
fn kept_holder(register: &Register, holder: &str) -> String {
    hex::encode(&register.keys().digest("code-holder", holder.as_bytes()))
}

/// A digest of each word, by which the codes of somebody who is erased are found.
fn words(register: &Register, text: &str) -> Vec<Vec<u8>> {
    let digest =
        |word: &str| register.keys().digest("code-word", word.to_lowercase().as_bytes()).to_vec();
    text.split_whitespace().map(digest).collect()
}

/// Spaces, hyphens and case do not matter to whoever types a code.
fn digest(
    register: &Register,
    shard: ShardId,
    purpose: &str,
    holder: &str,
    code: &str,
) -> [u8; 32] {
    let typed: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let text = format!("{}\0{purpose}\0{holder}\0{typed}", shard.0);
    register.keys().digest("code", text.as_bytes())
}
