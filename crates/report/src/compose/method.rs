//! How it was measured, and what that leaves out.

use std::collections::{BTreeMap, BTreeSet};

use assay_assessment::view::AssessmentView;
use assay_catalogue::{LimitKind, Pinned, Plan, Platform, Profile, Scope, TestStatus, UnitKind, Via};

use super::{Material, asks};
use crate::ReportError;
use crate::model::{Catalogue, Limits, LinkTable, Method, ProfileLevel, Said, TestRef, Unit};

/// The method on the platforms of the report's builds.
pub(crate) async fn method(material: &Material<'_>, pinned: &Pinned) -> Result<Method, ReportError> {
    let platforms: BTreeSet<Platform> = material.builds.iter().map(|build| build.facts.platform).collect();
    let mut plans = Vec::new();
    for platform in &platforms {
        plans.push(material.workspace.plan(material.assessment.id, *platform).await?);
    }
    let plans: Vec<&Plan> = plans.iter().map(|plan| &**plan).collect();
    Ok(Method {
        levels: levels(&plans),
        link_table: link_table(pinned, &plans, &platforms),
        limits: limits(pinned, &plans),
        tailoring: asks::tailoring(&material.assessment, material.workspace.day()),
    })
}

fn levels(plans: &[&Plan]) -> Vec<ProfileLevel> {
    Profile::parts()
        .iter()
        .filter(|part| plans.iter().any(|plan| plan.profile.levels.contains(&part.level)))
        .map(|part| {
            // `MAS-L2 Advanced security`: the id stands before it already.
            let title = part.title.split_once(' ').map_or(part.title.as_str(), |(_, title)| title);
            ProfileLevel { id: part.level.to_string(), title: title.to_owned() }
        })
        .collect()
}

fn link_table(pinned: &Pinned, plans: &[&Plan], platforms: &BTreeSet<Platform>) -> LinkTable {
    let live = |link: &&assay_catalogue::Link| {
        link.status == TestStatus::Live && link.platforms.iter().any(|platform| platforms.contains(platform))
    };
    let links = &pinned.links().links;
    let tests: BTreeSet<&str> = links.iter().filter(live).map(|link| link.test.as_str()).collect();
    let via_beta = links.iter().filter(live).filter(|link| link.via == Via::Beta).count();
    let direct = links.iter().filter(live).count() - via_beta;
    let source = match (via_beta, direct) {
        (0, _) => Said::new("links_direct", Vec::new(), "The tests name these weaknesses themselves."),
        (_, 0) => Said::new(
            "links_beta",
            Vec::new(),
            "The tests name weaknesses in the beta numbering; MASWE's own list of what each weakness replaced leads on \
             from there.",
        ),
        _ => Said::new(
            "links_both",
            vec![direct.to_string(), via_beta.to_string()],
            format!(
                "{direct} links are named by the tests themselves; {via_beta} come from the beta numbering by MASWE's \
                 own list of what each weakness replaced."
            ),
        ),
    };
    // A weakness with a live test on one platform only is counted on both sides: it is answered in both ways.
    let mut with_tests = BTreeSet::new();
    let mut directly = BTreeSet::new();
    for weakness in plans.iter().flat_map(|plan| &plan.controls).flat_map(|control| &control.weaknesses) {
        if weakness.scope == Scope::Required {
            let tested = weakness.units.iter().any(|unit| unit.required && matches!(unit.id.kind(), UnitKind::Test(_)));
            if tested { &mut with_tests } else { &mut directly }.insert(weakness.weakness.id.as_str());
        }
    }
    LinkTable {
        scheme: pinned.scheme().as_str().to_owned(),
        source,
        linked_tests: count(tests.len()),
        weaknesses_with_tests: count(with_tests.len()),
        weaknesses_direct: count(directly.len()),
    }
}

fn limits(pinned: &Pinned, plans: &[&Plan]) -> Limits {
    let mut tests: BTreeMap<(LimitKind, String), BTreeSet<Platform>> = BTreeMap::new();
    let mut sentences: Vec<String> = Vec::new();
    for plan in plans {
        for limit in &plan.limits {
            match limit.kind {
                LimitKind::Placeholder | LimitKind::Deprecated | LimitKind::Unlinked => {
                    tests.entry((limit.kind, limit.subject.clone())).or_default().insert(plan.platform);
                }
                LimitKind::WeaknessNotRequired
                | LimitKind::WithoutControl
                | LimitKind::UnknownProfile
                | LimitKind::NotInCatalogue => {
                    let sentence = finished(&limit.sentence);
                    if !sentences.contains(&sentence) {
                        sentences.push(sentence);
                    }
                }
            }
        }
    }
    let of = |kind: LimitKind| -> Vec<TestRef> {
        tests
            .iter()
            .filter(|((known, _), _)| *known == kind)
            .map(|((_, id), platforms)| TestRef {
                id: id.clone(),
                title: pinned.test(id).map(|test| test.title.clone()).unwrap_or_default(),
                platform: platforms.iter().map(|it| it.name()).collect::<Vec<_>>().join(", "),
            })
            .collect()
    };
    Limits {
        placeholder: of(LimitKind::Placeholder),
        deprecated: of(LimitKind::Deprecated),
        unlinked: of(LimitKind::Unlinked),
        sentences,
    }
}

/// The catalogues as the assessment pins them.
pub(crate) fn catalogues(assessment: &AssessmentView, pinned: &Pinned) -> Vec<Catalogue> {
    assessment
        .catalogues
        .iter()
        .map(|it| Catalogue {
            name: it.name.clone(),
            title: title_of(&it.name).to_owned(),
            publisher: pinned
                .catalogues()
                .into_iter()
                .find(|known| known.name.as_str() == it.name)
                .map_or_else(|| "OWASP".to_owned(), |known| known.publisher.clone()),
            version: it.version.clone(),
            commit: it.commit.clone(),
            digest: it.digest.clone(),
            licence: it.licence.clone(),
            source_url: it.source_url.clone(),
        })
        .collect()
}

fn title_of(name: &str) -> &'static str {
    match name {
        "MASVS" => "Mobile Application Security Verification Standard",
        "MASWE" => "Mobile Application Security Weakness Enumeration",
        "MASTG" => "Mobile Application Security Testing Guide",
        _ => "",
    }
}

/// What must be said of the standards.
pub(crate) fn attribution(assessment: &AssessmentView, units: &[Unit]) -> Vec<Said> {
    let named: Vec<String> = assessment.catalogues.iter().map(|it| format!("{} {}", it.name, it.version)).collect();
    let named = named.join(", ");
    let taken = format!(
        "The ids and titles of controls, weaknesses and tests in this report are taken from {named} of the OWASP Mobile \
         Application Security project, by the OWASP Foundation and its contributors, under the Creative Commons \
         Attribution-ShareAlike 4.0 International licence (CC BY-SA 4.0)."
    );
    let plain = |code: &str, words: &str| Said::new(code, Vec::new(), words);
    let mut sentences = vec![
        Said::new("taken_from", vec![named], taken),
        plain("own_words", "Summaries of controls and tests, and all other text, are Assay's or its users' own words."),
        plain(
            "no_endorsement",
            "OWASP certifies no apps, laboratories or tools. This report is no certification, and OWASP neither made nor \
             endorsed it.",
        ),
    ];
    if units.iter().filter_map(|unit| unit.asks.as_ref()).any(|asks| !asks.citations.is_empty()) {
        sentences.push(plain(
            "clauses_related",
            "Clauses of laws, standards and guidelines are named as related to a requirement. This report says nothing of \
             compliance with them.",
        ));
    }
    if assessment.documents.iter().any(|document| document.id.starts_with("masa")) {
        sentences.push(plain(
            "masa_readiness",
            "For the Mobile App Security Assessment of the App Defense Alliance this report states readiness only: \
             authorised laboratories assess, and the Alliance's own test guide decides.",
        ));
    }
    sentences
}

fn finished(sentence: &str) -> String {
    if sentence.ends_with('.') { sentence.to_owned() } else { format!("{sentence}.") }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
