//! Evidence: the manifest and the pictures.

use serde::{Deserialize, Serialize};

use super::{RichText, Stamp};

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// For links, such as `evidence-7`.
    pub anchor: String,
    /// Counted from 1; printed as E-7.
    pub number: u32,
    /// What it is.
    pub content: EvidenceContent,
    /// What it shows, in the reviewer's words; may be empty.
    pub caption: String,
    /// Who added it and when.
    pub added: Stamp,
    /// Where it is used.
    pub used: Vec<EvidenceUse>,
}

/// What a piece of evidence is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EvidenceContent {
    /// A file, kept in the workspace under its SHA-256.
    File {
        /// As it was called when it was added.
        name: String,
        /// Of the whole file.
        sha256: String,
        /// In bytes.
        size: u64,
        /// Such as `image/png`.
        media_type: String,
        /// Whether it stays with the assessors, because a blacked-out copy stands in for it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        withheld: bool,
        /// Of a blacked-out copy, the SHA-256 of its original.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redacts: Option<String>,
        /// How it is shown in the report; none for what is no picture.
        figure: Option<Figure>,
    },
    /// A note.
    Note {
        /// Its words.
        text: RichText,
    },
    /// A link.
    Link {
        /// The address.
        url: String,
    },
    /// A git commit.
    Commit {
        /// Where the repository lies or came from.
        repository: String,
        /// The full id.
        id: String,
        /// The author's name and e-mail.
        author: String,
        /// The author's date.
        author_date: String,
        /// The first line of the message.
        subject: String,
        /// The file that it is about; none for the whole commit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
        /// The first and the last line of it that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lines: Option<(u32, u32)>,
    },
    /// Its content was redacted; that it existed stays on record.
    Redacted,
}

/// A picture in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What to say to people who do not see it: the reviewer's caption. Where it is empty, the template says what the
    /// picture is called and what it is attached to.
    pub alternative: String,
    /// Another piece that already shows the same file, by number: then this one only refers to it.
    pub shown_by: Option<u32>,
}

/// A use of a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceUse {
    /// The unit's anchor.
    pub unit: String,
    /// What people call the unit.
    pub label: String,
    /// The build's anchor.
    pub build: String,
}
