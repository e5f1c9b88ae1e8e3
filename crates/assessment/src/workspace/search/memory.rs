//! Ids, titles and the vocabulary in memory: what is looked through at every letter.

use std::collections::HashMap;
use std::sync::Arc;

use assay_catalogue::stem;
use sqlx::{Row, SqlitePool};

use super::similar::Word;
use crate::Result;

/// One version of an item.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) row: i64,
    pub(super) kind: String,
    pub(super) item: String,
    pub(super) within: String,
    pub(super) qualifier: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) spellings: Vec<String>,
    /// The words of title, id and qualifier, in small letters.
    pub(super) words: Vec<String>,
    pub(super) crosswalk: String,
    pub(super) former: bool,
    pub(super) sources: Vec<String>,
}

/// What does not change between two syncs.
#[derive(Debug)]
struct Content {
    documents: Vec<Document>,
    /// From the row of a document to its position.
    by_row: HashMap<i64, usize>,
    /// Every word of every text, in order, with the number of documents that have it.
    vocabulary: Vec<Word>,
    /// From a stem to the words of the vocabulary that have it.
    stems: HashMap<String, Vec<usize>>,
    /// From a catalogue's digest to what people call it.
    labels: HashMap<String, String>,
}

/// The index in memory.
#[derive(Debug)]
pub(super) struct Memory {
    pub(super) generation: i64,
    /// The state of the database that it was compared with last.
    pub(super) data_version: i64,
    content: Arc<Content>,
}

impl Memory {
    pub(super) async fn read(readers: &SqlitePool, generation: i64, data_version: i64) -> Result<Memory> {
        let rows = sqlx::query(
            "SELECT d.id, d.kind, d.item, d.within, d.qualifier, d.title, d.summary, d.spellings, d.crosswalk, d.former,
                 (SELECT group_concat(source, char(10)) FROM search_source WHERE document = d.id)
             FROM search_document d ORDER BY d.id",
        )
        .fetch_all(readers)
        .await?;
        let mut documents = Vec::with_capacity(rows.len());
        let mut by_row = HashMap::with_capacity(rows.len());
        for row in &rows {
            let (item, qualifier, title): (String, String, String) =
                (row.try_get(2)?, row.try_get(4)?, row.try_get(5)?);
            let spellings: String = row.try_get(7)?;
            let sources: Option<String> = row.try_get(10)?;
            let mut words = words(&title);
            for word in words_of_id(&item).into_iter().chain(self::words(&qualifier)) {
                if !words.contains(&word) {
                    words.push(word);
                }
            }
            let document = Document {
                row: row.try_get(0)?,
                kind: row.try_get(1)?,
                item,
                within: row.try_get(3)?,
                qualifier,
                title,
                summary: row.try_get(6)?,
                spellings: spellings.lines().map(str::to_owned).collect(),
                words,
                crosswalk: row.try_get(8)?,
                former: row.try_get(9)?,
                sources: sources.unwrap_or_default().split('\n').map(str::to_owned).collect(),
            };
            by_row.insert(document.row, documents.len());
            documents.push(document);
        }
        let terms: Vec<(String, i64)> =
            sqlx::query_as("SELECT term, doc FROM search_vocabulary").fetch_all(readers).await?;
        let mut vocabulary: Vec<Word> =
            terms.into_iter().map(|(term, documents)| Word::new(term, documents.unsigned_abs())).collect();
        vocabulary.sort_by(|one, other| one.text.cmp(&other.text));
        let mut stems: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, word) in vocabulary.iter().enumerate() {
            stems.entry(stem(&word.text)).or_default().push(at);
        }
        let labels: Vec<(String, String)> =
            sqlx::query_as("SELECT digest, label FROM search_catalogue").fetch_all(readers).await?;
        let content = Content { documents, by_row, vocabulary, stems, labels: labels.into_iter().collect() };
        Ok(Memory { generation, data_version, content: Arc::new(content) })
    }

    /// The same, compared with a later state of the database.
    pub(super) fn seen_at(&self, data_version: i64) -> Memory {
        Memory { generation: self.generation, data_version, content: Arc::clone(&self.content) }
    }

    pub(super) fn documents(&self) -> &[Document] {
        &self.content.documents
    }

    pub(super) fn by_row(&self, row: i64) -> Option<usize> {
        self.content.by_row.get(&row).copied()
    }

    pub(super) fn vocabulary(&self) -> &[Word] {
        &self.content.vocabulary
    }

    /// The words of the texts that have this stem.
    pub(super) fn of_stem(&self, stem: &str) -> impl Iterator<Item = &str> + use<'_> {
        let found = self.content.stems.get(stem).into_iter().flatten();
        found.map(|at| self.content.vocabulary[*at].text.as_str())
    }

    pub(super) fn label(&self, source: &str) -> Option<&str> {
        self.content.labels.get(source).map(String::as_str)
    }

    /// Whether a text has this word, or one that begins with it.
    pub(super) fn has_word(&self, word: &str, beginning: bool) -> bool {
        let vocabulary = self.vocabulary();
        let at = vocabulary.partition_point(|it| it.text.as_str() < word);
        vocabulary.get(at).is_some_and(|it| if beginning { it.text.starts_with(word) } else { it.text == word })
    }
}

/// The words of a text in small letters, as the full-text table splits them: letters and digits.
pub(super) fn words(text: &str) -> Vec<String> {
    let split = text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    split.map(|word| word.chars().flat_map(char::to_lowercase).map(plain_letter).collect()).collect()
}

/// The words of an id, numbers also without their leading zeros.
fn words_of_id(id: &str) -> Vec<String> {
    let mut all = words(id);
    for at in 0..all.len() {
        let bare = all[at].trim_start_matches('0');
        if !bare.is_empty() && bare.len() < all[at].len() && bare.chars().all(|it| it.is_ascii_digit()) {
            all.push(bare.to_owned());
        }
    }
    all
}

/// The Latin letters of Western languages without their marks, as the full-text table folds them.
pub(super) fn plain_letter(letter: char) -> char {
    match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}
