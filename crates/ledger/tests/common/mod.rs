//! What the tests share: a home with an identity, a workspace, and statements to put into it.
#![allow(dead_code, clippy::allow_attributes, reason = "each test binary uses a part of it")]

use std::path::{Path, PathBuf};

use assay_ledger::{Ambient, Draft, Hash, Home, Ledger};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use tempfile::TempDir;

pub(crate) struct Place {
    pub(crate) root: TempDir,
    pub(crate) home: Home,
    pub(crate) dir: PathBuf,
    pub(crate) ambient: Ambient,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self::seeded(1)
    }

    pub(crate) fn seeded(seed: u64) -> Self {
        let root = tempfile::tempdir().unwrap();
        let ambient = Ambient::deterministic(seed);
        let home = Home::at(root.path().join("home"));
        home.set_identity(&ambient, "Ada Tester", "ada@example.org").unwrap();
        let dir = root.path().join("workspace");
        Self { root, home, dir, ambient }
    }

    pub(crate) async fn create(&self) -> Ledger {
        Ledger::create(&self.dir, &self.home, self.ambient.clone(), "Example").await.unwrap()
    }

    pub(crate) async fn open(&self) -> Ledger {
        Ledger::open(&self.dir, &self.home, self.ambient.clone()).await.unwrap()
    }

    /// A connection behind the ledger's back, with nothing that protects the tables.
    pub(crate) async fn tamper(&self) -> SqliteConnection {
        tamper(&self.dir).await
    }
}

pub(crate) async fn tamper(dir: &Path) -> SqliteConnection {
    let mut connection =
        SqliteConnectOptions::new().filename(dir.join("assay.db")).foreign_keys(false).connect().await.unwrap();
    let triggers: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    for trigger in triggers {
        connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(format!("DROP TRIGGER {trigger}")))).await.unwrap();
    }
    connection
}

pub(crate) async fn close(connection: SqliteConnection) {
    connection.close().await.unwrap();
}

pub(crate) fn result(subject: &str, code: &str, supersedes: &[Hash]) -> Draft {
    Draft {
        kind: "result.stated".into(),
        version: 1,
        subject: subject.into(),
        supersedes: supersedes.to_vec(),
        result: Some(code.into()),
        body: Some(format!("a note on {subject}").into_bytes()),
    }
}

pub(crate) async fn state(ledger: &Ledger, subject: &str, code: &str, supersedes: &[Hash]) -> Hash {
    let mut writing = ledger.write().await.unwrap();
    let entry = writing.append(result(subject, code, supersedes)).await.unwrap();
    writing.commit().await.unwrap();
    entry.hash
}
