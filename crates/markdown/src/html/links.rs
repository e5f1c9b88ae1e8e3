//! What leads elsewhere: references, links, included files and pictures.

use std::borrow::Cow;
use std::fmt::Write as _;

use pulldown_cmark::{Event, LinkType};

use super::{Open, Writer};
use crate::Reference;
use crate::code::{language_of, write_code};
use crate::escape::{escape, escape_value};
use crate::headings::push_plain;
use crate::links::{Link, classify, id_on_owasps_site, is_anchor, is_outside, is_page_id};
use crate::words::Words;

impl Writer<'_, '_> {
    pub(super) fn reference(&mut self, id: &str) {
        let target = self.note_reference(id);
        let title = target.as_deref().filter(|title| !title.is_empty()).unwrap_or(id);
        if self.links > 0 {
            return escape(&mut self.out, title);
        }
        // An id is letters, digits and hyphens: nothing to escape.
        if target.is_some() {
            let _ = write!(self.out, "<a class=\"reference\" data-reference=\"{id}\" href=\"#{id}\">");
            escape(&mut self.out, title);
            self.out.push_str("</a>");
        } else {
            let _ = write!(self.out, "<span class=\"reference unknown\" data-reference=\"{id}\">{id}</span>");
        }
    }

    /// Remembers a reference; gives its title, if it is known.
    fn note_reference(&mut self, id: &str) -> Option<String> {
        let target = (self.context.references)(id);
        if self.seen.insert(id.to_owned()) {
            self.references.push(Reference { id: id.to_owned(), known: target.is_some() });
        }
        target.map(|target| target.title)
    }

    pub(super) fn include(&mut self, file: &str) {
        self.out.push_str("<figure class=\"include\"><figcaption>");
        escape(&mut self.out, file);
        self.out.push_str("</figcaption>");
        if let Some(content) = self.context.includes.and_then(|includes| includes(file)) {
            write_code(&mut self.out, language_of(file), &content);
        }
        self.out.push_str("</figure>\n");
    }

    pub(super) fn include_inline(&mut self, index: usize, file: &str) {
        if index > 0 {
            self.out.push_str(", ");
        }
        self.out.push_str("<code>");
        escape(&mut self.out, file);
        self.out.push_str("</code>");
    }

    pub(super) fn link(&mut self, link_type: LinkType, address: &str) {
        let address = self.source.restore(address);
        let address = if link_type == LinkType::Email { format!("mailto:{address}") } else { address.into_owned() };
        let start = self.link_start(&address);
        self.open_link(start, Open::Own(Cow::Borrowed("</a>")));
    }

    /// Opens a link with this start tag, or nothing where it leads nowhere or links are open already.
    pub(crate) fn open_link(&mut self, start: Option<String>, open: Open) {
        match start {
            Some(start) if self.links == 0 && !self.is_full() => {
                self.out.push_str(&start);
                self.links += 1;
                self.open.push(Open::Link(Box::new(open)));
            }
            // A raw link that is not opened has no end to wait for: its end tag will find nothing.
            _ => {
                if matches!(open, Open::Own(_)) {
                    self.open.push(Open::Own(Cow::Borrowed("")));
                }
            }
        }
    }

    /// The start tag of a link to this address, if it leads anywhere.
    pub(crate) fn link_start(&mut self, address: &str) -> Option<String> {
        match classify(address) {
            Link::External(address) => {
                let inside = id_on_owasps_site(address).and_then(|id| self.reference_start(id, None));
                Some(inside.unwrap_or_else(|| external(address)))
            }
            Link::Heading(slug) => {
                let id = self.headings.id_of(slug)?;
                let mut start = "<a href=\"#".to_owned();
                escape_value(&mut start, id);
                start.push_str("\">");
                Some(start)
            }
            Link::Reference(id) => self.reference_start(id, None),
            Link::File { path, anchor } => {
                let id = self.context.files.and_then(|files| files(path)).filter(|id| is_page_id(id))?;
                self.reference_start(&id, anchor)
            }
            Link::Nowhere => None,
        }
    }

    /// The start tag of a link to what is known by an id, if it is known.
    fn reference_start(&mut self, id: &str, anchor: Option<&str>) -> Option<String> {
        self.note_reference(id)?;
        let mut start = format!("<a class=\"reference\" data-reference=\"{id}\" href=\"#{id}\"");
        if let Some(anchor) = anchor.filter(|anchor| is_anchor(anchor)) {
            let _ = write!(start, " data-anchor=\"{anchor}\"");
        }
        start.push('>');
        Some(start)
    }

    pub(super) fn image(&mut self, address: &str) {
        let mut alternative = String::new();
        let mut depth = 1;
        while depth > 0
            && let Some(event) = self.events.get(self.at)
        {
            self.at += 1;
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Text(text) => push_plain(&mut alternative, text, self.context, self.dialect),
                Event::Code(code) => alternative.push_str(code),
                Event::SoftBreak | Event::HardBreak => alternative.push(' '),
                _ => {}
            }
        }
        let address = self.source.restore(address);
        self.figure(&address, &alternative);
    }

    /// A picture, where the caller has one for it, else its alternative text or its name.
    pub(crate) fn figure(&mut self, address: &str, alternative: &str) {
        if let Some(shown) = self.context.images.and_then(|images| images(address)) {
            self.out.push_str("<img class=\"figure\" src=\"");
            escape_value(&mut self.out, &shown);
            self.out.push_str("\" alt=\"");
            escape_value(&mut self.out, alternative.trim());
            self.out.push_str("\">");
            self.images.insert(shown);
            return;
        }
        self.out.push_str("<span class=\"figure\">");
        escape(&mut self.out, &figure_text(&self.context.words, address, alternative));
        self.out.push_str("</span>");
    }
}

/// The start tag of a link that leads outside; the address must be one of those.
pub(super) fn external(address: &str) -> String {
    debug_assert!(is_outside(address), "classified before");
    let mut start = "<a class=\"external\" href=\"".to_owned();
    escape_value(&mut start, address);
    start.push_str("\" rel=\"noopener noreferrer\">");
    start
}

/// What stands in for a picture.
pub(crate) fn figure_text(words: &Words<'_>, address: &str, alternative: &str) -> String {
    let alternative = alternative.trim();
    if !alternative.is_empty() {
        return format!("{}: {alternative}", words.figure);
    }
    let name = address.split(['?', '#']).next().unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if name.is_empty() || address.trim_start().to_ascii_lowercase().starts_with("data:") {
        words.figure.to_owned()
    } else {
        format!("{}: {name}", words.figure)
    }
}
