//! Levels of disclosure: what a report for others must not say is taken out of its data, before the id is made of it and
//! before a template, an attachment or a picture sees it. `templates/README.md` lists the same; change both.

use crate::model::{Disclosure, EvidenceContent, ReportData, RichText, Stamp, Waiver};

/// Takes out what the report's level does not let through.
pub fn disclose(data: &mut ReportData) {
    match data.document.disclosure {
        Disclosure::Internal => {}
        Disclosure::Customer => for_customer(data),
        Disclosure::Public => {
            for_customer(data);
            for_public(data);
        }
    }
}

/// Remarks among the assessors, names of files that stay with them, where on a disk a repository lies, addresses.
fn for_customer(data: &mut ReportData) {
    for answer in data.units.iter_mut().flat_map(|unit| &mut unit.answers) {
        answer.comments.clear();
        for cited in answer.statements.iter_mut().filter_map(|it| it.reconfirmed.as_mut()).flat_map(|it| &mut it.cited)
        {
            // Whether a blacked-out copy stands in for it is not known here, so that only the digest leaves.
            if cited.sha256.is_some() {
                cited.name.clear();
            }
        }
    }
    for piece in &mut data.evidence {
        match &mut piece.content {
            EvidenceContent::File { name, withheld: true, .. } => {
                name.clear();
                piece.caption.clear();
            }
            // A copy is called after its original.
            EvidenceContent::File { name, redacts: Some(_), .. } => *name = format!("picture-{}.png", piece.number),
            EvidenceContent::Commit { repository, author, .. } => {
                if !repository.starts_with("https://") {
                    repository.clear();
                }
                *author = author.split('<').next().unwrap_or_default().trim().to_owned();
            }
            _ => {}
        }
    }
    for finding in &mut data.findings {
        finding.ticket = None;
    }
    for sign_off in &mut data.sign_offs {
        sign_off.same_device_as.clear();
    }
}

/// Everything that could serve an attacker, people's names, and everybody's words but the domain's own. What remains:
/// what was tested, by which laboratory, how, with which verdicts and counts.
fn for_public(data: &mut ReportData) {
    data.cover.app_description = None;
    data.cover.assessors.clear();
    data.cover.opened = anonymous(&data.cover.opened);

    let engagement = &mut data.engagement;
    engagement.access.clear();
    engagement.sensitive_data.clear();
    engagement.first_party_domains.clear();
    engagement.from_others.clear();
    engagement.deviations.clear();
    engagement.opinions.clear();
    engagement.devices.clear();
    engagement.tools.clear();
    engagement.people.clear();

    for build in &mut data.builds {
        build.commit = None;
        build.added = anonymous(&build.added);
        if let Some(artefact) = &mut build.artefact {
            artefact.file_name = None;
        }
    }
    if let Some(tailoring) = &mut data.method.tailoring {
        tailoring.answers.clear();
    }
    data.summary.attention.clear();

    for reason in data.readiness.reasons.iter_mut().chain(&mut data.readiness.waived) {
        reason.parts.iter_mut().for_each(|part| part.labels.clear());
    }
    for decision in &mut data.readiness.decisions {
        decision.reason = Some(String::new());
        decision.conditions = Some(String::new());
        decision.stated = anonymous(&decision.stated);
    }

    for verdict in data.groups.iter_mut().flat_map(|group| &mut group.controls).flat_map(|it| &mut it.verdicts) {
        verdict.explanation.clear();
        verdict.weaknesses.clear();
        verdict.secondary_failures.clear();
        for overriding in &mut verdict.overrides {
            overriding.reason = RichText::default();
            overriding.stated = anonymous(&overriding.stated);
        }
    }
    data.units.clear();
    data.evidence.clear();
    data.findings.clear();
    data.crosswalk.clear();
    data.waivers = data.waivers.iter().map(bare).collect();
    for sign_off in &mut data.sign_offs {
        sign_off.statement = Some(String::new());
        sign_off.given = anonymous(&sign_off.given);
        sign_off.withdrawn = sign_off.withdrawn.as_ref().map(anonymous);
        sign_off.device.clear();
    }
    for head in &mut data.ledger.checkpoint.devices {
        head.name = None;
    }
    // Headers name units and what was said of them.
    data.ledger.headers.clear();
}

/// When, without who and in which entry.
fn anonymous(stamp: &Stamp) -> Stamp {
    Stamp { by: String::new(), at: stamp.at.clone(), entry: String::new() }
}

/// That somebody accepts a risk, how bad it is and until when.
fn bare(waiver: &Waiver) -> Waiver {
    Waiver {
        anchor: waiver.anchor.clone(),
        number: waiver.number,
        over: waiver.over.clone(),
        standing: waiver.standing.clone(),
        severity: waiver.severity.clone(),
        until: waiver.until.clone(),
        granted: anonymous(&waiver.granted),
        ..Waiver::default()
    }
}
