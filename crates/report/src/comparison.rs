//! What changed from one report of an app to another, from the data that both carry: no workspace is needed.
//!
//! Where the two are for different readers, both are brought to the level of the lower one first, so that what a level
//! leaves out is no difference.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::model::{AnswerState, Build, Disclosure, Finding, ReportData, Unit, UnitAnswer, Verdict, Waiver};
use crate::{ReportError, disclose};

/// Two reports beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ReportComparison")]
pub struct Comparison {
    /// The former one.
    pub former: Side,
    /// The later one.
    pub later: Side,
    /// The whole in a sentence.
    pub sentence: String,
    /// What this comparison does not say.
    pub limits: Vec<String>,
    /// What changed: first the verdicts, last the scope.
    pub changes: Vec<Change>,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ReportSide")]
pub struct Side {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The release's name.
    pub release: String,
    /// When it was issued; none for a draft.
    pub issued: Option<String>,
    /// For whom it is.
    pub level: String,
}

/// Something that is otherwise in the later report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ReportChange")]
pub struct Change {
    /// Which part of the report it belongs to.
    pub part: Part,
    /// What it is about, such as `MASVS-STORAGE-1`.
    pub item: String,
    /// That in words; may be empty.
    pub title: String,
    /// The build, where it is about one.
    pub build: String,
    /// What the former report says; none where it says nothing of it.
    pub before: Option<String>,
    /// What the later report says; none where it says nothing of it.
    pub after: Option<String>,
}

/// A part of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ReportPart")]
pub enum Part {
    /// Verdicts of controls.
    Verdicts,
    /// Results of tests and direct assessments.
    Results,
    /// Findings.
    Findings,
    /// Waivers.
    Waivers,
    /// What was measured, against what.
    Scope,
}

/// Compares two reports by their data.
///
/// # Errors
/// `report.other_app`, `report.other_form`.
pub fn compare(former: &Value, later: &Value) -> Result<Comparison, ReportError> {
    let (mut former, mut later) = (read(former)?, read(later)?);
    if former.cover.app != later.cover.app {
        return Err(ReportError::OtherApp { former: former.cover.app, later: later.cover.app });
    }
    let sides = (side(&former), side(&later));
    let mut limits = Vec::new();
    let level = former.document.disclosure.min(later.document.disclosure);
    if former.document.disclosure != later.document.disclosure {
        limits.push(format!(
            "The reports are for different readers; what a {} report leaves out is not compared.",
            level.as_str()
        ));
    }
    if level == Disclosure::Public {
        limits.push("Public reports hold no results and no findings.".to_owned());
    }
    for data in [&mut former, &mut later] {
        data.document.disclosure = level;
        disclose(data);
    }
    let pairs = pairs(&former.builds, &later.builds);
    let mut changes = verdicts(&former, &later, &pairs);
    changes.extend(results(&former, &later, &pairs));
    changes.extend(findings(&former, &later));
    changes.extend(waivers(&former, &later));
    changes.extend(scope(&former, &later, &pairs));
    Ok(Comparison { former: sides.0, later: sides.1, sentence: sentence(&changes), limits, changes })
}

fn read(data: &Value) -> Result<ReportData, ReportError> {
    serde_json::from_value(data.clone()).map_err(|error| ReportError::OtherForm {
        number: data["document"]["number"].as_str().unwrap_or_default().to_owned(),
        reason: error.to_string(),
    })
}

fn side(data: &ReportData) -> Side {
    Side {
        number: data.document.number.clone(),
        title: data.document.title.clone(),
        release: data.cover.release.clone(),
        issued: data.document.issued.clone(),
        level: data.document.disclosure.as_str().to_owned(),
    }
}

fn sentence(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "Nothing changed in verdicts, results, findings, waivers and scope.".to_owned();
    }
    let counted = [
        (Part::Verdicts, "verdict", "verdicts"),
        (Part::Results, "result", "results"),
        (Part::Findings, "finding", "findings"),
        (Part::Waivers, "waiver", "waivers"),
        (Part::Scope, "fact of the scope", "facts of the scope"),
    ];
    let words: Vec<String> = counted
        .into_iter()
        .filter_map(|(part, one, many)| match changes.iter().filter(|it| it.part == part).count() {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        })
        .collect();
    format!("Changed: {}.", words.join(", "))
}

/// Whether a build of the one report stands for one of the other.
type Alike = fn(&Build, &Build) -> bool;

fn same_file(one: &Build, other: &Build) -> bool {
    one.artefact.as_ref().zip(other.artefact.as_ref()).is_some_and(|(one, other)| one.sha256 == other.sha256)
}

fn same_version(one: &Build, other: &Build) -> bool {
    (&one.version_name, &one.version_code, &one.variant) == (&other.version_name, &other.version_code, &other.variant)
}

fn same_variant(one: &Build, other: &Build) -> bool {
    one.variant == other.variant
}

/// Builds that stand for each other: the same file, else the same version and variant, else the same variant, else what is
/// left of the platform, in order.
fn pairs<'a>(former: &'a [Build], later: &'a [Build]) -> Vec<(&'a Build, &'a Build)> {
    let ways: [Alike; 4] = [same_file, same_version, same_variant, |_, _| true];
    let mut pairs: Vec<(&Build, &Build)> = Vec::new();
    for way in ways {
        for one in former {
            if pairs.iter().any(|(it, _)| it.anchor == one.anchor) {
                continue;
            }
            let other = later.iter().find(|other| {
                other.platform == one.platform
                    && pairs.iter().all(|(_, it)| it.anchor != other.anchor)
                    && way(one, other)
            });
            pairs.extend(other.map(|other| (one, other)));
        }
    }
    pairs.sort_by_key(|(_, other)| later.iter().position(|it| it.anchor == other.anchor));
    pairs
}

/// What two reports say of the same thing, by its key: a change wherever that differs. The order is that of the later
/// report, then what only the former one has.
fn differences(part: Part, former: Vec<Said>, later: Vec<Said>) -> Vec<Change> {
    let mut before: BTreeMap<String, Said> = former.into_iter().map(|said| (said.key.clone(), said)).collect();
    let mut changes = Vec::new();
    for said in later {
        let was = before.remove(&said.key);
        let restated = was.as_ref().is_some_and(|was| was.basis != said.basis);
        let was = was.map(|was| was.words);
        if was.as_deref() == Some(said.words.as_str()) && !restated {
            continue;
        }
        let after = if was.as_deref() == Some(said.words.as_str()) {
            format!("{}, stated anew", said.words)
        } else {
            said.words
        };
        changes.push(Change {
            part,
            item: said.item,
            title: said.title,
            build: said.build,
            before: was,
            after: Some(after),
        });
    }
    changes.extend(before.into_values().map(|said| Change {
        part,
        item: said.item,
        title: said.title,
        build: said.build,
        before: Some(said.words),
        after: None,
    }));
    changes
}

/// What a report says of something.
struct Said {
    /// What is the same in both reports.
    key: String,
    item: String,
    title: String,
    build: String,
    words: String,
    /// The entries that it rests on, where a new statement is a change too.
    basis: String,
}

/// The builds of one of the two reports with what they are called in both.
fn named<'a>(pairs: &[(&'a Build, &'a Build)], later: bool) -> Vec<(&'a str, &'a str)> {
    let of =
        |(one, other): &(&'a Build, &'a Build)| (if later { other } else { one }.anchor.as_str(), other.short.as_str());
    pairs.iter().map(of).collect()
}

fn verdicts(former: &ReportData, later: &ReportData, pairs: &[(&Build, &Build)]) -> Vec<Change> {
    let said = |data: &ReportData, later: bool| {
        let builds = named(pairs, later);
        let mut said = Vec::new();
        for control in data.groups.iter().flat_map(|group| &group.controls) {
            for verdict in &control.verdicts {
                let Some((_, build)) = builds.iter().find(|(anchor, _)| *anchor == verdict.build) else { continue };
                said.push(Said {
                    key: format!("{} {build}", control.id),
                    item: control.id.clone(),
                    title: control.summary.clone(),
                    build: (*build).to_owned(),
                    words: word_of_verdict(verdict.verdict).to_owned(),
                    basis: String::new(),
                });
            }
        }
        said
    };
    differences(Part::Verdicts, said(former, false), said(later, true))
}

fn results(former: &ReportData, later: &ReportData, pairs: &[(&Build, &Build)]) -> Vec<Change> {
    let said = |data: &ReportData, later: bool| {
        let builds = named(pairs, later);
        let of = |unit: &Unit, answer: &UnitAnswer| {
            let (_, build) = builds.iter().find(|(anchor, _)| *anchor == answer.build)?;
            let basis: Vec<&str> = answer.statements.iter().map(|it| it.stated.entry.as_str()).collect();
            Some(Said {
                key: format!("{} {build}", unit.id),
                item: unit.label.clone(),
                title: unit.title.clone(),
                build: (*build).to_owned(),
                words: word_of_state(answer.state).to_owned(),
                basis: basis.join(" "),
            })
        };
        data.units.iter().flat_map(|unit| unit.answers.iter().filter_map(|answer| of(unit, answer))).collect()
    };
    differences(Part::Results, said(former, false), said(later, true))
}

fn findings(former: &ReportData, later: &ReportData) -> Vec<Change> {
    let said = |data: &ReportData| {
        let of = |finding: &Finding| Said {
            key: finding.id.clone(),
            item: format!("F-{}", finding.number),
            title: finding.title.clone(),
            build: String::new(),
            words: format!("{}, {}", capital(&finding.severity), finding.state),
            basis: String::new(),
        };
        data.findings.iter().map(of).collect()
    };
    differences(Part::Findings, said(former), said(later))
}

fn waivers(former: &ReportData, later: &ReportData) -> Vec<Change> {
    let said = |data: &ReportData| {
        let of = |waiver: &Waiver| Said {
            // A public report has no id of it.
            key: if waiver.id.is_empty() {
                format!("{} {}", waiver.over, waiver.granted.at)
            } else {
                waiver.id.clone()
            },
            item: format!("W-{}", waiver.number),
            title: waiver.words.clone(),
            build: String::new(),
            words: format!("{}, until {}", capital(&waiver.standing.replace('_', " ")), waiver.until),
            basis: String::new(),
        };
        data.waivers.iter().map(of).collect()
    };
    differences(Part::Waivers, said(former), said(later))
}

fn scope(former: &ReportData, later: &ReportData, pairs: &[(&Build, &Build)]) -> Vec<Change> {
    let fact = |item: &str, title: &str, build: &str, words: String| Said {
        key: format!("{item} {title} {build}"),
        item: item.to_owned(),
        title: title.to_owned(),
        build: build.to_owned(),
        words,
        basis: String::new(),
    };
    let said = |data: &ReportData, later: bool| {
        let builds = named(pairs, later);
        let mut said = vec![
            fact("Release", "", "", data.cover.release.clone()),
            fact("Assessment", "", "", data.cover.title.clone()),
            fact("Profile", "", "", data.cover.profile.clone()),
        ];
        for catalogue in &data.catalogues {
            said.push(fact(
                "Catalogue",
                &catalogue.name,
                "",
                format!("{} ({:.12})", catalogue.version, catalogue.digest),
            ));
        }
        for build in &data.builds {
            let name = format!("{} {} ({})", build.platform_name, build.version_name, build.version_code);
            let words = match &build.artefact {
                Some(artefact) => format!("{name}, {}, SHA-256 {}", build.variant_name, artefact.sha256),
                None => format!("{name}, {}", build.variant_name),
            };
            let short = builds.iter().find(|(anchor, _)| *anchor == build.anchor).map_or(name.as_str(), |(_, it)| *it);
            said.push(fact("Build", "", short, words));
        }
        for left_out in &data.engagement.out_of_scope {
            said.push(fact("Out of scope", left_out, "", "Left out".to_owned()));
        }
        for group in &data.groups {
            let required = group.controls.iter().flat_map(|it| &it.verdicts);
            let required = required.filter(|it| it.verdict != Verdict::OutOfScope).count();
            said.push(fact("Verdicts asked for", &group.id, "", required.to_string()));
        }
        said
    };
    differences(Part::Scope, said(former, false), said(later, true))
}

fn word_of_verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "Pass",
        Verdict::Fail => "Fail",
        Verdict::NotApplicable => "Not applicable",
        Verdict::Inconclusive => "Inconclusive",
        Verdict::Untested => "Untested",
        Verdict::OutOfScope => "Out of scope",
    }
}

fn word_of_state(state: AnswerState) -> &'static str {
    match state {
        AnswerState::Pass => "Pass",
        AnswerState::Fail => "Fail",
        AnswerState::NotApplicable => "Not applicable",
        AnswerState::Inconclusive => "Inconclusive",
        AnswerState::Untested => "Untested",
        AnswerState::Stale => "Stale",
        AnswerState::Disputed => "Disputed",
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
