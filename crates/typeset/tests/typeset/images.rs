//! Pictures of every kind, good and bad.

use crate::support::{assert_valid, encoded, screenshot, set, small, stored, text, with_pictures};
use assay_typeset::protocol::ImageSource;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

/// Sets the sample with this one picture and gives the codes of the notices.
fn with(image: &ImageSource, folder: &std::path::Path) -> (Vec<String>, Vec<u8>, Option<String>) {
    let outcome = set(with_pictures(small(), std::slice::from_ref(image)), vec![image.clone()], folder);
    let codes = outcome.notices().iter().map(|notice| notice.code.clone()).collect();
    let pdf = outcome.pdf();
    assert_valid(&pdf);
    (codes, pdf, text(&outcome.path))
}

#[test]
fn a_large_picture_is_scaled_to_what_print_can_show() {
    let folder = tempfile::tempdir().expect("a folder");
    let noise = image::RgbImage::from_fn(6000, 4000, |x, y| {
        let mixed = x.wrapping_mul(0x9e37_79b9) ^ y.wrapping_mul(0x85eb_ca6b);
        let [_, red, green, blue] = mixed.to_le_bytes();
        image::Rgb([red, green, blue])
    });
    let bytes = encoded(&DynamicImage::ImageRgb8(noise), ImageFormat::Jpeg);
    let original = bytes.len();
    let (codes, pdf, _) = with(&stored(folder.path(), &bytes), folder.path());
    assert!(codes.is_empty(), "{codes:?}");
    assert!(pdf.len() < original, "{} of {original} bytes", pdf.len());
}

#[test]
fn transparent_and_still_pictures_of_every_format_are_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let picture = DynamicImage::ImageRgba8(RgbaImage::from_fn(64, 64, |x, y| {
        Rgba([200, 30, 30, u8::try_from((x + y) * 2).unwrap_or(255)])
    }));
    for format in [ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let (codes, ..) = with(&stored(folder.path(), &encoded(&picture, format)), folder.path());
        assert!(codes.is_empty(), "{format:?}: {codes:?}");
    }
    let deep = DynamicImage::ImageRgba8(picture.to_rgba8()).to_rgba16();
    let (codes, ..) =
        with(&stored(folder.path(), &encoded(&DynamicImage::ImageRgba16(deep), ImageFormat::Png)), folder.path());
    assert!(codes.is_empty(), "{codes:?}");
}

#[test]
fn what_cannot_be_shown_says_so_in_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut animated = std::io::Cursor::new(Vec::new());
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut animated);
        for shade in [0, 255] {
            let frame = image::Frame::new(RgbaImage::from_pixel(8, 8, Rgba([shade, shade, shade, 255])));
            encoder.encode_frame(frame).expect("a frame");
        }
    }
    let truncated = &screenshot(400, 800)[..900];
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>";
    let bomb = png_header(60_000, 60_000);
    // Few bytes that would take 1.9 GB of memory, though no side is too long.
    let heavy = png_header(25_000, 25_000);
    let entity = b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&x;</text><image href='http://192.0.2.1/x.png'/></svg>";
    let cases: [(&str, &[u8], &str); 7] = [
        ("typeset.image_animated", animated.get_ref(), "The picture is animated"),
        ("typeset.image_damaged", truncated, "The file is damaged"),
        ("typeset.image_format", svg, "Only PNG, JPEG, GIF and WebP"),
        ("typeset.image_too_large", &bomb, "more than 30000 pixels"),
        ("typeset.image_too_large", &heavy, "takes too much memory"),
        ("typeset.image_format", entity, "Only PNG, JPEG, GIF and WebP"),
        ("typeset.image_format", b"", "Only PNG, JPEG, GIF and WebP"),
    ];
    for (code, bytes, sentence) in cases {
        let (codes, _, text) = with(&stored(folder.path(), bytes), folder.path());
        assert_eq!(codes, [code]);
        if let Some(text) = text {
            assert!(text.contains(sentence) && text.contains("Picture not shown"), "{code}");
        }
    }
}

#[test]
fn a_picture_that_was_altered_is_not_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let image = stored(folder.path(), &screenshot(300, 600));
    std::fs::write(&image.path, screenshot(301, 600)).expect("a file");
    let (codes, ..) = with(&image, folder.path());
    assert_eq!(codes, ["typeset.image_altered"]);
}

#[test]
fn a_picture_that_is_gone_a_folder_or_a_link_is_not_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let image = stored(folder.path(), &screenshot(300, 600));
    let link = ImageSource { sha256: image.sha256.clone(), path: folder.path().join("link.png") };
    #[cfg(unix)]
    std::os::unix::fs::symlink(&image.path, &link.path).expect("a link");
    let place = ImageSource { sha256: image.sha256.clone(), path: folder.path().to_owned() };
    let gone = ImageSource { sha256: image.sha256, path: folder.path().join("gone.png") };
    for image in [link, place, gone] {
        let (codes, ..) = with(&image, folder.path());
        assert_eq!(codes, ["typeset.image_unreadable"], "{}", image.path.display());
    }
}

/// The beginning of a PNG file that claims this size.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let small = encoded(&DynamicImage::new_rgb8(1, 1), ImageFormat::Png);
    let mut bytes = small.clone();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let mut crc = 0xffff_ffff_u32;
    for byte in &bytes[12..29] {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    bytes[29..33].copy_from_slice(&(!crc).to_be_bytes());
    bytes
}
