//! The tables refuse what would change or remove a row, whatever the statement.

mod common;

use assay_ledger::Ledger;
use common::{Place, state};
use sqlx::Executor as _;

async fn refusal(ledger: &Ledger, sql: &'static str) -> String {
    let mut writing = ledger.write().await.unwrap();
    let error = writing.connection().execute(sqlx::raw_sql(sql)).await.expect_err(sql);
    error.to_string()
}

#[tokio::test]
async fn rows_cannot_be_changed_removed_or_replaced() {
    let place = Place::new();
    let ledger = place.create().await;
    let first = state(&ledger, "unit/1", "pass", &[]).await;
    state(&ledger, "unit/1", "fail", &[first]).await;
    for sql in [
        "UPDATE workspace SET id = zeroblob(16)",
        "DELETE FROM workspace",
        "INSERT OR REPLACE INTO workspace VALUES (1, zeroblob(16))",
        "UPDATE devices SET device = zeroblob(32)",
        "DELETE FROM devices",
        "INSERT OR REPLACE INTO devices SELECT id, zeroblob(32) FROM devices",
        "UPDATE entries SET bytes = x'00'",
        "UPDATE entries SET id = id + 1000",
        "DELETE FROM entries",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries",
        "INSERT INTO entries SELECT * FROM entries WHERE true ON CONFLICT DO UPDATE SET kind = 'other'",
        "UPDATE OR REPLACE entries SET seq = 0",
        "UPDATE bodies SET body = x'00'",
        "INSERT INTO bodies SELECT * FROM bodies WHERE true ON CONFLICT DO UPDATE SET body = x'00'",
        "UPDATE supersedes SET superseded = zeroblob(32)",
        "DELETE FROM supersedes",
        "INSERT OR REPLACE INTO supersedes SELECT * FROM supersedes",
        "UPDATE nodes SET hash = zeroblob(32)",
        "DELETE FROM nodes",
        "INSERT OR REPLACE INTO nodes SELECT * FROM nodes",
        "UPDATE heads SET signature = zeroblob(64)",
        "DELETE FROM heads",
        "INSERT OR REPLACE INTO heads SELECT * FROM heads",
    ] {
        let refusal = refusal(&ledger, sql).await;
        assert!(refusal.contains("append-only"), "{sql}: {refusal}");
    }
}

#[tokio::test]
async fn the_schema_cannot_be_rewritten_behind_our_back() {
    let place = Place::new();
    let ledger = place.create().await;
    let refusal =
        refusal(&ledger, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'trigger'").await;
    assert!(refusal.contains("may not be modified"), "{refusal}");
}

#[tokio::test]
async fn the_connections_are_set_as_the_design_says() {
    let place = Place::new();
    let ledger = place.create().await;
    let mut writing = ledger.write().await.unwrap();
    for (pragma, expected) in [
        ("SELECT journal_mode FROM pragma_journal_mode", "wal"),
        ("SELECT cast(synchronous AS TEXT) FROM pragma_synchronous", "2"),
        ("SELECT cast(foreign_keys AS TEXT) FROM pragma_foreign_keys", "1"),
        ("SELECT cast(trusted_schema AS TEXT) FROM pragma_trusted_schema", "0"),
        ("SELECT cast(recursive_triggers AS TEXT) FROM pragma_recursive_triggers", "1"),
        ("SELECT cast(cell_size_check AS TEXT) FROM pragma_cell_size_check", "1"),
        ("SELECT cast(secure_delete AS TEXT) FROM pragma_secure_delete", "1"),
    ] {
        let value: String = sqlx::query_scalar(pragma).fetch_one(writing.connection()).await.unwrap();
        assert_eq!(value, expected, "{pragma}");
    }
    let mapped: Option<i64> =
        sqlx::query_scalar("PRAGMA mmap_size").fetch_optional(writing.connection()).await.unwrap();
    assert_eq!(mapped.unwrap_or(0), 0);
    let cipher: Option<String> =
        sqlx::query_scalar("PRAGMA cipher_version").fetch_optional(writing.connection()).await.unwrap();
    assert!(cipher.is_some(), "the one SQLite of the process is SQLCipher");
    let refusal = sqlx::query("DELETE FROM bodies").execute(ledger.readers()).await.unwrap_err();
    assert!(refusal.to_string().contains("readonly"), "{refusal}");
}
