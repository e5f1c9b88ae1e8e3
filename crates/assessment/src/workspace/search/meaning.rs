//! What stands for the words of a query: words of one family, and what people call the same.

use assay_catalogue::{LONGEST_PHRASE, shipped_synonyms, stem};

use super::memory::Memory;

/// A word of a query, or several that mean something together.
pub(super) struct Typed {
    pub(super) word: String,
    pub(super) also: Vec<String>,
    /// It may be the beginning of a word: it is the last one.
    pub(super) open: bool,
}

/// Words that say nothing of what is looked for: they are left out where others are left.
const SMALL: [&str; 22] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "how", "in", "into", "is", "no", "not", "of", "on",
    "or", "the", "to", "with",
];

/// Most words that stand for one.
const MOST: usize = 24;

/// The words of a query with what stands for each. What nothing has is left out.
pub(super) fn typed(memory: &Memory, words: &[String]) -> Vec<Typed> {
    let last = words.len().saturating_sub(1);
    let mut typed = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (taken, also) = longest(memory, &words[at..]);
        let word = words[at..at + taken].join(" ");
        typed.push(Typed { word, also, open: taken == 1 && at == last });
        at += taken;
    }
    let small = |it: &Typed| SMALL.contains(&it.word.as_str());
    // The last word may go on: `in` is on its way to `inactivity`.
    if typed.iter().any(|it| !small(it) && !it.open) {
        typed.retain(|it| it.open || !small(it));
    }
    typed
}

/// How many of the first words mean something together, and what stands for them.
fn longest(memory: &Memory, words: &[String]) -> (usize, Vec<String>) {
    for count in (2..=LONGEST_PHRASE.min(words.len())).rev() {
        let phrase: Vec<&str> = words[..count].iter().map(String::as_str).collect();
        let also = shipped_synonyms().of(&phrase);
        if !also.is_empty() {
            return (count, there(memory, also));
        }
    }
    let word = words[0].as_str();
    let mut also = family(memory, word);
    for phrase in there(memory, shipped_synonyms().of(&[word])) {
        if also.len() < MOST && phrase != word && !also.contains(&phrase) {
            also.push(phrase);
        }
    }
    (1, also)
}

/// Phrases as texts have them: a single word in each form that something has, several as they are.
fn there(memory: &Memory, phrases: Vec<&str>) -> Vec<String> {
    let mut there = Vec::new();
    for phrase in phrases {
        if phrase.contains(' ') {
            there.push(phrase.to_owned());
            continue;
        }
        if memory.has_word(phrase, false) {
            there.push(phrase.to_owned());
        }
        there.extend(family(memory, phrase));
    }
    there
}

/// The other words of one stem that some text has. A short word has no family: too much would be one by chance.
fn family(memory: &Memory, word: &str) -> Vec<String> {
    if word.len() < 4 {
        return Vec::new();
    }
    let of_stem = memory.of_stem(&stem(word));
    of_stem.filter(|other| *other != word).take(MOST).map(str::to_owned).collect()
}
