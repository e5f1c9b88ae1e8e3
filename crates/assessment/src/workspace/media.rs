//! What a file is, by its first bytes: names and claims of others are not trusted.

use super::coding::Coding;

/// Bytes that are looked at.
pub(super) const HEAD: usize = 8 << 10;

/// The media type, out of a short list; `application/octet-stream` for everything else. `whole` says whether `bytes` is
/// all of the file.
pub(super) fn sniff(bytes: &[u8], whole: bool) -> &'static str {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"\x89PNG\r\n\x1a\n") {
        "image/png"
    } else if starts(b"\xff\xd8\xff") {
        "image/jpeg"
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        "image/gif"
    } else if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        "image/webp"
    } else if starts(b"%PDF-") {
        "application/pdf"
    } else if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        "application/zip"
    } else if Coding::of(bytes, whole).is_some() {
        if is_json(bytes, whole) { "application/json" } else { "text/plain" }
    } else {
        "application/octet-stream"
    }
}

/// Whether it is a picture that is shown.
pub(super) fn is_picture(media_type: &str) -> bool {
    matches!(media_type, "image/png" | "image/jpeg" | "image/gif" | "image/webp")
}

/// Whether it is shown as text.
pub(super) fn is_text_type(media_type: &str) -> bool {
    matches!(media_type, "text/plain" | "application/json")
}

/// A small file that parses, or a large one that begins like an object or a list of them.
fn is_json(bytes: &[u8], whole: bool) -> bool {
    if whole {
        let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
        return matches!(first, Some(b'{' | b'[')) && serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok();
    }
    let begin: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(2).collect();
    matches!(begin.as_slice(), b"{\"" | b"[{" | b"[[" | b"[\"")
}
