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
    let (mut from, mut at) = (0, 0);
    while let Some(next) = bytes[at..].iter().position(|byte| SPECIAL[usize::from(*byte)]) {
        at += next;
        let (entity, length) = match bytes[at] {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' if quotes => ("&quot;", 1),
            0xC2 if bytes.get(at + 1) == Some(&0xA0) => ("&nbsp;", 2),
            _ => {
                at += 1;
                continue;
            }
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        at += length;
        from = at;
    }
    out.push_str(&text[from..]);
}

/// The bytes that may have to be written otherwise.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    special[b'&' as usize] = true;
    special[b'<' as usize] = true;
    special[b'>' as usize] = true;
    special[b'"' as usize] = true;
    special[0xC2] = true;
    special
};
