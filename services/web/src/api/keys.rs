//! The keys that sign access tokens. They follow from the installation's secret and the calendar
//! month, so every process has the same ones and none is stored. Each month has its own; the
//! month before and the month to come are published beside it, so that a change of key is
//! never noticed by a caller.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::token::hex;

/// A P-256 key in the container that signers read (RFC 5915 within RFC 5208), up to the scalar
/// and from there to the public point.
const BEFORE_SCALAR: &[u8] = &[
    0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02,
    0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x6d, 0x30, 0x6b, 0x02,
    0x01, 0x01, 0x04, 0x20,
];
const BEFORE_POINT: &[u8] = &[0xa1, 0x44, 0x03, 0x42, 0x00];

/// One month's key.
pub struct Key {
    /// The name that tokens give.
    pub id: String,
    /// Signs.
    pub signs: EncodingKey,
    /// Checks.
    pub checks: DecodingKey,
    x: String,
    y: String,
}

impl Key {
    /// The public half, as published.
    fn published(&self) -> Value {
        json!({
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256",
            "kid": self.id, "x": self.x, "y": self.y,
        })
    }
}

/// All keys of an installation.
pub struct Keys {
    secret: [u8; 32],
    made: Mutex<BTreeMap<i32, Arc<Key>>>,
}

/// A month, counted.
fn month(at: Timestamp) -> i32 {
    let date = TimeZone::UTC.to_datetime(at).date();
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

impl Keys {
    /// The keys that follow from a secret.
    pub const fn new(secret: [u8; 32]) -> Self {
        Self { secret, made: Mutex::new(BTreeMap::new()) }
    }

    /// The key that signs at an instant.
    pub fn signing(&self, at: Timestamp) -> Arc<Key> {
        self.of(month(at))
    }

    /// The key of a name, if it is one that holds at an instant.
    pub fn named(&self, id: &str, at: Timestamp) -> Option<Arc<Key>> {
        self.held(at).into_iter().find(|key| key.id == id)
    }

    /// The set that callers may fetch.
    pub fn published(&self, at: Timestamp) -> Value {
        let keys: Vec<Value> = self.held(at).iter().map(|key| key.published()).collect();
        json!({ "keys": keys })
    }

    fn held(&self, at: Timestamp) -> [Arc<Key>; 3] {
        let now = month(at);
        [self.of(now), self.of(now - 1), self.of(now + 1)]
    }

    fn of(&self, month: i32) -> Arc<Key> {
        let known = self.made.lock().ok().and_then(|made| made.get(&month).cloned());
        known.unwrap_or_else(|| {
            let key = Arc::new(self.make(month));
            if let Ok(mut made) = self.made.lock() {
                made.insert(month, Arc::clone(&key));
            }
            key
        })
    }

    /// A scalar out of range (once in four thousand million) is drawn again.
    fn make(&self, month: i32) -> Key {
        let secret = hmac::Key::new(hmac::HMAC_SHA256, &self.secret);
        let draw = |turn: u8| {
            let text = format!("access-token key {month} {turn}");
            let scalar = hmac::sign(&secret, text.as_bytes());
            let private = PrivateKey::from_private_key(&ECDH_P256, scalar.as_ref()).ok()?;
            let point = private.compute_public_key().ok()?;
            Some(assemble(month, scalar.as_ref(), point.as_ref()))
        };
        (0..=u8::MAX).find_map(draw).expect("one scalar of many is in range")
    }
}

fn assemble(month: i32, scalar: &[u8], point: &[u8]) -> Key {
    let container = [BEFORE_SCALAR, scalar, BEFORE_POINT, point].concat();
    let mark = hex(&Sha256::digest(point)[..4]);
    let (x, y) = point[1..].split_at(32);
    let (x, y) = (BASE64.encode(x), BASE64.encode(y));
    Key {
        id: format!("{}-{:02}-{mark}", month.div_euclid(12), month.rem_euclid(12) + 1),
        signs: EncodingKey::from_ec_der(&container),
        checks: DecodingKey::from_ec_components(&x, &y).expect("a point that was just encoded"),
        x,
        y,
    }
}
