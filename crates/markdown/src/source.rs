//! Rewrites the lines of OWASP's markdown that a CommonMark parser would get wrong.
//!
//! An admonition becomes a block quote whose first line is a mark, an include becomes a paragraph that is a mark. A
//! mark is a number between two private-use characters; it leads to an entry of [`Source::marks`]. The walkers over
//! the events put the element for it, or the original line where the parser found code after all. A forged mark can at
//! worst repeat an element that the text has anyway.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, TextMergeStream};

use crate::pieces::include_files;
use crate::raw_tags::{Token, tokens};
use crate::{Dialect, Words};

pub(crate) const MARK_OPEN: char = '\u{E000}';
pub(crate) const MARK_CLOSE: char = '\u{E001}';
/// The first byte of either.
pub(crate) const MARK_BYTE: u8 = 0xEE;

/// How deep admonitions are unfolded in each other; further ones stay text.
const DEEPEST_NESTING: usize = 12;

/// Markdown that CommonMark understands, and what its marks stand for.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    text: Cow<'a, str>,
    marks: Vec<Mark>,
}

#[derive(Debug)]
struct Mark {
    what: Marked,
    original: String,
}

/// What a mark stands for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Marked {
    /// `!!! kind "Title"` or `??? kind "Title"`.
    Admonition(Admonition),
    /// `{{ a # b }}` on a line of its own: the paths.
    Include(Vec<String>),
}

/// The head of an admonition; its title, if it has one, follows the mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Admonition {
    /// One of `KINDS`.
    pub kind: &'static str,
    /// The word for its kind as the text has it, such as `Caution`; none where it is the kind's own name.
    pub word: Option<String>,
    /// Whether it can be folded, and if so whether it starts open.
    pub fold: Option<bool>,
}

/// The kinds of admonition with a look of their own, each with the words that mean it.
pub(crate) const KINDS: [(&str, &[&str]); 7] = [
    ("note", &["seealso", "abstract", "summary", "tldr", "question", "help", "faq"]),
    ("info", &["todo"]),
    ("tip", &["hint", "success", "check", "done"]),
    ("warning", &["important", "caution", "attention"]),
    ("danger", &["error", "failure", "fail", "missing", "bug"]),
    ("example", &["snippet"]),
    ("quote", &["cite"]),
];

impl<'a> Source<'a> {
    /// Prepares a text for the parser. Notes are taken as they are.
    pub(crate) fn new(markdown: &'a str, dialect: Dialect) -> Self {
        let markdown = markdown.strip_prefix('\u{FEFF}').unwrap_or(markdown);
        // Looking for a byte is much cheaper than for a character, and few texts have this one.
        let text = if markdown.as_bytes().contains(&MARK_BYTE) && markdown.contains([MARK_OPEN, MARK_CLOSE]) {
            Cow::Owned(markdown.replace([MARK_OPEN, MARK_CLOSE], ""))
        } else {
            Cow::Borrowed(markdown)
        };
        let additions = ["!!!", "???", "{{", "markdown"];
        if dialect == Dialect::Note || !additions.iter().any(|addition| text.contains(addition)) {
            return Self { text, marks: Vec::new() };
        }
        let mut rewriting = Rewriting { out: String::with_capacity(text.len() + 256), marks: Vec::new() };
        let lines: Vec<&str> = text.lines().collect();
        rewriting.lines(&lines, "", 0);
        Self { text: Cow::Owned(rewriting.out), marks: rewriting.marks }
    }

    /// The events of the parser, neighbouring texts joined.
    pub(crate) fn events(&self) -> Vec<Event<'_>> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM;
        TextMergeStream::new(Parser::new_ext(&self.text, options)).collect()
    }

    /// Splits a mark off the beginning of a text.
    pub(crate) fn mark<'s, 't>(&'s self, text: &'t str) -> Option<(&'s Marked, &'t str)> {
        let (number, rest) = text.strip_prefix(MARK_OPEN)?.split_once(MARK_CLOSE)?;
        let mark = self.marks.get(number.parse::<usize>().ok()?)?;
        Some((&mark.what, rest))
    }

    /// Puts the original lines back in place of marks, for code and addresses.
    pub(crate) fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !text.contains(MARK_OPEN) {
            return Cow::Borrowed(text);
        }
        let mut restored = String::with_capacity(text.len() + 32);
        let mut rest = text;
        while let Some(position) = rest.find(MARK_OPEN) {
            restored.push_str(&rest[..position]);
            rest = &rest[position + MARK_OPEN.len_utf8()..];
            if let Some((number, after)) = rest.split_once(MARK_CLOSE)
                && let Some(mark) = number.parse::<usize>().ok().and_then(|number| self.marks.get(number))
            {
                restored.push_str(&mark.original);
                rest = after;
            }
        }
        restored.push_str(rest);
        Cow::Owned(restored)
    }
}

struct Rewriting {
    out: String,
    marks: Vec<Mark>,
}

/// A code fence that is open.
#[derive(Clone, Copy)]
struct Fence {
    character: char,
    length: usize,
    indent: usize,
}

impl Rewriting {
    fn lines(&mut self, lines: &[&str], prefix: &str, depth: usize) {
        let mut fence: Option<Fence> = None;
        let mut in_list = false;
        let mut after_blank = true;
        let mut open_tags: Vec<String> = Vec::new();
        let mut index = 0;
        while let Some(&line) = lines.get(index) {
            index += 1;
            let content = line.trim_start();
            let indent = indent_of(line);
            if content.is_empty() {
                self.line(prefix, line);
                after_blank = true;
                continue;
            }
            if let Some(open) = fence {
                let left_the_list = in_list && indent == 0 && open.indent >= 2;
                if !left_the_list {
                    if closes(open, content) {
                        fence = None;
                    }
                    self.line(prefix, line);
                    after_blank = false;
                    continue;
                }
                fence = None;
            }
            if is_list_item(content) {
                in_list = true;
            } else if indent == 0 && (after_blank || content.starts_with('#')) {
                in_list = false;
            }
            // Four spaces outside a list are indented code.
            let may_be_block = indent < 4 || in_list;
            if may_be_block && let Some(opened) = opens_fence(content, indent) {
                fence = Some(opened);
                self.line(prefix, line);
            } else if may_be_block
                && depth < DEEPEST_NESTING
                && let Some((admonition, title)) = admonition_head(content)
            {
                let taken = admonition_body(&lines[index..], indent);
                let body: Vec<&str> = taken.lines;
                index += taken.count;
                self.admonition(prefix, &line[..line.len() - content.len()], admonition, title, content, &body, depth);
                after_blank = true;
                continue;
            } else if may_be_block && let Some(files) = include_line(content) {
                self.separate(prefix);
                let mark = self.mark(Marked::Include(files), content);
                self.line(prefix, &format!("{}{mark}", &line[..line.len() - content.len()]));
                self.line(prefix, "");
                after_blank = true;
                continue;
            } else if let Some(name) = markdown_in_html(content) {
                self.line(prefix, line);
                self.line(prefix, "");
                open_tags.push(name);
            } else if let Some(name) = open_tags.last()
                && closes_tag(content, name)
            {
                open_tags.pop();
                self.separate(prefix);
                self.line(prefix, line);
            } else {
                self.line(prefix, line);
            }
            after_blank = false;
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one step of `lines`, split off to be readable")]
    fn admonition(
        &mut self,
        prefix: &str,
        indent: &str,
        admonition: Admonition,
        title: &str,
        original: &str,
        body: &[&str],
        depth: usize,
    ) {
        self.separate(prefix);
        let inner = format!("{prefix}{indent}> ");
        let mark = self.mark(Marked::Admonition(admonition), original);
        self.line(&inner, &format!("{mark}{title}"));
        self.line(&inner, "");
        self.lines(body, &inner, depth + 1);
        // Without an empty line the next one would count as a lazy continuation of the quote.
        self.line(prefix, "");
    }

    fn mark(&mut self, what: Marked, original: &str) -> String {
        self.marks.push(Mark { what, original: original.trim_end().to_owned() });
        format!("{MARK_OPEN}{}{MARK_CLOSE}", self.marks.len() - 1)
    }

    /// An empty line, if the last one is not empty.
    fn separate(&mut self, prefix: &str) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.line(prefix, "");
        }
    }

    fn line(&mut self, prefix: &str, line: &str) {
        if line.is_empty() {
            self.out.push_str(prefix.trim_end());
        } else {
            self.out.push_str(prefix);
            self.out.push_str(line);
        }
        self.out.push('\n');
    }
}

/// Columns of white space at the start; a tab goes to the next multiple of four.
fn indent_of(line: &str) -> usize {
    let mut columns = 0;
    for character in line.chars() {
        match character {
            ' ' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

/// The line without up to so many columns of white space.
fn dedent(line: &str, columns: usize) -> &str {
    let mut seen = 0;
    for (position, character) in line.char_indices() {
        if seen >= columns {
            return &line[position..];
        }
        match character {
            ' ' => seen += 1,
            '\t' => seen += 4 - seen % 4,
            _ => return &line[position..],
        }
    }
    ""
}

fn is_list_item(content: &str) -> bool {
    let after_marker = if let Some(rest) = content.strip_prefix(['-', '*', '+']) {
        rest
    } else {
        let rest = content.trim_start_matches(|character: char| character.is_ascii_digit());
        if rest.len() == content.len() {
            return false;
        }
        match rest.strip_prefix(['.', ')']) {
            Some(rest) => rest,
            None => return false,
        }
    };
    after_marker.is_empty() || after_marker.starts_with([' ', '\t'])
}

fn opens_fence(content: &str, indent: usize) -> Option<Fence> {
    let character = content.chars().next().filter(|character| matches!(character, '`' | '~'))?;
    let info = content.trim_start_matches(character);
    let length = content.len() - info.len();
    (length >= 3 && !(character == '`' && info.contains('`'))).then_some(Fence { character, length, indent })
}

fn closes(fence: Fence, content: &str) -> bool {
    let rest = content.trim_start_matches(fence.character);
    content.len() - rest.len() >= fence.length && rest.trim().is_empty()
}

/// Reads `!!! kind "Title"`, `??? kind`, `???+ "Title"`; gives the head and the title as markdown, empty where none.
fn admonition_head(content: &str) -> Option<(Admonition, &str)> {
    let (rest, fold) = if let Some(rest) = content.strip_prefix("!!!") {
        (rest, None)
    } else if let Some(rest) = content.strip_prefix("???+") {
        (rest, Some(true))
    } else {
        (content.strip_prefix("???")?, Some(false))
    };
    let rest = rest.trim();
    let word_end = rest.find(|character: char| !(character.is_alphanumeric() || character == '-' || character == '_'));
    let (word, title) = rest.split_at(word_end.unwrap_or(rest.len()));
    let title = title.trim();
    let title = match title.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"').unwrap_or(quoted),
        // A title without quotes is a mistake that the text makes; words only, so that prose is left alone.
        None if title.chars().all(|character| character.is_alphanumeric() || " -_".contains(character)) => title,
        None => return None,
    };
    if word.is_empty() && title.is_empty() {
        return None;
    }
    let lower = word.to_lowercase();
    let kind = KINDS.iter().find(|(kind, words)| *kind == lower || words.contains(&lower.as_str()));
    let kind = kind.map_or("note", |(kind, _)| kind);
    let word = (!word.is_empty() && lower != kind).then(|| capitalised(&lower));
    Some((Admonition { kind, word, fold }, title))
}

impl Admonition {
    /// What to show where no title is written.
    pub(crate) fn default_title<'t>(&'t self, words: &Words<'t>) -> &'t str {
        self.word.as_deref().unwrap_or_else(|| words.title(self.kind))
    }
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

struct Body<'l> {
    lines: Vec<&'l str>,
    /// How many lines of the source belong to it.
    count: usize,
}

/// The body of an admonition whose head is indented by `base`: what is indented below it, or, where that was forgotten,
/// the paragraph that follows at once.
fn admonition_body<'l>(lines: &[&'l str], base: usize) -> Body<'l> {
    let first = lines.iter().position(|line| !line.trim().is_empty());
    let Some(first) = first else { return Body { lines: Vec::new(), count: 0 } };
    let relative = indent_of(lines[first]).saturating_sub(base);
    let starts_block = lines[first].trim_start().starts_with(['#', '`', '~', '!', '?', '<', '|', '{']);
    if relative == 0 && (first > 0 || starts_block) {
        return Body { lines: Vec::new(), count: 0 };
    }
    // What a line of the body is indented by, and so what is taken off.
    let step = if relative == 0 { 4 } else { relative.min(4) };
    let mut count = first;
    let mut in_first_paragraph = relative == 0;
    let mut seen = first;
    for line in &lines[first..] {
        seen += 1;
        if line.trim().is_empty() {
            in_first_paragraph = false;
        } else if in_first_paragraph || indent_of(line) >= base + step {
            count = seen;
        } else {
            break;
        }
    }
    let body = lines[first..count].iter();
    Body { lines: body.map(|line| dedent(line, base + step)).collect(), count }
}

/// The paths of a line that is an include and nothing else.
fn include_line(content: &str) -> Option<Vec<String>> {
    let inner = content.trim_end().strip_prefix("{{")?.strip_suffix("}}")?;
    let files: Vec<String> = include_files(inner)?.map(str::to_owned).collect();
    (!files.is_empty()).then_some(files)
}

/// The name of an element opened at the start of a line whose content is markdown (`<div markdown="1">`).
fn markdown_in_html(content: &str) -> Option<String> {
    if !content.starts_with('<') || !content.contains("markdown") {
        return None;
    }
    match tokens(content).next()? {
        Token::Open { name, attributes, .. } => {
            attributes.iter().any(|(attribute, value)| attribute == "markdown" && *value != "0").then_some(name)
        }
        _ => None,
    }
}

fn closes_tag(content: &str, name: &str) -> bool {
    content.starts_with("</")
        && matches!(tokens(content).next(), Some(Token::Close { name: closed, .. }) if closed == name)
}
