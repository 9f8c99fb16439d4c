//! What somebody of the staff signs in with at first: a password and the secret of their one-time
//! codes. Both are drawn, never chosen; whoever holds them shows them once and logs neither.

const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Bytes of a one-time code's secret: as long as the digest behind it.
const SECRET: usize = 20;
/// Letters of a password, of thirty-two each: eighty bits.
const PASSWORD: usize = 16;
/// How an authenticator names the installation.
const ISSUER: &str = "Redress";

/// A password and a secret, in the clear.
pub(crate) struct Credentials {
    /// The password.
    pub(crate) password: String,
    /// The secret of the one-time codes.
    pub(crate) secret: [u8; SECRET],
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials(hidden)")
    }
}

impl Credentials {
    /// Draws both; `fill` gives bytes that nobody can guess.
    pub(crate) fn draw(mut fill: impl FnMut(&mut [u8])) -> Self {
        let (mut secret, mut drawn) = ([0u8; SECRET], [0u8; PASSWORD]);
        fill(&mut secret);
        fill(&mut drawn);
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]).to_ascii_lowercase();
        let password: String = drawn.iter().map(letter).collect();
        Self { password: format!("{}-{}", &password[..8], &password[8..]), secret }
    }

    /// The secret in base32, as authenticators take it typed.
    pub(crate) fn typed(&self) -> String {
        base32(&self.secret)
    }

    /// The address that an authenticator reads, mostly from a picture of it.
    pub(crate) fn otpauth(&self, email: &str) -> String {
        let (account, secret) = (web::staff::escape(email), self.typed());
        format!(
            "otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}\
             &algorithm=SHA1&digits=6&period=30"
        )
    }
}

/// Base32 without padding; twenty bytes fill thirty-two letters evenly.
fn base32(bytes: &[u8; SECRET]) -> String {
    let letter = |n: usize| {
        let bits = (0..5).fold(0u8, |value, k| {
            let place = n * 5 + k;
            value << 1 | (bytes[place / 8] >> (7 - place % 8)) & 1
        });
        char::from(LETTERS[usize::from(bits)])
    };
    (0..SECRET * 8 / 5).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn() -> Credentials {
        Credentials::draw(|bytes| {
            let text = b"hello".iter().chain(std::iter::repeat(&0));
            bytes.iter_mut().zip(text).for_each(|(byte, letter)| *byte = *letter);
        })
    }

    #[test]
    fn encodes_as_authenticators_read() {
        assert_eq!(drawn().typed(), "NBSWY3DPAAAAAAAAAAAAAAAAAAAAAAAA");
        assert_eq!(
            drawn().otpauth("ana+desk@example.org"),
            "otpauth://totp/Redress:ana%2Bdesk%40example.org?secret=NBSWY3DPAAAAAAAAAAAAAAAAAAAAAAAA\
             &issuer=Redress&algorithm=SHA1&digits=6&period=30"
        );
    }

    #[test]
    fn hides_from_whoever_prints_it() {
        let (credentials, shown) = (drawn(), format!("{:?}", drawn()));
        assert!(!shown.contains(&credentials.password) && !shown.contains(&credentials.typed()));
        assert_eq!(credentials.password.len(), 17);
    }
}
