//! Markdown as bare text, for lists and for the search index.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::headings::push_plain;
use crate::raw_tags::{Element, Token, element, tokens};
use crate::source::Source;
use crate::{Dialect, RenderContext};

/// The first paragraph as one line of bare text, references as ids; where there is no paragraph, the first text at all.
/// Headings, code and pictures are passed over. Empty if nothing is left.
pub fn plain(markdown: &str) -> String {
    let paragraph = Reading::of(Wanted::FirstParagraph, markdown);
    if paragraph.is_empty() { Reading::of(Wanted::FirstText, markdown) } else { paragraph }
}

/// All the text as one line, headings and code included, for a search index.
pub fn text(markdown: &str) -> String {
    Reading::of(Wanted::Everything, markdown)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    FirstParagraph,
    /// The first block with text, code and headings apart.
    FirstText,
    Everything,
}

struct Reading {
    wanted: Wanted,
    out: String,
    /// Elements open whose text is not taken.
    hidden: usize,
    in_paragraph: bool,
}

impl Reading {
    fn of(wanted: Wanted, markdown: &str) -> String {
        let mut reading = Self { wanted, out: String::new(), hidden: 0, in_paragraph: false };
        reading.read(markdown);
        reading.out
    }

    fn read(&mut self, markdown: &str) {
        let source = Source::new(markdown, Dialect::Standard);
        let context = RenderContext::default();
        let everything = self.wanted == Wanted::Everything;
        for event in source.events() {
            match event {
                Event::Start(tag) => {
                    let hides = match tag {
                        Tag::CodeBlock(_) | Tag::Heading { .. } => !everything,
                        Tag::Image { .. } => true,
                        _ => false,
                    };
                    self.hidden += usize::from(hides);
                    self.in_paragraph |= matches!(tag, Tag::Paragraph);
                }
                Event::End(tag) => {
                    let hid = match tag {
                        TagEnd::CodeBlock | TagEnd::Heading(_) => !everything,
                        TagEnd::Image => true,
                        _ => false,
                    };
                    self.hidden -= usize::from(hid);
                    let ends_block = !matches!(
                        tag,
                        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
                    );
                    if tag == TagEnd::Paragraph {
                        self.in_paragraph = false;
                    }
                    if ends_block {
                        if !everything && !self.out.trim().is_empty() {
                            break;
                        }
                        self.push(" ");
                    }
                }
                // The title of an admonition is no text of its own.
                Event::Text(text) if source.mark(&text).is_some() => {}
                Event::Text(text) if self.takes() => {
                    let mut run = String::with_capacity(text.len());
                    if everything {
                        run.push_str(&source.restore(&text));
                    } else {
                        push_plain(&mut run, &text, &context, Dialect::Standard);
                    }
                    self.push(&run);
                }
                Event::Code(code) if self.takes() => self.push(&source.restore(&code)),
                Event::SoftBreak | Event::HardBreak => self.push(" "),
                Event::InlineHtml(html) | Event::Html(html) if self.takes() => self.html(&html),
                _ => {}
            }
        }
        self.out.truncate(self.out.trim_end().len());
    }

    const fn takes(&self) -> bool {
        self.hidden == 0 && (self.in_paragraph || !matches!(self.wanted, Wanted::FirstParagraph))
    }

    fn html(&mut self, html: &str) {
        for token in tokens(html) {
            match token {
                Token::Text(text) => self.push(text),
                Token::Open { name, raw, .. } | Token::Close { name, raw } => match element(&name) {
                    Element::Unknown => self.push(raw),
                    Element::Inline(_) => {}
                    _ => self.push(" "),
                },
            }
        }
    }

    /// Adds text, runs of white space as one space.
    fn push(&mut self, text: &str) {
        for character in text.chars() {
            if !character.is_whitespace() {
                self.out.push(character);
            } else if !self.out.is_empty() && !self.out.ends_with(' ') {
                self.out.push(' ');
            }
        }
    }
}
