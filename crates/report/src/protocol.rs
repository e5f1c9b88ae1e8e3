//! What `assay-typeset` is asked and answers. This one file is compiled into both the crate that asks (`assay-report`)
//! and the process that answers (`assay-typeset`), so that they cannot drift apart and no host links typst.
//!
//! The request is one JSON object on standard input, ended by end of file. The answer is a stream of JSON objects on
//! standard output, one a line; the last is [`Event::Done`] or [`Event::Failed`]. The exit code is 0 or 1 accordingly.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// A request to set one document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    /// What it looks like.
    pub template: TemplateSource,
    /// What it says.
    pub data: DataSource,
    /// Pictures that the template may show, by digest.
    #[serde(default)]
    pub images: Vec<ImageSource>,
    /// Files that go into the PDF, whatever the template.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// Where the PDF goes. It is written beside it and renamed, so that it is never half there.
    pub output: PathBuf,
    /// How much address space the process may take, in bytes; the default is [`MEMORY_LIMIT`].
    #[serde(default)]
    pub memory_limit: Option<u64>,
    /// How many seconds it may take; the default is [`TIME_LIMIT`].
    #[serde(default)]
    pub time_limit: Option<u64>,
    /// Paper, colour, logo and fonts, for templates that ask for them.
    #[serde(default)]
    pub look: Look,
}

/// How long a document may take unless the request says otherwise: a quarter of an hour, in seconds.
pub const TIME_LIMIT: u64 = 900;

/// What the process may take unless the request says otherwise: 6 GiB of address space.
pub const MEMORY_LIMIT: u64 = 6 << 30;

/// A request to draw a page of somebody's PDF, or only to count its pages: with the argument [`PAGE`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PageRequest {
    /// Where the PDF lies.
    pub pdf: PathBuf,
    /// Which page, counted from 1; none only counts.
    pub page: Option<u32>,
    /// How wide the picture is to be, in pixels.
    pub width: u16,
    /// Where the picture goes, as PNG.
    pub output: PathBuf,
    /// As in [`Request`].
    #[serde(default)]
    pub memory_limit: Option<u64>,
}

/// The argument with which the process draws a page instead of setting a document.
pub const PAGE: &str = "--page";

/// A request to write down the words of somebody's PDF: with the argument [`WORDS`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WordsRequest {
    /// Where the PDF lies.
    pub pdf: PathBuf,
    /// Where its words go, page by page: what was read is there, whatever becomes of the rest.
    pub output: PathBuf,
    /// How many bytes of text are enough.
    pub most: usize,
    /// As in [`Request`].
    #[serde(default)]
    pub memory_limit: Option<u64>,
    /// As in [`Request`].
    #[serde(default)]
    pub time_limit: Option<u64>,
}

/// The environment variable with the BCP 47 tag of the language in which the process answers; English without it.
pub const LANGUAGE: &str = "ASSAY_LANGUAGE";
/// The argument with which the process writes down words instead of setting a document.
pub const WORDS: &str = "--words";

/// What a user may change of a template's looks without copying it. The template learns of it in `/look.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// The paper.
    pub paper: Paper,
    /// The leading colour, such as `#0b5c63`; none for the template's own.
    pub accent: Option<String>,
    /// A picture for the first page: PNG, JPEG, GIF or WebP.
    pub logo: Option<PathBuf>,
    /// What the logo says, for people who do not see it.
    pub logo_alternative: String,
    /// A folder with TrueType fonts that come before the bundled ones.
    pub fonts: Option<PathBuf>,
}

/// A size of paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    UsLetter,
}

/// Where a template comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateSource {
    /// One that ships, such as `assessment`.
    BuiltIn(String),
    /// A folder with a `main.typ`.
    Folder(PathBuf),
}

impl Default for TemplateSource {
    /// The whole report of an assessment.
    fn default() -> Self {
        Self::BuiltIn("assessment".to_owned())
    }
}

/// Where the data comes from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataSource {
    /// In the request.
    Inline(serde_json::Value),
    /// In a JSON file.
    File(PathBuf),
}

/// A picture.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImageSource {
    /// What it must hash to, in hex; the template knows it by this.
    pub sha256: String,
    /// Where it lies.
    pub path: PathBuf,
}

/// A file that goes into the PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// What it is called there.
    pub name: String,
    /// Such as `application/json`.
    pub media_type: String,
    /// What it is to the document.
    pub relationship: Relationship,
    /// What it is, for people.
    pub description: String,
    /// What is in it.
    pub content: AttachmentContent,
}

/// What an attachment is to the document, as PDF/A-3 names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relationship {
    /// What the document was made from.
    Source,
    /// Data for what the document shows.
    Data,
    /// The same in another form.
    Alternative,
    /// Something beside it.
    Supplement,
}

/// Where an attachment's bytes come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentContent {
    /// In the request.
    Text(String),
    /// In a file, which must hash to this.
    File {
        /// Where it lies.
        path: PathBuf,
        /// SHA-256 in hex.
        sha256: String,
    },
}

/// A line of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// What it is doing.
    Progress {
        /// The stage.
        stage: Stage,
        /// How many steps of the stage are done.
        done: u64,
        /// How many there are, where that is known.
        total: Option<u64>,
    },
    /// Something is shown otherwise than asked for; the document says so too.
    Notice(Notice),
    /// The document is there.
    Done {
        /// Its pages.
        pages: u64,
        /// Its size in bytes.
        size: u64,
        /// Its digest in hex.
        sha256: String,
    },
    /// There is no document.
    Failed(Failure),
}

/// What the process is doing, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Reading template and data.
    Read,
    /// Checking, scaling and encoding pictures; counted.
    Images,
    /// Laying out pages; cannot be counted beforehand.
    Layout,
    /// Writing pages; counted in pages.
    Write,
}

impl Stage {
    /// The word for the user.
    pub fn title(self) -> &'static str {
        match self {
            Stage::Read => "Reading the data",
            Stage::Images => "Preparing pictures",
            Stage::Layout => "Laying out pages",
            Stage::Write => "Writing the file",
        }
    }
}

/// Something is shown otherwise than asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// A stable code, such as `typeset.image_altered`.
    pub code: String,
    /// What happened, as a sentence.
    pub message: String,
    /// What it is about: a digest, a character.
    pub subject: String,
}

/// Why there is no document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// A stable code, such as `typeset.template`.
    pub code: String,
    /// What happened, as a sentence.
    pub message: String,
    /// What to do next, as a sentence.
    pub next_step: String,
    /// The file that it is about: of the template, or on disk.
    pub path: Option<String>,
    /// Line in that file, counted from 1.
    pub line: Option<u32>,
    /// Column in that line, counted from 1 in characters.
    pub column: Option<u32>,
}
