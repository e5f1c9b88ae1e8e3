//! Work and its review: who is to test what, where the second person's look stands, what was signed off.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::apps::Stamp;
use super::checklist::UnitRow;
use super::workspace::EntryView;

/// Where the review of an answer stands. It is an axis of its own beside the result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// There is no answer to review.
    #[default]
    Open,
    /// There is an answer, and nobody handed it to a second person.
    InProgress,
    /// It waits for a second person.
    Submitted,
    /// A reviewer agreed with exactly this answer and this evidence.
    Approved,
    /// A reviewer wants more.
    Returned,
}

/// Why a review statement says nothing about what is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeftBehind {
    /// The answer is another one.
    Answer,
    /// The answer is the same, its evidence is not.
    Evidence,
    /// There is no answer any more, or there are two.
    NoAnswer,
}

/// A pile of units that wait for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Queue {
    /// Assigned to the one who works here, and neither submitted nor approved.
    Mine,
    /// Submitted, and not the own answer of the one who works here.
    ToReview,
    /// Returned by a reviewer.
    Returned,
    /// There was an answer, and what it rested on has changed.
    Stale,
    /// Two answers stand.
    Disputed,
    /// Required, and nobody said anything.
    Untested,
    /// A comment there names the one who works here, who has not read it.
    Mentions,
}

impl Queue {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Queue; 7] = [
        Queue::Mine,
        Queue::ToReview,
        Queue::Returned,
        Queue::Stale,
        Queue::Disputed,
        Queue::Untested,
        Queue::Mentions,
    ];

    /// The word in JSON and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Queue::Mine => "mine",
            Queue::ToReview => "to_review",
            Queue::Returned => "returned",
            Queue::Stale => "stale",
            Queue::Disputed => "disputed",
            Queue::Untested => "untested",
            Queue::Mentions => "mentions",
        }
    }
}

/// The review of a unit as a row shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that a row shows or filters by")]
pub struct RowReview {
    /// Where it stands.
    pub state: ReviewState,
    /// Who said so, where somebody did.
    pub by: Option<String>,
    /// When.
    #[ts(type = "string | null")]
    pub at: Option<Timestamp>,
    /// Why a former review says nothing about what is there now.
    pub left_behind: Option<LeftBehind>,
    /// The answer is the own one of whoever works here.
    pub own: bool,
    /// The one who approved it gave the answer too.
    pub by_author: bool,
    /// Answer and approval were stated from one device key: that two people did it proves little.
    pub same_device: bool,
    /// Who is to test it; several where they were assigned at the same time.
    pub assignee: Option<String>,
    /// Whether that is whoever works here.
    pub mine: bool,
    /// Until which day, as `2026-11-22`.
    pub due: Option<String>,
    /// What a review of it would name, shortened: given back with a review statement, so that nobody approves what they
    /// have not seen. Empty where there is nothing to review.
    pub basis: String,
    /// The piles it lies on.
    pub queues: Vec<Queue>,
}

/// What a review statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewAction {
    /// Hands the answer to a second person.
    Submit,
    /// Agrees with it.
    Approve,
    /// Wants more, with a comment.
    Return,
}

/// One step of a unit's review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReviewStep {
    /// What was done; none for taking back what was done before.
    pub action: Option<ReviewAction>,
    /// Who, when, in which entry.
    pub by: Stamp,
    /// The public key of the device that it was stated on.
    pub device: String,
    /// Who gave the answer that it is about, where that entry is here.
    pub answer_by: Option<String>,
    /// Whether that is the same member.
    pub by_author: bool,
    /// Whether both were stated from one device key: that two people did it proves little.
    pub same_device: bool,
    /// The words with it, rendered and sanitised; none where there are none or they were redacted.
    pub comment_html: Option<String>,
    /// Why it says nothing about what is there now; none for one that counts, and for one that a later step replaced.
    pub left_behind: Option<LeftBehind>,
    /// Whether nothing took its place.
    pub current: bool,
}

/// The review of a unit in full.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnitReview {
    /// What happened, newest first.
    pub steps: Vec<ReviewStep>,
    /// Whether the profile wants nobody to approve their own answer.
    pub four_eyes: bool,
    /// Who it is assigned to, and by which of unit, group and build.
    pub assigned: Option<AssignmentView>,
}

/// What work is assigned as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AssignmentScope {
    /// One unit.
    Unit,
    /// A group of controls.
    Group,
    /// The whole build.
    Build,
}

/// Who is to test something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AssignmentView {
    /// What it was assigned as.
    pub scope: AssignmentScope,
    /// The unit's or group's id; empty for the build.
    pub id: String,
    /// The member.
    pub assignee: Uuid,
    /// Their name.
    pub name: String,
    /// Until which day, as `2026-11-22`.
    pub due: Option<String>,
    /// Who assigned it, when.
    pub by: Stamp,
}

/// A unit that a review statement could not be made about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReviewRefused {
    /// The unit.
    pub unit: String,
    /// What people call it.
    pub label: String,
    /// The code of the error.
    pub code: String,
    /// Why, as a sentence.
    pub sentence: String,
}

/// What became of a review statement over several units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReviewChange {
    /// The units that it was made about.
    pub done: Vec<String>,
    /// The units that it was not made about, with the reason.
    pub refused: Vec<ReviewRefused>,
    /// The rows that it changed.
    pub rows: Vec<UnitRow>,
}

/// A member of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MemberView {
    /// Their id.
    pub id: Uuid,
    /// Their name; what stands for it where it was redacted.
    pub name: String,
    /// Their e-mail address; empty where it was redacted.
    pub email: String,
    /// Whether it is who works here now.
    pub me: bool,
}

/// The role in which somebody signs off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignOffRole {
    /// Did the tests.
    Tester,
    /// Looked at them as a second person.
    Reviewer,
    /// Answers for the whole, for the laboratory.
    Approver,
    /// Takes it over, for the customer.
    Customer,
}

impl SignOffRole {
    /// All of them, in the order in which they are shown.
    pub const ALL: [SignOffRole; 4] =
        [SignOffRole::Tester, SignOffRole::Reviewer, SignOffRole::Approver, SignOffRole::Customer];

    /// The code in entries.
    pub const fn code(self) -> &'static str {
        match self {
            SignOffRole::Tester => "tester",
            SignOffRole::Reviewer => "reviewer",
            SignOffRole::Approver => "approver",
            SignOffRole::Customer => "customer",
        }
    }

    /// From the code in entries.
    pub fn of_code(code: &str) -> Option<SignOffRole> {
        SignOffRole::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Somebody answers for an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SignOffView {
    /// Its id.
    pub id: Uuid,
    /// The role.
    pub role: SignOffRole,
    /// What is signed, in the signer's words; none where it was redacted.
    pub statement: Option<String>,
    /// The root of the checkpoint that is signed.
    pub checkpoint: String,
    /// How many entries of the ledger it covers.
    #[ts(type = "number")]
    pub entries: u64,
    /// Who, when, in which entry.
    pub given: Stamp,
    /// The public key of the device that it was stated on.
    pub device: String,
    /// Others who signed from the same device key: that they are several people proves little.
    pub same_device_as: Vec<String>,
    /// Who withdrew it, when.
    pub withdrawn: Option<Stamp>,
    /// What was stated since that bears on it; none where nothing was.
    pub outdated: Option<Outdated>,
}

/// What was stated after a checkpoint and bears on what was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Outdated {
    /// How many statements.
    #[ts(type = "number")]
    pub statements: u64,
    /// The newest of them.
    pub newest: Stamp,
    /// Those statements, the newest first; of very many, the newest hundred.
    pub later: Vec<EntryView>,
}

/// A required unit, for a gate that wants a second person's approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnitApproval {
    /// The unit.
    pub unit: String,
    /// What people call it.
    pub label: String,
    /// Where its review stands.
    pub state: ReviewState,
    /// Who approved what is there now, where somebody did.
    pub approved: Option<Stamp>,
    /// Whether that is another member than the one who gave the answer.
    pub second_person: bool,
    /// Whether answer and approval were stated from one device key.
    pub same_device: bool,
}

/// How many units of a build lie on a pile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QueueCount {
    /// The pile.
    pub queue: Queue,
    /// How many units.
    pub units: u32,
}

/// The piles of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BuildQueues {
    /// The build.
    pub build: Uuid,
    /// How many lie where.
    pub counts: Vec<QueueCount>,
    /// The rows of the pile that was asked for, each unit once.
    pub rows: Vec<UnitRow>,
}

/// A comment that names somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MentionView {
    /// The comment.
    pub comment: Uuid,
    /// What it is about, as a path.
    pub subject: String,
    /// What people call that.
    pub about: String,
    /// The assessment, where it is about something in one.
    pub assessment: Option<Uuid>,
    /// The build likewise.
    pub build: Option<Uuid>,
    /// The unit likewise.
    pub unit: Option<String>,
    /// The control likewise.
    pub control: Option<String>,
    /// The app, where it is about an app, a release, a build or a finding.
    pub app: Option<Uuid>,
    /// The finding, where it is about one.
    pub finding: Option<Uuid>,
    /// The text without markup, shortened.
    pub text: String,
    /// Who wrote it, when.
    pub added: Stamp,
    /// Whether it was read.
    pub read: bool,
}
