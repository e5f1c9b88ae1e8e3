//! Code with its words coloured: spans with classes, the colours are the application's.
//!
//! One light lexer for all languages with a table of what differs, and one for markup. It knows no grammar, so it is
//! never more than a help for the eye; it takes time in proportion to the code, and what it writes is the code itself,
//! escaped, in spans. To support another language add it to `languages`.

mod languages;
mod markup;

use languages::{Language, language};

use crate::escape::escape;

/// Longer code is written without colours: nobody reads it word by word, and each span costs a browser.
const LONGEST: usize = 200_000;

/// Writes code, coloured where the language is known by its lower-case name.
pub(crate) fn highlight(out: &mut String, name: &str, code: &str) {
    if code.len() > LONGEST {
        return escape(out, code);
    }
    match name {
        "xml" | "html" | "svg" | "plist" | "xhtml" => markup::write(out, code),
        _ => match language(name) {
            Some(language) => Lexer::new(out, code, language).all(),
            None => escape(out, code),
        },
    }
}

/// Writes parts of code in order: what is not coloured is gathered until something is.
pub(super) struct Spans<'o, 'c> {
    out: &'o mut String,
    pub(super) code: &'c str,
    written: usize,
}

impl<'o, 'c> Spans<'o, 'c> {
    pub(super) fn new(out: &'o mut String, code: &'c str) -> Self {
        Self { out, code, written: 0 }
    }

    /// Writes a part as one span of a class; what stands before it comes first.
    pub(super) fn span(&mut self, class: &str, from: usize, to: usize) {
        escape(self.out, &self.code[self.written..from]);
        self.out.push_str("<span class=\"code-");
        self.out.push_str(class);
        self.out.push_str("\">");
        escape(self.out, &self.code[from..to]);
        self.out.push_str("</span>");
        self.written = to;
    }

    pub(super) fn finish(self) {
        escape(self.out, &self.code[self.written..]);
    }
}

struct Lexer<'o, 'c> {
    spans: Spans<'o, 'c>,
    bytes: &'c [u8],
    language: &'static Language,
    at: usize,
    /// Up to where each kind of quote is known to have no partner, so that none is looked for twice.
    unpaired: [usize; 3],
    unpaired_triple: usize,
}

const QUOTES: [u8; 3] = [b'"', b'\'', b'`'];

impl<'o, 'c> Lexer<'o, 'c> {
    fn new(out: &'o mut String, code: &'c str, language: &'static Language) -> Self {
        let spans = Spans::new(out, code);
        Self { spans, bytes: code.as_bytes(), language, at: 0, unpaired: [0; 3], unpaired_triple: 0 }
    }

    fn all(mut self) {
        let mut line_start = true;
        while let Some(&byte) = self.bytes.get(self.at) {
            if line_start && self.language.keys_of_lines && self.key_of_line() {
                line_start = false;
                continue;
            }
            line_start = byte == b'\n';
            let from = self.at;
            let found = match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => Some(self.word()),
                b'0'..=b'9' => Some(self.number()),
                b'"' | b'\'' | b'`' => self.quoted(byte),
                b'$' | b'@' if self.language.sigils.contains(&byte) => self.sigil(),
                b'.' if self.language.directives => self.directive(),
                _ => self.comment(),
            };
            match found {
                Some((class, end)) => {
                    if !class.is_empty() {
                        self.spans.span(class, from, end);
                    }
                    self.at = end;
                }
                None => self.at += 1,
            }
        }
        self.spans.finish();
    }

    fn run(&self, from: usize, test: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|byte| test(**byte)).count()
    }

    /// A word: a keyword or nothing.
    fn word(&self) -> (&'static str, usize) {
        let end = self.run(self.at, is_word);
        let word = &self.spans.code[self.at..end];
        let keywords = self.language.keywords;
        let is_keyword = if self.language.ignores_case {
            keywords.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
        } else {
            keywords.binary_search(&word).is_ok()
        };
        (if is_keyword { "keyword" } else { "" }, end)
    }

    fn number(&self) -> (&'static str, usize) {
        let mut end = self.run(self.at, is_word);
        if self.bytes.get(end) == Some(&b'.') && self.bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end = self.run(end + 1, is_word);
        }
        ("number", end)
    }

    fn sigil(&mut self) -> Option<(&'static str, usize)> {
        let end = self.run(self.at + 1, is_word);
        (end > self.at + 1).then_some(("variable", end))
    }

    fn directive(&mut self) -> Option<(&'static str, usize)> {
        let before = self.at.checked_sub(1).and_then(|before| self.bytes.get(before));
        let end = self.run(self.at + 1, |byte| is_word(byte) || byte == b'-');
        (before.is_none_or(u8::is_ascii_whitespace) && end > self.at + 1).then_some(("keyword", end))
    }

    fn quoted(&mut self, quote: u8) -> Option<(&'static str, usize)> {
        // Behind a word it is an apostrophe; one letter may be a prefix, as in Python.
        let before = self.at.saturating_sub(2)..self.at;
        let is_apostrophe = quote == b'\'' && before.len() == 2 && self.bytes[before].iter().all(|byte| is_word(*byte));
        if is_apostrophe || !self.language.quotes.contains(&quote) {
            return None;
        }
        let triple = [quote; 3];
        if self.language.triple && self.at >= self.unpaired_triple && self.bytes[self.at..].starts_with(&triple) {
            let inside = self.at + 3;
            let close = self.bytes[inside..].windows(3).position(|window| window == triple);
            if let Some(length) = close {
                return Some(("string", inside + length + 3));
            }
            self.unpaired_triple = self.bytes.len();
        }
        let which = QUOTES.iter().position(|it| *it == quote)?;
        if self.at < self.unpaired[which] {
            return None;
        }
        // Only a template of JavaScript goes over several lines.
        let lines = quote == b'`';
        let mut end = self.at + 1;
        while let Some(&byte) = self.bytes.get(end) {
            match byte {
                b'\\' if self.bytes.get(end + 1).is_some_and(|next| *next != b'\n') => end += 2,
                b'\n' if !lines => break,
                byte if byte == quote => {
                    let end = end + 1;
                    let is_key = self.language.keys_are_strings
                        && self.bytes.get(self.run(end, |byte| byte == b' ')) == Some(&b':');
                    return Some((if is_key { "name" } else { "string" }, end));
                }
                _ => end += 1,
            }
        }
        self.unpaired[which] = end.min(self.bytes.len());
        None
    }

    fn comment(&mut self) -> Option<(&'static str, usize)> {
        let rest = &self.bytes[self.at..];
        if let Some((start, end)) = self.language.block_comment
            && rest.starts_with(start.as_bytes())
        {
            let inside = self.at + start.len();
            let close = self.spans.code[inside..].find(end);
            return Some(("comment", close.map_or(self.bytes.len(), |length| inside + length + end.len())));
        }
        let starts = |start: &&&str| rest.starts_with(start.as_bytes());
        let start = self.language.line_comments.iter().find(starts)?;
        // `#` within a word, such as `$#` or `a#b`, is none.
        let before = self.at.checked_sub(1).and_then(|before| self.bytes.get(before));
        if *start == "#" && !before.is_none_or(u8::is_ascii_whitespace) {
            return None;
        }
        Some(("comment", self.run(self.at, |byte| byte != b'\n')))
    }

    /// `key:` at the start of a line of YAML, behind indentation and the hyphens of lists.
    fn key_of_line(&mut self) -> bool {
        let from = self.run(self.at, |byte| matches!(byte, b' ' | b'-'));
        let end = self.run(from, |byte| is_word(byte) || matches!(byte, b'-' | b'.' | b'/'));
        let after = self.bytes.get(end + 1);
        let is_key = end > from && self.bytes.get(end) == Some(&b':') && after.is_none_or(u8::is_ascii_whitespace);
        if is_key {
            self.spans.span("name", from, end);
            self.at = end;
        }
        is_key
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coloured(name: &str, code: &str) -> String {
        let mut out = String::new();
        highlight(&mut out, name, code);
        out.replace("<span class=\"code-", "[").replace("\">", ":").replace("</span>", "]")
    }

    #[test]
    fn words_of_languages_are_told_apart() {
        for (name, code, expected) in [
            ("kotlin", "val a = \"x\" // no", "[keyword:val] a = [string:\"x\"] [comment:// no]"),
            ("kotlin", "\"\"\"a\n\"b\"\"\" + 1", "[string:\"\"\"a\n\"b\"\"\"] + [number:1]"),
            (
                "java",
                "@Override int x = 0x1F; /* a\nb */",
                "[variable:@Override] [keyword:int] x = [number:0x1F]; [comment:/* a\nb */]",
            ),
            ("bash", "# a\necho \"$b\" a#b $c", "[comment:# a]\n[keyword:echo] [string:\"$b\"] a#b [variable:$c]"),
            ("bash", "can't 'do' it", "can't [string:'do'] it"),
            ("sql", "SELECT a -- b", "[keyword:SELECT] a [comment:-- b]"),
            ("json", "{\"a\": \"b\", \"c\" : 1.5}", "{[name:\"a\"]: [string:\"b\"], [name:\"c\"] : [number:1.5]}"),
            ("yaml", "a:\n  - b-c: 'd' # e\n", "[name:a]:\n  - [name:b-c]: [string:'d'] [comment:# e]\n"),
            ("smali", "    .method a # b\n", "    [keyword:.method] a [comment:# b]\n"),
            ("python", "def é(): return 'a", "[keyword:def] é(): [keyword:return] 'a"),
            (
                "xml",
                "<a b='1'>c</a><!-- d -->",
                "&lt;[keyword:a] [name:b]=[string:'1']&gt;c&lt;/[keyword:a]&gt;[comment:&lt;!-- d --&gt;]",
            ),
            ("xml", "a < b <3", "a &lt; b &lt;3"),
            ("text", "val a", "val a"),
        ] {
            assert_eq!(coloured(name, code), expected, "{name}");
        }
    }

    /// The classes that `sanitise` lets through.
    const CLASSES: [&str; 6] =
        ["code-comment", "code-keyword", "code-name", "code-number", "code-string", "code-variable"];

    #[test]
    fn code_is_all_there_and_cheap() {
        for name in ["kotlin", "bash", "json", "yaml", "xml", "javascript", "smali", "sql", "python"] {
            for part in [
                "\"", "'", "`", "\\\"", "\"\\", "/*", "<!--", "<a b=\"", "<a ", "\"\"\"", "#", "é", "$", ".a", "a:",
                "\n- ",
            ] {
                let code = part.repeat(20_000);
                let mut out = String::new();
                highlight(&mut out, name, &code);
                let text = CLASSES.into_iter().fold(out, |text, class| {
                    text.replace(&format!("<span class=\"{class}\">"), "").replace("</span>", "")
                });
                let mut plain = String::new();
                escape(&mut plain, &code);
                assert!(text == plain, "{name}: {part}");
            }
        }
    }
}
