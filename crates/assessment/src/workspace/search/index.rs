//! The plain tables of the search, and what is put into them.

use std::collections::HashSet;

use assay_catalogue::{
    Catalogue, Crosswalk, CrosswalkItem, CrosswalkKind, Page, PageKind, Requirements, TestStatus, shipped,
    shipped_requirements, shipped_sources, squashed,
};
use assay_messages::{PerLanguage, said};
use sha2::{Digest, Sha256};
use sqlx::{Executor, SqliteConnection, SqlitePool};

use crate::workspace::Workspace;
use crate::{AssessmentError, Result};

/// Raise it when a table below or what is put into it changes: the index is then made anew.
const VERSION: i64 = 1;

/// `search_document` has one row a version of an item: two catalogues with the same title and text share it, and
/// `search_source` says which have it. `search_text` has the row of the same id; its body is the text without markup.
const TABLES: &str = "
DROP TABLE IF EXISTS search_state;
DROP TABLE IF EXISTS search_vocabulary;
DROP TABLE IF EXISTS search_text;
DROP TABLE IF EXISTS search_source;
DROP TABLE IF EXISTS search_catalogue;
DROP TABLE IF EXISTS search_document;
CREATE TABLE search_state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL,
    facts TEXT NOT NULL,
    catalogues INTEGER NOT NULL,
    texts INTEGER NOT NULL,
    generation INTEGER NOT NULL
) STRICT;
CREATE TABLE search_document (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, item TEXT NOT NULL, within TEXT NOT NULL, qualifier TEXT NOT NULL,
    title TEXT NOT NULL, summary TEXT NOT NULL, spellings TEXT NOT NULL, crosswalk TEXT NOT NULL,
    former INTEGER NOT NULL, text_digest TEXT NOT NULL, has_text INTEGER NOT NULL,
    UNIQUE (kind, item, within, title, text_digest)
) STRICT;
CREATE TABLE search_source (
    document INTEGER NOT NULL REFERENCES search_document (id), source TEXT NOT NULL, PRIMARY KEY (document, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE search_catalogue (digest TEXT PRIMARY KEY, label TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE search_text USING fts5(
    title, summary, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_text, 'row');
INSERT INTO search_text (search_text, rank) VALUES ('rank', 'bm25(8.0, 4.0, 1.0)');
";

/// The name of what comes from no catalogue.
const OWN: &str = "";

/// What the index has to hold.
#[derive(PartialEq, Eq)]
struct State {
    facts: String,
    catalogues: i64,
    texts: i64,
}

/// A row before it is written.
#[derive(Default)]
struct Draft {
    kind: String,
    item: String,
    within: String,
    qualifier: String,
    title: String,
    summary: String,
    spellings: Vec<String>,
    crosswalk: String,
    former: bool,
    text_digest: String,
    body: String,
}

impl Workspace {
    /// Brings the index up to date, and says which generation it is.
    ///
    /// # Errors
    /// `workspace.locked`, `workspace.read_only`, `disk.full`.
    pub(in crate::workspace) async fn index_for_search(&self) -> Result<i64> {
        let readers = self.ledger.readers();
        let facts = facts_digest();
        let (there, generation) = state(readers).await?;
        let catalogues = sqlx::query_scalar("SELECT count(*) FROM catalogue").fetch_one(readers).await?;
        let texts = sqlx::query_scalar("SELECT count(*) FROM standard_text").fetch_one(readers).await?;
        let wanted = State { facts: facts.to_owned(), catalogues, texts };
        if there.as_ref() == Some(&wanted) {
            return Ok(generation);
        }
        let mut writing = self.ledger.write().await?;
        // Another search, or the one that begins when a workspace is opened, may have made it while this one waited.
        let (there, generation) = state(readers).await?;
        if there.as_ref() == Some(&wanted) {
            writing.rollback().await?;
            return Ok(generation);
        }
        let connection = writing.connection();
        let anew = there.is_none_or(|it| it.facts != wanted.facts);
        if anew {
            connection.execute(sqlx::raw_sql(TABLES)).await?;
        }
        new_catalogues(connection).await?;
        if anew {
            // After the catalogues: where all else is equal, what they hold comes first.
            put(connection, OWN, own()).await?;
        }
        new_texts(connection).await?;
        let generation = generation + 1;
        sqlx::query(
            "INSERT INTO search_state (one, version, facts, catalogues, texts, generation)
             VALUES (1, ?1, ?2, (SELECT count(*) FROM catalogue), (SELECT count(*) FROM standard_text), ?3)
             ON CONFLICT (one) DO UPDATE SET catalogues = excluded.catalogues, texts = excluded.texts,
                 generation = excluded.generation",
        )
        .bind(VERSION)
        .bind(facts)
        .bind(generation)
        .execute(connection)
        .await?;
        writing.commit().await?;
        Ok(generation)
    }
}

/// What the index holds, where it is of this version, and its generation.
async fn state(readers: &SqlitePool) -> Result<(Option<State>, i64)> {
    let tables: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'search_state'").fetch_one(readers).await?;
    if tables == 0 {
        return Ok((None, 0));
    }
    let row: Option<(i64, String, i64, i64, i64)> =
        sqlx::query_as("SELECT version, facts, catalogues, texts, generation FROM search_state")
            .fetch_optional(readers)
            .await?;
    let Some((version, facts, catalogues, texts, generation)) = row else { return Ok((None, 0)) };
    Ok(((version == VERSION).then_some(State { facts, catalogues, texts }), generation))
}

/// A digest of what comes with the program: another version of it makes the index anew.
fn facts_digest() -> &'static str {
    static DIGEST: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    DIGEST.get_or_init(|| {
        let mut hash = Sha256::new();
        hash.update(shipped_requirements().digest.as_bytes());
        for item in walk().items() {
            hash.update(format!("\n{}\t{}\t{}", item.key(), item.title, item.qualifier));
        }
        for catalogue in shipped().catalogues() {
            hash.update(&catalogue.digest);
            let controls = catalogue.controls.iter().map(|it| &it.summary);
            let weaknesses = catalogue.weaknesses.iter().map(|it| &it.summary);
            let tests = catalogue.tests.iter().map(|it| &it.summary);
            controls.chain(weaknesses).chain(tests).for_each(|summary| hash.update(summary));
        }
        hex::encode(hash.finalize())
    })
}

/// The cross-walk of what ships: it knows the items that no catalogue holds.
pub(super) fn walk() -> &'static Crosswalk {
    static WALK: PerLanguage<Crosswalk> = PerLanguage::new();
    WALK.get_or_init(|| Crosswalk::new(shipped(), shipped_requirements(), shipped_sources()))
}

/// What comes from no catalogue: requirements, clauses, and whatever only the cross-walk knows.
fn own() -> Vec<Draft> {
    let requirements: &Requirements = shipped_requirements();
    let drafts = walk().items().iter().filter_map(|item| {
        let mut draft = of_item(item);
        match item.kind {
            CrosswalkKind::Control | CrosswalkKind::Test => return None,
            CrosswalkKind::Requirement | CrosswalkKind::MasaItem => {
                if let Some(requirement) = requirements.get(&item.id) {
                    draft.summary.clone_from(&requirement.requirement);
                    let group = requirements.group(&requirement.group).map(|it| it.title.as_str());
                    let note = requirement.note.as_deref();
                    let parts = [group, Some(requirement.evidence.as_str()), note];
                    draft.body = parts.into_iter().flatten().collect::<Vec<_>>().join("\n");
                }
            }
            _ => {}
        }
        Some(draft)
    });
    drafts.collect()
}

fn of_item(item: &CrosswalkItem) -> Draft {
    Draft {
        kind: item.kind.as_str().to_owned(),
        item: item.id.clone(),
        within: item.within.clone(),
        qualifier: item.qualifier.clone(),
        title: item.title.clone(),
        spellings: item.spellings(),
        crosswalk: item.key(),
        former: item.former,
        ..Draft::default()
    }
}

/// Puts in the catalogues that are not in yet.
async fn new_catalogues(connection: &mut SqliteConnection) -> Result<()> {
    let known: Vec<String> =
        sqlx::query_scalar("SELECT digest FROM search_catalogue").fetch_all(&mut *connection).await?;
    let known: HashSet<String> = known.into_iter().collect();
    let digests: Vec<String> =
        sqlx::query_scalar("SELECT digest FROM catalogue ORDER BY added, digest").fetch_all(&mut *connection).await?;
    for digest in digests.iter().filter(|digest| !known.contains(*digest)) {
        let facts: String = sqlx::query_scalar("SELECT facts FROM catalogue WHERE digest = ?1")
            .bind(digest)
            .fetch_one(&mut *connection)
            .await?;
        let catalogue: Catalogue = serde_json::from_str(&facts).map_err(|error| unreadable(&error))?;
        let pages: Vec<String> = sqlx::query_scalar("SELECT facts FROM page WHERE catalogue = ?1 ORDER BY id")
            .bind(digest)
            .fetch_all(&mut *connection)
            .await?;
        let mut drafts = of_catalogue(&catalogue);
        for page in &pages {
            let page: Page = serde_json::from_str(page).map_err(|error| unreadable(&error))?;
            drafts.push(of_page(&page));
        }
        put(connection, digest, drafts).await?;
        sqlx::query("INSERT INTO search_catalogue (digest, label) VALUES (?1, ?2)")
            .bind(digest)
            .bind(format!("{} {}", catalogue.name, catalogue.version))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn unreadable(error: &serde_json::Error) -> AssessmentError {
    AssessmentError::Unreadable { what: said!("a page of a standard: {error}", error) }
}

fn of_catalogue(catalogue: &Catalogue) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for group in &catalogue.groups {
        let short = group.id.trim_start_matches("MASVS-");
        drafts.push(Draft {
            kind: "group".to_owned(),
            item: group.id.clone(),
            title: group.title.clone(),
            spellings: vec![squashed(&group.id), squashed(short)],
            ..Draft::default()
        });
    }
    for control in &catalogue.controls {
        // A control of the first MASVS has its topic, and its number, from the cross-walk.
        let known = walk().by_key(&format!("masvs-v1:{}", control.id));
        let mut draft = known.map_or_else(|| item(CrosswalkKind::Control, "", &control.id, &control.summary), of_item);
        draft.text_digest.clone_from(&control.text_digest);
        drafts.push(draft);
    }
    for weakness in &catalogue.weaknesses {
        let scheme = weakness.scheme.as_str();
        let mut draft = item(CrosswalkKind::Weakness, scheme, &weakness.id, &weakness.title);
        draft.qualifier = walk().by_key(&draft.crosswalk).map(|it| it.qualifier.clone()).unwrap_or_default();
        draft.summary.clone_from(&weakness.summary);
        draft.former = weakness.deprecated;
        draft.text_digest.clone_from(&weakness.text_digest);
        drafts.push(draft);
    }
    for test in &catalogue.tests {
        let mut draft = item(CrosswalkKind::Test, "", &test.id, &test.title);
        draft.summary.clone_from(&test.summary);
        draft.former = test.status == TestStatus::Deprecated;
        draft.text_digest.clone_from(&test.text_digest);
        drafts.push(draft);
    }
    drafts
}

fn item(kind: CrosswalkKind, within: &str, id: &str, title: &str) -> Draft {
    of_item(&CrosswalkItem {
        kind,
        id: id.to_owned(),
        within: within.to_owned(),
        qualifier: String::new(),
        title: title.to_owned(),
        former: false,
    })
}

fn of_page(page: &Page) -> Draft {
    let mut spellings = vec![squashed(&page.id)];
    spellings.extend(page.id.strip_prefix("MASTG-").map(squashed));
    Draft {
        kind: page_kind(page.kind).to_owned(),
        item: page.id.clone(),
        title: page.title.clone(),
        spellings,
        former: page.status == "deprecated",
        text_digest: page.text_digest.clone(),
        ..Draft::default()
    }
}

/// The word of a page's kind. An app to practise on is none of the workspace's apps.
fn page_kind(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Technique => "technique",
        PageKind::Tool => "tool",
        PageKind::Knowledge => "knowledge",
        PageKind::BestPractice => "best-practice",
        PageKind::App => "practice-app",
        PageKind::Demo => "demo",
        PageKind::Prerequisite => "prerequisite",
        PageKind::Document => "document",
        PageKind::Draft => "draft",
    }
}

async fn put(connection: &mut SqliteConnection, source: &str, drafts: Vec<Draft>) -> Result<()> {
    for draft in drafts {
        let known: Option<i64> = sqlx::query_scalar(
            "SELECT id FROM search_document
             WHERE kind = ?1 AND item = ?2 AND within = ?3 AND title = ?4 AND text_digest = ?5",
        )
        .bind(&draft.kind)
        .bind(&draft.item)
        .bind(&draft.within)
        .bind(&draft.title)
        .bind(&draft.text_digest)
        .fetch_optional(&mut *connection)
        .await?;
        let id = match known {
            Some(id) => id,
            None => new_document(connection, &draft).await?,
        };
        sqlx::query("INSERT INTO search_source (document, source) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
            .bind(id)
            .bind(source)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn new_document(connection: &mut SqliteConnection, draft: &Draft) -> Result<i64> {
    let id: i64 = sqlx::query_scalar(
        "INSERT INTO search_document
             (kind, item, within, qualifier, title, summary, spellings, crosswalk, former, text_digest, has_text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING id",
    )
    .bind(&draft.kind)
    .bind(&draft.item)
    .bind(&draft.within)
    .bind(&draft.qualifier)
    .bind(&draft.title)
    .bind(&draft.summary)
    .bind(draft.spellings.join("\n"))
    .bind(&draft.crosswalk)
    .bind(draft.former)
    .bind(&draft.text_digest)
    .bind(!draft.body.is_empty())
    .fetch_one(&mut *connection)
    .await?;
    sqlx::query("INSERT INTO search_text (rowid, title, summary, body) VALUES (?1, ?2, ?3, ?4)")
        .bind(id)
        .bind(&draft.title)
        .bind(&draft.summary)
        .bind(&draft.body)
        .execute(&mut *connection)
        .await?;
    Ok(id)
}

/// Puts in the texts that were synced since.
async fn new_texts(connection: &mut SqliteConnection) -> Result<()> {
    let waiting: Vec<(i64, String)> = sqlx::query_as(
        "SELECT d.id, t.markdown FROM search_document d JOIN standard_text t ON t.digest = d.text_digest
         WHERE d.has_text = 0",
    )
    .fetch_all(&mut *connection)
    .await?;
    for (id, markdown) in waiting {
        sqlx::query("UPDATE search_text SET body = ?2 WHERE rowid = ?1")
            .bind(id)
            .bind(assay_markdown::text(&markdown))
            .execute(&mut *connection)
            .await?;
        sqlx::query("UPDATE search_document SET has_text = 1 WHERE id = ?1").bind(id).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Whether a catalogue's digest is one of those in use; what comes from none always is.
pub(super) fn in_use(pins: &crate::statement::PinnedDigests, source: &str) -> bool {
    source == OWN || [&pins.masvs, &pins.maswe, &pins.mastg].into_iter().any(|it| it == source)
}
