//! What people wrote and attached: notes, comments, captions, names of files and the text in them.
//!
//! The table is filled from the ledger's bodies when something is looked for, never when something is stated: a keypress
//! on the checklist doesn't pay for it. It is a plain table: a rebuild leaves it alone, since entries keep their place.
//! What is redacted leaves it in the same transaction, see [`forget`].

use std::io::Read;

use assay_ledger::{EvidenceStore, FolderEvidence, Hash};
use serde_json::Value;
use sqlx::{Executor, SqliteConnection, SqlitePool};

use super::memory::words;
use super::snippet::snippet;
use super::waiting;
use crate::Result;
use crate::statement::{Holder, Kind, Place, Subject, Waived};
use crate::view::{FoundBy, HitPlace, SearchHit};
use crate::workspace::Workspace;
use crate::workspace::coding::Coding;
use crate::workspace::media::HEAD;

/// Raise it when what is put into the table changes: it is then filled anew.
const VERSION: i64 = 2;

/// The rowid of `said` is `entries.id`. `words` has what was typed, `file` the text of an attached file. Files that need a
/// reader of their own (PDFs) stand in `said_waiting` until their words were brought, see `waiting.rs`. With `secure-delete` what is deleted leaves nothing in the full-text index either.
const TABLES: &str = "
DROP TABLE IF EXISTS said_state;
DROP TABLE IF EXISTS said_waiting;
DROP TABLE IF EXISTS said;
CREATE TABLE said_state (
    one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, read INTEGER NOT NULL
) STRICT;
CREATE TABLE said_waiting (entry INTEGER PRIMARY KEY, sha256 BLOB NOT NULL) STRICT;
CREATE VIRTUAL TABLE said USING fts5(words, file, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
INSERT INTO said (said, rank) VALUES ('secure-delete', 1);
INSERT INTO said (said, rank) VALUES ('rank', 'bm25(4.0, 1.0)');
INSERT INTO said_state (one, version, read) VALUES (1, 0, 0);
";

/// Entries that one search reads at most: with more than that waiting it answers from what was read so far, and says
/// how many are left.
const AT_ONCE: i64 = 5_000;

/// How much of a file is read.
const TEXT_OF_FILE: u64 = 1 << 20;

/// Hits among what people said, beside those among the standards.
const MOST: usize = 12;

/// What no one looks for by words: codes, digests, ids.
const NO_WORDS: [&str; 16] = [
    "type",
    "kind",
    "media_type",
    "sha256",
    "digest",
    "id",
    "entry",
    "from",
    "origin",
    "assessment",
    "valid_until",
    "author_date",
    "due",
    "vector",
    "basis",
    "restores",
];

impl Workspace {
    /// Reads what was stated since the last search; says how many entries are left.
    pub(super) async fn read_what_was_said(&self) -> Result<u64> {
        let readers = self.ledger.readers();
        let read = progress(readers).await?;
        let last: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM entries").fetch_one(readers).await?;
        if read == Some(last) {
            return Ok(0);
        }
        let mut writing = self.ledger.write().await?;
        let connection = writing.connection();
        if read.is_none() {
            connection.execute(sqlx::raw_sql(TABLES)).await?;
        }
        let from = read.unwrap_or(0);
        let until = last.min(from + AT_ONCE);
        let unread: Vec<(i64, String, Vec<u8>)> = sqlx::query_as(
            "SELECT e.id, e.kind, b.body FROM entries e JOIN bodies b ON b.entry = e.id
             WHERE e.id > ?1 AND e.id <= ?2 ORDER BY e.id",
        )
        .bind(from)
        .bind(until)
        .fetch_all(&mut *connection)
        .await?;
        for (entry, kind, body) in unread {
            let Some((said, file)) = said_in(&kind, &body) else { continue };
            let file = match file {
                Some(File::Text(sha256)) => text_of(self.ledger.evidence().clone(), sha256).await,
                Some(File::Pdf(sha256)) => {
                    waiting::add(connection, entry, &sha256).await?;
                    String::new()
                }
                None => String::new(),
            };
            // A search in another process may have been quicker.
            sqlx::query("INSERT OR REPLACE INTO said (rowid, words, file) VALUES (?1, ?2, ?3)")
                .bind(entry)
                .bind(said)
                .bind(file)
                .execute(&mut *connection)
                .await?;
        }
        sqlx::query("UPDATE said_state SET version = ?1, read = max(read, ?2)")
            .bind(VERSION)
            .bind(until)
            .execute(connection)
            .await?;
        writing.commit().await?;
        Ok((last - until).unsigned_abs())
    }

    /// What stands and has all the words of the text, the best first.
    pub(super) async fn search_what_was_said(&self, text: &str) -> Result<Vec<SearchHit>> {
        let wanted = words(text);
        let Some(matching) = matching(&wanted) else { return Ok(Vec::new()) };
        let rows: Vec<(i64, String, String, String, String)> = sqlx::query_as(
            "SELECT e.id, e.kind, e.subject, s.words, substr(s.file, 1, 40000)
             FROM said s JOIN entries e ON e.id = s.rowid
             WHERE said MATCH ?1 AND NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = e.hash)
             ORDER BY s.rank LIMIT ?2",
        )
        .bind(matching)
        .bind(i64::try_from(MOST).unwrap_or(i64::MAX))
        .fetch_all(self.ledger.readers())
        .await?;
        let mut hits = Vec::with_capacity(rows.len());
        for (entry, kind, subject, said, file) in rows {
            if let Ok(subject) = subject.parse::<Subject>() {
                hits.push(self.said_hit(entry, &kind, subject, &said, &file, &wanted).await?);
            }
        }
        Ok(hits)
    }

    async fn said_hit(
        &self,
        entry: i64,
        kind: &str,
        subject: Subject,
        said: &str,
        file: &str,
        wanted: &[String],
    ) -> Result<SearchHit> {
        let (place, about) = place_of(subject);
        let where_ = self.where_in_words(&place).await?;
        // The first line of what was said names it: a file's name, a link, the first words of a note.
        let line = said.lines().next().unwrap_or_default();
        let in_words = words(said);
        let in_file = !wanted.iter().all(|word| in_words.iter().any(|it| it.starts_with(word.as_str())));
        Ok(SearchHit {
            kind: kind_of_hit(kind).to_owned(),
            id: entry.to_string(),
            within: String::new(),
            qualifier: String::new(),
            title: if about.is_empty() { line.to_owned() } else { format!("{about}: {line}") },
            summary: where_,
            found_by: FoundBy::Text,
            snippet: snippet(if in_file { file } else { said }, wanted),
            crosswalk: None,
            place: Some(place),
            former: false,
            only_in: None,
        })
    }

    /// App, release and build of a place, as people call them.
    async fn where_in_words(&self, place: &HitPlace) -> Result<String> {
        let readers = self.ledger.readers();
        if let Some(assessment) = place.assessment {
            let row: Option<(String, String)> = sqlx::query_as(
                "SELECT a.name, r.name FROM assessment s JOIN release r ON r.id = s.release JOIN app a ON a.id = r.app
                 WHERE s.id = ?1",
            )
            .bind(assessment.as_bytes().as_slice())
            .fetch_optional(readers)
            .await?;
            return Ok(row.map(|(app, release)| format!("{app} {release}")).unwrap_or_default());
        }
        if let Some(release) = place.release {
            let row: Option<(String, String)> =
                sqlx::query_as("SELECT a.name, r.name FROM release r JOIN app a ON a.id = r.app WHERE r.id = ?1")
                    .bind(release.as_bytes().as_slice())
                    .fetch_optional(readers)
                    .await?;
            return Ok(row.map(|(app, release)| format!("{app} {release}")).unwrap_or_default());
        }
        if let Some(app) = place.app {
            let name: Option<String> = sqlx::query_scalar("SELECT name FROM app WHERE id = ?1")
                .bind(app.as_bytes().as_slice())
                .fetch_optional(readers)
                .await?;
            return Ok(name.unwrap_or_default());
        }
        Ok(String::new())
    }
}

/// Takes what an entry said out of the table, for redaction. Nothing where the table was never filled.
pub(crate) async fn forget(connection: &mut SqliteConnection, target: &Hash) -> Result<()> {
    let there: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'said'")
        .fetch_one(&mut *connection)
        .await?;
    if there > 0 {
        sqlx::query("DELETE FROM said WHERE rowid = (SELECT id FROM entries WHERE hash = ?1)")
            .bind(target.as_bytes().as_slice())
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Whether the tables are there, in this version.
pub(super) async fn is_current(readers: &SqlitePool) -> Result<bool> {
    Ok(progress(readers).await?.is_some())
}

/// The last entry that was read; none where the table is missing or of another version.
async fn progress(readers: &SqlitePool) -> Result<Option<i64>> {
    let there: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'said_state'").fetch_one(readers).await?;
    if there == 0 {
        return Ok(None);
    }
    let row: Option<(i64, i64)> =
        sqlx::query_as("SELECT version, read FROM said_state").fetch_optional(readers).await?;
    Ok(row.filter(|(version, _)| *version == VERSION).map(|(_, read)| read))
}

/// An attached file that has words.
enum File {
    Text(Hash),
    Pdf(Hash),
}

/// The words in a body, a line each, and the file that it attaches. None for kinds whose names are found
/// otherwise (apps, releases, builds, assessments, members), and for what only refers to other entries.
fn said_in(kind: &str, body: &[u8]) -> Option<(String, Option<File>)> {
    let found_otherwise = ["app.", "release.", "build.", "assessment.", "member.", "device.", "workspace.", "body."];
    let refers = [Kind::ResultCarried, Kind::ResultReconfirmed, Kind::ResultRestored, Kind::EvidenceCarried];
    if found_otherwise.iter().any(|area| kind.starts_with(area)) || refers.iter().any(|it| it.as_str() == kind) {
        return None;
    }
    let body: Value = serde_json::from_slice(body).ok()?;
    let mut lines = Vec::new();
    collect("", &body, &mut lines);
    // A finding's title names it, wherever it stands among its words.
    if let Some(at) = body["title"].as_str().and_then(|title| lines.iter().position(|line| *line == title.trim())) {
        lines[..=at].rotate_right(1);
    }
    let content = &body["content"];
    let sha256 = content["sha256"].as_str().and_then(|sha256| sha256.parse().ok());
    let file = match content["media_type"].as_str() {
        Some("text/plain" | "application/json") => sha256.map(File::Text),
        Some("application/pdf") => sha256.map(File::Pdf),
        _ => None,
    };
    (!lines.is_empty()).then(|| (lines.join("\n"), file))
}

fn collect<'a>(key: &str, value: &'a Value, lines: &mut Vec<&'a str>) {
    match value {
        Value::String(text) if !NO_WORDS.contains(&key) && !text.trim().is_empty() && !is_code(text) => {
            lines.push(text.trim());
        }
        Value::Array(all) => all.iter().for_each(|it| collect(key, it, lines)),
        Value::Object(all) => all.iter().for_each(|(key, it)| collect(key, it, lines)),
        _ => {}
    }
}

/// A digest or a UUID: found by its own search, and no word.
fn is_code(text: &str) -> bool {
    text.len() >= 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// The beginning of a text file; empty where it can't be read: search is no check of the evidence.
async fn text_of(store: FolderEvidence, sha256: Hash) -> String {
    let read = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::new();
        store.open(&sha256).ok()?.take(TEXT_OF_FILE).read_to_end(&mut bytes).ok()?;
        let coding = Coding::of(&bytes[..bytes.len().min(HEAD)], bytes.len() <= HEAD)?;
        let mut text = Vec::new();
        coding.read(bytes.get(usize::try_from(coding.begin()).ok()?..)?).read_to_end(&mut text).ok()?;
        Some(String::from_utf8_lossy(&text).into_owned())
    });
    read.await.ok().flatten().unwrap_or_default()
}

/// The query in FTS5's language: all words, the last one as the beginning of a word.
fn matching(wanted: &[String]) -> Option<String> {
    let (last, first) = wanted.split_last()?;
    if last.chars().count() < 2 && first.is_empty() {
        return None;
    }
    let quoted = |word: &String| format!("\"{}\"", word.replace('"', "\"\""));
    let mut parts: Vec<String> = first.iter().map(quoted).collect();
    parts.push(format!("{}*", quoted(last)));
    Some(parts.join(" AND "))
}

/// The word for a hit of an entry of this kind.
fn kind_of_hit(kind: &str) -> &str {
    match kind.split('.').next().unwrap_or_default() {
        "result" => "note",
        "verdict" => "conclusion",
        area => area,
    }
}

/// Where it is, and what it is about in a word.
fn place_of(subject: Subject) -> (HitPlace, String) {
    match subject {
        Subject::Unit(place) | Subject::Evidence { place, .. } | Subject::Comment { place, .. } => of_unit(&place),
        Subject::Control { assessment, build, control } => {
            let about = control.clone();
            let place = HitPlace {
                assessment: Some(assessment),
                build: Some(build),
                control: Some(control),
                ..HitPlace::default()
            };
            (place, about)
        }
        Subject::Assessment { release, assessment } => {
            (HitPlace { release: Some(release), assessment: Some(assessment), ..HitPlace::default() }, String::new())
        }
        Subject::Engagement { assessment }
        | Subject::SignOff { assessment, .. }
        | Subject::Report { assessment, .. } => {
            (HitPlace { assessment: Some(assessment), ..HitPlace::default() }, String::new())
        }
        Subject::Build { release, build } => {
            (HitPlace { release: Some(release), build: Some(build), ..HitPlace::default() }, String::new())
        }
        Subject::Release { app, release } => {
            (HitPlace { app: Some(app), release: Some(release), ..HitPlace::default() }, String::new())
        }
        Subject::Plan { release } | Subject::Decision { release, .. } => {
            (HitPlace { release: Some(release), ..HitPlace::default() }, String::new())
        }
        Subject::App(app) => (HitPlace { app: Some(app), ..HitPlace::default() }, String::new()),
        Subject::Finding { app, finding }
        | Subject::FindingBuild { app, finding, .. }
        | Subject::Waiver { over: Waived::Finding { app, finding }, .. } => {
            (HitPlace { app: Some(app), finding: Some(finding), ..HitPlace::default() }, String::new())
        }
        Subject::Waiver { over: Waived::Control { assessment, control, .. }, .. } => {
            let about = control.clone();
            (HitPlace { assessment: Some(assessment), control: Some(control), ..HitPlace::default() }, about)
        }
        Subject::Waiver { over: Waived::Unit { assessment, unit, .. }, .. } => {
            let unit = unit.as_str().to_owned();
            let about = unit.split_once(':').map_or(unit.as_str(), |(_, id)| id).to_owned();
            (HitPlace { assessment: Some(assessment), unit: Some(unit), ..HitPlace::default() }, about)
        }
        // A comment on anything but a unit is where that is.
        Subject::Remark { topic, .. } => place_of(topic.subject()),
        Subject::Group { assessment, build, .. } | Subject::WholeBuild { assessment, build } => {
            (HitPlace { assessment: Some(assessment), build: Some(build), ..HitPlace::default() }, String::new())
        }
        Subject::Difference { build, .. } => (HitPlace { build: Some(build), ..HitPlace::default() }, String::new()),
        Subject::Entry(_) => (HitPlace::default(), String::new()),
    }
}

fn of_unit(place: &Place) -> (HitPlace, String) {
    let unit = place.unit.as_str().to_owned();
    let about = unit.split_once(':').map_or(unit.as_str(), |(_, id)| id).to_owned();
    let mut hit = HitPlace { unit: Some(unit), ..HitPlace::default() };
    match place.holder {
        Holder::Build { assessment, build } => {
            hit.assessment = Some(assessment);
            hit.build = Some(build);
        }
        Holder::BackEnd { app } => hit.app = Some(app),
        Holder::Release { release } => hit.release = Some(release),
        Holder::Organisation => {}
    }
    (hit, about)
}
