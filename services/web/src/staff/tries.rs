//! Counts tries to sign in from one address, so that whoever guesses has to wait. Accounts have
//! a count of their own in the record; this one lives in the process and forgets.

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::Timestamp;

/// Tries from one address within the window.
const MOST: usize = 30;
/// The window, in seconds.
const WINDOW: i64 = 15 * 60;
/// Addresses kept; beyond it the oldest windows are swept.
const ADDRESSES: usize = 10_000;

/// Seconds for which an account waits after so many failures in a row.
pub const fn wait_after(failures: i32) -> i64 {
    match failures {
        ..5 => 0,
        5 => 60,
        6 => 5 * 60,
        7.. => 15 * 60,
    }
}

/// Recent tries by address.
#[derive(Debug, Default)]
pub struct Tries(Mutex<HashMap<String, Vec<i64>>>);

impl Tries {
    /// Counts a try; answers the seconds to wait where there were too many.
    pub fn count(&self, address: &str, at: Timestamp) -> Result<(), i64> {
        let now = at.as_second();
        let Ok(mut all) = self.0.lock() else {
            return Ok(());
        };
        if all.len() >= ADDRESSES {
            all.retain(|_, tries| tries.last().is_some_and(|last| now - last < WINDOW));
        }
        let tries = all.entry(address.to_owned()).or_default();
        tries.retain(|then| now - then < WINDOW);
        if tries.len() >= MOST {
            return Err((WINDOW - (now - tries[0])).max(1));
        }
        tries.push(now);
        Ok(())
    }

    /// Forgets the tries of an address that got in.
    pub fn forget(&self, address: &str) {
        if let Ok(mut all) = self.0.lock() {
            all.remove(address);
        }
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
            assert!(tries.count("a", at(0)).is_ok());
        }
        assert_eq!(tries.count("a", at(100)), Err(WINDOW - 100));
        assert!(tries.count("b", at(100)).is_ok());
        assert!(tries.count("a", at(WINDOW)).is_ok(), "the first try is forgotten");
    }

    /// Ten thousand guesses in an hour: few are looked at.
    #[test]
    fn guesses_are_mostly_not_looked_at() {
        let (mut failures, mut looked_at, mut until) = (0, 0, 0);
        for second in 0..3600i64 {
            if second >= until {
                looked_at += 1;
                failures += 1;
                until = second + wait_after(failures).max(1);
            }
        }
        assert!(looked_at <= 10, "{looked_at}");
    }
}
