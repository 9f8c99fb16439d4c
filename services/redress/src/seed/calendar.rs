//! The office's calendar: no act on week-ends and federal holidays of the United States
//! (5 U.S.C. 6103, observed on the nearest weekday), and fewer hands in leave months.

use jiff::civil::{Date, Weekday, date};

use super::chance::after;

/// Whether the office is open on a day.
pub(crate) fn open(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !holiday(day)
}

/// The first open day, from this one on.
pub(crate) fn roll(day: Date) -> Date {
    let mut day = day;
    while !open(day) {
        day = after(day, 1);
    }
    day
}

/// The open day some calendar days later.
pub(crate) fn later(day: Date, days: i64) -> Date {
    roll(after(day, days))
}

/// The open day so many open days later.
pub(crate) fn next_open(day: Date, count: u32) -> Date {
    (0..count).fold(roll(day), |day, _| roll(after(day, 1)))
}

/// Whether many are on leave: July, August, and from 15 December to 5 January.
pub(crate) fn leave(day: Date) -> bool {
    match day.month() {
        7 | 8 => true,
        12 => day.day() >= 15,
        1 => day.day() <= 5,
        _ => false,
    }
}

fn holiday(day: Date) -> bool {
    let year = day.year();
    fixed(year).chain(fixed(year + 1)).any(|h| h == day) || floating(year).any(|h| h == day)
}

/// Fixed dates; on a Saturday observed the day before, on a Sunday the day after.
fn fixed(year: i16) -> impl Iterator<Item = Date> {
    [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)].into_iter().map(move |(month, day)| {
        let holiday = date(year, month, day);
        match holiday.weekday() {
            Weekday::Saturday => after(holiday, -1),
            Weekday::Sunday => after(holiday, 1),
            Weekday::Monday
            | Weekday::Tuesday
            | Weekday::Wednesday
            | Weekday::Thursday
            | Weekday::Friday => holiday,
        }
    })
}

/// The n-th weekday of a month; -1 is the last.
fn floating(year: i16) -> impl Iterator<Item = Date> {
    [
        (1, 3, Weekday::Monday),
        (2, 3, Weekday::Monday),
        (5, -1, Weekday::Monday),
        (9, 1, Weekday::Monday),
        (10, 2, Weekday::Monday),
        (11, 4, Weekday::Thursday),
    ]
    .into_iter()
    .filter_map(move |(month, nth, weekday)| {
        date(year, month, 1).nth_weekday_of_month(nth, weekday).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_holidays_of_a_year_as_observed() {
        let closed = [
            date(2026, 1, 1),
            date(2026, 1, 19),
            date(2026, 2, 16),
            date(2026, 5, 25),
            date(2026, 6, 19),
            date(2026, 7, 3),
            date(2026, 9, 7),
            date(2026, 10, 12),
            date(2026, 11, 11),
            date(2026, 11, 26),
            date(2026, 12, 25),
        ];
        assert!(closed.into_iter().all(|day| !open(day)));
        let weekdays = (0..365).map(|n| after(date(2026, 1, 1), n));
        let working = weekdays.filter(|day| open(*day)).count();
        assert_eq!(working, 261 - closed.len());
        // New Year's Day of 2028 is a Saturday and so observed in the year before.
        assert!(!open(date(2027, 12, 31)));
    }
}
