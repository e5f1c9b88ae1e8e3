//! Verdicts by group and control.

use std::collections::{HashMap, HashSet};

use assay_assessment::view::{OverrideView, Verdict as VerdictKind, VerdictView, WeaknessPart};
use assay_catalogue::Pinned;

use super::{Material, stamp, units};
use crate::ReportError;
use crate::model::{Control, ControlVerdict, Group, Override, RichText, Unit, UnitPart, Verdict, WeaknessVerdict};

/// Every control of the pinned standard, with a verdict a build.
pub(crate) async fn groups(
    material: &Material<'_>,
    units: &[Unit],
    pinned: &Pinned,
) -> Result<Vec<Group>, ReportError> {
    let anchors: HashMap<&str, &str> = units.iter().map(|unit| (unit.id.as_str(), unit.anchor.as_str())).collect();
    let mut of_builds = Vec::with_capacity(material.builds.len());
    for build in &material.builds {
        material.work.check()?;
        let views = material.workspace.verdicts_of_build(material.assessment.id, build.id).await?;
        of_builds.push((material.anchor(build.id), views));
    }
    let control = |id: &str, summary: &str| Control {
        anchor: format!("control-{}", anchor_of(id)),
        id: id.to_owned(),
        summary: of_builds
            .iter()
            .flat_map(|(_, views)| views)
            .find(|view| view.control == id)
            .map_or_else(|| summary.to_owned(), |view| view.summary.clone()),
        verdicts: of_builds
            .iter()
            .filter_map(|(build, views)| {
                let view = views.iter().find(|view| view.control == id)?;
                Some(verdict(view, build.clone(), &anchors))
            })
            .collect(),
    };
    let mut groups: Vec<Group> = pinned
        .masvs
        .groups
        .iter()
        .map(|group| Group {
            id: group.id.clone(),
            title: group.title.clone(),
            controls: pinned
                .masvs
                .controls
                .iter()
                .filter(|it| it.group == group.id)
                .map(|it| control(&it.id, &it.summary))
                .collect(),
        })
        .collect();
    // Requirements, in the order of the plans; those of one platform only where that comes.
    let requirements = material.workspace.requirements_of(material.assessment.id).await?;
    let mut seen: HashSet<String> = HashSet::new();
    for build in &material.builds {
        let plan = material.workspace.plan(material.assessment.id, build.facts.platform).await?;
        for planned in plan.controls.iter().filter(|it| it.set.is_some()) {
            if !seen.insert(planned.id.clone()) {
                continue;
            }
            let mut made = control(&planned.id, "");
            made.summary = format!("{}. {}", planned.title, made.summary);
            match groups.iter_mut().find(|group| group.id == planned.group) {
                Some(group) => group.controls.push(made),
                None => groups.push(Group {
                    id: planned.group.clone(),
                    title: requirements.group(&planned.group).map(|it| it.title.clone()).unwrap_or_default(),
                    controls: vec![made],
                }),
            }
        }
    }
    Ok(groups)
}

/// A control's id as part of an anchor.
fn anchor_of(id: &str) -> String {
    id.chars()
        .map(|character| if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '-' })
        .collect()
}

fn verdict(view: &VerdictView, build: String, anchors: &HashMap<&str, &str>) -> ControlVerdict {
    ControlVerdict {
        build,
        verdict: kind(view.verdict),
        computed: kind(view.computed),
        row: view.row,
        explanation: view.sentence.clone(),
        weaknesses: view.weaknesses.iter().map(|part| weakness(part, anchors)).collect(),
        secondary_failures: view.secondary_failures.clone(),
        overrides: view.overrides.iter().map(overriding).collect(),
        limits: view.limits.clone(),
    }
}

fn weakness(part: &WeaknessPart, anchors: &HashMap<&str, &str>) -> WeaknessVerdict {
    WeaknessVerdict {
        id: part.id.clone(),
        title: part.title.clone(),
        verdict: kind(part.verdict),
        row: part.row,
        units: part
            .units
            .iter()
            .map(|unit| UnitPart {
                unit: anchors.get(unit.unit.as_str()).map(|anchor| (*anchor).to_owned()).unwrap_or_default(),
                label: unit.label.clone(),
                title: unit.title.clone(),
                state: units::state(unit.state),
                required: unit.required,
                counts: unit.counts,
                remark: unit.remark.clone(),
            })
            .collect(),
    }
}

fn overriding(view: &OverrideView) -> Override {
    Override {
        verdict: kind(view.verdict),
        reason: RichText::of(view.reason.as_deref()),
        stated: stamp(&view.stated),
        effective: view.effective,
        concludes: view.concludes,
    }
}

fn kind(verdict: VerdictKind) -> Verdict {
    match verdict {
        VerdictKind::OutOfScope => Verdict::OutOfScope,
        VerdictKind::Fail => Verdict::Fail,
        VerdictKind::Untested => Verdict::Untested,
        VerdictKind::Inconclusive => Verdict::Inconclusive,
        VerdictKind::NotApplicable => Verdict::NotApplicable,
        VerdictKind::Pass => Verdict::Pass,
    }
}
