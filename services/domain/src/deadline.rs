//! The engine that counts. One engine serves traveller, officer and analyst, and every date
//! keeps its derivation: trigger, rule and version, what was counted and what was not.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::rule::{Rule, ServiceStandard, TimeLimit, Unit};

/// A date as it was told to somebody, with the rule that gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Rule id.
    pub rule: String,
    /// Rule version.
    pub version: u32,
    /// Day of the trigger; it is day 0.
    pub trigger: Date,
    /// Last day.
    pub due: Date,
}

/// An interval in which a standard did not run: from its first day to the day it ran again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Day on which we began to wait for the traveller.
    pub from: Date,
    /// Day on which the wait ended; absent while it lasts.
    pub to: Option<Date>,
}

/// One line of a derivation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Line {
    /// Day 0.
    Trigger {
        /// The day.
        on: Date,
    },
    /// Days that counted: the first is the day after `after`.
    Counted {
        /// Last day before the count.
        after: Date,
        /// Last day counted.
        to: Date,
        /// How many days.
        days: i32,
    },
    /// Days that did not count, because the traveller was waited for.
    Paused {
        /// First day of the wait.
        from: Date,
        /// Day on which the count went on; absent while it lasts.
        to: Option<Date>,
        /// How many days so far.
        days: i32,
    },
    /// The last day.
    Due {
        /// The day.
        on: Date,
    },
}

/// A date and how it was worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derivation {
    /// The date as told.
    pub told: Told,
    /// The steps, in order.
    pub lines: Vec<Line>,
    /// Whether the clock stands still as of the day asked.
    pub paused: bool,
}

/// Calendar days from one date to another.
pub fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// The date some days away; the calendar's own end where it would run past it.
pub fn plus_days(date: Date, days: i32) -> Date {
    date.saturating_add(i64::from(days).days())
}

fn length_end(rule: &Rule, trigger: Date) -> Date {
    let length = i64::from(rule.length);
    match rule.unit {
        Unit::Days => trigger.saturating_add(length.days()),
        Unit::Months => trigger.saturating_add(length.months()),
        Unit::Years => trigger.saturating_add(length.years()),
    }
}

impl TimeLimit {
    /// The last day, from the day of the trigger.
    pub fn due(&self, trigger: Date) -> Derivation {
        derive(&self.0, trigger, &[], trigger)
    }
}

impl ServiceStandard {
    /// The last day, from the day of the trigger, moved by what was paused as of `today`.
    pub fn due(&self, trigger: Date, pauses: &[Pause], today: Date) -> Derivation {
        derive(&self.0, trigger, pauses, today)
    }
}

fn derive(rule: &Rule, trigger: Date, pauses: &[Pause], today: Date) -> Derivation {
    let mut left = days(trigger, length_end(rule, trigger));
    let mut lines = vec![Line::Trigger { on: trigger }];
    let (mut cursor, mut standing) = (trigger, false);
    for pause in union(pauses, trigger, today) {
        let until_pause = days(cursor, pause.from);
        if until_pause >= left {
            break;
        }
        if until_pause > 0 {
            lines.push(Line::Counted { after: cursor, to: pause.from, days: until_pause });
            left -= until_pause;
        }
        let end = pause.to.unwrap_or(today);
        standing = pause.to.is_none();
        lines.push(Line::Paused { from: pause.from, to: pause.to, days: days(pause.from, end) });
        cursor = end;
    }
    let due = plus_days(cursor, left);
    lines.push(Line::Counted { after: cursor, to: due, days: left });
    lines.push(Line::Due { on: due });
    let told = Told { rule: rule.id.clone(), version: rule.version, trigger, due };
    Derivation { told, lines, paused: standing }
}

/// Overlapping pauses joined, cut at the trigger, in order; empty ones dropped.
pub fn union(pauses: &[Pause], trigger: Date, today: Date) -> Vec<Pause> {
    let mut sorted: Vec<Pause> = pauses
        .iter()
        .map(|p| Pause { from: p.from.max(trigger), to: p.to })
        .filter(|p| p.to.unwrap_or(today.max(p.from)) > p.from || p.to.is_none())
        .collect();
    sorted.sort_by_key(|p| p.from);
    let mut joined: Vec<Pause> = Vec::new();
    for pause in sorted {
        match joined.last_mut() {
            Some(last) if last.to.is_none_or(|to| pause.from <= to) => {
                last.to = last.to.zip(pause.to).map(|(a, b)| a.max(b));
            }
            _ => joined.push(pause),
        }
    }
    joined
}

/// Days of a standard used up as of a day: calendar days less the pauses.
pub fn net_days(trigger: Date, pauses: &[Pause], today: Date) -> i32 {
    let waited: i32 = union(pauses, trigger, today)
        .iter()
        .map(|p| days(p.from.min(today), p.to.unwrap_or(today).min(today)))
        .sum();
    days(trigger, today.max(trigger)) - waited
}

#[cfg(test)]
mod tests;
