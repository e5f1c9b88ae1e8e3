//! What a tailored assessment adds: what a unit is about, what it asks for, and what the questionnaire decided.

use assay_catalogue::{
    CitationLeftOut, PlannedCitation, PlannedParameter, Proposal, Requirement, RequirementGroup, SubjectKind,
    TailoringDocument,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::checklist::Checklist;

/// What an organisation decides on a specification that HIPAA calls addressable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AddressableChoice {
    /// It is implemented as written.
    Implemented,
    /// An equivalent measure stands in for it; needs documentation.
    Equivalent,
    /// Neither is reasonable and appropriate here; needs documentation.
    Neither,
}

impl AddressableChoice {
    /// The word, as JSON has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Implemented => "implemented",
            Self::Equivalent => "equivalent",
            Self::Neither => "neither",
        }
    }
}

/// The decision on one addressable specification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddressableDecision {
    /// The key of the source: `hipaa`.
    pub source: String,
    /// The clause: `164.312(a)(2)(iii)`.
    pub clause: String,
    /// What was decided.
    pub decision: AddressableChoice,
    /// Which measure stands in for it, or why none does; where it can be read. May be empty where it is implemented.
    #[serde(default)]
    pub documentation: String,
}

/// What a unit is about and what is asked for, in full.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnitAsks {
    /// What an answer is about; shared by all builds unless it is the build.
    pub subject: SubjectKind,
    /// Who or what that is, in words: `the back end of Wallet`. Empty for a build.
    pub subject_words: String,
    /// Whether an answer needs a date until which it is valid.
    pub needs_validity: bool,
    /// The requirement, for a direct assessment of one.
    pub requirement: Option<Requirement>,
    /// The group of the requirement.
    pub group: Option<RequirementGroup>,
    /// The values that an answer is measured against.
    pub parameters: Vec<PlannedParameter>,
    /// The clauses that it is related to. Those that are addressable are decided one by one.
    pub citations: Vec<PlannedCitation>,
    /// The clauses that don't bind by the answers of the questionnaire, with the reason.
    pub citations_left_out: Vec<CitationLeftOut>,
    /// What a condition proposes.
    pub proposal: Option<Proposal>,
    /// What evidence would show it.
    pub expected_evidence: Vec<String>,
}

/// A file of the profile that an assessment is pinned to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PinnedDocument {
    /// Its id.
    pub id: String,
    /// SHA-256 of its text.
    pub digest: String,
    /// Whether it shipped with the program; the text of all others is part of the record.
    pub shipped: bool,
}

impl From<&TailoringDocument> for PinnedDocument {
    fn from(document: &TailoringDocument) -> PinnedDocument {
        PinnedDocument { id: document.id.clone(), digest: document.digest.clone(), shipped: document.shipped }
    }
}

/// A profile file of the user's own, kept in the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnProfile {
    /// Its id.
    pub id: String,
    /// The file's name when it was added.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// What accepting proposals did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProposalsAccepted {
    /// The units that are stated as not applicable now, in the order of the checklist.
    pub accepted: Vec<String>,
    /// The checklist after it.
    pub checklist: Checklist,
}
