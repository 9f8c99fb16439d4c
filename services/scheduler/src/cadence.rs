//! When to look: a five-field Unix cron line in a time zone. The `cron` package iterates; this
//! module keeps its traps out (docs of each below) and is the only place where its kind of time
//! meets ours.
//!
//! * Its seconds field is mandatory and its Sunday is 1: fields are read here and given as lists.
//! * It wants day of month *and* day of week; Unix wants either where both are given.
//! * In local time it skips what falls into the hour that spring takes, and fires twice in the
//!   hour that autumn repeats: it only ever sees civil time here, and civil time becomes an
//!   instant once, with the hour that spring takes moved on.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use crate::fields::{DAY_OF_MONTH, DAY_OF_WEEK, Field, HOUR, MINUTE, MONTH, list};

/// A line is not a cron line, or never fires.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCadence {
    /// Not five fields.
    #[error("read {text:?}: give five fields (minute, hour, day of month, month, day of week)")]
    NotFive {
        /// The line.
        text: String,
    },
    /// One field is not one.
    #[error("read {text:?}: {part:?} is no {field}")]
    Field {
        /// The line.
        text: String,
        /// The field's text.
        part: String,
        /// Which field.
        field: &'static str,
    },
    /// There is no such day.
    #[error("use {text:?}: it never fires")]
    Never {
        /// The line.
        text: String,
    },
}

/// When to look.
#[derive(Debug, Clone)]
pub struct Cadence {
    text: String,
    lines: Vec<cron::Schedule>,
    /// Every hour, or every few: follows the hours that pass and not those on the wall.
    floating: bool,
    zone: TimeZone,
}

impl Cadence {
    /// Reads a line.
    pub fn parse(text: &str, zone: TimeZone) -> Result<Self, BadCadence> {
        let parts: Vec<&str> = text.split_whitespace().collect();
        let [minute, hour, day, month, weekday] = parts[..] else {
            return Err(BadCadence::NotFive { text: text.to_owned() });
        };
        let read = |field: Field, part: &str| {
            let allowed = field.read(part).map(list);
            allowed.ok_or_else(|| BadCadence::Field {
                text: text.to_owned(),
                part: part.to_owned(),
                field: field.name,
            })
        };
        read(DAY_OF_WEEK, weekday)?;
        let sunday_first = DAY_OF_WEEK.read(weekday).unwrap_or_default();
        let weekdays =
            list(sunday_first.iter().map(|d| d % 7 + 1).collect::<std::collections::BTreeSet<_>>());
        let days = read(DAY_OF_MONTH, day)?;
        let fixed = [read(MINUTE, minute)?, read(HOUR, hour)?, read(MONTH, month)?];
        let line = |days: &str, weekdays: &str| {
            let [minutes, hours, months] = &fixed;
            cron::Schedule::from_str(&format!("0 {minutes} {hours} {days} {months} {weekdays}"))
                .map_err(|_| BadCadence::Never { text: text.to_owned() })
        };
        let either = !day.starts_with('*') && !weekday.starts_with('*');
        let lines = if either {
            vec![line(&days, "*")?, line("*", &weekdays)?]
        } else {
            vec![line(&days, &weekdays)?]
        };
        let cadence = Self { text: text.to_owned(), lines, floating: hour.starts_with('*'), zone };
        match cadence.next(Timestamp::UNIX_EPOCH) {
            Some(_) => Ok(cadence),
            None => Err(BadCadence::Never { text: text.to_owned() }),
        }
    }

    /// The line as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first instant after another at which it fires.
    pub fn next(&self, after: Timestamp) -> Option<Timestamp> {
        let offset = self.floating.then(|| self.zone.to_offset(after));
        let from = match offset {
            Some(offset) => offset.to_datetime(after),
            None => self.zone.to_datetime(after),
        };
        let from = as_utc(from)?;
        let first = |line: &cron::Schedule| {
            let civil = line.after(&from).map(as_civil);
            civil.map_while(|at| self.instant(at?, offset)).find(|at| *at > after)
        };
        self.lines.iter().filter_map(first).min()
    }

    /// The next instants at which it fires.
    pub fn fires(&self, after: Timestamp, how_many: usize) -> Vec<Timestamp> {
        let next = |at: &Timestamp| self.next(*at);
        std::iter::successors(self.next(after), next).take(how_many).collect()
    }

    /// The last instant at which it fired, looking back no further than `since`.
    pub fn last(&self, since: Timestamp, now: Timestamp) -> Option<Timestamp> {
        let next = |at: &Timestamp| self.next(*at);
        std::iter::successors(self.next(since), next).take_while(|at| *at <= now).last()
    }

    /// Civil time becomes an instant once: an hour that is repeated counts the first time, one
    /// that is skipped is moved on.
    fn instant(&self, at: civil::DateTime, offset: Option<Offset>) -> Option<Timestamp> {
        match offset {
            Some(offset) => offset.to_timestamp(at).ok(),
            None => self.zone.to_ambiguous_timestamp(at).compatible().ok(),
        }
    }
}

/// Civil time in the clothes that the `cron` package knows.
fn as_utc(at: civil::DateTime) -> Option<DateTime<Utc>> {
    let seconds = Offset::UTC.to_timestamp(at).ok()?.as_second();
    DateTime::from_timestamp(seconds, 0)
}

fn as_civil(at: DateTime<Utc>) -> Option<civil::DateTime> {
    let instant = Timestamp::from_second(at.timestamp()).ok()?;
    Some(Offset::UTC.to_datetime(instant))
}

/// The furthest that a missed job is looked back for.
pub(crate) const LOOK_BACK: SignedDuration = SignedDuration::from_hours(4 * 24);

#[cfg(test)]
#[path = "cadence_tests.rs"]
mod tests;
