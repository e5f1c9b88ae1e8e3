//! Canonical JSON, RFC 8785: one value has one spelling, so that a digest of it means something.
//!
//! A report's data has whole numbers only, so the part of the RFC about floating point is left out: such a number is
//! refused. (The libraries for all of it change how `serde_json` reads numbers in the whole program.)

use assay_messages::said;
use serde::Serialize;
use serde::ser::Error as _;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Beyond this, whole numbers are no longer exact everywhere.
const LARGEST: u64 = 1 << 53;

/// The canonical bytes of a value.
///
/// # Errors
/// When the value is no JSON, or has a number that is not whole or beyond 2^53.
pub fn to_vec(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write(&serde_json::to_value(value)?, &mut bytes)?;
    Ok(bytes)
}

fn write(value: &Value, bytes: &mut Vec<u8>) -> serde_json::Result<()> {
    match value {
        Value::Object(map) => {
            let mut members: Vec<_> = map.iter().collect();
            members.sort_by(|(left, _), (right, _)| left.encode_utf16().cmp(right.encode_utf16()));
            bytes.push(b'{');
            for (index, (key, value)) in members.into_iter().enumerate() {
                if index > 0 {
                    bytes.push(b',');
                }
                serde_json::to_writer(&mut *bytes, key)?;
                bytes.push(b':');
                write(value, bytes)?;
            }
            bytes.push(b'}');
        }
        Value::Array(values) => {
            bytes.push(b'[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    bytes.push(b',');
                }
                write(value, bytes)?;
            }
            bytes.push(b']');
        }
        Value::Number(number) => {
            let size = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            if size.is_none_or(|size| size > LARGEST) {
                return Err(serde_json::Error::custom(said!("{number} has no canonical form here", number)));
            }
            serde_json::to_writer(bytes, number)?;
        }
        // Escapes of `serde_json` are those of the RFC.
        Value::String(_) | Value::Bool(_) | Value::Null => serde_json::to_writer(bytes, value)?,
    }
    Ok(())
}

/// The id of a report: the first half of the SHA-256 over its data in canonical form, in which `document.id` and
/// `document.number` are empty: the number of a draft is made from its id.
///
/// # Errors
/// As [`to_vec`].
pub fn report_id(data: &Value) -> serde_json::Result<String> {
    let mut data = data.clone();
    for field in ["/document/id", "/document/number"] {
        if let Some(value) = data.pointer_mut(field) {
            *value = Value::String(String::new());
        }
    }
    Ok(hex::encode(&Sha256::digest(to_vec(&data)?)[..16]))
}

#[cfg(test)]
mod tests {
    use super::to_vec;

    #[test]
    fn keys_are_in_the_order_of_utf_16_and_escapes_are_the_shortest() {
        let value: serde_json::Value = serde_json::from_str(
            "{\"\u{fb33}\": 1, \"\u{1f600}\": [true, null], \"\\u000a\": \"\\u000f\\/\u{e9}\\\"\"}",
        )
        .expect("JSON");
        let expected = "{\"\\n\":\"\\u000f/\u{e9}\\\"\",\"\u{1f600}\":[true,null],\"\u{fb33}\":1}";
        assert_eq!(String::from_utf8(to_vec(&value).expect("canonical")).expect("UTF-8"), expected);
    }

    #[test]
    fn numbers_that_readers_would_round_are_refused() {
        for text in ["1.5", "9007199254740993", "1e300"] {
            let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
            assert!(to_vec(&value).is_err(), "{text}");
        }
    }
}
