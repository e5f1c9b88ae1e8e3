//! Reading a standard into the workspace.

use std::ops::ControlFlow;
use std::sync::Arc;

use assay_catalogue::{
    Catalogue, CatalogueName, Counts, Import, Page, Phase, Problem, READER, ReadOptions, Reading, Source, UnknownKey,
    read_unless_known,
};
use assay_ledger::LedgerError;
use assay_messages::said;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::Workspace;
use crate::projection::json;
use crate::view::{StandardView, SyncReport};
use crate::{AssessmentError, Result, Work};

/// Rows a statement.
const AT_ONCE: usize = 200;

/// What a sync found, kept for the next one of the same commit.
#[derive(Serialize, Deserialize)]
struct Found {
    counts: Counts,
    problems: Vec<Problem>,
    unknown: Vec<UnknownKey>,
}

impl Found {
    fn of(import: &Import) -> Found {
        let Import { counts, problems, unknown, .. } = import;
        Found { counts: counts.clone(), problems: problems.clone(), unknown: unknown.clone() }
    }
}

impl Workspace {
    /// Reads a catalogue with its texts and keeps it, in one transaction. Texts are kept by their digest, so they also show
    /// for every other catalogue with the same text. A repository at a URL is fetched into `options.cache`, by default
    /// a folder of the workspace. A commit that was read before is not read again.
    ///
    /// # Errors
    /// The codes `catalogue.*` of reading, `cancelled`, `workspace.locked`, `disk.full`. Then nothing is kept.
    pub async fn sync_standard(&self, source: Source, mut options: ReadOptions, work: &Work) -> Result<SyncReport> {
        options.cache.get_or_insert_with(|| self.dir().join("cache"));
        let standard = options.standard;
        // A commit that the caller only states says nothing about what is in a folder.
        let from_git = options.stated_commit.is_none();
        let before = self.commits_read(standard).await?;
        let reading = work.clone();
        let read = tokio::task::spawn_blocking(move || {
            read_unless_known(&source, &options, &mut |commit| before.iter().any(|it| it == commit), &mut |progress| {
                let stage = match progress.phase {
                    Phase::Fetching => "fetching",
                    Phase::Listing => "listing",
                    Phase::Reading | Phase::Including => "reading",
                };
                let total = (progress.total > 0).then_some(u64::from(progress.total));
                reading.step(stage, u64::from(progress.done), total);
                if reading.cancel().is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
        })
        .await
        .map_err(|error| LedgerError::TaskFailed(error.to_string()));
        match read? {
            Ok(Reading::Read(import)) => {
                let import: Arc<Import> = Arc::from(import);
                self.keep_import(&import, from_git.then(|| asked(standard)), work).await?;
                let view = self.standard_view_with(&import.catalogue, &import.pages).await?;
                Ok(report(view, import.resolved_from.clone(), Found::of(&import), false))
            }
            Ok(Reading::Known { commit, resolved_from }) => {
                let (catalogue, found) = self.found_before(&commit, standard).await?;
                Ok(report(self.standard_view(&catalogue).await?, resolved_from, found, true))
            }
            // One code for whatever was stopped.
            Err(assay_catalogue::CatalogueError::Cancelled) => Err(LedgerError::Cancelled.into()),
            Err(error) => Err(error.into()),
        }
    }

    /// The commits that this reader read already, when it was asked for this standard or for the main one.
    async fn commits_read(&self, standard: Option<CatalogueName>) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar("SELECT commit_id FROM synced WHERE standard = ?1 AND reader = ?2")
            .bind(asked(standard))
            .bind(READER)
            .fetch_all(self.ledger.readers())
            .await?)
    }

    async fn found_before(&self, commit: &str, standard: Option<CatalogueName>) -> Result<(Catalogue, Found)> {
        let row = sqlx::query(
            "SELECT c.facts, s.report FROM synced s JOIN catalogue c ON c.digest = s.catalogue \
             WHERE s.commit_id = ?1 AND s.standard = ?2 AND s.reader = ?3",
        )
        .bind(commit)
        .bind(asked(standard))
        .bind(READER)
        .fetch_one(self.ledger.readers())
        .await?;
        let found = serde_json::from_str(row.try_get(1)?)
            .map_err(|error| AssessmentError::Unreadable { what: said!("the report of a sync: {error}", error) })?;
        Ok((super::standards::read_catalogue(row.try_get(0)?)?, found))
    }

    /// `standard` is what was asked for, where the commit is to be known from now on.
    async fn keep_import(&self, import: &Arc<Import>, standard: Option<&str>, work: &Work) -> Result<()> {
        let total = Some((import.texts.len() + import.images.len()) as u64);
        // Written out on another core, while the texts go into the database.
        let of_import = Arc::clone(import);
        let written = tokio::task::spawn_blocking(move || {
            (Facts::of(&of_import.catalogue, &of_import.pages), json(&Found::of(&of_import)))
        });
        let mut writing = self.ledger.write().await?;
        let connection = writing.connection();
        let mut done = 0;
        for texts in import.texts.chunks(AT_ONCE) {
            work.check()?;
            work.step("storing", done, total);
            let mut query: QueryBuilder<Sqlite> = QueryBuilder::new("INSERT INTO standard_text (digest, markdown) ");
            query.push_values(texts, |mut values, text| {
                values.push_bind(text.digest.as_str()).push_bind(text.markdown.as_str());
            });
            query.push(" ON CONFLICT (digest) DO NOTHING");
            query.build().execute(&mut *connection).await?;
            done += texts.len() as u64;
        }
        let (facts, found) = written.await.map_err(|error| LedgerError::TaskFailed(error.to_string()))?;
        keep(connection, &facts, self.ledger.ambient().now()).await?;
        let digest = import.catalogue.digest.as_str();
        for includes in import.includes.chunks(AT_ONCE) {
            work.check()?;
            let mut query: QueryBuilder<Sqlite> = QueryBuilder::new("INSERT INTO include (catalogue, path, content) ");
            query.push_values(includes, |mut values, include| {
                values.push_bind(digest).push_bind(include.path.as_str()).push_bind(include.content.as_str());
            });
            query.push(" ON CONFLICT (catalogue, path) DO UPDATE SET content = excluded.content");
            query.build().execute(&mut *connection).await?;
        }
        for image in &import.images {
            work.check()?;
            work.step("storing", done, total);
            sqlx::query("INSERT INTO image_content (digest, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
                .bind(image.digest.as_str())
                .bind(image.bytes.as_slice())
                .execute(&mut *connection)
                .await?;
            sqlx::query(
                "INSERT INTO image (catalogue, path, digest) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (catalogue, path) DO UPDATE SET digest = excluded.digest",
            )
            .bind(digest)
            .bind(image.path.as_str())
            .bind(image.digest.as_str())
            .execute(&mut *connection)
            .await?;
            done += 1;
        }
        if let Some(standard) = standard.filter(|_| !import.catalogue.commit.is_empty()) {
            sqlx::query(
                "INSERT INTO synced (commit_id, standard, reader, catalogue, report) VALUES (?1, ?2, ?3, ?4, ?5) \
                 ON CONFLICT (commit_id, standard, reader) DO UPDATE SET catalogue = excluded.catalogue, report = excluded.report",
            )
            .bind(import.catalogue.commit.as_str())
            .bind(standard)
            .bind(READER)
            .bind(digest)
            .bind(found)
            .execute(&mut *connection)
            .await?;
        }
        work.step("storing", done, total);
        work.check()?;
        writing.commit().await?;
        Ok(())
    }
}

fn report(catalogue: StandardView, revision: Option<String>, found: Found, known_before: bool) -> SyncReport {
    let pinned = assay_catalogue::shipped();
    let current = pinned.catalogues().into_iter().find(|it| it.name.as_str() == catalogue.name);
    let changed_pinned = current.is_none_or(|it| it.digest != catalogue.digest);
    let Found { counts, problems, unknown } = found;
    SyncReport { catalogue, revision, counts, problems, unknown, known_before, changed_pinned }
}

/// What was asked for of a repository: a standard by name, or whatever it mainly holds.
fn asked(standard: Option<CatalogueName>) -> &'static str {
    standard.map_or("main", CatalogueName::as_str)
}

/// A catalogue and its pages, as they are written down.
pub(super) struct Facts {
    digest: String,
    name: CatalogueName,
    catalogue: String,
    /// Ids and facts.
    pages: Vec<(String, String)>,
}

impl Facts {
    pub(super) fn of(catalogue: &Catalogue, pages: &[Page]) -> Facts {
        Facts {
            digest: catalogue.digest.clone(),
            name: catalogue.name,
            catalogue: json(catalogue),
            pages: pages.iter().map(|page| (page.id.clone(), json(page))).collect(),
        }
    }
}

/// Keeps a catalogue and its pages; one that is there already stays as it is, because the same content has the same digest.
pub(super) async fn keep(connection: &mut SqliteConnection, facts: &Facts, now: Timestamp) -> Result<()> {
    let Facts { digest, name, catalogue, pages } = facts;
    sqlx::query("INSERT INTO catalogue (digest, name, facts, added) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
        .bind(digest)
        .bind(name.as_str())
        .bind(catalogue)
        .bind(now.as_millisecond())
        .execute(&mut *connection)
        .await?;
    for pages in pages.chunks(AT_ONCE) {
        let mut query: QueryBuilder<Sqlite> = QueryBuilder::new("INSERT INTO page (catalogue, id, facts) ");
        query.push_values(pages, |mut values, (id, facts)| {
            values.push_bind(digest.as_str()).push_bind(id.as_str()).push_bind(facts.as_str());
        });
        query.push(" ON CONFLICT DO NOTHING");
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}
