//! Apps, releases, builds.

use assay_assessment::view::{AppView, ArtefactManifest, BuildView, ReleaseView, Variant};
use assay_assessment::{ArtefactSource, NewBuild};
use assay_catalogue::Platform;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, Session};

/// Input of `apps_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AppsListInput {}

/// Input of `app_add`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct AppAddInput {
    /// Unique in the workspace.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
}

/// Input of `release_add`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReleaseAddInput {
    /// The app.
    pub app: Uuid,
    /// Such as `4.2.0`, unique in the app.
    pub name: String,
}

/// Input of `build_add`. An artefact is named by its path, and hashed, or by its digest.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct BuildAddInput {
    /// The release.
    pub release: Uuid,
    /// The platform.
    pub platform: Platform,
    /// Such as `4.2.0`.
    pub version_name: String,
    /// Such as `4210`.
    pub version_code: String,
    /// How it was built.
    pub variant: Variant,
    /// Application id or bundle identifier.
    pub package_id: Option<String>,
    /// The tested file, on this machine; it is hashed and not copied.
    pub artefact_path: Option<String>,
    /// Its SHA-256 in hex, where the file is not at hand.
    pub artefact_sha256: Option<String>,
    /// SHA-256 of the signing certificate in hex.
    pub signing_certificate: Option<String>,
    /// The git commit it was built from.
    pub commit: Option<String>,
    /// What it asks of the system: permissions on Android, keys of usage descriptions and entitlements on iOS. Without it the
    /// file is read, where it is at hand.
    pub permissions: Option<Vec<String>>,
    /// Add it although another build of the app has the same file: what was answered there is kept.
    pub same_file: Option<bool>,
}

pub(crate) async fn list(session: &Session, _: AppsListInput, _: Context) -> Result<Vec<AppView>, CommandError> {
    Ok(session.workspace()?.apps().await?)
}

pub(crate) async fn add(session: &Session, input: AppAddInput, _: Context) -> Result<AppView, CommandError> {
    let description = input.description.as_deref().map(str::trim).filter(|text| !text.is_empty());
    Ok(session.workspace()?.add_app(input.name.trim(), description).await?)
}

pub(crate) async fn add_release(
    session: &Session,
    input: ReleaseAddInput,
    _: Context,
) -> Result<ReleaseView, CommandError> {
    Ok(session.workspace()?.add_release(input.app, input.name.trim()).await?)
}

pub(crate) async fn add_build(
    session: &Session,
    input: BuildAddInput,
    context: Context,
) -> Result<BuildView, CommandError> {
    let artefact = match (filled(input.artefact_path), filled(input.artefact_sha256)) {
        (Some(_), Some(_)) => {
            return Err(CommandError::new(
                "input.conflict",
                "The artefact is given twice, as a file and as a digest.",
                "Give the file, which is then hashed, or its SHA-256 where the file is not at hand.",
            ));
        }
        (Some(path), None) => Some(ArtefactSource::File(path.into())),
        (None, digest) => digest.map(ArtefactSource::Sha256),
    };
    let build = NewBuild {
        platform: input.platform,
        version_name: input.version_name.trim().to_owned(),
        version_code: input.version_code.trim().to_owned(),
        variant: input.variant,
        package_id: filled(input.package_id),
        artefact,
        signing_certificate: filled(input.signing_certificate),
        commit: filled(input.commit),
        permissions: input.permissions,
        same_file: input.same_file.unwrap_or(false),
    };
    Ok(session.workspace()?.add_build(input.release, build, &context.work()).await?)
}

/// Input of `build_withdraw`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BuildWithdrawInput {
    /// The build, on which nothing was stated.
    pub build: Uuid,
    /// Why.
    pub reason: String,
}

pub(crate) async fn withdraw_build(
    session: &Session,
    input: BuildWithdrawInput,
    _: Context,
) -> Result<ReleaseView, CommandError> {
    Ok(session.workspace()?.withdraw_build(input.build, &input.reason).await?)
}

/// Input of `artefact_read`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ArtefactReadInput {
    /// The file, on this machine.
    pub path: String,
}

/// What was read of a tested file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ArtefactRead {
    /// What it says of itself; none where it is no app's file, or cannot be read.
    pub manifest: Option<ArtefactManifest>,
}

pub(crate) async fn read_artefact(
    session: &Session,
    input: ArtefactReadInput,
    _: Context,
) -> Result<ArtefactRead, CommandError> {
    let path = input.path.trim().to_owned();
    Ok(ArtefactRead { manifest: session.workspace()?.artefact_manifest(path.into()).await })
}

/// The text without space around it; none where nothing is left, as forms send it.
fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Input of `find`: what people type. Every part is looked up within the ones before it.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct FindInput {
    /// An app's name, id or unique beginning of an id.
    pub app: Option<String>,
    /// A release's, or `App/1.0`.
    pub release: Option<String>,
    /// An assessment's title, id or unique beginning of an id.
    pub assessment: Option<String>,
    /// A build's id or unique beginning; or `android`, `android 1.0` or `1.0`, where only one build is meant.
    pub build: Option<String>,
    /// A unit: `test:MASTG-TEST-0235`, `MASTG-TEST-0235`, `MASWE-0018` or `MASVS-AUTH-1`; needs assessment and build.
    pub unit: Option<String>,
    /// A finding's title, id or unique beginning of an id.
    pub finding: Option<String>,
    /// A waiver's id or unique beginning of an id.
    pub waiver: Option<String>,
}

/// The ids that were meant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Found {
    /// The app.
    pub app: Option<Uuid>,
    /// The release.
    pub release: Option<Uuid>,
    /// The assessment.
    pub assessment: Option<Uuid>,
    /// The build.
    pub build: Option<Uuid>,
    /// The unit's id.
    pub unit: Option<String>,
    /// The finding.
    pub finding: Option<Uuid>,
    /// The waiver.
    pub waiver: Option<Uuid>,
}

pub(crate) async fn find(session: &Session, input: FindInput, _: Context) -> Result<Found, CommandError> {
    let workspace = session.workspace()?;
    let mut found = Found::default();
    if let Some(text) = &input.app {
        found.app = Some(workspace.find_app(text).await?);
    }
    if let Some(text) = &input.release {
        found.release = Some(workspace.find_release(found.app, text).await?);
    }
    if let Some(text) = &input.assessment {
        let assessment = workspace.find_assessment(text).await?;
        found.assessment = Some(assessment);
        // A build is one of the release that is measured.
        if found.release.is_none() {
            found.release = Some(workspace.assessment(assessment).await?.release);
        }
    }
    if let Some(text) = &input.build {
        found.build = Some(workspace.find_build(found.release, text).await?);
    }
    if let Some(text) = &input.unit {
        let (Some(assessment), Some(build)) = (found.assessment, found.build) else {
            return Err(CommandError::new(
                "input.missing",
                "A unit is looked up on a build of an assessment, and one of them is not given.",
                "Name the assessment and the build too.",
            ));
        };
        found.unit = Some(workspace.find_unit(assessment, build, text).await?);
    }
    if let Some(text) = &input.finding {
        found.finding = Some(workspace.find_finding(found.app, text).await?);
    }
    if let Some(text) = &input.waiver {
        found.waiver = Some(workspace.find_waiver(text).await?);
    }
    Ok(found)
}
