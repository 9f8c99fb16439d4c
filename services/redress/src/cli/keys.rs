//! `redress keys`: what may be asked of it. No key is ever shown, only names of keys.

use clap::Subcommand;

/// What to do with master keys.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// List them: since when, until when, and what each still wraps.
    List,
    /// Draw a new one and wrap all that lives by it; one that was cut short goes on.
    Rotate,
    /// Destroy an old one, unless something is still wrapped by it. Copies of the database from
    /// before its rotation then open no more, of anybody.
    Destroy {
        /// Its name.
        #[arg(long, value_name = "ID")]
        key: String,
        /// Do it; without this it is only said what would be done.
        #[arg(long)]
        confirm: bool,
    },
}
