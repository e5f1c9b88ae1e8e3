//! The place in a text where words stand, as plain pieces: whoever shows them decides how a hit looks.

use super::memory::plain_letter;
use crate::view::SnippetPiece;

/// Letters before the first hit, and in all.
const BEFORE: usize = 40;
const LENGTH: usize = 160;

/// Cuts out the place where most of the words stand together; the beginning of the text where none does. A word counts
/// where a word of the text begins with it.
pub(super) fn snippet(text: &str, wanted: &[String]) -> Vec<SnippetPiece> {
    let hits = hits(text, wanted);
    let from = densest(&hits);
    let first = from.map_or(0, |at| hits[at].0);
    let start = if first <= BEFORE { 0 } else { word_start(text, floor(text, first - BEFORE)) };
    let end = if text.len() - start <= LENGTH { text.len() } else { floor(text, start + LENGTH) };
    let mut pieces = Vec::new();
    let mut push = |piece: &str, hit: bool| {
        let text: String =
            piece.split_inclusive(char::is_whitespace).map(|it| it.replace(['\n', '\r', '\t'], " ")).collect();
        if !text.is_empty() {
            pieces.push(SnippetPiece { text, hit });
        }
    };
    if start > 0 {
        push("…", false);
    }
    let mut at = start;
    for (from, to, _) in hits.iter().copied().filter(|(from, to, _)| *from >= start && *to <= end) {
        push(&text[at..from], false);
        push(&text[from..to], true);
        at = to;
    }
    push(&text[at..end], false);
    if end < text.len() {
        push("…", false);
    }
    pieces
}

/// How much of a text is looked through: what stands further down is found, and shown by its beginning.
const SEARCHED: usize = 40_000;

/// Where words of the text begin with a wanted one: from, to, and which one.
fn hits(text: &str, wanted: &[String]) -> Vec<(usize, usize, usize)> {
    let text = &text[..floor(text, SEARCHED.min(text.len()))];
    let mut hits = Vec::new();
    let mut inside = false;
    let mut waiting: Option<(usize, usize)> = None;
    for (at, letter) in text.char_indices() {
        let in_word = letter.is_alphanumeric();
        if in_word && !inside {
            waiting = wanted.iter().position(|word| begins(&text[at..], word)).map(|which| (at, which));
        } else if !in_word
            && inside
            && let Some((from, which)) = waiting.take()
        {
            hits.push((from, at, which));
            if hits.len() == MOST_HITS {
                return hits;
            }
        }
        inside = in_word;
    }
    if let Some((from, which)) = waiting.filter(|_| inside) {
        hits.push((from, text.len(), which));
    }
    hits
}

/// After so many a better place is not looked for.
const MOST_HITS: usize = 100;

/// Whether a text begins with a word, in small letters and without marks.
fn begins(text: &str, word: &str) -> bool {
    let mut folded = text.chars().flat_map(char::to_lowercase).map(plain_letter);
    word.chars().all(|letter| folded.next() == Some(letter))
}

/// The hit from which most different words follow within a snippet.
fn densest(hits: &[(usize, usize, usize)]) -> Option<usize> {
    let different = |from: usize| {
        let near = hits[from..].iter().take_while(|it| it.1 <= hits[from].0 + LENGTH - BEFORE);
        let mut seen: Vec<usize> = near.map(|it| it.2).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.len()
    };
    (0..hits.len()).max_by_key(|at| (different(*at), std::cmp::Reverse(*at)))
}

/// The next place at or before this one where a letter begins.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The beginning of the next word, where one is near.
fn word_start(text: &str, at: usize) -> usize {
    let near = text[at..].char_indices().take(20).find(|(_, it)| it.is_whitespace());
    near.map_or(at, |(offset, space)| at + offset + space.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::snippet;

    fn shown(text: &str, words: &[&str]) -> String {
        let words: Vec<String> = words.iter().map(|&it| it.to_owned()).collect();
        let pieces = snippet(text, &words);
        pieces.iter().map(|it| if it.hit { format!("[{}]", it.text) } else { it.text.clone() }).collect()
    }

    #[test]
    fn the_place_with_most_words_is_shown() {
        let text = format!(
            "{} The pin is checked. {} Pinning of a certificate is checked.",
            "a ".repeat(100),
            "b ".repeat(100)
        );
        let shown = shown(&text, &["pin", "certificate"]);
        assert!(shown.contains("[Pinning] of a [certificate] is checked."), "{shown}");
        assert!(shown.starts_with('…'), "{shown}");
    }

    #[test]
    fn letters_stay_whole_and_markup_stays_text() {
        assert_eq!(shown("<b>größe</b> & more", &["große"]), "<b>[größe]</b> & more");
        assert_eq!(shown("", &["a"]), "");
        for count in 0..200 {
            let text = format!("{} end", "ä€𝄞 ".repeat(count));
            let shown = shown(&text, &["end"]);
            assert!(shown.ends_with("[end]"), "{shown}");
        }
    }
}
