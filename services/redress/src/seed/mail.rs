//! What becomes of a letter in the synthetic history. A mailbox that will stop taking letters
//! says so in its own address, so that the mail room needs no list: a transport asks [`fate`].

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};

const MARK: &str = "+until-";
/// Letters put off once, of ten thousand.
const PUT_OFF: u16 = 60;

/// What a mail server would answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Taken.
    Taken,
    /// Come back later: taken on the next attempt.
    PutOff,
    /// No such mailbox.
    Bounced,
}

/// An address that stops taking letters on a day.
pub(crate) fn until(address: &str, day: Date) -> String {
    let (local, domain) = address.split_once('@').unwrap_or((address, "example.org"));
    format!("{local}{MARK}{day}@{domain}")
}

/// What becomes of a letter; `letter` tells letters apart, `attempts` counts from 0.
pub(crate) fn fate(address: &str, letter: &str, attempts: u32, at: Timestamp) -> Fate {
    let day = address
        .split_once(MARK)
        .and_then(|(_, rest)| rest.split_once('@'))
        .and_then(|(day, _)| day.parse::<Date>().ok());
    let today = TimeZone::UTC.to_datetime(at).date();
    if day.is_some_and(|day| day <= today) {
        return Fate::Bounced;
    }
    let hash = Sha256::digest(letter.as_bytes());
    let drawn = u16::from_be_bytes([hash[0], hash[1]]) % 10_000;
    if attempts == 0 && drawn < PUT_OFF { Fate::PutOff } else { Fate::Taken }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_mailbox_stops_on_its_day() {
        let address = until("a.b@example.org", date(2026, 3, 4));
        assert_eq!(address, "a.b+until-2026-03-04@example.org");
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_ne!(fate(&address, "x", 1, at("2026-03-03T23:00:00Z")), Fate::Bounced);
        assert_eq!(fate(&address, "x", 1, at("2026-03-04T00:00:00Z")), Fate::Bounced);
    }

    #[test]
    fn six_letters_in_a_thousand_are_put_off_once() {
        let at = Timestamp::UNIX_EPOCH;
        let first = |n: &usize| fate("a@example.org", &n.to_string(), 0, at) == Fate::PutOff;
        let share = (0..20_000).filter(first).count();
        assert!((80..170).contains(&share), "{share}");
        assert!((0..2000).all(|n| fate("a@example.org", &n.to_string(), 1, at) == Fate::Taken));
    }
}
