//! `redress staff renew`: a new password and a new secret for somebody who lost theirs, or never got
//! them. What they had works no more, and whoever was signed in with it is out.

use anyhow::{Context as _, bail};
use store::{accounts, sessions};
use web::staff::session::holder;

use super::Bureau;
use super::entry::Entry;
use super::roster::Roster;
use crate::config::Config;

/// Renews what somebody signs in with.
pub(super) async fn renew(
    bureau: &Bureau,
    config: &Config,
    email: &str,
    json: bool,
) -> anyhow::Result<()> {
    let roster = Roster::read(bureau).await?;
    let staff = roster.here(email).context("renew a sign-in")?;
    let (register, jurisdiction) = (&bureau.archive.register, bureau.jurisdiction);
    if accounts::by_staff(register, jurisdiction, staff).await?.is_none() {
        bail!("renew a sign-in: {email} has none yet; `redress staff add` makes it");
    }
    let entry = Entry::draw()?;
    // Cut off anywhere here, the same command is asked again and draws anew.
    accounts::set_password(register, jurisdiction, staff, &entry.hash).await?;
    accounts::set_totp(register, jurisdiction, staff, &entry.credentials.secret).await?;
    sessions::remove_all(register, jurisdiction, &holder(staff)).await?;
    // Not an event of the office; whoever watches the installation's log sees who was let in anew.
    tracing::warn!(%staff, "a sign-in was renewed by command");
    entry.show(config, &roster.line(staff)?, json);
    Ok(())
}
