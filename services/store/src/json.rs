//! Canonical JSON after RFC 8785: the bytes that are stored are the bytes that are hashed.
//! Floats have no place in the record, so numbers are whole and exact in every reader.

use serde::Serialize;
use serde_json::Value;

/// Largest whole number that every JSON reader keeps exact.
const EXACT: u64 = 1 << 53;

/// Why something has no canonical form here.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotCanonical {
    /// It is not JSON at all.
    #[error("not JSON")]
    NotJson(#[from] serde_json::Error),
    /// A float, or a number beyond what every reader keeps exact.
    #[error("number {0} is not exact")]
    Inexact(serde_json::Number),
}

/// The canonical bytes of a value.
pub(crate) fn canonical(value: &impl Serialize) -> Result<Vec<u8>, NotCanonical> {
    let mut out = Vec::new();
    write(&mut out, &serde_json::to_value(value)?)?;
    Ok(out)
}

fn write(out: &mut Vec<u8>, value: &Value) -> Result<(), NotCanonical> {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => serde_json::to_writer(out, value)?,
        Value::Number(number) => {
            let exact = number.as_i64().is_some_and(|n| n.unsigned_abs() <= EXACT);
            if !exact {
                return Err(NotCanonical::Inexact(number.clone()));
            }
            serde_json::to_writer(out, value)?;
        }
        Value::Array(items) => {
            out.push(b'[');
            for (place, item) in items.iter().enumerate() {
                comma(out, place);
                write(out, item)?;
            }
            out.push(b']');
        }
        Value::Object(fields) => {
            let mut sorted: Vec<(&String, &Value)> = fields.iter().collect();
            // RFC 8785 sorts by UTF-16 code units, which is not the order of UTF-8 bytes.
            sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push(b'{');
            for (place, (key, field)) in sorted.into_iter().enumerate() {
                comma(out, place);
                serde_json::to_writer(&mut *out, key)?;
                out.push(b':');
                write(out, field)?;
            }
            out.push(b'}');
        }
    }
    Ok(())
}

fn comma(out: &mut Vec<u8>, place: usize) {
    if place > 0 {
        out.push(b',');
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_sorted_by_utf16() {
        let value = json!({"\u{20ac}": 1, "\r": 2, "\u{1f600}": 3, "1": 4, "\u{fb33}": 5});
        let text = String::from_utf8(canonical(&value).unwrap()).unwrap();
        assert_eq!(text, "{\"\\r\":2,\"1\":4,\"\u{20ac}\":1,\"\u{1f600}\":3,\"\u{fb33}\":5}");
    }

    #[test]
    fn controls_are_escaped_the_short_way() {
        let text = String::from_utf8(canonical(&json!("\u{8}\t\n\u{1f}\"\\/")).unwrap()).unwrap();
        assert_eq!(text, "\"\\b\\t\\n\\u001f\\\"\\\\/\"");
    }

    #[test]
    fn floats_and_huge_numbers_are_not_stored() {
        assert!(canonical(&json!({"a": [1.5]})).is_err());
        assert!(canonical(&json!(9_007_199_254_740_993_i64)).is_err());
        assert!(canonical(&json!(-9_007_199_254_740_992_i64)).is_ok());
    }
}
