//! Text into HTML.

/// Adds text with what HTML would read as markup escaped; good for content and for quoted attribute values.
pub(crate) fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (position, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..position]);
        out.push_str(entity);
        from = position + 1;
    }
    out.push_str(&text[from..]);
}
