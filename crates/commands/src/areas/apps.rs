//! Apps, releases, builds.

use assay_assessment::view::{AppView, BuildView, ReleaseView, Variant};
use assay_catalogue::Platform;
use serde::Deserialize;
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
}

pub(crate) async fn list(_: &Session, _: AppsListInput, _: Context) -> Result<Vec<AppView>, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn add(_: &Session, _: AppAddInput, _: Context) -> Result<AppView, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn add_release(_: &Session, _: ReleaseAddInput, _: Context) -> Result<ReleaseView, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn add_build(_: &Session, _: BuildAddInput, _: Context) -> Result<BuildView, CommandError> {
    Err(CommandError::new("stub", "", ""))
}
