//! Days as differences of civil dates: gross as the traveller lived them, net without lawful pauses.
//! The day of the trigger is day 0. Pauses that overlap count once.

use jiff::civil::Date;

use crate::rows::{Pause, Spell};

/// The only reason that may stop a service standard.
pub const WAIT_TRAVELLER: &str = "WAIT_TRAVELLER";

/// Which calendar a duration is read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    /// Every day counts.
    Gross,
    /// Days on which we waited for the traveller do not count.
    Net,
}

/// Days from one civil date to another; negative if `to` is earlier.
pub fn days(from: Date, to: Date) -> i64 {
    number(to) - number(from)
}

/// Days since 1 March of the year 0. A page asks for millions of differences, and a span that can
/// also hold months and hours would cost more than all the counting.
fn number(date: Date) -> i64 {
    let month = i64::from(date.month());
    // Years begin in March, so that the leap day is the last of a year.
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(date.day()) - 1;
    century * 36_524 + century.div_euclid(4) + of_century * 365 + of_century / 4 + of_year
}

/// The day that lies `count` days after `date`; the calendar's last day if there is none.
pub fn after(date: Date, count: i64) -> Date {
    date.saturating_add(jiff::Span::new().days(count))
}

/// Days of `[from, to)` that the pauses cover, each day once.
pub fn paused<'a>(pauses: impl Iterator<Item = &'a Pause>, from: Date, to: Date) -> i64 {
    let mut spans: Vec<(Date, Date)> = pauses
        .map(|pause| (pause.from.max(from), pause.to.unwrap_or(to).min(to)))
        .filter(|(start, end)| start < end)
        .collect();
    spans.sort_unstable();
    let mut covered_to = from;
    let mut total = 0;
    for (start, end) in spans {
        let start = start.max(covered_to);
        if start < end {
            total += days(start, end);
            covered_to = end;
        }
    }
    total
}

impl Spell {
    /// The pauses that may stop the service standard.
    pub fn waits(&self) -> impl Iterator<Item = &Pause> {
        self.pauses.iter().filter(|pause| pause.reason == WAIT_TRAVELLER)
    }

    /// Days from one date to another on a calendar.
    pub fn length(&self, calendar: Calendar, from: Date, to: Date) -> i64 {
        let gross = days(from, to);
        match calendar {
            Calendar::Gross => gross,
            Calendar::Net => gross - paused(self.waits(), from, to),
        }
    }

    /// Whether the traveller was being waited for on the evening of `day`.
    pub fn waits_on(&self, day: Date) -> bool {
        self.waits().any(|pause| pause.from <= day && pause.to.is_none_or(|to| to > day))
    }

    /// The last day that counts: its end, or the as-of day while it runs.
    pub fn until(&self, as_of: Date) -> Date {
        self.ended.map_or(as_of, |end| end.on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn differences_are_those_of_the_calendar() {
        let mut day = date(1896, 1, 1);
        let start = day;
        let mut passed = 0;
        while day < date(2105, 1, 1) {
            assert_eq!(days(start, day), passed, "{day}");
            day = day.tomorrow().unwrap();
            passed += 1;
        }
        assert_eq!(days(date(2026, 3, 1), date(2026, 2, 1)), -28);
    }
}
