//! The text of a report's pages, by each font's own table, without blanks.

use std::collections::{BTreeSet, HashMap};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

use super::beside;
use super::letters::{self, Drawn};
use crate::pdf::{Pdf, STREAM_LIMIT};

/// The text of all pages in the order in which it is drawn. What a page has only because it is a page (its head, its
/// foot, heads of tables that come again) is left out, so that a sentence goes on where the next page begins.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// All letters without blanks.
    pub(super) letters: String,
    /// What a page has only because it is one, likewise.
    pub(super) margins: String,
    /// Where a word begins: after a blank, or where something is drawn anew.
    begins: Vec<usize>,
    /// Where each page begins.
    pages: Vec<usize>,
    /// The same in the margins.
    pages_of_margins: Vec<usize>,
    /// Whether the next letter begins a word.
    apart: bool,
    /// Fonts that draw letters as no bundled one does.
    pub(super) strange: BTreeSet<String>,
    /// The first place where a text stands for glyphs that show other letters.
    pub(super) belied: Option<Belied>,
    /// The first page over which something lies that is none of a report's, and its kind.
    pub(super) over: Option<(usize, String)>,
    /// The first page that draws something with text of its own, which is not read.
    pub(super) within: Option<usize>,
}

/// A text that stands for glyphs of other letters.
#[derive(Debug, Clone)]
pub(super) struct Belied {
    pub(super) page: usize,
    pub(super) says: String,
    pub(super) shows: String,
}

/// A font of the pages.
struct Font<'a> {
    dictionary: &'a Dictionary,
    encoding: Option<Encoding<'a>>,
    drawn: Drawn,
}

impl Text {
    /// Reads the pages, on two threads where there are many.
    pub(super) fn read(pdf: &Pdf) -> Self {
        let pages: Vec<ObjectId> = pdf.document.page_iter().collect();
        if pages.len() < 16 {
            return Self::read_pages(pdf, &pages);
        }
        let (front, back) = pages.split_at(pages.len() / 2);
        std::thread::scope(|scope| {
            let back = scope.spawn(|| Self::read_pages(pdf, back));
            let mut text = Self::read_pages(pdf, front);
            match back.join() {
                Ok(back) => text.append(back),
                Err(panic) => std::panic::resume_unwind(panic),
            }
            text
        })
    }

    /// What comes after it.
    fn append(&mut self, after: Self) {
        let (letters, pages, margins) = (self.letters.len(), self.pages.len(), self.margins.len());
        self.letters.push_str(&after.letters);
        self.margins.push_str(&after.margins);
        self.strange.extend(after.strange);
        self.begins.extend(after.begins.iter().map(|at| at + letters));
        self.pages.extend(after.pages.iter().map(|at| at + letters));
        self.pages_of_margins.extend(after.pages_of_margins.iter().map(|at| at + margins));
        self.belied = self.belied.take().or(after.belied.map(|it| Belied { page: it.page + pages, ..it }));
        self.over = self.over.take().or(after.over.map(|(page, kind)| (page + pages, kind)));
        self.within = self.within.or(after.within.map(|page| page + pages));
    }

    fn read_pages(pdf: &Pdf, pages: &[ObjectId]) -> Self {
        let mut text = Self { apart: true, ..Self::default() };
        let mut known: HashMap<*const Dictionary, Font<'_>> = HashMap::new();
        let mut drawings = beside::Drawings::new(pdf);
        for page in pages.iter().copied() {
            text.pages.push(text.letters.len());
            text.pages_of_margins.push(text.margins.len());
            text.over = text.over.or_else(|| Some((text.pages.len(), beside::over(pdf, page)?)));
            let Ok(content) = pdf.document.get_page_content_with_limit(page, STREAM_LIMIT) else { continue };
            let Ok(content) = Content::decode(&content) else { continue };
            if text.within.is_none() && drawings.of_page_have_text(page) {
                text.within = Some(text.pages.len());
            }
            let fonts = pdf.document.get_page_fonts(page).unwrap_or_default();
            let mut font = None;
            // Whether what is marked shows no text of its own: decoration, or glyphs for which other text stands.
            let mut marks: Vec<bool> = Vec::new();
            // The outermost text that stands for glyphs, how many marks were open before it, and what its glyphs show.
            let mut standing: Option<(usize, String, String)> = None;
            for operation in &content.operations {
                match (operation.operator.as_str(), operation.operands.as_slice()) {
                    ("BMC" | "BDC", _) => {
                        let stands_for = stands_for(operation);
                        if let Some(words) = stands_for.as_ref().filter(|_| !marks.contains(&true)) {
                            text.push(words);
                            standing = Some((marks.len(), words.clone(), String::new()));
                        }
                        marks.push(is_artifact(operation) || stands_for.is_some());
                    }
                    ("EMC", _) => {
                        marks.pop();
                        if let Some((_, says, glyphs)) = standing.take_if(|(open, ..)| *open == marks.len()) {
                            text.compare(says, glyphs);
                        }
                    }
                    ("BT" | "Td" | "TD" | "Tm" | "T*", _) => text.apart = true,
                    ("Tf", [Object::Name(name), ..]) => {
                        font = fonts.get(name).copied().map(|dictionary| {
                            let encoding = || dictionary.get_font_encoding_with_limit(&pdf.document, STREAM_LIMIT).ok();
                            let read = || Font { dictionary, encoding: encoding(), drawn: Drawn::new() };
                            known.entry(std::ptr::from_ref(dictionary)).or_insert_with(read);
                            std::ptr::from_ref(dictionary)
                        });
                    }
                    (operator @ ("Tj" | "TJ" | "'"), [shown]) | (operator @ "\"", [_, _, shown]) => {
                        text.apart |= matches!(operator, "'" | "\"");
                        let Some(font) = font.and_then(|font| known.get_mut(&font)) else { continue };
                        let Some(encoding) = &font.encoding else { continue };
                        let parts = if operator == "TJ" {
                            shown.as_array().map_or(&[][..], Vec::as_slice)
                        } else {
                            std::slice::from_ref(shown)
                        };
                        for part in parts {
                            if let Object::String(bytes, _) = part
                                && let Ok(decoded) = Document::decode_text(encoding, bytes)
                            {
                                letters::note(&mut font.drawn, bytes, text.pages.len());
                                match &mut standing {
                                    Some((_, _, glyphs)) => glyphs.push_str(&decoded),
                                    None if marks.contains(&true) => text.margins.push_str(&squeezed(&decoded)),
                                    None => text.push(&decoded),
                                }
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        for font in known.values() {
            let Some(encoding) = &font.encoding else { continue };
            let found = letters::compare(pdf, font.dictionary, encoding, &font.drawn);
            text.belied = text.belied.or(found.belied.map(|(page, says, shows)| Belied { page, says, shows }));
            text.strange.extend(found.unknown);
        }
        text
    }

    /// A glyph stands for several texts where scripts share it, for blanks and for signs. No glyph stands for two letters or
    /// digits of ASCII, so there both have to be the same.
    fn compare(&mut self, says: String, shows: String) {
        let ascii = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let plain = |text: &str| text.is_ascii() && !text.is_empty();
        if self.belied.is_none() && plain(&says) && plain(&shows) && ascii(&says) != ascii(&shows) {
            self.belied = Some(Belied { page: self.pages.len(), says, shows });
        }
    }

    fn push(&mut self, decoded: &str) {
        for letter in decoded.chars() {
            if letter.is_whitespace() {
                self.apart = true;
            } else if !unseen(letter) {
                if std::mem::take(&mut self.apart) {
                    self.begins.push(self.letters.len());
                }
                self.letters.push(letter);
            }
        }
    }

    /// Whether a word begins here, or the text ends.
    pub(super) fn begins(&self, at: usize) -> bool {
        at == self.letters.len() || self.begins.binary_search(&at).is_ok()
    }

    /// The page on which this place is, counted from 1.
    pub(super) fn page(&self, at: usize) -> usize {
        self.pages.partition_point(|begin| *begin <= at)
    }

    /// What each page has only because it is one.
    pub(super) fn margins_of_pages(&self) -> impl ExactSizeIterator<Item = &str> {
        let begins = &self.pages_of_margins;
        begins.iter().enumerate().map(|(page, begin)| {
            let end = begins.get(page + 1).copied().unwrap_or(self.margins.len());
            self.margins.get(*begin..end).unwrap_or_default()
        })
    }

    /// The whole numbers, digits that begin or end with a word included.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u64> {
        let runs = self.words().flat_map(|(_, word)| word.split(|letter: char| !letter.is_ascii_digit()));
        runs.filter_map(|digits| digits.parse().ok())
    }

    /// The words with their places.
    pub(super) fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let ends = self.begins.iter().skip(1).copied().chain([self.letters.len()]);
        self.begins.iter().zip(ends).filter_map(|(begin, end)| Some((*begin, self.letters.get(*begin..end)?)))
    }
}

/// The text that stands for the glyphs of a span, where one glyph is used for several texts.
fn stands_for(operation: &Operation) -> Option<String> {
    let properties = operation.operands.get(1)?.as_dict().ok()?;
    lopdf::decode_text_string(properties.get(b"ActualText").ok()?).ok()
}

fn is_artifact(operation: &Operation) -> bool {
    operation.operands.first().and_then(|it| it.as_name().ok()) == Some(b"Artifact")
}

/// A text without blanks and without what is not seen.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !unseen(*letter)).collect()
}

fn unseen(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{ad}' | '\u{feff}')
}

/// Whether letters are printed one by one and from left to right: others may come in another order or spelling.
pub(super) fn plain(word: &str) -> bool {
    word.chars().all(
        |letter| matches!(letter, ' '..='~' | '\u{a1}'..='\u{17f}' | '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{45f}'),
    )
}

/// Whether a text is printed as it is, letter by letter and in one piece: templates cut what is very long.
pub(super) fn whole(text: &str) -> bool {
    plain(text) && text.len() <= MOST
}

/// The most letters that no template cuts, but in names of builds.
pub(super) const MOST: usize = 180;

/// Whether a letter belongs to a script that runs from right to left.
pub(super) fn right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
}
