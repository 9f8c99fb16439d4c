//! The working rooms with their carriers, as an installation is set up.

use std::sync::Arc;

use anyhow::Context as _;
use notifier::{MailRoom, Mailbox, PATIENCE, Smtp, Transport};
use scheduler::{Clockwork, Schedule};
use store::Follower;

use crate::config::Config;
use crate::seed::Brittle;
use crate::wiring::{Archive, Workshop};

/// Where mail goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mail {
    /// To the SMTP server of the settings; it waits where there is none.
    Smtp,
    /// Into the demonstration's mailbox, and to the server as well where one is set.
    MailboxAndSmtp,
    /// Into the demonstration's mailbox alone, by a carrier that fails as often as real ones.
    Rehearsal,
}

/// Puts followers, clock room and mail room together.
pub(crate) async fn workshop(
    archive: &Archive,
    config: &Config,
    url: &str,
    mail: Mail,
) -> anyhow::Result<Workshop> {
    let register = archive.register.clone();
    let profile = crate::operator::of(config)?;
    let profile = crate::operator::of_letters(&profile, url);
    let worker = format!("{}-{}", std::process::id(), archive.ids.next().as_simple());
    let follower = Follower::open(register.clone()).await?;
    // A demonstration is one process, whose clock may stand: it drives everything itself.
    let follower = if mail == Mail::Smtp { follower.sharing(worker.clone()) } else { follower };
    let carriers = carriers(archive, config, mail)?;
    let plan = schedule(config).plan(archive.register.zone())?;
    let synthetic = mail != Mail::Smtp;
    let clockwork = Clockwork::new(register.clone(), plan, worker.clone(), synthetic);
    // A rehearsal moves through years within minutes: it is sealed once it is over.
    let sealer = match mail {
        Mail::Rehearsal => None,
        Mail::Smtp | Mail::MailboxAndSmtp => {
            crate::commands::heads::sealer(config, register.clone(), worker.clone())?
        }
    };
    let room = MailRoom::new(register, carriers, profile, worker);
    Ok(Workshop::new(archive.clone(), follower, clockwork, room, sealer))
}

fn schedule(config: &Config) -> Schedule {
    Schedule {
        timers: config.timers_cron.clone(),
        digest: config.digest_cron.clone(),
        ..Schedule::default()
    }
}

fn carriers(
    archive: &Archive,
    config: &Config,
    mail: Mail,
) -> anyhow::Result<Vec<Arc<dyn Transport>>> {
    let mut all: Vec<Arc<dyn Transport>> = Vec::new();
    let from = address(&config.mail_from);
    let mailbox = Mailbox::new(archive.register.clone(), from);
    match mail {
        Mail::Smtp => {}
        Mail::MailboxAndSmtp => all.push(Arc::new(mailbox)),
        Mail::Rehearsal => all.push(Arc::new(Brittle::over(mailbox))),
    }
    if let Some(url) = config.smtp_url.as_ref().filter(|_| mail != Mail::Rehearsal) {
        let smtp = Smtp::new(url, from, PATIENCE).context("use REDRESS_SMTP_URL")?;
        all.push(Arc::new(smtp));
    }
    Ok(all)
}

/// The address of `Name <address>`, or the text itself.
fn address(sender: &str) -> &str {
    let inside = sender.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or(sender, |(address, _)| address).trim()
}
