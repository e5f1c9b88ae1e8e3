//! The nearest of some words, for "did you mean".

use std::cmp::Reverse;

/// The word that is nearest, if it is near enough that somebody may have meant it: at most a third of its letters wrong.
pub(crate) fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    // A text that is no word at all is not worth comparing.
    if word.chars().count() > 64 {
        return None;
    }
    words
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / 3).max(1))
        // Of two that are as near, people get the beginning and the end right.
        .min_by_key(|(distance, candidate)| {
            (*distance, Reverse(shared_ends(&word, &candidate.to_lowercase())), *candidate)
        })
        .map(|(_, candidate)| candidate)
}

/// How many letters two words share at their beginning and at their end.
fn shared_ends(a: &str, b: &str) -> usize {
    let beginning = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    beginning + a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count()
}

/// How many letters have to be added, dropped, changed or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let words = ["FIN-2.1", "FIN-2.2", "include", "exclude"];
        assert_eq!(nearest("FIN-21", words), Some("FIN-2.1"));
        assert_eq!(nearest("inculde", words), Some("include"));
        assert_eq!(nearest("fin-2.2", words), Some("FIN-2.2"));
        assert_eq!(nearest("something else", words), None);
        assert_eq!(nearest(&"x".repeat(1000), words), None);
    }
}
