//! A page of somebody's PDF as a picture. The file is whatever was attached: it is read in this process, which has a
//! bound on its memory and can be killed.

use std::path::Path;
use std::sync::Arc;

use assay_messages::said;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FontData, FontQuery};
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use image::{ImageFormat, RgbaImage};
use sha2::{Digest, Sha256};

use crate::failure::{failure, file_failure};
use crate::fonts;
use crate::protocol::{Event, Failure, PageRequest};

/// Largest picture, in pixels.
const PIXELS: f32 = 40_000_000.0;

/// Draws the page, or only counts pages.
///
/// # Errors
/// `typeset.pdf` for what is no PDF that can be read, or is locked by a password; `typeset.no_page`; `typeset.output`.
pub fn draw(request: &PageRequest) -> Result<Event, Failure> {
    let read = std::fs::read(&request.pdf);
    let bytes = read.map_err(|error| {
        file_failure("pdf", &request.pdf, said!("The PDF could not be read: {error}.", error), NEXT)
    })?;
    let pdf = Pdf::new(bytes).map_err(|_| failure("pdf", "The PDF is damaged, or locked by a password.", NEXT))?;
    let pages = pdf.pages();
    let count = pages.len() as u64;
    let Some(number) = request.page else {
        return Ok(Event::Done { pages: count, size: 0, sha256: String::new() });
    };
    let page = (number as usize).checked_sub(1).and_then(|at| pages.get(at)).ok_or_else(|| {
        failure(
            "no_page",
            said!("The PDF has {count} pages, and no page {number}.", count, number),
            "Choose one of its pages.",
        )
    })?;
    let (width, height) = page.render_dimensions();
    if !(width.is_finite() && height.is_finite() && width >= 1.0 && height >= 1.0) {
        return Err(failure("pdf", "The page has no size.", NEXT));
    }
    let scale = (f32::from(request.width) / width).min((PIXELS / (width * height)).sqrt());
    let scale = scale.min(f32::from(u16::MAX) / height);
    let settings = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let pixmap = render(page, &RenderCache::new(), &interpreter(), &settings);
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    // On white nothing is transparent, so the pixels are what they are.
    let picture = RgbaImage::from_raw(width, height, pixmap.data_as_u8_slice().to_vec())
        .ok_or_else(|| failure("pdf", "The page could not be drawn.", NEXT))?;
    let picture = image::DynamicImage::ImageRgba8(picture).into_rgb8();
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).map_err(|error| unwritten(&request.output, &error))?;
    let png = png.into_inner();
    std::fs::write(&request.output, &png).map_err(|error| unwritten(&request.output, &error))?;
    Ok(Event::Done { pages: count, size: png.len() as u64, sha256: hex::encode(Sha256::digest(&png)) })
}

pub(crate) const NEXT: &str = "Reveal the file and open it with a program of your own.";

/// Fonts that a file does not bring are ours: none of the system, so that a page looks the same everywhere.
pub(crate) fn interpreter() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|query| {
            let (mono, bold, italic) = match &query {
                FontQuery::Standard(font) => look(&format!("{font:?}")),
                FontQuery::Fallback(font) => look(&format!("{:?}", font.pick_standard_font())),
            };
            let name = match (mono, bold, italic) {
                (true, ..) => "NotoSansMono-Regular.ttf",
                (_, true, _) => "NotoSans-SemiBold.ttf",
                (_, _, true) => "NotoSans-Italic.ttf",
                _ => "NotoSans-Regular.ttf",
            };
            let data: FontData = Arc::new(fonts::file(name)?);
            Some((data, 0))
        }),
        ..InterpreterSettings::default()
    }
}

/// What the name of a standard font says of its look: equal widths, bold, slanted.
fn look(name: &str) -> (bool, bool, bool) {
    let name = name.to_lowercase();
    (name.contains("courier"), name.contains("bold"), name.contains("italic") || name.contains("oblique"))
}

pub(crate) fn unwritten(path: &Path, error: &dyn std::fmt::Display) -> Failure {
    file_failure(
        "output",
        path,
        said!("The page could not be written: {error}.", error),
        "Check that the disk has room.",
    )
}
