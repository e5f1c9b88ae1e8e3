//! What the release gate says, and what was decided.

use serde::{Deserialize, Serialize};

use super::{Said, Stamp};

/// The gate's answer, and what was planned and decided of the release.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readiness {
    /// Whether the gate is open.
    pub ready: bool,
    /// In words, as the app and the command line say it.
    pub sentence: String,
    /// The day on which it was asked.
    pub as_of: String,
    /// What was asked for, a sentence a rule.
    pub gate: Vec<Said>,
    /// What holds the release back.
    pub reasons: Vec<Reason>,
    /// What waivers accept.
    pub waived: Vec<Reason>,
    /// The day on which the release is due.
    pub due: Option<String>,
    /// The current decisions: several do not know of each other.
    pub decisions: Vec<Decision>,
}

/// Something that holds a release back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// A stable word, such as `control_fails`.
    pub code: String,
    /// How many, over all parts.
    pub count: u32,
    /// The severity from which findings hold the release back, where findings are counted.
    pub level: Option<String>,
    /// In English: `2 required controls fail`.
    pub words: String,
    /// By platform.
    pub parts: Vec<ReasonPart>,
}

/// A reason on one platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonPart {
    /// `Android`; empty where it is about the release as a whole.
    pub platform: String,
    /// How many.
    pub count: u32,
    /// What people call them.
    pub labels: Vec<String>,
}

/// A decision about a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// `go`, `conditional` or `hold`.
    pub choice: String,
    /// Whether the gate was closed at the time.
    pub over_closed_gate: bool,
    /// Whether statements bear on it that it does not know.
    pub outdated: bool,
    /// How many.
    pub later: u64,
    /// In which role; empty where it was not said.
    pub role: String,
    /// Why; none where it was redacted.
    pub reason: Option<String>,
    /// What has to be done; likewise.
    pub conditions: Option<String>,
    /// The root of the checkpoint that it rests on.
    pub checkpoint: String,
    /// Who decided.
    pub stated: Stamp,
}
