//! The part of the command tree about events that wait aside: who decides must give a name and a
//! reason, because both are kept.

use clap::{Args, Subcommand};
use domain::Jurisdiction;

/// About events that wait aside.
#[derive(Debug, Subcommand)]
pub(crate) enum Parked {
    /// List what waits, for which follower, and why.
    List,
    /// Try an event again now, with what waits behind it.
    Retry(Which),
    /// Have a follower do without an event, so that what waits behind it flows.
    Skip(Which),
}

/// Which event, decided by whom and why.
#[derive(Debug, Args)]
pub(crate) struct Which {
    /// The follower, as `redress parked list` names it.
    pub(crate) follower: String,
    /// Whose record: `ca` or `us`.
    #[arg(long, value_parser = jurisdiction)]
    pub(crate) record: Jurisdiction,
    /// Position of the event.
    #[arg(long)]
    pub(crate) position: i64,
    /// Who decides.
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(crate) by: String,
    /// Why.
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(crate) reason: String,
}

fn jurisdiction(text: &str) -> Result<Jurisdiction, String> {
    match text {
        "ca" => Ok(Jurisdiction::Ca),
        "us" => Ok(Jurisdiction::Us),
        _ => Err("say ca or us".to_owned()),
    }
}
