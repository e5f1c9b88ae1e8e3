//! Connections, pragmas and the schema's versions.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use crate::writer::Writer;
use crate::{LedgerError, Result, Settings, raw};

/// `application_id` of a workspace: "assy". It tells our files from other SQLite databases.
pub(crate) const APPLICATION_ID: i64 = 0x6173_7379;

/// The schema's changes, in order. Never edit one that has landed; add a file and a line.
const MIGRATIONS: &[&str] = &[include_str!("../migrations/0001_ledger.sql")];

/// The schema that this version writes: `user_version`.
pub(crate) const SCHEMA: u32 = 1;

const _: () = assert!(MIGRATIONS.len() == SCHEMA as usize, "one migration for each version of the schema");

/// After so many pages the write-ahead log is copied into the database. Four times SQLite's default, because an entry
/// touches a few pages more than one bare row: the syncs of copying then come as seldom as for bare rows.
const CHECKPOINT_PAGES: &str = "4000";

/// The database file of a workspace folder.
pub(crate) fn database_file(dir: &Path) -> PathBuf {
    dir.join("assay.db")
}

/// What every connection has.
fn base(file: &Path, busy_timeout: Duration) -> SqliteConnectOptions {
    // SQLCipher would start OpenSSL so that it frees itself when the process exits. Nobody waits then for sqlx's threads,
    // and one that ends a moment later works on freed memory. Started first, from here, OpenSSL leaves that to the system.
    openssl_sys::init();
    SqliteConnectOptions::new().filename(file).busy_timeout(busy_timeout).disable_statement_logging()
}

fn options(file: &Path, busy_timeout: Duration) -> SqliteConnectOptions {
    base(file, busy_timeout)
        .statement_cache_capacity(256)
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF")
        .pragma("recursive_triggers", "ON")
        .pragma("cell_size_check", "ON")
        .pragma("mmap_size", "0")
        .pragma("cache_size", "-16384")
}

/// The one connection of this process that writes.
pub(crate) async fn writer(file: &Path, create: bool, settings: &Settings) -> Result<Writer> {
    let options = options(file, settings.busy_timeout)
        .create_if_missing(create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("secure_delete", "ON")
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    raw::harden(&mut connection.lock_handle().await?)?;
    Ok(Writer::new(connection, settings.busy_timeout))
}

/// Connections that can only read; opened when they are needed.
pub(crate) fn readers(file: &Path, settings: &Settings) -> SqlitePool {
    let options = options(file, settings.busy_timeout).read_only(true).pragma("query_only", "ON");
    SqlitePoolOptions::new()
        // One more than asked for: `data_version` keeps one for itself.
        .max_connections(settings.readers.max(1) + 1)
        .acquire_timeout(settings.busy_timeout.max(Duration::from_secs(1)))
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            Box::pin(async move {
                let mut handle = connection.lock_handle().await?;
                raw::harden(&mut handle).map_err(|error| sqlx::Error::Configuration(Box::new(error)))
            })
        })
        .connect_lazy_with(options)
}

/// What a database file says of itself.
pub(crate) struct Probe {
    pub(crate) application_id: i64,
    pub(crate) version: u32,
    pub(crate) tables: i64,
}

impl Probe {
    /// Nothing was ever committed to it.
    pub(crate) fn is_empty(&self) -> bool {
        self.application_id == 0 && self.version == 0 && self.tables == 0
    }
}

/// Looks at a file without changing it.
pub(crate) async fn probe(dir: &Path, settings: &Settings) -> Result<Probe> {
    let file = database_file(dir);
    let not_one = |reason: &str| LedgerError::NotAWorkspace { dir: dir.to_owned(), reason: reason.to_owned() };
    match std::fs::symlink_metadata(&file) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(not_one("its `assay.db` is no regular file")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(LedgerError::WorkspaceMissing { dir: dir.to_owned() });
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            return Err(not_one("it is a file, not a folder"));
        }
        Err(error) => return Err(LedgerError::disk(&file, error)),
    }
    let found = async {
        let options = base(&file, settings.busy_timeout).read_only(true);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        let (application_id, version, tables): (i64, i64, i64) = sqlx::query_as(
            "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
                    (SELECT count(*) FROM sqlite_schema)",
        )
        .fetch_one(&mut connection)
        .await?;
        connection.close().await?;
        Ok::<_, sqlx::Error>(Probe { application_id, version: u32::try_from(version).unwrap_or(u32::MAX), tables })
    };
    found.await.map_err(|error| match error.into() {
        LedgerError::DatabaseDamaged(reason) => not_one(&reason),
        other => other,
    })
}

/// Checks that the file is a workspace that this version can read.
pub(crate) fn check(dir: &Path, probe: &Probe) -> Result<()> {
    if probe.application_id != APPLICATION_ID {
        let reason = if probe.is_empty() { "its database is empty" } else { "its database is another program's" };
        return Err(LedgerError::NotAWorkspace { dir: dir.to_owned(), reason: reason.to_owned() });
    }
    if probe.version > SCHEMA {
        return Err(LedgerError::WorkspaceNewer { dir: dir.to_owned(), found: probe.version, known: SCHEMA });
    }
    Ok(())
}

/// Brings the tables to [`SCHEMA`], inside the caller's transaction.
pub(crate) async fn migrate(connection: &mut SqliteConnection) -> Result<()> {
    let version: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    let done = usize::try_from(version).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        connection.execute(sqlx::raw_sql(*migration)).await?;
    }
    if done < MIGRATIONS.len() {
        let pragmas = format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA};");
        connection.execute(sqlx::raw_sql(AssertSqlSafe(pragmas))).await?;
    }
    Ok(())
}
