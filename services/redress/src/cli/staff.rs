//! `redress staff`: what may be asked of it. No secret is ever an argument; those go out, not in.

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Who is on the staff, and who signs in.
#[derive(Debug, Args)]
pub(crate) struct Staff {
    /// Whose record: each country's office has its own staff.
    #[arg(long, value_enum, default_value = "us", global = true)]
    pub(crate) jurisdiction: Country,
    #[command(subcommand)]
    pub(crate) what: What,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Put somebody on the staff and print, once, what they sign in with; a second time changes nothing.
    Add(Box<Add>),
    /// Draw a new password and secret for somebody who lost theirs, and print them once.
    Renew {
        /// Mail address that they sign in with.
        #[arg(long)]
        email: String,
    },
    /// List the staff: name, roles, unit, since, until.
    List,
    /// Take somebody off the staff: they cannot sign in any more.
    Leave {
        /// Mail address that they sign in with.
        #[arg(long)]
        email: String,
        /// First day on which they are no longer on the staff; where absent, today and at once.
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
    },
}

/// Somebody new.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Mail address to sign in with.
    #[arg(long)]
    pub(crate) email: String,
    /// Full name, as the person writes it; it is sealed.
    #[arg(long)]
    pub(crate) name: String,
    /// What they may do; several with commas between.
    #[arg(long = "role", value_name = "ROLE", value_enum, required = true, value_delimiter = ',')]
    pub(crate) roles: Vec<Duty>,
    /// Code of the unit that they serve in; nobody judges their own unit's act.
    #[arg(long)]
    pub(crate) unit: String,
    /// First day in the unit, today or before: a sign-in works at once.
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Date,
    /// Languages that they read; several with commas between, mail comes in the first.
    #[arg(
        long = "language",
        value_name = "LANGUAGE",
        value_enum,
        default_value = "en",
        value_delimiter = ','
    )]
    pub(crate) languages: Vec<Tongue>,
    /// Mail address of whoever they report to.
    #[arg(long, value_name = "EMAIL")]
    pub(crate) reports_to: Option<String>,
    #[command(flatten)]
    pub(crate) opening: Opening,
}

/// A unit that is not there yet, with the facts that independence rests on.
#[derive(Debug, Args)]
pub(crate) struct Opening {
    /// Open the unit if it is not there; needs the three facts below.
    #[arg(long, requires_all = ["unit_port", "unit_above", "unit_since"])]
    pub(crate) new_unit: bool,
    /// Place that a new unit serves, such as `us-0901`; `none` where it serves none.
    #[arg(long, value_name = "PLACE", requires = "new_unit")]
    pub(crate) unit_port: Option<String>,
    /// Code of the unit above a new one; `none` where there is none.
    #[arg(long, value_name = "UNIT", requires = "new_unit")]
    pub(crate) unit_above: Option<String>,
    /// First day of a new unit.
    #[arg(long, value_name = "DATE", requires = "new_unit")]
    pub(crate) unit_since: Option<Date>,
}

/// Whose record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Country {
    /// Canada.
    Ca,
    /// United States.
    Us,
}

impl Country {
    /// The jurisdiction.
    pub(crate) const fn jurisdiction(self) -> domain::Jurisdiction {
        match self {
            Self::Ca => domain::Jurisdiction::Ca,
            Self::Us => domain::Jurisdiction::Us,
        }
    }
}

/// What somebody of the staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Duty {
    /// Works cases.
    Officer,
    /// Assigns work, signs, reopens.
    Supervisor,
    /// Reads figures, never cases.
    Analyst,
    /// Runs the installation; has no access to cases.
    #[value(alias = "admin")]
    Administrator,
}

/// A language that somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tongue {
    /// English.
    En,
    /// French.
    Fr,
}
