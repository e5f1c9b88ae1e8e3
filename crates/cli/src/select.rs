//! Which app, release, build and assessment are meant: what was named, else the only one there is.

use assay_commands::areas::answers::UnitShowInput;
use assay_commands::areas::apps::{AppsListInput, FindInput, Found};
use assay_commands::areas::assessments::AssessmentShowInput;
use assay_commands::view::{AppView, AssessmentView, BuildView, ReleaseView};
use uuid::Uuid;

use crate::arguments::On;
use crate::host::{Answer, Failure, Host};

/// An assessment and one of its builds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    pub(crate) assessment: Uuid,
    pub(crate) build: Uuid,
}

/// The assessment that is meant.
pub(crate) async fn assessment(host: &Host, named: Option<&str>) -> Answer<AssessmentView> {
    if let Some(text) = named {
        let found = host.call(FindInput { assessment: Some(text.to_owned()), ..FindInput::default() }).await?;
        let id = known(found.assessment, "assessment")?;
        return host.call(AssessmentShowInput { assessment: id }).await;
    }
    match all_assessments(host).await?.as_slice() {
        [only] => Ok(only.clone()),
        several => {
            let titles: Vec<String> = several.iter().map(|it| format!("\"{}\"", it.title)).collect();
            Err(Failure::usage(
                format!("There are several assessments: {}.", titles.join(", ")),
                "Name the one that is meant, by title or id: --assessment TITLE, or assay assessment show TITLE.",
            ))
        }
    }
}

/// Every assessment of the workspace: one at least.
pub(crate) async fn all_assessments(host: &Host) -> Answer<Vec<AssessmentView>> {
    let apps = host.call(AppsListInput {}).await?;
    let all: Vec<AssessmentView> = releases(&apps).flat_map(|(_, release)| &release.assessments).cloned().collect();
    if all.is_empty() {
        return Err(Failure::usage(
            "There is no assessment in this workspace yet.",
            "Open one: assay assessment open RELEASE --profile L2",
        ));
    }
    Ok(all)
}

/// The assessment and the build that are meant.
pub(crate) async fn target(host: &Host, on: &On) -> Answer<Target> {
    let view = assessment(host, on.assessment.as_deref()).await?;
    let build = build_of(host, &view, on.build.as_deref()).await?;
    Ok(Target { assessment: view.id, build })
}

/// A unit and where it is: on the build that is meant, or, for what all builds share, on any of them.
pub(crate) async fn unit_on(host: &Host, on: &On, named: &str) -> Answer<(Target, String)> {
    let view = assessment(host, on.assessment.as_deref()).await?;
    let several = match build_of(host, &view, on.build.as_deref()).await {
        Ok(build) => {
            let target = Target { assessment: view.id, build };
            return Ok((target, unit(host, target, named).await?));
        }
        Err(several) => several,
    };
    if on.build.is_some() {
        return Err(several);
    }
    for build in &view.builds {
        let target = Target { assessment: view.id, build: build.build };
        // On a build whose platform it does not concern it is not found.
        let Ok(unit) = unit(host, target, named).await else { continue };
        let input = UnitShowInput { assessment: view.id, build: build.build, unit: unit.clone() };
        // Only what builds share is named in words.
        if !host.call(input).await?.asks.subject_words.is_empty() {
            return Ok((target, unit));
        }
    }
    Err(several)
}

/// The build of the assessment that is meant.
pub(crate) async fn build_of(host: &Host, assessment: &AssessmentView, named: Option<&str>) -> Answer<Uuid> {
    if let Some(text) = named {
        let input = FindInput {
            assessment: Some(assessment.id.to_string()),
            build: Some(text.to_owned()),
            ..FindInput::default()
        };
        return known(host.call(input).await?.build, "build");
    }
    match assessment.builds.as_slice() {
        [only] => Ok(only.build),
        [] => Err(Failure::usage(
            "The release that is assessed has no build yet.",
            "Add one: assay build add RELEASE --platform android --version-name 1.0 --version-code 1",
        )),
        _ => Err(Failure::usage(
            "The release has several builds.",
            "Name the one that is meant with --build, such as --build android, or by its id.",
        )),
    }
}

/// The unit that is meant, on a target.
pub(crate) async fn unit(host: &Host, target: Target, named: &str) -> Answer<String> {
    let input = FindInput {
        assessment: Some(target.assessment.to_string()),
        build: Some(target.build.to_string()),
        unit: Some(named.to_owned()),
        ..FindInput::default()
    };
    known(host.call(input).await?.unit, "unit")
}

/// The release that is meant: what was named, else the only one there is.
pub(crate) async fn release(host: &Host, named: Option<String>) -> Answer<Uuid> {
    if named.is_some() {
        return known(find(host, None, named).await?.release, "release");
    }
    let apps = host.call(AppsListInput {}).await?;
    let all: Vec<(&AppView, &ReleaseView)> = releases(&apps).collect();
    match all.as_slice() {
        [(_, only)] => Ok(only.id),
        [] => Err(Failure::usage("There is no release in this workspace yet.", "Add one: assay release add APP NAME")),
        several => {
            let called: Vec<String> =
                several.iter().map(|(app, release)| format!("{}/{}", app.name, release.name)).collect();
            Err(Failure::usage(
                format!("There are several releases: {}.", called.join(", ")),
                "Name the one that is meant, such as Wallet/4.2.0.",
            ))
        }
    }
}

/// What was found for these names.
pub(crate) async fn find(host: &Host, app: Option<String>, release: Option<String>) -> Answer<Found> {
    host.call(FindInput { app, release, ..FindInput::default() }).await
}

/// What a lookup must have given, since it was asked for it.
pub(crate) fn known<T>(found: Option<T>, what: &str) -> Answer<T> {
    found.ok_or_else(|| Failure::usage(format!("The {what} was not found."), "Check its name."))
}

/// Every release with its app.
pub(crate) fn releases(apps: &[AppView]) -> impl Iterator<Item = (&AppView, &ReleaseView)> {
    apps.iter().flat_map(|app| app.releases.iter().map(move |release| (app, release)))
}

/// Every build with its app and release.
pub(crate) fn builds(apps: &[AppView]) -> impl Iterator<Item = (&AppView, &ReleaseView, &BuildView)> {
    releases(apps).flat_map(|(app, release)| release.builds.iter().map(move |build| (app, release, build)))
}

/// A build in a few words: `android 4.2.0 (4210), release`.
pub(crate) fn build_words(build: &BuildView) -> String {
    let facts = &build.facts;
    let variant = crate::output::word(&facts.variant);
    format!("{} {} ({}), {variant}", facts.platform.name(), facts.version_name, facts.version_code)
}
