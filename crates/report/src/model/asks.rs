//! What a tailored profile adds: what a unit is about and asks for, and how the profile came about.

use serde::{Deserialize, Serialize};

use super::Said;

/// What a unit is about and what is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitAsks {
    /// `build`, `back-end`, `organisation` or `release`. All but the first are answered once for all builds.
    pub subject: String,
    /// Who or what that is, such as `the back end of Wallet`; empty for a build.
    pub subject_words: String,
    /// Values that an answer is measured against.
    pub parameters: Vec<Parameter>,
    /// What evidence would show it.
    pub expected_evidence: Vec<String>,
    /// Clauses that it is related to.
    pub citations: Vec<Citation>,
    /// Clauses that were left out.
    pub left_out: Vec<LeftOut>,
}

/// A value that an answer is measured against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// What it is.
    pub title: String,
    /// The value.
    pub value: u32,
    /// `minutes`, `attempts`, ...
    pub unit: String,
    /// Who set it.
    pub because: String,
}

/// A clause. It is *related to* the unit; nothing says that it is complied with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The source in a few words, such as `HIPAA Security Rule`.
    pub source: String,
    /// The source's full title.
    pub title: String,
    /// The clause.
    pub clause: String,
    /// Which edition.
    pub edition: String,
    /// Since when it is in effect, where that is known.
    pub effective: Option<String>,
    /// Where it can bind; empty where it binds by contract or choice.
    pub jurisdictions: Vec<String>,
    /// Whom it binds.
    pub binds: String,
    /// `required`, `addressable`, `standard` or `other_rule`, where the source says so.
    pub flag: Option<String>,
    /// `stored`, `secondary` or `unverified`: how much is known of the clause.
    pub verification: String,
    /// What a reader has to know; empty where nothing.
    pub note: String,
}

/// A clause that does not bind by the answers of the questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Source and clause.
    pub clause: String,
    /// Why it was left out.
    pub because: String,
}

/// The decision on a specification that HIPAA calls addressable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressable {
    /// Source and clause.
    pub clause: String,
    /// `implemented`, `equivalent` or `neither`.
    pub decision: String,
    /// Which measure stands in for it, or why none does; may be empty where it is implemented.
    pub documentation: String,
}

/// How a tailored profile came about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tailoring {
    /// The files of the profile.
    pub documents: Vec<ProfileDocument>,
    /// Digest of the requirements; empty where there are none.
    pub requirements: String,
    /// The answers of the questionnaire.
    pub answers: Vec<Answered>,
    /// What the profile asks for before a release may ship, a sentence each.
    pub gate: Vec<Said>,
    /// The day by which it was decided what is past its last day.
    pub as_of: String,
}

/// A file of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileDocument {
    /// Its id.
    pub id: String,
    /// SHA-256 of its text.
    pub digest: String,
    /// Whether it ships with the program.
    pub shipped: bool,
}

/// An answer of the questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The question.
    pub question: String,
    /// What was chosen; empty where none of the words was.
    pub chosen: Vec<String>,
}
