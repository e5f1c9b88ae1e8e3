//! Catalogues and profiles.

use assay_assessment::view::StandardPage;
use assay_catalogue::{Level, Platform};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, Session};

/// Input of `profiles_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProfilesListInput {}

/// A profile that is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileView {
    /// Such as `L2+R+P`.
    pub id: String,
    /// The titles of its levels.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// Its levels.
    pub levels: Vec<Level>,
}

/// Input of `profile_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProfileShowInput {
    /// Such as `L2+R`; any order and case.
    pub profile: String,
    /// The platform.
    pub platform: Platform,
}

/// How much a profile asks for on a platform.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanCounts {
    /// Required controls.
    pub controls: u32,
    /// Required weaknesses.
    pub weaknesses: u32,
    /// Required tests, each once.
    pub tests: u32,
    /// Required direct assessments.
    pub direct: u32,
    /// Optional tests.
    pub optional: u32,
}

/// One thing to be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanUnit {
    /// The unit's id.
    pub unit: String,
    /// Its title.
    pub title: String,
    /// Required or optional.
    pub required: bool,
    /// Why.
    pub because: String,
}

/// A weakness under its first control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanWeakness {
    /// Such as `MASWE-0001`.
    pub id: String,
    /// The numbering that the id belongs to.
    pub scheme: String,
    /// Its title.
    pub title: String,
    /// Whether the profile requires it.
    pub required: bool,
    /// Why, or why not.
    pub because: String,
    /// Its units.
    pub units: Vec<PlanUnit>,
}

/// A control and what counts under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanControl {
    /// Such as `MASVS-STORAGE-1`.
    pub id: String,
    /// Its group.
    pub group: String,
    /// Our one-line summary.
    pub summary: String,
    /// Whether the profile requires it.
    pub required: bool,
    /// Why, or why not.
    pub because: String,
    /// The weaknesses that count under it.
    pub weaknesses: Vec<PlanWeakness>,
    /// The direct assessment of a control without any weakness.
    pub units: Vec<PlanUnit>,
}

/// Something that a reader has to know about the coverage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanLimit {
    /// Such as `placeholder`, `deprecated`, `unlinked`.
    pub kind: String,
    /// The test or weakness.
    pub subject: String,
    /// One sentence.
    pub sentence: String,
}

/// What a profile asks for on a platform, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfilePlan {
    /// The profile.
    pub profile: ProfileView,
    /// The platform.
    pub platform: Platform,
    /// How much it is.
    pub counts: PlanCounts,
    /// Every control of MASVS in its order.
    pub controls: Vec<PlanControl>,
    /// What the catalogues don't cover.
    pub limits: Vec<PlanLimit>,
}

/// Input of `standards_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StandardsListInput {}

/// How many entries a catalogue has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StandardCounts {
    /// Groups of controls.
    pub groups: u32,
    /// Controls.
    pub controls: u32,
    /// Weaknesses.
    pub weaknesses: u32,
    /// Tests with a procedure.
    pub live_tests: u32,
    /// Announced tests.
    pub placeholder_tests: u32,
    /// Withdrawn tests.
    pub deprecated_tests: u32,
    /// Other pages: techniques, tools, ...
    pub pages: u32,
}

/// A catalogue that can be used here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StandardView {
    /// `MASVS`, `MASWE` or `MASTG`.
    pub name: String,
    /// Such as `2.1.0`.
    pub version: String,
    /// The git commit it was read from.
    pub commit: String,
    /// The digest that pins it.
    pub digest: String,
    /// Its licence.
    pub licence: String,
    /// Where it came from.
    pub source_url: String,
    /// Whether it came with Assay.
    pub shipped: bool,
    /// Whether OWASP's own text is at hand.
    pub has_text: bool,
    /// How many entries it has.
    pub counts: StandardCounts,
}

/// Input of `standard_page`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct StandardPageInput {
    /// Such as `MASTG-TECH-0157`.
    pub id: String,
    /// The numbering of a weakness's id; by default the pinned one's.
    pub scheme: Option<String>,
    /// In the catalogues of this assessment; by default those that ship.
    pub assessment: Option<Uuid>,
}

/// Input of `standards_sync`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct StandardsSyncInput {
    /// A git URL, a repository or a folder of MASVS, MASWE or MASTG.
    pub source: String,
    /// A full commit id; or a branch or tag, which is resolved once. By default the commit that ships, else `HEAD`.
    pub commit: Option<String>,
}

/// A file that was left out, or read with a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncProblem {
    /// Its path in the repository.
    pub path: String,
    /// The line, where there is one.
    pub line: Option<u32>,
    /// Stable, such as `bad-yaml`.
    pub code: String,
    /// One sentence.
    pub message: String,
}

/// What a sync read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncReport {
    /// The catalogue.
    pub catalogue: StandardView,
    /// The branch or tag that was resolved; none for a full commit id.
    pub revision: Option<String>,
    /// Files that were looked at.
    pub files: u32,
    /// What was wrong with single files.
    pub problems: Vec<SyncProblem>,
    /// Whether the content differs from the catalogue that new assessments pinned before.
    pub changed_pinned: bool,
}

pub(crate) async fn profiles(_: &Session, _: ProfilesListInput, _: Context) -> Result<Vec<ProfileView>, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn profile(_: &Session, _: ProfileShowInput, _: Context) -> Result<ProfilePlan, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn list(_: &Session, _: StandardsListInput, _: Context) -> Result<Vec<StandardView>, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn page(_: &Session, _: StandardPageInput, _: Context) -> Result<StandardPage, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn sync(_: &Session, _: StandardsSyncInput, _: Context) -> Result<SyncReport, CommandError> {
    Err(CommandError::new("stub", "", ""))
}
