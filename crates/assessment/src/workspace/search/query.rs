//! The search itself. Each document has a rank: why it was found, whether it counts today, how well it fits.
//!
//! What stands for a word of the query is worked out in `meaning.rs`.

use std::collections::HashMap;

use assay_catalogue::squashed;
use sqlx::SqlitePool;

use super::index::in_use;
use super::meaning::{Typed, typed};
use super::memory::{Document, Memory, words};
use super::records::{Record, Records};
use super::similar::{Word, similar};
use super::snippet::snippet;
use crate::Result;
use crate::projection::json;
use crate::statement::PinnedDigests;
use crate::view::{FoundBy, SearchAnswer, SearchHit};

/// What is read of a query: nobody types more, and no query takes longer than this allows.
const LONGEST: usize = 200;
const MOST_WORDS: usize = 10;

/// Words that are tried in the place of one that nothing has.
const INSTEAD: usize = 5;

/// Texts of which a snippet is cut.
const SNIPPETS: usize = 12;

/// A word of the query with what stands for it.
struct Term {
    /// As typed, in small letters; several words where they have a meaning together.
    word: String,
    /// Words of its family and what means the same, where anything has them; some are several words.
    also: Vec<String>,
    /// The words that are like it, where nothing has it.
    instead: Vec<String>,
    /// It may be the beginning of a word: it is the last one.
    open: bool,
}

impl Term {
    /// How well one of these words fits: 0 the word itself, 1 one that begins with it, 2 one that means the same, 3 one
    /// that is like it.
    fn fits(&self, words: &[String]) -> Option<u32> {
        if stands_in(words, &self.word) {
            return Some(0);
        }
        if words.iter().any(|it| it.starts_with(&self.word)) {
            return Some(1);
        }
        if self.also.iter().any(|it| stands_in(words, it)) {
            return Some(2);
        }
        let alike = |it: &String| {
            self.instead.iter().any(|instead| it == instead || (self.open && it.starts_with(instead.as_str())))
        };
        words.iter().any(alike).then_some(3)
    }

    /// The term as FTS5 reads it; none where it is too short to look for in texts.
    fn matching(&self, memory: &Memory) -> Option<String> {
        if !self.instead.is_empty() {
            let all: Vec<String> = self.instead.iter().map(|word| quoted(word)).collect();
            return Some(format!("({})", all.join(" OR ")));
        }
        let length = self.word.chars().count();
        let several = self.word.contains(' ');
        let whole = several || memory.has_word(&self.word, false);
        let own = if !several && length > 2 && (self.open || !whole) && memory.has_word(&self.word, true) {
            Some(format!("{}*", quoted(&self.word)))
        } else {
            (length > 1 && whole).then(|| phrase(&self.word))
        };
        let also = self.also.iter().map(|it| phrase(it));
        let all: Vec<String> = own.into_iter().chain(also).collect();
        match all.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(format!("({})", several.join(" OR "))),
        }
    }
}

/// A word, or several side by side of which the last one may go on: `managed device` stands for managed devices.
fn phrase(words: &str) -> String {
    if words.contains(' ') { format!("{}*", quoted(words)) } else { quoted(words) }
}

/// Whether a word, or several side by side, stands among these.
fn stands_in(words: &[String], phrase: &str) -> bool {
    match phrase.split(' ').collect::<Vec<_>>().as_slice() {
        [] => false,
        [word] => words.iter().any(|it| it == word),
        [first @ .., last] => words.windows(first.len() + 1).any(|window| {
            let (end, begin) = window.split_last().map_or(("", window), |(end, begin)| (end.as_str(), begin));
            end.starts_with(last) && begin.iter().map(String::as_str).eq(first.iter().copied())
        }),
    }
}

/// A word as a string of FTS5's language: nothing in it means anything there.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

/// What decides the order, smallest first.
type Rank = (FoundBy, bool, bool, u32, usize);

#[derive(Clone, Copy)]
enum Thing<'a> {
    Document(&'a Document),
    Record(&'a Record),
}

struct Query<'a> {
    memory: &'a Memory,
    records: &'a Records,
    pins: &'a PinnedDigests,
    terms: Vec<Term>,
    /// The whole text as an id.
    id: String,
    /// The same as the beginning of an id.
    id_beginning: String,
    /// The text in small letters, as the beginning of a UUID.
    uuid: Option<String>,
}

pub(super) async fn search(
    readers: &SqlitePool,
    memory: &Memory,
    records: &Records,
    pins: &PinnedDigests,
    text: &str,
    limit: usize,
) -> Result<SearchAnswer> {
    let text: String = text.chars().take(LONGEST).collect();
    let Some(query) = Query::read(memory, records, pins, &text) else { return Ok(SearchAnswer::default()) };
    let mut best: HashMap<(&str, &str, &str), (Rank, Thing<'_>)> = HashMap::new();
    query.in_memory(&mut best);
    let sure = best.values().filter(|(rank, _)| rank.0 < FoundBy::Text).count();
    if sure <= limit
        && let Some(matching) = query.matching()
    {
        let rows: Vec<i64> =
            sqlx::query_scalar("SELECT rowid FROM search_text WHERE search_text MATCH ?1 ORDER BY rank LIMIT ?2")
                .bind(&matching)
                .bind(i64::try_from(limit * 2).unwrap_or(i64::MAX))
                .fetch_all(readers)
                .await?;
        query.in_texts(&rows, &mut best);
    }
    let mut found: Vec<(Rank, Thing<'_>)> = best.into_values().collect();
    found.sort_by_key(|(rank, _)| *rank);
    let more = found.len() > limit;
    found.truncate(limit);
    let snippets = query.snippets(readers, &found).await?;
    let hits = found.iter().map(|(rank, thing)| query.hit(*rank, *thing, &snippets)).collect();
    let instead = query.terms.iter().filter_map(|term| term.instead.first().cloned()).collect();
    Ok(SearchAnswer { hits, instead, more, unread: 0 })
}

impl<'a> Query<'a> {
    fn read(memory: &'a Memory, records: &'a Records, pins: &'a PinnedDigests, text: &str) -> Option<Query<'a>> {
        let mut spelled = words(text);
        spelled.truncate(MOST_WORDS);
        if spelled.is_empty() {
            return None;
        }
        let known = |word: &str| {
            memory.has_word(word, true) || records.all.iter().flat_map(|it| &it.words).any(|it| it.starts_with(word))
        };
        let id = squashed(text);
        let as_id =
            !id.is_empty() && memory.documents().iter().flat_map(|it| &it.spellings).any(|it| it.starts_with(&id));
        let whole = |words: Vec<String>| -> Vec<Typed> {
            let last = words.len().saturating_sub(1);
            let plain = |(at, word)| Typed { word, also: Vec::new(), open: at == last };
            words.into_iter().enumerate().map(plain).collect()
        };
        // What is an id, or the beginning of one, is not mistyped, and means nothing else.
        let typed = if as_id { whole(spelled) } else { typed(memory, &spelled) };
        let terms = typed
            .into_iter()
            .map(|Typed { word, also, open }| {
                let there = as_id || !also.is_empty() || word.contains(' ') || known(&word);
                let instead = if there { Vec::new() } else { instead(memory, records, &word, open) };
                Term { word, also, instead, open }
            })
            .collect();
        // `MASWE-00` begins `MASWE-0018`, which is spelled without zeros.
        let id_beginning = match id.strip_suffix('0') {
            Some(rest) if !rest.ends_with(|it: char| it.is_ascii_digit() || it == '.') => rest.to_owned(),
            _ => id.clone(),
        };
        let lower = text.trim().to_ascii_lowercase();
        let uuid = (lower.len() >= 4 && lower.chars().all(|it| it.is_ascii_hexdigit() || it == '-')).then_some(lower);
        Some(Query { memory, records, pins, terms, id, id_beginning, uuid })
    }

    /// Ids and titles.
    fn in_memory(&self, best: &mut HashMap<(&'a str, &'a str, &'a str), (Rank, Thing<'a>)>) {
        for (at, document) in self.memory.documents().iter().enumerate() {
            if let Some((found_by, score)) = self.fit(document) {
                self.offer(document, found_by, score + kind_rank(&document.kind), at, best);
            }
        }
        for (at, record) in self.records.all.iter().enumerate() {
            let by_id = self.uuid.as_ref().is_some_and(|beginning| record.key.starts_with(beginning.as_str()));
            let fit = if by_id { Some((FoundBy::Id, 0)) } else { self.fit_words(&record.words, &record.title) };
            if let Some((found_by, score)) = fit {
                let rank = (found_by, false, false, score, at);
                // Ids are unique, so nothing is merged.
                best.insert((record.kind, "record", &record.key), (rank, Thing::Record(record)));
            }
        }
    }

    /// Why and how well a document fits by its id or title.
    fn fit(&self, document: &Document) -> Option<(FoundBy, u32)> {
        if !self.id.is_empty() && document.spellings.contains(&self.id) {
            return Some((FoundBy::Id, u32::from(document.spellings.first() != Some(&self.id))));
        }
        let by_words = self.fit_words(&document.words, &document.title);
        if let Some((FoundBy::Title, _)) = by_words {
            return by_words;
        }
        if self.id_beginning.len() > 1 {
            let begins = document.spellings.iter().filter(|it| it.starts_with(&self.id_beginning));
            if let Some(more) = begins.map(|it| it.len() - self.id_beginning.len()).min() {
                return Some((FoundBy::Beginning, u32::try_from(more.min(30)).unwrap_or(30)));
            }
        }
        by_words
    }

    /// The same by words: a title with few other words is meant rather than one with many.
    fn fit_words(&self, words: &[String], title: &str) -> Option<(FoundBy, u32)> {
        let mut worst = 0;
        let mut first = usize::MAX;
        for term in &self.terms {
            worst = worst.max(term.fits(words)?);
            first = first.min(words.iter().position(|it| it.starts_with(&term.word)).unwrap_or(words.len()));
        }
        let found_by = match worst {
            0 => FoundBy::Title,
            1 => FoundBy::Beginning,
            2 => FoundBy::Meaning,
            _ => FoundBy::Similar,
        };
        let others = title.split_whitespace().count().saturating_sub(self.terms.len());
        let score = 2 * first.min(10) + others.min(20);
        Some((found_by, u32::try_from(score).unwrap_or(u32::MAX)))
    }

    /// Takes a document as the best of its item, unless a better one is there.
    fn offer(
        &self,
        document: &'a Document,
        found_by: FoundBy,
        score: u32,
        order: usize,
        best: &mut HashMap<(&'a str, &'a str, &'a str), (Rank, Thing<'a>)>,
    ) {
        let rank = (found_by, document.former, !self.used(document), score, order);
        let key = (document.kind.as_str(), document.within.as_str(), document.item.as_str());
        match best.get(&key) {
            Some((known, _)) if *known <= rank => {}
            _ => {
                best.insert(key, (rank, Thing::Document(document)));
            }
        }
    }

    fn used(&self, document: &Document) -> bool {
        document.sources.iter().any(|source| in_use(self.pins, source))
    }

    /// The query for the texts; none where no word is long enough.
    fn matching(&self) -> Option<String> {
        let parts: Vec<String> = self.terms.iter().filter_map(|term| term.matching(self.memory)).collect();
        // A word that no text has would leave nothing: what it stands beside is looked for without it.
        (!parts.is_empty()).then(|| parts.join(" AND "))
    }

    fn in_texts(&self, rows: &[i64], best: &mut HashMap<(&'a str, &'a str, &'a str), (Rank, Thing<'a>)>) {
        let similar = self.terms.iter().any(|term| !term.instead.is_empty());
        let found_by = if similar { FoundBy::Similar } else { FoundBy::Text };
        for (order, row) in rows.iter().enumerate() {
            let Some(at) = self.memory.by_row(*row) else { continue };
            // After what stands in titles; in the order of the full-text table.
            let score = 100 + u32::try_from(order).unwrap_or(u32::MAX - 100);
            self.offer(&self.memory.documents()[at], found_by, score, at, best);
        }
    }

    /// The snippets of what was found in texts, by row.
    async fn snippets(
        &self,
        readers: &SqlitePool,
        found: &[(Rank, Thing<'a>)],
    ) -> Result<HashMap<i64, Vec<crate::view::SnippetPiece>>> {
        let rows: Vec<i64> = found
            .iter()
            .filter_map(|(rank, thing)| match thing {
                Thing::Document(document) if rank.3 >= 100 && rank.0 >= FoundBy::Text => Some(document.row),
                _ => None,
            })
            .take(SNIPPETS)
            .collect();
        if rows.is_empty() {
            return Ok(HashMap::new());
        }
        let texts: Vec<(i64, String)> = sqlx::query_as(
            "SELECT rowid, substr(body, 1, 40000) FROM search_text WHERE rowid IN (SELECT value FROM json_each(?1)) AND body <> ''",
        )
        .bind(json(&rows))
        .fetch_all(readers)
        .await?;
        let wanted: Vec<String> = self
            .terms
            .iter()
            .flat_map(|term| {
                let own = if term.instead.is_empty() { std::slice::from_ref(&term.word) } else { &term.instead };
                own.iter().chain(&term.also).flat_map(|phrase| phrase.split(' '))
            })
            .filter(|word| word.chars().count() > 1)
            .map(str::to_owned)
            .collect();
        Ok(texts.into_iter().map(|(row, text)| (row, snippet(&text, &wanted))).collect())
    }

    fn hit(&self, rank: Rank, thing: Thing<'a>, snippets: &HashMap<i64, Vec<crate::view::SnippetPiece>>) -> SearchHit {
        match thing {
            Thing::Document(document) => {
                let label = || {
                    let labels = document.sources.iter().filter_map(|source| self.memory.label(source));
                    labels.collect::<Vec<_>>().join(", ")
                };
                SearchHit {
                    kind: document.kind.clone(),
                    id: document.item.clone(),
                    within: document.within.clone(),
                    qualifier: document.qualifier.clone(),
                    title: document.title.clone(),
                    summary: document.summary.clone(),
                    found_by: rank.0,
                    snippet: snippets.get(&document.row).cloned().unwrap_or_default(),
                    crosswalk: Some(document.crosswalk.clone()).filter(|key| !key.is_empty()),
                    place: None,
                    former: document.former,
                    only_in: (!self.used(document)).then(label),
                }
            }
            Thing::Record(record) => SearchHit {
                kind: record.kind.to_owned(),
                id: record.key.clone(),
                within: String::new(),
                qualifier: String::new(),
                title: record.title.clone(),
                summary: record.summary.clone(),
                found_by: rank.0,
                snippet: Vec::new(),
                crosswalk: None,
                place: Some(record.place.clone()),
                former: false,
                only_in: None,
            },
        }
    }
}

/// Words like one that nothing has, the likeliest first.
fn instead(memory: &Memory, records: &Records, word: &str, open: bool) -> Vec<String> {
    let own: Vec<Word> =
        records.all.iter().flat_map(|it| &it.words).map(|it| Word::new(it.clone(), u64::MAX)).collect();
    let mut found: Vec<String> = Vec::new();
    for vocabulary in [own.as_slice(), memory.vocabulary()] {
        for text in similar(vocabulary, word, open, INSTEAD) {
            if !found.iter().any(|it| it == text) {
                found.push(text.to_owned());
            }
        }
    }
    found
}

/// What is meant rather, where all else is equal.
fn kind_rank(kind: &str) -> u32 {
    match kind {
        "group" | "control" => 0,
        "weakness" | "test" | "requirement" => 1,
        "masa-item" | "clause" | "cwe" => 2,
        "mobile-top10" | "api-top10" | "masvs-v1" | "asvs" => 3,
        "demo" | "practice-app" => 5,
        _ => 4,
    }
}
