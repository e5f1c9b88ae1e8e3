//! Apps, releases, builds.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use assay_catalogue::Platform;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::Workspace;
use super::artefact;
use super::input;
use super::names::Names;
use super::states::{hash, id, time};
use crate::planned::{KnownBuild, Made};
use crate::projection::{Stating, bytes};
use crate::statement::{AppAdded, Kind, ReleaseAdded, Subject};
use crate::view::{AppView, AssessmentView, BuildFacts, BuildView, ReleaseView, Variant};
use crate::{AssessmentError, Noun, Result, Work};

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

/// An app as it was stated.
#[derive(Debug, Clone)]
pub(super) struct KnownApp {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) description: Option<String>,
    made: Made,
}

/// A release as it was stated.
#[derive(Debug, Clone)]
pub(super) struct KnownRelease {
    pub(super) id: Uuid,
    pub(super) app: Uuid,
    pub(super) name: String,
    made: Made,
}

impl Workspace {
    /// The whole tree: apps by name, releases newest first, with builds and assessments.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn apps(&self) -> Result<Vec<AppView>> {
        let rows = sqlx::query("SELECT id, name, description, entry, author, at FROM app ORDER BY name, id")
            .fetch_all(self.ledger.readers())
            .await?;
        let names = self.names().await?;
        let mut releases = self.release_views(None, &names).await?;
        let apps = rows.iter().map(|row| {
            let app = read_app(row)?;
            let releases = releases.remove(&app.id).unwrap_or_default();
            Ok(app_view(app, releases, &names))
        });
        apps.collect()
    }

    /// One app with all that belongs to it.
    ///
    /// # Errors
    /// `app.unknown`.
    pub async fn app(&self, app: Uuid) -> Result<AppView> {
        let facts = self.app_facts(app).await?;
        let names = self.names().await?;
        let releases = self.release_views(Some(app), &names).await?.remove(&app).unwrap_or_default();
        Ok(app_view(facts, releases, &names))
    }

    /// One release.
    ///
    /// # Errors
    /// `release.unknown`.
    pub async fn release(&self, release: Uuid) -> Result<ReleaseView> {
        let facts = self.release_facts(release).await?;
        let names = self.names().await?;
        let mut releases = self.release_views(Some(facts.app), &names).await?;
        let releases = releases.remove(&facts.app).unwrap_or_default();
        releases.into_iter().find(|it| it.id == release).ok_or_else(|| unknown(Noun::Release, release))
    }

    /// One build.
    ///
    /// # Errors
    /// `build.unknown`.
    pub async fn build(&self, build: Uuid) -> Result<BuildView> {
        let build = self.build_facts(build).await?;
        Ok(self.names().await?.build(&build))
    }

    /// Adds an app. Its name is unique in the workspace.
    ///
    /// # Errors
    /// `input.missing` without a name, `app.exists`.
    pub async fn add_app(&self, name: &str, description: Option<&str>) -> Result<AppView> {
        let name = input::name("The name of the app", name)?;
        let description = input::optional("The description", description)?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let taken: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM app WHERE name = ?1)")
            .bind(&name)
            .fetch_one(stating.connection())
            .await?;
        if taken {
            return Err(AssessmentError::Exists { noun: Noun::App, name });
        }
        let app = self.ledger.ambient().uuid();
        let body = AppAdded { name, description };
        stating.state(Kind::AppAdded, &Subject::App(app), Vec::new(), None, Some(&body)).await?;
        stating.commit().await?;
        self.app(app).await
    }

    /// Adds a release to an app. Its name is unique in the app.
    ///
    /// # Errors
    /// `app.unknown`, `input.missing` without a name, `release.exists`.
    pub async fn add_release(&self, app: Uuid, name: &str) -> Result<ReleaseView> {
        let name = input::name("The name of the release", name)?;
        self.app_facts(app).await?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let taken: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM release WHERE app = ?1 AND name = ?2)")
            .bind(bytes(app))
            .bind(&name)
            .fetch_one(stating.connection())
            .await?;
        if taken {
            return Err(AssessmentError::Exists { noun: Noun::Release, name });
        }
        let release = self.ledger.ambient().uuid();
        let subject = Subject::Release { app, release };
        stating.state(Kind::ReleaseAdded, &subject, Vec::new(), None, Some(&ReleaseAdded { name })).await?;
        stating.commit().await?;
        self.release(release).await
    }

    /// Adds a build to a release. A file given as artefact is hashed, with progress.
    ///
    /// # Errors
    /// `release.unknown`, `input.missing`, `input.malformed`, `evidence.no_file` and the like for the artefact,
    /// `cancelled`.
    pub async fn add_build(&self, release: Uuid, build: NewBuild, work: &Work) -> Result<BuildView> {
        self.release_facts(release).await?;
        let facts = BuildFacts {
            platform: build.platform,
            version_name: input::name("The version name", &build.version_name)?,
            version_code: input::name("The version code", &build.version_code)?,
            package_id: input::optional("The package id", build.package_id.as_deref())?,
            variant: build.variant,
            signing_certificate: input::fingerprint(build.signing_certificate.as_deref())?,
            commit: input::commit(build.commit.as_deref())?,
            artefact: match build.artefact {
                None => None,
                Some(source) => Some(artefact::read(source, work).await?),
            },
        };
        let mut stating = Stating::begin(&self.ledger).await?;
        let build = self.ledger.ambient().uuid();
        let subject = Subject::Build { release, build };
        stating.state(Kind::BuildAdded, &subject, Vec::new(), None, Some(&facts)).await?;
        stating.commit().await?;
        self.build(build).await
    }

    pub(super) async fn app_facts(&self, app: Uuid) -> Result<KnownApp> {
        let row = sqlx::query("SELECT id, name, description, entry, author, at FROM app WHERE id = ?1")
            .bind(bytes(app))
            .fetch_optional(self.ledger.readers())
            .await?;
        read_app(&row.ok_or_else(|| unknown(Noun::App, app))?)
    }

    pub(super) async fn release_facts(&self, release: Uuid) -> Result<KnownRelease> {
        let row = sqlx::query("SELECT id, app, name, entry, author, at FROM release WHERE id = ?1")
            .bind(bytes(release))
            .fetch_optional(self.ledger.readers())
            .await?;
        read_release(&row.ok_or_else(|| unknown(Noun::Release, release))?)
    }

    pub(super) async fn build_facts(&self, build: Uuid) -> Result<Arc<KnownBuild>> {
        if let Some(known) = self.plans.build(build) {
            return Ok(known);
        }
        let row = sqlx::query("SELECT id, release, facts, entry, author, at FROM build WHERE id = ?1")
            .bind(bytes(build))
            .fetch_optional(self.ledger.readers())
            .await?;
        let known = Arc::new(read_build(&row.ok_or_else(|| unknown(Noun::Build, build))?)?);
        self.plans.keep_build(Arc::clone(&known));
        Ok(known)
    }

    /// The builds of a release, or of all, in the order in which they were added.
    pub(super) async fn builds_of(&self, release: Option<Uuid>) -> Result<Vec<KnownBuild>> {
        let rows = sqlx::query(
            "SELECT id, release, facts, entry, author, at FROM build WHERE ?1 IS NULL OR release = ?1
             ORDER BY at, entry",
        )
        .bind(release.map(bytes))
        .fetch_all(self.ledger.readers())
        .await?;
        rows.iter().map(read_build).collect()
    }

    /// The releases of an app, or of all, newest first, by app.
    async fn release_views(&self, app: Option<Uuid>, names: &Names) -> Result<BTreeMap<Uuid, Vec<ReleaseView>>> {
        let rows = sqlx::query(
            "SELECT id, app, name, entry, author, at FROM release WHERE ?1 IS NULL OR app = ?1
             ORDER BY at DESC, entry",
        )
        .bind(app.map(bytes))
        .fetch_all(self.ledger.readers())
        .await?;
        let mut releases: BTreeMap<Uuid, Vec<ReleaseView>> = BTreeMap::new();
        for row in &rows {
            let release = read_release(row)?;
            let builds = self.builds_of(Some(release.id)).await?;
            let mut assessments: Vec<AssessmentView> = Vec::new();
            for assessment in self.assessments_of(Some(release.id)).await? {
                assessments.push(self.assessment_view(&assessment, names).await?);
            }
            releases.entry(release.app).or_default().push(ReleaseView {
                id: release.id,
                app: release.app,
                name: release.name,
                builds: builds.iter().map(|build| names.build(build)).collect(),
                assessments,
                added: names.made(&release.made),
            });
        }
        Ok(releases)
    }
}

pub(super) fn unknown(noun: Noun, id: Uuid) -> AssessmentError {
    AssessmentError::Unknown { noun, text: id.to_string() }
}

fn app_view(app: KnownApp, releases: Vec<ReleaseView>, names: &Names) -> AppView {
    AppView { id: app.id, name: app.name, description: app.description, releases, added: names.made(&app.made) }
}

/// Entry, author and time from columns 3 to 5.
pub(super) fn read_made(row: &SqliteRow) -> Result<Made> {
    Ok(Made { entry: hash(row.try_get(3)?)?, author: id(row.try_get(4)?)?, at: time(row.try_get(5)?) })
}

fn read_app(row: &SqliteRow) -> Result<KnownApp> {
    Ok(KnownApp {
        id: id(row.try_get(0)?)?,
        name: row.try_get(1)?,
        description: row.try_get(2)?,
        made: read_made(row)?,
    })
}

fn read_release(row: &SqliteRow) -> Result<KnownRelease> {
    Ok(KnownRelease {
        id: id(row.try_get(0)?)?,
        app: id(row.try_get(1)?)?,
        name: row.try_get(2)?,
        made: read_made(row)?,
    })
}

fn read_build(row: &SqliteRow) -> Result<KnownBuild> {
    let facts: &str = row.try_get(2)?;
    let facts = serde_json::from_str(facts)
        .map_err(|error| AssessmentError::Unreadable { what: format!("the facts of a build: {error}") })?;
    Ok(KnownBuild { id: id(row.try_get(0)?)?, release: id(row.try_get(1)?)?, facts, made: read_made(row)? })
}
