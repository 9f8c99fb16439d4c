//! Sessions of the staff: kept in the record's own database, found by a cookie that only the
//! browser knows. Fifteen minutes without use end one, and so do twelve hours; who has left the
//! staff, or holds other roles, is noticed at the next page.

use domain::{Jurisdiction, StaffId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Register, StoreError, sessions};

use crate::counter::Chance;
use crate::token::hex;

/// Name of the cookie.
pub const COOKIE: &str = "staff";
/// Longest time without use.
const IDLE: SignedDuration = SignedDuration::from_mins(15);
/// Longest time at all.
const WHOLE: SignedDuration = SignedDuration::from_hours(12);
/// How often use is written down.
const TOUCH: SignedDuration = SignedDuration::from_secs(60);

/// What a session remembers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Who signed in.
    pub staff: StaffId,
    /// The name to greet with.
    pub name: String,
}

/// A session that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// Whose record.
    pub jurisdiction: Jurisdiction,
    /// What it remembers.
    pub kept: Kept,
}

/// Everybody's sessions end together under this name.
pub fn holder(staff: StaffId) -> String {
    format!("staff:{staff}")
}

/// Begins a session; answers the cookie's value, drawn anew at every sign-in.
pub async fn begin(
    register: &Register,
    jurisdiction: Jurisdiction,
    kept: &Kept,
    chance: &dyn Chance,
    at: Timestamp,
) -> Result<String, StoreError> {
    let value = format!("{}.{}", code(jurisdiction), hex(&chance.bytes()));
    let body = serde_json::to_vec(kept).unwrap_or_default();
    let holder = holder(kept.staff);
    sessions::create(register, jurisdiction, &value, &holder, &body, at, at + IDLE).await?;
    Ok(value)
}

/// The session of a cookie, and its end moved on.
pub async fn find(
    register: &Register,
    cookie: &str,
    at: Timestamp,
) -> Result<Option<Live>, StoreError> {
    let Some(jurisdiction) = jurisdiction(cookie) else {
        return Ok(None);
    };
    let Some(found) = sessions::load(register, jurisdiction, cookie, at).await? else {
        return Ok(None);
    };
    let last = found.created_at + WHOLE;
    let Ok(kept) = serde_json::from_slice(&found.body) else {
        return Ok(None);
    };
    if at >= last {
        return Ok(None);
    }
    let next = (at + IDLE).min(last);
    if next.duration_since(found.expires_at) > TOUCH {
        sessions::save(register, jurisdiction, cookie, &found.body, next).await?;
    }
    Ok(Some(Live { jurisdiction, kept }))
}

/// Ends the session of a cookie.
pub async fn end(register: &Register, cookie: &str) -> Result<(), StoreError> {
    match jurisdiction(cookie) {
        Some(jurisdiction) => sessions::remove(register, jurisdiction, cookie).await,
        None => Ok(()),
    }
}

/// The record's code in the cookie: it only says where to look.
pub const fn code(jurisdiction: Jurisdiction) -> &'static str {
    match jurisdiction {
        Jurisdiction::Ca => "ca",
        Jurisdiction::Us => "us",
    }
}

fn jurisdiction(cookie: &str) -> Option<Jurisdiction> {
    let (name, rest) = cookie.split_once('.')?;
    let known = Jurisdiction::ALL.into_iter().find(|j| code(*j) == name);
    known.filter(|_| rest.len() == 64)
}
