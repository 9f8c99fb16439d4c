//! Chance that can be repeated. A stream is named by seed, topic and number: each matter draws
//! from its own streams, so that a longer history begins with the shorter one, and a draw more
//! in one topic moves nothing in another.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// A lognormal number of days.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) sigma: f64,
    #[serde(default)]
    pub(crate) cap: Option<f64>,
}

/// One stream of chance.
#[derive(Debug)]
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of a topic and a number.
    pub(crate) fn of(seed: u64, topic: &str, number: u64) -> Self {
        let key = Sha256::new()
            .chain_update(seed.to_be_bytes())
            .chain_update(topic.as_bytes())
            .finalize();
        let mut chance = ChaCha8Rng::from_seed(key.into());
        chance.set_stream(number);
        Self(chance)
    }

    /// From 0 up to 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are what a float can hold")]
    pub(crate) fn part(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Whether something of so many percent happens.
    pub(crate) fn percent(&mut self, share: f64) -> bool {
        self.part() * 100.0 < share
    }

    /// A whole number from `from` up to, not including, `to`.
    pub(crate) fn whole(&mut self, from: u64, to: u64) -> u64 {
        from + self.0.next_u64() % (to.max(from + 1) - from)
    }

    /// A place in a list of so many.
    pub(crate) fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.whole(0, len.max(1) as u64)).unwrap_or(0)
    }

    /// One of a list; the list is not empty.
    pub(crate) fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.index(list.len())]
    }

    /// A place in a list of weights.
    pub(crate) fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let total: f64 = weights.clone().sum();
        let mut left = self.part() * total;
        let mut last = 0;
        for (place, weight) in weights.enumerate() {
            if weight > 0.0 {
                last = place;
                if left < weight {
                    return place;
                }
                left -= weight;
            }
        }
        last
    }

    /// A key of a table of weights; the table is not empty.
    pub(crate) fn of_table<K: Copy>(&mut self, table: &BTreeMap<K, f64>) -> K {
        let keys: Vec<K> = table.keys().copied().collect();
        keys[self.weighted(table.values().copied())]
    }

    /// Normal with mean 0 and deviation 1.
    pub(crate) fn normal(&mut self) -> f64 {
        let (a, b) = (1.0 - self.part(), self.part());
        (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
    }

    /// Lognormal, capped where the spread says so.
    pub(crate) fn spread(&mut self, spread: &Spread) -> f64 {
        let drawn = spread.median * (spread.sigma * self.normal()).exp();
        spread.cap.map_or(drawn, |cap| drawn.min(cap))
    }

    /// Gamma with mean 1 and the given variance: mixes Poisson counts into negative binomial
    /// ones (Marsaglia and Tsang).
    pub(crate) fn gamma(&mut self, variance: f64) -> f64 {
        let shape = 1.0 / variance;
        let centre = shape - 1.0 / 3.0;
        let slope = 1.0 / (9.0 * centre).sqrt();
        loop {
            let normal = self.normal();
            let cube = (1.0 + slope * normal).powi(3);
            let height = (1.0 - self.part()).ln();
            if cube > 0.0 && height < 0.5 * normal * normal + centre * (1.0 - cube + cube.ln()) {
                return centre * cube / shape;
            }
        }
    }
}

/// Whole days of what was drawn: what takes less than a day is done on the day.
#[expect(clippy::cast_possible_truncation, reason = "draws are days, far below the limit")]
pub(crate) fn days(drawn: f64) -> i64 {
    drawn.floor().clamp(0.0, 20_000.0) as i64
}

/// The date some days away.
pub(crate) fn after(date: Date, days: i64) -> Date {
    date.saturating_add(days.days())
}

/// An id shaped as UUID version 7: the instant and a hash of what it stands for.
pub(crate) fn id(at: Timestamp, seed: u64, what: &str) -> Uuid {
    let hash =
        Sha256::new().chain_update(seed.to_be_bytes()).chain_update(what.as_bytes()).finalize();
    let mut bytes = [0u8; 16];
    bytes[6..].copy_from_slice(&hash[..10]);
    let millis = at.as_millisecond().max(0).unsigned_abs().to_be_bytes();
    bytes[..6].copy_from_slice(&millis[2..]);
    bytes[6] = 0x70 | (bytes[6] & 0x0F);
    bytes[8] = 0x80 | (bytes[8] & 0x3F);
    Uuid::from_bytes(bytes)
}
