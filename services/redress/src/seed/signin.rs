//! Sign-ins for the demonstration's staff. They are drawn anew for each installation, never
//! committed, and printed once by `demo`.

use domain::{Role, StaffId};
use serde::Serialize;

use super::office::Staff;

const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Bytes of a one-time code's secret: as long as the digest behind it.
const SECRET: usize = 20;
/// Letters of a password.
const PASSWORD: usize = 16;

/// How one member of the staff signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct SignIn {
    /// The member of staff.
    #[serde(skip)]
    pub(crate) staff: StaffId,
    /// What it is for: `officer`, `supervisor`, `port officer`, `analyst`, `administrator`.
    pub(crate) role: String,
    /// Roles held.
    #[serde(skip)]
    pub(crate) roles: Vec<Role>,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) password: String,
    /// Base32, as authenticators take it.
    pub(crate) totp_secret: String,
}

/// Sign-ins for the staff that the demonstration shows; `fill` draws bytes nobody can guess.
pub(crate) fn sign_ins(staff: &Staff, mut fill: impl FnMut(&mut [u8])) -> Vec<SignIn> {
    let one = |member: &super::office::Member| {
        let mut drawn = [0u8; SECRET];
        fill(&mut drawn);
        let totp_secret = base32(&drawn);
        fill(&mut drawn);
        let password: String = drawn[..PASSWORD]
            .iter()
            .map(|byte| char::from(LETTERS[usize::from(byte % 32)]).to_ascii_lowercase())
            .collect();
        SignIn {
            staff: member.id,
            role: member.demo.clone().unwrap_or_default(),
            roles: member.roles.clone(),
            name: member.name.clone(),
            email: member.email.clone(),
            password: format!("{}-{}", &password[..8], &password[8..]),
            totp_secret,
        }
    };
    staff.demo().map(one).collect()
}

/// Base32 without padding; twenty bytes fill thirty-two letters evenly.
fn base32(bytes: &[u8; SECRET]) -> String {
    let letter = |n: usize| {
        let bits = (0..5).fold(0u8, |value, k| {
            let place = n * 5 + k;
            value << 1 | (bytes[place / 8] >> (7 - place % 8)) & 1
        });
        char::from(LETTERS[usize::from(bits)])
    };
    (0..SECRET * 8 / 5).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_as_authenticators_read() {
        let mut bytes = [0u8; SECRET];
        bytes[..5].copy_from_slice(b"hello");
        assert_eq!(base32(&bytes), "NBSWY3DPAAAAAAAAAAAAAAAAAAAAAAAA");
    }
}
