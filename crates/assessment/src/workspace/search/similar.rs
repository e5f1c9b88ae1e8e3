//! Words that are one or two letters away: a letter more, less, other, or two that changed places.

/// A word of the vocabulary.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    /// How many documents have it.
    pub(super) documents: u64,
    letters: Vec<char>,
    mask: u64,
}

impl Word {
    pub(super) fn new(text: String, documents: u64) -> Word {
        let letters: Vec<char> = text.chars().collect();
        let mask = mask(&letters);
        Word { text, documents, letters, mask }
    }
}

/// Longest word that is compared: nobody mistypes a hash.
const LONGEST: usize = 24;

/// How many letters of a word may be wrong.
pub(super) fn allowed(word: &str) -> usize {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        8..=LONGEST => 2,
        _ => 0,
    }
}

/// The words of a vocabulary that are most like one, at most `most`: the fewest letters away first, then those that
/// most documents have. Of a word that is still being typed, the beginning of a longer one counts too.
pub(super) fn similar<'a>(vocabulary: &'a [Word], word: &str, beginning: bool, most: usize) -> Vec<&'a str> {
    let edits = allowed(word);
    // A number is what it is.
    if edits == 0 || word.chars().all(|it| it.is_ascii_digit()) {
        return Vec::new();
    }
    let letters: Vec<char> = word.chars().collect();
    let wanted = mask(&letters);
    let mut found: Vec<(usize, u64, &str)> = Vec::new();
    for candidate in vocabulary {
        let (have, need) = (candidate.letters.len(), letters.len());
        if have + edits < need || (!beginning && have > need + edits) {
            continue;
        }
        // Each letter that the other does not have at all costs an edit.
        if (wanted & !candidate.mask).count_ones() as usize > edits {
            continue;
        }
        if let Some(distance) = distance(&letters, &candidate.letters, edits, beginning) {
            found.push((distance, candidate.documents, &candidate.text));
        }
    }
    found.sort_by_key(|(distance, documents, text)| (*distance, std::cmp::Reverse(*documents), text.len()));
    // What is further away is noise where something is near.
    let nearest = found.first().map_or(0, |it| it.0);
    found.into_iter().filter(|it| it.0 == nearest).take(most).map(|it| it.2).collect()
}

/// A bit a letter: what two words have in common at most.
fn mask(letters: &[char]) -> u64 {
    letters.iter().fold(0, |mask, letter| mask | 1 << (u32::from(*letter) % 64))
}

/// How many edits make one word the other, or with `beginning` a beginning of it; none where that takes more than `most`.
fn distance(word: &[char], other: &[char], most: usize, beginning: bool) -> Option<usize> {
    // Rows of the table, one a letter of `other`; only as far as a beginning can reach.
    let reach = if beginning { other.len().min(word.len() + most) } else { other.len() };
    let mut before: Vec<usize> = vec![0; word.len() + 1];
    let mut last: Vec<usize> = (0..=word.len()).collect();
    let mut row: Vec<usize> = vec![0; word.len() + 1];
    let mut best = last[word.len()];
    for (at, letter) in other[..reach].iter().enumerate() {
        row[0] = at + 1;
        let mut nearest = row[0];
        for (place, mine) in word.iter().enumerate() {
            let mut cost = (last[place] + usize::from(mine != letter)).min(last[place + 1] + 1).min(row[place] + 1);
            if at > 0 && place > 0 && word[place - 1] == *letter && other[at - 1] == *mine {
                cost = cost.min(before[place - 1] + 1);
            }
            row[place + 1] = cost;
            nearest = nearest.min(cost);
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
        best = best.min(last[word.len()]);
        if nearest > most {
            // Every longer beginning is at least as far away.
            return (beginning && best <= most).then_some(best);
        }
    }
    let reached = if beginning { best } else { last[word.len()] };
    (reached <= most).then_some(reached)
}

#[cfg(test)]
mod tests {
    use super::{Word, distance, similar};

    fn edits(one: &str, other: &str, beginning: bool) -> Option<usize> {
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        distance(&letters(one), &letters(other), 2, beginning)
    }

    #[test]
    fn a_letter_more_less_other_or_changed_places_is_one_edit() {
        for (word, count) in [
            ("certificate", Some(0)),
            ("certifcate", Some(1)),
            ("certificaate", Some(1)),
            ("certificote", Some(1)),
            ("certiifcate", Some(1)),
            ("certfcate", Some(2)),
            ("crtfcate", None),
            ("storage", None),
        ] {
            assert_eq!(edits(word, "certificate", false), count, "{word}");
        }
        assert_eq!(edits("certf", "certificate", false), None);
        assert_eq!(edits("certf", "certificate", true), Some(1));
        assert_eq!(edits("cert", "certificate", true), Some(0));
    }

    #[test]
    fn the_nearest_comes_first_and_numbers_stay_numbers() {
        let vocabulary = ["certificate", "certificates", "keychain", "storage", "2350"].map(str::to_owned);
        let vocabulary: Vec<Word> = vocabulary.into_iter().map(|word| Word::new(word, 1)).collect();
        assert_eq!(similar(&vocabulary, "keychian", false, 5), ["keychain"]);
        assert_eq!(similar(&vocabulary, "stroage", false, 5), ["storage"]);
        assert_eq!(similar(&vocabulary, "certifcates", false, 5), ["certificates"]);
        assert_eq!(similar(&vocabulary, "certifc", true, 5), ["certificate", "certificates"]);
        assert!(similar(&vocabulary, "2351", false, 5).is_empty());
        assert!(similar(&vocabulary, "key", false, 5).is_empty(), "three letters are too few to guess");
    }
}
