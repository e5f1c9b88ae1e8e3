//! What is planned and decided of a release.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::apps::Stamp;
use super::readiness::Readiness;
use super::workspace::EntryView;

/// Whether a release ships.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DecisionChoice {
    /// It ships.
    Go,
    /// It ships under conditions.
    Conditional,
    /// It does not ship.
    Hold,
}

/// A decision about a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DecisionView {
    /// Its id.
    pub id: Uuid,
    /// What was decided.
    pub choice: DecisionChoice,
    /// Whether the gate was closed at the time. It says so for ever.
    pub over_closed_gate: bool,
    /// In which role; empty where it was not said, none where it was redacted.
    pub role: Option<String>,
    /// Why; none where it was redacted.
    pub reason: Option<String>,
    /// What has to be done; none where it was redacted.
    pub conditions: Option<String>,
    /// What the gates said at the time, in words; none where it was redacted.
    pub gates: Option<Vec<String>>,
    /// The root of the checkpoint that it rests on, in hex.
    pub checkpoint: String,
    /// Who decided.
    pub stated: Stamp,
    /// Whether no later decision took its place.
    pub current: bool,
    /// How many statements that bear on the release the decision does not know.
    #[ts(type = "number")]
    pub later: u64,
    /// Those statements, the newest first; of very many, the newest hundred.
    pub later_statements: Vec<EntryView>,
    /// Whether there are any.
    pub outdated: bool,
}

/// What was stated after a statement, and bears on what that is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Later {
    /// How many.
    pub(crate) count: u64,
    /// The newest of them.
    pub(crate) entries: Vec<EntryView>,
}

/// The day on which a release is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DueView {
    /// The day, as `2026-12-15`.
    pub day: String,
    /// Days until then by the clock of this machine; negative where it is past.
    pub days_left: i32,
    /// Who said so.
    pub stated: Stamp,
}

/// Whether a release may ship, what was planned and what was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReleaseReadiness {
    /// The release.
    pub release: Uuid,
    /// Its app.
    pub app: Uuid,
    /// The app's name.
    pub app_name: String,
    /// The release's name.
    pub release_name: String,
    /// Whether all its assessments' gates are open, and there is one.
    pub ready: bool,
    /// In words.
    pub sentence: String,
    /// One an assessment, newest first; those that were moved to other catalogues are left out.
    pub assessments: Vec<Readiness>,
    /// When it is due. Where several days stand beside each other, the earliest.
    pub due: Option<DueView>,
    /// Decisions, the current ones first, then newest first. Several current ones do not know of each other.
    pub decisions: Vec<DecisionView>,
    /// Entry ids that a new decision must name.
    pub decision_heads: Vec<String>,
}
