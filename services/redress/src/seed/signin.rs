//! Sign-ins for the demonstration's staff. They are drawn anew for each installation, never
//! committed, and printed once by `demo`.

use domain::{Role, StaffId};
use serde::Serialize;

use super::office::Staff;
use crate::credentials::Credentials;

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
        let credentials = Credentials::draw(&mut fill);
        SignIn {
            staff: member.id,
            role: member.demo.clone().unwrap_or_default(),
            roles: member.roles.clone(),
            name: member.name.clone(),
            email: member.email.clone(),
            totp_secret: credentials.typed(),
            password: credentials.password,
        }
    };
    staff.demo().map(one).collect()
}
