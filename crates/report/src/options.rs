//! What goes into a report, and how it looks.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::Disclosure;
use crate::protocol::{Look, TemplateSource};
use crate::volumes::{CEILING, Ceiling};

/// What goes into a report, and how it looks. Written down, it is enough to make the same report again from the same
/// record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// What it looks like.
    pub template: TemplateSource,
    /// For whom it is.
    pub disclosure: Disclosure,
    /// Whether it is made to be looked at, not to be relied on.
    pub draft: bool,
    /// Its number; none derives one.
    pub number: Option<String>,
    /// When it is issued, RFC 3339 in UTC; none for a draft.
    pub issued: Option<String>,
    /// The report that it takes the place of.
    pub amends: Option<Predecessor>,
    /// Whether comments are printed, where the level lets them.
    pub comments: bool,
    /// Only these builds; none for all of the release.
    pub builds: Option<Vec<Uuid>>,
    /// Whether the files of the evidence are attached.
    pub evidence: bool,
    /// The language of the template's own words, BCP 47.
    pub language: String,
    /// Paper, colour, logo, fonts.
    pub look: Look,
    /// About how many pages a volume has at most; none, and whatever is above it, for [`CEILING`].
    pub volume_pages: Option<u32>,
}

impl Options {
    /// What a volume takes.
    pub fn ceiling(&self) -> Ceiling {
        let asked = self.volume_pages.and_then(|pages| usize::try_from(pages).ok());
        Ceiling { pages: asked.map_or(CEILING.pages, |pages| pages.clamp(1, CEILING.pages)), ..CEILING }
    }
}

/// The report that an amendment takes the place of, as the amendment prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predecessor {
    /// Its number.
    pub number: String,
    /// SHA-256 of its file, hex.
    pub sha256: String,
    /// SHA-256 of its volumes after the first.
    pub further: Vec<String>,
    /// Why it is amended.
    pub reason: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            template: TemplateSource::default(),
            disclosure: Disclosure::default(),
            draft: true,
            number: None,
            issued: None,
            amends: None,
            comments: false,
            builds: None,
            evidence: false,
            language: "en".to_owned(),
            look: Look::default(),
            volume_pages: None,
        }
    }
}

/// How the board is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardOptions {
    /// What it looks like.
    pub template: TemplateSource,
    /// The language of the template's own words, BCP 47.
    pub language: String,
    /// Earlier releases too, not only those under way.
    pub all: bool,
}

impl Default for BoardOptions {
    fn default() -> Self {
        Self { template: TemplateSource::BuiltIn("board".to_owned()), language: "en".to_owned(), all: false }
    }
}
