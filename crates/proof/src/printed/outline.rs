//! The drawing of a glyph as a number. The build script reads the bundled fonts by it, the check those in a file.

use sha2::{Digest, Sha256};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// The number of a drawing; none where nothing is drawn.
pub(crate) fn number(face: &Face<'_>, glyph: GlyphId) -> Option<u64> {
    let mut drawing = Drawing(vec![face.units_per_em().to_be_bytes().to_vec()]);
    face.outline_glyph(glyph, &mut drawing)?;
    let digest = Sha256::digest(drawing.0.concat());
    Some(digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

struct Drawing(Vec<Vec<u8>>);

impl Drawing {
    fn push(&mut self, what: u8, places: &[f32]) {
        let places = places.iter().flat_map(|place| (place + 0.0).to_be_bytes());
        self.0.push(std::iter::once(what).chain(places).collect());
    }
}

impl OutlineBuilder for Drawing {
    fn move_to(&mut self, x: f32, y: f32) {
        self.push(b'm', &[x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push(b'l', &[x, y]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.push(b'q', &[x1, y1, x, y]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.push(b'c', &[x1, y1, x2, y2, x, y]);
    }

    fn close(&mut self) {
        self.push(b'z', &[]);
    }
}
