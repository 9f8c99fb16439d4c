//! The loss harness: writers in two processes whose appends stall, are undone and are killed, beside
//! readers who read on from where they were. Not one event may be missed; on a table numbered by a
//! sequence, under the same faults, some must be, or the run stressed nothing.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

#[path = "../it/common.rs"]
#[expect(dead_code, reason = "the other tests of this crate use the rest")]
mod common;
mod controls;
mod faults;
mod readers;
mod run;
#[path = "../it/stories.rs"]
#[expect(dead_code, reason = "the other tests of this crate use the rest")]
mod stories;
mod writer;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

/// Events of every run; the campaign writes the whole number that was asked for.
const EVENTS: u64 = 4_000;
const CAMPAIGN: u64 = 200_000;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    // The same program, started by a trial, is one of the writing processes.
    if arguments.next().as_deref() == Some("writer") {
        writer::run(&arguments.collect::<Vec<_>>());
        return ExitCode::SUCCESS;
    }
    let trial = |name: &str, events| {
        Trial::test(name, move || {
            run::nothing_is_lost(events);
            Ok(())
        })
    };
    let trials = vec![
        trial("nobody_who_reads_on_misses_an_event", EVENTS),
        trial("campaign_nobody_who_reads_on_misses_an_event", CAMPAIGN),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
