//! The raw handle of SQLite, for the two things that sqlx does not offer: switching DEFENSIVE on, and stepping through
//! millions of rows without a message between threads for each of them. All unsafe code of the crate is here and in
//! `hash/lanes.rs`.
#![expect(unsafe_code, reason = "SQLite's C interface; every call says why it is sound")]

use std::ffi::{CStr, CString, c_int};
use std::path::Path;
use std::ptr::{self, NonNull};

use assay_messages::said;
use libsqlite3_sys as ffi;
use sqlx::sqlite::LockedSqliteHandle;

use crate::{LedgerError, Result};

/// `SQLITE_DBCONFIG_DEFENSIVE`, <https://www.sqlite.org/c3ref/c_dbconfig_defensive.html>.
const DBCONFIG_DEFENSIVE: c_int = 1010;

/// Switches DEFENSIVE on: SQL can't change the schema table or the shadow tables of an index behind our back.
pub(crate) fn harden(handle: &mut LockedSqliteHandle<'_>) -> Result<()> {
    let db = handle.as_raw_handle();
    let mut on: c_int = 0;
    // SAFETY: the handle is open and locked by the caller; this option takes an int and a pointer to an int.
    let code = unsafe { ffi::sqlite3_db_config(db.as_ptr(), DBCONFIG_DEFENSIVE, 1 as c_int, &raw mut on) };
    if code == ffi::SQLITE_OK && on == 1 {
        Ok(())
    } else {
        Err(LedgerError::DatabaseDamaged(said!("SQLite was built without its defensive mode")))
    }
}

/// A read-only connection of its own, for scanning.
pub(crate) struct Scanner {
    db: NonNull<ffi::sqlite3>,
}

// SAFETY: SQLite is built thread-safe (multi-thread mode): a connection may move between threads as long as one at a
// time uses it, which `&mut` and the missing `Sync` see to.
unsafe impl Send for Scanner {}

impl Scanner {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let name = path
            .to_str()
            .and_then(|name| CString::new(name).ok())
            .ok_or_else(|| LedgerError::DatabaseDamaged(said!("the path of the workspace is not UTF-8")))?;
        let flags = ffi::SQLITE_OPEN_READONLY | ffi::SQLITE_OPEN_NOMUTEX | ffi::SQLITE_OPEN_PRIVATECACHE;
        let mut db = ptr::null_mut();
        // SAFETY: `name` is a C string, `db` a place for the handle; no VFS is named.
        let code = unsafe { ffi::sqlite3_open_v2(name.as_ptr(), &raw mut db, flags, ptr::null()) };
        // SQLite gives a handle even when opening fails, so that its message can be read and it can be closed.
        let Some(db) = NonNull::new(db) else {
            return Err(LedgerError::DatabaseDamaged(said!("SQLite found no memory")));
        };
        let scanner = Self { db };
        scanner.check(code)?;
        // SAFETY: the handle is open.
        scanner.check(unsafe { ffi::sqlite3_busy_timeout(db.as_ptr(), 10_000) })?;
        for pragma in [
            c"PRAGMA query_only = ON",
            c"PRAGMA trusted_schema = OFF",
            c"PRAGMA cell_size_check = ON",
            c"PRAGMA mmap_size = 0",
        ] {
            scanner.execute(pragma)?;
        }
        Ok(scanner)
    }

    /// As many connections as asked for, each in a read transaction over the same state of the database.
    pub(crate) fn open_together(path: &Path, count: usize) -> Result<Vec<Self>> {
        /// An attempt takes well under a millisecond and fails only when another connection commits meanwhile.
        const ATTEMPTS: usize = 1000;
        let watch = Self::open(path)?;
        let scanners: Vec<Self> = (0..count).map(|_| Self::open(path)).collect::<Result<_>>()?;
        for _ in 0..ATTEMPTS {
            // It changes for one connection whenever another one has committed. Nothing was committed between two
            // equal answers, hence all transactions that began between them see the same.
            let before = watch.integer(c"PRAGMA data_version")?;
            for scanner in &scanners {
                scanner.execute(c"BEGIN")?;
                // A transaction takes hold of a state with its first reading.
                scanner.integer(c"SELECT count(*) FROM (SELECT 1 FROM sqlite_schema LIMIT 1)")?;
            }
            if watch.integer(c"PRAGMA data_version")? == before {
                return Ok(scanners);
            }
            for scanner in &scanners {
                scanner.execute(c"ROLLBACK")?;
            }
        }
        Err(LedgerError::WorkspaceLocked)
    }

    /// The integer that a statement gives.
    fn integer(&self, sql: &CStr) -> Result<i64> {
        let mut rows = self.prepare(sql)?;
        rows.step()?;
        Ok(rows.integer(0))
    }

    /// Runs one statement that takes nothing and whose rows don't matter.
    pub(crate) fn execute(&self, sql: &CStr) -> Result<()> {
        let mut statement = self.prepare(sql)?;
        while statement.step()? {}
        Ok(())
    }

    pub(crate) fn prepare(&self, sql: &CStr) -> Result<Rows<'_>> {
        let mut statement = ptr::null_mut();
        // SAFETY: the handle is open, `sql` ends with a zero byte, `statement` is a place for the result.
        let code =
            unsafe { ffi::sqlite3_prepare_v2(self.db.as_ptr(), sql.as_ptr(), -1, &raw mut statement, ptr::null_mut()) };
        self.check(code)?;
        let statement = NonNull::new(statement)
            .ok_or_else(|| LedgerError::DatabaseDamaged(said!("an empty statement was prepared")))?;
        Ok(Rows { statement, scanner: self })
    }

    fn check(&self, code: c_int) -> Result<()> {
        if code == ffi::SQLITE_OK { Ok(()) } else { Err(self.error(code)) }
    }

    fn error(&self, code: c_int) -> LedgerError {
        match code & 0xff {
            ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => LedgerError::WorkspaceLocked,
            ffi::SQLITE_CANTOPEN | ffi::SQLITE_READONLY => LedgerError::WorkspaceReadOnly,
            _ => {
                // SAFETY: the handle is there; the message is a C string that lives until the next call on it.
                let message = unsafe { CStr::from_ptr(ffi::sqlite3_errmsg(self.db.as_ptr())) };
                LedgerError::DatabaseDamaged(message.to_string_lossy().into_owned())
            }
        }
    }
}

impl Drop for Scanner {
    fn drop(&mut self) {
        // SAFETY: the handle is open and every statement, which borrows this, is gone.
        unsafe { ffi::sqlite3_close(self.db.as_ptr()) };
    }
}

/// A prepared statement whose rows are read one after the other.
pub(crate) struct Rows<'scanner> {
    statement: NonNull<ffi::sqlite3_stmt>,
    scanner: &'scanner Scanner,
}

impl Rows<'_> {
    /// Begins again with these values for the parameters, all of them integers.
    pub(crate) fn bind(&mut self, values: &[i64]) -> Result<()> {
        // SAFETY: the statement is alive. What resetting returns is the error of the run before, reported then.
        unsafe { ffi::sqlite3_reset(self.statement.as_ptr()) };
        for (position, value) in (1..).zip(values) {
            // SAFETY: as above; a position that is out of range is an error code.
            self.scanner.check(unsafe { ffi::sqlite3_bind_int64(self.statement.as_ptr(), position, *value) })?;
        }
        Ok(())
    }

    /// Goes to the next row; false at the end.
    #[inline]
    pub(crate) fn step(&mut self) -> Result<bool> {
        // SAFETY: the statement is alive, and no column of the row before is borrowed any more (`&mut`).
        match unsafe { ffi::sqlite3_step(self.statement.as_ptr()) } {
            ffi::SQLITE_ROW => Ok(true),
            ffi::SQLITE_DONE => Ok(false),
            code => Err(self.scanner.error(code)),
        }
    }

    /// A column as an integer.
    #[inline]
    pub(crate) fn integer(&self, column: c_int) -> i64 {
        // SAFETY: the statement is alive; a column that is out of range, or no row, gives zero.
        unsafe { ffi::sqlite3_column_int64(self.statement.as_ptr(), column) }
    }

    /// A column's bytes, blob or text, until the next step; empty for NULL.
    #[inline]
    pub(crate) fn bytes(&self, column: c_int) -> &[u8] {
        // SAFETY: the statement is alive. The pointer comes before the length, as SQLite asks; it holds until the
        // next step or reset, which need `&mut self`, and this crate reads no column in two types.
        unsafe {
            let start = ffi::sqlite3_column_blob(self.statement.as_ptr(), column);
            let length = usize::try_from(ffi::sqlite3_column_bytes(self.statement.as_ptr(), column)).unwrap_or(0);
            if start.is_null() || length == 0 { &[] } else { std::slice::from_raw_parts(start.cast(), length) }
        }
    }
}

impl Drop for Rows<'_> {
    fn drop(&mut self) {
        // SAFETY: the statement is alive and finalised once. Its error code repeats the last step's.
        unsafe { ffi::sqlite3_finalize(self.statement.as_ptr()) };
    }
}

#[cfg(test)]
mod tests {
    use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
    use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn connections_opened_together_see_the_same_while_another_one_writes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("some.db");
        let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
        let mut writer = options.journal_mode(SqliteJournalMode::Wal).connect().await.unwrap();
        writer.execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY)").await.unwrap();
        let writing = tokio::spawn(async move {
            for _ in 0..2000 {
                writer.execute("INSERT INTO numbers DEFAULT VALUES").await.unwrap();
            }
            writer.close().await.unwrap();
        });
        tokio::task::spawn_blocking(move || {
            let mut ended = false;
            let mut states = Vec::new();
            while !ended {
                ended = writing.is_finished();
                let scanners = Scanner::open_together(&file, 3).unwrap();
                let count = |scanner: &Scanner| scanner.integer(c"SELECT count(*) FROM numbers").unwrap();
                let counts: Vec<i64> = scanners.iter().map(count).collect();
                assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
                states.push(counts[0]);
            }
            assert_eq!(states.last(), Some(&2000));
            assert!(states.is_sorted());
        })
        .await
        .unwrap();
    }
}
