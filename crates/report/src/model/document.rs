//! What the PDF file itself is called and known by.

use serde::{Deserialize, Serialize};

/// What the PDF file itself is called and known by. The typesetter reads these keys from any template's data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// [`FORMAT`](super::FORMAT).
    pub format: u32,
    /// The report's id: hex, derived from all the other data, so that equal reports have equal ids.
    pub id: String,
    /// The report's number, printed on every page. It is given where the report is issued; of a draft it is derived from
    /// the record's day and the id.
    #[serde(default)]
    pub number: String,
    /// Whether it was made to be looked at and not to be relied on: every page says so.
    #[serde(default)]
    pub draft: bool,
    /// When it was issued; none for a draft.
    #[serde(default)]
    pub issued: Option<String>,
    /// The number of the report that this one takes the place of, where it is an amendment.
    #[serde(default)]
    pub amends: Option<String>,
    /// SHA-256 of that report's file, hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends_sha256: Option<String>,
    /// SHA-256 of that report's volumes after the first, where it has several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amends_further: Vec<String>,
    /// Why it is amended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends_reason: Option<String>,
    /// Which volume this is, where the report is too large for one file; none of a report in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<Volume>,
    /// For whom it is. What that level leaves out is not in the data any more.
    #[serde(default)]
    pub disclosure: Disclosure,
    /// The document's date: when the checkpoint's last entry was made, not when somebody pressed a button.
    pub created: String,
    /// The title in the file's properties.
    pub title: String,
    /// The language of the template's own words, BCP 47. It also orders the CJK fonts.
    pub language: String,
    /// Which of the templates that ship it is set with; empty for one of the user's. Who checks the file knows by it what
    /// has to stand on its pages.
    #[serde(default)]
    pub template: String,
    /// Program and version that made the data, such as `Assay 0.1.0`.
    pub generator: String,
}

/// A volume of a report that is too large for one file. The units are spread over the volumes; each has the evidence that
/// its units rest on, and the first has all the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// Which it is, counted from 1.
    pub number: u32,
    /// The id of the whole report: what the volumes of a set have in common.
    pub report: String,
    /// The number of the whole report; the volume's own has a suffix.
    pub report_number: String,
    /// What is in which volume, in their order.
    pub parts: Vec<VolumePart>,
}

/// What is in a volume.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumePart {
    /// The anchors of its units.
    pub units: Vec<String>,
    /// The entries of the answers that it prints.
    pub answers: Vec<String>,
}

/// For whom a report is. A lower level removes, never hides: `templates/README.md` says what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// Anybody.
    Public,
    /// Who asked for the assessment, and their auditors.
    Customer,
    /// The laboratory itself.
    #[default]
    Internal,
}

impl Disclosure {
    /// From the widest circle to the closest.
    pub const ALL: [Disclosure; 3] = [Disclosure::Public, Disclosure::Customer, Disclosure::Internal];

    /// The word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Disclosure::Public => "public",
            Disclosure::Customer => "customer",
            Disclosure::Internal => "internal",
        }
    }

    /// From the word.
    pub fn of_word(word: &str) -> Option<Disclosure> {
        Disclosure::ALL.into_iter().find(|it| it.as_str() == word)
    }
}
