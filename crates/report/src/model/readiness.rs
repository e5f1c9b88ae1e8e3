//! What the release gate says, what was decided, and the board.

use serde::{Deserialize, Serialize};

use super::{AnswerCounts, Document, Said, Stamp, VerdictCounts};

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
    /// The whole in a sentence or two.
    pub summary: String,
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
    /// When it is due, in words; empty where it has no date.
    pub due: String,
    /// Whether that is past.
    pub late: bool,
    /// Whether it may ship.
    pub ready: bool,
    /// In words.
    pub sentence: String,
    /// What waivers accept, in words; empty where they accept nothing, or where the sentence says so itself.
    pub accepted: String,
    /// What has to happen before it is due, in words; empty where nothing is open or there is no day.
    pub pace: String,
    /// What holds it back by name, each in a line.
    pub blockers: Vec<String>,
    /// How many more there are.
    pub more_blockers: u32,
    /// What the sign-offs say, in words.
    pub sign_offs: String,
    /// Android first.
    pub platforms: Vec<BoardPlatform>,
    /// What was decided, in words; empty where nobody did.
    pub decision: String,
    /// By whom, in which role, on which day.
    pub decided_by: String,
    /// Why.
    pub decision_reason: String,
    /// What has to be done.
    pub decision_conditions: String,
    /// `outdated` or `disputed`, where it is that.
    pub remark: String,
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
    /// What became of it since the version before, in words.
    pub since: String,
    /// Where its review stands, in words.
    pub review: String,
}

/// Open findings of a severity, by how long they have been open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRow {
    /// Such as `Critical`.
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

/// Somebody with what they have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Their name.
    pub name: String,
    /// What they have, in words.
    pub work: String,
}
