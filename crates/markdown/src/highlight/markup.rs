//! XML and HTML: names of elements and attributes, values, comments.

use super::{Spans, is_word};

pub(super) fn write(out: &mut String, code: &str) {
    let bytes = code.as_bytes();
    let mut spans = Spans::new(out, code);
    let mut at = 0;
    // From here on no quote of this kind ends.
    let mut unpaired = [usize::MAX; 2];
    while let Some(found) = code[at..].find('<') {
        let start = at + found;
        at = start + 1;
        let rest = &code[start..];
        let enclosed = [("<!--", "-->", "comment"), ("<![CDATA[", "]]>", "string")];
        if let Some((open, close, class)) = enclosed.into_iter().find(|(open, _, _)| rest.starts_with(open)) {
            at = rest[open.len()..].find(close).map_or(code.len(), |length| start + open.len() + length + close.len());
            spans.span(class, start, at);
            continue;
        }
        if matches!(bytes.get(at), Some(b'/' | b'?' | b'!')) {
            at += 1;
        }
        let end = run(bytes, at, is_name);
        if end == at || bytes[at].is_ascii_digit() {
            continue;
        }
        spans.span("keyword", at, end);
        at = end;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'>' | b'<' => break,
                b'"' | b'\'' => {
                    let which = usize::from(byte == b'"');
                    let close = if at >= unpaired[which] { None } else { code[at + 1..].find(char::from(byte)) };
                    if let Some(length) = close {
                        spans.span("string", at, at + length + 2);
                        at += length + 2;
                    } else {
                        unpaired[which] = unpaired[which].min(at);
                        at += 1;
                    }
                }
                byte if is_name(byte) => {
                    let end = run(bytes, at, is_name);
                    spans.span("name", at, end);
                    at = end;
                }
                _ => at += 1,
            }
        }
    }
    spans.finish();
}

fn run(bytes: &[u8], from: usize, test: impl Fn(u8) -> bool) -> usize {
    from + bytes[from..].iter().take_while(|byte| test(**byte)).count()
}

fn is_name(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b':' | b'-' | b'.')
}
