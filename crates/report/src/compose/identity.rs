//! What was assessed, under which engagement, by whom.

use std::collections::{BTreeMap, BTreeSet};

use assay_assessment::view::{AppView, AssessmentView, BuildView, Engagement as EngagementView, Variant};

use super::stamp;
use crate::model::{
    Artefact, Build, Cover, Device, Engagement, Evidence, Ledger, Person, Readiness, SignOff, Tool, Unit,
};

fn variant_words(variant: Variant) -> (&'static str, &'static str) {
    match variant {
        Variant::Debug => ("debug", "Debug"),
        Variant::Release => ("release", "Release"),
        Variant::StoreSigned => ("store_signed", "Signed by the store"),
        Variant::Split => ("split", "Split package"),
    }
}

/// The builds with short names for table heads: no longer than it takes to tell them apart.
pub(crate) fn builds(views: &[BuildView]) -> Vec<Build> {
    let name = |view: &BuildView, detail: usize| {
        let platform = view.facts.platform.name();
        match detail {
            0 => platform.to_owned(),
            1 => format!("{platform} {}", view.facts.version_code),
            _ => {
                format!("{platform} {} {}", view.facts.version_code, variant_words(view.facts.variant).1.to_lowercase())
            }
        }
    };
    views
        .iter()
        .enumerate()
        .map(|(index, view)| {
            let alone = |detail: usize| views.iter().filter(|it| name(it, detail) == name(view, detail)).count() == 1;
            let short = (0..3)
                .find(|detail| alone(*detail))
                .map_or_else(|| format!("{} ({})", name(view, 2), index + 1), |detail| name(view, detail));
            build(view, index, short)
        })
        .collect()
}

fn build(view: &BuildView, index: usize, short: String) -> Build {
    let facts = &view.facts;
    let (variant, variant_name) = variant_words(facts.variant);
    Build {
        anchor: format!("build-{}", index + 1),
        short,
        platform: facts.platform.as_str().to_owned(),
        platform_name: facts.platform.name().to_owned(),
        version_name: facts.version_name.clone(),
        version_code: facts.version_code.clone(),
        package_id: facts.package_id.clone(),
        variant: variant.to_owned(),
        variant_name: variant_name.to_owned(),
        judges_resilience: facts.variant.is_release(),
        artefact: facts.artefact.as_ref().map(|artefact| Artefact {
            file_name: artefact.file_name.clone(),
            sha256: artefact.sha256.clone(),
            size: artefact.size,
        }),
        signing_certificate: facts.signing_certificate.clone(),
        commit: facts.commit.clone(),
        added: stamp(&view.added),
    }
}

/// The first page.
pub(crate) fn cover(
    app: &AppView,
    release: &str,
    assessment: &AssessmentView,
    units: &[Unit],
    ledger: &Ledger,
) -> Cover {
    let assessors: BTreeSet<String> = units
        .iter()
        .flat_map(|unit| &unit.answers)
        .flat_map(|it| &it.statements)
        .map(|it| it.stated.by.clone())
        .collect();
    Cover {
        app: app.name.clone(),
        app_description: app.description.clone(),
        release: release.to_owned(),
        title: assessment.title.clone(),
        profile: assessment.profile.clone(),
        profile_title: assessment.profile_title.clone(),
        opened: stamp(&assessment.opened),
        last_statement: ledger.headers.iter().map(|header| header.at.clone()).max(),
        assessors: assessors.into_iter().collect(),
    }
}

/// What people said of an assessment.
pub(crate) struct Said<'a> {
    pub(crate) units: &'a [Unit],
    pub(crate) evidence: &'a [Evidence],
    pub(crate) sign_offs: &'a [SignOff],
    pub(crate) readiness: &'a Readiness,
}

/// The people who took part, by name, with what they did.
fn people(said: &Said<'_>) -> Vec<Person> {
    let mut people: BTreeMap<&str, Person> = BTreeMap::new();
    for answer in said.units.iter().flat_map(|unit| &unit.answers) {
        for statement in &answer.statements {
            people.entry(&statement.stated.by).or_default().answers += 1;
        }
        if let ("approved", Some(by)) = (answer.review.state.as_str(), &answer.review.by) {
            people.entry(&by.by).or_default().reviews += 1;
        }
    }
    for piece in said.evidence {
        people.entry(&piece.added.by).or_default().evidence += 1;
    }
    for (name, role) in said
        .sign_offs
        .iter()
        .filter(|it| it.withdrawn.is_none())
        .map(|it| (&it.given.by, it.role.as_str()))
        .chain(said.readiness.decisions.iter().map(|it| (&it.stated.by, "decider")))
    {
        let roles = &mut people.entry(name).or_default().roles;
        if !roles.iter().any(|it| it == role) {
            roles.push(role.to_owned());
        }
    }
    let done = |person: &Person| {
        let counted = [("tester", person.answers), ("reviewer", person.reviews), ("evidence", person.evidence)];
        let did = counted.into_iter().filter(|(_, count)| *count > 0).map(|(role, _)| role.to_owned());
        let mut roles: Vec<String> = did.collect();
        roles.extend(person.roles.iter().cloned());
        let mut seen = BTreeSet::new();
        roles.retain(|role| seen.insert(role.clone()));
        roles
    };
    people.into_iter().map(|(name, person)| Person { name: name.to_owned(), roles: done(&person), ..person }).collect()
}

/// The engagement with the people who took part.
pub(crate) fn engagement(view: &EngagementView, said: &Said<'_>) -> Engagement {
    Engagement {
        customer: view.customer.clone(),
        laboratory: view.laboratory.clone(),
        place: view.place.clone(),
        access: view.access.clone(),
        sensitive_data: view.sensitive_data.clone(),
        first_party_domains: view.first_party_domains.clone(),
        authorised_by: view.authorised_by.clone(),
        out_of_scope: view.out_of_scope.clone(),
        from_others: view.from_others.clone(),
        deviations: view.deviations.clone(),
        opinions: view.opinions.clone(),
        devices: view
            .devices
            .iter()
            .map(|device| Device {
                name: device.name.clone(),
                system_version: device.system_version.clone(),
                rooted: device.rooted,
            })
            .collect(),
        tools: view.tools.iter().map(|tool| Tool { name: tool.name.clone(), version: tool.version.clone() }).collect(),
        people: people(said),
        received: view.received.clone(),
        started: view.started.clone(),
        finished: view.finished.clone(),
    }
}
