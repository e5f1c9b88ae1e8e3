//! Tells whether HTML is already what sanitising would leave of it, so that most texts need no sanitising at all.
//!
//! One pass, and strict: every `<` must begin a tag just as a serialiser writes it, with an element and attributes of the
//! allow-list, and the elements must be nested so that an HTML parser has nothing to move, close or add. What is
//! doubtful is answered with no; then ammonia goes over the whole. Tests and a fuzz target hold that what passes here
//! comes out of ammonia byte for byte the same.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::links::is_outside;
use crate::sanitise::{attributes_of, judge};

/// Whether an HTML parser and then the allow-list leave this as it is.
pub(crate) fn is_clean(html: &str, images: &BTreeSet<String>) -> bool {
    Check { html, at: 0, open: Vec::new(), images }.all().is_some()
}

/// Deeper HTML than the writer's own is not judged here.
const DEEPEST_NESTING: usize = 64;

/// Where an element may stand and what may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Text and inline elements only, because the next block would close it.
    Paragraph,
    /// The same, and no other heading anywhere around it.
    Heading,
    /// Anything.
    Block,
    /// Anything, directly in a list of its kind.
    Item,
    /// `ul`, `ol`, `dl`: may hold anything, but is what items look for.
    List,
    /// Goes where text goes; what is in it may be blocks all the same.
    Inline,
    /// Inline, never within itself.
    Link,
    Table,
    /// `thead` and `tbody`.
    Rows,
    Row,
    Cell,
    /// `br` and `img`.
    VoidInline,
    /// `hr`.
    VoidBlock,
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "p" => Kind::Paragraph,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
        "blockquote" | "details" | "div" | "figcaption" | "figure" | "pre" | "section" | "summary" => Kind::Block,
        "ul" | "ol" | "dl" => Kind::List,
        "li" | "dd" | "dt" => Kind::Item,
        "code" | "del" | "em" | "i" | "kbd" | "mark" | "small" | "span" | "strong" | "sub" | "sup" | "u" => {
            Kind::Inline
        }
        "a" => Kind::Link,
        "table" => Kind::Table,
        "thead" | "tbody" => Kind::Rows,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "br" | "img" => Kind::VoidInline,
        "hr" => Kind::VoidBlock,
        _ => return None,
    })
}

struct Check<'h> {
    html: &'h str,
    at: usize,
    open: Vec<(&'h str, Kind)>,
    images: &'h BTreeSet<String>,
}

impl Check<'_> {
    /// `None` where anything is not as it must be.
    fn all(&mut self) -> Option<()> {
        // A parser drops a byte order mark at the very beginning.
        if self.html.starts_with('\u{FEFF}') {
            return None;
        }
        while self.at < self.html.len() {
            self.text()?;
            if self.at < self.html.len() {
                self.tag()?;
            }
        }
        self.open.is_empty().then_some(())
    }

    /// Reads text up to the next `<`.
    fn text(&mut self) -> Option<()> {
        let rest = &self.html.as_bytes()[self.at..];
        let length = plain_length(rest, b'<')?;
        let text = &rest[..length];
        if let Some((name, kind)) = self.open.last() {
            // Inside a table a parser moves all text but white space before it.
            let of_table = matches!(kind, Kind::Table | Kind::Rows | Kind::Row);
            if of_table && !text.iter().all(|byte| matches!(byte, b' ' | b'\n')) {
                return None;
            }
            // It also drops the first line break in `pre`.
            if *name == "pre" && text.first() == Some(&b'\n') && self.html[..self.at].ends_with('>') {
                return None;
            }
        }
        self.at += length;
        Some(())
    }

    fn tag(&mut self) -> Option<()> {
        let rest = &self.html[self.at + 1..];
        if let Some(rest) = rest.strip_prefix('/') {
            let (name, _) = self.open.pop()?;
            rest.strip_prefix(name)?.strip_prefix('>')?;
            self.at += name.len() + 3;
            return Some(());
        }
        let end = rest.bytes().position(|byte| !(byte.is_ascii_lowercase() || byte.is_ascii_digit()))?;
        let (name, mut rest) = rest.split_at(end);
        let kind = kind(name)?;
        self.allowed_here(name, kind)?;
        let mut seen: [&str; 6] = [""; 6];
        let mut count = 0;
        while let Some(attribute) = rest.strip_prefix(' ') {
            let (key, value) = attribute.split_once("=\"")?;
            let length = plain_length(value.as_bytes(), b'"')?;
            let (value, after) = (&value[..length], value[length..].strip_prefix('"')?);
            if seen.contains(&key) || count == seen.len() || !self.is_attribute(name, key, value) {
                return None;
            }
            seen[count] = key;
            count += 1;
            rest = after;
        }
        rest = rest.strip_prefix('>')?;
        self.at = self.html.len() - rest.len();
        if !matches!(kind, Kind::VoidInline | Kind::VoidBlock) {
            self.open.push((name, kind));
        }
        (self.open.len() <= DEEPEST_NESTING).then_some(())
    }

    /// Whether a parser would put an element just here, and close nothing for it.
    fn allowed_here(&self, name: &str, kind: Kind) -> Option<()> {
        let (parent, parent_kind) = self.open.last().copied().unwrap_or(("", Kind::Block));
        let has = |wanted: Kind| self.open.iter().any(|(_, kind)| *kind == wanted);
        let in_place = match kind {
            Kind::Rows => parent_kind == Kind::Table,
            Kind::Row => parent_kind == Kind::Rows,
            Kind::Cell => parent_kind == Kind::Row,
            _ => !matches!(parent_kind, Kind::Table | Kind::Rows | Kind::Row),
        };
        let fine = match kind {
            Kind::Item if name == "li" => matches!(parent, "ul" | "ol") && !has(Kind::Paragraph),
            Kind::Item => parent == "dl" && !has(Kind::Paragraph),
            Kind::Heading => !has(Kind::Heading) && !has(Kind::Paragraph),
            Kind::Link => !has(Kind::Link),
            Kind::Paragraph | Kind::Block | Kind::List | Kind::Table | Kind::VoidBlock => !has(Kind::Paragraph),
            Kind::Inline | Kind::VoidInline | Kind::Rows | Kind::Row | Kind::Cell => true,
        };
        (in_place && fine && (name != "img" || !self.images.is_empty())).then_some(())
    }

    fn is_attribute(&self, element: &str, key: &str, value: &str) -> bool {
        if !attributes_of(element).contains(&key) {
            return false;
        }
        let value = unescaped(value);
        let address_holds = match key {
            "href" => value.starts_with('#') || (is_outside(&value) && url::Url::parse(&value).is_ok()),
            // Ammonia looks at the scheme first.
            "src" => ["asset:", "blob:", "data:", "tauri:"].iter().any(|scheme| value.starts_with(scheme)),
            _ => true,
        };
        address_holds && judge(element, key, &value, self.images).is_some()
    }
}

/// How far text goes until `end`, or the end of the input where `end` is `<`; `None` where a serialiser would have
/// written something otherwise or a parser would read something else.
fn plain_length(bytes: &[u8], end: u8) -> Option<usize> {
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|byte| SPECIAL[usize::from(*byte)]) {
        at += next;
        match bytes[at] {
            byte if byte == end => return Some(at),
            b'"' => at += 1,
            b'&' => {
                let rest = &bytes[at..];
                let entities: [&[u8]; 4] = [b"&amp;", b"&lt;", b"&gt;", b"&nbsp;"];
                let entity = entities.iter().find(|entity| rest.starts_with(entity)).copied();
                let quote: &[u8] = b"&quot;";
                at += entity.or_else(|| (end == b'"' && rest.starts_with(quote)).then_some(quote))?.len();
            }
            // The first byte of a no-break space, which is written `&nbsp;`, and of other characters.
            0xC2 if bytes.get(at + 1) != Some(&0xA0) => at += 1,
            _ => return None,
        }
    }
    (end == b'<').then_some(bytes.len())
}

/// The bytes that `plain_length` looks at more closely.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    special[b'<' as usize] = true;
    special[b'>' as usize] = true;
    special[b'&' as usize] = true;
    special[b'"' as usize] = true;
    special[b'\r' as usize] = true;
    special[0] = true;
    special[0xC2] = true;
    special
};

fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let entities = [("&quot;", "\""), ("&nbsp;", "\u{A0}"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    Cow::Owned(entities.iter().fold(value.to_owned(), |text, (entity, character)| text.replace(entity, character)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sanitise::sanitise;

    fn passes(html: &str) -> bool {
        let clean = is_clean(html, &BTreeSet::new());
        if clean {
            assert_eq!(sanitise(html, &BTreeSet::new()), html, "what passes comes out the same");
        }
        clean
    }

    #[test]
    fn what_our_writer_makes_passes() {
        for html in [
            "",
            "<p>a &amp; b &lt;c&gt; \"d\" &nbsp;</p>\n<hr>\n",
            "<h3 id=\"text-a\">A</h3>\n<ul>\n<li>x<br>\n</li>\n<li><p>y</p>\n<ol start=\"3\">\n<li>z</li>\n</ol>\n</li>\n</ul>\n",
            "<div class=\"table\"><table>\n<thead><tr><th class=\"align-left\">a</th></tr></thead>\n<tbody>\n<tr><td><code>b</code></td></tr>\n</tbody></table></div>\n",
            "<pre><code class=\"language-c++\">\n\n</code></pre>\n",
            "<p><a class=\"external\" href=\"https://a.example/?b=1&amp;c\" rel=\"noopener noreferrer\">x</a><em><em><em><em><em>5</em></em></em></em></em></p>",
            "<details class=\"admonition admonition-note\" open=\"\"><summary>T</summary>\n<blockquote>\n<p>x</p>\n</blockquote>\n</details>\n",
            "<strong><p>a</p><table><tbody><tr><td>b<strong>c</strong></td></tr></tbody></table></strong>d",
        ] {
            assert!(passes(html), "{html}");
        }
    }

    #[test]
    fn what_a_parser_or_the_allow_list_would_change_does_not_pass() {
        for html in [
            "<p>a",
            "a</p>",
            "<p>a</div>",
            "<p><p>a</p></p>",
            "<p><div>a</div></p>",
            "<p><em><ul></ul></em></p>",
            "<li>a</li>",
            "<ul><em><li>a</li></em></ul>",
            "<table>a</table>",
            "<table><tr></tr></table>",
            "<table><tbody><td></td></tbody></table>",
            "<td>a</td>",
            "<h3>a<h4>b</h4></h3>",
            "<a href=\"#a\"><em><a href=\"#b\">c</a></em></a>",
            "<pre>\na</pre>",
            "a > b",
            "a & b",
            "&copy;",
            "&quot;",
            "\u{A0}",
            "\u{FEFF}a",
            "a\rb",
            "a\0b",
            "<p class='admonition'>a</p>",
            "<p class=\"other\">a</p>",
            "<p id=\"a\">a</p>",
            "<p onclick=\"a\">a</p>",
            "<P>a</P>",
            "<br/>",
            "<br></br>",
            "<script>a</script>",
            "<!-- a -->",
            "<p class=\"table\" class=\"table\">a</p>",
            "<a href=\"javascript:a\">a</a>",
            "<a href=\"https://[\">a</a>",
            "<a href=\"//a.example\">a</a>",
            "<img class=\"figure\" src=\"data:image/png;base64,AA\" alt=\"\">",
            "<p",
            "<",
        ] {
            assert!(!passes(html), "{html}");
        }
    }
}
