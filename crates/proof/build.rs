//! Which drawings of the bundled fonts show which letters: 8 bytes of the drawing's number, the length of the text, the
//! text. Glyphs that take the place of others (figures of one width, ligatures) show what those do.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use ttf_parser::gsub::{AlternateSubstitution, LigatureSubstitution, SingleSubstitution, SubstitutionSubtable};
use ttf_parser::{Face, GlyphId};

#[path = "src/printed/outline.rs"]
mod outline;

/// The fonts that draw Latin, Greek and Cyrillic letters, and figures.
const FONTS: [&str; 5] =
    ["NotoSans-Regular", "NotoSans-Italic", "NotoSans-SemiBold", "NotoSansMono-Regular", "NotoSansMono-SemiBold"];
/// The letters that a check compares.
const LETTERS: [(u32, u32); 4] = [(0x21, 0x7e), (0xa1, 0x17f), (0x370, 0x3ff), (0x400, 0x45f)];
/// A glyph may take the place of one that takes the place of another.
const ROUNDS: usize = 3;

type Texts = BTreeMap<GlyphId, BTreeSet<String>>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/printed/outline.rs");
    println!("cargo::rerun-if-changed=../../templates/fonts");
    let mut all: BTreeSet<(u64, String)> = BTreeSet::new();
    for font in FONTS {
        let bytes = std::fs::read(Path::new("../../templates/fonts").join(format!("{font}.ttf")))?;
        let face = Face::parse(&bytes, 0)?;
        for (glyph, texts) in texts(&face) {
            let Some(number) = outline::number(&face, glyph) else { continue };
            all.extend(texts.into_iter().map(|text| (number, text)));
        }
    }
    let mut written = Vec::new();
    for (number, text) in all {
        written.extend(number.to_be_bytes());
        written.push(u8::try_from(text.len())?);
        written.extend(text.as_bytes());
    }
    let folder = std::env::var("OUT_DIR")?;
    Ok(std::fs::write(Path::new(&folder).join("letters.bin"), written)?)
}

/// What each glyph shows.
fn texts(face: &Face<'_>) -> Texts {
    let mut texts = Texts::new();
    let letters = LETTERS.iter().flat_map(|(first, last)| *first..=*last).filter_map(char::from_u32);
    for letter in letters {
        if let Some(glyph) = face.glyph_index(letter) {
            texts.entry(glyph).or_default().insert(letter.to_string());
        }
    }
    for _ in 0..ROUNDS {
        let Some(substitutions) = face.tables().gsub else { break };
        for lookup in substitutions.lookups {
            for table in lookup.subtables.into_iter::<SubstitutionSubtable<'_>>() {
                for (glyph, shows) in replaced(&table, &texts) {
                    texts.entry(glyph).or_default().extend(shows);
                }
            }
        }
    }
    texts
}

/// The glyphs that a table puts in the place of known ones, and what those show.
fn replaced(table: &SubstitutionSubtable<'_>, texts: &Texts) -> Vec<(GlyphId, BTreeSet<String>)> {
    let mut found = Vec::new();
    for (glyph, shows) in texts {
        match table {
            SubstitutionSubtable::Single(SingleSubstitution::Format1 { coverage, delta })
                if coverage.contains(*glyph) =>
            {
                found.push((GlyphId(glyph.0.wrapping_add_signed(*delta)), shows.clone()));
            }
            SubstitutionSubtable::Single(SingleSubstitution::Format2 { coverage, substitutes }) => {
                let other = coverage.get(*glyph).and_then(|at| substitutes.get(at));
                found.extend(other.map(|other| (other, shows.clone())));
            }
            SubstitutionSubtable::Alternate(AlternateSubstitution { coverage, alternate_sets }) => {
                let set = coverage.get(*glyph).and_then(|at| alternate_sets.get(at));
                found.extend(set.into_iter().flat_map(|it| it.alternates).map(|other| (other, shows.clone())));
            }
            SubstitutionSubtable::Ligature(LigatureSubstitution { coverage, ligature_sets }) => {
                let set = coverage.get(*glyph).and_then(|at| ligature_sets.get(at));
                for ligature in set.into_iter().flatten() {
                    let mut all = shows.clone();
                    for component in ligature.components {
                        let next = texts.get(&component).cloned().unwrap_or_default();
                        all =
                            all.iter().flat_map(|one| next.iter().map(move |other| format!("{one}{other}"))).collect();
                    }
                    found.push((ligature.glyph, all));
                }
            }
            _ => {}
        }
    }
    found
}
