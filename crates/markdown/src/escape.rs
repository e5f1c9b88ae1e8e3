//! Text into HTML, written just as an HTML serialiser writes it: `checked` knows text by that.

/// Adds text with what HTML would read as markup escaped; for content only.
pub(crate) fn escape(out: &mut String, text: &str) {
    escape_with(out, text, false);
}

/// Adds text for a quoted attribute value.
pub(crate) fn escape_value(out: &mut String, text: &str) {
    escape_with(out, text, true);
}

fn escape_with(out: &mut String, text: &str, quotes: bool) {
    let bytes = text.as_bytes();
    let mut from = 0;
    for (position, byte) in text.bytes().enumerate() {
        let (entity, length) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' if quotes => ("&quot;", 1),
            0xC2 if bytes.get(position + 1) == Some(&0xA0) => ("&nbsp;", 2),
            _ => continue,
        };
        out.push_str(&text[from..position]);
        out.push_str(entity);
        from = position + length;
    }
    out.push_str(&text[from..]);
}
