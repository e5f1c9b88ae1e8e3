//! Pictures: checked against their digest, scaled to what print can show, and encoded anew.
//!
//! Encoding anew leaves out everything that is not picture: places and camera names in EXIF, colour profiles that an
//! archivable file would have to explain, bytes after the end. A picture that cannot be shown costs only itself: the
//! template gets the reason and prints it in the picture's place.
//!
//! A template shows a picture through an SVG file around it. Typst unpacks every pixel of a picture that it is given
//! itself and keeps them until the document is written, some 5 MB for a page; what is inside an SVG file stays packed.

use std::fs::{self, File};
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::imageops;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use serde::Serialize;
use sha2::{Digest, Sha256};

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
    match try_prepare(source) {
        Ok(prepared) => prepared,
        Err(Refusal(code, message)) => {
            Prepared { shown: Shown::Refused { code: format!("typeset.{code}"), message }, files: Vec::new() }
        }
    }
}

fn try_prepare(source: &ImageSource) -> Result<Prepared, Refusal> {
    if source.sha256.len() != 64 || !source.sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Refusal("image_digest", "The picture's SHA-256 is not given in full.".to_owned()));
    }
    let mut file = open(&source.path)?;
    check_digest(&mut file, &source.sha256)?;
    let (format, picture) = decode(file)?;
    let (original_width, original_height) = (picture.width(), picture.height());
    let scaled = scale(picture);
    let (width, height) = scaled.dimensions();
    let (extension, bytes) = encode(&scaled, format)?;
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
    Refusal("image_unreadable", format!("The file could not be read: {error}."))
}

fn open(path: &Path) -> Result<File, Refusal> {
    let kind = fs::symlink_metadata(path).map_err(|error| unreadable(&error))?;
    if !kind.is_file() {
        return Err(Refusal("image_unreadable", "This is not a regular file.".to_owned()));
    }
    if kind.len() > FILE_LIMIT {
        let message = format!("The file is larger than {} MiB; it is in the manifest only.", FILE_LIMIT >> 20);
        return Err(Refusal("image_too_large", message));
    }
    File::open(path).map_err(|error| unreadable(&error))
}

fn check_digest(file: &mut File, expected: &str) -> Result<(), Refusal> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut buffer).map_err(|error| unreadable(&error))?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
    }
    if hex::encode(hasher.finalize()) != expected.to_ascii_lowercase() {
        let message = "The stored file no longer has the SHA-256 under which it was added.".to_owned();
        return Err(Refusal("image_altered", message));
    }
    file.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&error))?;
    Ok(())
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
        format!("The picture has more than {SIDE_LIMIT} pixels on a side, or takes too much memory."),
    )
}

fn undecodable(error: &image::ImageError) -> Refusal {
    match error {
        image::ImageError::Limits(_) => too_large(),
        _ => Refusal("image_damaged", "The file is damaged, or its content is not the picture it claims.".to_owned()),
    }
}

/// Opens the picture, upright. The format is known by content; names and declared types are claims.
fn decode(file: File) -> Result<(ImageFormat, DynamicImage), Refusal> {
    let reader = ImageReader::new(BufReader::new(file)).with_guessed_format().map_err(|error| unreadable(&error))?;
    let format = reader.format();
    let mut input = reader.into_inner();
    input.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&error))?;
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
            let mut decoder = GifDecoder::new(&mut input).map_err(|error| undecodable(&error))?;
            // It would make room for the whole canvas before it looks at a frame.
            if decoder.total_bytes() > MEMORY {
                return Err(too_large());
            }
            decoder.set_limits(limits()).map_err(|error| undecodable(&error))?;
            if decoder.into_frames().take(2).flatten().count() > 1 {
                return Err(animated());
            }
            input.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&error))?;
            upright(GifDecoder::new(input).map_err(|error| undecodable(&error))?)?
        }
        Some(ImageFormat::Jpeg) => {
            upright(image::codecs::jpeg::JpegDecoder::new(input).map_err(|error| undecodable(&error))?)?
        }
        _ => {
            let message = "Only PNG, JPEG, GIF and WebP pictures are shown; this file is in the manifest only.";
            return Err(Refusal("image_format", message.to_owned()));
        }
    };
    Ok((format.unwrap_or(ImageFormat::Png), picture))
}

fn animated() -> Refusal {
    Refusal("image_animated", "The picture is animated and cannot be printed; it is in the manifest only.".to_owned())
}

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
        return Err(Refusal("image_damaged", "The picture has no pixels.".to_owned()));
    }
    Ok(picture)
}

/// Down to print resolution, on white. Never up.
fn scale(picture: DynamicImage) -> RgbImage {
    let picture = if picture.width() > WIDTH || picture.height() > HEIGHT {
        picture.resize(WIDTH, HEIGHT, imageops::FilterType::Triangle)
    } else {
        picture
    };
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

/// Photographs stay photographs; screenshots stay sharp.
fn encode(picture: &RgbImage, format: ImageFormat) -> Result<(&'static str, Vec<u8>), Refusal> {
    let mut bytes = Cursor::new(Vec::new());
    let extension = if format == ImageFormat::Jpeg {
        picture
            .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 88))
            .map_err(|error| undecodable(&error))?;
        "jpg"
    } else {
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
        picture.write_with_encoder(encoder).map_err(|error| undecodable(&error))?;
        "png"
    };
    Ok((extension, bytes.into_inner()))
}
