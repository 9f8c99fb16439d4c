//! `redress erase`: what may be asked of it. Nothing is erased without `--confirm`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};
use uuid::Uuid;

use super::staff::Country;

/// Erase a person, or replay the ledger of erasures on a restored database.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("whom").required(true).args(["subject", "case", "replay_ledger"]))]
pub(crate) struct Erase {
    /// Whom, by id.
    #[arg(long, value_name = "ID")]
    pub(crate) subject: Option<Uuid>,
    /// The traveller of a case, by its reference.
    #[arg(long, value_name = "REFERENCE")]
    pub(crate) case: Option<String>,
    /// Erase again whom the ledger holds and a restored database does not.
    #[arg(long)]
    pub(crate) replay_ledger: bool,
    /// From whose record; a case says so itself.
    #[arg(long, value_enum, default_value = "us")]
    pub(crate) jurisdiction: Country,
    /// On what ground: a rule or a file number, no names.
    #[arg(long, required_unless_present = "replay_ledger")]
    pub(crate) reason: Option<String>,
    /// Who ordered it.
    #[arg(long, required_unless_present = "replay_ledger")]
    pub(crate) by: Option<String>,
    /// Do it; without this it is only said what would be done.
    #[arg(long)]
    pub(crate) confirm: bool,
    /// Folder for certificates; `certificates` beside the ledger where absent.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) certificates: Option<PathBuf>,
}
