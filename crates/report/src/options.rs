//! What goes into a report, and how it looks.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::Disclosure;
use crate::protocol::{Look, TemplateSource};

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
}

/// The report that an amendment takes the place of, as the amendment prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predecessor {
    /// Its number.
    pub number: String,
    /// SHA-256 of its file, hex.
    pub sha256: String,
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
        }
    }
}
