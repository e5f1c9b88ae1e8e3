//! From the answers of a build to the verdicts of its controls: the rule of [`crate::verdict`] over a sheet.

mod counts;
mod explain;

use std::collections::{HashMap, HashSet};

use assay_ledger::Hash;
use jiff::Timestamp;
use uuid::Uuid;

pub(crate) use counts::{BuildCounts, counts};
pub(crate) use explain::{explain, short, weakness_parts};

use crate::planned::{Sheet, SheetControl, SheetWeakness};
use crate::verdict::{self, Conclusion, Ruling, UnitAnswer};
use crate::view::{AnswerState, Verdict};
use crate::workspace::States;

/// A current override.
#[derive(Debug, Clone)]
pub(crate) struct OverrideHead {
    pub(crate) entry: Hash,
    /// None where it was taken back.
    pub(crate) verdict: Option<Verdict>,
    /// The secondary failures it names; none where its body was redacted.
    pub(crate) concluded: Option<Vec<String>>,
    pub(crate) author: Uuid,
    pub(crate) at: Timestamp,
    /// Why: read only where it is shown, and gone where it was redacted.
    pub(crate) reason: Option<String>,
}

/// The current overrides of a build, by control; sorted by entry.
pub(crate) type Overrides = HashMap<String, Vec<OverrideHead>>;

/// What follows for one control.
#[derive(Debug, Clone)]
pub(crate) struct ControlJudgement {
    /// One a weakness of the sheet's control.
    pub(crate) weaknesses: Vec<Ruling>,
    /// From the control's own weaknesses.
    pub(crate) own: Ruling,
    /// Full names of failed weaknesses of which it is a secondary control.
    pub(crate) secondary_failures: Vec<String>,
    /// What the rule gives, secondary failures weighed.
    pub(crate) computed: Verdict,
    /// What counts, after an override.
    pub(crate) verdict: Verdict,
    /// Whether the override has effect.
    pub(crate) overridden: bool,
}

/// Judges every control of a sheet, in its order. `release` says whether the build is a release variant.
pub(crate) fn judge(sheet: &Sheet, states: &States, overrides: &Overrides, release: bool) -> Vec<ControlJudgement> {
    let rulings: Vec<Vec<Ruling>> = sheet
        .controls
        .iter()
        .map(|control| {
            control.weaknesses.iter().map(|it| judge_weakness(sheet, control, it, states, release)).collect()
        })
        .collect();
    let mut failed: HashSet<String> = HashSet::new();
    for (control, rulings) in sheet.controls.iter().zip(&rulings) {
        for (weakness, ruling) in control.weaknesses.iter().zip(rulings) {
            if ruling.verdict == Verdict::Fail {
                failed.extend(weakness.full_name());
            }
        }
    }
    sheet
        .controls
        .iter()
        .zip(rulings)
        .map(|(control, weaknesses)| {
            let own = verdict::of_weaknesses(weaknesses.iter().map(|ruling| ruling.verdict));
            let secondary_failures: Vec<String> =
                control.secondary.iter().filter(|name| failed.contains(*name)).cloned().collect();
            let conclusion = overrides.get(&control.id).and_then(|heads| conclusion(heads, &secondary_failures));
            let computed = verdict::weigh_secondary(own, !secondary_failures.is_empty()).verdict;
            let (verdict, overridden) = verdict::settle(own, !secondary_failures.is_empty(), conclusion);
            ControlJudgement { weaknesses, own, secondary_failures, computed, verdict, overridden }
        })
        .collect()
}

/// What the heads say, where they agree that anything is to be said: several are disputed, and none has effect.
fn conclusion(heads: &[OverrideHead], secondary_failures: &[String]) -> Option<Conclusion> {
    let [head] = heads else { return None };
    let knows_secondary =
        head.concluded.as_ref().is_some_and(|known| secondary_failures.iter().all(|name| known.contains(name)));
    head.verdict.map(|verdict| Conclusion { verdict, knows_secondary })
}

fn judge_weakness(
    sheet: &Sheet,
    control: &SheetControl,
    weakness: &SheetWeakness,
    states: &States,
    release: bool,
) -> Ruling {
    let answers: Vec<UnitAnswer> = weakness
        .units
        .iter()
        .map(|(unit, required)| UnitAnswer {
            required: *required,
            state: counted(control, states.of(sheet.units[*unit].id.as_str()).state().0, release),
        })
        .collect();
    verdict::of_units(&answers)
}

/// The answer as it counts for a control: resilience says nothing on a build that is no release variant.
pub(crate) fn counted(control: &SheetControl, state: AnswerState, release: bool) -> AnswerState {
    if control.release_only && !release { AnswerState::Untested } else { state }
}
