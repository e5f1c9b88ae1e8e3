//! The text of a report's pages, by each font's own table, without blanks.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object};

use crate::pdf::{Pdf, STREAM_LIMIT};

/// The text of all pages in the order in which it is drawn. What a page has only because it is a page (its head, its
/// foot, heads of tables that come again) is left out, so that a sentence goes on where the next page begins.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// All letters without blanks.
    pub(super) letters: String,
    /// Where a word begins: after a blank, or where something is drawn anew.
    begins: Vec<usize>,
    /// Where each page begins.
    pages: Vec<usize>,
    /// Whether the next letter begins a word.
    apart: bool,
}

impl Text {
    /// Reads the pages.
    pub(super) fn read(pdf: &Pdf) -> Self {
        let mut text = Self::default();
        let mut encodings: HashMap<*const Dictionary, Option<Encoding<'_>>> = HashMap::new();
        for page in pdf.document.page_iter() {
            text.pages.push(text.letters.len());
            let Ok(content) = pdf.document.get_page_content_with_limit(page, STREAM_LIMIT) else { continue };
            let Ok(content) = Content::decode(&content) else { continue };
            let fonts = pdf.document.get_page_fonts(page).unwrap_or_default();
            let mut font = None;
            // Whether what is marked shows no text of its own: decoration, or glyphs for which other text stands.
            let mut marks: Vec<bool> = Vec::new();
            for operation in &content.operations {
                match (operation.operator.as_str(), operation.operands.as_slice()) {
                    ("BMC" | "BDC", _) => {
                        let stands_for = stands_for(operation);
                        if let Some(words) = stands_for.as_ref().filter(|_| !marks.contains(&true)) {
                            text.push(words);
                        }
                        marks.push(is_artifact(operation) || stands_for.is_some());
                    }
                    ("EMC", _) => {
                        marks.pop();
                    }
                    ("BT" | "Td" | "TD" | "Tm" | "T*", _) => text.apart = true,
                    ("Tf", [Object::Name(name), ..]) => {
                        font = fonts.get(name).copied().map(|dictionary| {
                            let read = || dictionary.get_font_encoding_with_limit(&pdf.document, STREAM_LIMIT).ok();
                            encodings.entry(std::ptr::from_ref(dictionary)).or_insert_with(read);
                            std::ptr::from_ref(dictionary)
                        });
                    }
                    (operator @ ("Tj" | "TJ"), [shown]) if !marks.contains(&true) => {
                        let Some(Some(encoding)) = font.and_then(|font| encodings.get(&font)) else { continue };
                        let parts = if operator == "Tj" {
                            std::slice::from_ref(shown)
                        } else {
                            shown.as_array().map_or(&[][..], Vec::as_slice)
                        };
                        for part in parts {
                            if let Object::String(bytes, _) = part
                                && let Ok(decoded) = Document::decode_text(encoding, bytes)
                            {
                                text.push(&decoded);
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        text
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
