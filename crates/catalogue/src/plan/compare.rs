//! Two plans side by side: what only one asks for, and what both ask for in another way.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use assay_messages::said;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Plan, PlannedControl, PlannedUnit, PlannedWeakness};
use crate::{UnitId, UnitKind};

/// How a profile stands to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It has to be answered.
    Required,
    /// It may be answered.
    Optional,
    /// It is no part of the profile.
    Out,
}

/// A unit on which two profiles differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedUnit {
    /// The unit.
    pub unit: String,
    /// Its id as people say it: `MASTG-TEST-0235`, `FIN-2.1`.
    pub label: String,
    /// Its title.
    pub title: String,
    /// The control that it stands under first.
    pub control: String,
    /// The control's group.
    pub group: String,
    /// In the first profile.
    pub a: Standing,
    /// In the second one.
    pub b: Standing,
    /// Why it is so in the first one, with the line that says so where there is one.
    pub because_a: String,
    /// Why it is so in the second one.
    pub because_b: String,
}

/// A parameter that two profiles set differently, or that only one has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedParameter {
    /// `FIN-2.1.idle-minutes`.
    pub id: String,
    /// What it is.
    pub title: String,
    /// `minutes`, ...
    pub unit: String,
    /// The first profile's value; none where it doesn't have the control.
    pub a: Option<u32>,
    /// The second one's.
    pub b: Option<u32>,
    /// Which line sets the first one's value; empty where there is none.
    pub because_a: String,
    /// Which line sets the second one's.
    pub because_b: String,
}

/// What differs between two plans on one platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanComparison {
    /// The units that differ, in the order of the first plan, then of the second.
    pub rows: Vec<ComparedUnit>,
    /// How many units are the same in both.
    pub same: u32,
    /// The parameters that differ, by id.
    pub parameters: Vec<ComparedParameter>,
}

/// A unit where it stands first.
struct Stand<'p> {
    control: &'p PlannedControl,
    weakness: Option<&'p PlannedWeakness>,
    unit: PlannedUnit,
}

impl Plan {
    /// What differs between this plan and another one; both should be for one platform and the same catalogues.
    pub fn compare(&self, other: &Plan) -> PlanComparison {
        let (ours, order_of_ours) = stands(self);
        let (theirs, order_of_theirs) = stands(other);
        let mut comparison = PlanComparison { rows: Vec::new(), same: 0, parameters: parameters(&ours, &theirs) };
        let mut seen = BTreeSet::new();
        for id in order_of_ours.iter().chain(&order_of_theirs).filter(|id| seen.insert((*id).clone())) {
            let (a, b) = (ours.get(id), theirs.get(id));
            let (standing_a, standing_b) = (standing(a), standing(b));
            if standing_a == standing_b {
                comparison.same += 1;
                continue;
            }
            let Some(stand) = a.or(b) else { continue };
            comparison.rows.push(ComparedUnit {
                unit: id.to_string(),
                label: label(id),
                title: stand.unit.title.clone(),
                control: stand.control.id.clone(),
                group: stand.control.group.clone(),
                a: standing_a,
                b: standing_b,
                because_a: a.map_or_else(|| why_out(self, stand), |a| a.unit.because.clone()),
                because_b: b.map_or_else(|| why_out(other, stand), |b| b.unit.because.clone()),
            });
        }
        comparison
    }
}

fn stands(plan: &Plan) -> (HashMap<UnitId, Stand<'_>>, Vec<UnitId>) {
    let mut first = HashMap::new();
    for (control, weakness, unit) in plan.placements() {
        first.entry(unit.id.clone()).or_insert((control, weakness));
    }
    let mut stands = HashMap::new();
    let mut order = Vec::new();
    for unit in plan.units() {
        if let Some((control, weakness)) = first.get(&unit.id).copied() {
            order.push(unit.id.clone());
            stands.insert(unit.id.clone(), Stand { control, weakness, unit });
        }
    }
    (stands, order)
}

fn standing(stand: Option<&Stand<'_>>) -> Standing {
    match stand {
        Some(stand) if stand.unit.required => Standing::Required,
        Some(_) => Standing::Optional,
        None => Standing::Out,
    }
}

fn label(id: &UnitId) -> String {
    match id.kind() {
        UnitKind::Test(id) | UnitKind::Control(id) => id,
        UnitKind::Weakness(weakness) => weakness.id,
    }
}

/// Why a plan does not have what stands in another one: what it says of the weakness, else of the control.
fn why_out(plan: &Plan, stand: &Stand<'_>) -> String {
    let control = plan.control(&stand.control.id);
    let weakness = stand.weakness.and_then(|wanted| {
        let weaknesses = control.iter().flat_map(|control| &control.weaknesses);
        weaknesses.into_iter().find(|weakness| weakness.weakness == wanted.weakness)
    });
    match (weakness, control) {
        (Some(weakness), _) => weakness.because.clone(),
        (None, Some(control)) => control.because.clone(),
        (None, None) => {
            said!("{profile} does not include {control}.", profile = plan.profile.id, control = stand.control.id)
        }
    }
}

fn parameters(ours: &HashMap<UnitId, Stand<'_>>, theirs: &HashMap<UnitId, Stand<'_>>) -> Vec<ComparedParameter> {
    let mut all: BTreeMap<String, ComparedParameter> = BTreeMap::new();
    for (stands, first) in [(ours, true), (theirs, false)] {
        for parameter in stands.values().flat_map(|stand| &stand.unit.parameters) {
            let row = all.entry(parameter.id.clone()).or_insert_with(|| ComparedParameter {
                id: parameter.id.clone(),
                title: parameter.title.clone(),
                unit: parameter.unit.clone(),
                a: None,
                b: None,
                because_a: String::new(),
                because_b: String::new(),
            });
            let (value, because) =
                if first { (&mut row.a, &mut row.because_a) } else { (&mut row.b, &mut row.because_b) };
            *value = Some(parameter.value);
            because.clone_from(&parameter.because);
        }
    }
    all.into_values().filter(|row| row.a != row.b).collect()
}
