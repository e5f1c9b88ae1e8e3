//! Reading a standard into the workspace.

use std::ops::ControlFlow;

use assay_catalogue::{Catalogue, Import, Page, Phase, ReadOptions, Source};
use assay_ledger::LedgerError;
use jiff::Timestamp;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::Workspace;
use crate::projection::json;
use crate::view::SyncReport;
use crate::{Result, Work};

/// Rows a statement.
const AT_ONCE: usize = 200;

impl Workspace {
    /// Reads a catalogue with its texts and keeps it, in one transaction. Texts are kept by their digest, so they also show
    /// for every other catalogue with the same text. A repository at a URL is fetched into `options.cache`, by default
    /// a folder of the workspace.
    ///
    /// # Errors
    /// The codes `catalogue.*` of reading, `cancelled`, `workspace.locked`, `disk.full`. Then nothing is kept.
    pub async fn sync_standard(&self, source: Source, mut options: ReadOptions, work: &Work) -> Result<SyncReport> {
        options.cache.get_or_insert_with(|| self.dir().join("cache"));
        let reading = work.clone();
        let import = tokio::task::spawn_blocking(move || {
            assay_catalogue::read(&source, &options, &mut |progress| {
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
        let import = match import? {
            Ok(import) => import,
            // One code for whatever was stopped.
            Err(assay_catalogue::CatalogueError::Cancelled) => return Err(LedgerError::Cancelled.into()),
            Err(error) => return Err(error.into()),
        };
        self.keep_import(&import, work).await?;
        let pinned = assay_catalogue::shipped();
        let current = pinned.catalogues().into_iter().find(|it| it.name == import.catalogue.name);
        Ok(SyncReport {
            catalogue: self.standard_view(&import.catalogue).await?,
            changed_pinned: current.is_none_or(|it| it.digest != import.catalogue.digest),
            revision: import.resolved_from,
            counts: import.counts,
            problems: import.problems,
        })
    }

    async fn keep_import(&self, import: &Import, work: &Work) -> Result<()> {
        let total = Some(import.texts.len() as u64);
        let mut writing = self.ledger.write().await?;
        let connection = writing.connection();
        keep(connection, &import.catalogue, &import.pages, self.ledger.ambient().now()).await?;
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
        work.step("storing", done, total);
        work.check()?;
        writing.commit().await?;
        Ok(())
    }
}

/// Keeps a catalogue and its pages; one that is there already stays as it is, because the same content has the same digest.
pub(super) async fn keep(
    connection: &mut SqliteConnection,
    catalogue: &Catalogue,
    pages: &[Page],
    now: Timestamp,
) -> Result<()> {
    sqlx::query("INSERT INTO catalogue (digest, name, facts, added) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
        .bind(&catalogue.digest)
        .bind(catalogue.name.as_str())
        .bind(json(catalogue))
        .bind(now.as_millisecond())
        .execute(&mut *connection)
        .await?;
    for pages in pages.chunks(AT_ONCE) {
        let mut query: QueryBuilder<Sqlite> = QueryBuilder::new("INSERT INTO page (catalogue, id, facts) ");
        query.push_values(pages, |mut values, page| {
            values.push_bind(catalogue.digest.as_str()).push_bind(page.id.as_str()).push_bind(json(page));
        });
        query.push(" ON CONFLICT DO NOTHING");
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}
