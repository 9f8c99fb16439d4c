//! The figures: one line each with the limit, and the peer where there is one, as JSON for
//! programs and as a table for people.

use std::path::Path;

use serde::Serialize;

/// One measurement.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sample {
    pub(crate) per_second: f64,
    /// Milliseconds.
    pub(crate) p50: f64,
    pub(crate) p99: f64,
}

impl Sample {
    /// From the rate and the microseconds of each operation.
    pub(crate) fn of(per_second: f64, mut latencies: Vec<u64>) -> Self {
        latencies.sort_unstable();
        #[expect(clippy::cast_precision_loss, reason = "microseconds of one operation")]
        let at = |share: usize| {
            let place = (latencies.len() * share / 1000).min(latencies.len().saturating_sub(1));
            latencies.get(place).map_or(0.0, |us| *us as f64 / 1000.0)
        };
        Self { per_second, p50: at(500), p99: at(990) }
    }

    /// The median of several, each figure on its own.
    pub(crate) fn median(samples: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| {
            let mut all: Vec<f64> = samples.iter().map(figure).collect();
            all.sort_by(f64::total_cmp);
            all[all.len() / 2]
        };
        Self { per_second: of(|s| s.per_second), p50: of(|s| s.p50), p99: of(|s| s.p99) }
    }
}

/// One figure beside its limit and its peer.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Line {
    name: String,
    ours: f64,
    unit: &'static str,
    limit: Option<f64>,
    limit_name: Option<String>,
    ratio: Option<f64>,
    peer: Option<f64>,
    peer_name: Option<String>,
    peer_ratio: Option<f64>,
}

impl Line {
    /// So many a second: a ratio above one is faster than the limit.
    pub(crate) fn rate(name: String, ours: f64, limit: f64, limit_name: &str) -> Self {
        Self::beside(name, ours, "1/s", limit, limit_name)
    }

    /// So many milliseconds: a ratio above one is slower than the limit.
    pub(crate) fn time(name: String, ours: f64, limit: f64, limit_name: &str) -> Self {
        Self::beside(name, ours, "ms", limit, limit_name)
    }

    fn beside(name: String, ours: f64, unit: &'static str, limit: f64, limit_name: &str) -> Self {
        let (limit, ratio, limit_name) =
            (Some(limit), Some(ours / limit), Some(limit_name.to_owned()));
        Self { name, ours, unit, limit, limit_name, ratio, ..Self::default() }
    }
}

/// All figures of a run.
#[derive(Debug, Default)]
pub(crate) struct Report(Vec<Line>);

impl Report {
    /// Takes a figure, and prints it.
    pub(crate) fn add(&mut self, line: Line) {
        let ratio = line.ratio.map_or(String::new(), |ratio| format!("{ratio:>7.2}"));
        let limit = line.limit.map_or(String::new(), |limit| format!("{limit:>12.2}"));
        let beside = line.limit_name.as_deref().unwrap_or_default();
        println!(
            "{:<48} {:>12.2} {:<5} {limit} {ratio}  {beside}",
            line.name, line.ours, line.unit
        );
        self.0.push(line);
    }

    pub(crate) fn write(&self, to: &Path) {
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder).unwrap();
        }
        std::fs::write(to, serde_json::to_vec_pretty(&self.0).unwrap()).unwrap();
        println!("{}", to.display());
    }
}
