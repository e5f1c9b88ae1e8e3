//! Results and verdicts, each a word of the format and a set of counters.

use serde::{Deserialize, Serialize};

/// Where the answer to a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    /// The criteria are met.
    Pass,
    /// They are not.
    Fail,
    /// The unit does not concern the build.
    NotApplicable,
    /// Tested without a clear answer.
    Inconclusive,
    /// Nobody said anything.
    Untested,
    /// There was an answer, and what it rested on has changed.
    Stale,
    /// Answers stand that do not know of each other.
    Disputed,
}

/// What follows for a control on a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All that applies passed.
    Pass,
    /// Something failed.
    Fail,
    /// All is not applicable.
    NotApplicable,
    /// Something is inconclusive.
    Inconclusive,
    /// Something is untested, stale or disputed.
    Untested,
    /// Nothing is required.
    OutOfScope,
}

/// How many units stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerCounts {
    /// All of them; the others sum up to it.
    pub total: u32,
    /// See [`AnswerState::Pass`].
    pub pass: u32,
    /// See [`AnswerState::Fail`].
    pub fail: u32,
    /// See [`AnswerState::NotApplicable`].
    pub not_applicable: u32,
    /// See [`AnswerState::Inconclusive`].
    pub inconclusive: u32,
    /// See [`AnswerState::Untested`].
    pub untested: u32,
    /// See [`AnswerState::Stale`].
    pub stale: u32,
    /// See [`AnswerState::Disputed`].
    pub disputed: u32,
}

impl AnswerCounts {
    /// Counts one more.
    pub fn add(&mut self, state: AnswerState) {
        self.total += 1;
        *match state {
            AnswerState::Pass => &mut self.pass,
            AnswerState::Fail => &mut self.fail,
            AnswerState::NotApplicable => &mut self.not_applicable,
            AnswerState::Inconclusive => &mut self.inconclusive,
            AnswerState::Untested => &mut self.untested,
            AnswerState::Stale => &mut self.stale,
            AnswerState::Disputed => &mut self.disputed,
        } += 1;
    }

    /// Units with an answer that counts: neither untested nor stale nor disputed.
    pub fn decided(&self) -> u32 {
        self.pass + self.fail + self.not_applicable + self.inconclusive
    }
}

impl FromIterator<AnswerState> for AnswerCounts {
    fn from_iter<I: IntoIterator<Item = AnswerState>>(states: I) -> Self {
        let mut counts = Self::default();
        states.into_iter().for_each(|state| counts.add(state));
        counts
    }
}

/// How many controls have which verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictCounts {
    /// All of them; the others sum up to it.
    pub total: u32,
    /// See [`Verdict::Pass`].
    pub pass: u32,
    /// See [`Verdict::Fail`].
    pub fail: u32,
    /// See [`Verdict::NotApplicable`].
    pub not_applicable: u32,
    /// See [`Verdict::Inconclusive`].
    pub inconclusive: u32,
    /// See [`Verdict::Untested`].
    pub untested: u32,
    /// See [`Verdict::OutOfScope`].
    pub out_of_scope: u32,
}

impl VerdictCounts {
    /// Counts one more.
    pub fn add(&mut self, verdict: Verdict) {
        self.total += 1;
        *match verdict {
            Verdict::Pass => &mut self.pass,
            Verdict::Fail => &mut self.fail,
            Verdict::NotApplicable => &mut self.not_applicable,
            Verdict::Inconclusive => &mut self.inconclusive,
            Verdict::Untested => &mut self.untested,
            Verdict::OutOfScope => &mut self.out_of_scope,
        } += 1;
    }
}

impl FromIterator<Verdict> for VerdictCounts {
    fn from_iter<I: IntoIterator<Item = Verdict>>(verdicts: I) -> Self {
        let mut counts = Self::default();
        verdicts.into_iter().for_each(|verdict| counts.add(verdict));
        counts
    }
}
