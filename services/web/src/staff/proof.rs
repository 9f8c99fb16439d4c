//! Proving who somebody is: a password, then a one-time code. Failures are counted by account
//! and by address, and whoever has to wait is told how long; nothing else is told.

use actix_web::web;
use domain::{Jurisdiction, StaffId};
use jiff::{SignedDuration, Timestamp};
use store::accounts::Account;
use store::{Register, StoreError, accounts};

use super::code;
use super::password;
use super::tries::wait_after;

/// Somebody whose password was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Whose record.
    pub jurisdiction: Jurisdiction,
    /// Who.
    pub staff: StaffId,
}

/// Why nobody was let in.
#[derive(Debug)]
pub enum Doubt {
    /// Something was not right.
    Wrong,
    /// Seconds to wait before anything is looked at.
    Wait(i64),
    /// The record could not be read.
    Store(StoreError),
}

impl From<StoreError> for Doubt {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Checks a password. The account is looked for in every record: people know their address, not
/// our shards.
pub async fn password(
    register: &Register,
    email: &str,
    typed: String,
    at: Timestamp,
) -> Result<Known, Doubt> {
    let found = account(register, email).await?;
    if let Some((_, account)) = &found {
        not_waiting(account, at)?;
    }
    let kept = found.as_ref().map(|(_, account)| account.password_hash.clone());
    // Slow on purpose, so never on a thread that serves others.
    let right = web::block(move || password::holds(&typed, kept.as_deref())).await.unwrap_or(false);
    let Some((jurisdiction, account)) = found else {
        return Err(Doubt::Wrong);
    };
    if !right {
        return Err(failed(register, jurisdiction, &account, at).await?);
    }
    Ok(Known { jurisdiction, staff: account.staff })
}

/// Checks a one-time code and uses its step up.
pub async fn one_time(
    register: &Register,
    known: Known,
    typed: &str,
    at: Timestamp,
) -> Result<(), Doubt> {
    let account = accounts::by_staff(register, known.jurisdiction, known.staff).await?;
    let account = account.ok_or(Doubt::Wrong)?;
    not_waiting(&account, at)?;
    let Some(step) = code::step(&account.totp_secret, typed, at, account.totp_step) else {
        return Err(failed(register, known.jurisdiction, &account, at).await?);
    };
    // Of two who send the same code at once, the record lets one through.
    let first = accounts::record_success(register, known.jurisdiction, known.staff, step).await?;
    if first { Ok(()) } else { Err(failed(register, known.jurisdiction, &account, at).await?) }
}

async fn account(
    register: &Register,
    email: &str,
) -> Result<Option<(Jurisdiction, Account)>, StoreError> {
    for jurisdiction in Jurisdiction::ALL {
        if let Some(account) = accounts::by_email(register, jurisdiction, email).await? {
            return Ok(Some((jurisdiction, account)));
        }
    }
    Ok(None)
}

fn not_waiting(account: &Account, at: Timestamp) -> Result<(), Doubt> {
    match account.locked_until {
        Some(until) if until > at => Err(Doubt::Wait((until.as_second() - at.as_second()).max(1))),
        Some(_) | None => Ok(()),
    }
}

async fn failed(
    register: &Register,
    jurisdiction: Jurisdiction,
    account: &Account,
    at: Timestamp,
) -> Result<Doubt, StoreError> {
    let wait = wait_after(account.failed + 1);
    let until = (wait > 0).then(|| at + SignedDuration::from_secs(wait));
    accounts::record_failure(register, jurisdiction, account.staff, until).await?;
    Ok(if wait > 0 { Doubt::Wait(wait) } else { Doubt::Wrong })
}
