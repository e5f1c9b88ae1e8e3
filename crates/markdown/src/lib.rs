//! OWASP's markdown and users' notes, to sanitised HTML and to report blocks.
//!
//! MASTG and MASWE are written for MkDocs, not for a CommonMark parser. [`render`] handles what they add: admonitions,
//! `@MASTG-TECH-0157` references, `{{ file }}` includes, icon short codes, images and links that are relative to
//! OWASP's own tree. [`render_note`] does the same for what users write, where raw HTML is shown as the text it is and
//! a single newline is a line break. [`blocks`] gives the same content as plain data for the PDF report, and [`plain`]
//! one paragraph of it for lists.
//!
//! Everything is untrusted. The writer only ever emits elements of its own, well nested and of bounded depth. Its output
//! is then read by a strict check (`checked`) that passes only what ammonia with a tight allow-list would not change by a
//! byte; what does not pass goes through ammonia as a whole (`sanitise`). None of the three relies on another. Nothing
//! in the result loads anything, unless the caller's image resolver names it.
//!
//! How it goes: `source` rewrites the lines that CommonMark would get wrong, pulldown-cmark parses, and `html` or
//! `blocks` walk over the events; `pieces` finds references and the like in runs of text. To support another addition
//! of OWASP's, start in `source` when it is a matter of lines and in `pieces` when it is inside a line.
//!
//! Front matter is not this crate's business: pass the body.

mod block_builder;
mod blocks;
mod checked;
mod code;
mod escape;
mod headings;
mod highlight;
mod html;
mod images;
mod links;
mod pieces;
mod plain;
mod raw_tags;
mod sanitise;
mod source;
mod words;

use serde::Serialize;

pub use blocks::{Block, Inline, blocks, standard_blocks};
pub use images::{image_path, images};
pub use plain::{plain, text};
pub use words::Words;

/// What a reference such as `MASTG-TECH-0157` or `MASVS-STORAGE-1` points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Title to show in place of the id; the id is shown where it is empty.
    pub title: String,
}

/// Finds the target of a reference by its id, without the `@`; `None` where nothing of that id is known.
pub type ResolveReference<'a> = dyn Fn(&str) -> Option<Target> + 'a;

/// Gives the text of an included file by the path as written, such as `MastgTest.kt` or `../MASTG-DEMO-0095/run.sh`.
pub type ResolveInclude<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Gives the id of the page that is a file of the repository, by the file's path as a text writes it, such as
/// `../../Document/0x05d-Testing-Data-Storage.md`; `None` where the file is no page.
///
/// The id must be known to [`ResolveReference`] too.
pub type ResolveFile<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Gives the address under which a picture can be shown (an asset or `data:image/…` URL) by the path as written.
///
/// Only what this returns is ever loaded.
pub type ResolveImage<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// What rendering needs to know from its caller.
#[derive(Clone, Copy)]
pub struct RenderContext<'a> {
    /// Level of the topmost headings of the text, 1 to 6; deeper ones follow, at most 6.
    pub heading_level: u8,
    /// Put before every id in the HTML, so that imported text cannot take an id of the page around it.
    pub id_prefix: &'a str,
    /// Titles of references.
    pub references: &'a ResolveReference<'a>,
    /// Pages by the files that texts link to; without it, such links are their text.
    pub files: Option<&'a ResolveFile<'a>>,
    /// Contents of included files; without it, a placeholder names the file.
    pub includes: Option<&'a ResolveInclude<'a>>,
    /// Addresses of pictures; without it, a placeholder gives the alternative text.
    pub images: Option<&'a ResolveImage<'a>>,
    /// What to call what has no words of its own.
    pub words: Words<'a>,
}

impl Default for RenderContext<'_> {
    /// Headings from level 3, ids after `text-`, nothing resolved, words in English.
    fn default() -> Self {
        Self {
            heading_level: 3,
            id_prefix: "text-",
            references: &|_| None,
            files: None,
            includes: None,
            images: None,
            words: Words::ENGLISH,
        }
    }
}

impl std::fmt::Debug for RenderContext<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RenderContext")
            .field("heading_level", &self.heading_level)
            .field("id_prefix", &self.id_prefix)
            .finish_non_exhaustive()
    }
}

/// Sanitised HTML with what the caller may want beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rendered {
    /// The HTML, without a surrounding element. Empty for an empty text.
    pub html: String,
    /// Every reference outside code, each id once, in the order of the text.
    pub references: Vec<Reference>,
    /// The headings in the order of the text.
    pub headings: Vec<Heading>,
}

/// A reference met in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// The id without `@`, such as `MASTG-TECH-0157`.
    pub id: String,
    /// Whether the resolver knew it; an unknown one is shown as its id, not as a link.
    pub known: bool,
}

/// A heading of a rendered text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// Level in the HTML, 1 to 6.
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// Its id in the HTML, prefix included.
    pub id: String,
}

/// What the markdown was written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// MkDocs with OWASP's additions.
    Standard,
    /// A user's note.
    Note,
}

/// Renders OWASP's markdown (the body, without front matter) to sanitised HTML.
///
/// References become `<a class="reference" data-reference="ID" href="#ID">`, outside links
/// `<a class="external" rel="noopener noreferrer">`; links into OWASP's own tree or site become references (with
/// `data-anchor` where they lead to a heading of a page) or plain text. Words of code are in spans `code-keyword` and
/// the like.
pub fn render(markdown: &str, context: &RenderContext<'_>) -> Rendered {
    html::render(markdown, context, Dialect::Standard)
}

/// Renders a user's note to sanitised HTML.
///
/// Single newlines are kept as line breaks, addresses become links, and raw HTML is shown as text.
pub fn render_note(markdown: &str, context: &RenderContext<'_>) -> Rendered {
    html::render(markdown, context, Dialect::Note)
}

/// The steps of [`render`] one by one, for tests that compare them.
#[doc(hidden)]
pub mod steps {
    use std::collections::BTreeSet;

    use crate::{Dialect, RenderContext};

    /// What the writer makes of OWASP's markdown or of a note, before anything is checked. Not for showing.
    pub fn written(markdown: &str, context: &RenderContext<'_>, note: bool) -> String {
        let dialect = if note { Dialect::Note } else { Dialect::Standard };
        crate::html::written(markdown, context, dialect).0
    }

    /// Whether HTML without images passes the check, so that it needs no sanitising.
    pub fn passes(html: &str) -> bool {
        crate::checked::is_clean(html, &BTreeSet::new())
    }

    /// What sanitising leaves of HTML without images.
    pub fn sanitised(html: &str) -> String {
        crate::sanitise::sanitise(html, &BTreeSet::new())
    }
}
