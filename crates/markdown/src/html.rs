//! Writes the parser's events as HTML.
//!
//! Every element that is opened is put on a stack and closed from there, raw ones included, so that the output is well
//! nested whatever the input does, and bounded in depth.

mod footnotes;
mod links;
mod raw;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use links::external;
pub(crate) use links::figure_text;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use crate::code::{language, write_code};
use crate::escape::{escape, escape_value};
use crate::headings::Headings;
use crate::pieces::{Piece, include_files, pieces};
use crate::source::{Admonition, Marked, Source};
use crate::{Dialect, Reference, RenderContext, Rendered, sanitise};

/// Elements within elements; deeper ones are left out and their text stays.
const DEEPEST_NESTING: usize = 48;

pub(crate) fn render(markdown: &str, context: &RenderContext<'_>, dialect: Dialect) -> Rendered {
    let (html, images, mut rendered) = written(markdown, context, dialect);
    rendered.html = sanitise::clean(html, &images);
    rendered
}

/// What the writer makes of a text, not yet sanitised; the addresses of its images; and what goes with it.
pub(crate) fn written(
    markdown: &str,
    context: &RenderContext<'_>,
    dialect: Dialect,
) -> (String, BTreeSet<String>, Rendered) {
    let source = Source::new(markdown, dialect);
    let events = source.events();
    let headings = Headings::read(&events, context, dialect);
    let mut writer = Writer {
        events: &events,
        at: 0,
        source: &source,
        context,
        dialect,
        out: String::with_capacity(markdown.len() + markdown.len() / 2),
        open: Vec::new(),
        links: 0,
        headings,
        next_heading: 0,
        references: Vec::new(),
        seen: BTreeSet::new(),
        raw_code: 0,
        alignments: Vec::new(),
        cell: 0,
        in_head: false,
        title_of: None,
        footnotes: BTreeMap::new(),
        footnote_starts: Vec::new(),
        images: BTreeSet::new(),
    };
    writer.all();
    let rendered = Rendered { html: String::new(), references: writer.references, headings: writer.headings.list };
    (writer.out, writer.images, rendered)
}

/// An element that is open.
#[derive(Debug)]
pub(crate) enum Open {
    /// From an event; holds what closes it.
    Own(Cow<'static, str>),
    /// A link from an event or from raw HTML; counted, because links don't nest.
    Link(Box<Open>),
    /// From raw HTML, by its name.
    Raw { name: &'static str, inline: bool },
}

pub(crate) struct Writer<'e, 'c> {
    events: &'e [Event<'e>],
    at: usize,
    source: &'e Source<'e>,
    pub(crate) context: &'c RenderContext<'c>,
    dialect: Dialect,
    pub(crate) out: String,
    pub(crate) open: Vec<Open>,
    /// How many links are open; more than one means that the inner ones are not written.
    pub(crate) links: usize,
    headings: Headings,
    next_heading: usize,
    references: Vec<Reference>,
    /// The ids in `references`.
    seen: BTreeSet<String>,
    /// How many raw elements are open whose text is code.
    raw_code: usize,
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    /// The admonition whose title the next paragraph is.
    title_of: Option<&'e Admonition>,
    /// Number and HTML of each footnote by its label.
    footnotes: BTreeMap<String, (usize, String)>,
    footnote_starts: Vec<(String, usize)>,
    images: BTreeSet<String>,
}

impl<'e> Writer<'e, '_> {
    fn all(&mut self) {
        while let Some(event) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(*tag),
                Event::Text(text) => self.text(text),
                Event::Code(code) => self.code(code),
                Event::SoftBreak if self.dialect == Dialect::Standard => self.out.push('\n'),
                Event::SoftBreak | Event::HardBreak => self.out.push_str("<br>\n"),
                Event::Rule => self.out.push_str("<hr>\n"),
                Event::Html(html) | Event::InlineHtml(html) => self.inline_html(html),
                Event::FootnoteReference(label) => self.footnote_reference(label),
                Event::TaskListMarker(done) => {
                    let (class, sign) = if *done { ("task-done", '☑') } else { ("task-open", '☐') };
                    let _ = write!(self.out, "<span class=\"task {class}\">{sign}</span> ");
                }
                // Not switched on; shown as written.
                Event::InlineMath(text) | Event::DisplayMath(text) => escape(&mut self.out, text),
            }
        }
        while let Some(open) = self.open.pop() {
            self.close(open);
        }
        self.write_footnotes();
    }

    fn start(&mut self, tag: &'e Tag<'e>) {
        match tag {
            Tag::Paragraph => self.paragraph(),
            Tag::Heading { .. } => self.heading(),
            Tag::BlockQuote(kind) => self.block_quote(*kind),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::HtmlBlock => self.html_block(),
            Tag::List(None) => self.own("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.own("<ol>\n", "</ol>\n"),
            Tag::List(Some(first)) => self.own(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            Tag::Item => self.own("<li>", "</li>\n"),
            Tag::FootnoteDefinition(label) => {
                self.footnote_starts.push((label.to_string(), self.out.len()));
                self.open.push(Open::Own(Cow::Borrowed("")));
            }
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.own("<div class=\"table\"><table>\n", "</tbody></table></div>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.cell = 0;
                self.own("<thead><tr>", "</tr></thead>\n<tbody>\n");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.own("<tr>", "</tr>\n");
            }
            Tag::TableCell => self.table_cell(),
            Tag::Emphasis => self.own("<em>", "</em>"),
            Tag::Strong => self.own("<strong>", "</strong>"),
            Tag::Strikethrough => self.own("<del>", "</del>"),
            Tag::Superscript => self.own("<sup>", "</sup>"),
            Tag::Subscript => self.own("<sub>", "</sub>"),
            Tag::Link { link_type, dest_url, .. } => self.link(*link_type, dest_url),
            Tag::Image { dest_url, .. } => self.image(dest_url),
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition | Tag::MetadataBlock(_) => {
                self.own("", "");
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        // Raw elements that were opened inside end with what holds them.
        while let Some(open) = self.open.pop() {
            let is_raw = match &open {
                Open::Raw { .. } => true,
                Open::Link(inner) => matches!(**inner, Open::Raw { .. }),
                Open::Own(_) => false,
            };
            self.close(open);
            if !is_raw {
                break;
            }
        }
        match tag {
            TagEnd::TableHead => self.in_head = false,
            TagEnd::FootnoteDefinition => {
                if let Some((label, start)) = self.footnote_starts.pop() {
                    let html = self.out.split_off(start);
                    let number = self.footnote_number(&label);
                    self.footnotes.insert(label, (number, html));
                }
            }
            _ => {}
        }
    }

    /// Code within a line.
    fn code(&mut self, code: &str) {
        let code = self.source.restore(code);
        self.out.push_str("<code>");
        escape(&mut self.out, &code);
        self.out.push_str("</code>");
    }

    /// Opens an element of the event at hand.
    fn own(&mut self, start: &str, close: impl Into<Cow<'static, str>>) {
        if self.open.len() >= DEEPEST_NESTING {
            self.open.push(Open::Own(Cow::Borrowed("")));
        } else {
            self.out.push_str(start);
            self.open.push(Open::Own(close.into()));
        }
    }

    pub(crate) fn close(&mut self, open: Open) {
        match open {
            Open::Own(close) => self.out.push_str(&close),
            Open::Raw { name, inline } => {
                self.raw_code -= usize::from(is_code(name));
                let _ = write!(self.out, "</{name}>");
                if !inline {
                    self.out.push('\n');
                }
            }
            Open::Link(inner) => {
                self.links -= 1;
                self.close(*inner);
            }
        }
    }

    /// Remembers a raw element whose start was written.
    pub(crate) fn opened_raw(&mut self, name: &'static str, inline: bool) {
        self.raw_code += usize::from(is_code(name));
        self.open.push(Open::Raw { name, inline });
    }

    pub(crate) fn is_full(&self) -> bool {
        self.open.len() >= DEEPEST_NESTING
    }

    fn paragraph(&mut self) {
        if let Some(admonition) = self.title_of.take() {
            let (start, close) = match admonition.fold {
                None => ("<p class=\"admonition-title\">", "</p>\n"),
                Some(_) => ("<summary>", "</summary>\n"),
            };
            self.own(start, close);
        } else if let Some(end) = self.only_includes() {
            for event in &self.events[self.at..end] {
                if let Event::Text(text) = event
                    && let Some((Marked::Include(files), _)) = self.source.mark(text)
                {
                    for file in files {
                        self.include(file);
                    }
                }
            }
            self.at = end + 1;
        } else {
            self.own("<p>", "</p>\n");
        }
    }

    /// Where the paragraph that begins here ends, if it is nothing but includes.
    fn only_includes(&self) -> Option<usize> {
        for (offset, event) in self.events[self.at..].iter().enumerate() {
            match event {
                Event::Text(text) if matches!(self.source.mark(text), Some((Marked::Include(_), ""))) => {}
                Event::SoftBreak if offset > 0 => {}
                Event::End(TagEnd::Paragraph) if offset > 0 => return Some(self.at + offset),
                _ => return None,
            }
        }
        None
    }

    fn heading(&mut self) {
        let Some(heading) = self.headings.list.get(self.next_heading) else { return self.own("", "") };
        self.next_heading += 1;
        let mut start = format!("<h{} id=\"", heading.level);
        escape_value(&mut start, &heading.id);
        start.push_str("\">");
        let close = format!("</h{}>\n", heading.level);
        self.own(&start, close);
    }

    fn block_quote(&mut self, kind: Option<BlockQuoteKind>) {
        if let Some(Event::Start(Tag::Paragraph)) = self.events.get(self.at)
            && let Some(Event::Text(text)) = self.events.get(self.at + 1)
            && let Some((Marked::Admonition(admonition), _)) = self.source.mark(text)
        {
            self.title_of = Some(admonition);
            let (element, open) = match admonition.fold {
                None => ("div", ""),
                Some(false) => ("details", ""),
                Some(true) => ("details", " open=\"\""),
            };
            let start = format!("<{element} class=\"admonition admonition-{}\"{open}>", admonition.kind);
            return self.own(&start, format!("</{element}>\n"));
        }
        let Some(kind) = kind else { return self.own("<blockquote>\n", "</blockquote>\n") };
        let name = alert(kind);
        let mut start = format!("<div class=\"admonition admonition-{name}\"><p class=\"admonition-title\">");
        escape(&mut start, self.context.words.title(name));
        start.push_str("</p>\n");
        self.own(&start, "</div>\n");
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => language(info),
            CodeBlockKind::Indented => String::new(),
        };
        let mut code = String::new();
        while let Some(event) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Text(text) => code.push_str(text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        let code = self.source.restore(&code);
        write_code(&mut self.out, &language, &code);
    }

    fn table_cell(&mut self) {
        let class = match self.alignments.get(self.cell) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        self.cell += 1;
        let element = if self.in_head { "th" } else { "td" };
        self.own(&format!("<{element}{class}>"), format!("</{element}>"));
    }

    /// A run of text: escaped, with references, includes and addresses put in.
    pub(crate) fn text(&mut self, text: &str) {
        if self.raw_code > 0 {
            let text = self.source.restore(text);
            return escape(&mut self.out, &text);
        }
        let dialect = self.dialect;
        pieces(text, dialect, |piece| match piece {
            Piece::Text(text) => escape(&mut self.out, text),
            Piece::Reference(id) => self.reference(id),
            Piece::Include(files) => {
                for (index, file) in include_files(files).into_iter().flatten().enumerate() {
                    self.include_inline(index, file);
                }
            }
            Piece::Address(address) => {
                if self.links > 0 {
                    escape(&mut self.out, address);
                } else {
                    self.out.push_str(&external(address));
                    escape(&mut self.out, address);
                    self.out.push_str("</a>");
                }
            }
            Piece::Mark(mark) => self.mark(mark, text),
        });
    }

    fn mark(&mut self, mark: &str, text: &str) {
        match self.source.mark(mark) {
            Some((Marked::Admonition(admonition), _)) if mark.len() == text.len() => {
                escape(&mut self.out, admonition.default_title(&self.context.words));
            }
            Some((Marked::Include(files), _)) => {
                for (index, file) in files.iter().enumerate() {
                    self.include_inline(index, file);
                }
            }
            Some((Marked::Admonition(_), _)) | None => {}
        }
    }

    fn html_block(&mut self) {
        let mut html = String::new();
        while let Some(event) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Html(part) | Event::Text(part) | Event::InlineHtml(part) => html.push_str(part),
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        let html = self.source.restore(&html).into_owned();
        if self.dialect == Dialect::Note {
            self.out.push_str("<p>");
            for (index, line) in html.trim_end().split('\n').enumerate() {
                if index > 0 {
                    self.out.push_str("<br>\n");
                }
                self.text(line);
            }
            self.out.push_str("</p>\n");
        } else {
            self.raw_block(&html);
        }
    }

    fn inline_html(&mut self, html: &str) {
        if self.dialect == Dialect::Note {
            escape(&mut self.out, html);
        } else {
            self.raw_inline(html);
        }
    }
}

fn is_code(element: &str) -> bool {
    matches!(element, "code" | "pre" | "kbd")
}

pub(crate) const fn alert(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important | BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "danger",
    }
}
