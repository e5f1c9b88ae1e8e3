//! Paper, colour, logo and fonts that a user chose: checked, and handed to the template as `/look.json`.

use std::fs;
use std::path::Path;

use assay_messages::said;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use typst::foundations::Bytes;
use typst::text::Font;

use crate::failure::{failure, file_failure};
use crate::images::{self, Shown};
use crate::protocol::{Failure, ImageSource, Look, Paper};
use crate::template::Files;

/// The most that a folder of fonts may take.
const FONTS_LIMIT: u64 = 64 << 20;
/// How much darker than white a colour must be so that words in it can be read: what WCAG 2 asks of text.
const CONTRAST: f64 = 4.5;

/// What the template gets of it.
#[derive(Debug)]
pub struct Chosen {
    /// `look.json` and the logo.
    pub files: Files,
    /// The user's fonts, in the order of their files.
    pub fonts: Vec<Font>,
}

/// Reads and checks what was chosen.
///
/// # Errors
/// `typeset.look` with the file or the value that is wrong.
pub fn read(look: &Look) -> Result<Chosen, Failure> {
    let mut files = Files::new();
    let accent = look.accent.as_deref().map(colour).transpose()?;
    let logo = look.logo.as_deref().map(|path| logo(path, &mut files)).transpose()?;
    let fonts = look.fonts.as_deref().map(fonts).transpose()?.unwrap_or_default();
    let mut families: Vec<&str> = Vec::new();
    for font in &fonts {
        let family = font.info().family.as_str();
        if !families.contains(&family) {
            families.push(family);
        }
    }
    let paper = match look.paper {
        Paper::A4 => "a4",
        Paper::UsLetter => "us-letter",
    };
    let told = json!({
        "paper": paper,
        "accent": accent,
        "logo": logo.map_or(Value::Null, |file| json!({ "file": file, "alternative": look.logo_alternative })),
        "fonts": families,
    });
    files.insert("look.json".to_owned(), told.to_string().into_bytes());
    Ok(Chosen { files, fonts })
}

/// `#0b5c63`, dark enough to be read on white.
fn colour(text: &str) -> Result<String, Failure> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let channels = match (digits.len(), channel(0), channel(2), channel(4)) {
        (6, Some(red), Some(green), Some(blue)) => [red, green, blue],
        _ => {
            return Err(failure(
                "look",
                said!("\"{text}\" is no colour of the form #0b5c63.", text),
                "Give red, green and blue as six hexadecimal digits.",
            ));
        }
    };
    let linear = |channel: u8| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = channels.map(linear);
    let contrast = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
    if contrast < CONTRAST {
        return Err(failure(
            "look",
            said!(
                "Words in the colour {text} cannot be read on white: the contrast is {contrast} to 1.",
                text,
                contrast = format_args!("{:.1}", contrast)
            ),
            said!("Take a darker colour, with a contrast of at least {contrast} to 1.", contrast = CONTRAST),
        ));
    }
    Ok(format!("#{}", digits.to_lowercase()))
}

/// The logo as any picture: decoded, scaled, encoded anew. Its place in the template's world.
fn logo(path: &Path, files: &mut Files) -> Result<String, Failure> {
    let refused =
        |message: String| file_failure("look", path, message, "Take a PNG, JPEG, GIF or WebP picture as the logo.");
    let bytes = fs::read(path).map_err(|error| refused(said!("The logo could not be read: {error}.", error)))?;
    let source = ImageSource { sha256: hex::encode(Sha256::digest(&bytes)), path: path.to_owned() };
    let prepared = images::prepare(&source);
    // One picture: it needs no file around it.
    match (prepared.shown, prepared.files.into_iter().next()) {
        (Shown::Ready { .. }, Some((name, bytes))) => {
            let extension = name.rsplit('.').next().unwrap_or("png").to_owned();
            files.insert(format!("look/logo.{extension}"), bytes);
            Ok(format!("/look/logo.{extension}"))
        }
        (Shown::Refused { message, .. }, _) => Err(refused(said!("The logo cannot be shown. {message}", message))),
        (Shown::Ready { .. }, None) => Err(refused(said!("The logo cannot be shown."))),
    }
}

/// Every TrueType font of a folder, in the order of the files' names.
fn fonts(folder: &Path) -> Result<Vec<Font>, Failure> {
    let refused = |path: &Path, message: String| {
        file_failure("look", path, message, "Give a folder with TrueType fonts (.ttf), which you may embed.")
    };
    let entries =
        fs::read_dir(folder).map_err(|error| refused(folder, said!("The fonts could not be read: {error}.", error)))?;
    let mut paths: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ttf")))
        .collect();
    paths.sort();
    let mut left = FONTS_LIMIT;
    let mut fonts = Vec::new();
    for path in paths {
        let kind = fs::symlink_metadata(&path)
            .map_err(|error| refused(&path, said!("The font could not be read: {error}.", error)))?;
        if !kind.is_file() {
            continue;
        }
        left = left.checked_sub(kind.len()).ok_or_else(|| {
            refused(
                folder,
                said!("The fonts take more than {fonts_limit} MiB together.", fonts_limit = FONTS_LIMIT >> 20),
            )
        })?;
        let bytes =
            fs::read(&path).map_err(|error| refused(&path, said!("The font could not be read: {error}.", error)))?;
        let before = fonts.len();
        fonts.extend(Font::iter(Bytes::new(bytes)));
        if fonts.len() == before {
            return Err(refused(&path, said!("This file is no font that can be read.")));
        }
    }
    if fonts.is_empty() {
        return Err(refused(folder, said!("The folder has no TrueType font.")));
    }
    Ok(fonts)
}
