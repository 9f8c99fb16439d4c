//! Dates, times and numbers as each language writes them: `March 1, 2026, 2:30 p.m.`,
//! `1er mars 2026, 14 h 30`, `1,234.5`, `1 234,5` (with a narrow space that does not break).

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::Words;
use crate::lang::Lang;

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const NARROW: char = '\u{202F}';
const HARD: char = '\u{A0}';

impl Words {
    /// A civil date.
    pub fn date(self, date: &Date) -> String {
        let (day, year) = (date.day(), date.year());
        match self.lang {
            Lang::En => format!("{}{HARD}{day}, {year}", self.month(date.month())),
            Lang::Fr if day == 1 => format!("1er{HARD}{}{HARD}{year}", self.month(date.month())),
            Lang::Fr => format!("{day}{HARD}{}{HARD}{year}", self.month(date.month())),
        }
    }

    /// A month, 1 to 12.
    pub fn month(self, month: i8) -> &'static str {
        let names = match self.lang {
            Lang::En => &ENGLISH,
            Lang::Fr => &FRENCH,
        };
        usize::try_from(month - 1).ok().and_then(|at| names.get(at)).copied().unwrap_or("?")
    }

    /// A time of day.
    pub fn time(self, time: Time) -> String {
        let (hour, minute) = (time.hour(), time.minute());
        match self.lang {
            Lang::Fr if minute == 0 => format!("{hour}{HARD}h"),
            Lang::Fr => format!("{hour}{HARD}h{HARD}{minute:02}"),
            Lang::En => {
                let half = if hour < 12 { "a.m." } else { "p.m." };
                let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
                format!("{hour}:{minute:02}{HARD}{half}")
            }
        }
    }

    /// An instant, as date and time in a zone.
    pub fn instant(self, at: &Timestamp, zone: &TimeZone) -> String {
        let local = Zoned::new(*at, zone.clone()).datetime();
        let joint = self.pick(", ", " à ");
        format!("{}{joint}{}", self.date(&local.date()), self.time(local.time()))
    }

    /// A whole number.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mark = match self.lang {
            Lang::En => ',',
            Lang::Fr => NARROW,
        };
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(mark);
            }
            text.push(digit);
        }
        if number < 0 { format!("\u{2212}{text}") } else { text }
    }

    /// A number with one decimal, given in tenths.
    pub fn tenths(self, tenths: i64) -> String {
        let whole = self.number((tenths / 10).abs());
        let sign = if tenths < 0 { "\u{2212}" } else { "" };
        let comma = self.pick(".", ",");
        format!("{sign}{whole}{comma}{}", tenths.unsigned_abs() % 10)
    }

    /// The size of a file, in kilobytes or megabytes.
    pub fn size(self, bytes: u64) -> String {
        let kilobytes = i64::try_from(bytes.div_ceil(1000)).unwrap_or(i64::MAX);
        if kilobytes < 1000 {
            return format!("{}{HARD}{}", self.number(kilobytes), self.pick("kB", "ko"));
        }
        format!("{}{HARD}{}", self.tenths(kilobytes / 100), self.pick("MB", "Mo"))
    }
}
