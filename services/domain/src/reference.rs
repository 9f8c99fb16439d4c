//! The case reference: what people read out on the phone.
//! Ten characters of Crockford's alphabet in two groups behind `RDR-`, the last a check
//! character, so that a slip of one character or a swap of two neighbours is noticed; it has
//! letters and so can never be taken for a seven-digit redress control number.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ids::CaseId;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PREFIX: &str = "RDR";
const BODY: usize = 9;

/// A case reference such as `RDR-7K3MQ-2XVCB`. It identifies and is never a secret.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseReference([u8; BODY + 1]);

/// What was typed is not a case reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a case reference")]
pub struct NotAReference;

impl CaseReference {
    /// The reference of a case: drawn from the random bits of its id.
    pub fn of(case: CaseId) -> Self {
        let mut bits = case.0.as_u128() & 0x1FFF_FFFF_FFFF; // 45 random bits of a version 7 id
        let mut symbols = [0u8; BODY + 1];
        for place in (0..BODY).rev() {
            symbols[place] = (bits & 31) as u8;
            bits >>= 5;
        }
        symbols[BODY] = check(&symbols[..BODY]);
        // A body of digits alone gets a letter, so that no reference looks like a control number.
        if symbols[..BODY].iter().all(|s| *s < 10) {
            symbols[0] += 10;
            symbols[BODY] = check(&symbols[..BODY]);
        }
        Self(symbols)
    }
}

/// Weighted sum modulo 31 with distinct weights: finds every single slip of a character
/// (save 0 for Z, 31 apart) and every swap of neighbours (save of that same pair).
fn check(body: &[u8]) -> u8 {
    let sum: u32 = body.iter().zip(2u32..).map(|(s, weight)| u32::from(*s) * weight).sum();
    (sum % 31) as u8
}

impl fmt::Display for CaseReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = self.0.iter().map(|s| char::from(ALPHABET[usize::from(*s)])).collect();
        write!(f, "{PREFIX}-{}-{}", &text[..5], &text[5..])
    }
}

impl FromStr for CaseReference {
    type Err = NotAReference;

    /// Forgives case, spaces, hyphens, a missing prefix, and O, I, L for 0, 1, 1.
    fn from_str(typed: &str) -> Result<Self, NotAReference> {
        let plain: String =
            typed.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
        let plain = match plain.strip_prefix(PREFIX) {
            Some(rest) if plain.len() > BODY + 1 => rest,
            _ => &plain,
        };
        let mut symbols = [0u8; BODY + 1];
        if plain.chars().count() != BODY + 1 {
            return Err(NotAReference);
        }
        for (symbol, typed) in symbols.iter_mut().zip(plain.chars()) {
            let meant = match typed {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let place = ALPHABET.iter().position(|a| char::from(*a) == meant);
            *symbol = u8::try_from(place.ok_or(NotAReference)?).map_err(|_| NotAReference)?;
        }
        (check(&symbols[..BODY]) == symbols[BODY]).then_some(Self(symbols)).ok_or(NotAReference)
    }
}

impl TryFrom<String> for CaseReference {
    type Error = NotAReference;
    fn try_from(text: String) -> Result<Self, NotAReference> {
        text.parse()
    }
}

impl From<CaseReference> for String {
    fn from(reference: CaseReference) -> Self {
        reference.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    proptest! {
        #[test]
        fn reads_back_what_it_printed(bits in any::<u128>()) {
            let reference = CaseReference::of(CaseId(Uuid::from_u128(bits)));
            let sloppy = reference.to_string().to_lowercase().replace('-', " ");
            prop_assert_eq!(sloppy.parse::<CaseReference>().unwrap(), reference);
        }

        #[test]
        fn never_looks_like_seven_digits(bits in any::<u128>()) {
            let text = CaseReference::of(CaseId(Uuid::from_u128(bits))).to_string();
            prop_assert!(text.replace("RDR-", "").chars().any(|c| c.is_ascii_alphabetic()));
        }

        #[test]
        fn notices_one_wrong_character(bits in any::<u128>(), place in 0usize..9, by in 1u8..31) {
            let reference = CaseReference::of(CaseId(Uuid::from_u128(bits)));
            let mut symbols = reference.0;
            symbols[place] = (symbols[place] + by) % 32;
            prop_assume!(u32::from(symbols[place]).abs_diff(u32::from(reference.0[place])) != 31);
            prop_assert!(CaseReference(symbols).to_string().parse::<CaseReference>().is_err());
        }
    }
}
