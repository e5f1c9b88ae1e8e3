//! What the workspace holds, by name: apps, releases, builds, assessments.

use sqlx::SqlitePool;
use uuid::Uuid;

use super::memory::words;
use crate::Result;
use crate::view::HitPlace;
use crate::workspace::states::id;

/// A build's id and facts, its release's id, its app's name and id.
type BuildRow = (Vec<u8>, String, Vec<u8>, String, Vec<u8>);

/// An assessment's id, title and profile, its release's id, its app's id and name, and the release's name.
type AssessmentRow = (Vec<u8>, String, String, Vec<u8>, Vec<u8>, String, String);

/// One of them.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) kind: &'static str,
    /// Its id, as text.
    pub(super) key: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) words: Vec<String>,
    pub(super) place: HitPlace,
}

/// All of them.
#[derive(Debug)]
pub(super) struct Records {
    pub(super) data_version: i64,
    pub(super) all: Vec<Record>,
}

impl Records {
    pub(super) async fn read(readers: &SqlitePool, data_version: i64) -> Result<Records> {
        let mut all = Vec::new();
        let apps: Vec<(Vec<u8>, String, Option<String>)> =
            sqlx::query_as("SELECT id, name, description FROM app ORDER BY name").fetch_all(readers).await?;
        for (app, name, description) in apps {
            let place = HitPlace { app: Some(id(&app)?), ..HitPlace::default() };
            all.push(record("app", id(&app)?, name, description.unwrap_or_default(), place));
        }
        let releases: Vec<(Vec<u8>, String, Vec<u8>, String)> = sqlx::query_as(
            "SELECT r.id, r.name, a.id, a.name FROM release r JOIN app a ON a.id = r.app ORDER BY a.name, r.at DESC",
        )
        .fetch_all(readers)
        .await?;
        for (release, name, app, app_name) in releases {
            let place = HitPlace { app: Some(id(&app)?), release: Some(id(&release)?), ..HitPlace::default() };
            all.push(record("release", id(&release)?, format!("{app_name} {name}"), String::new(), place));
        }
        let builds: Vec<BuildRow> = sqlx::query_as(
            "SELECT b.id, b.facts, r.id, a.name, a.id
             FROM build b JOIN release r ON r.id = b.release JOIN app a ON a.id = r.app ORDER BY a.name, b.at DESC",
        )
        .fetch_all(readers)
        .await?;
        for (build, facts, release, app_name, app) in builds {
            // A build whose facts can't be read is found by nothing but its id.
            let facts: Option<crate::view::BuildFacts> = serde_json::from_str(&facts).ok();
            let (title, summary) = facts.map_or((app_name.clone(), String::new()), |facts| {
                let title =
                    format!("{app_name} {} {} ({})", facts.platform.name(), facts.version_name, facts.version_code);
                (title, facts.package_id.unwrap_or_default())
            });
            let place = HitPlace {
                app: Some(id(&app)?),
                release: Some(id(&release)?),
                build: Some(id(&build)?),
                ..HitPlace::default()
            };
            all.push(record("build", id(&build)?, title, summary, place));
        }
        let assessments: Vec<AssessmentRow> = sqlx::query_as(
            "SELECT s.id, coalesce(s.facts ->> '$.title', ''), coalesce(s.facts ->> '$.profile', ''), r.id, a.id, a.name,
                 r.name
             FROM assessment s JOIN release r ON r.id = s.release JOIN app a ON a.id = r.app ORDER BY s.at DESC",
        )
        .fetch_all(readers)
        .await?;
        for (assessment, title, profile, release, app, app_name, release_name) in assessments {
            let place = HitPlace {
                app: Some(id(&app)?),
                release: Some(id(&release)?),
                assessment: Some(id(&assessment)?),
                ..HitPlace::default()
            };
            let summary = format!("{app_name} {release_name}, {profile}");
            let title = if title.is_empty() { summary.clone() } else { title };
            all.push(record("assessment", id(&assessment)?, title, summary, place));
        }
        Ok(Records { data_version, all })
    }
}

fn record(kind: &'static str, id: Uuid, title: String, summary: String, place: HitPlace) -> Record {
    let mut all = words(&title);
    for word in words(&summary) {
        if !all.contains(&word) {
            all.push(word);
        }
    }
    Record { kind, key: id.to_string(), title, summary, words: all, place }
}
