//! Users' words, already parsed: a template sets blocks and never reads markdown.

use serde::{Deserialize, Serialize};

pub use assay_markdown::{Block, Inline};

/// A sentence of ours: a code with values, which a template words in its language, and the sentence in English for
/// whoever does not know the code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// A stable word, such as `gate_findings_below`.
    pub code: String,
    /// What stands inside the sentence, in the order of the English one.
    pub values: Vec<String>,
    /// The sentence in English.
    pub words: String,
}

impl Said {
    /// A sentence with its code and values.
    pub fn new(code: &str, values: Vec<String>, words: impl Into<String>) -> Self {
        Self { code: code.to_owned(), values, words: words.into() }
    }
}

/// What somebody wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RichText {
    /// Whether the words were redacted; then there are no blocks.
    pub redacted: bool,
    /// Empty when nothing was written.
    pub blocks: Vec<Block>,
}

impl RichText {
    /// Words that were redacted.
    pub fn redacted() -> Self {
        Self { redacted: true, blocks: Vec::new() }
    }

    /// A note in markdown, as users write it.
    pub fn markdown(text: &str) -> Self {
        Self { redacted: false, blocks: assay_markdown::blocks(text) }
    }

    /// A note in markdown; none was redacted.
    pub fn of(text: Option<&str>) -> Self {
        text.map_or_else(Self::redacted, Self::markdown)
    }

    /// Whether there is nothing to print, not even that something was redacted.
    pub fn is_empty(&self) -> bool {
        !self.redacted && self.blocks.is_empty()
    }
}
