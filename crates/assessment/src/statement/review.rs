//! The bodies of what is said about work and its review. They hold ids and digests, no words: those are comments.

use assay_ledger::Hash;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Body of `work.assigned` and `work.taken_back`. A later one on the same subject takes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkAssigned {
    /// The member who is to do it; none where nobody is any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<Uuid>,
    /// Until which day, as `2026-11-22`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}

/// What a review statement is about: the entries that its author saw. A later answer, or other evidence, leaves it
/// behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// The current answer.
    pub answer: Hash,
    /// The entries by which evidence was there, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Hash>,
}

/// Body of `review.submitted`, `review.approved` and `review.returned`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewStated {
    /// What it is about.
    #[serde(flatten)]
    pub reviewed: Reviewed,
    /// The comment on the unit that holds the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<Uuid>,
}

/// Body of `review.taken_back`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewTakenBack {
    /// The review statement that stands again; none where there was none before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restores: Option<Hash>,
}

/// Body of `sign_off.given`. Role and checkpoint are in the entry itself: in its result code and its subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOffGiven {
    /// What is signed, in the signer's words.
    pub statement: String,
}
