//! The Wilson score interval for a share.

use super::interval::{Interval, Method, Z};
use super::real;

/// The interval for `hits` out of `total`; `None` out of nothing.
pub fn wilson(hits: u64, total: u64) -> Option<Interval> {
    if total == 0 {
        return None;
    }
    let n = real(total);
    let share = real(hits) / n;
    let stretch = 1.0 + Z * Z / n;
    let middle = (share + Z * Z / (2.0 * n)) / stretch;
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt() / stretch;
    Some(Interval::between((middle - half).max(0.0), (middle + half).min(1.0), Method::Wilson))
}
