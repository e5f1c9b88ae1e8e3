//! What a check says.

use assay_messages::in_words;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What came out of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ReportCheckOutcome")]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It does not hold.
    Fails,
    /// It can't be told from what is here, or nothing claims it.
    Open,
}

/// A check with what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ReportCheck")]
pub struct Check {
    /// A stable code, such as `record.inclusion`.
    pub id: String,
    /// What came out.
    pub outcome: Outcome,
    /// The same as a sentence.
    pub sentence: String,
    /// Figures and names, a line each.
    pub details: Vec<String>,
}

impl Check {
    fn new(id: &str, outcome: Outcome, sentence: impl Into<String>) -> Self {
        Self { id: id.to_owned(), outcome, sentence: in_words(&sentence.into()), details: Vec::new() }
    }

    pub(crate) fn holds(id: &str, sentence: impl Into<String>) -> Self {
        Self::new(id, Outcome::Holds, sentence)
    }

    pub(crate) fn fails(id: &str, sentence: impl Into<String>) -> Self {
        Self::new(id, Outcome::Fails, sentence)
    }

    pub(crate) fn open(id: &str, sentence: impl Into<String>) -> Self {
        Self::new(id, Outcome::Open, sentence)
    }

    pub(crate) fn with(mut self, detail: impl Into<String>) -> Self {
        self.details.push(in_words(&detail.into()));
        self
    }

    pub(crate) fn with_all(mut self, details: impl IntoIterator<Item = String>) -> Self {
        self.details.extend(details);
        self
    }
}
