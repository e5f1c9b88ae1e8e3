//! The board: every release in numbers and words, for whoever decides.

use assay_catalogue::Platform;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::apps::{BuildView, Stamp, Variant};
use super::checklist::Progress;
use super::decision::{DecisionChoice, DueView};
use super::findings::{Severity, WaiverConditions};
use super::readiness::{Counted, Reason, VerdictCounts};

/// All that is under way, on one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Board {
    /// The day that it shows.
    pub day: String,
    /// Releases: what is due first, then what has no date, by app and newest first.
    pub releases: Vec<BoardRelease>,
    /// How many releases there are, those that are left out included.
    pub all_releases: u32,
    /// Open findings by severity and age, the worst first; severities without one are left out.
    pub findings: Vec<OpenFindings>,
    /// Waivers that end within thirty days or have ended, the next one first.
    pub waivers: Vec<EndingWaiver>,
    /// Who has what, by name.
    pub people: Vec<BoardPerson>,
}

/// A release on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BoardRelease {
    /// The app.
    pub app: Uuid,
    /// Its name.
    pub app_name: String,
    /// The release.
    pub release: Uuid,
    /// Its name.
    pub release_name: String,
    /// Whether the gates of all its assessments are open, and there is one.
    pub ready: bool,
    /// In words.
    pub sentence: String,
    /// Newest first.
    pub assessments: Vec<BoardAssessment>,
    /// When it is due.
    pub due: Option<DueView>,
    /// The current decision; none where nobody decided, or where several stand beside each other.
    pub decision: Option<BoardDecision>,
    /// How many current decisions there are: more than one are disputed.
    pub decisions: u32,
}

/// A decision in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BoardDecision {
    /// What was decided.
    pub choice: DecisionChoice,
    /// Whether the gate was closed at the time.
    pub over_closed_gate: bool,
    /// Whether a later statement bears on it.
    pub outdated: bool,
    /// In which role; empty where it was not said, none where it was redacted.
    pub role: Option<String>,
    /// Why; none where it was redacted.
    pub reason: Option<String>,
    /// What has to be done; none where it was redacted.
    pub conditions: Option<String>,
    /// Who decided.
    pub stated: Stamp,
}

/// An assessment on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BoardAssessment {
    /// The assessment.
    pub assessment: Uuid,
    /// Its title.
    pub title: String,
    /// The profile's id.
    pub profile: String,
    /// Whether its gate is open.
    pub ready: bool,
    /// In words.
    pub sentence: String,
    /// What holds it back, in numbers.
    pub reasons: Vec<Reason>,
    /// What waivers accept, in numbers.
    pub waived: Vec<Reason>,
    /// Under which conditions waivers that count accept risks of it: what is overdue first, then by day.
    pub conditions: Vec<WaiverConditions>,
    /// The findings and failed controls that hold it back by name, the worst first; of very many, the first.
    pub blockers: Vec<Blocker>,
    /// How many more there are.
    pub more_blockers: u32,
    /// Whether the gate asks for a second person's approval; where it does not, reviews hold nothing back.
    pub asks_review: bool,
    /// How many sign-offs stand.
    pub sign_offs: u32,
    /// How many of them a later statement bears on.
    pub sign_offs_outdated: u32,
    /// Android first.
    pub platforms: Vec<BoardPlatform>,
}

/// A platform of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BoardPlatform {
    /// The platform.
    pub platform: Platform,
    /// The build that its verdicts rest on.
    pub build: BuildView,
    /// How far that build is.
    pub progress: Progress,
    /// What its controls have come to.
    pub verdicts: VerdictCounts,
    /// How many of those that fail are accepted by waivers.
    pub accepted: u32,
    /// Where the review of its results stands.
    pub review: ReviewCounts,
    /// What became of it since the last build that counted before; none where there is none.
    pub since: Option<SinceBuild>,
    /// Its builds in the order in which they were added: at most the last twenty.
    pub trend: Vec<TrendPoint>,
}

/// A finding or a control that holds a release back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Blocker {
    /// A finding or a control.
    pub what: Counted,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How bad a finding is.
    pub severity: Option<Severity>,
    /// Whose it is; empty where nobody was named.
    pub owner: String,
    /// When a finding is to be mended.
    pub due: Option<String>,
    /// Whether that is after the release is due.
    pub after_due: bool,
    /// The platform of a control.
    pub platform: Option<Platform>,
    /// Its build.
    pub build: Option<Uuid>,
}

/// Where the review of required results stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReviewCounts {
    /// Approved by a second person.
    pub approved: u32,
    /// Approved by nobody but their author.
    pub by_author: u32,
    /// Waiting for a second person.
    pub submitted: u32,
    /// Returned to their author.
    pub returned: u32,
    /// Not handed in.
    pub open: u32,
}

/// What became of a platform since the build of record before: that of the former release or, without one, the last
/// release variant before in the same release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SinceBuild {
    /// That build.
    pub build: Uuid,
    /// Its release.
    pub release_name: String,
    /// Such as `4.1.0`.
    pub version_name: String,
    /// Such as `4103`.
    pub version_code: String,
    /// The profile by which it was measured, where that is another one: what was not asked for there is not decided there.
    pub profile: Option<String>,
    /// How far it was; none where no assessment measured it.
    pub progress: Option<Progress>,
    /// Controls that fail here and passed or did not apply there.
    pub broken: u32,
    /// Controls that fail here and were not decided there.
    pub first_judged: u32,
    /// Controls that fail on both.
    pub still: u32,
    /// Controls that failed there and pass or do not apply here.
    pub mended: u32,
    /// Findings seen here and not there.
    pub new_findings: u32,
    /// Findings of that build or another release that a retest on this build found fixed.
    pub fixed_findings: u32,
}

/// A build in a trend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrendPoint {
    /// The build.
    pub build: Uuid,
    /// Such as `4.2.0`.
    pub version_name: String,
    /// Such as `4210`.
    pub version_code: String,
    /// How it was built.
    pub variant: Variant,
    /// How far it is.
    pub progress: Progress,
    /// How many required controls fail on it.
    pub failed_controls: u32,
}

/// Open findings of a severity, by how long they have been open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenFindings {
    /// How bad they are.
    pub severity: Severity,
    /// Less than a week.
    pub week: u32,
    /// Less than thirty days.
    pub month: u32,
    /// Less than ninety days.
    pub quarter: u32,
    /// Longer.
    pub older: u32,
}

/// A waiver that ends soon, or has ended and would still be needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EndingWaiver {
    /// Its id.
    pub id: Uuid,
    /// What it accepts, in words.
    pub label: String,
    /// The app's name.
    pub app_name: String,
    /// The assessment, where it is about one.
    pub assessment: Option<Uuid>,
    /// The finding, where it is about one.
    pub finding: Option<Uuid>,
    /// Its last day.
    pub last_day: String,
    /// Days until then; negative where it is past.
    pub days_left: i32,
    /// The day on which a release that needs it is due, where the waiver ends before.
    pub before_due: Option<String>,
    /// Under which conditions it was granted.
    pub conditions: Option<WaiverConditions>,
}

/// Somebody with what they have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BoardPerson {
    /// The member.
    pub member: Uuid,
    /// Their name.
    pub name: String,
    /// By build: what they are to do first, then what they did last.
    pub work: Vec<BoardWork>,
}

/// What somebody has on a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BoardWork {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// Its platform.
    pub platform: Platform,
    /// `Harbour Wallet 4.2.0`.
    pub label: String,
    /// How many of the current answers are theirs.
    pub answers: u32,
    /// When they gave the last of them.
    #[ts(type = "string | null")]
    pub last: Option<Timestamp>,
    /// How many open units are assigned to them.
    pub assigned: u32,
}
