//! Proving who somebody is: a password, then a one-time code. Every try is counted before it is
//! looked at, by the address that was typed, and whoever has to wait is told how long; neither
//! words nor waits nor time tell whether an address has an account.

use actix_web::web;
use domain::{Jurisdiction, StaffId};
use jiff::Timestamp;
use store::accounts::Account;
use store::tally::{self, Counted, Tally};
use store::{Register, StoreError, accounts};

use super::code;
use super::password;
use super::tries::LADDER;

/// Whose record counts tries by address: it is not known yet whose staff somebody is.
const COUNTED_BY: Jurisdiction = Jurisdiction::Us;

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
    let holder = email.trim().to_lowercase();
    let tally = Tally { jurisdiction: COUNTED_BY, kind: "sign-in", holder: &holder };
    let counted = tally::count(register, tally, LADDER, at).await?;
    let found = account(register, email).await?;
    let kept = found.as_ref().map(|(_, account)| account.password_hash.clone());
    // Slow on purpose, so never on a thread that serves others; and as slow for who has to wait.
    let right = web::block(move || password::holds(&typed, kept.as_deref())).await.unwrap_or(false);
    let may = matches!(counted, Counted::Now(_));
    let Some((jurisdiction, account)) = found.filter(|_| may && right) else {
        return Err(doubt(counted, at));
    };
    let known = Known { jurisdiction, staff: account.staff };
    if has_left(register, known, at).await? {
        return Err(doubt(counted, at));
    }
    tally::forget(register, tally).await?;
    Ok(known)
}

/// Whether somebody's last day has passed: an account may outlast it.
async fn has_left(register: &Register, known: Known, at: Timestamp) -> Result<bool, StoreError> {
    let office = register.office(known.jurisdiction).await?;
    let left = office.staff.get(&known.staff).and_then(|member| member.left);
    let today = register.zone().to_datetime(at).date();
    Ok(left.is_some_and(|left| left <= today))
}

/// Checks a one-time code and uses its step up. Whoever knows the password still has few tries.
pub async fn one_time(
    register: &Register,
    known: Known,
    typed: &str,
    at: Timestamp,
) -> Result<(), Doubt> {
    let holder = known.staff.to_string();
    let tally = Tally { jurisdiction: known.jurisdiction, kind: "sign-in code", holder: &holder };
    let counted = tally::count(register, tally, LADDER, at).await?;
    if let Counted::Wait(_) = counted {
        return Err(doubt(counted, at));
    }
    let account = accounts::by_staff(register, known.jurisdiction, known.staff).await?;
    let account = account.ok_or(Doubt::Wrong)?;
    // Of two who send the same code at once, the record lets one through.
    let is_first = match code::step(&account.totp_secret, typed, at, account.totp_step) {
        Some(step) => {
            accounts::record_success(register, known.jurisdiction, known.staff, step).await?
        }
        None => false,
    };
    if !is_first {
        return Err(doubt(counted, at));
    }
    tally::forget(register, tally).await?;
    Ok(())
}

async fn account(
    register: &Register,
    email: &str,
) -> Result<Option<(Jurisdiction, Account)>, StoreError> {
    let mut found = None;
    for jurisdiction in Jurisdiction::ALL {
        let account = accounts::by_email(register, jurisdiction, email).await?;
        found = found.or(account.map(|account| (jurisdiction, account)));
    }
    Ok(found)
}

/// What is said of a try that was not right.
fn doubt(counted: Counted, at: Timestamp) -> Doubt {
    match counted {
        Counted::Wait(seconds) => Doubt::Wait(seconds),
        Counted::Now(until) if until > at => Doubt::Wait(until.as_second() - at.as_second()),
        Counted::Now(_) => Doubt::Wrong,
    }
}
