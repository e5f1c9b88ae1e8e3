//! Findings, waivers and sign-offs, as they stand for the assessment.

use std::collections::{BTreeSet, HashMap};

use assay_assessment::view::{
    FindingOnBuild, FindingRow, FindingScope, FindingState, Severity, WaiverOver, WaiverStanding, WaiverView,
};
use uuid::Uuid;

use super::{Material, stamp};
use crate::ReportError;
use crate::model::{Finding, FindingBuild, FindingCount, FindingUnit, RichText, SignOff, Unit, Waiver};

/// The findings of the app up to the release, the worst first, and the waivers over them and over what failed.
pub(crate) async fn findings(
    material: &Material<'_>,
    units: &[Unit],
) -> Result<(Vec<Finding>, Vec<Waiver>), ReportError> {
    let scope = FindingScope::Assessment(material.assessment.id);
    let rows = material.workspace.findings(scope).await?;
    let mut findings = Vec::with_capacity(rows.len());
    let mut numbers = HashMap::new();
    for (index, row) in rows.iter().enumerate() {
        material.work.check()?;
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        numbers.insert(row.id, format!("finding-{number}"));
        findings.push(finding(material, row, number, units).await?);
    }
    let waivers: Vec<Waiver> = material
        .workspace
        .waivers(scope)
        .await?
        .iter()
        .enumerate()
        .map(|(index, view)| waiver(view, u32::try_from(index + 1).unwrap_or(u32::MAX), &numbers))
        .collect();
    for finding in &mut findings {
        let own = waivers.iter().filter(|it| it.finding.as_ref() == Some(&finding.anchor));
        finding.waivers = own.map(|it| it.anchor.clone()).collect();
    }
    Ok((findings, waivers))
}

async fn finding(
    material: &Material<'_>,
    row: &FindingRow,
    number: u32,
    units: &[Unit],
) -> Result<Finding, ReportError> {
    let detail = material.workspace.finding(row.id).await?;
    let text = row.text.as_ref();
    let words = |part: fn(&assay_assessment::view::FindingText) -> &String| match text {
        Some(text) => RichText::markdown(part(text)),
        None => RichText::redacted(),
    };
    let builds: Vec<FindingBuild> = row.builds.iter().map(|view| on_build(material, view, units)).collect();
    let showed: BTreeSet<(&str, &str)> = builds
        .iter()
        .flat_map(|build| build.units.iter().map(|unit| (build.build.as_str(), unit.unit.as_str())))
        .collect();
    let evidence: BTreeSet<u32> = units
        .iter()
        .flat_map(|unit| unit.answers.iter().map(move |answer| (unit, answer)))
        .filter(|(unit, answer)| showed.contains(&(answer.build.as_str(), unit.anchor.as_str())))
        .flat_map(|(_, answer)| answer.evidence.iter().copied())
        .collect();
    Ok(Finding {
        anchor: format!("finding-{number}"),
        number,
        id: row.id.to_string(),
        title: text.map(|it| it.title.clone()).unwrap_or_default(),
        redacted: text.is_none(),
        severity: row.severity.as_str().to_owned(),
        vector: detail.cvss.as_ref().map(|it| it.vector.clone()),
        score: detail.cvss.as_ref().map(|it| format!("{:.1}", it.score)),
        state: state_word(row.state).to_owned(),
        disputed: row.disputed,
        overdue: row.overdue,
        description: words(|it| &it.description),
        steps: words(|it| &it.steps),
        remedy: words(|it| &it.remedy),
        owner: text.map(|it| it.owner.clone()).unwrap_or_default(),
        due: text.and_then(|it| it.due.clone()),
        ticket: text.and_then(|it| it.ticket.clone()),
        cwe: text.map(|it| it.cwe.iter().map(|number| format!("CWE-{number}")).collect()).unwrap_or_default(),
        weaknesses: detail.weaknesses.clone(),
        builds,
        evidence: evidence.into_iter().collect(),
        waivers: Vec::new(),
        withdrawn_because: detail.withdrawn_because.clone(),
        opened: stamp(&row.opened),
    })
}

fn on_build(material: &Material<'_>, view: &assay_assessment::view::FindingBuild, units: &[Unit]) -> FindingBuild {
    let known = material.builds.iter().any(|build| build.id == view.build);
    let assessment = &material.assessment;
    // Only what this assessment has a section for can be led to.
    let showed = view
        .places
        .iter()
        .filter(|place| {
            known && (place.assessment == assessment.id || assessment.moved_from.contains(&place.assessment))
        })
        .filter_map(|place| units.iter().find(|unit| unit.id == place.unit))
        .map(|unit| FindingUnit { unit: unit.anchor.clone(), label: unit.label.clone() });
    FindingBuild {
        build: if known { material.anchor(view.build) } else { String::new() },
        name: format!("{} {}", view.platform.name(), view.version),
        release: view.release_name.clone(),
        state: match view.state {
            FindingOnBuild::Affected => "affected",
            FindingOnBuild::StillThere => "still_there",
            FindingOnBuild::Fixed => "fixed",
        }
        .to_owned(),
        disputed: view.disputed,
        note: view.note.as_deref().map(RichText::markdown).unwrap_or_default(),
        units: showed.collect(),
        stated: stamp(&view.stated),
    }
}

const fn state_word(state: FindingState) -> &'static str {
    match state {
        FindingState::Open => "open",
        FindingState::Waived => "waived",
        FindingState::Fixed => "fixed",
        FindingState::Withdrawn => "withdrawn",
    }
}

fn waiver(view: &WaiverView, number: u32, findings: &HashMap<Uuid, String>) -> Waiver {
    let (over, finding, platform) = match &view.over {
        WaiverOver::Finding { finding } => ("finding", findings.get(finding).cloned(), String::new()),
        WaiverOver::Control { platform, .. } => ("control", None, platform.name().to_owned()),
        WaiverOver::Unit { platform, .. } => ("unit", None, platform.name().to_owned()),
    };
    let text = view.text.clone().unwrap_or_default();
    Waiver {
        anchor: format!("waiver-{number}"),
        number,
        id: view.id.to_string(),
        over: over.to_owned(),
        words: view.over_words.clone(),
        finding,
        platform,
        standing: match view.standing {
            WaiverStanding::InForce => "in_force",
            WaiverStanding::Expired => "expired",
            WaiverStanding::Outgrown => "outgrown",
            WaiverStanding::Barred => "barred",
            WaiverStanding::Withdrawn => "withdrawn",
        }
        .to_owned(),
        sentence: view.sentence.clone(),
        severity: view.severity.map(|it| it.as_str().to_owned()),
        until: view.until.clone(),
        approver: text.approver,
        role: text.role,
        reason: text.reason,
        conditions: text.conditions,
        conditions_by: text.conditions_by,
        conditions_due: text.conditions_due,
        redacted: view.text.is_none(),
        withdrawn_because: view.withdrawn_because.clone(),
        granted: stamp(&view.granted),
    }
}

/// Findings by severity, the worst first; those of which there is none are left out, and so are those withdrawn.
pub(crate) fn counts(findings: &[Finding]) -> Vec<FindingCount> {
    let count = |severity: &str, state: &str| {
        let some = findings.iter().filter(|it| it.severity == severity && it.state == state).count();
        u32::try_from(some).unwrap_or(u32::MAX)
    };
    Severity::ALL
        .iter()
        .rev()
        .map(|severity| FindingCount {
            severity: severity.as_str().to_owned(),
            open: count(severity.as_str(), "open"),
            waived: count(severity.as_str(), "waived"),
            fixed: count(severity.as_str(), "fixed"),
        })
        .filter(|it| it.open + it.waived + it.fixed > 0)
        .collect()
}

/// Who answers for the assessment, oldest first.
pub(crate) async fn sign_offs(material: &Material<'_>) -> Result<Vec<SignOff>, ReportError> {
    let views = material.workspace.sign_offs(material.assessment.id).await?;
    let all = views.iter().map(|view| SignOff {
        role: view.role.code().to_owned(),
        statement: view.statement.clone(),
        checkpoint: view.checkpoint.clone(),
        entries: view.entries,
        given: stamp(&view.given),
        device: view.device.clone(),
        same_device_as: view.same_device_as.clone(),
        withdrawn: view.withdrawn.as_ref().map(stamp),
        later: view.outdated.as_ref().map_or(0, |it| it.statements),
    });
    Ok(all.collect())
}
