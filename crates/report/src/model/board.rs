//! The board, for one page: counts, codes and people's words; a template words the rest.

use serde::{Deserialize, Serialize};

use super::{AnswerCounts, Document, Reason, Said, VerdictCounts};

/// The board, for one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardData {
    /// What the file itself is called and known by.
    pub document: Document,
    /// The workspace's name.
    pub workspace: String,
    /// The day that it shows.
    pub day: String,
    /// The last entry of the record when it was printed: so the time is said by the record, and the same one prints the same.
    pub recorded: String,
    /// Who printed it.
    pub printed_by: String,
    /// The whole in some sentences.
    pub summary: Vec<Said>,
    /// Releases in order; as many are printed as the page holds.
    pub releases: Vec<BoardRow>,
    /// Open findings by severity and age.
    pub findings: Vec<FindingRow>,
    /// Waivers that end.
    pub waivers: Vec<WaiverRow>,
    /// Who has what.
    pub people: Vec<PersonRow>,
    /// The root of the checkpoint that it shows.
    pub checkpoint: String,
}

/// A release on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRow {
    /// App and release.
    pub name: String,
    /// The profiles, joined.
    pub profile: String,
    /// When it is due.
    pub due: Option<BoardDue>,
    /// Whether it may ship.
    pub ready: bool,
    /// What the gate of each assessment says; all have to be open, and there has to be one.
    pub gates: Vec<BoardGate>,
    /// What has to happen before it is due; none where nothing is open or there is no day to come.
    pub pace: Option<BoardPace>,
    /// What holds it back by name.
    pub blockers: Vec<BoardBlocker>,
    /// How many more there are.
    pub more_blockers: u32,
    /// Under which conditions waivers accept its risks: what is overdue first, then by day.
    #[serde(default)]
    pub conditions: Vec<BoardCondition>,
    /// How many more there are.
    #[serde(default)]
    pub more_conditions: u32,
    /// How many sign-offs stand.
    pub sign_offs: u32,
    /// How many of them a later statement bears on.
    pub sign_offs_outdated: u32,
    /// Android first.
    pub platforms: Vec<BoardPlatform>,
    /// How many current decisions there are: more than one are disputed.
    pub decisions: u32,
    /// The decision, where there is one.
    pub decision: Option<BoardDecision>,
}

/// The day on which a release is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardDue {
    /// The day.
    pub day: String,
    /// How many days are left until then; below zero once it is past.
    pub days_left: i32,
}

/// What the gate of an assessment says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardGate {
    /// The profile's id.
    pub profile: String,
    /// What holds the release back; empty where the gate is open.
    pub reasons: Vec<Reason>,
    /// What waivers accept.
    pub waived: Vec<Reason>,
}

/// What is open before a release is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardPace {
    /// How many required units have no answer that counts.
    pub open: u32,
    /// How many a day that is.
    pub a_day: u32,
}

/// A finding that holds a release back, or a control that fails without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardBlocker {
    /// How bad a finding is, such as `critical`; none of a control.
    pub severity: Option<String>,
    /// The id of a control; empty of a finding.
    pub id: String,
    /// The platform of a control, such as `Android`; may be empty.
    pub platform: String,
    /// Its title.
    pub title: String,
    /// Whose it is; empty where nobody was named.
    pub owner: String,
    /// When a finding is to be mended.
    pub due: Option<String>,
    /// Whether that is after the release is due.
    pub after_due: bool,
}

/// What has to hold while a waiver accepts a risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardCondition {
    /// What is accepted.
    pub label: String,
    /// Who accepted it.
    pub approver: String,
    /// What has to hold, as it was stated.
    pub words: String,
    /// Who sees to that; may be empty.
    pub by: String,
    /// Until which day.
    pub due: Option<String>,
    /// Whether that day is over.
    pub overdue: bool,
}

/// A decision about a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardDecision {
    /// `go`, `conditional` or `hold`.
    pub choice: String,
    /// Whether the gate was closed at the time.
    pub over_closed_gate: bool,
    /// Whether a later statement bears on it.
    pub outdated: bool,
    /// Who decided.
    pub by: String,
    /// In which role; empty where it was not said or was redacted.
    pub role: String,
    /// On which day.
    pub day: String,
    /// Why; none where it was redacted.
    pub reason: Option<String>,
    /// What has to be done; likewise.
    pub conditions: Option<String>,
}

/// A platform of a release on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardPlatform {
    /// `Android 4.2.0 (4210)`.
    pub name: String,
    /// Over required units.
    pub required: AnswerCounts,
    /// Over required controls.
    pub verdicts: VerdictCounts,
    /// How many of the controls that fail are accepted by waivers.
    pub accepted: u32,
    /// What became of it since the version before; none where there is none.
    pub since: Option<BoardSince>,
    /// Where its review stands: `returned submitted open by_author approved`, those that occur.
    pub review: Vec<BoardCount>,
}

/// What became of a platform since the version before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardSince {
    /// That version, such as `4.1.0 (4103)`.
    pub name: String,
    /// How much of it was decided, in percent; none where it was not assessed.
    pub decided: Option<u32>,
    /// `broken first_judged still mended new_findings fixed_findings`, those that occur.
    pub changes: Vec<BoardCount>,
}

/// How many of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardCount {
    /// A stable word.
    pub code: String,
    /// How many.
    pub count: u32,
}

/// Open findings of a severity, by how long they have been open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRow {
    /// Such as `critical`.
    pub severity: String,
    /// Less than a week, thirty days, ninety days, longer.
    pub ages: [u32; 4],
}

/// A waiver that ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverRow {
    /// What it accepts.
    pub label: String,
    /// The app.
    pub app: String,
    /// Its last day.
    pub last_day: String,
    /// Whether that is past.
    pub ended: bool,
    /// Before which day that is, on which a release that needs it is due; empty where it holds as long.
    pub before_due: String,
}

/// Somebody with what they have, or what nobody has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Their name; empty for what is assigned to nobody, which comes first.
    pub name: String,
    /// What they have, by build.
    pub work: Vec<PersonWork>,
    /// How many more builds there are.
    pub more: u32,
}

/// What somebody has of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonWork {
    /// What it is of.
    pub label: String,
    /// Such as `Android`.
    pub platform: String,
    /// How many units are theirs to do.
    pub assigned: u32,
    /// How many answers are theirs.
    pub answers: u32,
}
