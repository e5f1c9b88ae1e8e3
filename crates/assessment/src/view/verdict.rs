//! Verdicts and how they explain themselves.

use assay_catalogue::Platform;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::apps::Stamp;
use super::checklist::AnswerState;

/// What follows for a control on a platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing is required.
    OutOfScope,
    /// Something failed.
    Fail,
    /// Something is untested, stale or disputed.
    Untested,
    /// Something is inconclusive.
    Inconclusive,
    /// All is not applicable, each with a justification.
    NotApplicable,
    /// All that applies passed.
    Pass,
}

/// A unit's part in a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnitPart {
    /// The unit's id.
    pub unit: String,
    /// The test's id, or the weakness's or control's.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Whether the profile requires it.
    pub required: bool,
    /// Where its answer stands.
    pub state: AnswerState,
    /// Whether the answer bears on the verdict.
    pub counts: bool,
    /// Why not, or how: a sentence, empty where nothing needs saying.
    pub remark: String,
}

/// A weakness's part in a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WeaknessPart {
    /// Such as `MASWE-0001`; none for a control assessed directly.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// What follows for it.
    pub verdict: Verdict,
    /// The row of the rule that matched, 0 to 5.
    pub row: u8,
    /// Its units.
    pub units: Vec<UnitPart>,
}

/// What an assessor concludes: lower than the rule, or an answer to what failures elsewhere left open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OverrideView {
    /// What the assessor concludes.
    pub verdict: Verdict,
    /// Why; none when redacted.
    pub reason: Option<String>,
    /// Who, when, in which entry.
    pub stated: Stamp,
    /// Whether it counts now; otherwise it has no effect.
    pub effective: bool,
    /// Whether it answers the question that failures elsewhere raised; otherwise it lowers.
    pub concludes: bool,
}

/// A control's verdict, explained down to the results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VerdictView {
    /// The control.
    pub control: String,
    /// Our one-line summary of the control.
    pub summary: String,
    /// The build judged.
    pub build: Uuid,
    /// Its platform.
    pub platform: Platform,
    /// What counts: the rule's verdict, or what an assessor concluded.
    pub verdict: Verdict,
    /// What the rule gives.
    pub computed: Verdict,
    /// The row of the rule that matched, 0 to 5.
    pub row: u8,
    /// The whole in a sentence or two.
    pub sentence: String,
    /// Down to the units.
    pub weaknesses: Vec<WeaknessPart>,
    /// Failed weaknesses for which this control is only secondary, by their ids: they turn pass into inconclusive.
    pub secondary_failures: Vec<String>,
    /// Whether they did: its own weaknesses passed, and it is for an assessor to conclude.
    pub to_conclude: bool,
    /// The override, if any; more than one means that they are disputed and none has effect.
    pub overrides: Vec<OverrideView>,
    /// Entry ids that a new override must name.
    pub override_heads: Vec<String>,
    /// What the verdict does not say: placeholder, deprecated or unlinked tests.
    pub limits: Vec<String>,
}
