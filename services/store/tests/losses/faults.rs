//! What goes wrong in a writing process, from a seed: one in ten transactions is undone, one in ten
//! stalls before the gate and one in ten behind it, up to 50 ms each.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Longest stall.
const LONGEST: u64 = 50;
/// One in so many.
const ONE_IN: u64 = 10;

/// A stream of numbers from a seed (splitmix64), shared by all tasks of a process.
pub(crate) struct Chance(AtomicU64);

impl Chance {
    pub(crate) const fn from_seed(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    pub(crate) fn below(&self, bound: u64) -> u64 {
        let step = 0x9e37_79b9_7f4a_7c15;
        let mut mixed = self.0.fetch_add(step, Ordering::Relaxed).wrapping_add(step);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    /// How long this transaction stalls here; mostly not at all.
    pub(crate) fn stall(&self) -> Option<Duration> {
        let stalls = self.below(ONE_IN) == 0;
        stalls.then(|| Duration::from_millis(1 + self.below(LONGEST)))
    }

    /// Whether this transaction is undone.
    pub(crate) fn undoes(&self) -> bool {
        self.below(ONE_IN) == 0
    }
}

/// Sets up the faults of the appends of this process.
pub(crate) fn set_up(chance: &'static Chance) {
    for place in ["append-before-gate", "append-behind-gate"] {
        let stall = move || {
            if let Some(stall) = chance.stall() {
                std::thread::sleep(stall);
            }
        };
        fail::cfg_callback(place, stall).unwrap();
    }
    fail::cfg("append-undone", &format!("{}%return", 100 / ONE_IN)).unwrap();
}
