//! Puts blocks together from the parser's events.
//!
//! A stack of frames instead of recursion, and of bounded height: nested input costs no more than flat input.

use std::collections::BTreeMap;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use crate::blocks::{Block, Inline};
use crate::code::{language, language_of};
use crate::headings::{Headings, title_or_id};
use crate::html::{alert, figure_text};
use crate::links::{Link, classify};
use crate::pieces::{Piece, include_files, pieces};
use crate::raw_tags::{Element, Token, element, tokens};
use crate::source::{Marked, Source};
use crate::{Dialect, RenderContext};

pub(crate) fn read(markdown: &str, context: &RenderContext<'_>, dialect: Dialect) -> Vec<Block> {
    let source = Source::new(markdown, dialect);
    let events = source.events();
    let headings = Headings::read(&events, context, dialect);
    let mut levels = headings.list.into_iter();
    let mut builder = Builder {
        source: &source,
        context,
        dialect,
        frames: vec![Frame::new(Kind::Blocks)],
        skipped: 0,
        title_next: false,
        footnotes: BTreeMap::new(),
        notes: Vec::new(),
    };
    let mut iterator = events.iter().peekable();
    while let Some(event) = iterator.next() {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                let heading = levels.next();
                let (level, text) = heading.map_or((1, String::new()), |heading| (heading.level, heading.text));
                builder.block(Block::Heading { level, text });
                // The text is known; what makes it up is passed over.
                for event in iterator.by_ref() {
                    if matches!(event, Event::End(TagEnd::Heading(_))) {
                        break;
                    }
                }
            }
            Event::Start(Tag::BlockQuote(None)) if builder.skipped == 0 => {
                let mut ahead = iterator.clone();
                let admonition = match (ahead.next(), ahead.next()) {
                    (Some(Event::Start(Tag::Paragraph)), Some(Event::Text(text))) => source.mark(text),
                    _ => None,
                };
                if let Some((Marked::Admonition(admonition), _)) = admonition {
                    builder.title_next = true;
                    let kind = Kind::Admonition { tone: admonition.kind, title: Vec::new() };
                    builder.open(kind);
                } else {
                    builder.open(Kind::Quote);
                }
            }
            event => builder.event(event),
        }
    }
    builder.finish()
}

/// How many blocks and inlines may be nested; deeper ones are left out and their text stays.
const DEEPEST_NESTING: usize = 32;

/// What is being put together.
#[derive(Debug)]
enum Kind {
    Blocks,
    Quote,
    Admonition { tone: &'static str, title: Vec<Inline> },
    Title,
    List { ordered: bool, start: u64, items: Vec<Vec<Block>> },
    Item,
    Footnote(usize),
    Paragraph,
    Code { language: String, text: String },
    Html(String),
    Table { head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>>, row: Vec<Vec<Inline>> },
    Cell,
    Strong,
    Emphasis,
    Strikethrough,
    Link(String),
    Image(String),
}

#[derive(Debug)]
struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
    /// In a frame of blocks: text of a tight list, not yet a paragraph.
    inlines: Vec<Inline>,
}

impl Frame {
    const fn new(kind: Kind) -> Self {
        Self { kind, blocks: Vec::new(), inlines: Vec::new() }
    }

    fn take_blocks(mut self) -> (Kind, Vec<Block>) {
        self.gather();
        (self.kind, self.blocks)
    }

    /// Makes a paragraph of loose inlines.
    fn gather(&mut self) {
        let inlines = trimmed(std::mem::take(&mut self.inlines));
        if !inlines.is_empty() {
            self.blocks.push(Block::Paragraph { inlines });
        }
    }
}

struct Builder<'e, 'c> {
    source: &'e Source<'e>,
    context: &'c RenderContext<'c>,
    dialect: Dialect,
    frames: Vec<Frame>,
    /// Elements open that are nested too deep to be kept.
    skipped: usize,
    title_next: bool,
    /// Number of each footnote by its label.
    footnotes: BTreeMap<String, usize>,
    notes: Vec<(usize, Vec<Block>)>,
}

impl Builder<'_, '_> {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                let text = self.source.restore(code).into_owned();
                self.inline(Inline::Code { text });
            }
            Event::SoftBreak if self.dialect == Dialect::Standard => self.push_text(" "),
            Event::SoftBreak | Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            Event::Html(html) | Event::InlineHtml(html) => {
                if let Some(Frame { kind: Kind::Html(block), .. }) = self.frames.last_mut() {
                    block.push_str(html);
                } else {
                    self.html(html);
                }
            }
            Event::FootnoteReference(label) => {
                let number = self.footnote_number(label);
                self.push_text(&format!("[{number}]"));
            }
            Event::TaskListMarker(done) => self.push_text(if *done { "[x] " } else { "[ ] " }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(text),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let kind = match tag {
            Tag::Paragraph if std::mem::take(&mut self.title_next) => Kind::Title,
            Tag::Paragraph => Kind::Paragraph,
            Tag::BlockQuote(None) => Kind::Quote,
            Tag::BlockQuote(Some(alert_kind)) => {
                let tone = alert(*alert_kind);
                Kind::Admonition { tone, title: vec![Inline::Text { text: self.context.words.title(tone).to_owned() }] }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Code { language: language(info), text: String::new() },
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code { language: String::new(), text: String::new() },
            Tag::HtmlBlock => Kind::Html(String::new()),
            Tag::List(start) => Kind::List { ordered: start.is_some(), start: start.unwrap_or(1), items: Vec::new() },
            Tag::Item => Kind::Item,
            Tag::FootnoteDefinition(label) => Kind::Footnote(self.footnote_number(label)),
            Tag::Table(_) => Kind::Table { head: Vec::new(), rows: Vec::new(), row: Vec::new() },
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strikethrough,
            Tag::Link { link_type, dest_url, .. } => {
                let address = self.source.restore(dest_url);
                let address = if *link_type == LinkType::Email { format!("mailto:{address}") } else { address.into() };
                Kind::Link(address)
            }
            Tag::Image { dest_url, .. } => Kind::Image(self.source.restore(dest_url).into_owned()),
            // Rows gather in the frame of their table; the rest is not switched on, or handled before.
            _ => return,
        };
        self.open(kind);
    }

    fn open(&mut self, kind: Kind) {
        if self.skipped > 0 || self.frames.len() > DEEPEST_NESTING {
            self.skipped += 1;
        } else {
            self.frames.push(Frame::new(kind));
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::TableHead | TagEnd::TableRow => {
                if self.skipped == 0
                    && let Some(Frame { kind: Kind::Table { head, rows, row }, .. }) = self.frames.last_mut()
                {
                    let row = std::mem::take(row);
                    if tag == TagEnd::TableHead { *head = row } else { rows.push(row) }
                }
                return;
            }
            TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => return,
            _ => {}
        }
        if self.skipped > 0 {
            self.skipped -= 1;
            if matches!(tag, TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) {
                self.push_text(" ");
            }
        } else if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            self.close(frame);
        }
    }

    fn close(&mut self, frame: Frame) {
        match frame.kind {
            Kind::Blocks => {}
            Kind::Paragraph => {
                let inlines = trimmed(frame.inlines);
                if !inlines.is_empty() {
                    self.block(Block::Paragraph { inlines });
                }
            }
            Kind::Title => {
                if let Some(Frame { kind: Kind::Admonition { title, .. }, .. }) = self.frames.last_mut() {
                    *title = trimmed(frame.inlines);
                }
            }
            Kind::Code { language, text } => {
                let text = self.source.restore(text.strip_suffix('\n').unwrap_or(&text)).into_owned();
                self.block(Block::Code { language, text });
            }
            Kind::Html(html) => {
                let html = self.source.restore(&html).into_owned();
                self.html(html.trim_end());
                if let Some(frame) = self.frames.last_mut().filter(|frame| frame.holds_blocks()) {
                    frame.gather();
                }
            }
            Kind::Table { head, rows, .. } => self.block(Block::Table { head, rows }),
            Kind::Cell => {
                if let Some(Frame { kind: Kind::Table { row, .. }, .. }) = self.frames.last_mut() {
                    row.push(trimmed(frame.inlines));
                }
            }
            Kind::Strong => self.inline(Inline::Strong { inlines: frame.inlines }),
            Kind::Emphasis => self.inline(Inline::Emphasis { inlines: frame.inlines }),
            Kind::Strikethrough => self.inline(Inline::Strikethrough { inlines: frame.inlines }),
            Kind::Link(address) => match classify(&address) {
                Link::External(url) => {
                    self.inline(Inline::Link { url: url.to_owned(), inlines: frame.inlines });
                }
                _ => frame.inlines.into_iter().for_each(|inline| self.inline(inline)),
            },
            Kind::Image(address) => {
                let alternative = plain_text(&frame.inlines);
                self.push_text(&format!("[{}]", figure_text(&self.context.words, &address, &alternative)));
            }
            Kind::Quote | Kind::Admonition { .. } | Kind::Item | Kind::Footnote(_) | Kind::List { .. } => {
                self.close_container(frame);
            }
        }
    }

    fn close_container(&mut self, frame: Frame) {
        let (kind, blocks) = frame.take_blocks();
        match kind {
            Kind::Admonition { tone, title } => {
                self.block(Block::Admonition { tone: tone.to_owned(), title, blocks });
            }
            Kind::List { ordered, start, items } => self.block(Block::List { ordered, start, items }),
            Kind::Item => {
                if let Some(Frame { kind: Kind::List { items, .. }, .. }) = self.frames.last_mut() {
                    items.push(blocks);
                }
            }
            Kind::Footnote(number) => self.notes.push((number, blocks)),
            _ => self.block(Block::Quote { blocks }),
        }
    }

    fn block(&mut self, block: Block) {
        if let Some(frame) = self.frames.iter_mut().rev().find(|frame| frame.holds_blocks()) {
            frame.gather();
            frame.blocks.push(block);
        }
    }

    fn inline(&mut self, inline: Inline) {
        if let Some(frame) = self.frames.last_mut() {
            frame.inlines.push(inline);
        }
    }

    fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(frame) = self.frames.last_mut() {
            if let Kind::Code { text: code, .. } = &mut frame.kind {
                code.push_str(text);
            } else if let Some(Inline::Text { text: last }) = frame.inlines.last_mut() {
                last.push_str(text);
            } else {
                frame.inlines.push(Inline::Text { text: text.to_owned() });
            }
        }
    }

    fn text(&mut self, text: &str) {
        match self.frames.last_mut().map(|frame| &mut frame.kind) {
            Some(Kind::Code { text: code, .. }) => return code.push_str(text),
            Some(Kind::Html(html)) => return html.push_str(text),
            _ => {}
        }
        let dialect = self.dialect;
        pieces(text, dialect, |piece| match piece {
            Piece::Address(address) => {
                let inlines = vec![Inline::Text { text: address.to_owned() }];
                if self.frames.iter().any(|frame| matches!(frame.kind, Kind::Link(_))) {
                    self.push_text(address);
                } else {
                    self.inline(Inline::Link { url: address.to_owned(), inlines });
                }
            }
            Piece::Include(files) => {
                for (index, file) in include_files(files).into_iter().flatten().enumerate() {
                    if index > 0 {
                        self.push_text(", ");
                    }
                    self.inline(Inline::Code { text: file.to_owned() });
                }
            }
            Piece::Mark(mark) => self.mark(mark, mark.len() == text.len()),
            Piece::Text(text) => self.push_text(text),
            Piece::Reference(id) => {
                let title = title_or_id(id, self.context);
                self.push_text(&title);
            }
        });
    }

    fn mark(&mut self, mark: &str, alone: bool) {
        let source = self.source;
        match source.mark(mark) {
            Some((Marked::Admonition(admonition), _)) if alone => {
                self.push_text(admonition.default_title(&self.context.words));
            }
            Some((Marked::Include(files), _)) => {
                for file in files {
                    let content = self.context.includes.and_then(|includes| includes(file));
                    if let Some(content) = content {
                        let text = content.strip_suffix('\n').unwrap_or(&content).to_owned();
                        self.block(Block::Code { language: language_of(file).to_owned(), text });
                    } else {
                        let inlines = vec![Inline::Code { text: file.clone() }];
                        self.block(Block::Paragraph { inlines });
                    }
                }
            }
            Some((Marked::Admonition(_), _)) | None => {}
        }
    }

    /// Raw HTML: in a note it is text; in OWASP's text only line breaks, pictures and what it encloses are kept.
    fn html(&mut self, html: &str) {
        if self.dialect == Dialect::Note {
            for (index, line) in html.split('\n').enumerate() {
                if index > 0 {
                    self.inline(Inline::Break);
                }
                self.text(line);
            }
            return;
        }
        let mut emptied: Option<String> = None;
        for token in tokens(html) {
            if let Some(name) = &emptied {
                if matches!(&token, Token::Close { name: closed, .. } if closed == name) {
                    emptied = None;
                }
                continue;
            }
            match token {
                Token::Text(text) => {
                    let text: Vec<&str> = text.split_whitespace().collect();
                    if !text.is_empty() {
                        self.text(&text.join(" "));
                        self.push_text(" ");
                    }
                }
                Token::Open { name, attributes, raw } => match element(&name) {
                    Element::Void("br") => self.inline(Inline::Break),
                    Element::Image => {
                        let value = |wanted: &str| {
                            let found = attributes.iter().find(|(name, _)| name == wanted);
                            found.map_or("", |(_, value)| value.as_str())
                        };
                        self.push_text(&format!("[{}]", figure_text(&self.context.words, value("src"), value("alt"))));
                    }
                    // A single tag within a line: its text comes as an event of its own and stays.
                    Element::Emptied if raw.len() < html.len() => emptied = Some(name),
                    Element::Unknown => self.push_text(raw),
                    _ => {}
                },
                Token::Close { name, raw } => {
                    if element(&name) == Element::Unknown {
                        self.push_text(raw);
                    }
                }
            }
        }
    }

    fn footnote_number(&mut self, label: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(label.to_owned()).or_insert(next)
    }

    fn finish(mut self) -> Vec<Block> {
        while self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            self.close(frame);
        }
        let mut blocks = self.frames.pop().map(Frame::take_blocks).map_or_else(Vec::new, |(_, blocks)| blocks);
        self.notes.sort_by_key(|(number, _)| *number);
        for (number, mut note) in self.notes {
            let label = Inline::Text { text: format!("[{number}] ") };
            if let Some(Block::Paragraph { inlines }) = note.first_mut() {
                inlines.insert(0, label);
            } else {
                note.insert(0, Block::Paragraph { inlines: vec![label] });
            }
            blocks.append(&mut note);
        }
        blocks
    }
}

impl Frame {
    const fn holds_blocks(&self) -> bool {
        matches!(self.kind, Kind::Blocks | Kind::Quote | Kind::Admonition { .. } | Kind::Item | Kind::Footnote(_))
    }
}

/// Inlines without white space and line breaks at either end.
fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    while let Some(Inline::Text { text }) = inlines.last_mut() {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            break;
        }
        inlines.pop();
    }
    while matches!(inlines.last(), Some(Inline::Break)) {
        inlines.pop();
    }
    let empty = |inline: &Inline| match inline {
        Inline::Text { text } => text.trim().is_empty(),
        Inline::Break => true,
        _ => false,
    };
    let leading = inlines.iter().take_while(|inline| empty(inline)).count();
    inlines.drain(..leading);
    if let Some(Inline::Text { text }) = inlines.first_mut() {
        let leading = text.len() - text.trim_start().len();
        text.drain(..leading);
    }
    inlines
}

/// The text of inlines without markup.
fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } => out.push_str(text),
            Inline::Break => out.push(' '),
            Inline::Strong { inlines }
            | Inline::Emphasis { inlines }
            | Inline::Strikethrough { inlines }
            | Inline::Link { inlines, .. } => out.push_str(&plain_text(inlines)),
        }
    }
    out
}
