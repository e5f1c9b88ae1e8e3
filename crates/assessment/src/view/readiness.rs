//! Readiness: the gate's answer for a release, with everything that holds it back.

use assay_catalogue::{Gate, Platform};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::apps::BuildView;
use super::board::Blocker;
use super::checklist::Progress;
use super::findings::{Severity, WaiverConditions};
use super::verdict::Verdict;

/// What holds a release back, as a stable word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// The release has no build to judge.
    NoBuild,
    /// The record holds statements that only a newer version knows.
    UnknownStatements,
    /// A required control fails.
    ControlFails,
    /// An open finding is as severe as the gate refuses.
    FindingOpen,
    /// A waiver that let something through is past its last day.
    WaiverExpired,
    /// Answers that do not know of each other stand beside each other.
    Disputed,
    /// An answer is stale.
    Stale,
    /// A required unit has no result.
    Undecided,
    /// Every result is there, but they count on a release variant only, and this build is a debug variant.
    DebugOnly,
    /// A required control is inconclusive.
    Inconclusive,
    /// A result rests on no evidence.
    NoEvidence,
    /// Evidence was expected, and there is none.
    ExpectedEvidence,
    /// A result was not approved by a second person.
    NotApproved,
}

/// What a reason counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Rows of a checklist.
    Units,
    /// Controls.
    Controls,
    /// Findings.
    Findings,
    /// Waivers.
    Waivers,
    /// Statements of the record.
    Statements,
    /// The release itself.
    Release,
}

/// One thing that is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CountedItem {
    /// The unit's, control's, finding's or waiver's id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Its title.
    pub title: String,
}

/// How many, and which.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tally {
    /// How many.
    pub count: u32,
    /// Which; left out where many releases are shown at once.
    pub items: Vec<CountedItem>,
}

/// A reason on one build, or about the release as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReasonPart {
    /// The platform; none where it is about the release as a whole.
    pub platform: Option<Platform>,
    /// The build; likewise.
    pub build: Option<Uuid>,
    /// How many, and which.
    pub tally: Tally,
}

/// Something that holds a release back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reason {
    /// Stable.
    pub code: ReasonCode,
    /// What is counted.
    pub what: Counted,
    /// How many, over all parts.
    pub count: u32,
    /// The severity from which findings hold it back, where that is what is counted.
    pub level: Option<Severity>,
    /// In words: `2 required controls fail`.
    pub words: String,
    /// By build.
    pub parts: Vec<ReasonPart>,
}

/// The gate's answer for one assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Readiness {
    /// The assessment.
    pub assessment: Uuid,
    /// The release that it measures.
    pub release: Uuid,
    /// Its title.
    pub title: String,
    /// The profile's id.
    pub profile: String,
    /// Whether the gate is open.
    pub ready: bool,
    /// `Not ready: 2 required controls fail, 4 answers stale.`
    pub sentence: String,
    /// What holds it back, the gravest first; empty where it is ready.
    pub reasons: Vec<Reason>,
    /// What would hold it back if no waiver accepted it.
    pub waived: Vec<Reason>,
    /// Under which conditions waivers that count accept risks of it: what is overdue first, then by day.
    pub conditions: Vec<WaiverConditions>,
    /// The findings and failed controls that hold it back by name, the worst first.
    pub blockers: Vec<Blocker>,
    /// What was asked for.
    pub gate: Gate,
    /// The builds of record that were judged, Android first.
    pub platforms: Vec<PlatformReadiness>,
    /// The day on which it was asked: waivers and answers have last days.
    pub day: String,
}

/// One build of record in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlatformReadiness {
    /// The platform.
    pub platform: Platform,
    /// The build that its verdicts rest on.
    pub build: BuildView,
    /// Over required units.
    pub progress: Progress,
    /// How many required controls have which verdict.
    pub verdicts: VerdictCounts,
}

/// How many controls have which verdict; those out of scope are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VerdictCounts {
    /// Passed.
    pub pass: u32,
    /// Failed.
    pub fail: u32,
    /// Inconclusive.
    pub inconclusive: u32,
    /// Untested.
    pub untested: u32,
    /// Not applicable.
    pub not_applicable: u32,
}

impl Reason {
    /// The numbers alone.
    #[must_use]
    pub fn numbers(&self) -> Reason {
        let parts = self.parts.iter().map(|part| ReasonPart { tally: part.tally.number(), ..part.clone() });
        Reason { parts: parts.collect(), ..self.clone() }
    }
}

impl VerdictCounts {
    /// Counts a verdict.
    pub fn add(&mut self, verdict: Verdict) {
        let count = match verdict {
            Verdict::OutOfScope => return,
            Verdict::Pass => &mut self.pass,
            Verdict::Fail => &mut self.fail,
            Verdict::Inconclusive => &mut self.inconclusive,
            Verdict::Untested => &mut self.untested,
            Verdict::NotApplicable => &mut self.not_applicable,
        };
        *count += 1;
    }
}

impl Tally {
    /// Counts one.
    pub(crate) fn add(&mut self, item: CountedItem) {
        self.count += 1;
        self.items.push(item);
    }

    /// The number alone.
    #[must_use]
    pub fn number(&self) -> Tally {
        Tally { count: self.count, items: Vec::new() }
    }
}
