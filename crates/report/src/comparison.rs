//! What changed from one report of an app to another, from the data that both carry: no workspace is needed.
//!
//! Where the two are for different readers, both are brought to the level of the lower one first, so that what a level
//! leaves out is no difference. All of it is codes with values: whoever shows it words them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::model::{Build, Disclosure, Finding, ReportData, Unit, UnitAnswer, Verdict, Waiver};
use crate::{ReportError, disclose};

/// Two reports beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ReportComparison")]
pub struct Comparison {
    /// The former one.
    pub former: Side,
    /// The later one.
    pub later: Side,
    /// What this comparison does not say.
    pub limits: Vec<Limit>,
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
    /// Of the scope, which fact it is.
    pub fact: Option<Fact>,
    /// What it is about, such as `MASVS-STORAGE-1`; empty of the scope.
    pub item: String,
    /// That in words; may be empty.
    pub title: String,
    /// The build, where it is about one.
    pub build: String,
    /// What the former report says; none where it says nothing of it.
    pub before: Option<Stands>,
    /// What the later report says; none where it says nothing of it.
    pub after: Option<Stands>,
    /// Whether both say the same, and it was stated anew.
    pub restated: bool,
}

/// What a report says of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "ReportStands")]
pub enum Stands {
    /// A verdict or a result.
    Result {
        /// Such as `not_applicable`.
        state: String,
    },
    /// A finding.
    Finding {
        /// Such as `high`.
        severity: String,
        /// `open`, `waived`, `fixed` or `withdrawn`.
        state: String,
    },
    /// A waiver.
    Waiver {
        /// Such as `in_force`.
        standing: String,
        /// Its last day.
        until: String,
    },
    /// A name or version.
    Text {
        /// As the report has it.
        text: String,
    },
    /// A build.
    Build {
        /// Such as `Android 4.2.0 (4211)`.
        name: String,
        /// How it was built, such as `store_signed`.
        variant: String,
        /// Of its file, where there is one.
        sha256: Option<String>,
    },
    /// It is out of scope.
    LeftOut,
    /// How many.
    Count {
        /// The number.
        count: u32,
    },
}

/// A fact of the scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ReportFact")]
pub enum Fact {
    /// The release.
    Release,
    /// The assessment.
    Assessment,
    /// The profile.
    Profile,
    /// A catalogue.
    Catalogue,
    /// A build.
    Build,
    /// Something that is out of scope.
    OutOfScope,
    /// How many verdicts are asked for of a group.
    VerdictsAskedFor,
}

/// What a comparison does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ReportLimit")]
pub enum Limit {
    /// The reports are for different readers: what a customer's leaves out is not compared.
    CustomerLevel,
    /// The reports are for different readers: what a public one leaves out is not compared.
    PublicLevel,
    /// Public reports hold no results and no findings.
    NoResults,
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
        limits.push(if level == Disclosure::Public { Limit::PublicLevel } else { Limit::CustomerLevel });
    }
    if level == Disclosure::Public {
        limits.push(Limit::NoResults);
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
    Ok(Comparison { former: sides.0, later: sides.1, limits, changes })
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
        let same = was.as_ref().is_some_and(|was| was.stands == said.stands);
        let restated = same && was.as_ref().is_some_and(|was| was.basis != said.basis);
        if same && !restated {
            continue;
        }
        changes.push(change(part, was.map(|was| was.stands), Some(said.stands.clone()), restated, said));
    }
    changes.extend(before.into_values().map(|said| change(part, Some(said.stands.clone()), None, false, said)));
    changes
}

fn change(part: Part, before: Option<Stands>, after: Option<Stands>, restated: bool, of: Said) -> Change {
    Change { part, fact: of.fact, item: of.item, title: of.title, build: of.build, before, after, restated }
}

/// What a report says of something.
struct Said {
    /// What is the same in both reports.
    key: String,
    fact: Option<Fact>,
    item: String,
    title: String,
    build: String,
    stands: Stands,
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
                    fact: None,
                    item: control.id.clone(),
                    title: control.summary.clone(),
                    build: (*build).to_owned(),
                    stands: Stands::Result { state: code(verdict.verdict) },
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
                fact: None,
                item: unit.label.clone(),
                title: unit.title.clone(),
                build: (*build).to_owned(),
                stands: Stands::Result { state: code(answer.state) },
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
            fact: None,
            item: format!("F-{}", finding.number),
            title: finding.title.clone(),
            build: String::new(),
            stands: Stands::Finding { severity: finding.severity.clone(), state: finding.state.clone() },
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
            fact: None,
            item: format!("W-{}", waiver.number),
            title: waiver.words.clone(),
            build: String::new(),
            stands: Stands::Waiver { standing: waiver.standing.clone(), until: waiver.until.clone() },
            basis: String::new(),
        };
        data.waivers.iter().map(of).collect()
    };
    differences(Part::Waivers, said(former), said(later))
}

fn scope(former: &ReportData, later: &ReportData, pairs: &[(&Build, &Build)]) -> Vec<Change> {
    let fact = |fact: Fact, title: &str, build: &str, stands: Stands| Said {
        key: format!("{fact:?} {title} {build}"),
        fact: Some(fact),
        item: String::new(),
        title: title.to_owned(),
        build: build.to_owned(),
        stands,
        basis: String::new(),
    };
    let text = |text: &str| Stands::Text { text: text.to_owned() };
    let said = |data: &ReportData, later: bool| {
        let builds = named(pairs, later);
        let mut said = vec![
            fact(Fact::Release, "", "", text(&data.cover.release)),
            fact(Fact::Assessment, "", "", text(&data.cover.title)),
            fact(Fact::Profile, "", "", text(&data.cover.profile)),
        ];
        for catalogue in &data.catalogues {
            let version = format!("{} ({:.12})", catalogue.version, catalogue.digest);
            said.push(fact(Fact::Catalogue, &catalogue.name, "", text(&version)));
        }
        for build in &data.builds {
            let name = format!("{} {} ({})", build.platform_name, build.version_name, build.version_code);
            let short = builds.iter().find(|(anchor, _)| *anchor == build.anchor).map_or(name.as_str(), |(_, it)| *it);
            let stands = Stands::Build {
                name: name.clone(),
                variant: build.variant.clone(),
                sha256: build.artefact.as_ref().map(|it| it.sha256.clone()),
            };
            said.push(fact(Fact::Build, "", short, stands));
        }
        for left_out in &data.engagement.out_of_scope {
            said.push(fact(Fact::OutOfScope, left_out, "", Stands::LeftOut));
        }
        for group in &data.groups {
            let required = group.controls.iter().flat_map(|it| &it.verdicts);
            let required = required.filter(|it| it.verdict != Verdict::OutOfScope).count();
            let count = u32::try_from(required).unwrap_or(u32::MAX);
            said.push(fact(Fact::VerdictsAskedFor, &group.id, "", Stands::Count { count }));
        }
        said
    };
    differences(Part::Scope, said(former, false), said(later, true))
}

/// The stable word of a state or verdict.
fn code<T: Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|it| it.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}
