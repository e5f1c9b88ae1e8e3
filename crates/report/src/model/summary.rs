//! The whole in numbers and sentences.

use serde::{Deserialize, Serialize};

use super::{AnswerCounts, AnswerState, FindingCount, VerdictCounts};

/// The whole in numbers and sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The outcome in English, a paragraph a build, for files of other forms. Templates word it from the counts.
    pub sentences: Vec<String>,
    /// One a build, in the order of the builds.
    pub builds: Vec<BuildSummary>,
    /// Required and optional units that did not pass: failed, disputed, stale or inconclusive, worst first.
    pub attention: Vec<Attention>,
    /// Findings by severity, the worst first.
    #[serde(default)]
    pub findings: Vec<FindingCount>,
    /// How many verdicts an assessor lowered.
    pub lowered: u32,
    /// How many an assessor concluded where failures elsewhere left them open.
    pub concluded: u32,
}

/// One build in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildSummary {
    /// The build's anchor.
    pub build: String,
    /// Over required units, each counted once.
    pub required: AnswerCounts,
    /// Over optional units that somebody answered.
    pub optional: AnswerCounts,
    /// Over all controls of the catalogue.
    pub verdicts: VerdictCounts,
    /// Ids of the controls that fail.
    #[serde(default)]
    pub failed: Vec<String>,
    /// The same by group, in MASVS order.
    pub groups: Vec<GroupCounts>,
}

/// One group on one build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupCounts {
    /// Such as `MASVS-STORAGE`.
    pub id: String,
    /// Such as `Storage`.
    pub title: String,
    /// Over required units of the group, each counted once.
    pub required: AnswerCounts,
    /// Over the group's controls.
    pub verdicts: VerdictCounts,
}

/// A unit that a reader should look at first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attention {
    /// The unit's anchor.
    pub unit: String,
    /// What people call it.
    pub label: String,
    /// Its title.
    pub title: String,
    /// The build's anchor.
    pub build: String,
    /// Why it is here.
    pub state: AnswerState,
    /// Whether the profile requires it.
    pub required: bool,
    /// Controls that it bears on.
    pub controls: Vec<String>,
}
