//! The words of somebody's PDF, for the search: what its pages show, in the order in which it is drawn, also where it is
//! drawn unseen over a scanned picture. Nothing is painted.

use std::fs::File;
use std::io::Write;

use assay_messages::said;
use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::hayro_interpret::util::{RectExt, TransformExt};
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, Paint, PathDrawMode, SoftMask,
    interpret_page,
};
use hayro::vello_cpu::kurbo::{Affine, BezPath, Point};
use sha2::{Digest, Sha256};

use crate::failure::{failure, file_failure};
use crate::page::{NEXT, interpreter, unwritten};
use crate::protocol::{Event, Failure, WordsRequest};

/// What a glyph is measured in: thousandths of the size of its font.
const SIZE: f64 = 1000.0;
/// Letters that are further apart than this part of their size belong to two words.
const APART: f64 = 0.2;
/// Letters that are further above one another than this part of their size belong to two lines.
const BELOW: f64 = 0.5;

/// Writes the words of all pages, until there are enough. Each page is written before the next one is read.
///
/// # Errors
/// `typeset.pdf` for what is no PDF that can be read, or is locked by a password; `typeset.output`.
pub fn write_down(request: &WordsRequest) -> Result<Event, Failure> {
    let read = std::fs::read(&request.pdf);
    let bytes = read.map_err(|error| {
        file_failure("pdf", &request.pdf, said!("The PDF could not be read: {error}.", error), NEXT)
    })?;
    let mut output = File::create(&request.output).map_err(|error| unwritten(&request.output, &error))?;
    let pdf = Pdf::new(bytes).map_err(|_| failure("pdf", "The PDF is damaged, or locked by a password.", NEXT))?;
    let cache = InterpreterCache::new();
    let (mut digest, mut size, mut pages) = (Sha256::new(), 0, 0);
    for page in pdf.pages().iter() {
        let mut words = Words { text: String::new(), most: request.most.saturating_sub(size), end: None };
        let place = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(place, page.media_box().to_kurbo(), &cache, page.xref(), interpreter());
        interpret_page(page, &mut context, &mut words);
        words.text.push('\n');
        output.write_all(words.text.as_bytes()).map_err(|error| unwritten(&request.output, &error))?;
        digest.update(words.text.as_bytes());
        size += words.text.len();
        pages += 1;
        if size >= request.most {
            break;
        }
    }
    Ok(Event::Done { pages, size: size as u64, sha256: hex::encode(digest.finalize()) })
}

/// Listens to what is drawn, and keeps the letters.
struct Words {
    text: String,
    most: usize,
    /// Where the last letter ended.
    end: Option<Point>,
}

impl Words {
    fn push(&mut self, letters: &str) {
        if self.text.len() + letters.len() <= self.most {
            self.text.extend(letters.chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
        }
    }

    /// Ends the word or the line where the next letter begins elsewhere.
    fn part(&mut self, start: Point, size: f64) {
        let Some(end) = self.end else { return };
        let (along, across) = ((start.x - end.x).abs(), (start.y - end.y).abs());
        if across > BELOW * size {
            self.push_blank('\n');
        } else if along.hypot(across) > APART * size {
            self.push_blank(' ');
        }
    }

    fn push_blank(&mut self, blank: char) {
        if self.text.len() < self.most && !self.text.ends_with(char::is_whitespace) {
            self.text.push(blank);
        }
    }
}

impl<'a> Device<'a> for Words {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        let place = transform * glyph_transform;
        let start = place * Point::ORIGIN;
        let size = (place * Point::new(SIZE, 0.0) - start).hypot();
        let advance = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width().map_or(SIZE / 2.0, f64::from),
            Glyph::Type3(_) => SIZE / 2.0,
        };
        self.part(start, size);
        self.end = Some(place * Point::new(advance, 0.0));
        match glyph.as_unicode() {
            Some(BfString::Char(letter)) => self.push(letter.encode_utf8(&mut [0; 4])),
            Some(BfString::String(letters)) => self.push(&letters),
            None => {}
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
