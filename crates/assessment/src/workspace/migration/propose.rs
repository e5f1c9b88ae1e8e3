//! What becomes of each answer of a build when its checklist is made from other catalogues. Nothing here is stated yet.

use std::collections::{BTreeSet, HashMap};

use assay_catalogue::{Renumbering, SubjectKind, TestStatus, UnitId, UnitKind, WeaknessRef};
use assay_ledger::Hash;
use assay_messages::said;
use uuid::Uuid;

use crate::planned::{Sheet, SheetControl, SheetWeakness};
use crate::projection::Hold;
use crate::view::{AnswerState, CarriedHow, MigrationOutcome, ResultCode};
use crate::workspace::States;
use crate::workspace::states::{Head, UnitHeads};

/// A unit of the former checklist with what it holds, and what becomes of that.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// The former unit.
    pub(super) unit: String,
    /// Its current answers; empty where nobody says anything.
    pub(super) answers: Vec<Former>,
    /// The evidence that is attached.
    pub(super) evidence: Vec<Uuid>,
    pub(super) state: AnswerState,
    pub(super) outcome: MigrationOutcome,
    pub(super) text_changed: bool,
    /// Units of the new sheet, by their place in it.
    pub(super) targets: Vec<Target>,
    pub(super) because: String,
}

/// A current answer of the former checklist.
#[derive(Debug, Clone)]
pub(super) struct Former {
    pub(super) entry: Hash,
    /// The entry that states it first.
    pub(super) origin: Hash,
    pub(super) result: ResultCode,
    /// What it counted for so far.
    pub(super) hold: Hold,
}

/// A unit of the new checklist that an item goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    /// Its place in the new sheet.
    pub(super) at: usize,
    /// Whether it has an answer of its own from another item.
    pub(super) answered: bool,
}

impl Item {
    /// What an answer counts for at its targets; none where it stays behind. It never counts for more than it did.
    pub(super) fn how(&self, former: &Former) -> Option<CarriedHow> {
        let how = match self.outcome {
            MigrationOutcome::Carried => CarriedHow::Same,
            MigrationOutcome::Renumbered if !self.text_changed => CarriedHow::Renumbered,
            MigrationOutcome::Renumbered | MigrationOutcome::Stale => CarriedHow::Changed,
            MigrationOutcome::Redo => CarriedHow::Successor,
            MigrationOutcome::Dropped => return None,
        };
        Some(how.max(least(former.hold)))
    }

    /// Whether its answers counted until now.
    pub(super) fn holds_so_far(&self) -> bool {
        self.answers.iter().all(|answer| answer.hold == Hold::Holds)
    }

    /// Whether its evidence comes over.
    pub(super) fn brings_evidence(&self) -> bool {
        !matches!(self.outcome, MigrationOutcome::Redo | MigrationOutcome::Dropped)
    }
}

fn least(hold: Hold) -> CarriedHow {
    match hold {
        Hold::Holds => CarriedHow::Same,
        Hold::Stale => CarriedHow::Changed,
        Hold::Former => CarriedHow::Successor,
    }
}

/// Two checklists of one build, and which weaknesses of their numberings are the same.
pub(super) struct Proposing<'a> {
    pub(super) from: &'a Sheet,
    pub(super) to: &'a Sheet,
    pub(super) renumbering: &'a Renumbering,
}

/// What is proposed, and why.
struct Way {
    outcome: MigrationOutcome,
    text_changed: bool,
    targets: Vec<usize>,
    because: String,
}

impl Way {
    fn dropped(because: String) -> Way {
        Way { outcome: MigrationOutcome::Dropped, text_changed: false, targets: Vec::new(), because }
    }

    /// To redo where anything takes its place, else dropped.
    fn redo(targets: Vec<usize>, because: impl FnOnce(&[usize]) -> String, dropped: impl FnOnce() -> String) -> Way {
        if targets.is_empty() {
            return Way::dropped(dropped());
        }
        let because = because(&targets);
        Way { outcome: MigrationOutcome::Redo, text_changed: false, targets, because }
    }
}

impl Proposing<'_> {
    /// One item for each unit that holds an answer or evidence, in the order of the former checklist; units that it does
    /// not hold come last.
    pub(super) fn items(&self, states: &States) -> Vec<Item> {
        let (from, to) = (self.from.text_digests(), self.to.text_digests());
        let mut items: Vec<Item> = Vec::new();
        let mut order: Vec<(usize, &str, &UnitHeads)> =
            states.units().map(|(unit, heads)| (self.from.find(unit).unwrap_or(usize::MAX), unit, heads)).collect();
        order.sort_unstable_by_key(|(at, unit, _)| (*at, *unit));
        for (_, unit, heads) in order {
            let answers = answers(heads);
            if answers.is_empty() && heads.evidence.is_empty() {
                continue;
            }
            let mut way = self.way(unit, &from, &to);
            // What counted for nothing, or was stale, is not made better by a text that stayed as it was.
            match answers.iter().map(|it| it.hold).max_by_key(|hold| least(*hold)) {
                Some(Hold::Stale) if way.outcome == MigrationOutcome::Carried => {
                    way.outcome = MigrationOutcome::Stale;
                    way.because = said!("It was stale already.");
                }
                Some(Hold::Stale) if way.outcome == MigrationOutcome::Renumbered => way.text_changed = true,
                Some(Hold::Former) if way.outcome != MigrationOutcome::Dropped => {
                    way.outcome = MigrationOutcome::Redo;
                    way.because = said!("It was to be redone already.");
                }
                _ => {}
            }
            items.push(Item {
                unit: unit.to_owned(),
                answers,
                evidence: heads.evidence.clone(),
                state: heads.state().0,
                outcome: way.outcome,
                text_changed: way.text_changed,
                targets: way.targets.into_iter().map(|at| Target { at, answered: false }).collect(),
                because: way.because,
            });
        }
        mark_answered(&mut items);
        items
    }

    /// The units of the new sheet that nothing goes to, in its order.
    pub(super) fn new_units(&self, items: &[Item]) -> Vec<usize> {
        let reached: BTreeSet<usize> = items.iter().flat_map(|item| &item.targets).map(|target| target.at).collect();
        // What builds share is answered there, whatever an assessment is measured against.
        let own = |at: &usize| self.to.units[*at].subject == SubjectKind::Build;
        (0..self.to.units.len()).filter(|at| !reached.contains(at)).filter(own).collect()
    }

    fn way(&self, unit: &str, from: &HashMap<String, String>, to: &HashMap<String, String>) -> Way {
        let former = from.get(unit);
        if let Some(at) = self.to.find(unit) {
            let same = former.is_some_and(|digest| !digest.is_empty() && to.get(unit) == Some(digest));
            return Way {
                outcome: if same { MigrationOutcome::Carried } else { MigrationOutcome::Stale },
                text_changed: !same,
                targets: vec![at],
                because: if same { said!("Its text is the same.") } else { said!("Its text changed.") },
            };
        }
        let Ok(id) = unit.parse::<UnitId>() else {
            return Way::dropped(said!("{unit} is no unit that this version knows.", unit));
        };
        match id.kind() {
            UnitKind::Test(id) => self.test(&id),
            UnitKind::Weakness(weakness) => self.weakness(&weakness, former, to),
            UnitKind::Control(id) => self.control(&id),
        }
    }

    fn test(&self, id: &str) -> Way {
        let mastg = &self.to.pinned.mastg.version;
        let Some(test) = self.to.pinned.test(id) else {
            return Way::dropped(said!("MASTG {mastg} does not have {id}.", mastg, id));
        };
        if test.status != TestStatus::Deprecated {
            return Way::dropped(self.not_asked(id));
        }
        let targets: Vec<usize> =
            test.successors.iter().filter_map(|id| self.to.find(UnitId::of_test(id).as_str())).collect();
        Way::redo(
            targets,
            |targets| {
                said!(
                    "{id} was withdrawn; now there is {list}. Its result says nothing of that.",
                    id,
                    list = self.list(targets)
                )
            },
            || match test.successors.as_slice() {
                [] => said!("{id} was withdrawn without a successor.", id),
                successors => said!(
                    "{id} was withdrawn in favour of {successors}, which the profile does not ask for on {platform}.",
                    id,
                    successors = successors.join(", "),
                    platform = self.to.plan.platform
                ),
            },
        )
    }

    fn weakness(&self, weakness: &WeaknessRef, former: Option<&String>, to: &HashMap<String, String>) -> Way {
        let scheme = self.to.pinned.scheme();
        let maswe = &self.to.pinned.maswe.version;
        let same = self.renumbering.same_in(weakness, scheme);
        if let Some(same) = same.filter(|it| it.scheme != weakness.scheme) {
            let unit = UnitId::of_weakness(&same);
            if let Some(at) = self.to.find(unit.as_str()) {
                let text_changed = former.is_none_or(|digest| to.get(unit.as_str()) != Some(digest));
                let words = if text_changed { said!(", and its text changed") } else { String::new() };
                let because = said!("{weakness} is {same} now{words}.", weakness, same, words);
                return Way { outcome: MigrationOutcome::Renumbered, text_changed, targets: vec![at], because };
            }
        }
        let now = self.renumbering.in_scheme(weakness, scheme);
        let names: Vec<String> = now.iter().map(ToString::to_string).collect();
        let known = now.iter().filter(|it| self.to.pinned.weakness_by_reference(it).is_some()).count();
        let targets = self.under(|_, it| it.full_name().is_some_and(|name| names.contains(&name)));
        let became =
            if weakness.scheme == scheme { String::new() } else { format!("{weakness} became {}; ", names.join(", ")) };
        Way::redo(
            targets,
            |targets| said!("{became}what is asked for now is {list}.", became, list = self.list(targets)),
            || match (known, now.as_slice()) {
                (0, _) => said!("{weakness} has no successor in MASWE {maswe}.", weakness, maswe),
                (_, [one]) => format!("{became}{}", self.not_asked(&one.id)),
                _ => said!(
                    "{became}the profile requires none of them on {platform}.",
                    became,
                    platform = self.to.plan.platform
                ),
            },
        )
    }

    fn control(&self, id: &str) -> Way {
        Way::redo(
            self.under(|control, _| control.id == id),
            |targets| {
                said!(
                    "{id} is not assessed directly any more; what is asked for now is {list}.",
                    id,
                    list = self.list(targets)
                )
            },
            || match self.to.plan.control(id) {
                Some(control) => control.because.clone(),
                None if id.starts_with("MASVS-") => {
                    said!("MASVS {version} does not have {id}.", version = self.to.pinned.masvs.version, id)
                }
                None => said!("The profile does not ask for {id}.", id),
            },
        )
    }

    /// The required units of the weaknesses that match, each once.
    fn under(&self, matches: impl Fn(&SheetControl, &SheetWeakness) -> bool) -> Vec<usize> {
        let mut units = BTreeSet::new();
        for control in &self.to.controls {
            for weakness in control.weaknesses.iter().filter(|weakness| matches(control, weakness)) {
                units.extend(weakness.units.iter().filter(|(_, required)| *required).map(|(unit, _)| *unit));
            }
        }
        units.into_iter().collect()
    }

    /// Why the new checklist does not hold a test or weakness that its catalogue has.
    fn not_asked(&self, id: &str) -> String {
        let error = super::super::find::not_in_profile(self.to, id);
        format!("{}.", error.to_string().trim_end_matches('.'))
    }

    fn list(&self, units: &[usize]) -> String {
        /// More are counted.
        const SHOWN: usize = 4;
        let labels: Vec<&str> = units.iter().take(SHOWN).map(|at| self.to.units[*at].label.as_str()).collect();
        match units.len().saturating_sub(SHOWN) {
            0 => labels.join(", "),
            more => said!("{labels} and {more} more", labels = labels.join(", "), more),
        }
    }
}

/// Current answers; none where nobody says anything.
fn answers(heads: &UnitHeads) -> Vec<Former> {
    if heads.answers.iter().all(|head| head.result == ResultCode::Untested) {
        return Vec::new();
    }
    // Beside an answer of the unit's own, those of others have no say any more.
    let own = heads.answers.iter().any(|head| head.hold != Hold::Former);
    let kept = heads.answers.iter().filter(|head| !own || head.hold != Hold::Former);
    let former =
        |head: &Head| Former { entry: head.entry, origin: head.origin(), result: head.result, hold: head.hold };
    kept.map(former).collect()
}

/// A unit that gets an answer of its own has no need of a former one of another unit.
pub(super) fn mark_answered(items: &mut [Item]) {
    let own: BTreeSet<usize> = items
        .iter()
        .filter(|item| item.outcome != MigrationOutcome::Redo && !item.answers.is_empty())
        .flat_map(|item| item.targets.iter().map(|target| target.at))
        .collect();
    for target in items.iter_mut().filter(|item| item.outcome == MigrationOutcome::Redo).flat_map(|it| &mut it.targets)
    {
        target.answered = own.contains(&target.at);
    }
}
