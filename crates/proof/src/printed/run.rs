//! What is printed in one go: pieces in their order, without anything between them where all of them are known.

use std::collections::HashMap;

use super::text::{Text, plain, right_to_left, squeezed};

/// Something that should stand there and does not.
#[derive(Debug, Clone, Default)]
pub(super) struct Absent {
    /// Of what it is.
    pub(super) of: String,
    /// What it is.
    pub(super) what: &'static str,
    /// What should stand there.
    pub(super) value: String,
}

/// How much of a piece is known.
enum Known {
    /// Its letters.
    Letters(String),
    /// Some words, in their order.
    Words(Vec<String>),
    /// Nothing.
    Nothing,
}

struct Piece {
    of: String,
    what: &'static str,
    value: String,
    known: Known,
}

/// Pieces in the order in which they are drawn.
pub(super) struct Run {
    english: bool,
    of: String,
    pieces: Vec<Piece>,
    numbers: Vec<u64>,
}

impl Run {
    /// Nothing yet; in English the template's own words are known.
    pub(super) fn new(english: bool) -> Self {
        Self { english, of: String::new(), pieces: Vec::new(), numbers: Vec::new() }
    }

    /// Whether the template's own words are known.
    pub(super) fn english(&self) -> bool {
        self.english
    }

    /// What comes belongs to this.
    pub(super) fn of(&mut self, of: &str) {
        of.clone_into(&mut self.of);
    }

    /// A text as it is printed, whatever the language.
    pub(super) fn exact(&mut self, what: &'static str, text: &str) {
        let known = if plain(text) {
            Known::Letters(squeezed(text))
        } else if text.chars().any(right_to_left) {
            Known::Nothing
        } else {
            Known::Words(text.split_whitespace().filter(|it| plain(it)).map(squeezed).collect())
        };
        self.push(what, text, known);
    }

    /// What stands before an item of a list.
    pub(super) fn marker(&mut self, what: &'static str) {
        self.push(what, "•", Known::Letters("•".to_owned()));
    }

    /// A text of which at most so many letters are printed.
    pub(super) fn text(&mut self, what: &'static str, text: &str, most: usize) {
        match cut(text, most) {
            Some(printed) => self.exact(what, &printed),
            None => self.unknown(),
        }
    }

    /// Words of the template's own.
    pub(super) fn ours(&mut self, what: &'static str, text: &str) {
        if self.english { self.exact(what, text) } else { self.unknown() }
    }

    /// A sentence of the template's own, of which at most so many letters are printed, with people's words in it. In
    /// another language only the beginning of those is sure to be printed.
    pub(super) fn sentence(&mut self, what: &'static str, text: &str, most: usize, people: &[&str]) {
        if self.english {
            return self.text(what, text, most);
        }
        self.unknown();
        for words in people {
            let begin: String = words.chars().take(SURE).collect();
            let mut sure: Vec<&str> = begin.split_whitespace().collect();
            if begin.len() < words.len() {
                sure.pop();
            }
            self.exact(what, &sure.join(" "));
            self.unknown();
        }
    }

    /// A number that every language prints as digits: from two on, languages may have words for others.
    pub(super) fn number(&mut self, number: u64) {
        if number > 1 {
            self.numbers.push(number);
        }
    }

    /// Something that cannot be told.
    pub(super) fn unknown(&mut self) {
        self.push("", "", Known::Nothing);
    }

    fn push(&mut self, what: &'static str, value: &str, known: Known) {
        self.pieces.push(Piece { of: self.of.clone(), what, value: value.to_owned(), known });
    }

    /// Whether it stands on the pages; else what is absent, and how many pieces are there before it.
    pub(super) fn holds(&self, text: &Text) -> Result<(), (Absent, usize)> {
        self.stands_in(&text.letters)?;
        let mut there: HashMap<u64, usize> = HashMap::new();
        for number in text.numbers() {
            *there.entry(number).or_default() += 1;
        }
        for number in &self.numbers {
            let Some(many) = there.get_mut(number).filter(|many| **many > 0) else {
                let absent = Absent { of: "the board".to_owned(), what: "a number", value: number.to_string() };
                return Err((absent, self.pieces.len()));
            };
            *many -= 1;
        }
        Ok(())
    }

    /// The same of its pieces alone, in these letters.
    pub(super) fn stands_in(&self, letters: &str) -> Result<(), (Absent, usize)> {
        let (mut rest, mut at) = (letters, 0);
        while at < self.pieces.len() {
            let end = at + self.pieces[at..].iter().take_while(|it| matches!(it.known, Known::Letters(_))).count();
            if end > at {
                rest = self.after(rest, at..end)?;
                at = end;
                continue;
            }
            if let Known::Words(words) = &self.pieces[at].known {
                rest = super::forms::after(rest, words).ok_or_else(|| self.absent(at))?;
            }
            at += 1;
        }
        Ok(())
    }

    /// What follows pieces that stand right after each other.
    fn after<'t>(&self, rest: &'t str, pieces: std::ops::Range<usize>) -> Result<&'t str, (Absent, usize)> {
        let mut wanted = String::new();
        for at in pieces.clone() {
            let Known::Letters(letters) = &self.pieces[at].known else { continue };
            wanted.push_str(letters);
        }
        if let Some(place) = rest.find(&wanted) {
            return Ok(&rest[place + wanted.len()..]);
        }
        // Which of them is the first that is absent.
        let mut begun = String::new();
        for at in pieces.clone() {
            let Known::Letters(letters) = &self.pieces[at].known else { continue };
            begun.push_str(letters);
            if !rest.contains(&begun) {
                return Err(self.absent(at));
            }
        }
        Err(self.absent(pieces.start))
    }

    fn absent(&self, at: usize) -> (Absent, usize) {
        let piece = &self.pieces[at];
        (Absent { of: piece.of.clone(), what: piece.what, value: piece.value.clone() }, at)
    }
}

/// How many letters of people's words no language's sentence cuts.
const SURE: usize = 30;

/// At most so many letters, as the templates cut; none where it can't be told how many letters a text has on the page.
pub(super) fn cut(text: &str, most: usize) -> Option<String> {
    let letters = text.chars().count();
    if plain(text) {
        let begin = || text.chars().take(most - 1).chain(['…']).collect();
        return Some(if letters <= most { text.to_owned() } else { begin() });
    }
    // What no font shows is printed as its number.
    let others = text.chars().filter(|letter| !plain(letter.encode_utf8(&mut [0; 4]))).count();
    (letters + others * NUMBERED <= most).then(|| text.to_owned())
}

/// The most letters of `[U+10FFFF]`, without the one that it stands for.
const NUMBERED: usize = 9;
