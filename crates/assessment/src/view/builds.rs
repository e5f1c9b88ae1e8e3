//! Two builds of an app beside each other: what changed from the one to the other.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::checklist::AnswerState;
use super::findings::{FindingState, Severity};
use super::former::{NamedBuild, ReconfirmBasis};
use super::verdict::Verdict;

/// A build of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedBuild {
    /// The build.
    pub build: NamedBuild,
    /// The assessment whose answers are compared; none where its release has none.
    pub assessment: Option<Uuid>,
    /// Its title; empty where there is none.
    pub assessment_title: String,
}

/// A fact that identifies a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Such as `4.2.0`.
    VersionName,
    /// Such as `4210`.
    VersionCode,
    /// Application id or bundle identifier.
    PackageId,
    /// How it was built: `debug`, `release`, `store_signed`, `split`.
    Variant,
    /// The tested file's name.
    FileName,
    /// The tested file's size in bytes.
    Size,
    /// The tested file's SHA-256.
    Sha256,
    /// SHA-256 of the signing certificate.
    SigningCertificate,
    /// The git commit that it was built from.
    Commit,
}

/// A fact of both builds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FactOnBuilds {
    /// Which.
    pub fact: FactKind,
    /// On the former build; none where it is not known.
    pub from: Option<String>,
    /// On the later build; likewise.
    pub to: Option<String>,
    /// Whether both are known and differ, or only one is known.
    pub changed: bool,
}

/// What became of a unit from one build to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnitChange {
    /// It passed or did not apply, and fails now.
    Broken,
    /// It failed, and passes or does not apply now.
    Mended,
    /// Decided on both, otherwise differently.
    Changed,
    /// It was open, and is decided now.
    Decided,
    /// It was decided, and is open now.
    Open,
    /// Only the later build's checklist asks for it.
    Added,
    /// Only the former build's checklist asked for it.
    Gone,
    /// Where it stood.
    Same,
}

/// What the board counts of what became of a platform since another build: of a control, the first four, or a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SincePart {
    /// See [`super::SinceBuild::broken`].
    Broken,
    /// See [`super::SinceBuild::first_judged`].
    FirstJudged,
    /// See [`super::SinceBuild::still`].
    Still,
    /// See [`super::SinceBuild::mended`].
    Mended,
    /// See [`super::SinceBuild::new_findings`].
    NewFindings,
    /// See [`super::SinceBuild::fixed_findings`].
    FixedFindings,
}

/// A unit on both builds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnitOnBuilds {
    /// The unit.
    pub unit: String,
    /// What people call it.
    pub label: String,
    /// Its title.
    pub title: String,
    /// The control that it stands under first.
    pub control: String,
    /// Whether either checklist requires it.
    pub required: bool,
    /// Where its answer stands on the former build; none where that checklist does not hold it.
    pub from: Option<AnswerState>,
    /// Where its answer stands on the later build; likewise.
    pub to: Option<AnswerState>,
    /// What became of it.
    pub change: UnitChange,
    /// What the later answer rests on, where it is that of a former build, reconfirmed.
    pub reconfirmed: Option<ReconfirmBasis>,
}

/// A control on both builds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ControlOnBuilds {
    /// Such as `MASVS-STORAGE-1`.
    pub control: String,
    /// Our one-line summary.
    pub summary: String,
    /// On the former build; none where it has no assessment, or that does not know the control.
    pub from: Option<Verdict>,
    /// On the later build; likewise.
    pub to: Option<Verdict>,
    /// Whether they differ.
    pub changed: bool,
    /// As what the board counts it; none where it counts as nothing.
    pub part: Option<SincePart>,
}

/// A finding that concerns either build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingChange {
    /// The finding.
    pub finding: Uuid,
    /// Its title; none where it was redacted.
    pub title: Option<String>,
    /// How bad it is.
    pub severity: Severity,
    /// Where it stood on the former build, by all that was said of builds up to it; none where nobody had seen it on one.
    pub from: Option<FindingState>,
    /// Where it stands on the later build; likewise.
    pub to: Option<FindingState>,
    /// Whether they differ.
    pub changed: bool,
    /// As what the board counts it; none where it counts as nothing.
    pub part: Option<SincePart>,
}

/// How many units went which way; they add up to all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BuildsCounts {
    /// See [`UnitChange::Broken`].
    pub broken: u32,
    /// See [`UnitChange::Mended`].
    pub mended: u32,
    /// See [`UnitChange::Changed`].
    pub changed: u32,
    /// See [`UnitChange::Decided`].
    pub decided: u32,
    /// See [`UnitChange::Open`].
    pub open: u32,
    /// See [`UnitChange::Added`].
    pub added: u32,
    /// See [`UnitChange::Gone`].
    pub gone: u32,
    /// See [`UnitChange::Same`].
    pub same: u32,
}

/// What two builds ask of the system; see [`super::BuildFacts::permissions`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PermissionsOnBuilds {
    /// Whether it is known of the former build.
    pub from_known: bool,
    /// Whether it is known of the later build.
    pub to_known: bool,
    /// What only the later one asks for; none where either is not known.
    pub added: Vec<String>,
    /// What only the former one asks for; likewise.
    pub removed: Vec<String>,
    /// What both ask for; likewise.
    pub kept: Vec<String>,
}

/// What changed between two builds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BuildsComparison {
    /// The former build.
    pub from: ComparedBuild,
    /// The later build.
    pub to: ComparedBuild,
    /// Whether the tested files are the same, by their SHA-256.
    pub identical: bool,
    /// What identifies them.
    pub facts: Vec<FactOnBuilds>,
    /// What they ask of the system.
    pub permissions: PermissionsOnBuilds,
    /// In the order of the later checklist; what only the former one holds comes last.
    pub units: Vec<UnitOnBuilds>,
    /// How many units went which way.
    pub counts: BuildsCounts,
    /// The controls that either assessment asks for, in MASVS order.
    pub controls: Vec<ControlOnBuilds>,
    /// The findings that concern either, the worst first.
    pub findings: Vec<FindingChange>,
}
