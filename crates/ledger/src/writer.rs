//! The one connection of this process that writes, and whose turn it is.
//!
//! Transactions are begun and ended here by plain statements, not by sqlx: each statement is a message to the
//! connection's thread, so that beginning goes together with reading the state, and signing with committing; and a
//! full disk, which makes SQLite take a transaction back by itself, leaves nothing that counts it still.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, Sqlite};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};

use crate::{LedgerError, Result};

/// The writing connection; nothing once it is closed.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    connection: Arc<Mutex<Option<SqliteConnection>>>,
    /// A transaction was begun that nobody has ended.
    open: Arc<AtomicBool>,
    patience: Duration,
}

impl Writer {
    pub(crate) fn new(connection: SqliteConnection, patience: Duration) -> Self {
        Self { connection: Arc::new(Mutex::new(Some(connection))), open: Arc::default(), patience }
    }

    /// Waits until no other task of this process writes.
    pub(crate) async fn turn(&self) -> Result<Turn> {
        let waiting = tokio::time::timeout(self.patience, Arc::clone(&self.connection).lock_owned());
        let guard = waiting.await.map_err(|_| LedgerError::WorkspaceLocked)?;
        let guard = OwnedMutexGuard::try_map(guard, Option::as_mut)
            .map_err(|_| LedgerError::Database(sqlx::Error::PoolClosed))?;
        let mut turn = Turn { guard: Some(guard), open: Arc::clone(&self.open) };
        if turn.open.load(Ordering::SeqCst) {
            // Someone dropped a transaction where no task could take it back.
            turn.roll_back().await?;
        }
        Ok(turn)
    }

    /// Waits for the writer and closes its connection.
    pub(crate) async fn close(&self) {
        if let Some(connection) = self.connection.lock().await.take() {
            // What can't be closed properly is closed by dropping it; nothing is lost by that.
            let _ = connection.close().await;
        }
    }
}

/// The connection, as long as it is one's turn. Dropping it takes back what was begun and not committed.
#[derive(Debug)]
pub(crate) struct Turn {
    /// Nothing only while dropping.
    guard: Option<OwnedMappedMutexGuard<Option<SqliteConnection>, SqliteConnection>>,
    open: Arc<AtomicBool>,
}

impl Turn {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        match &mut self.guard {
            Some(guard) => guard,
            None => unreachable!("the guard is taken only while dropping"),
        }
    }

    /// Takes the write lock of the database.
    pub(crate) async fn begin(&mut self) -> Result<()> {
        self.begin_and("", |query| query).await.map(drop)
    }

    /// Takes the write lock and reads something under it, in one message.
    pub(crate) async fn begin_and(
        &mut self,
        read: &str,
        bind: impl FnOnce(Query<'static, Sqlite, SqliteArguments>) -> Query<'static, Sqlite, SqliteArguments>,
    ) -> Result<Vec<SqliteRow>> {
        // Said before it is done: if this is dropped on the way, what was begun is still taken back.
        self.open.store(true, Ordering::SeqCst);
        let query = bind(sqlx::query(AssertSqlSafe(format!("BEGIN IMMEDIATE; {read}"))));
        Ok(self.connection().fetch_all(query).await?)
    }

    /// Commits.
    pub(crate) async fn commit(&mut self) -> Result<()> {
        self.connection().execute("COMMIT").await?;
        self.committed();
        Ok(())
    }

    /// Notes that a statement of the caller's has committed.
    pub(crate) fn committed(&mut self) {
        self.open.store(false, Ordering::SeqCst);
    }

    /// Takes everything back.
    pub(crate) async fn roll_back(&mut self) -> Result<()> {
        let open = Arc::clone(&self.open);
        roll_back(self.connection(), &open).await
    }
}

async fn roll_back(connection: &mut SqliteConnection, open: &AtomicBool) -> Result<()> {
    let done = connection.execute("ROLLBACK").await;
    open.store(false, Ordering::SeqCst);
    match done {
        Ok(_) => Ok(()),
        // SQLite has taken it back by itself, or it never began.
        Err(sqlx::Error::Database(error)) if error.message().contains("no transaction is active") => Ok(()),
        Err(error) => Err(error.into()),
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.open.load(Ordering::SeqCst) {
            return;
        }
        // At once, so that other processes need not wait. Without a runtime, or when it ends before, the next turn
        // does it, or SQLite when the connection is closed.
        if let (Some(mut guard), Ok(runtime)) = (self.guard.take(), tokio::runtime::Handle::try_current()) {
            let open = Arc::clone(&self.open);
            runtime.spawn(async move { roll_back(&mut guard, &open).await });
        }
    }
}
