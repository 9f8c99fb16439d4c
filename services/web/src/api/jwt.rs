//! Access tokens: ES256 and nothing else, for ten minutes, for this installation alone. A token
//! says who somebody is; what they may do is looked up when it is used, so that a change of
//! roles holds at once.

use domain::{Jurisdiction, StaffId};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::keys::Keys;

#[cfg(test)]
mod tests;

/// Seconds for which a token holds.
pub const LIFETIME: i64 = 600;
/// Seconds by which two clocks may differ.
const LEEWAY: i64 = 30;
/// What kind of token it is (RFC 9068).
const KIND: &str = "at+jwt";
/// For whom the tokens are.
pub const AUDIENCE: &str = "redress-api";

/// Who holds a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "holder", rename_all = "snake_case")]
pub enum Holder {
    /// A member of staff.
    Staff {
        /// The member of staff.
        staff: StaffId,
    },
    /// A registered program.
    Client {
        /// Its registered id.
        client: String,
        /// What it may do.
        scopes: Vec<String>,
    },
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it.
    pub iss: String,
    /// For whom.
    pub aud: String,
    /// About whom.
    pub sub: String,
    /// From when, in seconds.
    pub iat: i64,
    /// Not before, in seconds.
    pub nbf: i64,
    /// Until when, in seconds.
    pub exp: i64,
    /// Its own number.
    pub jti: Uuid,
    /// Whose record it opens.
    pub jurisdiction: Jurisdiction,
    /// Who holds it.
    #[serde(flatten)]
    pub holder: Holder,
}

/// A token is not one of ours, or no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a token of ours")]
pub struct NotOurs;

/// Issues a token.
pub fn issue(
    keys: &Keys,
    issuer: &str,
    (jurisdiction, holder): (Jurisdiction, Holder),
    jti: Uuid,
    at: Timestamp,
) -> Result<String, jsonwebtoken::errors::Error> {
    let sub = match &holder {
        Holder::Staff { staff } => staff.to_string(),
        Holder::Client { client, .. } => client.clone(),
    };
    let now = at.as_second();
    let claims = Claims {
        iss: issuer.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub,
        iat: now,
        nbf: now,
        exp: now + LIFETIME,
        jti,
        jurisdiction,
        holder,
    };
    let key = keys.signing(at);
    let mut header = Header::new(Algorithm::ES256);
    header.typ = Some(KIND.to_owned());
    header.kid = Some(key.id.clone());
    encode(&header, &claims, &key.signs)
}

/// Checks a token. The header chooses only among our own keys; a key that it brings along, or
/// points to, is never looked at.
pub fn check(keys: &Keys, issuer: &str, token: &str, at: Timestamp) -> Result<Claims, NotOurs> {
    let header = decode_header(token).map_err(|_| NotOurs)?;
    let foreign = header.jku.is_some()
        || header.jwk.is_some()
        || header.x5u.is_some()
        || header.x5c.is_some()
        || header.crit.is_some();
    let ours = header.alg == Algorithm::ES256 && header.typ.as_deref() == Some(KIND);
    if foreign || !ours {
        return Err(NotOurs);
    }
    let key = header.kid.and_then(|id| keys.named(&id, at)).ok_or(NotOurs)?;
    let claims = decode::<Claims>(token, &key.checks, &rules(issuer)).map_err(|_| NotOurs)?.claims;
    let now = at.as_second();
    let in_time =
        claims.nbf.saturating_sub(LEEWAY) <= now && now < claims.exp.saturating_add(LEEWAY);
    let short = (0..=LIFETIME).contains(&claims.exp.saturating_sub(claims.iat));
    if in_time && short { Ok(claims) } else { Err(NotOurs) }
}

/// Times are left to [`check`]: the library would look at the machine's own clock.
fn rules(issuer: &str) -> Validation {
    let mut rules = Validation::new(Algorithm::ES256);
    rules.set_audience(&[AUDIENCE]);
    rules.set_issuer(&[issuer]);
    rules.set_required_spec_claims(&["exp", "nbf", "aud", "iss", "sub"]);
    rules.validate_exp = false;
    rules.validate_nbf = false;
    rules
}
