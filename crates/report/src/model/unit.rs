//! The units: tests and direct assessments, with what was said about them.

use serde::{Deserialize, Serialize};

use super::{Addressable, AnswerState, RichText, Stamp, UnitAsks};

/// A test, or a direct assessment where no live test exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// For links, such as `unit-12`.
    pub anchor: String,
    /// Such as `test:MASTG-TEST-0235`.
    pub id: String,
    /// What people call it: the test's id, or the weakness's or control's.
    pub label: String,
    /// Its title.
    pub title: String,
    /// `test` or `direct`.
    pub kind: UnitKind,
    /// Our one-line summary; empty where there is none.
    pub summary: String,
    /// The group it is printed under: the first control's.
    pub group: String,
    /// Controls that it bears on, in MASVS order.
    pub controls: Vec<String>,
    /// The weaknesses it speaks of.
    pub weaknesses: Vec<WeaknessRef>,
    /// The catalogue's types, such as `static` or `network`.
    pub types: Vec<String>,
    /// Whether the profile requires it; otherwise it is optional.
    pub required: bool,
    /// Why the profile asks for it, a sentence a reason.
    #[serde(default)]
    pub because: Vec<String>,
    /// What a tailored profile adds; none for a unit of plain MAS levels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<Box<UnitAsks>>,
    /// One a build that it concerns, in the order of the builds. What builds share has the same answer on each.
    pub answers: Vec<UnitAnswer>,
}

/// Test or direct assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// A test of the catalogue.
    Test,
    /// A direct assessment of a weakness or control without a live test.
    Direct,
}

/// A weakness by its names. An id never goes without its scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeaknessRef {
    /// Such as `MASWE-0001`.
    pub id: String,
    /// `maswe-1` or `maswe-beta`.
    pub scheme: String,
    /// Its title.
    pub title: String,
}

/// What stands for a unit on one build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitAnswer {
    /// The build's anchor.
    pub build: String,
    /// Where the answer stands.
    pub state: AnswerState,
    /// For a stale answer: what was said before.
    pub former: Option<AnswerState>,
    /// Where a second person's look at it stands.
    #[serde(default)]
    pub review: Review,
    /// Current statements: none when untested, several when disputed.
    pub statements: Vec<Statement>,
    /// Numbers of the evidence attached, ascending.
    pub evidence: Vec<u32>,
    /// Comments, oldest first; empty when the report leaves them out.
    pub comments: Vec<Comment>,
}

/// Where the review of an answer stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// `open`, `in_progress`, `submitted`, `approved` or `returned`.
    pub state: String,
    /// Who said so; none where nobody did.
    pub by: Option<Stamp>,
    /// Whether the one who approved it gave the answer too.
    pub by_author: bool,
    /// Whether answer and approval were stated from one device key: that two people did it proves little.
    pub same_device: bool,
    /// Whether a former review is about another answer or other evidence.
    pub left_behind: bool,
}

/// A statement of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What was stated.
    pub result: AnswerState,
    /// The tester and the time.
    pub stated: Stamp,
    /// What was seen.
    pub note: RichText,
    /// Why the unit does not apply.
    pub justification: RichText,
    /// How a direct assessment was made.
    pub method: RichText,
    /// The last day on which it is valid, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// The decisions on addressable specifications.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressable: Vec<Addressable>,
    /// Where it was carried over from, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried: Option<Carried>,
    /// What it rests on, where it is the answer of a former build, reconfirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reconfirmed: Option<Reconfirmed>,
    /// The build on which it was first stated, where that was another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<FormerBuild>,
}

/// A build that need not be one of the report's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerBuild {
    /// Platform and version, such as `Android 4.1.0 (4102)`.
    pub name: String,
    /// The name of its release.
    pub release: String,
    /// SHA-256 of the tested file, where it is known.
    pub sha256: Option<String>,
}

/// What an answer rests on that was given on a former build. Note, justification and method are the former ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconfirmed {
    /// Why it holds on this build.
    pub basis: ReconfirmBasis,
    /// What differs between the builds and why the answer holds; empty where it was not argued.
    pub argument: RichText,
    /// The build whose answer was reconfirmed; none where the record does not hold it.
    pub former: Option<FormerBuild>,
    /// Who stated it first, and when; likewise.
    pub first: Option<Stamp>,
    /// The evidence of that statement: attached there, not part of this report.
    pub cited: Vec<CitedEvidence>,
}

/// A piece of evidence that is attached to the answer of a former build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedEvidence {
    /// `file`, `note`, `link`, `commit` or `redacted`.
    #[serde(default)]
    pub kind: String,
    /// What it is called; empty for a note and for what was redacted.
    pub name: String,
    /// SHA-256 of a file.
    pub sha256: Option<String>,
}

/// Why the answer of a former build holds on this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReconfirmBasis {
    /// It was tested again, with the same result.
    Retested,
    /// It was argued from the difference between the builds.
    Argued,
    /// The tested file is the same.
    Identical,
}

/// Where an answer was carried over from. Tester and time of the statement are those of the former assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// What it counts for.
    pub how: CarriedHow,
    /// The former assessment's title.
    pub assessment: String,
    /// The unit that it answered there, as people call it.
    pub unit: String,
    /// Who carried it over, and when.
    pub by: Stamp,
}

/// What an answer that was carried over counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CarriedHow {
    /// The text is the same: it counts.
    Same,
    /// The same weakness under a new id: it counts.
    Renumbered,
    /// The text changed: it is stale.
    Changed,
    /// It answered a unit that this one took the place of: it counts for nothing.
    Successor,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The words.
    pub text: RichText,
    /// Who and when.
    pub stated: Stamp,
}
