//! Sign-in of staff. Passwords arrive hashed, the secret of the one-time codes is sealed, and the
//! address is kept as a keyed digest; who is on the staff, and in which roles, is the office's.

use domain::{Jurisdiction, ShardId, StaffId};
use jiff::Timestamp;
use tokio_postgres::Row;
use tokio_postgres::types::Type;

use super::place;
use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

pub(super) const PURPOSE: &str = "totp";

/// A new account.
#[derive(Debug, Clone, Copy)]
pub struct NewAccount<'a> {
    /// The member of staff.
    pub staff: StaffId,
    /// Mail address to sign in with.
    pub email: &'a str,
    /// argon2id, PHC string.
    pub password_hash: &'a str,
    /// Secret of the one-time codes.
    pub totp_secret: &'a [u8],
}

/// An account as it stands.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The member of staff.
    pub staff: StaffId,
    /// argon2id, PHC string.
    pub password_hash: String,
    /// Secret of the one-time codes.
    pub totp_secret: Vec<u8>,
    /// Last time step that was used.
    pub totp_step: i64,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Account({}, sealed)", self.staff)
    }
}

/// Makes an account; false where the member of staff or the address has one already.
pub async fn create(
    register: &Register,
    jurisdiction: Jurisdiction,
    new: NewAccount<'_>,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let shard = jurisdiction.shard();
    let token = token(register, new.email);
    let bound_to = place(shard, new.staff.0.as_bytes());
    let (key, sealed) = register.keys().seal(PURPOSE, &bound_to, new.totp_secret.to_vec()).await?;
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&new.staff.0, Type::UUID),
        (&token.as_slice(), Type::BYTEA),
        (&new.password_hash, Type::TEXT),
        (&key, Type::TEXT),
        (&sealed.nonce.as_slice(), Type::BYTEA),
        (&sealed.ciphertext, Type::BYTEA),
        (&at, Type::TIMESTAMPTZ),
    ];
    let made =
        register.database().change("make an account", sql!("insert_account"), params).await?;
    Ok(made == 1)
}

/// The open account of an address.
pub async fn by_email(
    register: &Register,
    jurisdiction: Jurisdiction,
    email: &str,
) -> Result<Option<Account>, StoreError> {
    let shard = jurisdiction.shard();
    let token = token(register, email);
    let params: Params<'_> = &[(&shard.0, Type::INT2), (&token.as_slice(), Type::BYTEA)];
    let row = register.database().row("find an account", sql!("account_by_email"), params).await?;
    account(register, shard, row.as_ref()).await
}

/// The open account of a member of staff.
pub async fn by_staff(
    register: &Register,
    jurisdiction: Jurisdiction,
    staff: StaffId,
) -> Result<Option<Account>, StoreError> {
    let shard = jurisdiction.shard();
    let params: Params<'_> = &[(&shard.0, Type::INT2), (&staff.0, Type::UUID)];
    let row = register.database().row("find an account", sql!("account_by_staff"), params).await?;
    account(register, shard, row.as_ref()).await
}

/// Notes a sign-in with the code of a time step; false where that step was used before.
pub async fn record_success(
    register: &Register,
    jurisdiction: Jurisdiction,
    staff: StaffId,
    totp_step: i64,
) -> Result<bool, StoreError> {
    let params: Params<'_> =
        &[(&jurisdiction.shard().0, Type::INT2), (&staff.0, Type::UUID), (&totp_step, Type::INT8)];
    let noted =
        register.database().change("note a sign-in", sql!("record_success"), params).await?;
    Ok(noted == 1)
}

/// Replaces the password's hash.
pub async fn set_password(
    register: &Register,
    jurisdiction: Jurisdiction,
    staff: StaffId,
    password_hash: &str,
) -> Result<(), StoreError> {
    let params: Params<'_> = &[
        (&jurisdiction.shard().0, Type::INT2),
        (&staff.0, Type::UUID),
        (&password_hash, Type::TEXT),
    ];
    register.database().change("set a password", sql!("set_password"), params).await?;
    Ok(())
}

/// Replaces the secret of the one-time codes.
pub async fn set_totp(
    register: &Register,
    jurisdiction: Jurisdiction,
    staff: StaffId,
    totp_secret: &[u8],
) -> Result<(), StoreError> {
    let shard = jurisdiction.shard();
    let bound_to = place(shard, staff.0.as_bytes());
    let (key, sealed) = register.keys().seal(PURPOSE, &bound_to, totp_secret.to_vec()).await?;
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&staff.0, Type::UUID),
        (&key, Type::TEXT),
        (&sealed.nonce.as_slice(), Type::BYTEA),
        (&sealed.ciphertext, Type::BYTEA),
    ];
    register.database().change("set a code's secret", sql!("set_totp"), params).await?;
    Ok(())
}

/// Closes an account.
pub async fn close(
    register: &Register,
    jurisdiction: Jurisdiction,
    staff: StaffId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let params: Params<'_> =
        &[(&jurisdiction.shard().0, Type::INT2), (&staff.0, Type::UUID), (&at, Type::TIMESTAMPTZ)];
    register.database().change("close an account", sql!("close_account"), params).await?;
    Ok(())
}

async fn account(
    register: &Register,
    shard: ShardId,
    row: Option<&Row>,
) -> Result<Option<Account>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let staff = StaffId(row.get("staff_id"));
    let bound_to = place(shard, staff.0.as_bytes());
    let opening = register.keys().open(
        row.get("key_id"),
        PURPOSE,
        &bound_to,
        row.get("totp_nonce"),
        row.get("totp_ciphertext"),
    );
    let totp_secret = opening.await?;
    Ok(Some(Account {
        staff,
        password_hash: row.get("password_hash"),
        totp_secret,
        totp_step: row.get("totp_step"),
    }))
}

fn token(register: &Register, email: &str) -> [u8; 32] {
    register.keys().digest("account-email", email.trim().to_lowercase().as_bytes())
}
