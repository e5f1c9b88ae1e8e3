//! The next build: what was answered on a former one, and what of it is said to hold on this one too.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::apps::{BuildView, Stamp};
use super::checklist::{AnswerState, ChecklistChange, ResultCode};
use super::evidence::EvidenceView;

/// What it rests on that an answer of a former build holds on this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReconfirmBasis {
    /// It was tested again, with the same result.
    Retested,
    /// What differs between the builds leaves it as it was; with the reason.
    Argued,
    /// The tested file is the same, by its SHA-256.
    Identical,
}

/// A build as others refer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NamedBuild {
    /// The build.
    pub build: BuildView,
    /// The name of its release.
    pub release_name: String,
}

/// What a reconfirmed answer rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reconfirmed {
    /// Retested, argued, or the same file.
    pub basis: ReconfirmBasis,
    /// The argument, where it is argued; none where it was redacted or is not here.
    pub argument: Option<String>,
    /// The build whose answer was reconfirmed; none where this copy of the workspace doesn't have it.
    pub former: Option<NamedBuild>,
    /// The assessment of that build.
    pub assessment: Uuid,
    /// Who stated it first, and when; none where this copy of the workspace doesn't have that entry.
    pub stated: Option<Stamp>,
    /// The evidence of the first statement: cited where it is attached, not copied.
    pub evidence: Vec<EvidenceView>,
    /// Who reconfirmed it, and when.
    pub by: Stamp,
}

/// A former build that a checklist can be compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormerBuild {
    /// The build.
    pub build: NamedBuild,
    /// The assessment whose answers are shown.
    pub assessment: Uuid,
    /// Its title.
    pub assessment_title: String,
    /// How many units were answered there.
    pub answered: u32,
    /// Whether the tested file is the same, by its SHA-256.
    pub identical: bool,
}

/// Why a former answer can't be reconfirmed; a result can always be stated anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NotReconfirmable {
    /// Two answers stand there beside each other.
    Disputed,
    /// It counted for nothing any more on the former build.
    Stale,
    /// The unit's text is another one in the former assessment.
    TextChanged,
}

/// What was answered on the former build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormerAnswer {
    /// The unit, as it is called on both builds.
    pub unit: String,
    /// Where its answer stood.
    pub state: AnswerState,
    /// What was stated; none where it is disputed.
    pub result: Option<ResultCode>,
    /// The current entries there: reconfirming names them.
    pub heads: Vec<String>,
    /// Who stated it first, and when; none where it is disputed.
    pub stated: Option<Stamp>,
    /// The name of the build on which it was first stated, where that was an earlier one still.
    pub original: Option<NamedBuild>,
    /// Whether there is a note.
    pub has_note: bool,
    /// How many pieces of evidence are attached there.
    pub evidence: u32,
    /// Why it can't be reconfirmed; none where it can.
    pub refused: Option<NotReconfirmable>,
}

/// An argument from the difference between two builds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArgumentView {
    /// Its words.
    pub text: String,
    /// By whom, when, in which entry.
    pub stated: Stamp,
}

/// A checklist beside the answers of a former build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormerAnswers {
    /// The assessment.
    pub assessment: Uuid,
    /// The build whose checklist it is.
    pub build: Uuid,
    /// The build that is compared with; none where no other build of the app's platform has any answer.
    pub former: Option<FormerBuild>,
    /// All that could be chosen: the one by default first, then by how near they are.
    pub choices: Vec<FormerBuild>,
    /// In the order of the checklist: every unit that was answered there and is asked for here.
    pub answers: Vec<FormerAnswer>,
    /// What was argued from the difference so far, newest first.
    pub arguments: Vec<ArgumentView>,
}

/// An answer that is to be reconfirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReconfirmUnit {
    /// The unit.
    pub unit: String,
    /// The entries of the current answer on the former build that the user saw.
    pub former: Vec<String>,
    /// The entries of the current answer on this build that the user saw; the new statement takes their place.
    pub expected: Vec<String>,
}

/// What was reconfirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReconfirmDone {
    /// The units, in the order in which they were given.
    pub units: Vec<String>,
    /// What changed in the checklist.
    pub change: ChecklistChange,
}
