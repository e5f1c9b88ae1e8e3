//! All that was stated of findings, read at once: as many queries for a workspace as for one app.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};
use uuid::Uuid;

use crate::Result;
use crate::planned::{KnownBuild, Made};
use crate::projection::{FindingAct, bytes};
use crate::statement::{BuildCode, FindingCode, FindingRetested, FindingWithdrawn};
use crate::view::{FindingPlace, FindingText};
use crate::workspace::Workspace;
use crate::workspace::names::Names;
use crate::workspace::reach::Reach;
use crate::workspace::states::{hash, id, time};
use crate::workspace::waivers::{KnownWaiver, Over};

/// A current statement of what a finding is.
#[derive(Debug, Clone)]
pub(crate) struct TextHead {
    pub(crate) made: Made,
    pub(crate) code: FindingCode,
    /// None where it was redacted.
    pub(crate) text: Option<FindingText>,
    /// Why it was withdrawn.
    pub(crate) reason: Option<String>,
}

/// A current statement of where a finding stands on a build.
#[derive(Debug, Clone)]
pub(crate) struct BuildHead {
    pub(crate) made: Made,
    pub(crate) code: BuildCode,
    pub(crate) retest: Option<FindingRetested>,
}

/// What was stated of a finding on a build.
#[derive(Debug, Clone, Default)]
pub(crate) struct OnBuild {
    pub(crate) heads: Vec<BuildHead>,
    /// Whether it was seen there, whatever a retest says now.
    pub(crate) seen: bool,
    pub(crate) places: Vec<FindingPlace>,
}

impl OnBuild {
    /// What counts: the worst that is said.
    pub(crate) fn code(&self) -> BuildCode {
        self.heads.iter().map(|head| head.code).max().unwrap_or(BuildCode::None)
    }

    /// Whether one says that it is there and another that it is gone.
    pub(crate) fn disputed(&self) -> bool {
        let gone = |head: &BuildHead| matches!(head.code, BuildCode::Fixed | BuildCode::None);
        self.heads.iter().any(gone) && !self.heads.iter().all(gone)
    }
}

/// A finding as it was stated.
#[derive(Debug, Clone)]
pub(crate) struct KnownFinding {
    pub(crate) id: Uuid,
    pub(crate) app: Uuid,
    /// Sorted by entry; more than one when disputed.
    pub(crate) heads: Vec<TextHead>,
    pub(crate) opened: Made,
    /// By build; on some of them nobody says anything any more.
    pub(crate) on: BTreeMap<Uuid, OnBuild>,
    /// Those that are there, newest first.
    pub(crate) waivers: Vec<KnownWaiver>,
}

/// Findings with what they are shown from.
#[derive(Debug)]
pub(crate) struct Book {
    pub(crate) findings: Vec<KnownFinding>,
    /// By id, with their place in the order in which they were added.
    pub(crate) builds: HashMap<Uuid, (usize, KnownBuild)>,
    /// App and name by id.
    pub(crate) releases: HashMap<Uuid, (Uuid, String)>,
    /// Names by id.
    pub(crate) apps: HashMap<Uuid, String>,
    pub(crate) names: Names,
    /// In days since 1970.
    pub(crate) today: i64,
}

const STATEMENTS: &str = "SELECT f.finding, f.app, f.build, f.act, f.code, f.entry, f.author, f.at,
    (SELECT b.body FROM entries w JOIN bodies b ON b.entry = w.id WHERE w.hash = f.words),
    (SELECT b.body FROM bodies b WHERE b.entry = f.arrival), f.head
    FROM finding_statement f WHERE (f.head = 1 OR f.act = 1) AND ";

/// Statements that it affects a build, but for those that their authors took back.
const PLACES: &str = "SELECT f.finding, f.build, p.assessment, p.unit
    FROM finding_statement f LEFT JOIN finding_place p ON p.arrival = f.arrival
    WHERE f.act = 5 AND NOT EXISTS (
        SELECT 1 FROM supersedes s JOIN finding_statement t ON t.arrival = s.entry WHERE s.superseded = f.entry AND t.act = 4
    ) AND ";

/// The words that stand last, of findings whose current statement has none: one that was withdrawn.
const LAST_WORDS: &str = "SELECT b.body FROM finding_statement f JOIN entries w ON w.hash = f.words
    LEFT JOIN bodies b ON b.entry = w.id WHERE f.finding = ?1 AND f.build = x'' AND f.act IN (1, 2)
    ORDER BY f.at DESC, f.entry DESC LIMIT 1";

impl Book {
    /// Of a workspace or an app.
    pub(crate) async fn load(workspace: &Workspace, app: Option<Uuid>) -> Result<Book> {
        let readers = workspace.ledger.readers();
        let reach = app.map_or(Reach::Workspace, Reach::App);
        let mut builds = HashMap::new();
        for (at, build) in workspace.builds_of(reach).await?.into_iter().enumerate() {
            builds.insert(build.id, (at, build));
        }
        let mut book = Book {
            findings: Vec::new(),
            builds,
            releases: HashMap::new(),
            apps: HashMap::new(),
            names: workspace.names().await?,
            today: workspace.today(),
        };
        let mut query =
            QueryBuilder::new("SELECT r.id, r.app, r.name, a.name FROM release r JOIN app a ON a.id = r.app WHERE ");
        within(&mut query, "r.app", app);
        for row in query.build().fetch_all(readers).await? {
            let (release, of) = (id(row.try_get(0)?)?, id(row.try_get(1)?)?);
            book.releases.insert(release, (of, row.try_get(2)?));
            book.apps.insert(of, row.try_get(3)?);
        }
        let mut query = QueryBuilder::new("SELECT id, name FROM app WHERE ");
        within(&mut query, "id", app);
        for row in query.build().fetch_all(readers).await? {
            book.apps.insert(id(row.try_get(0)?)?, row.try_get(1)?);
        }
        let mut found: BTreeMap<Uuid, Gathered> = BTreeMap::new();
        let mut query = QueryBuilder::new(STATEMENTS);
        within(&mut query, "f.app", app);
        query.push(" ORDER BY f.entry");
        for row in &query.build().fetch_all(readers).await? {
            let gathered = found.entry(id(row.try_get(0)?)?).or_default();
            gathered.take(row)?;
        }
        let mut query = QueryBuilder::new(PLACES);
        within(&mut query, "f.app", app);
        query.push(" ORDER BY p.assessment, p.unit");
        for row in &query.build().fetch_all(readers).await? {
            let Some(gathered) = found.get_mut(&id(row.try_get(0)?)?) else { continue };
            let Some(on) = gathered.on.get_mut(&id(row.try_get(1)?)?) else { continue };
            on.seen = true;
            let assessment: Option<&[u8]> = row.try_get(2)?;
            if let Some(assessment) = assessment {
                let place = FindingPlace { assessment: id(assessment)?, unit: row.try_get(3)? };
                if !on.places.contains(&place) {
                    on.places.push(place);
                }
            }
        }
        let mut waivers: HashMap<Uuid, Vec<KnownWaiver>> = HashMap::new();
        for waiver in workspace.known_waivers(Over::Findings(app)).await? {
            if let crate::statement::Waived::Finding { finding, .. } = waiver.over {
                waivers.entry(finding).or_default().push(waiver);
            }
        }
        for (finding, gathered) in found {
            let Some(mut known) = gathered.finish(finding, waivers.remove(&finding).unwrap_or_default()) else {
                continue;
            };
            for head in known.heads.iter_mut().filter(|head| head.code == FindingCode::Withdrawn) {
                let body: Option<Option<Vec<u8>>> =
                    sqlx::query_scalar(LAST_WORDS).bind(bytes(finding)).fetch_optional(readers).await?;
                head.text = body.flatten().as_deref().and_then(of_json);
            }
            book.findings.push(known);
        }
        Ok(book)
    }

    /// A finding of the book.
    pub(crate) fn find(&self, finding: Uuid) -> Option<&KnownFinding> {
        self.findings.iter().find(|it| it.id == finding)
    }
}

/// Adds the condition that `column` holds the app, where one is given.
fn within(query: &mut QueryBuilder<Sqlite>, column: &'static str, app: Option<Uuid>) {
    match app {
        Some(app) => query.push(column).push(" = ").push_bind(bytes(app)),
        None => query.push("1"),
    };
}

/// What the rows of one finding say.
#[derive(Debug, Default)]
struct Gathered {
    app: Uuid,
    heads: Vec<TextHead>,
    opened: Option<Made>,
    on: BTreeMap<Uuid, OnBuild>,
}

impl Gathered {
    fn take(&mut self, row: &SqliteRow) -> Result<()> {
        let Some(act) = FindingAct::of_number(row.try_get(3)?) else { return Ok(()) };
        self.app = id(row.try_get(1)?)?;
        let (build, code): (&[u8], &str) = (row.try_get(2)?, row.try_get(4)?);
        let at: Timestamp = time(row.try_get(7)?);
        let made = Made { entry: hash(row.try_get(5)?)?, author: id(row.try_get(6)?)?, at };
        let (words, own): (Option<&[u8]>, Option<&[u8]>) = (row.try_get(8)?, row.try_get(9)?);
        if act == FindingAct::Opened {
            // The first one, where two say so: by entry, which is the same on every device.
            self.opened.get_or_insert_with(|| made.clone());
        }
        if !row.try_get::<bool, _>(10)? {
            return Ok(());
        }
        if !build.is_empty() {
            let Some(code) = BuildCode::of_code(code) else { return Ok(()) };
            let retest = words.and_then(of_json);
            self.on.entry(id(build)?).or_default().heads.push(BuildHead { made, code, retest });
        } else if let Some(code) = FindingCode::of_code(code) {
            let mut withdrawn =
                (code == FindingCode::Withdrawn).then_some([own, words]).into_iter().flatten().flatten();
            let reason = withdrawn.find_map(of_json::<FindingWithdrawn>);
            let text = words.and_then(of_json);
            self.heads.push(TextHead { made, code, text, reason: reason.map(|body| body.reason) });
        }
        Ok(())
    }

    /// None where nobody says anything of it any more, or where what opened it is not here yet.
    fn finish(mut self, finding: Uuid, waivers: Vec<KnownWaiver>) -> Option<KnownFinding> {
        let opened = self.opened?;
        self.heads.retain(|head| head.code != FindingCode::None);
        if self.heads.is_empty() {
            return None;
        }
        Some(KnownFinding { id: finding, app: self.app, heads: self.heads, opened, on: self.on, waivers })
    }
}

/// A body; none where it is none of its kind.
pub(crate) fn of_json<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    serde_json::from_slice(body).ok()
}

/// Entry ids as front ends name them.
pub(crate) fn entries<'a>(made: impl Iterator<Item = &'a Made>) -> Vec<String> {
    made.map(|made| made.entry.to_string()).collect()
}
