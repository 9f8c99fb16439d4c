//! What a caller sent: the key that makes a repeat safe, the version that was seen, and the
//! body, bounded in size, time and depth.

use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap, IF_MATCH};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use store::CommandId;

use super::fault::Fault;

/// Largest body that is not a file.
const LARGEST: usize = 256 * 1024;
/// Time that a body may take to come.
const DEADLINE: Duration = Duration::from_secs(20);
/// Deepest nesting of a body.
const DEEPEST: usize = 32;
/// Longest key.
const LONGEST_KEY: usize = 200;

/// A body with the key that makes a repeat safe.
#[derive(Debug)]
pub struct Sent {
    /// The key.
    pub key: CommandId,
    /// SHA-256 of method, path and body: the same key with another request is refused.
    pub digest: [u8; 32],
    /// The version named by `If-Match`, if one was.
    pub expected: Option<i32>,
    bytes: Vec<u8>,
}

impl Sent {
    /// The body as JSON of a shape. No body is an empty object.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        let bytes: &[u8] = if self.bytes.is_empty() { b"{}" } else { &self.bytes };
        if depth(bytes) > DEEPEST {
            return Err(Fault::Unreadable);
        }
        serde_json::from_slice(bytes)
            .map_err(|error| if error.is_data() { shape(&error) } else { Fault::Unreadable })
    }
}

/// JSON that is whole, but not of the shape that was asked for.
fn shape(error: &serde_json::Error) -> Fault {
    let text = error.to_string();
    let named = text.split('`').nth(1).unwrap_or("").to_owned();
    let what = if text.starts_with("missing field") {
        "missing"
    } else if text.starts_with("unknown field") {
        "unknown-field"
    } else {
        return Fault::Fields(vec![crate::steps::Trouble::new("", "bad-shape")]);
    };
    Fault::Fields(vec![crate::steps::Trouble::new(named, what)])
}

/// Deepest nesting of brackets outside of texts.
fn depth(bytes: &[u8]) -> usize {
    let (mut deepest, mut now, mut in_text, mut escaped) = (0usize, 0usize, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                now += 1;
                deepest = deepest.max(now);
            }
            b']' | b'}' if !in_text => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The key of a request that changes something.
pub fn key(headers: &HeaderMap) -> Result<CommandId, Fault> {
    let text = headers.get("idempotency-key").and_then(|v| v.to_str().ok()).unwrap_or("").trim();
    let is_key =
        !text.is_empty() && text.len() <= LONGEST_KEY && text.bytes().all(|b| b.is_ascii_graphic());
    is_key.then(|| CommandId::of(text)).ok_or(Fault::KeyMissing)
}

/// The version that `If-Match` names: `"v17"`.
pub fn if_match(headers: &HeaderMap) -> Result<Option<i32>, Fault> {
    let Some(value) = headers.get(IF_MATCH) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or("").trim();
    let version = text.strip_prefix("\"v").and_then(|t| t.strip_suffix('"'));
    let version = version.and_then(|t| t.parse().ok());
    version.map(Some).ok_or(Fault::Parameter("If-Match"))
}

/// The tag of a version.
pub fn tag(version: i32) -> String {
    format!("\"v{version}\"")
}

/// SHA-256 of what a request asks for.
pub fn digest(request: &HttpRequest, body: &[u8]) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(request.method().as_str());
    digest.update([0]);
    digest.update(request.path());
    digest.update([0]);
    digest.update(body);
    digest.finalize().into()
}

/// Reads a body up to a size, within the deadline.
pub async fn body(payload: &mut Payload, largest: usize) -> Result<Vec<u8>, Fault> {
    let read = async {
        let mut bytes = Vec::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| Fault::Unreadable)?;
            if bytes.len() + chunk.len() > largest {
                return Err(Fault::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    };
    tokio::time::timeout(DEADLINE, read).await.unwrap_or(Err(Fault::TooSlow))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim();
    kind.eq_ignore_ascii_case("application/json")
}

impl FromRequest for Sent {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let key = key(request.headers())?;
            let expected = if_match(request.headers())?;
            let bytes = body(&mut payload, LARGEST).await?;
            if !bytes.is_empty() && !is_json(request.headers()) {
                return Err(Fault::WrongKind);
            }
            Ok(Self { key, digest: digest(&request, &bytes), expected, bytes })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        headers
    }

    #[test]
    fn versions_are_strong_tags() {
        assert!(matches!(if_match(&headers("if-match", "\"v17\"")), Ok(Some(17))));
        assert!(matches!(if_match(&HeaderMap::new()), Ok(None)));
        for bad in ["17", "v17", "W/\"v17\"", "*", "\"17\""] {
            assert!(if_match(&headers("if-match", bad)).is_err(), "{bad}");
        }
        assert_eq!(tag(17), "\"v17\"");
    }

    #[test]
    fn keys_are_asked_for() {
        assert!(key(&headers("idempotency-key", "a-1")).is_ok());
        for bad in ["", "  ", "two words"] {
            assert!(matches!(key(&headers("idempotency-key", bad)), Err(Fault::KeyMissing)));
        }
        assert!(matches!(key(&HeaderMap::new()), Err(Fault::KeyMissing)));
    }

    #[test]
    fn depth_counts_brackets_and_not_texts() {
        assert_eq!(depth(br#"{"a":[{"b":"[[[{\"[["}]}"#), 3);
        assert_eq!(depth("[".repeat(40).as_bytes()), 40);
    }
}
