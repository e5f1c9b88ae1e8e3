//! From a tailoring to the plan: the levels' plan with the rulings of the files, then the requirements, then what files
//! say of single units (proposals, expected evidence, citations).

use std::collections::HashSet;

use assay_messages::said;

use super::rulings::{Rulings, lines};
use super::{
    Limit, LimitKind, Plan, PlannedControl, PlannedParameter, PlannedUnit, Proposal, ProposedResult, Scope, UnitId,
    UnitKind, citing, resolve as levels,
};
use crate::{
    Answers, ItemDecision, Pinned, Platform, ProfileItem, Requirement, RequirementLevel, Requirements, Tailoring,
};

pub(super) fn resolve(
    pinned: &Pinned,
    tailoring: &Tailoring,
    requirements: &Requirements,
    answers: &Answers,
    platform: Platform,
) -> Plan {
    let mut plan = levels::resolve(pinned, &tailoring.profile(), Rulings::of(tailoring), platform);
    if tailoring.is_plain() {
        return plan;
    }
    for control in &mut plan.controls {
        let named = ProfileItem::Control(control.id.clone());
        for unit in &mut control.units {
            finish(unit, &[named.clone(), item_of(&unit.id)], tailoring, answers);
        }
        for weakness in &mut control.weaknesses {
            let of_weakness = ProfileItem::Weakness(weakness.weakness.clone());
            for unit in &mut weakness.units {
                finish(unit, &[named.clone(), of_weakness.clone(), item_of(&unit.id)], tailoring, answers);
            }
        }
    }
    keep_whole_proposals(&mut plan);
    for requirement in requirements.all() {
        let item = ProfileItem::Requirement(requirement.id.clone());
        if let Some(decision) = tailoring.items.get(&item) {
            plan.controls.push(control(requirement, decision, tailoring, answers, platform));
        }
    }
    for item in tailoring.unknown_in(pinned) {
        let sentence =
            said!("{tailoring} names {item}, which the pinned catalogues do not have.", tailoring = tailoring.id, item);
        plan.limits.push(Limit { kind: LimitKind::NotInCatalogue, subject: item.to_string(), sentence });
    }
    plan
}

fn item_of(unit: &UnitId) -> ProfileItem {
    match unit.kind() {
        UnitKind::Test(id) => ProfileItem::Test(id),
        UnitKind::Weakness(weakness) => ProfileItem::Weakness(weakness),
        UnitKind::Control(id) => ProfileItem::Control(id),
    }
}

/// A requirement as a control with one direct unit.
fn control(
    requirement: &Requirement,
    decision: &ItemDecision,
    tailoring: &Tailoring,
    answers: &Answers,
    platform: Platform,
) -> PlannedControl {
    let id = &requirement.id;
    let said = lines(decision);
    let mut control = PlannedControl {
        id: id.clone(),
        group: requirement.group.clone(),
        scope: Scope::OutOfScope,
        because: String::new(),
        weaknesses: Vec::new(),
        secondary: Vec::new(),
        units: Vec::new(),
        set: Some(requirement.set.clone()),
        title: requirement.title.clone(),
        subject: requirement.subject,
    };
    if decision.included != Some(true) {
        control.because = said!("{id} is out: {said}.", id, said);
        return control;
    }
    if !requirement.platforms.contains(&platform) {
        control.because = said!("{id} does not concern {platform} ({said}).", id, platform = platform.name(), said);
        return control;
    }
    let required = decision.required.unwrap_or(requirement.level == RequirementLevel::Mandatory);
    let because = match (required, decision.required) {
        (true, _) => said!("{id} is required: {said}.", id, said),
        (false, Some(_)) => said!("{id} is optional: {said}.", id, said),
        (false, None) => {
            said!("{id} is optional, because it depends on the threat model and no file requires it: {said}.", id, said)
        }
    };
    control.scope = if required { Scope::Required } else { Scope::OutOfScope };
    control.because.clone_from(&because);
    let mut unit =
        PlannedUnit::plain(UnitId::of_control(id), &requirement.title, required, because, &requirement.text_digest);
    unit.subject = requirement.subject;
    unit.expected_evidence.push(requirement.evidence.clone());
    for parameter in &requirement.parameters {
        let name = format!("{id}.{}", parameter.key);
        let set = tailoring.parameters.get(&name);
        unit.parameters.push(PlannedParameter {
            title: parameter.title.clone(),
            value: set.map_or(parameter.default, |set| set.value),
            unit: parameter.unit.clone(),
            because: set.map_or_else(
                || said!("default: {because}", because = parameter.because),
                |set| set.because.to_string(),
            ),
            id: name,
        });
    }
    citing::of_requirement(&mut unit, requirement, answers);
    finish(&mut unit, &[ProfileItem::Requirement(id.clone())], tailoring, answers);
    if let Some(when) = &requirement.when
        && when.holds(answers) == Some(false)
        && unit.proposal.is_none()
    {
        unit.proposal = Some(Proposal {
            result: ProposedResult::NotApplicable,
            because: said!(
                "{id} applies only where the questionnaire {said}, and here it does not.",
                id,
                said = when.said()
            ),
            line: None,
        });
    }
    control.units.push(unit);
    control
}

/// What files say of a unit that stands under these items.
fn finish(unit: &mut PlannedUnit, items: &[ProfileItem], tailoring: &Tailoring, answers: &Answers) {
    let named = |listed: &[ProfileItem]| listed.iter().any(|item| items.contains(item));
    for row in tailoring.evidence.iter().filter(|row| named(&row.items)) {
        if !unit.expected_evidence.contains(&row.expect) {
            unit.expected_evidence.push(row.expect.clone());
        }
    }
    citing::of_files(unit, &tailoring.citations, items, answers);
    let proposing = tailoring.not_applicable.iter().filter(|row| named(&row.items));
    if let Some(row) = proposing.into_iter().find(|row| row.when.holds(answers) == Some(true)) {
        let reason = row.because.words.trim_end_matches('.');
        unit.proposal = Some(Proposal {
            result: ProposedResult::NotApplicable,
            because: said!("{reason} (the questionnaire {said}).", reason, said = row.when.said()),
            line: Some(row.because.clone()),
        });
    }
}

/// A test may stand under several weaknesses and is answered once: it is proposed as not applicable only where every one
/// of its places is.
fn keep_whole_proposals(plan: &mut Plan) {
    let partly: HashSet<UnitId> =
        plan.placements().filter(|(_, _, unit)| unit.proposal.is_none()).map(|(_, _, unit)| unit.id.clone()).collect();
    for control in &mut plan.controls {
        let units = control.weaknesses.iter_mut().flat_map(|weakness| &mut weakness.units).chain(&mut control.units);
        for unit in units.filter(|unit| partly.contains(&unit.id)) {
            unit.proposal = None;
        }
    }
}
