//! What a row of `unit_statement` does, and the codes of results.

use crate::statement::Kind;
use crate::view::{CarriedHow, ReconfirmBasis, ResultCode, Verdict};

/// What a statement about a unit does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Act {
    /// States a result.
    Stated,
    /// Takes a result back.
    TakenBack,
    /// Carries a result over from another assessment.
    Carried(CarriedHow),
    /// Undoes what took the place of a carried result.
    CarriedAgain(CarriedHow),
    /// Reconfirms the result of a former build.
    Reconfirmed(Reconfirming),
    /// Attaches evidence.
    Attached,
    /// Removes evidence.
    Removed,
    /// Undoes attaching evidence.
    AttachedTakenBack,
    /// Undoes removing evidence.
    Restored,
    /// Carries evidence over from another assessment.
    EvidenceCarried,
    /// Undoes removing carried evidence.
    EvidenceCarriedAgain,
    /// Adds a comment.
    Commented,
    /// Undoes a comment.
    CommentTakenBack,
}

/// How a result is reconfirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Reconfirming {
    pub(crate) basis: ReconfirmBasis,
    /// Whether what it rests on holds, see `rests`.
    pub(crate) holds: bool,
}

/// What a current result counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Hold {
    /// It holds.
    Holds,
    /// What it rested on has changed.
    Stale,
    /// It is another unit's, shown beside this one.
    Former,
}

const HOWS: [CarriedHow; 4] = [CarriedHow::Same, CarriedHow::Renumbered, CarriedHow::Changed, CarriedHow::Successor];

impl Act {
    /// Numbers never change their meaning: a released workspace holds them. Queries name them, see [`RESULT_ACTS`].
    const NUMBERS: [(Act, i64); 23] = [
        (Act::Stated, 1),
        (Act::TakenBack, 2),
        (Act::Attached, 3),
        (Act::Removed, 4),
        (Act::AttachedTakenBack, 5),
        (Act::Restored, 6),
        (Act::Commented, 7),
        (Act::CommentTakenBack, 8),
        (Act::Carried(HOWS[0]), 9),
        (Act::Carried(HOWS[1]), 10),
        (Act::Carried(HOWS[2]), 11),
        (Act::Carried(HOWS[3]), 12),
        (Act::CarriedAgain(HOWS[0]), 13),
        (Act::CarriedAgain(HOWS[1]), 14),
        (Act::CarriedAgain(HOWS[2]), 15),
        (Act::CarriedAgain(HOWS[3]), 16),
        (Act::EvidenceCarried, 17),
        (Act::EvidenceCarriedAgain, 18),
        (reconfirmed(ReconfirmBasis::Retested, true), 31),
        (reconfirmed(ReconfirmBasis::Argued, true), 33),
        (reconfirmed(ReconfirmBasis::Argued, false), 34),
        (reconfirmed(ReconfirmBasis::Identical, true), 35),
        (reconfirmed(ReconfirmBasis::Identical, false), 36),
    ];

    /// What a statement that reconfirms does, before it is known whether what it rests on holds.
    pub(crate) fn reconfirming(basis: ReconfirmBasis) -> Act {
        reconfirmed(basis, basis == ReconfirmBasis::Retested)
    }

    /// What statements of a kind do. `carried` is what the body of one that carries a result over says of it, and `again`
    /// whether it takes the place of another statement.
    pub(crate) fn of_kind(kind: Kind, carried: Option<CarriedHow>, again: bool) -> Option<Act> {
        Some(match kind {
            Kind::ResultStated => Act::Stated,
            Kind::ResultTakenBack => Act::TakenBack,
            Kind::ResultCarried if again => Act::CarriedAgain(carried?),
            Kind::ResultCarried => Act::Carried(carried?),
            Kind::EvidenceAttached => Act::Attached,
            Kind::EvidenceRemoved => Act::Removed,
            Kind::EvidenceTakenBack => Act::AttachedTakenBack,
            Kind::EvidenceRestored => Act::Restored,
            Kind::EvidenceCarried if again => Act::EvidenceCarriedAgain,
            Kind::EvidenceCarried => Act::EvidenceCarried,
            Kind::CommentAdded => Act::Commented,
            Kind::CommentTakenBack => Act::CommentTakenBack,
            _ => return None,
        })
    }

    /// The number in the table.
    pub(crate) fn number(self) -> i64 {
        Act::NUMBERS.into_iter().find(|(act, _)| *act == self).map_or(0, |(_, number)| number)
    }

    /// From the number in the table.
    pub(crate) fn of_number(number: i64) -> Option<Act> {
        Act::NUMBERS.into_iter().find(|(_, its)| *its == number).map(|(act, _)| act)
    }

    /// Whether it says what the result is.
    pub(crate) fn is_result(self) -> bool {
        matches!(self, Act::Stated | Act::TakenBack | Act::Reconfirmed(_)) || self.carried().is_some()
    }

    /// How a result was reconfirmed, if it was.
    pub(crate) fn reconfirmed(self) -> Option<Reconfirming> {
        match self {
            Act::Reconfirmed(how) => Some(how),
            _ => None,
        }
    }

    /// How a result was carried over, if it was.
    pub(crate) fn carried(self) -> Option<CarriedHow> {
        match self {
            Act::Carried(how) | Act::CarriedAgain(how) => Some(how),
            _ => None,
        }
    }

    /// What a result counts for.
    pub(crate) fn hold(self) -> Hold {
        if self.reconfirmed().is_some_and(|it| !it.holds) {
            return Hold::Stale;
        }
        match self.carried() {
            None | Some(CarriedHow::Same | CarriedHow::Renumbered) => Hold::Holds,
            Some(CarriedHow::Changed) => Hold::Stale,
            Some(CarriedHow::Successor) => Hold::Former,
        }
    }

    /// Whether evidence is there after it.
    pub(crate) fn shows_evidence(self) -> bool {
        matches!(self, Act::Attached | Act::Restored | Act::EvidenceCarried | Act::EvidenceCarriedAgain)
    }
}

const fn reconfirmed(basis: ReconfirmBasis, holds: bool) -> Act {
    Act::Reconfirmed(Reconfirming { basis, holds })
}

/// The acts that say what the result is, for queries.
pub(crate) const RESULT_ACTS: &str = "(1, 2, 9, 10, 11, 12, 13, 14, 15, 16, 31, 33, 34, 35, 36)";

/// The acts after which evidence is there, for queries.
pub(crate) const EVIDENCE_ACTS: &str = "(3, 6, 17, 18)";

/// What a result counts for, from its act, for queries: 0 holds, 1 stale, 2 former.
pub(crate) const HOLD: &str = "CASE WHEN act IN (11, 15, 34, 36) THEN 1 WHEN act IN (12, 16) THEN 2 ELSE 0 END";

/// From the number that [`HOLD`] gives.
pub(crate) fn hold_of_number(number: u8) -> Hold {
    match number {
        0 => Hold::Holds,
        1 => Hold::Stale,
        _ => Hold::Former,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_for_queries_say_what_the_functions_say() {
        for (act, number) in Act::NUMBERS {
            let listed = |list: &str| list.trim_matches(['(', ')']).split(", ").any(|it| it == number.to_string());
            assert_eq!(listed(RESULT_ACTS), act.is_result(), "{act:?}");
            assert_eq!(listed(EVIDENCE_ACTS), act.shows_evidence(), "{act:?}");
            let hold = match number {
                11 | 15 | 34 | 36 => 1,
                12 | 16 => 2,
                _ => 0,
            };
            assert_eq!(hold_of_number(hold), act.hold(), "{act:?}");
        }
    }
}
