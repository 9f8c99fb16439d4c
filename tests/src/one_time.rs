//! One-time codes as an authenticator shows them (RFC 6238: SHA-1, 30 seconds, six digits). It is written
//! here anew, so that the program's own codes are checked by other hands.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP: u64 = 30;

/// The code of a base32 secret at a second; nothing where the secret is not base32.
pub fn code(secret: &str, second: u64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(&base32(secret)?).ok()?;
    mac.update(&(second / STEP).to_be_bytes());
    let tag = mac.finalize().into_bytes();
    let from = usize::from(tag.last()? & 0x0f);
    let four: [u8; 4] = tag.get(from..from + 4)?.try_into().ok()?;
    Some(format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000))
}

fn base32(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u64, 0u32);
    for letter in text.chars().filter(|letter| *letter != '=') {
        held = (held << 5) | u64::try_from(LETTERS.find(letter)?).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, cut to six digits.
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")]
        {
            assert_eq!(super::code(secret, second).as_deref(), Some(code));
        }
    }
}
