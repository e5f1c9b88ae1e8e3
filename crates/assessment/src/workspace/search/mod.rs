//! Search over everything: standards with their texts, requirements, clauses, and what the workspace holds.
//!
//! - `index.rs` keeps the plain tables: one document for each version of an item, and an FTS5 table over titles, summaries
//!   and texts. They are made anew from the catalogues when they are of another version, and can always be dropped.
//! - `memory.rs` holds ids, titles and the vocabulary in memory, read once after each change.
//! - `said.rs` has an FTS5 table over what people wrote and attached, filled when something is looked for; what is redacted
//!   leaves it at once. `waiting.rs` hands out the files that another process has to read (PDFs) and takes their words.
//! - `records.rs` holds apps, releases, builds and assessments, read again when something was written. They are in no
//!   table of their own, so there is nothing here to redact.
//! - `query.rs` is the search itself: ids, then titles, then texts, then what is spelled alike (`similar.rs`); `meaning.rs`
//!   adds words of one family and what people call the same.
//! - `walk.rs` answers from the cross-walk of the standards that are in use.
//! - `snippet.rs` cuts the place out of a text.

mod index;
mod meaning;
mod memory;
mod query;
mod records;
mod said;
mod similar;
mod snippet;
mod waiting;
mod walk;

use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use super::Workspace;
use super::assessments::default_digests;
use crate::Result;
use crate::view::{FoundBy, SearchAnswer};
use memory::Memory;
use records::Records;

pub(crate) use said::forget;

/// Most hits of one answer.
const MOST: usize = 100;

/// What a search keeps between two letters.
#[derive(Debug, Default)]
pub(crate) struct SearchCache {
    memory: Mutex<Option<Arc<Memory>>>,
    records: Mutex<Option<Arc<Records>>>,
    /// The cross-walk asked for last, with what it was made of.
    walk: Mutex<Option<Arc<walk::Walk>>>,
}

fn kept<T>(cache: &Mutex<Option<Arc<T>>>) -> Option<Arc<T>> {
    cache.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn keep<T>(cache: &Mutex<Option<Arc<T>>>, value: &Arc<T>) {
    *cache.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(value));
}

impl Workspace {
    /// Finds whatever people type: an id in any spelling, the beginning of one, words of a title or of a text, also with
    /// a letter wrong. Every text is a valid query; an empty one finds nothing, and makes the next one quick. With an
    /// assessment, the versions of standards that it pins count as those in use.
    ///
    /// # Errors
    /// `assessment.unknown`; when the database can't be read.
    pub async fn search(&self, text: &str, limit: usize, assessment: Option<Uuid>) -> Result<SearchAnswer> {
        let pins = match assessment {
            Some(assessment) => self.assessment_facts(assessment).await?.opened.catalogues.clone(),
            None => default_digests(),
        };
        let unread = self.read_what_was_said().await?;
        let version = self.ledger.data_version().await?;
        let memory = self.search_memory(version).await?;
        let records = self.search_records(version).await?;
        let limit = limit.clamp(1, MOST);
        let mut answer = query::search(self.ledger.readers(), &memory, &records, &pins, text, limit).await?;
        answer.unread = unread;
        // After what is called so, before what only speaks of it.
        let said = self.search_what_was_said(text).await?;
        let at = answer.hits.partition_point(|hit| hit.found_by < FoundBy::Text);
        answer.hits.splice(at..at, said);
        answer.more |= answer.hits.len() > limit;
        answer.hits.truncate(limit);
        Ok(answer)
    }

    /// The ids, titles and words of the index, brought up to date first where something was read or synced.
    async fn search_memory(&self, version: i64) -> Result<Arc<Memory>> {
        if let Some(memory) = kept(&self.search.memory)
            && memory.data_version == version
        {
            return Ok(memory);
        }
        let generation = self.index_for_search().await?;
        if let Some(memory) = kept(&self.search.memory)
            && memory.generation == generation
        {
            let memory = Arc::new(memory.seen_at(version));
            keep(&self.search.memory, &memory);
            return Ok(memory);
        }
        let memory = Arc::new(Memory::read(self.ledger.readers(), generation, version).await?);
        keep(&self.search.memory, &memory);
        Ok(memory)
    }

    async fn search_records(&self, version: i64) -> Result<Arc<Records>> {
        if let Some(records) = kept(&self.search.records)
            && records.data_version == version
        {
            return Ok(records);
        }
        let records = Arc::new(Records::read(self.ledger.readers(), version).await?);
        keep(&self.search.records, &records);
        Ok(records)
    }
}
