//! Carrying the answers of an assessment over to other versions of the catalogues, or to another profile.

use assay_catalogue::{Gate, Platform};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::apps::{AssessmentView, CatalogueRef, Stamp};
use super::checklist::{AnswerState, ResultCode};
use super::verdict::Verdict;

/// What an answer that came over from another assessment counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CarriedHow {
    /// The unit's text is the same: it counts.
    Same,
    /// The same weakness under a new id: it counts.
    Renumbered,
    /// The text changed: it is shown as stale until someone answers anew.
    Changed,
    /// The unit took the place of another one, whose answer is shown and counts for nothing.
    Successor,
}

/// Where an answer was carried over from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Carried {
    /// What it counts for here.
    pub how: CarriedHow,
    /// The assessment that it was carried over from.
    pub assessment: Uuid,
    /// That assessment's title; empty where this copy of the workspace doesn't have it.
    pub assessment_title: String,
    /// The unit that it answered there.
    pub unit: String,
    /// What was stated there.
    pub result: ResultCode,
    /// Who stated it first, and when; none where this copy of the workspace doesn't have that entry.
    pub stated: Option<Stamp>,
    /// Who carried it over, and when.
    pub by: Stamp,
}

/// What a migration proposes for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MigrationOutcome {
    /// The unit's text is the same: the answer holds.
    Carried,
    /// The same weakness under a new id. Where its text changed too, the answer is stale unless the reviewer says that
    /// it holds.
    Renumbered,
    /// The unit's text changed: the answer comes over as stale.
    Stale,
    /// Other units took the unit's place: they are untested, with the former answer beside them.
    Redo,
    /// Nothing takes it: it stays in the former assessment.
    Dropped,
}

/// A unit of the new checklist that an answer goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MigrationTarget {
    /// The unit.
    pub unit: String,
    /// What people call it.
    pub label: String,
    /// Its title.
    pub title: String,
    /// It gets an answer of its own from the former assessment, and nothing of this one.
    pub answered: bool,
}

/// One of the current answers of a unit: the only one, or one of several that are disputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MigratedAnswer {
    /// What was stated.
    pub result: ResultCode,
    /// Who stated it first, when, in which entry.
    pub stated: Stamp,
    /// What it will count for; none where it stays behind.
    pub how: Option<CarriedHow>,
}

/// A unit of the former checklist with what it holds, and what becomes of that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MigrationItem {
    /// The former unit.
    pub unit: String,
    /// What people call it.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Where its answer stands.
    pub state: AnswerState,
    /// Current answers: none where only evidence is there, several where they are disputed. A dispute comes over as one.
    pub answers: Vec<MigratedAnswer>,
    /// How many pieces of evidence are attached. They come over with a carried, renumbered or stale answer.
    pub evidence: u32,
    /// What is proposed.
    pub outcome: MigrationOutcome,
    /// Whether the text that the answer refers to changed.
    pub text_changed: bool,
    /// The units that it goes to.
    pub targets: Vec<MigrationTarget>,
    /// Why, in a sentence.
    pub because: String,
}

/// A unit of the new checklist that no former answer goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewUnit {
    /// The unit.
    pub unit: String,
    /// What people call it.
    pub label: String,
    /// Its title.
    pub title: String,
    /// The control that it stands under first.
    pub control: String,
    /// Required, or optional.
    pub required: bool,
    /// Whether the former checklist asked for it too, where nobody answered it.
    pub known: bool,
}

/// A conclusion on a control: it was drawn from the former catalogue and stays behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConclusionLeft {
    /// The control.
    pub control: String,
    /// What was concluded.
    pub verdict: Verdict,
    /// By whom, when, in which entry.
    pub stated: Stamp,
}

/// How many answered units come out how; they add up to all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MigrationCounts {
    /// All units with an answer or evidence; the five below sum up to it.
    pub items: u32,
    /// See [`MigrationOutcome::Carried`].
    pub carried: u32,
    /// See [`MigrationOutcome::Renumbered`].
    pub renumbered: u32,
    /// See [`MigrationOutcome::Stale`].
    pub stale: u32,
    /// See [`MigrationOutcome::Redo`].
    pub redo: u32,
    /// See [`MigrationOutcome::Dropped`].
    pub dropped: u32,
    /// Of all of them, those whose answer is disputed.
    pub disputed: u32,
    /// Required units of the new checklist that no former answer goes to.
    pub new: u32,
}

/// What becomes of the answers on one build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BuildMigration {
    /// The build.
    pub build: Uuid,
    /// Its platform.
    pub platform: Platform,
    /// Every unit that holds an answer or evidence, once, in the order of the former checklist.
    pub items: Vec<MigrationItem>,
    /// In the order of the new checklist.
    pub new_units: Vec<NewUnit>,
    /// Current conclusions on controls that do not come over.
    pub conclusions: Vec<ConclusionLeft>,
    /// Over the items of this build.
    pub counts: MigrationCounts,
}

/// What a profile says of whether a release may ship, before a move or after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MigrationProfile {
    /// Its id, such as `L2+R+P` or `fintech`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What is asked for before a release may ship.
    pub gate: Gate,
}

/// What a migration would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MigrationProposal {
    /// The assessment whose answers are to be carried over.
    pub assessment: Uuid,
    /// Its title.
    pub title: String,
    /// What it is measured against.
    pub from: Vec<CatalogueRef>,
    /// What the new assessment would be measured against.
    pub to: Vec<CatalogueRef>,
    /// The profile that it was opened with.
    pub profile_from: MigrationProfile,
    /// The profile of the new assessment; the same where it stays.
    pub profile_to: MigrationProfile,
    /// One a build of the release.
    pub builds: Vec<BuildMigration>,
    /// Over all builds.
    pub counts: MigrationCounts,
    /// Names exactly this proposal: applying it gives this back, so that nothing else is applied.
    pub token: String,
}

/// What the reviewer says of a proposed item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MigrationChoice {
    /// As proposed.
    Accept,
    /// Leave it behind, in the former assessment.
    Leave,
    /// A renumbered answer holds although the text changed.
    Holds,
}

/// The reviewer's word on one item; items without one are accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MigrationDecision {
    /// The build.
    pub build: Uuid,
    /// The former unit.
    pub unit: String,
    /// What the reviewer says.
    pub choice: MigrationChoice,
}

/// What a migration did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Migrated {
    /// The new assessment.
    pub assessment: AssessmentView,
    /// What was proposed.
    pub counts: MigrationCounts,
    /// Items that the reviewer left behind.
    pub left: u32,
    /// Answers that were carried over, former ones beside new units included.
    pub answers: u32,
    /// Pieces of evidence that were carried over.
    pub evidence: u32,
}

/// The assessment that another one was migrated from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MigratedFrom {
    /// The former assessment.
    pub assessment: Uuid,
    /// Its title; empty where this copy of the workspace doesn't have it.
    pub title: String,
}
