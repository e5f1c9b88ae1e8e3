//! Plans and tailorings as the front ends show them.

use assay_catalogue::{
    Because, Plan, PlannedUnit, PlannedWeakness, ProfileDocument, ProfileItem, Scope, Tailoring, UnitKind, shipped,
    shipped_requirements,
};
use serde::Serialize;

use super::{
    PlanControl, PlanCounts, PlanExcluded, PlanLimit, PlanUnit, PlanWeakness, ProfileKind, ProfilePlan, ProfileView,
};

/// What kind of profile a file is. One that ships and has no MAS levels prepares for somebody else's assessment.
pub(super) fn kind(document: &ProfileDocument) -> ProfileKind {
    match (document.is_shipped(), document.extends.is_empty()) {
        (false, _) => ProfileKind::Own,
        (true, true) => ProfileKind::Readiness,
        (true, false) => ProfileKind::Industry,
    }
}

pub(super) fn view(tailoring: &Tailoring, document: Option<&ProfileDocument>) -> ProfileView {
    let profile = tailoring.profile();
    let parts = assay_catalogue::Profile::parts().iter().filter(|part| profile.levels.contains(&part.level));
    let of_levels = || parts.map(|part| part.summary.trim()).collect::<Vec<_>>().join(" ");
    ProfileView {
        summary: document.map_or_else(of_levels, |document| document.summary.clone()),
        levels: profile.levels.into_iter().collect(),
        asks: document.is_some(),
        ..document.map_or_else(
            || ProfileView {
                id: tailoring.id.clone(),
                title: tailoring.title.clone(),
                summary: String::new(),
                levels: Vec::new(),
                kind: ProfileKind::Mas,
                extends: Vec::new(),
                file: None,
                asks: false,
            },
            view_of_document,
        )
    }
}

/// What a file says of itself.
pub(super) fn view_of_document(document: &ProfileDocument) -> ProfileView {
    let kind = kind(document);
    ProfileView {
        id: document.id.clone(),
        title: document.title.clone(),
        summary: document.summary.clone(),
        levels: Vec::new(),
        kind,
        extends: document.extends.iter().map(|extends| extends.value.clone()).collect(),
        file: (kind == ProfileKind::Own).then(|| document.file.clone()),
        asks: false,
    }
}

pub(super) fn profile_plan(tailoring: &Tailoring, document: Option<&ProfileDocument>, plan: &Plan) -> ProfilePlan {
    let pinned = shipped();
    let requirements = shipped_requirements();
    let controls = plan.controls.iter().map(|control| {
        let requirement = control.set.as_ref().and_then(|_| requirements.get(&control.id));
        let of_masvs = || pinned.control(&control.id).map(|it| it.summary.clone()).unwrap_or_default();
        let group = requirements.group(&control.group).map(|group| group.title.clone());
        let group = group.or_else(|| pinned.group(&control.group).map(|group| group.title.clone()));
        let item = match &requirement {
            Some(_) => ProfileItem::Requirement(control.id.clone()),
            None => ProfileItem::Control(control.id.clone()),
        };
        PlanControl {
            id: control.id.clone(),
            group: control.group.clone(),
            group_title: group.unwrap_or_default(),
            title: control.title.clone(),
            set: control.set.clone(),
            subject: control.subject,
            summary: requirement.map_or_else(of_masvs, |it| it.requirement.clone()),
            required: control.scope == Scope::Required,
            because: control.because.clone(),
            lines: lines(tailoring, &item),
            weaknesses: control.weaknesses.iter().map(|weakness| plan_weakness(tailoring, weakness)).collect(),
            units: control.units.iter().map(|unit| plan_unit(tailoring, unit)).collect(),
        }
    });
    let limits = plan.limits.iter().map(|limit| PlanLimit {
        kind: word(&limit.kind),
        subject: limit.subject.clone(),
        sentence: limit.sentence.clone(),
    });
    ProfilePlan {
        profile: view(tailoring, document),
        platform: plan.platform,
        counts: counts(plan),
        controls: controls.collect(),
        excluded: excluded(tailoring),
        limits: limits.collect(),
        tailoring: (!tailoring.is_plain()).then(|| tailoring.clone()),
        gate: tailoring.gate.clone().or_usual(),
    }
}

fn lines(tailoring: &Tailoring, item: &ProfileItem) -> Vec<Because> {
    tailoring.items.get(item).map(|decision| decision.because.clone()).unwrap_or_default()
}

fn excluded(tailoring: &Tailoring) -> Vec<PlanExcluded> {
    let out = tailoring.items.iter().filter(|(_, decision)| decision.included == Some(false));
    out.map(|(item, decision)| PlanExcluded {
        id: item.to_string(),
        title: title(item),
        lines: decision.because.clone(),
    })
    .collect()
}

fn title(item: &ProfileItem) -> String {
    let title = match item {
        ProfileItem::Requirement(id) => shipped_requirements().get(id).map(|it| it.title.as_str()),
        ProfileItem::Control(id) => shipped().control(id).map(|it| it.summary.as_str()),
        ProfileItem::Weakness(weakness) => shipped().weakness_by_reference(weakness).map(|it| it.title.as_str()),
        ProfileItem::Test(id) => shipped().test(id).map(|it| it.title.as_str()),
    };
    title.unwrap_or_default().to_owned()
}

fn counts(plan: &Plan) -> PlanCounts {
    let mut counts = PlanCounts::default();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    for control in plan.controls.iter().filter(|control| control.scope == Scope::Required) {
        counts.controls += 1;
        for weakness in &control.weaknesses {
            counts.weaknesses += u32::from(weakness.scope == Scope::Required);
        }
    }
    for unit in plan.units() {
        match (unit.required, unit.id.kind()) {
            (true, UnitKind::Test(_)) => counts.tests += 1,
            (true, _) => counts.direct += 1,
            (false, _) => counts.optional += 1,
        }
        counts.proposed += u32::from(unit.proposal.is_some());
        counts.citations += number(unit.citations.len());
        counts.citations_left_out += number(unit.citations_left_out.len());
    }
    counts
}

fn plan_weakness(tailoring: &Tailoring, weakness: &PlannedWeakness) -> PlanWeakness {
    PlanWeakness {
        id: weakness.weakness.id.clone(),
        scheme: weakness.weakness.scheme.to_string(),
        title: weakness.title.clone(),
        required: weakness.scope == Scope::Required,
        because: weakness.because.clone(),
        units: weakness.units.iter().map(|unit| plan_unit(tailoring, unit)).collect(),
    }
}

fn plan_unit(tailoring: &Tailoring, unit: &PlannedUnit) -> PlanUnit {
    let lines = match unit.id.kind() {
        UnitKind::Test(id) => lines(tailoring, &ProfileItem::Test(id)),
        UnitKind::Weakness(weakness) => lines(tailoring, &ProfileItem::Weakness(weakness)),
        UnitKind::Control(id) => {
            let of_masvs = lines(tailoring, &ProfileItem::Control(id.clone()));
            if of_masvs.is_empty() { lines(tailoring, &ProfileItem::Requirement(id)) } else { of_masvs }
        }
    };
    PlanUnit {
        unit: unit.id.to_string(),
        title: unit.title.clone(),
        required: unit.required,
        because: unit.because.clone(),
        subject: unit.subject,
        parameters: unit.parameters.clone(),
        citations: unit.citations.clone(),
        citations_left_out: unit.citations_left_out.clone(),
        proposal: unit.proposal.clone(),
        expected_evidence: unit.expected_evidence.clone(),
        lines,
    }
}

/// An enumeration's word, as it is serialised.
pub(super) fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
