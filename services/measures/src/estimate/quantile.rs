//! Quantiles of values that were all observed.

/// The smallest value that at least a share `q` of the values do not exceed; `None` of nothing.
pub fn quantile(values: &[i64], q: f64) -> Option<i64> {
    let mut values = values.to_vec();
    values.sort_unstable();
    let needed = q * super::real(values.len() as u64);
    let mut count = 0;
    values.iter().copied().find(|_| {
        count += 1;
        super::real(count) >= needed - 1e-9
    })
}
