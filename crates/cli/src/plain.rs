//! Sanitised HTML as text for a terminal: blocks on lines of their own, no tags, no entities.

/// The text of the HTML.
pub(crate) fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_text(&mut text, &rest[..start]);
        let Some(end) = rest[start..].find('>') else { break };
        let tag = &rest[start + 1..start + end];
        let name = tag.trim_start_matches('/').split(|letter: char| !letter.is_ascii_alphanumeric()).next();
        let closing = tag.starts_with('/');
        match name.unwrap_or_default() {
            "li" if !closing => text.push_str("\n- "),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "pre" | "ul" | "ol" | "table" | "blockquote" | "div" => {
                text.push_str("\n\n");
            }
            "tr" | "br" => text.push('\n'),
            "td" | "th" if closing => text.push_str("  "),
            _ => {}
        }
        rest = &rest[start + end + 1..];
    }
    push_text(&mut text, rest);
    squeezed(&text)
}

fn push_text(text: &mut String, raw: &str) {
    let decoded = raw
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        // Last, so that `&amp;lt;` becomes `&lt;` and no more.
        .replace("&amp;", "&");
    text.push_str(&decoded);
}

/// At most one empty line in a row, none at the ends.
fn squeezed(text: &str) -> String {
    let mut result = String::new();
    let mut empty = true;
    for line in text.lines().map(str::trim_end) {
        if line.trim().is_empty() {
            if !empty {
                result.push('\n');
            }
            empty = true;
        } else {
            result.push_str(line);
            result.push('\n');
            empty = false;
        }
    }
    result.trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn blocks_become_lines_and_tags_go() {
        let html = "<h2>Steps</h2><p>Use <code>a &lt; b</code> &amp;amp; see</p><ul><li>one</li><li>two</li></ul>";
        assert_eq!(text_of(html), "Steps\n\nUse a < b &amp; see\n\n- one\n- two\n");
    }
}
