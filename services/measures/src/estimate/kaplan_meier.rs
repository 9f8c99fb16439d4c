//! Kaplan and Meier's curve of those still waiting, with Greenwood's variance, log-log bands and
//! the quantile interval of Brookmeyer and Crowley that reads off those bands.

use super::interval::{Interval, LEVEL, Method, log_log};
use super::{Observation, days_at_risk, real};

/// A curve of the share still waiting; it starts at 1 and steps down.
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    pub steps: Vec<Step>,
}

/// The curve from one day until the next step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub day: i64,
    pub share: f64,
    pub band: Option<Interval>,
    /// Events up to and including this day.
    pub events: u64,
}

/// The curve for observations that end with the event or are still waiting.
pub fn kaplan_meier(seen: &[Observation<()>]) -> Survival {
    let (mut share, mut greenwood, mut events) = (1.0, 0.0, 0);
    let steps = days_at_risk(seen).into_iter().map(|at| {
        let (gone, left) = (at.events.len() as u64, at.at_risk - at.events.len() as u64);
        share *= real(left) / real(at.at_risk);
        greenwood += real(gone) / (real(at.at_risk) * real(left));
        events += gone;
        Step { day: at.day, share, band: log_log(share, share * greenwood.sqrt()), events }
    });
    Survival { steps: steps.collect() }
}

impl Survival {
    /// The share still waiting at the end of `day`.
    pub fn at(&self, day: i64) -> f64 {
        self.steps.iter().rfind(|step| step.day <= day).map_or(1.0, |step| step.share)
    }

    /// The first day by which a share `q` was over; `None` if the curve never comes so low.
    pub fn quantile(&self, q: f64) -> Option<i64> {
        let left = 1.0 - q + 1e-9;
        self.steps.iter().find(|step| step.share <= left).map(|step| step.day)
    }

    /// The interval for the same quantile: the days on which the band still covers it.
    #[expect(clippy::cast_precision_loss, reason = "days stay far below 2^52")]
    pub fn quantile_interval(&self, q: f64) -> Interval {
        let left = 1.0 - q + 1e-9;
        let first = |end: fn(&Step) -> f64| {
            self.steps.iter().find(|step| end(step) <= left).map(|step| step.day as f64)
        };
        Interval {
            low: first(|step| step.band.and_then(|band| band.low).unwrap_or(step.share)),
            high: first(|step| step.band.and_then(|band| band.high).unwrap_or(step.share)),
            level: LEVEL,
            method: Method::BrookmeyerCrowley,
        }
    }

    /// How many events the curve rests on.
    pub fn events(&self) -> u64 {
        self.steps.last().map_or(0, |step| step.events)
    }
}
