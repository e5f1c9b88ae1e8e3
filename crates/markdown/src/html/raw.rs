//! Raw HTML inside OWASP's markdown: the elements that say something are written anew, without their attributes.

use std::fmt::Write as _;

use super::{Open, Writer};
use crate::escape::escape;
use crate::raw_tags::{Element, Token, element, tokens};

impl Writer<'_, '_> {
    /// A block of HTML. Block elements may stay open over the markdown that follows, inline ones end with it.
    pub(crate) fn raw_block(&mut self, html: &str) {
        let mut emptied: Option<String> = None;
        for token in tokens(html) {
            if let Some(name) = &emptied {
                if matches!(&token, Token::Close { name: closed, .. } if closed == name) {
                    emptied = None;
                }
                continue;
            }
            match token {
                Token::Open { name, attributes, raw } => {
                    if element(&name) == Element::Emptied && !raw.ends_with("/>") {
                        emptied = Some(name);
                    } else {
                        self.raw_open(&name, &attributes, raw, true);
                    }
                }
                Token::Close { name, raw } => self.raw_close(&name, raw),
                Token::Text(text) => self.raw_text(text),
            }
        }
        while self.open.last().is_some_and(is_inline) {
            if let Some(open) = self.open.pop() {
                self.close(open);
            }
        }
    }

    /// One tag or comment within a paragraph.
    pub(crate) fn raw_inline(&mut self, html: &str) {
        for token in tokens(html) {
            match token {
                Token::Open { name, attributes, raw } => self.raw_open(&name, &attributes, raw, false),
                Token::Close { name, raw } => self.raw_close(&name, raw),
                Token::Text(text) => self.raw_text(text),
            }
        }
    }

    fn raw_open(&mut self, name: &str, attributes: &[(String, String)], raw: &str, blocks: bool) {
        let value = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        match element(name) {
            Element::Void("hr") if !blocks => {}
            Element::Void(name) => {
                let _ = write!(self.out, "<{name}>");
            }
            Element::Image => {
                // Alone between paragraphs it is one of its own.
                let alone = blocks && self.open.last().is_none_or(|open| raw_name(open).is_none());
                self.out.push_str(if alone { "<p>" } else { "" });
                self.figure(value("src").unwrap_or_default(), value("alt").unwrap_or_default());
                self.out.push_str(if alone { "</p>\n" } else { "" });
            }
            Element::Inline("a") => {
                let start = value("href").and_then(|address| self.link_start(address));
                self.open_link(start, Open::Raw { name: "a", inline: true });
            }
            Element::Inline(name) if !self.is_full() => {
                let _ = write!(self.out, "<{name}>");
                self.opened_raw(name, true);
            }
            Element::Block(name) if blocks && !self.is_full() => {
                // Inline elements do not reach into blocks.
                while self.open.last().is_some_and(is_inline) {
                    if let Some(open) = self.open.pop() {
                        self.close(open);
                    }
                }
                let _ = write!(self.out, "<{name}");
                for span in ["colspan", "rowspan"] {
                    if matches!(name, "td" | "th")
                        && let Some(number) = value(span).and_then(|number| number.parse::<u8>().ok())
                    {
                        let _ = write!(self.out, " {span}=\"{number}\"");
                    }
                }
                if name == "details" && value("open").is_some() {
                    self.out.push_str(" open=\"\"");
                }
                self.out.push('>');
                self.opened_raw(name, false);
            }
            Element::Unknown => escape(&mut self.out, raw),
            Element::Inline(_) | Element::Block(_) | Element::Dropped | Element::Emptied => {}
        }
    }

    /// Closes the last open raw element of this name, with what is open inside it; never an element of the markdown.
    fn raw_close(&mut self, name: &str, raw: &str) {
        let name = match element(name) {
            Element::Inline(name) | Element::Block(name) => name,
            Element::Unknown => return escape(&mut self.out, raw),
            _ => return,
        };
        let raw_from = self.open.iter().rposition(|open| raw_name(open).is_none()).map_or(0, |position| position + 1);
        let Some(position) = self.open[raw_from..].iter().rposition(|open| raw_name(open) == Some(name)) else {
            return;
        };
        while self.open.len() > raw_from + position {
            if let Some(open) = self.open.pop() {
                self.close(open);
            }
        }
    }

    /// Text of raw HTML, in which entities stand as written.
    fn raw_text(&mut self, text: &str) {
        let start = self.out.len();
        self.text(text);
        if text.contains('&') {
            let written = self.out.split_off(start);
            self.out.push_str(&written.replace("&amp;", "&"));
        }
    }
}

fn raw_name(open: &Open) -> Option<&'static str> {
    match open {
        Open::Raw { name, .. } => Some(name),
        Open::Link(inner) => raw_name(inner),
        Open::Own(_) => None,
    }
}

fn is_inline(open: &Open) -> bool {
    match open {
        Open::Raw { inline, .. } => *inline,
        Open::Link(inner) => is_inline(inner),
        Open::Own(_) => false,
    }
}
