//! Form tokens: proof that a form came from a page that this browser was shown. A token is
//! drawn anew for every page (so compression tells nothing about it), is bound to one form and
//! to the visit's cookie, and is signed; nothing is stored.

use std::cell::Cell;
use std::sync::Arc;

use aws_lc_rs::hmac;
use subtle::ConstantTimeEq;

use crate::counter::Counter;

/// Name of the hidden field.
pub const FIELD: &str = "token";

/// Makes and checks the tokens of one visit.
pub struct Tokens {
    counter: Arc<Counter>,
    visit: String,
    is_new: bool,
    asked: Cell<bool>,
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let pair = |b: &u8| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]];
    bytes.iter().flat_map(pair).map(char::from).collect()
}

impl Tokens {
    /// The tokens of the visit whose cookie was sent, or of a new one.
    pub fn new(counter: Arc<Counter>, known: Option<String>) -> Self {
        let is_new = known.is_none();
        let visit = known.unwrap_or_else(|| hex(&counter.chance.bytes()));
        Self { counter, visit, is_new, asked: Cell::new(false) }
    }

    /// The visit: the value of its cookie.
    pub fn visit(&self) -> &str {
        &self.visit
    }

    /// A token for a form.
    pub fn issue(&self, form: &str) -> String {
        self.asked.set(true);
        let nonce = hex(&self.counter.chance.bytes()[..8]);
        let mark = self.sign(form, &nonce);
        nonce + &mark
    }

    /// Whether a token was issued to this visit for this form.
    pub fn holds(&self, form: &str, token: &str) -> bool {
        if self.is_new || token.len() != 80 || !token.is_ascii() {
            return false;
        }
        let (nonce, mark) = token.split_at(16);
        self.sign(form, nonce).as_bytes().ct_eq(mark.as_bytes()).into()
    }

    fn sign(&self, form: &str, nonce: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.counter.secret);
        let text = format!("form\n{form}\n{nonce}\n{}", self.visit);
        hex(hmac::sign(&key, text.as_bytes()).as_ref())
    }

    /// Whether the page asked for a token.
    pub fn is_asked(&self) -> bool {
        self.asked.get()
    }

    /// The cookie to set: only where a form was shown to a browser that had none.
    pub fn fresh(&self) -> Option<&str> {
        (self.is_new && self.asked.get()).then_some(self.visit.as_str())
    }
}
