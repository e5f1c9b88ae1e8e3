//! What differs from run to run, out of what is compared: ids, digests, times, folders.

use serde_json::Value;

/// The value with ids, digests, times and folders replaced.
pub(crate) fn json(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(self::text(text)),
        Value::Array(items) => Value::Array(items.iter().map(json).collect()),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), field(name, value))).collect())
        }
        other => other.clone(),
    }
}

/// As [`json`]: what a review would name is the beginning of a digest, too short to be told by itself.
fn field(name: &str, value: &Value) -> Value {
    match value {
        Value::String(text) if name == "basis" && text.len() == 12 => Value::String("[basis]".to_owned()),
        other => json(other),
    }
}

/// The text with the same replaced, word by word.
pub(crate) fn text(text: &str) -> String {
    let mut result = String::new();
    let mut word = String::new();
    for letter in text.chars() {
        if letter.is_whitespace() || "\"'(),;[]<>".contains(letter) {
            result.push_str(&redacted(&word));
            word.clear();
            result.push(letter);
        } else {
            word.push(letter);
        }
    }
    result + &redacted(&word)
}

fn redacted(word: &str) -> String {
    let bare = word.trim_end_matches(['.', ':']);
    let end = &word[bare.len()..];
    let parts: Vec<&str> = bare.split('/').collect();
    // Paths of subjects hold ids, and those of files begin with a temporary folder.
    if bare.starts_with('/') && parts.len() > 3 {
        return format!("[path]/{}{end}", parts.last().unwrap_or(&""));
    }
    let parts: Vec<String> =
        parts.into_iter().map(|part| kind(part).map_or_else(|| part.to_owned(), str::to_owned)).collect();
    format!("{}{end}", parts.join("/"))
}

fn kind(word: &str) -> Option<&'static str> {
    let is_hex = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let dashed: Vec<usize> = word.split('-').map(str::len).collect();
    if dashed == [8, 4, 4, 4, 12] && word.split('-').all(is_hex) {
        Some("[uuid]")
    } else if word.len() == 64 && is_hex(word) {
        Some("[digest]")
    } else if word.len() == 128 && is_hex(word) {
        Some("[signature]")
    } else if word.len() == 40 && is_hex(word) {
        Some("[commit]")
    } else if word.len() >= 19 && word.as_bytes()[4] == b'-' && word.as_bytes().get(10) == Some(&b'T') {
        Some("[time]")
    } else {
        None
    }
}
