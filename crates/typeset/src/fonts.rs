//! The bundled fonts. No font of the system is ever used: the same request has to give the same bytes anywhere.

use include_dir::{Dir, include_dir};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};

/// The folder with the fonts, their sources and their licence.
static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../templates/fonts");

/// All bundled fonts, sorted by file name.
pub fn bundled() -> Vec<Font> {
    let mut files: Vec<_> =
        FOLDER.files().filter(|file| file.path().extension().is_some_and(|extension| extension == "ttf")).collect();
    files.sort_by_key(|file| file.path());
    files.into_iter().flat_map(|file| Font::iter(Bytes::new(file.contents()))).collect()
}

/// A bundled font by its file's name.
pub fn file(name: &str) -> Option<&'static [u8]> {
    FOLDER.get_file(name).map(include_dir::File::contents)
}

/// The licence that the fonts are given under.
pub fn licence() -> &'static str {
    FOLDER.get_file("OFL.txt").and_then(|file| file.contents_utf8()).unwrap_or_default()
}

/// Which characters some font can show.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// A bit a code point.
    bits: Vec<u64>,
}

impl Coverage {
    /// Of these fonts.
    pub fn of(fonts: &[Font]) -> Self {
        let mut bits = vec![0_u64; 0x11_0000 / 64];
        for font in fonts {
            for code in font.info().coverage.iter() {
                if let Some(word) = bits.get_mut(code as usize / 64) {
                    *word |= 1 << (code % 64);
                }
            }
        }
        Self { bits }
    }

    /// Whether some font shows it.
    pub fn has(&self, character: char) -> bool {
        let code = u32::from(character);
        self.bits.get(code as usize / 64).is_some_and(|word| word & (1 << (code % 64)) != 0)
    }
}

/// What typst asks to choose a font.
pub fn book(fonts: &[Font]) -> FontBook {
    FontBook::from_fonts(fonts)
}
