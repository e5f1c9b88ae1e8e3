//! Apps, releases, builds.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use assay_catalogue::Platform;
use assay_messages::said;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row};
use uuid::Uuid;

use super::Workspace;
use super::artefact;
use super::input;
use super::manifest;
use super::names::Names;
use super::reach::Reach;
use super::states::{hash, id, time};
use crate::planned::{KnownBuild, Made};
use crate::projection::{Stating, bytes};
use crate::statement::{AppAdded, Kind, ReleaseAdded, Subject};
use crate::view::{AppView, ArtefactManifest, AssessmentView, BuildFacts, BuildView, ReleaseView, Variant};
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
    /// What it asks of the system; without it the file is read, where it is at hand.
    pub permissions: Option<Vec<String>>,
    /// Whoever adds it knows that another build of the app has the same file: what was answered there is kept.
    pub same_file: bool,
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
        let mut releases = self.release_views(Reach::Workspace, &names).await?;
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
        let releases = self.release_views(Reach::App(app), &names).await?.remove(&app).unwrap_or_default();
        Ok(app_view(facts, releases, &names))
    }

    /// One release.
    ///
    /// # Errors
    /// `release.unknown`.
    pub async fn release(&self, release: Uuid) -> Result<ReleaseView> {
        let facts = self.release_facts(release).await?;
        let names = self.names().await?;
        let mut releases = self.release_views(Reach::Release(release), &names).await?;
        let found = releases.remove(&facts.app).and_then(|mut releases| releases.pop());
        found.ok_or_else(|| unknown(Noun::Release, release))
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

    /// Adds a build to a release. A file given as artefact is hashed, with progress. Where it is the same file as another
    /// build's, and whoever adds it knows that, the answers of that one are kept.
    ///
    /// # Errors
    /// `release.unknown`, `build.same_file`, `input.missing`, `input.malformed`, `evidence.no_file` and the like for the artefact,
    /// `cancelled`.
    pub async fn add_build(&self, release: Uuid, build: NewBuild, work: &Work) -> Result<BuildView> {
        let app = self.release_facts(release).await?.app;
        let same_file = build.same_file;
        let facts = BuildFacts {
            platform: build.platform,
            version_name: input::name("The version name", &build.version_name)?,
            version_code: input::name("The version code", &build.version_code)?,
            package_id: input::optional("The package id", build.package_id.as_deref())?,
            variant: build.variant,
            signing_certificate: input::fingerprint(build.signing_certificate.as_deref())?,
            commit: input::commit(build.commit.as_deref())?,
            permissions: match (build.permissions, &build.artefact) {
                (Some(given), _) => Some(input::permissions(&given)?),
                (None, Some(ArtefactSource::File(path))) => {
                    let read = manifest::read(path.clone()).await;
                    read.filter(|it| it.platform == build.platform).map(|it| it.permissions)
                }
                (None, _) => None,
            },
            artefact: match build.artefact {
                None => None,
                Some(source) => Some(artefact::read(source, work).await?),
            },
        };
        if let Some(artefact) = facts.artefact.as_ref().filter(|_| !same_file) {
            self.no_other_of(app, &artefact.sha256).await?;
        }
        let build = self.ledger.ambient().uuid();
        let kept = self.kept_by_build(&KnownBuild::about_to_be(build, release, &facts)).await?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let subject = Subject::Build { release, build };
        stating.state(Kind::BuildAdded, &subject, Vec::new(), None, Some(&facts)).await?;
        for kept in &kept {
            kept.keep(&mut stating, build).await?;
        }
        stating.commit().await?;
        self.build(build).await
    }

    /// What a tested file says of itself; none where it is no app's file, or cannot be read.
    pub async fn artefact_manifest(&self, path: PathBuf) -> Option<ArtefactManifest> {
        manifest::read(path).await
    }

    /// Refuses a file that another build of the app has.
    async fn no_other_of(&self, app: Uuid, sha256: &str) -> Result<()> {
        let builds: Vec<KnownBuild> = self.builds_of(Reach::App(app)).await?;
        let other = builds.iter().find(|it| it.facts.artefact.as_ref().is_some_and(|it| it.sha256 == sha256));
        let Some(KnownBuild { facts, .. }) = other else { return Ok(()) };
        let build = format!("{} {} ({})", facts.platform.name(), facts.version_name, facts.version_code);
        Err(AssessmentError::SameFile { build })
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

    /// The builds within reach, in the order in which they were added.
    pub(super) async fn builds_of(&self, reach: Reach) -> Result<Vec<KnownBuild>> {
        let mut query = QueryBuilder::new("SELECT id, release, facts, entry, author, at FROM build WHERE ");
        reach.releases(&mut query, "release");
        query.push(" ORDER BY at, entry");
        let rows = query.build().fetch_all(self.ledger.readers()).await?;
        rows.iter().map(read_build).collect()
    }

    /// The releases within reach, newest first, by app. As many queries for a whole workspace as for one release.
    async fn release_views(&self, reach: Reach, names: &Names) -> Result<HashMap<Uuid, Vec<ReleaseView>>> {
        let mut query = QueryBuilder::new("SELECT id, app, name, entry, author, at FROM release WHERE ");
        reach.releases(&mut query, "id");
        query.push(" ORDER BY at DESC, entry");
        let rows = query.build().fetch_all(self.ledger.readers()).await?;
        let mut builds: HashMap<Uuid, Vec<KnownBuild>> = HashMap::new();
        for build in self.builds_of(reach).await? {
            builds.entry(build.release).or_default().push(build);
        }
        let mut engagements = self.engagements(reach).await?;
        let answers = self.answers(reach).await?;
        let mut assessments: HashMap<Uuid, Vec<AssessmentView>> = HashMap::new();
        for facts in self.assessments_of(reach).await? {
            let builds = builds.get(&facts.release).map(Vec::as_slice).unwrap_or_default();
            let engagement = engagements.remove(&facts.id).unwrap_or_default();
            let view = self.assessment_view(&facts, builds, engagement, &answers, names).await?;
            assessments.entry(facts.release).or_default().push(view);
        }
        let mut releases: HashMap<Uuid, Vec<ReleaseView>> = HashMap::new();
        for row in &rows {
            let release = read_release(row)?;
            let builds = builds.get(&release.id).map(Vec::as_slice).unwrap_or_default();
            releases.entry(release.app).or_default().push(ReleaseView {
                id: release.id,
                app: release.app,
                name: release.name,
                builds: builds.iter().map(|build| names.build(build)).collect(),
                assessments: assessments.remove(&release.id).unwrap_or_default(),
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
        .map_err(|error| AssessmentError::Unreadable { what: said!("the facts of a build: {error}", error) })?;
    Ok(KnownBuild { id: id(row.try_get(0)?)?, release: id(row.try_get(1)?)?, facts, made: read_made(row)? })
}
