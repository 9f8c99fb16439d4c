//! Sign-ins and a registered program for a demonstration: drawn anew for each installation and
//! kept beside its data.

use anyhow::{Context as _, bail};
use domain::Jurisdiction;
use jiff::Timestamp;
use store::accounts::NewAccount;
use store::{accounts, clients};
use web::Chance;

use super::state::{Client, SignIn};
use crate::seed::{self, Plan};
use crate::wiring::Archive;

const HOME: Jurisdiction = Jurisdiction::Us;
/// What the demonstration's program may do.
const SCOPES: &[&str] = &["cases:file", "cases:read", "measures:read"];

/// Makes an account for each member of staff that the demonstration shows.
pub(super) async fn staff(
    archive: &Archive,
    plan: &Plan,
    chance: &dyn Chance,
    at: Timestamp,
) -> anyhow::Result<Vec<SignIn>> {
    let fill = |bytes: &mut [u8]| bytes.copy_from_slice(&chance.bytes()[..bytes.len()]);
    let mut made = Vec::new();
    for one in seed::sign_ins(&plan.staff, fill) {
        let mut salt = [0u8; 16];
        salt.copy_from_slice(&chance.bytes()[..16]);
        let hash = web::hash_password(&one.password, &salt).context("hash a password")?;
        let secret = base32(&one.totp_secret).context("read a secret")?;
        let account = NewAccount {
            staff: one.staff,
            email: &one.email,
            password_hash: &hash,
            totp_secret: &secret,
        };
        if !accounts::create(&archive.register, HOME, account, at).await? {
            bail!("make an account for {}: there is one already", one.email);
        }
        made.push(SignIn {
            role: one.role,
            name: one.name,
            email: one.email,
            password: one.password,
            totp_secret: one.totp_secret,
        });
    }
    Ok(made)
}

/// Registers a program.
pub(super) async fn client(
    archive: &Archive,
    chance: &dyn Chance,
    at: Timestamp,
) -> anyhow::Result<Client> {
    let secret =
        chance.bytes().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let mut salt = [0u8; 16];
    salt.copy_from_slice(&chance.bytes()[..16]);
    let client = clients::Client {
        client_id: "demo-client".to_owned(),
        secret_hash: web::hash_password(&secret, &salt).context("hash a secret")?,
        scopes: SCOPES.iter().map(|scope| (*scope).to_owned()).collect(),
        created_at: at,
    };
    clients::put(&archive.register, HOME, &client).await?;
    Ok(Client { client_id: client.client_id, client_secret: secret, scopes: client.scopes })
}

/// Bytes of base32 text without padding.
fn base32(text: &str) -> Option<Vec<u8>> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0u32);
    for letter in text.chars() {
        held = (held << 5) | u32::try_from(LETTERS.find(letter)?).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    Some(bytes)
}
