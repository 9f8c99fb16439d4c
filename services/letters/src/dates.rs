//! Dates as each language writes them: `March 1, 2026` and `1er mars 2026`, with spaces that do
//! not break.

use domain::purpose::Language;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

#[rustfmt::skip]
const ENGLISH: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
];
#[rustfmt::skip]
const FRENCH: [&str; 12] = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
];
const HARD: char = '\u{A0}';

/// A civil day in a language.
pub fn day(date: Date, lang: Language) -> String {
    let (number, year) = (date.day(), date.year());
    let name = |names: &[&'static str; 12]| {
        let place = usize::try_from(date.month() - 1).unwrap_or_default();
        names.get(place).copied().unwrap_or("?")
    };
    match lang {
        Language::En => format!("{}{HARD}{number}, {year}", name(&ENGLISH)),
        Language::Fr if number == 1 => format!("1er{HARD}{}{HARD}{year}", name(&FRENCH)),
        Language::Fr => format!("{number}{HARD}{}{HARD}{year}", name(&FRENCH)),
    }
}

/// The civil day of an instant in a zone, in a language.
pub fn instant(at: Timestamp, zone: &TimeZone, lang: Language) -> String {
    day(Zoned::new(at, zone.clone()).date(), lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_written_as_each_language_does() {
        let first = date(2026, 3, 1);
        assert_eq!(day(first, Language::En), "March\u{A0}1, 2026");
        assert_eq!(day(first, Language::Fr), "1er\u{A0}mars\u{A0}2026");
        assert_eq!(day(date(2025, 12, 31), Language::Fr), "31\u{A0}décembre\u{A0}2025");
    }
}
