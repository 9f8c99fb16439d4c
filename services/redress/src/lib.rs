//! The door: the one program. It reads the settings, wires the rooms together and runs what the
//! command line asks for; whatever decides or renders lies in the other crates.

mod chance;
mod cli;
mod commands;
mod config;
mod credentials;
mod demo;
mod house;
mod operator;
mod post;
mod rooms;
mod say;
mod seed;
mod wiring;
mod worker;

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser as _;

use cli::{Cli, Command};
use config::{Config, Sources};

/// Runs the program. Exit codes: 0 done, 1 a finding or a failure, 2 wrong use.
pub fn main() -> ExitCode {
    store::faults::set_up();
    let cli = Cli::parse();
    log(cli.json);
    let file = cli.config.clone().or_else(config::usual_file);
    let (config, sources) = match config::load(file.as_deref(), std::env::vars()) {
        Ok(loaded) => loaded,
        Err(error) => {
            tracing::error!("{error}");
            return ExitCode::from(2);
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let result = runtime
        .context("start the runtime")
        .and_then(|runtime| runtime.block_on(run(cli, config, sources)));
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            tracing::error!("failed to {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli, config: Config, sources: Sources) -> anyhow::Result<bool> {
    let json = cli.json;
    match cli.command {
        Command::Demo(args) => demo::run(&config, args, json).await.map(|()| true),
        Command::Serve { role } => commands::serve::run(&config, role).await.map(|()| true),
        Command::Migrate => commands::record::migrate(&config, json).await.map(|()| true),
        Command::Rebuild { name, all } => commands::record::rebuild(&config, name, all, json).await,
        Command::Parked { what } => commands::parked::run(&config, &what, json).await,
        Command::Verify(asked) => commands::verify::run(&config, &asked, json).await,
        Command::Heads { seal } => commands::heads::run(&config, seal, json).await,
        Command::Export { what, case, to } => {
            let exported = commands::export::run(&config, &what, case.as_deref(), &to, json);
            exported.await.map(|()| true)
        }
        Command::Doctor => commands::doctor::run(&config, json).await,
        Command::Staff(what) => commands::staff::run(&config, &what, json).await.map(|()| true),
        Command::Erase(what) => commands::erase::run(&config, &what, json).await,
        Command::Hold(what) => commands::hold::run(&config, &what, json).await,
        Command::Keys { what } => commands::keys::run(&config, &what, json).await,
        Command::Law { what } => commands::law::run(&what, json).map(|()| true),
        Command::Contracts { to } => commands::contracts::write(&to).map(|()| true),
        Command::Config { what: cli::Settings::Show } => {
            commands::settings::show(&config, &sources, json);
            Ok(true)
        }
        Command::Completions { shell } => {
            commands::manual::completions(shell);
            Ok(true)
        }
        Command::Man => commands::manual::page().map(|()| true),
    }
}

/// What is said without being asked: not what libraries say when all is well, nor that connections end
/// when the database does.
const SAID: &str = "info,actix_server=warn,tokio_postgres=warn,refinery_core=warn,deadpool=error";

/// Logs go to standard error: as lines for people, as JSON where answers are JSON.
fn log(json: bool) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("REDRESS_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(SAID));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if json {
        builder.json().init();
    } else {
        builder.with_target(false).init();
    }
}
