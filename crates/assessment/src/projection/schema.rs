//! The tables: projections, which are made from statements and can be dropped, and plain rows, which can't.

use crate::statement::Kind;

/// The version of the projections. Raise it when a table below or what `apply` does changes: workspaces are then
/// rebuilt when they are next opened.
pub(crate) const VERSION: i64 = 14;

const _: () = assert!(
    Kind::ALL.len() == 47,
    "with another kind raise VERSION: statements of it that came in earlier are read then"
);

/// Plain rows, and the row that says how far the projections are. Made once, never dropped.
///
/// `catalogue`, `page`, `include`, `image` and `standard_text` hold what was read from standards: it can be read again, so
/// nobody signs it. `synced` says which catalogue a commit gave to which reader (`assay_catalogue::READER`), with the
/// report of that time: a commit never changes, so it is not read twice. `tally` holds what builds come to in numbers, see
/// `tallies`.
pub(super) const PLAIN: &str = "
CREATE TABLE IF NOT EXISTS projection_state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL,
    applied INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS catalogue (
    digest TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    facts TEXT NOT NULL,
    added INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS page (
    catalogue TEXT NOT NULL REFERENCES catalogue (digest),
    id TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (catalogue, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS include (
    catalogue TEXT NOT NULL REFERENCES catalogue (digest),
    path TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (catalogue, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS standard_text (digest TEXT PRIMARY KEY, markdown TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS own_profile (id TEXT PRIMARY KEY, file TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS shipped_document (digest TEXT PRIMARY KEY, kind TEXT NOT NULL, content TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS image (
    catalogue TEXT NOT NULL REFERENCES catalogue (digest),
    path TEXT NOT NULL,
    digest TEXT NOT NULL REFERENCES image_content (digest),
    PRIMARY KEY (catalogue, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS image_content (digest TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS tally (
    assessment BLOB NOT NULL,
    build BLOB NOT NULL,
    day INTEGER NOT NULL,
    until INTEGER,
    counts TEXT NOT NULL,
    PRIMARY KEY (assessment, build)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS synced (
    commit_id TEXT NOT NULL,
    standard TEXT NOT NULL,
    reader INTEGER NOT NULL,
    catalogue TEXT NOT NULL REFERENCES catalogue (digest),
    report TEXT NOT NULL,
    PRIMARY KEY (commit_id, standard, reader)
) STRICT, WITHOUT ROWID;
";

/// The projections. `arrival` is `entries.id` of the ledger; `head` is 1 where nothing supersedes the entry.
///
/// `unit_statement` holds one row a statement about a unit: results, evidence, comments (`act`, see `Act`). `item` is
/// the id of the evidence or comment, empty for a result. `assessment` and `build` are the key of what it is about, see
/// `Holder::key`. `valid_until` is the last day on which a result is valid, in days since 1970; whether that is past is
/// asked when it is read, never written down here. Its index is [`UNIT_INDEX`].
///
/// `carried` says of results and evidence that came over from another assessment, and of results that were reconfirmed on
/// another build, where they were first stated (`origin`) and what they were taken from (`source`, with its place; `build`
/// and `argument` for what was reconfirmed only). Their words stay there, so `has_note` and `justified` of such a row are
/// those of the origin's row, see `apply::settle`. Whether a reconfirmed answer holds is in its `act`, see `rests`.
/// `rests_on` has the assessments whose answers others rest on. `difference` has the arguments that they cite; `text` is none where it was redacted.
///
/// `bearing` tells how far the record goes on about a release and what belongs to it, see `decisions`.
///
/// `finding_statement` holds one row a statement about a finding, `build` empty where it is about the finding itself, and
/// `finding_place` the units that statements about builds name. `waiver_statement` holds one row a statement about a
/// waiver: `over` is the path of what it lets through, `scope` the app or assessment in it, `item` the finding, control or
/// unit. `code` is the result code, `words` the entry whose body holds the words, see `findings.rs`.
///
/// `answer_wording` says which question an answer about a shared subject was given for, see `wording`.
///
/// `picture_redaction` says which pictures and texts must not leave, and which copy does instead; nothing where an undo left nothing.
pub(super) const TABLES: &str = "
CREATE TABLE member (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL, id BLOB NOT NULL, name TEXT, email TEXT, head INTEGER NOT NULL
) STRICT;
CREATE INDEX member_by_id ON member (id);
CREATE TABLE workspace_name (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL, name TEXT, head INTEGER NOT NULL
) STRICT;
CREATE TABLE app (
    id BLOB PRIMARY KEY, name TEXT NOT NULL, description TEXT,
    entry BLOB NOT NULL, author BLOB NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE TABLE release (
    id BLOB PRIMARY KEY, app BLOB NOT NULL, name TEXT NOT NULL,
    entry BLOB NOT NULL, author BLOB NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX release_by_app ON release (app);
CREATE TABLE build (
    id BLOB PRIMARY KEY, release BLOB NOT NULL, facts TEXT NOT NULL,
    entry BLOB NOT NULL, author BLOB NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX build_by_release ON build (release);
CREATE TABLE assessment (
    id BLOB PRIMARY KEY, release BLOB NOT NULL, facts TEXT NOT NULL,
    entry BLOB NOT NULL, author BLOB NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX assessment_by_release ON assessment (release);
CREATE TABLE engagement (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL, assessment BLOB NOT NULL, facts TEXT,
    at INTEGER NOT NULL, head INTEGER NOT NULL
) STRICT;
CREATE INDEX engagement_by_assessment ON engagement (assessment, head);
CREATE TABLE unit_statement (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL,
    assessment BLOB NOT NULL, build BLOB NOT NULL, unit TEXT NOT NULL, item BLOB NOT NULL,
    act INTEGER NOT NULL, result INTEGER,
    author BLOB NOT NULL, at INTEGER NOT NULL,
    has_note INTEGER NOT NULL, justified INTEGER NOT NULL, valid_until INTEGER,
    head INTEGER NOT NULL
) STRICT;
CREATE TABLE control_statement (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL,
    assessment BLOB NOT NULL, build BLOB NOT NULL, control TEXT NOT NULL,
    verdict TEXT NOT NULL, concluded TEXT,
    author BLOB NOT NULL, at INTEGER NOT NULL,
    head INTEGER NOT NULL
) STRICT;
CREATE INDEX control_statement_by_build ON control_statement (assessment, build, head, control);
CREATE TABLE carried (
    arrival INTEGER PRIMARY KEY, source BLOB NOT NULL, origin BLOB NOT NULL,
    assessment BLOB NOT NULL, build BLOB, unit TEXT NOT NULL, argument BLOB
) STRICT;
CREATE INDEX carried_by_origin ON carried (origin);
CREATE TABLE answer_wording (arrival INTEGER PRIMARY KEY, question TEXT NOT NULL) STRICT;
CREATE INDEX carried_by_place ON carried (assessment, build, unit) WHERE build IS NOT NULL;
CREATE INDEX carried_by_argument ON carried (argument) WHERE argument IS NOT NULL;
CREATE TABLE difference (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL, build BLOB NOT NULL, former BLOB NOT NULL,
    text TEXT, author BLOB NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX difference_by_build ON difference (build, former);
CREATE TABLE rests_on (
    assessment BLOB NOT NULL, former BLOB NOT NULL, PRIMARY KEY (assessment, former)
) STRICT, WITHOUT ROWID;
CREATE TABLE evidence_file (arrival INTEGER PRIMARY KEY, sha256 BLOB NOT NULL) STRICT;
CREATE INDEX evidence_file_by_sha256 ON evidence_file (sha256);
CREATE TABLE release_plan (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL, release BLOB NOT NULL, due TEXT,
    author BLOB NOT NULL, at INTEGER NOT NULL, head INTEGER NOT NULL
) STRICT;
CREATE INDEX release_plan_by_release ON release_plan (release, head);
CREATE TABLE decision (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL, id BLOB NOT NULL, release BLOB NOT NULL,
    code TEXT NOT NULL, checkpoint BLOB NOT NULL,
    author BLOB NOT NULL, at INTEGER NOT NULL, head INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_by_release ON decision (release, head);
CREATE TABLE bearing (
    scope BLOB NOT NULL, device BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (scope, device)
) STRICT, WITHOUT ROWID;
CREATE TABLE redaction_by (arrival INTEGER PRIMARY KEY, target BLOB NOT NULL) STRICT;
CREATE TABLE finding_statement (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL,
    app BLOB NOT NULL, finding BLOB NOT NULL, build BLOB NOT NULL,
    act INTEGER NOT NULL, code TEXT NOT NULL, words BLOB,
    author BLOB NOT NULL, at INTEGER NOT NULL,
    head INTEGER NOT NULL
) STRICT;
CREATE INDEX finding_statement_by_app ON finding_statement (app, finding, build, head);
CREATE INDEX finding_statement_by_finding ON finding_statement (finding);
CREATE TABLE finding_place (
    arrival INTEGER NOT NULL, assessment BLOB NOT NULL, unit TEXT NOT NULL, PRIMARY KEY (arrival, assessment, unit)
) STRICT, WITHOUT ROWID;
CREATE TABLE waiver_statement (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL, waiver BLOB NOT NULL,
    over TEXT NOT NULL, scope BLOB NOT NULL, item TEXT NOT NULL,
    act INTEGER NOT NULL, code TEXT NOT NULL, until INTEGER, words BLOB,
    author BLOB NOT NULL, at INTEGER NOT NULL,
    head INTEGER NOT NULL
) STRICT;
CREATE INDEX waiver_statement_by_scope ON waiver_statement (scope, item, head);
CREATE INDEX waiver_statement_by_waiver ON waiver_statement (waiver);
CREATE TABLE picture_redaction (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL, assessment BLOB NOT NULL, build BLOB NOT NULL,
    original BLOB, copy BLOB, areas TEXT, text TEXT, author BLOB NOT NULL, head INTEGER NOT NULL
) STRICT;
CREATE INDEX picture_redaction_by_place ON picture_redaction (assessment, build);
CREATE TABLE redaction (target BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE unknown_statement (arrival INTEGER PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL) STRICT;
";

/// The one index of `unit_statement`, made when the table is full: filling both at once takes longer. It gives the heads
/// of a build without touching what they superseded, the history of a unit, and all statements on a build; with what
/// an answer says in it, the progress of many builds is counted without the table.
pub(super) const UNIT_INDEX: &str = "
CREATE INDEX unit_statement_by_build ON unit_statement (assessment, build, head, unit, act, result, justified, valid_until)
";

/// The projections' names, for dropping them.
pub(super) const NAMES: [&str; 24] = [
    "member",
    "workspace_name",
    "app",
    "release",
    "build",
    "assessment",
    "engagement",
    "unit_statement",
    "control_statement",
    "carried",
    "answer_wording",
    "difference",
    "rests_on",
    "evidence_file",
    "release_plan",
    "decision",
    "bearing",
    "redaction_by",
    "finding_statement",
    "finding_place",
    "waiver_statement",
    "picture_redaction",
    "redaction",
    "unknown_statement",
];
