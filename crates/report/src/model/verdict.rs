//! Verdicts by group and control, and how they came about.

use serde::{Deserialize, Serialize};

use super::{AnswerState, RichText, Stamp, Verdict};

/// A group of controls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Such as `MASVS-STORAGE`.
    pub id: String,
    /// Such as `Storage`.
    pub title: String,
    /// Its controls, in MASVS order, those out of scope included.
    pub controls: Vec<Control>,
}

/// A control with its verdicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// For links, such as `control-masvs-storage-1`.
    pub anchor: String,
    /// Such as `MASVS-STORAGE-1`.
    pub id: String,
    /// Our one-line summary.
    pub summary: String,
    /// One a build, in the order of the builds.
    pub verdicts: Vec<ControlVerdict>,
}

/// What follows for a control on one build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlVerdict {
    /// The build's anchor.
    pub build: String,
    /// What counts: the rule's verdict, or what an assessor concluded.
    pub verdict: Verdict,
    /// What the rule gives.
    pub computed: Verdict,
    /// The row of the rule that matched, 0 to 5.
    pub row: u8,
    /// How it came about, in a sentence or two.
    pub explanation: String,
    /// Down to the units.
    pub weaknesses: Vec<WeaknessVerdict>,
    /// Failed weaknesses for which this control is only secondary, by their ids: they turn pass into inconclusive.
    pub secondary_failures: Vec<String>,
    /// Overrides, those without effect included.
    pub overrides: Vec<Override>,
    /// What the verdict does not say.
    pub limits: Vec<String>,
}

/// What follows for a weakness, or for a control that is assessed directly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeaknessVerdict {
    /// Such as `MASWE-0001`; none for a control assessed directly.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// What follows.
    pub verdict: Verdict,
    /// The row of the rule that matched, 0 to 5.
    pub row: u8,
    /// Its units.
    pub units: Vec<UnitPart>,
}

/// A unit's part in a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPart {
    /// The unit's anchor; empty when the unit has no section of its own.
    pub unit: String,
    /// What people call it.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Where its answer stands.
    pub state: AnswerState,
    /// Whether the profile requires it.
    pub required: bool,
    /// Whether the answer bears on the verdict.
    pub counts: bool,
    /// Why not, or how; empty where nothing needs saying.
    pub remark: String,
}

/// An assessor's override.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// What the assessor concludes.
    pub verdict: Verdict,
    /// Why.
    pub reason: RichText,
    /// Who and when.
    pub stated: Stamp,
    /// Whether it counts; otherwise it has no effect.
    pub effective: bool,
    /// Whether it answers what failures elsewhere left open; otherwise it lowers.
    pub concludes: bool,
}
