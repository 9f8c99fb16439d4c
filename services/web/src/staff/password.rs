//! Passwords: argon2id, and the same time for an account that is not there.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

/// The hash of a password that nobody has: checked where there is no account, so that time
/// does not tell which addresses have one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGF0IGFsbCE$\
    ZHlqA0gxmJ4V0nJp9rqP8b2S0mN0fVqv1kq0c5V5o3g";

/// Hashes a password for keeping, with a salt of its own.
pub fn hash(password: &str, salt: &[u8; 16]) -> Option<String> {
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), salt);
    Some(hash.ok()?.to_string())
}

/// Whether a password is the one behind a hash; slow on purpose.
pub fn holds(password: &str, kept: Option<&str>) -> bool {
    let parsed = PasswordHash::new(kept.unwrap_or(NOBODY));
    let right = parsed
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    right && kept.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_own_and_no_other() {
        let kept = hash("correct horse", &[1; 16]).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(holds("correct horse", Some(&kept)));
        assert!(!holds("correct horsf", Some(&kept)));
        assert!(!holds("correct horse", None));
        assert!(!holds("", Some("not a hash")));
        assert!(PasswordHash::new(NOBODY).is_ok(), "else an unknown account answers at once");
    }
}
