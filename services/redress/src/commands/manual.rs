//! Completions and the manual page, from the same tree as the help.

use clap::CommandFactory as _;

use crate::cli::Cli;

/// Completions for a shell.
pub(crate) fn completions(shell: clap_complete::Shell) {
    clap_complete::generate(shell, &mut Cli::command(), "redress", &mut std::io::stdout());
}

/// The manual page.
pub(crate) fn page() -> anyhow::Result<()> {
    clap_mangen::Man::new(Cli::command()).render(&mut std::io::stdout())?;
    Ok(())
}
