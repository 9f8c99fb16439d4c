//! An interval with the level and the method that made it.

use serde::{Deserialize, Serialize};

/// The only level in use.
pub const LEVEL: f64 = 0.95;

/// The standard normal quantile that belongs to `LEVEL`, both sides.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// A range that is likely to hold the true value. A missing end is not known from what was seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub level: f64,
    pub method: Method,
}

/// How an interval was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    Wilson,
    LogLog,
    BrookmeyerCrowley,
}

impl Interval {
    pub(super) fn between(low: f64, high: f64, method: Method) -> Self {
        Interval { low: Some(low), high: Some(high), level: LEVEL, method }
    }
}

/// The log-log band around a share strictly between 0 and 1; the ends have none.
pub(super) fn log_log(share: f64, standard_error: f64) -> Option<Interval> {
    if share <= 0.0 || share >= 1.0 || !standard_error.is_finite() {
        return None;
    }
    let spread = Z * standard_error / (share * share.ln().abs());
    let (low, high) = (share.powf(spread.exp()), share.powf((-spread).exp()));
    Some(Interval::between(low, high, Method::LogLog))
}
