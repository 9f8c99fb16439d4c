//! Forged, bent and outdated tokens: none is taken (RFC 8725).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use jsonwebtoken::{EncodingKey, encode};
use serde_json::{Value, json};

use super::*;

const ISSUER: &str = "https://redress.example";

fn at() -> Timestamp {
    "2026-03-31T23:59:00Z".parse().unwrap()
}

fn keys() -> Keys {
    Keys::new([7; 32])
}

fn holder() -> (Jurisdiction, Holder) {
    (Jurisdiction::Us, Holder::Staff { staff: StaffId(Uuid::from_u128(4)) })
}

fn good() -> String {
    issue(&keys(), ISSUER, holder(), Uuid::from_u128(1), at()).unwrap()
}

fn claims() -> Value {
    let now = at().as_second();
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": "x", "iat": now, "nbf": now, "exp": now + LIFETIME,
        "jti": Uuid::from_u128(1), "jurisdiction": "us",
        "holder": "staff", "staff": Uuid::from_u128(4),
    })
}

fn header() -> Header {
    let mut header = Header::new(Algorithm::ES256);
    header.typ = Some(KIND.to_owned());
    header.kid = Some(keys().signing(at()).id.clone());
    header
}

/// Signed by the right key, so that only what is asserted can be wrong.
fn signed(header: &Header, claims: &Value) -> String {
    encode(header, claims, &keys().signing(at()).signs).unwrap()
}

fn with(name: &str, value: Value) -> String {
    let mut claims = claims();
    if value.is_null() {
        claims.as_object_mut().unwrap().remove(name);
    } else {
        claims[name] = value;
    }
    signed(&header(), &claims)
}

fn taken(token: &str) -> bool {
    check(&keys(), ISSUER, token, at()).is_ok()
}

#[test]
fn takes_its_own() {
    let claims = check(&keys(), ISSUER, &good(), at()).unwrap();
    assert_eq!((claims.jurisdiction, claims.holder), holder());
    assert!(taken(&signed(&header(), &super::tests::claims())));
}

#[test]
fn a_change_of_month_is_not_noticed() {
    let later = "2026-04-01T00:05:00Z".parse().unwrap();
    let token = good();
    assert!(check(&keys(), ISSUER, &token, later).is_ok());
    let names = |at| {
        let set = keys().published(at);
        let keys = set["keys"].as_array().unwrap().clone();
        keys.iter().map(|k| k["kid"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(names(at()).contains(&names(later)[0]), "the next key is published before its month");
    assert!(names(later).contains(&names(at())[0]), "the last key stays for another month");
    assert!(!keys().published(at()).to_string().contains("\"d\""), "no private half");
}

#[test]
fn other_secrets_make_other_keys() {
    let other = Keys::new([8; 32]);
    assert!(check(&other, ISSUER, &good(), at()).is_err());
}

#[test]
fn bent_signatures_and_bodies() {
    let token = good();
    let parts: Vec<&str> = token.split('.').collect();
    let body = BASE64.encode(claims().to_string().replace("\"us\"", "\"ca\""));
    assert!(!taken(&format!("{}.{body}.{}", parts[0], parts[2])));
    assert!(!taken(&format!("{}.{}.", parts[0], parts[1])));
    assert!(!taken(&format!("{}.{}", parts[0], parts[1])));
    assert!(!taken(""));
    let mut bent = token.clone().into_bytes();
    let place = token.rfind('.').unwrap() + 9;
    bent[place] = if bent[place] == b'A' { b'B' } else { b'A' };
    assert!(!taken(&String::from_utf8(bent).unwrap()));
}

#[test]
fn no_algorithm_and_other_algorithms() {
    for alg in ["none", "None", "HS256", "HS512", "RS256", "ES384", "EdDSA", "PS256"] {
        let kid = keys().signing(at()).id.clone();
        let head = json!({"alg": alg, "typ": KIND, "kid": kid}).to_string();
        let unsigned = format!("{}.{}.", BASE64.encode(head), BASE64.encode(claims().to_string()));
        assert!(!taken(&unsigned), "{alg}");
        let mark = good();
        let borrowed = format!("{unsigned}{}", mark.rsplit('.').next().unwrap());
        assert!(!taken(&borrowed), "{alg}");
    }
    // The published half, taken for a shared secret.
    let set = keys().published(at());
    let mut header = Header::new(Algorithm::HS256);
    header.typ = Some(KIND.to_owned());
    header.kid = Some(keys().signing(at()).id.clone());
    for secret in [set["keys"][0]["x"].as_str().unwrap(), &set.to_string()] {
        let key = EncodingKey::from_secret(secret.as_bytes());
        assert!(!taken(&encode(&header, &claims(), &key).unwrap()));
    }
}

#[test]
fn keys_that_are_not_ours() {
    for kid in [None, Some(""), Some("../../dev/null"), Some("' OR 1=1 --"), Some("2026-03-0")] {
        let mut head = header();
        head.kid = kid.map(ToOwned::to_owned);
        assert!(!taken(&signed(&head, &claims())), "{kid:?}");
    }
    let mut head = header();
    head.jku = Some("https://elsewhere.example/keys".to_owned());
    assert!(!taken(&signed(&head, &claims())));
    let mut head = header();
    head.crit = Some(vec!["x".to_owned()]);
    assert!(!taken(&signed(&head, &claims())));
    let old =
        issue(&keys(), ISSUER, holder(), Uuid::nil(), "2026-01-15T00:00:00Z".parse().unwrap());
    assert!(!taken(&old.unwrap()), "a key of two months ago");
}

#[test]
fn kinds_issuers_and_audiences() {
    for typ in [None, Some("JWT"), Some("id+jwt"), Some("AT+JWT2")] {
        let mut head = header();
        head.typ = typ.map(ToOwned::to_owned);
        assert!(!taken(&signed(&head, &claims())), "{typ:?}");
    }
    for aud in [json!("other"), json!(["other"]), Value::Null, json!(7)] {
        assert!(!taken(&with("aud", aud.clone())), "{aud}");
    }
    for iss in [json!("https://elsewhere.example"), json!(""), Value::Null] {
        assert!(!taken(&with("iss", iss.clone())), "{iss}");
    }
    for name in ["sub", "jti", "iat", "nbf", "exp", "holder", "staff", "jurisdiction"] {
        assert!(!taken(&with(name, Value::Null)), "without {name}");
    }
    assert!(!taken(&with("jurisdiction", json!("mx"))));
    assert!(!taken(&with("holder", json!("system"))));
}

#[test]
fn times() {
    let now = at().as_second();
    assert!(!taken(&with("exp", json!((now + LIFETIME).to_string()))), "text for a number");
    assert!(!taken(&with("exp", json!(1e30))));
    assert!(!taken(&with("exp", json!(now + 86_400))), "longer than we issue");
    assert!(!taken(&with("exp", json!(i64::MAX))));
    assert!(!taken(&with("exp", json!(-1))));
    assert!(!taken(&with("nbf", json!(now + 600))));
    let after = Timestamp::from_second(now + LIFETIME + LEEWAY).unwrap();
    assert!(check(&keys(), ISSUER, &good(), after).is_err());
    let just = Timestamp::from_second(now + LIFETIME + LEEWAY - 1).unwrap();
    assert!(check(&keys(), ISSUER, &good(), just).is_ok());
}
