//! What somebody signs in with at first, or anew: drawn, hashed, and shown once. It is in no log,
//! and nobody can show it again.

use anyhow::Context as _;
use serde_json::json;
use web::{Chance as _, SystemChance};

use super::roster::Line;
use crate::config::Config;
use crate::credentials::Credentials;
use crate::say;

/// Credentials in the clear, and the password as it is kept.
pub(super) struct Entry {
    pub(super) credentials: Credentials,
    pub(super) hash: String,
}

impl Entry {
    pub(super) fn draw() -> anyhow::Result<Self> {
        let chance = SystemChance;
        let fill = |bytes: &mut [u8]| bytes.copy_from_slice(&chance.bytes()[..bytes.len()]);
        let credentials = Credentials::draw(fill);
        let mut salt = [0u8; 16];
        fill(&mut salt);
        let hash = web::hash_password(&credentials.password, &salt).context("hash a password")?;
        Ok(Self { credentials, hash })
    }

    pub(super) fn show(&self, config: &Config, line: &Line, json: bool) {
        let credentials = &self.credentials;
        let (password, otpauth) = (&credentials.password, credentials.otpauth(&line.email));
        let value = json!({
            "changed": true, "staff": line, "password": password,
            "totp_secret": credentials.typed(), "otpauth": otpauth,
        });
        let base = config.public_url.as_deref().unwrap_or("").trim_end_matches('/');
        say::answer(json, &value, || {
            format!(
                "{name} is on the staff ({standing}).\n\n  \
                 Sign in   {base}/desk\n  \
                 Address   {email}\n  \
                 Password  {password}\n  \
                 Codes     {otpauth}\n\n\
                 This is shown once and cannot be shown again. Hand it to {name} alone, and not by mail.\n\
                 The pages have no way yet to change a password: this one stays. If it is lost, \
                 `redress staff renew` draws another.",
                name = line.name,
                standing = line.standing(),
                email = line.email,
            )
        });
    }
}
