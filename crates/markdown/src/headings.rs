//! The headings of a text, read before it is written, so that links can lead to later ones.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::pieces::{Piece, pieces};
use crate::{Dialect, Heading, RenderContext};

/// The headings in order, with levels moved to where the caller wants them.
#[derive(Debug)]
pub(crate) struct Headings {
    pub(crate) list: Vec<Heading>,
    /// Position in the list by lower-case slug.
    by_slug: BTreeMap<String, usize>,
}

impl Headings {
    /// Reads the headings. The topmost level of the text becomes the caller's level.
    pub(crate) fn read(events: &[Event<'_>], context: &RenderContext<'_>, dialect: Dialect) -> Self {
        let mut list = Vec::new();
        let mut by_slug = BTreeMap::new();
        let mut repeats = BTreeMap::new();
        let mut text: Option<String> = None;
        for event in events {
            match event {
                Event::Start(Tag::Heading { .. }) => text = Some(String::new()),
                Event::End(TagEnd::Heading(level)) => {
                    let title = text.take().unwrap_or_default().trim().to_owned();
                    let slug = unique(slug(&title), &by_slug, &mut repeats);
                    let id = format!("{}{slug}", context.id_prefix);
                    by_slug.insert(slug, list.len());
                    list.push(Heading { level: number(*level), text: title, id });
                }
                Event::Text(run) => {
                    if let Some(text) = &mut text {
                        push_plain(text, run, context, dialect);
                    }
                }
                Event::Code(code) => {
                    if let Some(text) = &mut text {
                        text.push_str(code);
                    }
                }
                Event::SoftBreak | Event::HardBreak => {
                    if let Some(text) = &mut text {
                        text.push(' ');
                    }
                }
                _ => {}
            }
        }
        let top = list.iter().map(|heading| heading.level).min().unwrap_or(1);
        for heading in &mut list {
            heading.level = (context.heading_level.max(1) + heading.level - top).min(6);
        }
        Self { list, by_slug }
    }

    /// The id of the heading with this slug, prefix included.
    pub(crate) fn id_of(&self, slug: &str) -> Option<&str> {
        let position = *self.by_slug.get(&slug.to_lowercase())?;
        self.list.get(position).map(|heading| heading.id.as_str())
    }
}

/// Adds a run of text without markup, references as their titles.
pub(crate) fn push_plain(out: &mut String, run: &str, context: &RenderContext<'_>, dialect: Dialect) {
    pieces(run, dialect, |piece| match piece {
        Piece::Text(text) | Piece::Address(text) => out.push_str(text),
        Piece::Include(files) => out.push_str(files.trim()),
        Piece::Reference(id) => out.push_str(&title_or_id(id, context)),
        Piece::Mark(_) => {}
    });
}

/// What a reference is shown as where it cannot be a link.
pub(crate) fn title_or_id(id: &str, context: &RenderContext<'_>) -> String {
    let title = (context.references)(id).map(|target| target.title);
    title.filter(|title| !title.is_empty()).unwrap_or_else(|| id.to_owned())
}

const fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The id that Python-Markdown gives a heading, so that OWASP's links to it hold; letters of any script stay.
fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for character in title.chars() {
        if character.is_alphanumeric() || character == '_' {
            slug.extend(character.to_lowercase());
        } else if (character.is_whitespace() || character == '-') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// The slug itself, or with `_1`, `_2` and so on where it is taken, as Python-Markdown does.
fn unique(slug: String, taken: &BTreeMap<String, usize>, repeats: &mut BTreeMap<String, usize>) -> String {
    if !taken.contains_key(&slug) {
        return slug;
    }
    let number = repeats.entry(slug.clone()).or_insert(0);
    loop {
        *number += 1;
        let candidate = format!("{slug}_{number}");
        if !taken.contains_key(&candidate) {
            return candidate;
        }
    }
}
