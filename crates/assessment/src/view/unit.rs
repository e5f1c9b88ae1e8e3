//! One unit in full: the answer first, then the procedure, evidence, comments, history.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::apps::Stamp;
use super::checklist::{ResultCode, UnitRow};
use super::evidence::{CommentView, EvidenceView};
use super::former::{NamedBuild, Reconfirmed};
use super::migration::Carried;
use super::review::UnitReview;
use super::tailored::{AddressableDecision, UnitAsks};

/// What a tester says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AnswerText {
    /// What was seen, in markdown.
    pub note: String,
    /// Why the unit does not apply; needed with not applicable.
    pub justification: String,
    /// How a direct assessment was made; needed with a direct assessment that is not "not applicable".
    pub method: String,
    /// Until which day it is valid, as `2027-11-22`; needed for organisation and back end. After that day it is stale.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub valid_until: Option<String>,
    /// The decisions on addressable specifications; a pass needs one a clause.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<AddressableDecision>>", optional = nullable)]
    pub addressable: Vec<AddressableDecision>,
}

/// A result of one unit, among many that are stated at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResultGiven {
    /// The unit's id.
    pub unit: String,
    /// The result; `untested` takes an answer back.
    pub result: ResultCode,
    /// The words with it.
    pub text: AnswerText,
    /// The heads that the writer saw: `heads` of the row.
    pub expected: Vec<String>,
}

/// Why one unit of many was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnitRefused {
    /// The unit's id.
    pub unit: String,
    /// What people call it.
    pub label: String,
    /// The stable code of its own error.
    pub code: String,
    /// A sentence for the user.
    pub message: String,
    /// What to do next, one sentence.
    pub next_step: String,
}

/// A current answer: a head of the unit's statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AnswerView {
    /// What was stated.
    pub result: ResultCode,
    /// The words with it; none when they were redacted.
    pub text: Option<AnswerText>,
    /// The note rendered and sanitised.
    pub note_html: String,
    /// Who, when, in which entry; of an answer that was carried over, the first statement of it.
    pub stated: Stamp,
    /// Where it was carried over from, if it was.
    pub carried: Option<Carried>,
    /// Why it is stale, where it was given for another wording or other values than the profile asks: part of a sentence.
    pub reworded: Option<String>,
    /// What it rests on, where it is that of a former build, reconfirmed. The words are those of the first statement.
    pub reconfirmed: Option<Reconfirmed>,
    /// The build on which it was first stated, where that was another one.
    pub original: Option<NamedBuild>,
}

/// What a line of the history tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HistoryKind {
    /// A result was stated.
    Result,
    /// A result was taken back.
    Withdrawn,
    /// An answer was carried over from another assessment.
    Carried,
    /// The answer of a former build was reconfirmed.
    Reconfirmed,
    /// Evidence was attached.
    Evidence,
    /// Evidence was removed.
    EvidenceRemoved,
    /// A comment was written.
    Comment,
    /// A comment was taken back.
    CommentRemoved,
}

/// One line of the history, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryItem {
    /// What happened.
    pub kind: HistoryKind,
    /// The result, for results.
    pub result: Option<ResultCode>,
    /// A short text: the note's excerpt, the file's name, the comment's excerpt.
    pub text: String,
    /// Until which day it is valid, for results.
    pub valid_until: Option<String>,
    /// The decisions on addressable specifications, for results.
    pub addressable: Vec<AddressableDecision>,
    /// Whether a later statement superseded it.
    pub superseded: bool,
    /// Who, when, in which entry.
    pub stated: Stamp,
}

/// OWASP's text, rendered and sanitised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SourceText {
    /// The HTML; references are `<a data-reference="ID">`.
    pub html: String,
    /// Whom to name: publisher, catalogue, version, licence.
    pub attribution: String,
    /// The page on the source's own site or repository at the pinned commit.
    pub source_url: Option<String>,
}

/// A cross-reference that the detail pane offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReferenceLink {
    /// Such as `MASTG-TECH-0157`.
    pub id: String,
    /// `control`, `weakness`, `test`, `technique`, `tool`, `knowledge`, `best practice`, `app`, `demo`.
    pub kind: String,
    /// Its title, where known.
    pub title: Option<String>,
}

/// One unit of one build in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnitDetail {
    /// Its rows in the checklist: one a control.
    pub rows: Vec<UnitRow>,
    /// Our one-line summary.
    pub summary: String,
    /// Why the profile asks for it, a sentence a reason.
    pub because: Vec<String>,
    /// What it is about and what is asked for.
    pub asks: UnitAsks,
    /// OWASP's text of the test, weakness or control, once synced.
    pub text: Option<SourceText>,
    /// Links to the control, the weakness, techniques and successors.
    pub links: Vec<ReferenceLink>,
    /// Current answers: none when untested, several when disputed.
    pub answers: Vec<AnswerView>,
    /// Evidence, oldest first.
    pub evidence: Vec<EvidenceView>,
    /// Comments, oldest first.
    pub comments: Vec<CommentView>,
    /// Everything that was stated, newest first.
    pub history: Vec<HistoryItem>,
    /// Its review by a second person.
    pub review: UnitReview,
}

/// A page of the library: a control, weakness, test or reference page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StandardPage {
    /// What it is.
    pub reference: ReferenceLink,
    /// Our one-line summary, where there is one.
    pub summary: String,
    /// Facts as label and value, such as `Platforms`, `Levels`, `Status`.
    pub facts: Vec<(String, String)>,
    /// OWASP's text, once synced.
    pub text: Option<SourceText>,
    /// Where it leads.
    pub links: Vec<ReferenceLink>,
}
