//! Markdown as plain data, for the PDF report: the shape of it.

use serde::{Deserialize, Serialize};

use crate::block_builder::read;
use crate::{Dialect, RenderContext};

/// A block of text. In JSON, `kind` tells which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading, without markup.
    Heading {
        /// 1 to 6; the topmost of a text is 1, or the context's level.
        level: u8,
        /// Its text.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its parts.
        inlines: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether the items are numbered.
        ordered: bool,
        /// Number of the first item; 1 where they are not numbered.
        start: u64,
        /// The blocks of each item.
        items: Vec<Vec<Block>>,
    },
    /// Code, or the content of an included file.
    Code {
        /// Lower-case name such as `kotlin`; empty where none is given.
        language: String,
        /// The code, without the last line break.
        text: String,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// A note, warning or the like, set apart from the text.
    Admonition {
        /// `note`, `info`, `tip`, `warning`, `danger`, `example` or `quote`.
        tone: String,
        /// Its title.
        title: Vec<Inline>,
        /// Its content.
        blocks: Vec<Block>,
    },
    /// A table; each row has as many cells as the head.
    Table {
        /// The cells of the head.
        head: Vec<Vec<Inline>>,
        /// The cells of each row.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A rule between paragraphs.
    Rule,
}

/// A part of a paragraph. In JSON, `kind` tells which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Inline {
    /// Text as it is.
    Text {
        /// The text.
        text: String,
    },
    /// Strong emphasis.
    Strong {
        /// What is emphasised.
        inlines: Vec<Inline>,
    },
    /// Emphasis.
    Emphasis {
        /// What is emphasised.
        inlines: Vec<Inline>,
    },
    /// Text struck through.
    Strikethrough {
        /// What is struck through.
        inlines: Vec<Inline>,
    },
    /// Code within a line.
    Code {
        /// The code.
        text: String,
    },
    /// A link to the web or a mailbox; others are only their text.
    Link {
        /// `https:`, `http:` or `mailto:` address.
        url: String,
        /// Its text.
        inlines: Vec<Inline>,
    },
    /// A line break.
    Break,
}

/// A note as blocks. Single newlines are line breaks, raw HTML is text, pictures are their alternative text.
pub fn blocks(markdown: &str) -> Vec<Block> {
    read(markdown, &RenderContext { heading_level: 1, ..RenderContext::default() }, Dialect::Note)
}

/// OWASP's markdown (the body, without front matter) as blocks; references are shown by their titles.
pub fn standard_blocks(markdown: &str, context: &RenderContext<'_>) -> Vec<Block> {
    read(markdown, context, Dialect::Standard)
}
