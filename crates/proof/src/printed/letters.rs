//! Whether letters are drawn as what they are read as: a font's own table (`ToUnicode`) may call a drawn F a P.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use lopdf::{Dictionary, Document, Encoding};
use ttf_parser::{Face, GlyphId};

use super::outline;
use super::text::plain;
use crate::pdf::{Pdf, STREAM_LIMIT};

/// The texts that drawings of the bundled fonts show.
static SHOWN: LazyLock<HashMap<u64, Vec<&'static str>>> = LazyLock::new(|| {
    let mut rest: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/letters.bin"));
    let mut shown: HashMap<u64, Vec<&str>> = HashMap::new();
    while let Some(([number @ .., length], after)) = rest.split_first_chunk::<9>() {
        let Some((text, after)) = after.split_at_checked(usize::from(*length)) else { break };
        if let Ok(text) = std::str::from_utf8(text) {
            shown.entry(u64::from_be_bytes(*number)).or_default().push(text);
        }
        rest = after;
    }
    shown
});

/// The glyphs of a font that are drawn, each with the page on which it is first.
pub(super) type Drawn = BTreeMap<u16, usize>;

/// What is to be said of a font.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// The first glyph that is read as other letters than it shows: its page, what is read, what is shown.
    pub(super) belied: Option<(usize, String, String)>,
    /// The font's name, where letters of it are drawn as no bundled font draws them.
    pub(super) unknown: Option<String>,
}

/// Notes the glyphs of a text.
pub(super) fn note(drawn: &mut Drawn, bytes: &[u8], page: usize) {
    for pair in bytes.chunks_exact(2) {
        drawn.entry(u16::from_be_bytes([pair[0], pair[1]])).or_insert(page);
    }
}

/// Compares the glyphs of a font that are drawn with what they are read as.
pub(super) fn compare(pdf: &Pdf, font: &Dictionary, encoding: &Encoding<'_>, drawn: &Drawn) -> Letters {
    let name = font.get(b"BaseFont").and_then(|it| it.as_name()).unwrap_or(b"?");
    let mut letters = Letters::default();
    let bytes = program(pdf, font);
    let face = bytes.as_deref().and_then(|bytes| Face::parse(bytes, 0).ok());
    for (code, page) in drawn {
        let Ok(read) = Document::decode_text(encoding, &code.to_be_bytes()) else { continue };
        // Others may be joined, or be drawn as several glyphs.
        if read.is_empty() || !plain(&read) || !read.chars().all(char::is_alphanumeric) {
            continue;
        }
        let number = face.as_ref().map(|face| outline::number(face, GlyphId(*code)));
        let shown = match number {
            // Nothing at all is drawn.
            Some(None) => Some(&[][..]),
            Some(Some(number)) => SHOWN.get(&number).map(Vec::as_slice),
            None => None,
        };
        match shown {
            Some(texts) if texts.contains(&read.as_str()) => {}
            Some(texts) => letters.belied = letters.belied.or_else(|| Some((*page, read, texts.join(" or ")))),
            None => letters.unknown = Some(String::from_utf8_lossy(name).into_owned()),
        }
    }
    letters
}

/// The font program, where glyphs are numbered in it as they are in the text.
fn program(pdf: &Pdf, font: &Dictionary) -> Option<Vec<u8>> {
    let of = pdf.array(font, b"DescendantFonts").first().and_then(|it| pdf.resolved(it)?.as_dict().ok())?;
    let mapped = pdf.get(of, b"CIDToGIDMap").is_none_or(|it| it.as_name().is_ok_and(|name| name == b"Identity"));
    let coded = font.get(b"Encoding").and_then(|it| it.as_name()).is_ok_and(|name| name == b"Identity-H");
    let stream = pdf.get(pdf.dictionary(of, b"FontDescriptor")?, b"FontFile2")?.as_stream().ok()?;
    (mapped && coded).then(|| stream.decompressed_content_with_limit(STREAM_LIMIT).ok())?
}

/// The names of fonts, without the letters before a subset's.
pub(super) fn names(fonts: &BTreeSet<String>) -> String {
    let names: BTreeSet<&str> =
        fonts.iter().map(|name| name.split_once('+').map_or(name.as_str(), |(_, it)| it)).collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}
