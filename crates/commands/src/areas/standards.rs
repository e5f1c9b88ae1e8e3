//! Catalogues and profiles.

use std::path::{Path, PathBuf};

use assay_assessment::view::{ProfileView, StandardPage, StandardView, SyncReport};
use assay_catalogue::{
    Catalogue, CatalogueName, Counts, Plan, PlannedUnit, PlannedWeakness, Platform, Profile, ReadOptions, Scope,
    Source, TestStatus, UnitKind,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, Session};

/// Input of `profiles_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProfilesListInput {}

/// Input of `profile_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProfileShowInput {
    /// Such as `L2+R`; any order and case.
    pub profile: String,
    /// The platform.
    pub platform: Platform,
}

/// How much a profile asks for on a platform.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanCounts {
    /// Required controls.
    pub controls: u32,
    /// Required weaknesses.
    pub weaknesses: u32,
    /// Required tests, each once.
    pub tests: u32,
    /// Required direct assessments.
    pub direct: u32,
    /// Optional tests.
    pub optional: u32,
}

/// One thing to be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanUnit {
    /// The unit's id.
    pub unit: String,
    /// Its title.
    pub title: String,
    /// Required or optional.
    pub required: bool,
    /// Why.
    pub because: String,
}

/// A weakness under its first control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanWeakness {
    /// Such as `MASWE-0001`.
    pub id: String,
    /// The numbering that the id belongs to.
    pub scheme: String,
    /// Its title.
    pub title: String,
    /// Whether the profile requires it.
    pub required: bool,
    /// Why, or why not.
    pub because: String,
    /// Its units.
    pub units: Vec<PlanUnit>,
}

/// A control and what counts under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanControl {
    /// Such as `MASVS-STORAGE-1`.
    pub id: String,
    /// Its group.
    pub group: String,
    /// Our one-line summary.
    pub summary: String,
    /// Whether the profile requires it.
    pub required: bool,
    /// Why, or why not.
    pub because: String,
    /// The weaknesses that count under it.
    pub weaknesses: Vec<PlanWeakness>,
    /// The direct assessment of a control without any weakness.
    pub units: Vec<PlanUnit>,
}

/// Something that a reader has to know about the coverage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanLimit {
    /// Such as `placeholder`, `deprecated`, `unlinked`.
    pub kind: String,
    /// The test or weakness.
    pub subject: String,
    /// One sentence.
    pub sentence: String,
}

/// What a profile asks for on a platform, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfilePlan {
    /// The profile.
    pub profile: ProfileView,
    /// The platform.
    pub platform: Platform,
    /// How much it is.
    pub counts: PlanCounts,
    /// Every control of MASVS in its order.
    pub controls: Vec<PlanControl>,
    /// What the catalogues don't cover.
    pub limits: Vec<PlanLimit>,
}

/// Input of `standards_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StandardsListInput {}

/// Input of `standard_page`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct StandardPageInput {
    /// Such as `MASTG-TECH-0157`.
    pub id: String,
    /// The numbering of a weakness's id; by default the pinned one's.
    pub scheme: Option<String>,
    /// In the catalogues of this assessment; by default those that ship.
    pub assessment: Option<Uuid>,
}

/// Input of `standards_sync`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct StandardsSyncInput {
    /// A git URL, a repository or a folder of MASVS, MASWE or MASTG; or one of these names, for OWASP's repository at
    /// the commit that Assay ships facts of.
    pub source: String,
    /// A full commit id; or a branch or tag, which is resolved once. By default `HEAD`, resolved once too.
    pub commit: Option<String>,
}

pub(crate) async fn profiles(_: &Session, _: ProfilesListInput, _: Context) -> Result<Vec<ProfileView>, CommandError> {
    Ok(Profile::offered().iter().map(profile_view).collect())
}

/// What the profile asks for by the catalogues that new assessments pin: those that ship.
pub(crate) async fn profile(_: &Session, input: ProfileShowInput, _: Context) -> Result<ProfilePlan, CommandError> {
    let profile: Profile = input.profile.parse()?;
    let pinned = assay_catalogue::shipped();
    let plan = Plan::resolve(pinned, &profile, input.platform);
    let controls = plan.controls.iter().map(|control| PlanControl {
        id: control.id.clone(),
        group: control.group.clone(),
        summary: pinned.control(&control.id).map(|it| it.summary.clone()).unwrap_or_default(),
        required: control.scope == Scope::Required,
        because: control.because.clone(),
        weaknesses: control.weaknesses.iter().map(plan_weakness).collect(),
        units: control.units.iter().map(plan_unit).collect(),
    });
    let limits = plan.limits.iter().map(|limit| PlanLimit {
        kind: word(&limit.kind),
        subject: limit.subject.clone(),
        sentence: limit.sentence.clone(),
    });
    Ok(ProfilePlan {
        profile: profile_view(&profile),
        platform: plan.platform,
        counts: counts(&plan),
        controls: controls.collect(),
        limits: limits.collect(),
    })
}

fn counts(plan: &Plan) -> PlanCounts {
    let mut counts = PlanCounts::default();
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
    }
    counts
}

fn plan_weakness(weakness: &PlannedWeakness) -> PlanWeakness {
    PlanWeakness {
        id: weakness.weakness.id.clone(),
        scheme: weakness.weakness.scheme.to_string(),
        title: weakness.title.clone(),
        required: weakness.scope == Scope::Required,
        because: weakness.because.clone(),
        units: weakness.units.iter().map(plan_unit).collect(),
    }
}

fn plan_unit(unit: &PlannedUnit) -> PlanUnit {
    PlanUnit {
        unit: unit.id.to_string(),
        title: unit.title.clone(),
        required: unit.required,
        because: unit.because.clone(),
    }
}

fn profile_view(profile: &Profile) -> ProfileView {
    let parts = Profile::parts().iter().filter(|part| profile.levels.contains(&part.level));
    ProfileView {
        id: profile.id.clone(),
        title: profile.title.clone(),
        summary: parts.map(|part| part.summary.trim()).collect::<Vec<_>>().join(" "),
        levels: profile.levels.iter().copied().collect(),
    }
}

/// An enumeration's word, as it is serialised.
fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

pub(crate) async fn list(
    session: &Session,
    _: StandardsListInput,
    _: Context,
) -> Result<Vec<StandardView>, CommandError> {
    match session.open_workspace() {
        Some(workspace) => Ok(workspace.standards().await?),
        None => Ok(assay_catalogue::shipped().catalogues().map(|catalogue| shipped_view(catalogue)).to_vec()),
    }
}

/// A catalogue that ships, as it is without any workspace.
fn shipped_view(catalogue: &Catalogue) -> StandardView {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let tests = |status| number(catalogue.tests.iter().filter(|test| test.status == status).count());
    let mut counts = Counts {
        groups: number(catalogue.groups.len()),
        controls: number(catalogue.controls.len()),
        weaknesses: number(catalogue.weaknesses.len()),
        live_tests: tests(TestStatus::Live),
        placeholder_tests: tests(TestStatus::Placeholder),
        deprecated_tests: tests(TestStatus::Deprecated),
        ..Counts::default()
    };
    if catalogue.name == CatalogueName::Mastg {
        for page in assay_catalogue::shipped_pages() {
            *counts.pages.entry(page.kind).or_default() += 1;
        }
    }
    StandardView {
        name: catalogue.name.to_string(),
        version: catalogue.version.clone(),
        publisher: catalogue.publisher.clone(),
        commit: catalogue.commit.clone(),
        digest: catalogue.digest.clone(),
        licence: catalogue.licence.clone(),
        source_url: catalogue.source_url.clone(),
        shipped: true,
        has_text: false,
        counts,
    }
}

pub(crate) async fn page(
    session: &Session,
    input: StandardPageInput,
    _: Context,
) -> Result<StandardPage, CommandError> {
    let workspace = session.workspace()?;
    Ok(workspace.standard_page(&input.id, input.scheme.as_deref(), input.assessment).await?)
}

pub(crate) async fn sync(
    session: &Session,
    input: StandardsSyncInput,
    context: Context,
) -> Result<SyncReport, CommandError> {
    let workspace = session.workspace()?;
    let given = input.source.trim();
    let mut revision = input.commit.map(|commit| commit.trim().to_owned()).filter(|commit| !commit.is_empty());
    let catalogues = assay_catalogue::shipped().catalogues();
    let named = catalogues.into_iter().find(|catalogue| catalogue.name.as_str().eq_ignore_ascii_case(given));
    // A path is read as it is, whatever it is called; then come the standards' names, then addresses.
    let source = if Path::new(given).exists() {
        Source::Folder(PathBuf::from(given))
    } else if let Some(catalogue) = named {
        revision = revision.or_else(|| Some(catalogue.commit.clone()));
        Source::Repository(catalogue.source_url.clone())
    } else if given.contains("://") {
        Source::Repository(given.to_owned())
    } else {
        Source::Folder(PathBuf::from(given))
    };
    let options = ReadOptions { revision, cache: Some(session.files.repositories()), ..ReadOptions::default() };
    Ok(workspace.sync_standard(source, options, &context.work()).await?)
}
