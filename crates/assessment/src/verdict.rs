//! The verdict rule: from the answers to units to the verdict of a control. Pure functions over plain data.
//!
//! The rule is the table of the design; [`Row`] names its rows. It is applied twice: to the units of a required
//! weakness, and to the weaknesses of the control. The first row that matches decides.
//!
//! | row | if | verdict |
//! | --- | --- | --- |
//! | 0 | nothing is required | out of scope |
//! | 1 | any fail | fail |
//! | 2 | any untested, stale or disputed | untested |
//! | 3 | any inconclusive | inconclusive |
//! | 4 | all not applicable, each justified | not applicable |
//! | 5 | otherwise | pass |
//!
//! **Optional units** bear on a required weakness only where they fail; where they pass, lack an answer or are
//! disputed, they say nothing.
//!
//! **Secondary weaknesses.** A failed weakness of which the control is only a secondary one turns pass into
//! inconclusive until the assessor concludes: see [`settle`].
//!
//! **Overrides only lower.** From best to worst the order is: pass, not applicable, inconclusive, untested, fail; it is
//! the table read from the bottom. An assessor may state *inconclusive* or *fail*, and it has effect only where that is
//! worse than what the rule gives: pass and not applicable can become inconclusive or fail, inconclusive and untested
//! can become fail. Nothing lowers fail or out of scope. An override that no longer lowers stays in the record and is
//! shown without effect. The one thing an assessor may say that is no lowering is *pass* on a control that only its
//! secondary failures made inconclusive: that concludes the question they raised and gives back row 5, never more.

use crate::view::{AnswerState, Verdict};

/// The row of the rule that decided: 0 to 5.
pub type Row = u8;

/// A verdict with the row it follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ruling {
    /// What follows.
    pub verdict: Verdict,
    /// From which row.
    pub row: Row,
}

impl Ruling {
    /// What a row gives.
    pub fn of_row(row: Row) -> Ruling {
        let verdict = match row {
            0 => Verdict::OutOfScope,
            1 => Verdict::Fail,
            2 => Verdict::Untested,
            3 => Verdict::Inconclusive,
            4 => Verdict::NotApplicable,
            _ => Verdict::Pass,
        };
        Ruling { verdict, row: row.min(5) }
    }
}

/// One unit as the rule sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnitAnswer {
    /// Whether the profile requires it; otherwise it is optional.
    pub required: bool,
    /// Where its answer stands. Not applicable means justified: without a justification it is untested.
    pub state: AnswerState,
}

impl UnitAnswer {
    /// Whether the answer bears on the verdict: a required one always does, an optional one where it fails.
    pub fn counts(self) -> bool {
        self.required || self.state == AnswerState::Fail
    }
}

/// What follows for a required weakness, or for a control without weaknesses, from its units.
pub fn of_units(units: &[UnitAnswer]) -> Ruling {
    if !units.iter().any(|unit| unit.required) {
        return Ruling::of_row(0);
    }
    rule(units.iter().filter(|unit| unit.counts()).map(|unit| match unit.state {
        AnswerState::Fail => Verdict::Fail,
        AnswerState::Untested | AnswerState::Stale | AnswerState::Disputed => Verdict::Untested,
        AnswerState::Inconclusive => Verdict::Inconclusive,
        AnswerState::NotApplicable => Verdict::NotApplicable,
        AnswerState::Pass => Verdict::Pass,
    }))
}

/// What follows for a control from the verdicts of its weaknesses; those out of scope say nothing.
pub fn of_weaknesses(weaknesses: impl IntoIterator<Item = Verdict>) -> Ruling {
    rule(weaknesses.into_iter().filter(|verdict| *verdict != Verdict::OutOfScope))
}

fn rule(parts: impl Iterator<Item = Verdict>) -> Ruling {
    let (mut any, mut fail, mut untested, mut inconclusive, mut applicable) = (false, false, false, false, false);
    for part in parts {
        any = true;
        match part {
            Verdict::Fail => fail = true,
            Verdict::Untested => untested = true,
            Verdict::Inconclusive => inconclusive = true,
            Verdict::Pass => applicable = true,
            Verdict::NotApplicable | Verdict::OutOfScope => {}
        }
    }
    Ruling::of_row(match () {
        () if !any => 0,
        () if fail => 1,
        () if untested => 2,
        () if inconclusive => 3,
        () if !applicable => 4,
        () => 5,
    })
}

/// What the rule gives for a control once the failures of weaknesses that it is only secondary for are weighed.
///
/// Those turn pass, and nothing else, into inconclusive. The row stays 5: it is what the control's own weaknesses gave.
pub fn weigh_secondary(own: Ruling, secondary_failures: bool) -> Ruling {
    if own.verdict == Verdict::Pass && secondary_failures {
        return Ruling { verdict: Verdict::Inconclusive, row: own.row };
    }
    own
}

/// What an assessor states about a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conclusion {
    /// What is concluded.
    pub verdict: Verdict,
    /// For *pass*: whether the conclusion names every secondary weakness that fails now. A failure that came later
    /// raises the question anew.
    pub knows_secondary: bool,
}

/// The verdict that counts, and whether the conclusion has effect on it.
///
/// `own` is the ruling from the control's own weaknesses.
pub fn settle(own: Ruling, secondary_failures: bool, conclusion: Option<Conclusion>) -> (Verdict, bool) {
    let computed = weigh_secondary(own, secondary_failures).verdict;
    let Some(conclusion) = conclusion else { return (computed, false) };
    let turned = computed != own.verdict;
    if lowers(computed, conclusion.verdict)
        || (turned && conclusion.verdict == Verdict::Pass && conclusion.knows_secondary)
    {
        return (conclusion.verdict, true);
    }
    // Saying inconclusive where the secondary failures made it so concludes the question, with no change to show.
    let agrees = turned && conclusion.verdict == computed;
    (computed, agrees)
}

/// Whether stating `to` lowers `from`. See the module's text for the order.
pub fn lowers(from: Verdict, to: Verdict) -> bool {
    let badness = |verdict| match verdict {
        Verdict::Pass => 0,
        Verdict::NotApplicable => 1,
        Verdict::Inconclusive => 2,
        Verdict::Untested => 3,
        Verdict::Fail => 4,
        Verdict::OutOfScope => 5,
    };
    matches!(to, Verdict::Inconclusive | Verdict::Fail) && badness(to) > badness(from)
}
