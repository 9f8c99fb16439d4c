//! The one place where the program meets the system's clock and its source of ids.
//! Everything else takes both as arguments.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::ids::Ids;
use domain::moment::TimeSource;
use jiff::Timestamp;
use uuid::Uuid;

/// The system's clock: the only one in `serve`.
#[derive(Debug, Default)]
pub(crate) struct SystemTime;

impl TimeSource for SystemTime {
    #[expect(clippy::disallowed_methods, reason = "the one owner of the system's clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands until it is moved; the demo's, and the seed's. Microseconds, as the
/// database keeps them.
#[derive(Debug)]
pub(crate) struct ManualTime(AtomicI64);

impl ManualTime {
    /// A clock that stands at an instant.
    pub(crate) fn at(instant: Timestamp) -> Self {
        Self(AtomicI64::new(instant.as_microsecond()))
    }

    /// Moves it; never back.
    pub(crate) fn set(&self, instant: Timestamp) {
        self.0.fetch_max(instant.as_microsecond(), Ordering::SeqCst);
    }
}

impl TimeSource for ManualTime {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::MAX)
    }
}

/// Ids from the system.
#[derive(Debug, Default)]
pub(crate) struct SystemIds;

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "the one owner of the system's ids")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}
