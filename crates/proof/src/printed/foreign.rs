//! What stands on a page and not in the data: digests, times, severity vectors.

use std::collections::HashSet;

use serde_json::Value;

use super::text::{Text, squeezed};

/// Something that the data does not have.
pub(super) struct Foreign {
    pub(super) what: &'static str,
    pub(super) value: String,
    pub(super) page: usize,
}

/// Letters of a SHA-256.
const DIGEST: usize = 64;
/// Letters of a time as it is printed, `2026-11-2016:41UTC`, without its blanks.
const MOMENT: usize = 18;
const VECTOR: &str = "CVSS:4.0/";
/// With how many letters a vector in people's words is told from others.
const BEGUN: usize = VECTOR.len() + 12;

/// What the data has.
#[derive(Default)]
struct Known {
    digests: HashSet<String>,
    moments: HashSet<String>,
    vectors: HashSet<String>,
    /// How vectors in people's words begin; one may end with the words, and then it is short.
    begun: HashSet<String>,
    /// People's words that hold such things themselves.
    texts: Vec<String>,
}

/// The first thing that is printed and not in the data.
pub(super) fn first(text: &Text, data: &Value) -> Option<Foreign> {
    let mut known = Known::default();
    known.gather(data);
    let letters = text.letters.as_str();
    let foreign = |what, at, value: &str| Foreign { what, value: value.to_owned(), page: text.page(at) };
    for (at, run) in runs(letters) {
        if let Some((place, value)) = known.foreign_digest(run) {
            return Some(foreign("A digest", at + place, value));
        }
    }
    for (end, _) in letters.match_indices("UTC") {
        let begin = (end + 3).saturating_sub(MOMENT);
        if let Some(value) = letters.get(begin..end + 3)
            && is_moment(value)
            && !known.moments.contains(value)
            && !known.texts.iter().any(|it| it.contains(value))
        {
            return Some(foreign("A time", begin, value));
        }
    }
    for (at, _) in letters.match_indices(VECTOR) {
        let rest = &letters[at..];
        let value = rest.get(..rest.len().min(40)).unwrap_or(VECTOR);
        // Words that are cut may be cut within one.
        let cut = rest.find('…').map(|end| &rest[..end]);
        let is_of = |it: &String| rest.starts_with(it.as_str()) || cut.is_some_and(|cut| it.starts_with(cut));
        if !known.vectors.iter().chain(&known.begun).any(is_of) {
            return Some(foreign("A severity vector", at, value));
        }
    }
    None
}

impl Known {
    fn gather(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.take(text),
            Value::Array(items) => items.iter().for_each(|item| self.gather(item)),
            // An entry's bytes and signatures are not printed.
            Value::Object(fields) => {
                fields
                    .iter()
                    .filter(|(key, _)| !matches!(key.as_str(), "bytes" | "signature"))
                    .for_each(|(_, it)| self.gather(it));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn take(&mut self, text: &str) {
        if text.len() == DIGEST && text.bytes().all(is_digit) {
            self.digests.insert(text.to_owned());
        } else if let Some(moment) = moment(text) {
            self.moments.insert(moment);
        } else if text.starts_with(VECTOR) && !text.contains(char::is_whitespace) {
            self.vectors.insert(squeezed(text));
        } else if text.len() >= VECTOR.len() {
            let plain = squeezed(text);
            let begun = plain.match_indices(VECTOR).map(|(at, _)| plain[at..].chars().take(BEGUN).collect::<String>());
            self.begun.extend(begun);
            if plain.contains("UTC") || runs(&plain).next().is_some() {
                self.texts.push(plain);
            }
        }
    }

    /// A digest's length of digits in a run that no digest of the data covers. A run may begin or end with letters of
    /// the words beside it that are digits too.
    fn foreign_digest<'a>(&self, run: &'a str) -> Option<(usize, &'a str)> {
        let mut uncovered = 0;
        let mut at = 0;
        while let Some(window) = run.get(at..at + DIGEST) {
            if self.digests.contains(window) || self.texts.iter().any(|it| it.contains(window)) {
                if at - uncovered >= DIGEST {
                    break;
                }
                at += DIGEST;
                uncovered = at;
            } else {
                at += 1;
            }
        }
        let rest = if run.get(at..at + DIGEST).is_some() { at } else { run.len() };
        (rest - uncovered >= DIGEST).then(|| (uncovered, &run[uncovered..uncovered + DIGEST]))
    }
}

fn is_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// Runs of hexadecimal digits that are long enough for a digest, with their places.
fn runs(letters: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut begin = 0;
    letters.split(|letter: char| !matches!(letter, '0'..='9' | 'a'..='f')).filter_map(move |run| {
        let at = begin;
        let after = letters[at + run.len()..].chars().next().map_or(0, char::len_utf8);
        begin = at + run.len() + after;
        (run.len() >= DIGEST).then_some((at, run))
    })
}

/// `2026-11-20T16:41:00Z` as it is printed, without blanks.
pub(super) fn moment(time: &str) -> Option<String> {
    let (day, minute) = (time.get(..10)?, time.get(11..16)?);
    let printed = format!("{day}{minute}UTC");
    (time.as_bytes().get(10) == Some(&b'T') && is_moment(&printed)).then_some(printed)
}

fn is_moment(value: &str) -> bool {
    value.len() == MOMENT
        && value.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            12 => byte == b':',
            15.. => true,
            _ => byte.is_ascii_digit(),
        })
}
