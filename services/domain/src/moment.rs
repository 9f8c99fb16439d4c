//! When and by whom: handed to every decision, never looked up.
//! Whoever wires the program owns the one [`TimeSource`]; the demo and the tests move theirs
//! by hand.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::actor::Actor;

/// The instant and the actor of a command.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// When the command reached us.
    pub at: Timestamp,
    /// Who gives it.
    pub by: Actor,
    /// When the thing happened, where that was earlier than `at` (paper, a late record).
    pub occurred: Option<Timestamp>,
}

impl Moment {
    /// A moment whose act happens as it is recorded.
    pub const fn new(at: Timestamp, by: Actor) -> Self {
        Self { at, by, occurred: None }
    }

    /// When the act happened.
    pub fn occurred(&self) -> Timestamp {
        self.occurred.unwrap_or(self.at)
    }

    /// The civil date of the act in a zone: the day that deadlines count from.
    pub fn today(&self, zone: &TimeZone) -> Date {
        zone.to_datetime(self.occurred()).date()
    }
}

/// The one owner of time in a process.
pub trait TimeSource: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}
