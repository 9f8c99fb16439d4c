//! The command tree. One tree feeds help, completions and the manual page.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub(crate) mod erase;
pub(crate) mod hold;
pub(crate) mod keys;
pub(crate) mod parked;
pub(crate) mod staff;

/// Redress: what can be done about a decision at the border, by when, and what became of it.
#[derive(Debug, Parser)]
#[command(
    name = "redress",
    version,
    after_help = "Exit codes: 0 done, 1 a finding or a failure, 2 wrong use.\nSettings: REDRESS_* in the environment, over a file, over defaults; see `redress config show`."
)]
pub(crate) struct Cli {
    /// Settings file.
    #[arg(long, global = true)]
    pub(crate) config: Option<PathBuf>,
    /// Answer in JSON on one line.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a whole installation with its own database and a synthetic history.
    Demo(Demo),
    /// Run pages, API and workers against REDRESS_DATABASE_URL.
    Serve {
        /// Which part of the work this process does.
        #[arg(long, value_enum, default_value = "all")]
        role: Role,
    },
    /// Bring the database up to date.
    Migrate,
    /// Build projections anew beside the old ones, compare, then switch.
    Rebuild {
        /// Which; leave out with --all.
        name: Option<String>,
        /// Every projection.
        #[arg(long)]
        all: bool,
    },
    /// What followers of the record could not handle, and what becomes of it.
    Parked {
        #[command(subcommand)]
        what: parked::Parked,
    },
    /// Check that the record is whole, or that a case is in it: chains, log, heads from outside.
    Verify(Verify),
    /// How far the record is sealed, and the public key of its heads.
    Heads {
        /// Seal what is new, now.
        #[arg(long)]
        seal: bool,
    },
    /// Look over the installation: each line a fact, a risk and how to mend it.
    Doctor,
    /// Who is on the staff, and who signs in.
    Staff(staff::Staff),
    /// Erase a person: key, sealed matter, files, drafts, mails; with a certificate.
    Erase(erase::Erase),
    /// Legal holds: while one stands, the person is not erased.
    Hold(hold::Hold),
    /// Master keys: list, rotate, destroy.
    Keys {
        #[command(subcommand)]
        what: keys::What,
    },
    /// The rules of time in force.
    Law {
        #[command(subcommand)]
        what: Law,
    },
    /// Export the record for a verifier, or one case with the proof that it is in the log.
    Export {
        /// What: `record` or `case`.
        #[arg(long, default_value = "record")]
        what: String,
        /// Reference or id of the case.
        #[arg(long)]
        case: Option<String>,
        /// Folder to write into.
        #[arg(long)]
        to: PathBuf,
    },
    /// Write the committed contracts (OpenAPI, problems) from the code.
    Contracts {
        /// Folder of the contracts.
        #[arg(long, default_value = "contracts")]
        to: PathBuf,
    },
    /// Settings.
    Config {
        #[command(subcommand)]
        what: Settings,
    },
    /// Shell completions.
    Completions {
        /// For which shell.
        shell: clap_complete::Shell,
    },
    /// The manual page.
    Man,
}

/// What is checked against what.
#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    /// An exported record; the database where absent.
    #[arg(long)]
    pub(crate) record: Option<PathBuf>,
    /// Heads that were kept outside: a file, or a folder of them.
    #[arg(long, visible_alias = "head", requires = "key")]
    pub(crate) heads: Option<PathBuf>,
    /// Public key of the heads: the key, or a file with it, from a place that you trust.
    #[arg(long)]
    pub(crate) key: Option<String>,
    /// A case with its proof, instead of a record; nothing else is needed.
    #[arg(long, requires = "key", conflicts_with = "record")]
    pub(crate) proof: Option<PathBuf>,
}

/// A demo's choices.
#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// How many synthetic matters the history holds.
    #[arg(long, default_value_t = 2000)]
    pub(crate) cases: usize,
    /// Chance starts here.
    #[arg(long, default_value_t = 20_260_101)]
    pub(crate) seed: u64,
    /// Whose clock: the system's, or one that moves only when told.
    #[arg(long, value_enum, default_value = "system")]
    pub(crate) clock: ClockKind,
    /// Where a manual clock starts (RFC 3339); where absent, where it stood, else now.
    #[arg(long)]
    pub(crate) at: Option<jiff::Timestamp>,
    /// Folder of the data.
    #[arg(long)]
    pub(crate) data: Option<PathBuf>,
    /// Address of the pages, over the setting.
    #[arg(long)]
    pub(crate) bind: Option<String>,
}

/// Whose clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClockKind {
    /// The system's.
    System,
    /// One that moves only when told.
    Manual,
}

/// Which part of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    /// Pages and API.
    Web,
    /// Projections, timers, mail.
    Work,
    /// Both.
    All,
}

/// About the rules.
#[derive(Debug, Subcommand)]
pub(crate) enum Law {
    /// List the rule book.
    List,
    /// Work out a date.
    Date {
        /// Rule id.
        #[arg(long)]
        rule: String,
        /// Day of the trigger.
        #[arg(long)]
        trigger: jiff::civil::Date,
    },
}

/// About settings.
#[derive(Debug, Subcommand)]
pub(crate) enum Settings {
    /// Each setting, its value and where it came from; secrets hidden.
    Show,
}
