//! Users' words, already parsed: a template sets blocks and never reads markdown.

use serde::{Deserialize, Serialize};

pub use assay_markdown::{Block, Inline};

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
