//! Pictures of every kind, good and bad.

use crate::support::{assert_valid, encoded, screenshot, set, small, stored, text, with_pictures};
use assay_typeset::images::{Shown, prepare};
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

/// What becomes of these bytes as a picture: nothing where it can be shown, else the code.
fn refusal(bytes: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let prepared = prepare(&stored(folder.path(), bytes));
    match prepared.shown {
        Shown::Ready { .. } => None,
        Shown::Refused { code, .. } => {
            assert!(prepared.files.is_empty());
            Some(code)
        }
    }
}

/// A photograph of every format, small.
fn one_of_each() -> [(ImageFormat, Vec<u8>); 4] {
    let picture = DynamicImage::ImageRgb8(image::RgbImage::from_fn(90, 60, |x, y| {
        image::Rgb([u8::try_from(x * 2).unwrap_or(0), u8::try_from(y * 3).unwrap_or(0), 90])
    }));
    [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP]
        .map(|format| (format, encoded(&picture, format)))
}

#[test]
fn a_picture_that_ends_early_or_is_partly_noise_costs_only_itself() {
    for (format, whole) in one_of_each() {
        assert_eq!(refusal(&whole), None, "{format:?}");
        for end in [4, 12, 20, 40, whole.len() / 2] {
            // What is left may be too little to know the format by, and some readers show what they got so far.
            let code = refusal(&whole[..end]);
            let known = ["typeset.image_damaged", "typeset.image_format"];
            assert!(
                code.as_deref().is_none_or(|code| known.contains(&code)) && (end > 20 || code.is_some()),
                "{format:?} of {end} bytes: {code:?}"
            );
        }
        for place in (0..whole.len()).step_by(7) {
            let mut noisy = whole.clone();
            for byte in noisy.iter_mut().skip(place).take(3) {
                *byte ^= 0xa5;
            }
            // Shown or refused, and never the end of the process.
            let _either = refusal(&noisy);
        }
    }
}

#[test]
fn few_bytes_that_claim_to_be_a_giant_are_not_unpacked() {
    let [_, (_, mut jpeg), (_, mut gif), (_, mut webp)] = one_of_each();
    let size = jpeg.windows(2).position(|mark| mark == [0xff, 0xc0]).expect("a frame") + 5;
    jpeg[size..size + 4].copy_from_slice(&[0xff, 0x00, 0xff, 0x00]);
    // The canvas, and the first frame on it.
    gif[6..10].fill(0xff);
    let frame = gif.windows(9).position(|it| it[..5] == [0x2c, 0, 0, 0, 0] && it[5] == 90).expect("a frame") + 5;
    let mut wide = gif.clone();
    wide[frame..frame + 4].fill(0xff);
    // An extended header whose canvas has 24 bits a side.
    let body = webp.split_off(12);
    webp.extend(b"VP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0");
    webp.extend(body);
    let length = u32::try_from(webp.len() - 8).expect("few bytes").to_le_bytes();
    webp[4..8].copy_from_slice(&length);
    for (what, bytes) in [("JPEG", jpeg), ("canvas of a GIF", gif), ("frame of a GIF", wide), ("WebP", webp)] {
        assert!(bytes.len() < 20_000);
        let code = refusal(&bytes).unwrap_or_else(|| panic!("the giant {what} is shown"));
        assert!(["typeset.image_too_large", "typeset.image_damaged"].contains(&code.as_str()), "{what}: {code}");
    }
    // More data than the picture has rows is left alone.
    let [(_, png), ..] = one_of_each();
    let giant = encoded(&DynamicImage::new_luma8(6_000, 6_000), ImageFormat::Png);
    let data = |png: &[u8]| png.windows(4).position(|name| name == b"IDAT").expect("data") - 4;
    let bomb = [&png[..data(&png)], &giant[data(&giant)..]].concat();
    assert!(refusal(&bomb).is_none_or(|code| code == "typeset.image_damaged"));
}

#[cfg(unix)]
#[test]
fn a_file_that_is_larger_than_any_picture_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let image = ImageSource { sha256: "0".repeat(64), path: folder.path().join("huge.png") };
    // It takes no room on the disk, and reading it would take minutes.
    std::fs::File::create(&image.path).and_then(|file| file.set_len(1 << 40)).expect("a file with a hole");
    let Shown::Refused { code, .. } = prepare(&image).shown else { panic!("it is shown") };
    assert_eq!(code, "typeset.image_too_large");
}

/// A segment of a JPEG file: its marker, and what it says.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("a short segment").to_be_bytes();
    [&[0xff, marker], &length[..], content].concat()
}

/// EXIF that says in which direction the picture lies, with words of the camera.
fn exif(direction: u8) -> Vec<u8> {
    let tiff =
        [b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", &[direction][..], b"\0\0\0\0\0\0 canary"].concat();
    segment(0xe1, &[b"Exif\0\0", &tiff[..]].concat())
}

/// What is shown of a picture, with the size that the template learns.
fn shown(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder");
    let prepared = prepare(&stored(folder.path(), bytes));
    let Shown::Ready { width, height, .. } = prepared.shown else { panic!("{:?}", prepared.shown) };
    // The picture comes first, the file around it second.
    let inner = prepared.files.into_iter().next();
    (width, height, inner.expect("the picture").1)
}

#[test]
fn a_photograph_keeps_its_own_coding_and_nothing_beside_it() {
    let [_, (_, plain), ..] = one_of_each();
    let (head, rest) = plain.split_at(2);
    let comment = segment(0xfe, b"canary");
    let told = [head, &exif(1), &segment(0xed, b"Photoshop canary"), &comment, rest, b"canary after the end"].concat();
    let (width, height, kept) = shown(&told);
    assert_eq!((width, height), (90, 60));
    assert!(!kept.windows(6).any(|it| it == b"canary"));
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).expect("a picture").into_rgb8();
    assert_eq!(pixels(&kept), pixels(&plain), "no pixel is another one");
    assert!(kept.len() <= plain.len());
}

#[test]
fn a_photograph_that_lies_on_its_side_or_has_other_colours_is_encoded_anew() {
    let [_, (_, plain), ..] = one_of_each();
    let (head, rest) = plain.split_at(2);
    let (width, height, turned) = shown(&[head, &exif(6), rest].concat());
    assert_eq!((width, height), (60, 90));
    assert!(!turned.windows(6).any(|it| it == b"canary"));
    // Adobe's mark says that the components are red, green and blue.
    let adobe = segment(0xee, b"Adobe\0\x64\0\0\0\0\0");
    let (.., other) = shown(&[head, &adobe, rest].concat());
    assert!(!other.windows(5).any(|it| it == b"Adobe"));
    assert_ne!(other, shown(&plain).2);
    // One component, no colours.
    let grey = DynamicImage::new_luma8(40, 30);
    let (.., grey) = shown(&encoded(&grey, ImageFormat::Jpeg));
    assert_eq!(image::load_from_memory(&grey).expect("a picture").color(), image::ColorType::Rgb8);
}
