//! When a mail is tried again: after a minute, then twice as long each time, at most every six
//! hours, and for three days in all. After that it is a failure for good and somebody's task.

use jiff::{SignedDuration, Timestamp};

const FIRST: i64 = 60;
const LONGEST: i64 = 6 * 60 * 60;
const GIVE_UP: i64 = 72 * 60 * 60;

/// The next try after so many, for a mail that was asked for at `since`; none when it is time to
/// give up. Half of the minutes' spread follows from the mail itself, so that mails that failed
/// together do not come back together.
pub fn next_try(attempts: u32, since: Timestamp, now: Timestamp, spread: u8) -> Option<Timestamp> {
    let doubled = FIRST.saturating_mul(1 << attempts.saturating_sub(1).min(20)).min(LONGEST);
    let wait = doubled + doubled * i64::from(spread) / 512;
    let next = now.checked_add(SignedDuration::from_secs(wait)).ok()?;
    let last = since.checked_add(SignedDuration::from_secs(GIVE_UP)).ok()?;
    (now < last).then(|| next.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_after_three_days() {
        let since: Timestamp = "2026-03-02T12:00:00Z".parse().unwrap();
        let (mut now, mut tries) = (since, 0);
        let mut longest = 0;
        while let Some(next) = next_try(tries + 1, since, now, 128) {
            longest = longest.max(next.as_second() - now.as_second());
            assert!(next > now);
            (now, tries) = (next, tries + 1);
        }
        assert_eq!(now.as_second() - since.as_second(), GIVE_UP, "the last try is at the end");
        assert!((15..40).contains(&tries), "{tries} tries");
        assert!(longest <= LONGEST + LONGEST / 4);
    }

    #[test]
    fn an_hour_without_a_server_costs_little() {
        let since: Timestamp = "2026-03-02T12:00:00Z".parse().unwrap();
        let mut now = since;
        for attempt in 1..=6 {
            now = next_try(attempt, since, now, 0).unwrap();
        }
        assert!(now.as_second() - since.as_second() <= 64 * 60);
    }
}
