//! Counts failures to sign in from one address, so that whoever guesses has to wait. Accounts
//! have a count of their own in the record; this one lives in the process and forgets.

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::Timestamp;
use store::tally::Ladder;

/// Failures from one address within the window.
const MOST: usize = 30;
/// The window, in seconds.
const WINDOW: i64 = 15 * 60;
/// Addresses kept; beyond it the oldest windows are swept.
const ADDRESSES: usize = 10_000;

/// How long an account waits: after the fifth failure a minute, then longer, and a day later all
/// are forgotten.
pub const LADDER: Ladder<'_> =
    Ladder { waits: &[0, 0, 0, 0, 60, 5 * 60, 15 * 60], window: 24 * 60 * 60 };

/// Recent failures by address.
#[derive(Debug, Default)]
pub struct Tries(Mutex<HashMap<String, Vec<i64>>>);

impl Tries {
    /// Whether the address may try; the seconds to wait where it failed too often.
    pub fn allow(&self, address: &str, at: Timestamp) -> Result<(), i64> {
        let now = at.as_second();
        let Ok(all) = self.0.lock() else {
            return Ok(());
        };
        let failed = all.get(address).map_or(&[][..], Vec::as_slice);
        let mut recent = failed.iter().filter(|then| now - **then < WINDOW);
        match recent.next() {
            Some(first) if 1 + recent.count() >= MOST => Err((WINDOW - (now - first)).max(1)),
            Some(_) | None => Ok(()),
        }
    }

    /// Counts a failure. Whoever gets in does not count: a whole office may share an address.
    pub fn failed(&self, address: &str, at: Timestamp) {
        let now = at.as_second();
        let Ok(mut all) = self.0.lock() else { return };
        if all.len() >= ADDRESSES {
            all.retain(|_, failed| failed.last().is_some_and(|last| now - last < WINDOW));
        }
        let failed = all.entry(address.to_owned()).or_default();
        failed.retain(|then| now - then < WINDOW);
        failed.push(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn one_address_waits_and_others_do_not() {
        let tries = Tries::default();
        for _ in 0..MOST {
            assert!(tries.allow("a", at(0)).is_ok());
            tries.failed("a", at(0));
        }
        assert_eq!(tries.allow("a", at(100)), Err(WINDOW - 100));
        assert!(tries.allow("b", at(100)).is_ok());
        assert!(tries.allow("a", at(WINDOW)).is_ok(), "what is past is forgotten");
    }

    /// Ten thousand guesses in an hour: few are looked at.
    #[test]
    fn guesses_are_mostly_not_looked_at() {
        let (mut failures, mut until) = (0, 0);
        for second in 0..3600i64 {
            if second >= until {
                let wait = LADDER.waits[failures.min(LADDER.waits.len() - 1)];
                failures += 1;
                until = second + i64::from(wait).max(1);
            }
        }
        assert!(failures <= 10, "{failures}");
    }
}
