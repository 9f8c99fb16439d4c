//! `redress hold`: what may be asked of it.

use clap::{Args, Subcommand};
use uuid::Uuid;

use super::staff::Country;

/// Legal holds: while one stands, the person is not erased.
#[derive(Debug, Args)]
pub(crate) struct Hold {
    /// In whose record.
    #[arg(long, value_enum, default_value = "us", global = true)]
    pub(crate) jurisdiction: Country,
    #[command(subcommand)]
    pub(crate) what: What,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Set a hold on a person.
    Set {
        /// Whose data must be kept, by id.
        #[arg(long, value_name = "ID", required_unless_present = "case", conflicts_with = "case")]
        subject: Option<Uuid>,
        /// The traveller of a case, by its reference.
        #[arg(long, value_name = "REFERENCE")]
        case: Option<String>,
        #[command(flatten)]
        act: Act,
    },
    /// Lift a hold.
    Lift {
        /// The hold.
        #[arg(long, value_name = "ID")]
        hold: Uuid,
        #[command(flatten)]
        act: Act,
    },
    /// List holds, lifted ones too.
    List,
}

/// Who acts, and on what ground.
#[derive(Debug, Args)]
pub(crate) struct Act {
    /// On what ground: a file number or a rule, no names.
    #[arg(long)]
    pub(crate) reason: String,
    /// Who acts.
    #[arg(long)]
    pub(crate) by: String,
}
