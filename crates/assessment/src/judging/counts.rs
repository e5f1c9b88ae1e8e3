//! What a build comes to in an assessment: the numbers that boards and gates rest on, from the answers that are current.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Overrides, judge};
use crate::gate::{HeldControl, JudgedBuild};
use crate::planned::{SheetControl, SheetUnit};
use crate::projection::{Hold, ReviewAct};
use crate::view::{
    AnswerState, CountedItem, Progress, ResultCode, ReviewCounts, ReviewState, Tally, Verdict, VerdictCounts,
};
use crate::workspace::{Sitting, Standing, UnitHeads};

/// A build of an assessment in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BuildCounts {
    /// Over required units.
    pub(crate) progress: Progress,
    /// Over required controls.
    pub(crate) verdicts: VerdictCounts,
    /// What the gate looks at.
    pub(crate) judged: JudgedBuild,
    /// Where the review of the required units stands that have a result.
    pub(crate) review: ReviewCounts,
    /// The required controls that passed or do not apply.
    pub(crate) good: Vec<String>,
    /// Who gave the current answers, and who is to give those that are open.
    pub(crate) people: Vec<PersonCount>,
    /// The last day on which all this holds, in days since 1970: an answer is stale after it.
    pub(crate) until: Option<i64>,
}

impl BuildCounts {
    /// The numbers alone, without which units they count.
    pub(crate) fn numbers(mut self) -> BuildCounts {
        let judged = &mut self.judged;
        for tally in [
            &mut judged.undecided,
            &mut judged.stale,
            &mut judged.disputed,
            &mut judged.debug_only,
            &mut judged.no_evidence,
            &mut judged.expected_evidence,
            &mut judged.not_approved,
        ] {
            tally.items.clear();
        }
        self
    }
}

/// What somebody has on a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PersonCount {
    pub(crate) member: Uuid,
    /// How many of the current answers are theirs.
    pub(crate) answers: u32,
    /// When they gave the last of them, in milliseconds since 1970.
    pub(crate) last: Option<i64>,
    /// How many open units are assigned to them.
    pub(crate) assigned: u32,
}

impl PersonCount {
    fn of(member: Uuid) -> PersonCount {
        PersonCount { member, answers: 0, last: None, assigned: 0 }
    }
}

/// Counts a build.
pub(crate) fn counts(sitting: &Sitting, overrides: &Overrides) -> BuildCounts {
    let Sitting { sheet, states, build, reviews, .. } = sitting;
    let mut counts = BuildCounts {
        progress: Progress::default(),
        verdicts: VerdictCounts::default(),
        judged: JudgedBuild {
            platform: build.facts.platform,
            build: build.id,
            undecided: Tally::default(),
            stale: Tally::default(),
            disputed: Tally::default(),
            debug_only: Tally::default(),
            no_evidence: Tally::default(),
            expected_evidence: Tally::default(),
            not_approved: Tally::default(),
            controls: Vec::new(),
        },
        review: ReviewCounts::default(),
        good: Vec::new(),
        people: Vec::new(),
        until: None,
    };
    let mut people: BTreeMap<Uuid, PersonCount> = BTreeMap::new();
    for (at, unit) in sheet.units.iter().enumerate().filter(|(_, unit)| unit.required) {
        let heads = states.of(unit.id.as_str());
        let state = heads.state().0;
        counts.progress.add(state);
        of_unit(sitting, unit, heads, &mut counts.judged);
        if !is_open(state) {
            of_review(reviews.standing(unit.id.as_str(), heads), &mut counts.review);
        }
        let valid = heads.answers.iter().filter(|head| head.hold == Hold::Holds).filter_map(|head| head.valid_until);
        counts.until = counts.until.into_iter().chain(valid).min();
        let mut own = heads.answers.iter().filter(|head| head.hold != Hold::Former);
        if let (Some(head), None) = (own.next().filter(|head| head.result != ResultCode::Untested), own.next()) {
            // Whose an answer is that was carried over, the checklist says the same.
            let (author, at) = head.stated();
            let person = people.entry(author).or_insert_with(|| PersonCount::of(author));
            person.answers += 1;
            person.last = person.last.max(Some(at.as_millisecond()));
        }
        if is_open(state) {
            for member in reviews.assigned_to(unit.id.as_str(), sheet.group_of(at)) {
                people.entry(member).or_insert_with(|| PersonCount::of(member)).assigned += 1;
            }
        }
    }
    counts.people = people.into_values().collect();
    let judgements = judge(sheet, states, overrides, build.facts.variant.is_release());
    for (control, judgement) in sheet.controls.iter().zip(&judgements) {
        counts.verdicts.add(judgement.verdict);
        match judgement.verdict {
            Verdict::Fail | Verdict::Inconclusive => {
                counts.judged.controls.push(held(sitting, control, judgement.verdict));
            }
            // Nothing is missing, and it is untested all the same: it was judged on a debug variant.
            Verdict::Untested if required_of(sitting, control).all(|unit| is_decided(sitting, unit)) => {
                counts.judged.debug_only.add(CountedItem {
                    id: control.id.clone(),
                    label: control.id.clone(),
                    title: control.summary.clone(),
                });
            }
            Verdict::Pass | Verdict::NotApplicable => counts.good.push(control.id.clone()),
            _ => {}
        }
    }
    counts
}

fn of_review(standing: Standing<'_>, counts: &mut ReviewCounts) {
    let count = match standing.state {
        ReviewState::Approved if standing.head.is_some_and(|head| head.by_author) => &mut counts.by_author,
        ReviewState::Approved => &mut counts.approved,
        ReviewState::Submitted => &mut counts.submitted,
        ReviewState::Returned => &mut counts.returned,
        ReviewState::Open | ReviewState::InProgress => &mut counts.open,
    };
    *count += 1;
}

fn of_unit(sitting: &Sitting, unit: &SheetUnit, heads: &UnitHeads, judged: &mut JudgedBuild) {
    let item = || CountedItem { id: unit.id.as_str().to_owned(), label: unit.label.clone(), title: unit.title.clone() };
    let state = heads.state().0;
    match state {
        AnswerState::Untested => return judged.undecided.add(item()),
        AnswerState::Stale => return judged.stale.add(item()),
        AnswerState::Disputed => return judged.disputed.add(item()),
        AnswerState::Pass | AnswerState::Fail | AnswerState::Inconclusive | AnswerState::NotApplicable => {}
    }
    // Whose own answer it is approves nothing, and an approval of what is no longer there says nothing.
    let approved = sitting.reviews.standing(unit.id.as_str(), heads).head;
    if !approved.is_some_and(|head| head.act == ReviewAct::Approved && !head.by_author) {
        judged.not_approved.add(item());
    }
    if heads.evidence.is_empty() && state != AnswerState::NotApplicable {
        judged.no_evidence.add(item());
        if unit.expects_evidence {
            judged.expected_evidence.add(item());
        }
    }
}

/// The units that a control requires on this build.
fn required_of<'a>(sitting: &'a Sitting, control: &'a SheetControl) -> impl Iterator<Item = &'a SheetUnit> {
    let units = control.weaknesses.iter().flat_map(|weakness| &weakness.units).filter(|(_, required)| *required);
    units.map(|(at, _)| &sitting.sheet.units[*at])
}

fn is_decided(sitting: &Sitting, unit: &SheetUnit) -> bool {
    !is_open(sitting.states.of(unit.id.as_str()).state().0)
}

fn is_open(state: AnswerState) -> bool {
    matches!(state, AnswerState::Untested | AnswerState::Stale | AnswerState::Disputed)
}

/// A control that fails or is inconclusive, with what makes it so.
fn held(sitting: &Sitting, control: &SheetControl, verdict: Verdict) -> HeldControl {
    let state = if verdict == Verdict::Fail { AnswerState::Fail } else { AnswerState::Inconclusive };
    let (mut causes, mut units) = (Vec::new(), Vec::new());
    for weakness in &control.weaknesses {
        for (at, _) in &weakness.units {
            let unit = &sitting.sheet.units[*at];
            if sitting.states.of(unit.id.as_str()).state().0 != state {
                continue;
            }
            units.push(unit.id.as_str().to_owned());
            causes.push(unit.label.clone());
            causes.extend(weakness.reference.as_ref().map(|it| format!("{}@{}", it.id, it.scheme)));
        }
    }
    for list in [&mut causes, &mut units] {
        list.sort_unstable();
        list.dedup();
    }
    HeldControl {
        id: control.id.clone(),
        title: control.summary.clone(),
        fails: verdict == Verdict::Fail,
        causes,
        units,
    }
}
