//! The stretch of time that a history covers, in the office's own zone.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// From its first day up to, not including, its last.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) zone: TimeZone,
}

impl Span {
    /// Whole months since the first day; negative before it.
    pub(crate) fn month(&self, day: Date) -> i32 {
        let months = |d: Date| i32::from(d.year()) * 12 + i32::from(d.month());
        months(day) - months(self.from) - i32::from(day.day() < self.from.day())
    }

    /// Whether a day lies in it.
    pub(crate) fn holds(&self, day: Date) -> bool {
        self.from <= day && day < self.to
    }

    /// The instant of a minute of a day. Where the clocks jump, the later reading.
    pub(crate) fn at(&self, day: Date, minute: u64, second: u64) -> Timestamp {
        let part = |n: u64| i8::try_from(n).unwrap_or(0);
        let local = day.at(part(minute / 60 % 24), part(minute % 60), part(second % 60), 0);
        self.zone.to_ambiguous_timestamp(local).compatible().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The day of an instant.
    pub(crate) fn day(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }
}
