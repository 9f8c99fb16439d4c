//! One-time codes by time (RFC 6238): six digits, thirty seconds, one step to either side. A
//! step that was used is never taken again, nor any before it.

use jiff::Timestamp;
use totp_rs::{Builder, Secret};

/// The step of a code, if the code is right and its step later than the last one used.
pub fn step(secret: &[u8], code: &str, at: Timestamp, used: i64) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(at.as_second()).ok()?;
    let totp = Builder::new().with_secret(Secret::from(secret.to_vec())).with_skew(1);
    let totp = totp.build().ok()?;
    let step = i64::try_from(totp.check(&digits, seconds)?).ok()?;
    (step > used).then_some(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn takes_the_published_example_once() {
        // RFC 6238, appendix B, cut to six digits: at 59 seconds, step 1.
        assert_eq!(step(SECRET, "287082", at(59), 0), Some(1));
        assert_eq!(step(SECRET, "287 082", at(59), 0), Some(1));
        assert_eq!(step(SECRET, "287082", at(59), 1), None, "used");
        assert_eq!(step(SECRET, "287082", at(59), 5), None, "a later one was used");
    }

    #[test]
    fn one_step_to_either_side_and_no_more() {
        assert_eq!(step(SECRET, "287082", at(89), 0), Some(1));
        assert_eq!(step(SECRET, "287082", at(120), 0), None);
        for wrong in ["", "287083", "2870820", "28708", "abcdef", "-87082", "٢٨٧٠٨٢"] {
            assert_eq!(step(SECRET, wrong, at(59), 0), None, "{wrong}");
        }
    }
}
