//! Estimators, each from its definition and checked against independent software.
//! They know counts, days and events; they know nothing of cases.

mod aalen_johansen;
mod interval;
mod kaplan_meier;
mod quantile;
mod wilson;

pub use aalen_johansen::{Incidence, cumulative_incidence};
pub use interval::{Interval, LEVEL};
pub use kaplan_meier::{Step as SurvivalStep, Survival, kaplan_meier};
pub use quantile::quantile;
pub use wilson::wilson;

/// How long one subject was seen, and which event ended it; `None` means still waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observation<Cause> {
    pub days: i64,
    pub event: Option<Cause>,
}

/// Those at risk on one day, and what happened to them.
struct DayAtRisk<Cause> {
    day: i64,
    at_risk: u64,
    events: Vec<Cause>,
}

/// The days on which something happened, in order, with the number at risk that morning.
fn days_at_risk<Cause: Copy>(seen: &[Observation<Cause>]) -> Vec<DayAtRisk<Cause>> {
    let mut seen = seen.to_vec();
    seen.sort_by_key(|one| one.days);
    let mut at_risk = seen.len() as u64;
    let mut days = Vec::new();
    for same_day in seen.chunk_by(|one, next| one.days == next.days) {
        let events: Vec<Cause> = same_day.iter().filter_map(|one| one.event).collect();
        if !events.is_empty() {
            days.push(DayAtRisk { day: same_day[0].days, at_risk, events });
        }
        at_risk -= same_day.len() as u64;
    }
    days
}

/// Counts are far below 2^52, where an `f64` still holds every whole number.
#[expect(clippy::cast_precision_loss, reason = "counts of cases stay far below 2^52")]
pub(crate) fn real(count: u64) -> f64 {
    count as f64
}
