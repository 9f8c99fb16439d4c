//! What a run is asked for on the command line.

use std::path::PathBuf;

/// Choices of one run.
#[derive(Debug, Clone)]
pub(crate) struct Choices {
    /// Rounds; the median counts.
    pub(crate) rounds: usize,
    /// Seconds of one measurement, after one of warming up.
    pub(crate) seconds: u64,
    /// Threads of our runtime.
    pub(crate) threads: usize,
    /// Concurrency of appends.
    pub(crate) clients: Vec<usize>,
    /// Where the report goes.
    pub(crate) to: PathBuf,
}

impl Choices {
    /// `--rounds N --seconds N --threads N --clients N,N --to FILE`.
    pub(crate) fn of(arguments: impl Iterator<Item = String>) -> Self {
        let mut choices = Self {
            rounds: 3,
            seconds: 3,
            threads: 2,
            clients: vec![1, 8, 64, 256],
            to: PathBuf::from("target/bench/report.json"),
        };
        let arguments: Vec<String> = arguments.filter(|a| a != "--bench").collect();
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { panic!("{pair:?} has no value") };
            match name.as_str() {
                "--rounds" => choices.rounds = value.parse().unwrap(),
                "--seconds" => choices.seconds = value.parse().unwrap(),
                "--threads" => choices.threads = value.parse().unwrap(),
                "--clients" => {
                    choices.clients = value.split(',').map(|n| n.parse().unwrap()).collect();
                }
                "--to" => choices.to = PathBuf::from(value),
                other => panic!("{other} is not known"),
            }
        }
        choices
    }
}
