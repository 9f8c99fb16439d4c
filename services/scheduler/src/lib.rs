//! The clock room: looks for what has come due and says so to the record, once for each.
//!
//! What comes due is data (`work.timer`), not a moment of this program: cron expressions only say
//! when to look. So nothing is lost while nobody looks, and two that look at once fire each once.

mod cadence;
mod clockwork;
mod digest;
mod fields;
mod schedule;
mod timers;

pub use cadence::{BadCadence, Cadence};
pub use clockwork::{Clockwork, Report};
pub use schedule::{BadSchedule, Job, Plan, Schedule};
