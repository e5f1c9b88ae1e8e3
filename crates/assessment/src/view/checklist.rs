//! The checklist: what the profile asks for on one build, with the answers so far.

use assay_catalogue::{Level, Platform, Proposal, SubjectKind};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::apps::BuildView;
use super::former::ReconfirmBasis;
use super::migration::Carried;
use super::review::RowReview;
use super::verdict::Verdict;

/// What a tester states of one unit on one build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ResultCode {
    /// The unit's criteria are met.
    Pass,
    /// They are not.
    Fail,
    /// The unit does not concern this build; needs a justification.
    NotApplicable,
    /// Tested, without a clear answer.
    Inconclusive,
    /// Takes an answer back: nobody says anything now.
    Untested,
}

/// Where the answer to a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    /// Nobody said anything.
    Untested,
    /// See [`ResultCode::Pass`].
    Pass,
    /// See [`ResultCode::Fail`].
    Fail,
    /// See [`ResultCode::NotApplicable`].
    NotApplicable,
    /// See [`ResultCode::Inconclusive`].
    Inconclusive,
    /// There was an answer, and what it rested on has changed.
    Stale,
    /// Two answers stand that do not know of each other.
    Disputed,
}

/// How many required units stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// All required units; the others sum up to it.
    pub required: u32,
    /// Passed.
    pub pass: u32,
    /// Failed.
    pub fail: u32,
    /// Not applicable.
    pub not_applicable: u32,
    /// Inconclusive.
    pub inconclusive: u32,
    /// Untested.
    pub untested: u32,
    /// Stale.
    pub stale: u32,
    /// Disputed.
    pub disputed: u32,
}

impl Progress {
    /// Counts a required unit whose answer stands there.
    pub fn add(&mut self, state: AnswerState) {
        self.add_many(state, 1);
    }

    /// Counts so many required units whose answers stand there.
    pub fn add_many(&mut self, state: AnswerState, units: u32) {
        self.required += units;
        let count = match state {
            AnswerState::Pass => &mut self.pass,
            AnswerState::Fail => &mut self.fail,
            AnswerState::NotApplicable => &mut self.not_applicable,
            AnswerState::Inconclusive => &mut self.inconclusive,
            AnswerState::Untested => &mut self.untested,
            AnswerState::Stale => &mut self.stale,
            AnswerState::Disputed => &mut self.disputed,
        };
        *count += units;
    }
}

/// A test, or a direct assessment where no live test exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// A test of the MASTG.
    Test,
    /// A direct assessment.
    Direct,
}

/// A weakness as a row names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "RowWeakness")]
pub struct WeaknessRef {
    /// Such as `MASWE-0001`.
    pub id: String,
    /// The numbering the id belongs to: `maswe-1` or `maswe-beta`.
    pub scheme: String,
    /// Its title.
    pub title: String,
}

/// One row of the checklist. A unit that serves several controls has a row under each, and one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnitRow {
    /// The unit's id, such as `test:MASTG-TEST-0235` or `direct:maswe-1/MASWE-0018`.
    pub unit: String,
    /// What people call it: the test's id, or the weakness's or control's id for a direct assessment.
    pub label: String,
    /// The test's, weakness's or control's title.
    pub title: String,
    /// Test or direct assessment.
    pub kind: UnitKind,
    /// The control this row stands under.
    pub control: String,
    /// The control's group, such as `MASVS-STORAGE`.
    pub group: String,
    /// The weakness this row stands under.
    pub weakness: Option<WeaknessRef>,
    /// The MASTG's types, such as `static`, `code`.
    pub kinds: Vec<String>,
    /// Levels that the upstream names for it.
    pub levels: Vec<Level>,
    /// What an answer is about. All but a build is answered once, and shown on every build.
    pub subject: SubjectKind,
    /// What a condition proposes: nobody has stated it yet, or somebody stated something else.
    pub proposal: Option<Proposal>,
    /// Whether the profile requires it; otherwise it is optional.
    pub required: bool,
    /// Where the answer stands.
    pub state: AnswerState,
    /// For a stale or disputed answer: what was said last.
    pub former: Option<ResultCode>,
    /// Where the answer was carried over from, if it was: also for one that is stale, or a former one that counts for
    /// nothing here.
    pub carried: Option<Carried>,
    /// What the current answer rests on, where it is that of a former build, reconfirmed.
    pub reconfirmed: Option<ReconfirmBasis>,
    /// When the current answer was given; one that was carried over, when it was first stated.
    #[ts(type = "string | null")]
    pub answered_at: Option<Timestamp>,
    /// Who gave it; one that was carried over, who first stated it.
    pub answered_by: Option<String>,
    /// The last day on which the current answer is valid, where it has one; after it the answer is stale.
    pub valid_until: Option<String>,
    /// Whether the current answer has a note.
    pub has_note: bool,
    /// How many pieces of evidence are attached.
    pub evidence: u32,
    /// How many comments.
    pub comments: u32,
    /// Entry ids of what is current: none where nobody ever answered, more than one when disputed. A write names them,
    /// also those of an answer that was taken back.
    pub heads: Vec<String>,
    /// Where its review stands, and who is to do it.
    pub review: RowReview,
}

/// One control of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ControlRow {
    /// Such as `MASVS-STORAGE-1`.
    pub id: String,
    /// Such as `MASVS-STORAGE`.
    pub group: String,
    /// The title of a requirement; empty for a control of MASVS.
    pub title: String,
    /// The set of a requirement, such as `fintech`; none for a control of MASVS.
    pub set: Option<String>,
    /// Our one-line summary; of a requirement, what it asks for.
    pub summary: String,
    /// The verdict that counts, after an override.
    pub verdict: Verdict,
    /// Whether an override lowered it.
    pub overridden: bool,
    /// Over the control's required units.
    pub progress: Progress,
}

/// One group of controls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GroupRow {
    /// Such as `MASVS-STORAGE`.
    pub id: String,
    /// Such as `Storage`.
    pub title: String,
    /// Over the group's required units, each counted once.
    pub progress: Progress,
}

/// All of it, for one build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Checklist {
    /// The assessment's id. How far its other builds are is no part of a checklist: `assessment_show` tells.
    pub assessment: Uuid,
    /// The assessment's title.
    pub assessment_title: String,
    /// The profile's canonical id, such as `L2+R+P`.
    pub profile: String,
    /// The build.
    pub build: BuildView,
    /// The app's id and name, for the frame.
    pub app: Uuid,
    /// The app's name.
    pub app_name: String,
    /// The release's name.
    pub release_name: String,
    /// The build's platform.
    pub platform: Platform,
    /// In MASVS order.
    pub groups: Vec<GroupRow>,
    /// In MASVS order, then the requirements set by set; those that ask for nothing are left out.
    pub controls: Vec<ControlRow>,
    /// In MASVS order by control, then weakness, then unit.
    pub rows: Vec<UnitRow>,
    /// Over all required units, each counted once.
    pub progress: Progress,
}

/// What a write changed in the checklist, so that a front end need not read it anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChecklistChange {
    /// The new entry.
    pub entry: String,
    /// All rows of the unit (one a control).
    pub rows: Vec<UnitRow>,
    /// The controls whose verdict or progress may have changed.
    pub controls: Vec<ControlRow>,
    /// The groups likewise.
    pub groups: Vec<GroupRow>,
    /// The whole.
    pub progress: Progress,
}
