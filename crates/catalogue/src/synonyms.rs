//! Words that people type for one thing, as `standards/synonyms.yaml` lists them, and words of one stem.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// The longest phrase of a row, in words.
pub const LONGEST_PHRASE: usize = 4;

#[derive(Deserialize, Default)]
struct Shipped {
    rows: Vec<Vec<String>>,
}

/// Which words and phrases stand for one another.
#[derive(Debug, Default)]
pub struct Synonyms {
    rows: Vec<Vec<String>>,
    /// From the stems of a word or phrase, with blanks between, to the rows that have it.
    by_stems: HashMap<String, Vec<usize>>,
}

/// What ships.
pub fn shipped_synonyms() -> &'static Synonyms {
    static SYNONYMS: OnceLock<Synonyms> = OnceLock::new();
    SYNONYMS.get_or_init(|| {
        let shipped: Shipped =
            serde_norway::from_str(include_str!("../../../standards/synonyms.yaml")).unwrap_or_default();
        Synonyms::new(shipped.rows)
    })
}

impl Synonyms {
    fn new(rows: Vec<Vec<String>>) -> Synonyms {
        let mut by_stems: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            for phrase in row {
                by_stems.entry(stems(phrase.split(' '))).or_default().push(at);
            }
        }
        Synonyms { rows, by_stems }
    }

    /// What stands for a word, or for several that stand side by side; not they themselves.
    pub fn of(&self, words: &[&str]) -> Vec<&str> {
        let wanted = stems(words.iter().copied());
        let themselves = words.join(" ");
        let mut found: Vec<&str> = Vec::new();
        for row in self.by_stems.get(&wanted).into_iter().flatten() {
            for phrase in &self.rows[*row] {
                if *phrase != themselves && !found.contains(&phrase.as_str()) {
                    found.push(phrase);
                }
            }
        }
        found
    }

    /// Every row, for tests.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }
}

fn stems<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(stem).collect::<Vec<_>>().join(" ")
}

/// Endings of English words, the longest first; what is left has to have four letters.
const ENDINGS: [&str; 22] = [
    "ications", "ication", "ations", "ation", "ingly", "ments", "ment", "ities", "ions", "ings", "ion", "ing", "ity",
    "ies", "ied", "ers", "er", "ed", "es", "s", "e", "y",
];

/// What words of one family have in common: `encrypt` of `encrypted`, `encryption` and `encrypts`. It is a word only by
/// chance, and for comparing only. British and American spellings have one stem.
pub fn stem(word: &str) -> String {
    let word = word.replace("iz", "is");
    // Ids, numbers and words of other scripts are what they are.
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word;
    }
    let left = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|left| left.len() >= 4));
    left.unwrap_or(&word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_PHRASE, shipped_synonyms, stem};

    #[test]
    fn words_of_a_family_have_one_stem() {
        for family in [
            &["encrypt", "encrypts", "encrypted", "encryption"][..],
            &["rotate", "rotates", "rotating", "rotation"],
            &["expire", "expires", "expiry", "expiration"],
            &["authorise", "authorization", "authorises", "authorised"],
            &["notify", "notifies", "notified", "notification", "notifications"],
            &["library", "libraries"],
            &["limit", "limits", "limited"],
        ] {
            let stems: Vec<String> = family.iter().map(|word| stem(word)).collect();
            assert!(stems.iter().all(|one| *one == stems[0]), "{family:?}: {stems:?}");
        }
        for word in ["rest", "tls", "16", "größe", "oauth2", "keys"] {
            assert!(stem(word).len() + 1 >= word.len(), "{word}");
        }
    }

    #[test]
    fn rows_are_plain_words_and_name_each_thing_once() {
        let synonyms = shipped_synonyms();
        assert!(synonyms.rows().len() > 30, "the file is read");
        for row in synonyms.rows() {
            assert!(row.len() > 1, "{row:?} says nothing");
            for (at, phrase) in row.iter().enumerate() {
                let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == ' ';
                assert!(phrase.chars().all(plain) && phrase.trim() == phrase, "{phrase:?}");
                assert!(phrase.split(' ').count() <= LONGEST_PHRASE, "{phrase:?}");
                assert!(!row[..at].contains(phrase), "{phrase:?} stands twice");
            }
        }
        assert!(synonyms.of(&["idle"]).contains(&"inactivity"));
        assert!(synonyms.of(&["break", "glass"]).contains(&"emergency access"));
        assert!(synonyms.of(&["quokka"]).is_empty());
    }
}
