//! What a row of `unit_statement` does, and the codes of results.

use crate::statement::Kind;
use crate::view::{ResultCode, Verdict};

/// What a statement about a unit does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Act {
    /// States a result.
    Stated,
    /// Takes a result back.
    TakenBack,
    /// Attaches evidence.
    Attached,
    /// Removes evidence.
    Removed,
    /// Undoes attaching evidence.
    AttachedTakenBack,
    /// Undoes removing evidence.
    Restored,
    /// Adds a comment.
    Commented,
    /// Undoes a comment.
    CommentTakenBack,
}

impl Act {
    const ALL: [(Act, Kind, i64); 8] = [
        (Act::Stated, Kind::ResultStated, 1),
        (Act::TakenBack, Kind::ResultTakenBack, 2),
        (Act::Attached, Kind::EvidenceAttached, 3),
        (Act::Removed, Kind::EvidenceRemoved, 4),
        (Act::AttachedTakenBack, Kind::EvidenceTakenBack, 5),
        (Act::Restored, Kind::EvidenceRestored, 6),
        (Act::Commented, Kind::CommentAdded, 7),
        (Act::CommentTakenBack, Kind::CommentTakenBack, 8),
    ];

    /// What statements of a kind do.
    pub(crate) fn of_kind(kind: Kind) -> Option<Act> {
        Act::ALL.into_iter().find(|(_, its, _)| *its == kind).map(|(act, ..)| act)
    }

    /// The number in the table.
    pub(crate) fn number(self) -> i64 {
        Act::ALL.into_iter().find(|(act, ..)| *act == self).map_or(0, |(.., number)| number)
    }

    /// From the number in the table.
    pub(crate) fn of_number(number: i64) -> Option<Act> {
        Act::ALL.into_iter().find(|(.., its)| *its == number).map(|(act, ..)| act)
    }

    /// Whether it says what the result is.
    pub(crate) fn is_result(self) -> bool {
        matches!(self, Act::Stated | Act::TakenBack)
    }

    /// Whether evidence is there after it.
    pub(crate) fn shows_evidence(self) -> bool {
        matches!(self, Act::Attached | Act::Restored)
    }

    /// Whether undo takes it back; the others are what undo states.
    pub(crate) fn undoable(self) -> bool {
        matches!(self, Act::Stated | Act::Attached | Act::Removed | Act::Commented)
    }
}

/// The code of a result, in entries.
pub(crate) fn result_code(result: ResultCode) -> &'static str {
    match result {
        ResultCode::Pass => "pass",
        ResultCode::Fail => "fail",
        ResultCode::NotApplicable => "not_applicable",
        ResultCode::Inconclusive => "inconclusive",
        ResultCode::Untested => "untested",
    }
}

const RESULTS: [ResultCode; 5] =
    [ResultCode::Pass, ResultCode::Fail, ResultCode::NotApplicable, ResultCode::Inconclusive, ResultCode::Untested];

/// From the code of a result.
pub(crate) fn result_of_code(code: &str) -> Option<ResultCode> {
    RESULTS.into_iter().find(|result| result_code(*result) == code)
}

/// The number of a result, in the table.
pub(crate) fn result_number(result: ResultCode) -> i64 {
    match result {
        ResultCode::Pass => 1,
        ResultCode::Fail => 2,
        ResultCode::NotApplicable => 3,
        ResultCode::Inconclusive => 4,
        ResultCode::Untested => 5,
    }
}

/// From the number of a result.
pub(crate) fn result_of_number(number: i64) -> Option<ResultCode> {
    RESULTS.into_iter().find(|result| result_number(*result) == number)
}

/// What an override says: a verdict, or that it was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Overriding {
    /// The assessor concludes this.
    Concludes(Verdict),
    /// The override was taken back.
    Withdrawn,
}

impl Overriding {
    const ALL: [(Overriding, &str); 4] = [
        (Overriding::Withdrawn, "withdrawn"),
        (Overriding::Concludes(Verdict::Inconclusive), "inconclusive"),
        (Overriding::Concludes(Verdict::Fail), "fail"),
        (Overriding::Concludes(Verdict::Pass), "pass"),
    ];

    /// The code in entries; none for verdicts that no assessor may state.
    pub(crate) fn code(self) -> Option<&'static str> {
        Overriding::ALL.into_iter().find(|(overriding, _)| *overriding == self).map(|(_, code)| code)
    }

    /// From the code in entries.
    pub(crate) fn of_code(code: &str) -> Option<Overriding> {
        Overriding::ALL.into_iter().find(|(_, its)| *its == code).map(|(overriding, _)| overriding)
    }

    /// The verdict, where there is one.
    pub(crate) fn verdict(self) -> Option<Verdict> {
        match self {
            Overriding::Concludes(verdict) => Some(verdict),
            Overriding::Withdrawn => None,
        }
    }
}
