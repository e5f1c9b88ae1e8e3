//! Apps, releases, builds.

use std::path::PathBuf;

use assay_catalogue::Platform;
use uuid::Uuid;

use super::Workspace;
use crate::view::{AppView, BuildView, ReleaseView, Variant};
use crate::{Result, Work};

/// The file of a build that is about to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArtefactSource {
    /// The file is at hand: it is hashed, and stays where it is.
    File(PathBuf),
    /// Only its SHA-256 (in hex) is known.
    Sha256(String),
}

/// A build that is about to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBuild {
    /// The platform it runs on.
    pub platform: Platform,
    /// Such as `4.2.0`.
    pub version_name: String,
    /// Such as `4210`.
    pub version_code: String,
    /// How it was built.
    pub variant: Variant,
    /// Application id or bundle identifier.
    pub package_id: Option<String>,
    /// The tested file.
    pub artefact: Option<ArtefactSource>,
    /// SHA-256 of the signing certificate in hex; colons are allowed.
    pub signing_certificate: Option<String>,
    /// The git commit it was built from, full id.
    pub commit: Option<String>,
}

impl Workspace {
    /// The whole tree: apps by name, releases newest first, with builds and assessments.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn apps(&self) -> Result<Vec<AppView>> {
        todo!()
    }

    /// One app with all that belongs to it.
    ///
    /// # Errors
    /// `app.unknown`.
    pub async fn app(&self, app: Uuid) -> Result<AppView> {
        todo!("{app}")
    }

    /// One release.
    ///
    /// # Errors
    /// `release.unknown`.
    pub async fn release(&self, release: Uuid) -> Result<ReleaseView> {
        todo!("{release}")
    }

    /// One build.
    ///
    /// # Errors
    /// `build.unknown`.
    pub async fn build(&self, build: Uuid) -> Result<BuildView> {
        todo!("{build}")
    }

    /// Adds an app. Its name is unique in the workspace.
    ///
    /// # Errors
    /// `input.missing` without a name, `app.exists`.
    pub async fn add_app(&self, name: &str, description: Option<&str>) -> Result<AppView> {
        todo!("{name} {description:?}")
    }

    /// Adds a release to an app. Its name is unique in the app.
    ///
    /// # Errors
    /// `app.unknown`, `input.missing` without a name, `release.exists`.
    pub async fn add_release(&self, app: Uuid, name: &str) -> Result<ReleaseView> {
        todo!("{app} {name}")
    }

    /// Adds a build to a release. A file given as artefact is hashed, with progress.
    ///
    /// # Errors
    /// `release.unknown`, `input.missing`, `input.malformed`, `evidence.no_file` and the like for the artefact,
    /// `cancelled`.
    pub async fn add_build(&self, release: Uuid, build: NewBuild, work: &Work) -> Result<BuildView> {
        todo!("{release} {build:?} {work:?}")
    }
}
