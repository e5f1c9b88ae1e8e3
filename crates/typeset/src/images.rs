//! Pictures: checked against their digest, scaled to what print can show, and encoded anew.
//!
//! Encoding anew leaves out everything that is not picture: places and camera names in EXIF, colour profiles that an
//! archivable file would have to explain, bytes after the end. A photograph that fits as it is and stands upright keeps its
//! own coding without all that: encoding it once more would take longer than all else, and lose a little. A picture that
//! cannot be shown costs only itself: the template gets the reason and prints it in the picture's place.
//!
//! A template shows a picture through an SVG file around it. Typst unpacks every pixel of a picture that it is given
//! itself and keeps them until the document is written, some 5 MB for a page; what is inside an SVG file stays packed.

use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::Path;

use assay_messages::{Language, said, speaking_here};
use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::imageops;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, Limits, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::jpeg;
use crate::protocol::ImageSource;

/// The widest and highest that a template shows a picture, at 220 dots per inch: 170 mm by 230 mm.
const WIDTH: u32 = 1472;
/// See [`WIDTH`].
const HEIGHT: u32 = 1992;

/// A picture of more pixels on a side is not opened.
const SIDE_LIMIT: u32 = 30_000;

/// Memory for one picture while it is opened.
const MEMORY: u64 = 768 << 20;

/// Files beyond this are not opened as pictures.
const FILE_LIMIT: u64 = 256 << 20;

/// What a template learns of a picture, in `images.json` under the digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Shown {
    /// It can be shown.
    Ready {
        /// Where it lies in the template's world, such as `/images/….svg`.
        file: String,
        /// Pixels across, as embedded.
        width: u32,
        /// Pixels down, as embedded.
        height: u32,
        /// Pixels across in the file.
        original_width: u32,
        /// Pixels down in the file.
        original_height: u32,
    },
    /// It cannot.
    Refused {
        /// A stable code.
        code: String,
        /// Why, as a sentence.
        message: String,
    },
}

/// A picture made ready: its entry in `images.json` and its bytes.
#[derive(Debug)]
pub struct Prepared {
    /// What the template learns.
    pub shown: Shown,
    /// Names without the leading slash, and contents: the picture, and the file around it. None where it is refused.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Why a picture is not shown: code and sentence.
struct Refusal(&'static str, String);

/// Makes one picture ready. Never fails: what cannot be shown says why.
pub fn prepare(source: &ImageSource) -> Prepared {
    // Why a picture is not shown is printed in its place: in the report's words, whatever the window speaks.
    speaking_here(Language::English, || prepared(source))
}

fn prepared(source: &ImageSource) -> Prepared {
    match try_prepare(source) {
        Ok(prepared) => prepared,
        Err(Refusal(code, message)) => {
            Prepared { shown: Shown::Refused { code: format!("typeset.{code}"), message }, files: Vec::new() }
        }
    }
}

/// What is said of a picture that brought a decoder down.
pub(crate) fn unopened() -> Prepared {
    let message = said!("The file is damaged, or its content is not the picture it claims.");
    Prepared { shown: Shown::Refused { code: "typeset.image_damaged".to_owned(), message }, files: Vec::new() }
}

fn try_prepare(source: &ImageSource) -> Result<Prepared, Refusal> {
    if source.sha256.len() != 64 || !source.sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Refusal("image_digest", said!("The picture's SHA-256 is not given in full.")));
    }
    let file = read(&source.path)?;
    if hex::encode(Sha256::digest(&file)) != source.sha256.to_ascii_lowercase() {
        let message = said!("The stored file no longer has the SHA-256 under which it was added.");
        return Err(Refusal("image_altered", message));
    }
    let (original, (width, height, extension, bytes)) = if let Some((width, height, bytes)) = as_it_is(&file) {
        ((width, height), (width, height, "jpg", bytes))
    } else {
        let (format, picture) = decode(&file)?;
        let original = (picture.width(), picture.height());
        let scaled = scale(picture);
        let (extension, bytes) = encode(&scaled, format)?;
        (original, (scaled.width(), scaled.height(), extension, bytes))
    };
    let (original_width, original_height) = original;
    let inner = format!("{}.{extension}", source.sha256);
    let outer = format!("images/{}.svg", source.sha256);
    let around = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <image href=\"{inner}\" width=\"{width}\" height=\"{height}\"/></svg>"
    );
    let shown = Shown::Ready { file: format!("/{outer}"), width, height, original_width, original_height };
    Ok(Prepared { shown, files: vec![(format!("images/{inner}"), bytes), (outer, around.into_bytes())] })
}

fn unreadable(error: &std::io::Error) -> Refusal {
    Refusal("image_unreadable", said!("The file could not be read: {error}.", error))
}

fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let kind = fs::symlink_metadata(path).map_err(|error| unreadable(&error))?;
    if !kind.is_file() {
        return Err(Refusal("image_unreadable", said!("This is not a regular file.")));
    }
    if kind.len() > FILE_LIMIT {
        let message = said!(
            "The file is larger than {file_limit} MiB; it is in the manifest only.",
            file_limit = FILE_LIMIT >> 20
        );
        return Err(Refusal("image_too_large", message));
    }
    let mut bytes = Vec::new();
    // The file may grow while it is read; its digest differs then.
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    file.take(FILE_LIMIT).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    Ok(bytes)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_LIMIT);
    limits.max_image_height = Some(SIDE_LIMIT);
    limits.max_alloc = Some(MEMORY);
    limits
}

fn too_large() -> Refusal {
    Refusal(
        "image_too_large",
        said!("The picture has more than {limit} pixels on a side, or takes too much memory.", limit = SIDE_LIMIT),
    )
}

fn undecodable(error: &image::ImageError) -> Refusal {
    match error {
        image::ImageError::Limits(_) => too_large(),
        _ => Refusal("image_damaged", said!("The file is damaged, or its content is not the picture it claims.")),
    }
}

/// A photograph that fits, stands upright and can be decoded: how large it is, and the file without all else.
fn as_it_is(file: &[u8]) -> Option<(u32, u32, Vec<u8>)> {
    if image::guess_format(file).ok()? != ImageFormat::Jpeg {
        return None;
    }
    let mut decoder = JpegDecoder::new(Cursor::new(file)).ok()?;
    let (width, height) = decoder.dimensions();
    if !fits(width, height) || decoder.orientation().ok()? != Orientation::NoTransforms {
        return None;
    }
    let bytes = jpeg::alone(file)?;
    jpeg::decodes(&bytes).then_some((width, height, bytes))
}

/// Opens the picture, upright. The format is known by content; names and declared types are claims.
fn decode(file: &[u8]) -> Result<(ImageFormat, DynamicImage), Refusal> {
    let format = image::guess_format(file).ok();
    let input = Cursor::new(file);
    let picture = match format {
        Some(ImageFormat::Png) => {
            let decoder = PngDecoder::with_limits(input, limits()).map_err(|error| undecodable(&error))?;
            if decoder.is_apng().map_err(|error| undecodable(&error))? {
                return Err(animated());
            }
            upright(decoder)?
        }
        Some(ImageFormat::WebP) => {
            let decoder = WebPDecoder::new(input).map_err(|error| undecodable(&error))?;
            if decoder.has_animation() {
                return Err(animated());
            }
            upright(decoder)?
        }
        Some(ImageFormat::Gif) => {
            let mut decoder = GifDecoder::new(input.clone()).map_err(|error| undecodable(&error))?;
            // It would make room for the whole canvas before it looks at a frame.
            if decoder.total_bytes() > MEMORY {
                return Err(too_large());
            }
            decoder.set_limits(limits()).map_err(|error| undecodable(&error))?;
            if decoder.into_frames().take(2).flatten().count() > 1 {
                return Err(animated());
            }
            upright(GifDecoder::new(input).map_err(|error| undecodable(&error))?)?
        }
        Some(ImageFormat::Jpeg) => upright(JpegDecoder::new(input).map_err(|error| undecodable(&error))?)?,
        _ => {
            let message = "Only PNG, JPEG, GIF and WebP pictures are shown; this file is in the manifest only.";
            return Err(Refusal("image_format", message.to_owned()));
        }
    };
    Ok((format.unwrap_or(ImageFormat::Png), picture))
}

fn animated() -> Refusal {
    Refusal("image_animated", said!("The picture is animated and cannot be printed; it is in the manifest only."))
}

/// The picture, turned where it lies in the file in another direction.
fn upright(mut decoder: impl ImageDecoder) -> Result<DynamicImage, Refusal> {
    // A decoder may find out only once it has begun, and then calls the file damaged.
    if decoder.total_bytes() > MEMORY {
        return Err(too_large());
    }
    decoder.set_limits(limits()).map_err(|error| undecodable(&error))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| undecodable(&error))?;
    picture.apply_orientation(orientation);
    if picture.width() == 0 || picture.height() == 0 {
        return Err(Refusal("image_damaged", said!("The picture has no pixels.")));
    }
    Ok(picture)
}

/// Whether it needs no more room than print can show.
fn fits(width: u32, height: u32) -> bool {
    width <= WIDTH && height <= HEIGHT
}

/// Down to print resolution, on white. Never up.
fn scale(picture: DynamicImage) -> RgbImage {
    let fits = fits(picture.width(), picture.height());
    let picture = if fits { picture } else { picture.resize(WIDTH, HEIGHT, imageops::FilterType::Triangle) };
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        let on_white = |channel: u8| {
            let mixed = u32::from(channel) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from((mixed + 127) / 255).unwrap_or(255)
        };
        image::Rgb([on_white(red), on_white(green), on_white(blue)])
    })
}

/// How well a photograph is kept, of 100.
const QUALITY: u8 = 88;

/// Photographs stay photographs; screenshots stay sharp.
fn encode(picture: &RgbImage, format: ImageFormat) -> Result<(&'static str, Vec<u8>), Refusal> {
    if format == ImageFormat::Jpeg {
        // No picture is larger than WIDTH by HEIGHT here.
        let (width, height) = (u16::try_from(picture.width()), u16::try_from(picture.height()));
        let (Ok(width), Ok(height)) = (width, height) else { return Err(too_large()) };
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, QUALITY);
        // Letters in a photograph of a screen stay readable with the colours of each pixel.
        encoder.set_sampling_factor(SamplingFactor::F_1_1);
        encoder.encode(picture.as_raw(), width, height, ColorType::Rgb).map_err(|error| {
            Refusal("image_damaged", said!("The picture could not be written anew: {error}.", error))
        })?;
        return Ok(("jpg", bytes));
    }
    let mut bytes = Cursor::new(Vec::new());
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
    picture.write_with_encoder(encoder).map_err(|error| undecodable(&error))?;
    Ok(("png", bytes.into_inner()))
}
