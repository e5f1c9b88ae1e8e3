//! Findings and waivers.
//!
//! **Whoever asks what holds a release back** starts at two doors, both with the day passed in by the workspace's clock:
//! [`Workspace::findings`](crate::Workspace::findings) with a [`FindingScope`] gives each finding as it stands there, with
//! severity, age, state, and the waiver that counts; [`Workspace::waivers`](crate::Workspace::waivers) gives the waivers,
//! each with where it stands and how many days are left. What waivers let through on an assessment, what its profile calls
//! not waivable kept out, is in the gate's answer: [`Workspace::readiness`](crate::Workspace::readiness).
//!
//! **Where a finding stands** follows from what was stated on builds, never from who says that it is mended. On each platform
//! the last build of the scope on which anything was stated decides: builds stand in the order in which they were added.
//! It is fixed when that says so on every platform. A finding without any build is open everywhere. What two people say
//! without knowing of each other counts as the worse of the two, and shows as disputed.

use assay_catalogue::{FindingSeverity, Platform};
use assay_messages::noted;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::apps::Stamp;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing, no weakness by itself: a CVSS score of 0.
    Info,
    /// 0.1 to 3.9.
    Low,
    /// 4.0 to 6.9.
    Medium,
    /// 7.0 to 8.9.
    High,
    /// 9.0 to 10.
    Critical,
}

impl Severity {
    /// From the least to the worst.
    pub const ALL: [Severity; 5] =
        [Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical];

    /// The word.
    pub const fn as_str(self) -> &'static str {
        noted!(match self {
            Severity::Info => "info",
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        })
    }

    /// From the word.
    pub fn of_word(word: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// Whether a gate that wants findings below a level lets it through.
    pub fn is_below(self, level: FindingSeverity) -> bool {
        self < Severity::of(level)
    }

    /// The level of a gate.
    pub const fn of(level: FindingSeverity) -> Severity {
        match level {
            FindingSeverity::Low => Severity::Low,
            FindingSeverity::Medium => Severity::Medium,
            FindingSeverity::High => Severity::High,
            FindingSeverity::Critical => Severity::Critical,
        }
    }
}

/// A CVSS 4.0 vector with what follows from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CvssView {
    /// The vector in its one spelling.
    pub vector: String,
    /// 0 to 10, with one decimal.
    pub score: f64,
    /// The level that the score falls into.
    pub severity: Severity,
    /// Which groups of metrics it rests on, such as `CVSS-B`.
    pub nomenclature: String,
}

/// What is said of a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct FindingText {
    /// A line.
    pub title: String,
    /// What it is and what it leads to, in markdown.
    pub description: String,
    /// How to see it, in markdown.
    pub steps: String,
    /// What mends it, in markdown.
    pub remedy: String,
    /// Who sees to it; a name.
    pub owner: String,
    /// The day by which it should be mended, `2026-12-31`.
    pub due: Option<String>,
    /// The address of a ticket.
    pub ticket: Option<String>,
    /// Numbers of the Common Weakness Enumeration.
    pub cwe: Vec<u32>,
    /// A CVSS 4.0 vector; the severity then follows from it.
    pub vector: Option<String>,
}

/// A unit of an assessment that showed a finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct FindingPlace {
    /// The assessment.
    pub assessment: Uuid,
    /// The unit's id.
    pub unit: String,
}

/// What a retest says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RetestOutcome {
    /// It is not there any more.
    Fixed,
    /// It is still there.
    StillThere,
}

/// Where a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingState {
    /// It is there, as far as anyone knows.
    Open,
    /// It is there, and a waiver in force accepts it.
    Waived,
    /// A retest on a named build of each platform says that it is gone.
    Fixed,
    /// It is none, for a reason.
    Withdrawn,
}

/// Where a finding stands on a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingOnBuild {
    /// Seen there.
    Affected,
    /// Looked for again, and there.
    StillThere,
    /// Looked for again, and gone.
    Fixed,
}

/// What was stated of a finding on a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingBuild {
    /// The build.
    pub build: Uuid,
    /// Its release.
    pub release: Uuid,
    /// The release's name.
    pub release_name: String,
    /// Its platform.
    pub platform: Platform,
    /// Such as `4.2.0 (4210)`.
    pub version: String,
    /// Where the finding stands on it: the worst, where it is disputed.
    pub state: FindingOnBuild,
    /// Whether two people say different things without knowing of each other.
    pub disputed: bool,
    /// The units that showed it.
    pub places: Vec<FindingPlace>,
    /// The note of the retest; none where there is none, or where it was redacted.
    pub note: Option<String>,
    /// The entry of the result that the retest rests on.
    pub basis: Option<String>,
    /// Who said so last, when.
    pub stated: Stamp,
    /// Entry ids that a next statement about this build must name.
    pub heads: Vec<String>,
}

/// A finding in a list, as it stands in the scope that was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FindingRow {
    /// The finding's id.
    pub id: Uuid,
    /// The app.
    pub app: Uuid,
    /// The app's name.
    pub app_name: String,
    /// Where it stands.
    pub state: FindingState,
    /// How bad it is: the worst that is said, where that is disputed.
    pub severity: Severity,
    /// Whether two people describe it without knowing of each other, or differ about a build.
    pub disputed: bool,
    /// What is said of it; none where it was redacted.
    pub text: Option<FindingText>,
    /// The score of its vector, where it has one.
    pub score: Option<f64>,
    /// The builds of the scope, newest first.
    pub builds: Vec<FindingBuild>,
    /// The builds whose retests say that it is gone, where it is fixed.
    pub fixed_on: Vec<Uuid>,
    /// The waivers over it, newest first; the first that counts makes it waived.
    pub waivers: Vec<WaiverView>,
    /// Whether it is open or waived, and its due date is over.
    pub overdue: bool,
    /// Days since it was opened.
    pub age_days: u32,
    /// Who opened it, when.
    pub opened: Stamp,
    /// Entry ids that a change must name.
    pub heads: Vec<String>,
}

/// What findings are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum FindingScope {
    /// Every app, as they stand now.
    Workspace,
    /// An app, as they stand now.
    App(Uuid),
    /// A release: what was stated on builds up to its own, and waivers that none of its assessments' profiles bars.
    Release(Uuid),
    /// The release of an assessment, by that assessment's profile.
    Assessment(Uuid),
}

/// One of several things that are said of a finding without knowing of each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingVersion {
    /// How bad it is; none where this one withdraws it.
    pub severity: Option<Severity>,
    /// The words; none where they were redacted.
    pub text: Option<FindingText>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    /// Who said so, when.
    pub stated: Stamp,
}

/// What happened to a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingEventKind {
    /// It was opened.
    Opened,
    /// What is said of it changed.
    Changed,
    /// It was withdrawn.
    Withdrawn,
    /// It was seen on a build.
    Affects,
    /// It was looked for again, and was gone.
    Fixed,
    /// It was looked for again, and was there.
    StillThere,
    /// A waiver was granted.
    Waived,
    /// A waiver was withdrawn.
    WaiverWithdrawn,
    /// The author undid the step before.
    TakenBack,
}

/// A step in the history of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingEvent {
    /// What happened.
    pub kind: FindingEventKind,
    /// The severity that was stated, where one was.
    pub severity: Option<Severity>,
    /// The build that it is about.
    pub build: Option<Uuid>,
    /// That build in words, such as `android 4.2.0 (4210)`.
    pub build_words: String,
    /// A line of the words; empty where there are none or they were redacted.
    pub text: String,
    /// Whether something later took its place.
    pub superseded: bool,
    /// Who, when.
    pub stated: Stamp,
}

/// A finding in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FindingDetail {
    /// As in the list, over all builds of the app.
    pub finding: FindingRow,
    /// The description, rendered and safe.
    pub description_html: String,
    /// The steps likewise.
    pub steps_html: String,
    /// The remedy likewise.
    pub remedy_html: String,
    /// The vector with its score.
    pub cvss: Option<CvssView>,
    /// Why it was withdrawn, where it was.
    pub withdrawn_because: Option<String>,
    /// What is said now: one, or more where it is disputed.
    pub versions: Vec<FindingVersion>,
    /// Weaknesses of the units that showed it, such as `MASWE-0018`.
    pub weaknesses: Vec<String>,
    /// Newest first.
    pub history: Vec<FindingEvent>,
}

/// Why an existing finding may be the one that a failed unit shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CandidateReason {
    /// The same unit showed it, on this build or another.
    SameUnit,
    /// A unit of the same weakness showed it.
    SameWeakness,
}

/// A finding that a failed unit may show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FindingCandidate {
    /// The finding.
    pub finding: FindingRow,
    /// Why it may be the one.
    pub because: CandidateReason,
    /// Whether it names this unit on this build already.
    pub linked: bool,
}

/// What a new finding from a failed unit begins with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FindingDraft {
    /// The app.
    pub app: Uuid,
    /// Words taken from the unit and its answer.
    pub text: FindingText,
    /// Findings of the app that it may be: the nearest first.
    pub candidates: Vec<FindingCandidate>,
}

/// A step that was taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FindingUndone {
    /// What was taken back, in a sentence.
    pub undone: String,
    /// The finding as it is now; none where opening it was taken back.
    pub finding: Option<FindingDetail>,
}

/// What is said of a waiver.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct WaiverText {
    /// Who accepts the risk; a name.
    pub approver: String,
    /// In which role, as they stated it.
    pub role: String,
    /// Why it is acceptable.
    pub reason: String,
    /// What has to hold meanwhile; may be empty.
    pub conditions: String,
    /// Who sees to the conditions; may be empty.
    pub conditions_by: String,
    /// Until which day, as `2026-12-31`.
    pub conditions_due: Option<String>,
    /// Whether the approver was no member of the workspace when the risk was accepted, by the name. It is found out and not
    /// believed; none for a waiver of before that was recorded.
    pub outside: Option<bool>,
}

/// What has to hold while a waiver counts: who sees to it, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaiverConditions {
    /// The waiver.
    pub waiver: Uuid,
    /// What it lets through, in words.
    pub label: String,
    /// Who accepted the risk.
    pub approver: String,
    /// The conditions as they were stated.
    pub words: String,
    /// Who sees to them; may be empty.
    pub by: String,
    /// Until which day, `2026-12-31`.
    pub due: Option<String>,
    /// Whether that day is over. Nobody states that conditions are met: it is a reason to ask, and holds nothing back.
    pub overdue: bool,
}

/// What a waiver lets through.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum WaiverOver {
    /// A finding, in whatever release.
    Finding {
        /// The finding.
        finding: Uuid,
    },
    /// A failed control of an assessment on a platform.
    Control {
        /// The assessment.
        assessment: Uuid,
        /// The platform.
        platform: Platform,
        /// The control.
        control: String,
    },
    /// A failed unit of an assessment on a platform.
    Unit {
        /// The assessment.
        assessment: Uuid,
        /// The platform.
        platform: Platform,
        /// The unit.
        unit: String,
    },
}

/// Where a waiver stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WaiverStanding {
    /// It counts.
    InForce,
    /// Its last day is over: it counts no longer.
    Expired,
    /// The finding is worse now than what was accepted: it counts no longer.
    Outgrown,
    /// The profile that it is read by calls something of it not waivable: it does not count there.
    Barred,
    /// It was withdrawn.
    Withdrawn,
}

/// A waiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaiverView {
    /// The waiver's id.
    pub id: Uuid,
    /// What it lets through.
    pub over: WaiverOver,
    /// That in words: the finding's title, the control or the unit.
    pub over_words: String,
    /// The app.
    pub app: Uuid,
    /// Where it stands today.
    pub standing: WaiverStanding,
    /// Why it does not count, or when it ends: a sentence.
    pub sentence: String,
    /// The severity that was accepted; none over a control or a unit.
    pub severity: Option<Severity>,
    /// The last day, `2026-12-31`.
    pub until: String,
    /// Days until then, today not counted; less than zero when it is over.
    pub days_left: i32,
    /// Who accepts it and why; none where it was redacted.
    pub text: Option<WaiverText>,
    /// Who granted it here, when.
    pub granted: Stamp,
    /// Why it was withdrawn, where it was.
    pub withdrawn_because: Option<String>,
    /// Entry ids that withdrawing it must name.
    pub heads: Vec<String>,
}

impl WaiverView {
    /// Whether it counts today.
    pub fn counts(&self) -> bool {
        self.standing == WaiverStanding::InForce
    }

    /// Its conditions, where it has some; `day` is today, `2026-12-31`.
    pub fn conditions(&self, day: &str) -> Option<WaiverConditions> {
        let text = self.text.as_ref().filter(|text| !text.conditions.is_empty())?;
        Some(WaiverConditions {
            waiver: self.id,
            label: self.over_words.clone(),
            approver: text.approver.clone(),
            words: text.conditions.clone(),
            by: text.conditions_by.clone(),
            due: text.conditions_due.clone(),
            // Days are written so that their order is that of their letters.
            overdue: text.conditions_due.as_deref().is_some_and(|due| due < day),
        })
    }
}
