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
    /// A git commit, resolved when it was added; perhaps a place in it.
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
        /// A file that the commit holds, where it is about one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional = nullable)]
        path: Option<String>,
        /// The lines of the file that it is about, the first and the last, counted from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional = nullable)]
        lines: Option<(u32, u32)>,
    },
}

/// A place in a picture, in pixels from its upper left corner as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
}

/// What is black in the copy of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BlackText {
    /// Lines that are black as a whole: the first and the last of each stretch, counted from 1.
    #[ts(type = "Array<[number, number]>")]
    pub lines: Vec<(u64, u64)>,
    /// How many places within other lines are black.
    #[ts(type = "number")]
    pub places: u64,
}

/// What a blacked-out copy was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RedactedFrom {
    /// SHA-256 of the original.
    pub original: String,
    /// The places of a picture that are black.
    pub areas: Vec<Area>,
    /// What of a text is black; none for a picture.
    pub text: Option<BlackText>,
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
    /// What it was made of, where it is a blacked-out copy.
    pub redacted_from: Option<RedactedFrom>,
    /// SHA-256 of its blacked-out copy, where it has one: then the copy leaves, and this does not.
    pub redacted_copy: Option<String>,
}

/// A place where a file is evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EvidenceUse {
    /// The piece of evidence.
    pub evidence: Uuid,
    /// The assessment; none where it is attached to a subject that builds share.
    pub assessment: Option<Uuid>,
    /// The assessment's title.
    pub title: String,
    /// The build; none as above.
    pub build: Option<Uuid>,
    /// The build or subject in words.
    pub subject_words: String,
    /// The unit it is attached to.
    pub unit: String,
    /// What it shows there, in the reviewer's words.
    pub caption: String,
    /// Who attached it there.
    pub added: Stamp,
}

/// A file that was attached, and was there already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KnownFile {
    /// As it is called now.
    pub name: String,
    /// SHA-256 in hex.
    pub sha256: String,
    /// Whether it was attached to this unit already: then it was not attached once more.
    pub here: bool,
    /// At how many other units it is attached.
    pub elsewhere: u32,
}

/// Some lines of a text file of the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TextLines {
    /// How many lines there are.
    #[ts(type = "number")]
    pub total: u64,
    /// The size of the file in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// The number of the first of these lines, counted from 1.
    #[ts(type = "number")]
    pub first: u64,
    /// The lines; what is too long to show is cut.
    pub lines: Vec<String>,
}

/// Where words were found in a text file of the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TextFound {
    /// The line, counted from 1; none where they are nowhere.
    #[ts(type = "number | null")]
    pub line: Option<u64>,
    /// Whether the search went past an end and on from the other.
    pub around: bool,
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
