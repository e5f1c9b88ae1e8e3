//! Evidence and comments.

use assay_catalogue::SubjectKind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::apps::Stamp;

/// What a piece of evidence is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EvidenceContent {
    /// A file, kept in the workspace under its SHA-256.
    File {
        /// As it was called when it was added.
        name: String,
        /// SHA-256 in hex.
        sha256: String,
        /// In bytes.
        #[ts(type = "number")]
        size: u64,
        /// Sniffed from the content, such as `image/png`; `application/octet-stream` when unknown.
        media_type: String,
    },
    /// A note in markdown.
    Note {
        /// The text.
        text: String,
    },
    /// A link; never opened without asking.
    Link {
        /// The address, http or https.
        url: String,
    },
    /// A git commit, resolved when it was added.
    Commit {
        /// Where the repository lies or came from.
        repository: String,
        /// Full id in hex.
        id: String,
        /// The author's name and e-mail.
        author: String,
        /// The author's date.
        #[ts(type = "string")]
        author_date: Timestamp,
        /// The first line of the message.
        subject: String,
    },
}

/// One piece of evidence on one unit of one build, or of a subject that all builds share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EvidenceView {
    /// Its id.
    pub id: Uuid,
    /// What it is attached to.
    pub subject: SubjectKind,
    /// The build; none where it is attached to a subject that all builds share.
    pub build: Option<Uuid>,
    /// The unit it is attached to.
    pub unit: String,
    /// What it is; none when it was redacted.
    pub content: Option<EvidenceContent>,
    /// What it shows, in the reviewer's words.
    pub caption: String,
    /// Who attached it.
    pub added: Stamp,
}

/// A comment on a unit of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CommentView {
    /// Its id.
    pub id: Uuid,
    /// The text in markdown; none when it was redacted.
    pub text: Option<String>,
    /// The text rendered and sanitised.
    pub html: String,
    /// Who wrote it.
    pub added: Stamp,
}

/// What checking the stored files gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EvidenceCheck {
    /// Files whose digest is right.
    #[ts(type = "number")]
    pub sound: u64,
    /// Digests of files that are missing.
    pub missing: Vec<String>,
    /// Digests of files whose content differs.
    pub altered: Vec<String>,
}
