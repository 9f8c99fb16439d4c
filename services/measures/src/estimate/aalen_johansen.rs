//! Aalen and Johansen's cumulative incidence: the share that had one kind of end by a day, while
//! other kinds compete for it. Bands are log-log, from the variance of Marubini and Valsecchi.

use super::interval::{Interval, log_log};
use super::{DayAtRisk, Observation, days_at_risk, real};

/// A curve of the share that had the event; it starts at 0 and steps up.
#[derive(Debug, Clone, PartialEq)]
pub struct Incidence {
    pub steps: Vec<Step>,
    /// The last day on which anyone was still seen.
    pub seen_until: i64,
}

/// The curve from one day until the next step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub day: i64,
    pub share: f64,
    pub band: Option<Interval>,
    /// Events of this kind up to and including this day.
    pub events: u64,
}

/// The curve of `cause` among observations that end by it, by another cause, or not yet.
pub fn cumulative_incidence<Cause: Copy + PartialEq>(
    seen: &[Observation<Cause>],
    cause: Cause,
) -> Incidence {
    let (mut waiting, mut share, mut events) = (1.0, 0.0, 0);
    let mut spread = Spread::default();
    let mut steps = Vec::new();
    for at in days_at_risk(seen) {
        let mine = at.events.iter().filter(|event| **event == cause).count() as u64;
        share += waiting * real(mine) / real(at.at_risk);
        spread.add(&at, mine, waiting, share);
        waiting *= real(at.at_risk - at.events.len() as u64) / real(at.at_risk);
        events += mine;
        if mine > 0 {
            let band = log_log(share, spread.variance(share).max(0.0).sqrt());
            steps.push(Step { day: at.day, share, band, events });
        }
    }
    let seen_until = seen.iter().map(|one| one.days).max().unwrap_or(0);
    Incidence { steps, seen_until }
}

/// The variance as running sums, so that each day is visited once.
#[derive(Default)]
struct Spread {
    square: [f64; 3],
    own: f64,
    cross: [f64; 2],
}

impl Spread {
    fn add<Cause>(&mut self, at: &DayAtRisk<Cause>, mine: u64, waiting: f64, share: f64) {
        let (n, all, mine) = (real(at.at_risk), real(at.events.len() as u64), real(mine));
        // When all at risk leave on one day, this day's own term is zero and no day follows.
        let weight = if n > all { all / (n * (n - all)) } else { 0.0 };
        self.square[0] += weight;
        self.square[1] += weight * share;
        self.square[2] += weight * share * share;
        self.own += waiting * waiting * mine * (n - mine) / (n * n * n);
        let cross = waiting * mine / (n * n);
        self.cross[0] += cross;
        self.cross[1] += cross * share;
    }

    fn variance(&self, share: f64) -> f64 {
        let square = self.square[0] * share * share - 2.0 * self.square[1] * share + self.square[2];
        square + self.own - 2.0 * (self.cross[0] * share - self.cross[1])
    }
}

impl Incidence {
    /// The share that had the event by the end of `day`.
    pub fn at(&self, day: i64) -> f64 {
        self.step(day).map_or(0.0, |step| step.share)
    }

    /// The last step on or before `day`.
    pub fn step(&self, day: i64) -> Option<&Step> {
        self.steps.iter().rfind(|step| step.day <= day)
    }

    /// The first day by which a share `q` of all had the event; `None` if it was never reached.
    pub fn quantile(&self, q: f64) -> Option<i64> {
        self.steps.iter().find(|step| step.share >= q - 1e-9).map(|step| step.day)
    }

    /// The days on which the band still covers the quantile.
    #[expect(clippy::cast_precision_loss, reason = "days stay far below 2^52")]
    pub fn quantile_interval(&self, q: f64) -> Interval {
        let first = |end: fn(&Step) -> f64| {
            self.steps.iter().find(|step| end(step) >= q - 1e-9).map(|step| step.day as f64)
        };
        Interval {
            low: first(|step| step.band.and_then(|band| band.high).unwrap_or(step.share)),
            high: first(|step| step.band.and_then(|band| band.low).unwrap_or(step.share)),
            level: super::LEVEL,
            method: super::interval::Method::BrookmeyerCrowley,
        }
    }

    /// How many events the curve rests on.
    pub fn events(&self) -> u64 {
        self.steps.last().map_or(0, |step| step.events)
    }
}
