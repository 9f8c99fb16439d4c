//! `redress staff`: who works here, written as events of the office, and what they sign in with.
//! It can be asked again at any time: what was done is said and not done twice, what a cut left
//! open is finished. Grants that need two people come later; until then whoever holds the keyring
//! and the database's address staffs the desk alone.

use anyhow::{Context as _, bail};
use domain::moment::TimeSource as _;
use domain::{Actor, Jurisdiction, Moment};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::lease;

use crate::chance::SystemTime;
use crate::cli::staff::{Country, Staff, What};
use crate::config::Config;
use crate::wiring::Archive;

mod add;
mod asked;
mod entry;
mod leave;
mod renew;
mod roster;
mod unit;

use roster::Roster;

/// How long a command may take before another one goes on.
const TURN: SignedDuration = SignedDuration::from_secs(30);

/// Runs it.
pub(crate) async fn run(config: &Config, staff: &Staff, json: bool) -> anyhow::Result<()> {
    let bureau = Bureau::open(config, staff.jurisdiction).await?;
    let What::List = staff.what else {
        let holder = bureau.archive.ids.next().to_string();
        bureau.turn(&holder, TURN).await?;
        let done = change(&bureau, config, &staff.what, json).await;
        bureau.turn(&holder, SignedDuration::ZERO).await?;
        return done;
    };
    Roster::read(&bureau).await?.show(json);
    Ok(())
}

async fn change(bureau: &Bureau, config: &Config, what: &What, json: bool) -> anyhow::Result<()> {
    match what {
        What::Add(new) => add::add(bureau, config, new, json).await,
        What::Leave { email, on } => leave::leave(bureau, email, *on, json).await,
        What::Renew { email } => renew::renew(bureau, config, email, json).await,
        What::List => Ok(()),
    }
}

/// The office whose staff it is, at one moment.
struct Bureau {
    archive: Archive,
    jurisdiction: Jurisdiction,
    at: Timestamp,
    today: Date,
}

impl Bureau {
    async fn open(config: &Config, country: Country) -> anyhow::Result<Self> {
        let archive = super::archive_at_its_clock(config).await?;
        let jurisdiction = country.jurisdiction();
        let at = archive.time.now();
        let today = archive.register.zone().to_datetime(at).date();
        Ok(Self { archive, jurisdiction, at, today })
    }

    fn moment(&self) -> Moment {
        Moment::new(self.at, Actor::System)
    }

    /// Two commands at once would each think that they are the first. Nothing stands still here,
    /// whatever clock a demonstration has.
    async fn turn(&self, holder: &str, length: SignedDuration) -> anyhow::Result<()> {
        let (register, now) = (&self.archive.register, SystemTime.now());
        let until = now.checked_add(length)?;
        let taken = lease::take(register, self.jurisdiction, "staff", holder, now, until).await;
        if !taken.context("take turns")? {
            bail!("begin: another `redress staff` is under way; ask again when it has ended");
        }
        Ok(())
    }
}
