//! Catalogues and their texts in the database.

use std::collections::HashMap;
use std::sync::Arc;

use assay_catalogue::{Catalogue, CatalogueName, Page, Pinned, Weakness};
use assay_messages::said;
use sqlx::Row;

use super::Workspace;
use super::assessments::default_digests;
use super::library::Library;
use super::profiles::keep_shipped_documents;
use super::sync::{Facts, keep};
use crate::projection::json;
use crate::statement::PinnedDigests;
use crate::view::{ReferenceLink, SourceText, StandardView};
use crate::{AssessmentError, Result};

/// A rendered text and what it refers to.
pub(super) type Rendered = Option<(SourceText, Vec<ReferenceLink>)>;

impl Workspace {
    /// The catalogues that the workspace knows: those that ship first, then by name and time.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn standards(&self) -> Result<Vec<StandardView>> {
        let rows = sqlx::query("SELECT digest, facts FROM catalogue ORDER BY added, name")
            .fetch_all(self.ledger.readers())
            .await?;
        let mut views = Vec::with_capacity(rows.len());
        for row in &rows {
            let catalogue = read_catalogue(row.try_get(1)?)?;
            views.push(self.standard_view(&catalogue).await?);
        }
        views.sort_by_key(|view| (!view.shipped, order(&view.name)));
        Ok(views)
    }

    pub(super) async fn standard_view(&self, catalogue: &Catalogue) -> Result<StandardView> {
        let pages = self.pages(&catalogue.digest).await?;
        self.standard_view_with(catalogue, &pages).await
    }

    /// The same, where the pages are at hand.
    pub(super) async fn standard_view_with(&self, catalogue: &Catalogue, pages: &[Page]) -> Result<StandardView> {
        let digests: Vec<&str> = text_digests(catalogue, pages);
        let there: i64 =
            sqlx::query_scalar("SELECT count(*) FROM standard_text WHERE digest IN (SELECT value FROM json_each(?1))")
                .bind(json(&digests))
                .fetch_one(self.ledger.readers())
                .await?;
        let there = usize::try_from(there).unwrap_or_default();
        Ok(StandardView {
            name: catalogue.name.to_string(),
            version: catalogue.version.clone(),
            era: catalogue.era,
            publisher: catalogue.publisher.clone(),
            commit: catalogue.commit.clone(),
            digest: catalogue.digest.clone(),
            licence: catalogue.licence.clone(),
            source_url: catalogue.source_url.clone(),
            shipped: assay_catalogue::shipped().catalogues().iter().any(|it| it.digest == catalogue.digest),
            // A few broken files cost only themselves.
            has_text: there > 0 && there * 20 >= digests.len() * 19,
            counts: super::counts::count(catalogue, pages),
        })
    }

    /// The catalogues with these digests: those that ship, or from the database.
    pub(super) async fn pinned_by(&self, digests: &PinnedDigests) -> Result<Arc<Pinned>> {
        if let Some(pinned) = self.plans.pinned(digests) {
            return Ok(pinned);
        }
        let pinned = if *digests == default_digests() {
            Arc::new(assay_catalogue::shipped().clone())
        } else {
            let masvs = self.catalogue(&digests.masvs).await?;
            let maswe = self.catalogue(&digests.maswe).await?;
            let mastg = self.catalogue(&digests.mastg).await?;
            Arc::new(Pinned::new(masvs, maswe, mastg)?)
        };
        self.plans.keep_pinned(digests, Arc::clone(&pinned));
        Ok(pinned)
    }

    pub(super) async fn library(&self, digests: &PinnedDigests) -> Result<Arc<Library>> {
        if let Some(library) = self.plans.library(digests) {
            return Ok(library);
        }
        let pinned = self.pinned_by(digests).await?;
        let pages = self.pages(&digests.mastg).await?;
        let library = Arc::new(Library::new(pinned, &pages));
        self.plans.keep_library(digests, Arc::clone(&library));
        Ok(library)
    }

    pub(super) async fn catalogue(&self, digest: &str) -> Result<Arc<Catalogue>> {
        let facts: Option<String> = sqlx::query_scalar("SELECT facts FROM catalogue WHERE digest = ?1")
            .bind(digest)
            .fetch_optional(self.ledger.readers())
            .await?;
        let facts = facts.ok_or_else(|| AssessmentError::CatalogueMissing { digest: digest.to_owned() })?;
        Ok(Arc::new(read_catalogue(&facts)?))
    }

    /// The pages of a catalogue, in order.
    pub(super) async fn pages(&self, catalogue: &str) -> Result<Vec<Page>> {
        if catalogue == assay_catalogue::shipped().mastg.digest {
            return Ok(assay_catalogue::shipped_pages().to_vec());
        }
        let rows: Vec<String> = sqlx::query_scalar("SELECT facts FROM page WHERE catalogue = ?1 ORDER BY id")
            .bind(catalogue)
            .fetch_all(self.ledger.readers())
            .await?;
        let read = |facts: &String| {
            serde_json::from_str(facts)
                .map_err(|error| AssessmentError::Unreadable { what: said!("a page of a standard: {error}", error) })
        };
        rows.iter().map(read).collect()
    }

    pub(super) async fn text_of_test(&self, library: &Library, id: &str) -> Result<Rendered> {
        let Some(test) = library.pinned.test(id) else { return Ok(None) };
        let of = |other: &Catalogue| other.tests.iter().find(|it| it.id == test.id).map(|it| it.text_digest.clone());
        self.text(library, CatalogueName::Mastg, &test.path, &test.text_digest, &of).await
    }

    pub(super) async fn text_of_weakness(&self, library: &Library, id: &str) -> Result<Rendered> {
        let Some(weakness) = library.pinned.weakness(id) else { return Ok(None) };
        let of = |other: &Catalogue| {
            let same = |it: &&Weakness| it.id == weakness.id && it.scheme == weakness.scheme;
            other.weaknesses.iter().find(same).map(|it| it.text_digest.clone())
        };
        self.text(library, CatalogueName::Maswe, &weakness.path, &weakness.text_digest, &of).await
    }

    pub(super) async fn text_of_control(&self, library: &Library, id: &str) -> Result<Rendered> {
        let Some(control) = library.pinned.control(id) else { return Ok(None) };
        let path = format!("controls/{}.md", control.id);
        let of =
            |other: &Catalogue| other.controls.iter().find(|it| it.id == control.id).map(|it| it.text_digest.clone());
        self.text(library, CatalogueName::Masvs, &path, &control.text_digest, &of).await
    }

    pub(super) async fn text_of_page(&self, library: &Library, page: &Page) -> Result<Rendered> {
        // A page is no part of a catalogue's facts, so a copy's is found by its path.
        let rows = self.page_digests(library, page).await?;
        let of = |other: &Catalogue| rows.get(&other.digest).cloned();
        self.text(library, CatalogueName::Mastg, &page.path, &page.text_digest, &of).await
    }

    /// The digest of a page's text in the catalogues that the workspace knows, by the catalogue.
    async fn page_digests(&self, library: &Library, page: &Page) -> Result<HashMap<String, String>> {
        let rows = sqlx::query("SELECT catalogue, facts FROM page WHERE id = ?1 AND catalogue <> ?2")
            .bind(&page.id)
            .bind(&library.catalogue(CatalogueName::Mastg).digest)
            .fetch_all(self.ledger.readers())
            .await?;
        let mut digests = HashMap::new();
        for row in &rows {
            if let Ok(other) = serde_json::from_str::<Page>(row.try_get(1)?) {
                digests.insert(row.try_get(0)?, other.text_digest);
            }
        }
        Ok(digests)
    }

    /// Registers the catalogues, profiles and requirements that ship, so that a later version of the program still knows
    /// what was pinned.
    pub(super) async fn register_shipped(&self) -> Result<()> {
        if !self.keeps_shipped_documents().await? {
            let mut writing = self.ledger.write().await?;
            keep_shipped_documents(writing.connection()).await?;
            writing.commit().await?;
        }
        let shipped = assay_catalogue::shipped();
        let digests: Vec<&str> = shipped.catalogues().iter().map(|it| it.digest.as_str()).collect();
        let there: i64 =
            sqlx::query_scalar("SELECT count(*) FROM catalogue WHERE digest IN (SELECT value FROM json_each(?1))")
                .bind(json(&digests))
                .fetch_one(self.ledger.readers())
                .await?;
        if usize::try_from(there).is_ok_and(|there| there == digests.len()) {
            return Ok(());
        }
        let mut writing = self.ledger.write().await?;
        for catalogue in shipped.catalogues() {
            let pages = if catalogue.name == CatalogueName::Mastg { assay_catalogue::shipped_pages() } else { &[] };
            let facts = Facts::of(catalogue, pages);
            keep(writing.connection(), &facts, self.ledger.ambient().now()).await?;
        }
        writing.commit().await?;
        Ok(())
    }
}

fn order(name: &str) -> usize {
    ["MASVS", "MASWE", "MASTG"].iter().position(|it| *it == name).unwrap_or(usize::MAX)
}

pub(super) fn read_catalogue(facts: &str) -> Result<Catalogue> {
    serde_json::from_str(facts).map_err(|error| AssessmentError::Unreadable { what: format!("a catalogue: {error}") })
}

/// The digests of all texts that a catalogue and its pages name.
fn text_digests<'a>(catalogue: &'a Catalogue, pages: &'a [Page]) -> Vec<&'a str> {
    let mut digests: Vec<&str> = catalogue.controls.iter().map(|it| it.text_digest.as_str()).collect();
    digests.extend(catalogue.weaknesses.iter().map(|it| it.text_digest.as_str()));
    digests.extend(catalogue.tests.iter().map(|it| it.text_digest.as_str()));
    digests.extend(pages.iter().map(|it| it.text_digest.as_str()));
    // Texts may be empty: an announced test has none.
    let empty = assay_catalogue::digest_of_text("");
    digests.retain(|digest| !digest.is_empty() && *digest != empty);
    digests.sort_unstable();
    digests.dedup();
    digests
}
