//! Makes every string of the data printable, before a template sees it.
//!
//! An archivable file has a glyph for every character, and no page is wide enough for a word of ten thousand letters.
//! So characters that no bundled font has, and those that only steer or deceive (controls, direction overrides, private
//! use), are written out as `[U+202E]`, and long words get places to break (zero width spaces). Digests and addresses
//! stay as they are: people copy them.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::Coverage;

/// Words up to this many clusters are left whole: they fit on a line. Narrow columns are the template's business.
const LONG_WORD: usize = 40;

/// In a long word, a break is possible at the latest after this many clusters.
const PIECE: usize = 12;

/// Keys under which everything is copied by people or programs, or matched by templates: no break is put into it.
const EXACT_KEYS: [&str; 8] = ["url", "id", "sha256", "anchor", "unit", "build", "kind", "ledger"];

/// Characters that had to be written out, with how often.
pub type Replaced = BTreeMap<char, u64>;

/// Makes every string in the data printable. Keys stay as they are.
pub fn printable(data: &mut Value, coverage: &Coverage, replaced: &mut Replaced) {
    visit(data, false, coverage, replaced);
}

fn visit(value: &mut Value, exact: bool, coverage: &Coverage, replaced: &mut Replaced) {
    match value {
        Value::String(text) => {
            if let Some(shown) = show(text, coverage, replaced) {
                *text = shown;
            }
            if !exact && let Some(broken) = breakable(text) {
                *text = broken;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, exact, coverage, replaced)),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                visit(field, exact || EXACT_KEYS.contains(&name.as_str()), coverage, replaced);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The text with unprintable characters written out; none if there are none.
fn show(text: &str, coverage: &Coverage, replaced: &mut Replaced) -> Option<String> {
    if text.chars().all(|character| matches!(character, ' '..='~' | '\n')) {
        return None;
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => shown.push_str("    "),
            '\r' => {}
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => shown.push('\n'),
            _ if is_plain(character) && (coverage.has(character) || is_invisible(character)) => shown.push(character),
            _ => {
                *replaced.entry(character).or_default() += 1;
                let _ = write!(shown, "[U+{:04X}]", u32::from(character));
            }
        }
    }
    (shown != text).then_some(shown)
}

/// Whether a character says something by itself: not a control, not an override of the direction, not private use, not
/// an unassigned position, no byte order mark.
fn is_plain(character: char) -> bool {
    !matches!(character,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{fff0}'..='\u{fffc}' | '\u{fffe}'..='\u{ffff}'
        | '\u{feff}' | '\u{e0000}'..='\u{effff}')
}

/// Characters that shape their neighbours and need no glyph of their own: joiners, direction marks, break places.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{61c}')
}

/// The text with places to break in its long words; none if it has no long word.
fn breakable(text: &str) -> Option<String> {
    if text.len() <= LONG_WORD || is_digest(text) {
        return None;
    }
    let mut broken = String::with_capacity(text.len() + text.len() / PIECE * 3);
    let mut changed = false;
    for piece in pieces(text) {
        let word = piece.trim_end_matches(breaks_anyway);
        if word.len() > LONG_WORD && word.graphemes(true).count() > LONG_WORD && !is_digest(word) {
            changed = true;
            push_broken(word, &mut broken);
            broken.push_str(&piece[word.len()..]);
        } else {
            broken.push_str(piece);
        }
    }
    changed.then_some(broken)
}

/// The text cut where a line may break without our help: after blanks, and after a slash or hyphen before a letter.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut characters = rest.char_indices().peekable();
        while let Some((index, character)) = characters.next() {
            let next = characters.peek().map(|(_, next)| *next);
            let sign = matches!(character, '/' | '-') && next.is_some_and(char::is_alphabetic);
            if sign || breaks_anyway(character) {
                let (piece, after) = rest.split_at(index + character.len_utf8());
                rest = after;
                return Some(piece);
            }
        }
        (!rest.is_empty()).then(|| std::mem::take(&mut rest))
    })
}

/// Whether a line may break after it without our help: blanks, and scripts that are written without blanks.
fn breaks_anyway(character: char) -> bool {
    character.is_whitespace()
        || matches!(character,
            '\u{200b}' | '\u{e00}'..='\u{e7f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// A digest, a commit or a UUID: shown and copied in one piece.
fn is_digest(text: &str) -> bool {
    matches!(text.len(), 32 | 36 | 40 | 64 | 128) && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

fn push_broken(word: &str, broken: &mut String) {
    let mut since = 0;
    let mut clusters = word.graphemes(true).peekable();
    while let Some(cluster) = clusters.next() {
        broken.push_str(cluster);
        since += 1;
        let after_sign = cluster.len() == 1 && cluster.bytes().all(|byte| byte.is_ascii_punctuation());
        if clusters.peek().is_some() && (since >= PIECE || (after_sign && since > 2)) {
            broken.push('\u{200b}');
            since = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn printed(mut data: Value) -> (Value, Replaced) {
        let coverage = Coverage::of(&crate::fonts::bundled());
        let mut replaced = Replaced::new();
        printable(&mut data, &coverage, &mut replaced);
        (data, replaced)
    }

    #[test]
    fn characters_without_a_glyph_are_written_out_and_counted() {
        let (data, replaced) = printed(json!({ "note": "a\u{10fffd}b \u{202e}c\u{0}", "n": 3 }));
        assert_eq!(data, json!({ "note": "a[U+10FFFD]b [U+202E]c[U+0000]", "n": 3 }));
        assert_eq!(replaced, Replaced::from([('\u{0}', 1), ('\u{202e}', 1), ('\u{10fffd}', 1)]));
    }

    #[test]
    fn every_script_of_the_bundled_fonts_stays_as_it_is() {
        let text = "Grüße Žluťoučký Ελληνικά Русский العربية עברית ไทย हिन्दी 日本語 かな 简体 繁體 한국어 → ✓";
        let (data, replaced) = printed(json!(text));
        assert_eq!(data, json!(text));
        assert!(replaced.is_empty(), "{replaced:?}");
    }

    #[test]
    fn long_words_get_places_to_break_and_nothing_else_changes() {
        let word = "com.example.app.".repeat(20);
        let (data, _) = printed(json!(word));
        let broken = data.as_str().unwrap_or_default();
        assert!(broken.split('\u{200b}').all(|piece| piece.chars().count() <= PIECE), "{broken}");
        assert_eq!(broken.replace('\u{200b}', ""), word);
    }

    #[test]
    fn digests_and_addresses_stay_whole() {
        let digest = "ab".repeat(32);
        let url = format!("https://example.org/{}", "x".repeat(200));
        let (data, _) = printed(json!({ "note": format!("see {digest}"), "url": url }));
        assert_eq!(data, json!({ "note": format!("see {digest}"), "url": url }));
    }
}
