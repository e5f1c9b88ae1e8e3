//! A small reader of the raw HTML inside markdown: tags, attributes, and the text between them.
//!
//! It decides nothing about safety: whatever it makes of broken HTML, only elements from our own lists are written, and
//! text is escaped.

/// A part of a piece of HTML. Comments, declarations and processing instructions are left out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `<name a="b">`; names are lower case, values without quotes and with the common entities decoded.
    Open { name: String, attributes: Vec<(String, String)>, raw: &'a str },
    /// `</name>`
    Close { name: String, raw: &'a str },
    /// Text, entities as written.
    Text(&'a str),
}

/// Reads HTML part by part.
pub(crate) fn tokens(html: &str) -> Tokens<'_> {
    Tokens { rest: html }
}

#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if let Some(after) = self.skipped() {
                self.rest = after;
                continue;
            }
            if let Some((token, length)) = tag(self.rest) {
                self.rest = &self.rest[length..];
                return Some(token);
            }
            // A `<` that begins no tag is text, so look for the next one behind it.
            let first = self.rest.chars().next().map_or(0, char::len_utf8);
            let end = self.rest[first..].find('<').map_or(self.rest.len(), |position| first + position);
            let (text, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Some(Token::Text(text));
        }
    }
}

impl<'a> Tokens<'a> {
    /// What follows a comment, declaration or processing instruction at this place; an open one runs to the end.
    fn skipped(&self) -> Option<&'a str> {
        let (start, end) = if self.rest.starts_with("<!--") {
            ("<!--", "-->")
        } else if self.rest.starts_with("<![CDATA[") {
            ("<![CDATA[", "]]>")
        } else if self.rest.starts_with("<!") {
            ("<!", ">")
        } else if self.rest.starts_with("<?") {
            ("<?", "?>")
        } else {
            return None;
        };
        let inside = &self.rest[start.len()..];
        Some(inside.split_once(end).map_or("", |(_, after)| after))
    }
}

/// A tag at the start of the text, and its length.
fn tag(html: &str) -> Option<(Token<'_>, usize)> {
    let inside = html.strip_prefix('<')?;
    let (closing, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
    if !inside.starts_with(|character: char| character.is_ascii_alphabetic()) {
        return None;
    }
    let name_end = inside.find(|character: char| character.is_whitespace() || "/><\"'=".contains(character))?;
    let name = inside[..name_end].to_ascii_lowercase();
    let mut rest = &inside[name_end..];
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_whitespace() || character == '/');
        if let Some(after) = rest.strip_prefix('>') {
            let length = html.len() - after.len();
            let raw = &html[..length];
            let token = if closing { Token::Close { name, raw } } else { Token::Open { name, attributes, raw } };
            return Some((token, length));
        }
        let key_end = rest.find(|character: char| character.is_whitespace() || "/><=\"'".contains(character))?;
        let (key, after_key) = rest.split_at(key_end);
        if let Some(value) = after_key.trim_start().strip_prefix('=') {
            let value = value.trim_start();
            let (text, after_value) = match value.chars().next()? {
                quote @ ('"' | '\'') => value[1..].split_once(quote)?,
                _ => {
                    value.split_at(value.find(|character: char| character.is_whitespace() || "><".contains(character))?)
                }
            };
            attributes.push((key.to_ascii_lowercase(), decoded(text)));
            rest = after_value;
        } else if key.is_empty() {
            // A quote or the start of another tag where a name should be.
            return None;
        } else {
            attributes.push((key.to_ascii_lowercase(), String::new()));
            rest = after_key;
        }
    }
}

fn decoded(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    let entities = [("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    entities.iter().fold(value.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

/// What becomes of a raw element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Element {
    /// Written under this name, anywhere.
    Inline(&'static str),
    /// Written under this name, outside paragraphs.
    Block(&'static str),
    /// `<br>` and `<hr>`.
    Void(&'static str),
    /// A picture.
    Image,
    /// Left out, what it holds stays.
    Dropped,
    /// Left out with what it holds: its content is not for reading.
    Emptied,
    /// No element of HTML: someone wrote `<package-name>` and meant text.
    Unknown,
}

/// What becomes of an element by its lower-case name.
pub(crate) fn element(name: &str) -> Element {
    match name {
        "a" => Element::Inline("a"),
        "b" | "strong" => Element::Inline("strong"),
        "i" | "em" | "cite" | "dfn" | "var" => Element::Inline("em"),
        "s" | "del" | "strike" => Element::Inline("del"),
        "u" | "ins" => Element::Inline("u"),
        "code" | "tt" | "samp" => Element::Inline("code"),
        "kbd" => Element::Inline("kbd"),
        "sub" => Element::Inline("sub"),
        "sup" => Element::Inline("sup"),
        "mark" => Element::Inline("mark"),
        "small" => Element::Inline("small"),
        "p" => Element::Block("p"),
        "div" | "center" | "section" | "article" | "aside" | "main" | "header" | "footer" => Element::Block("div"),
        "details" => Element::Block("details"),
        "summary" => Element::Block("summary"),
        "figure" => Element::Block("figure"),
        "figcaption" | "caption" => Element::Block("figcaption"),
        "table" => Element::Block("table"),
        "thead" => Element::Block("thead"),
        "tbody" | "tfoot" => Element::Block("tbody"),
        "tr" => Element::Block("tr"),
        "th" => Element::Block("th"),
        "td" => Element::Block("td"),
        "ul" => Element::Block("ul"),
        "ol" => Element::Block("ol"),
        "li" => Element::Block("li"),
        "dl" => Element::Block("dl"),
        "dt" => Element::Block("dt"),
        "dd" => Element::Block("dd"),
        "blockquote" => Element::Block("blockquote"),
        "pre" => Element::Block("pre"),
        "br" => Element::Void("br"),
        "hr" => Element::Void("hr"),
        "img" => Element::Image,
        "script" | "style" | "template" | "noscript" | "iframe" | "object" | "embed" | "applet" | "svg" | "math"
        | "title" | "textarea" | "select" | "noembed" | "noframes" | "xmp" | "plaintext" | "audio" | "video"
        | "canvas" | "frameset" => Element::Emptied,
        "abbr" | "acronym" | "address" | "area" | "base" | "basefont" | "bdi" | "bdo" | "big" | "blink" | "body"
        | "button" | "col" | "colgroup" | "data" | "datalist" | "dialog" | "dir" | "fieldset" | "font" | "form"
        | "frame" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "head" | "hgroup" | "html" | "image" | "input"
        | "isindex" | "keygen" | "label" | "legend" | "link" | "listing" | "map" | "marquee" | "menu" | "menuitem"
        | "meta" | "meter" | "nav" | "nobr" | "optgroup" | "option" | "output" | "param" | "picture" | "portal"
        | "progress" | "q" | "rb" | "rp" | "rt" | "rtc" | "ruby" | "search" | "slot" | "source" | "span" | "time"
        | "track" | "wbr" => Element::Dropped,
        _ => Element::Unknown,
    }
}
