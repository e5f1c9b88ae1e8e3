//! Whatever is changed behind the ledger's back: verification names the first thing that is wrong.

mod common;

use assay_ledger::{Cancel, Hash, HeadScope, Ledger, Problem, ProblemKind};
use common::{Place, state};
use sqlx::Executor as _;

/// A workspace with statements at the places 4 to 23 of its one log, each in a transaction of its own.
async fn workspace(place: &Place) -> (Ledger, Vec<Hash>) {
    let ledger = place.create().await;
    let mut hashes = vec![state(&ledger, "unit/0", "pass", &[]).await];
    for number in 1..20_usize {
        hashes.push(state(&ledger, "unit/0", "fail", &[hashes[number - 1]]).await);
    }
    (ledger, hashes)
}

async fn problem(ledger: &Ledger) -> Option<Problem> {
    ledger.verify(HeadScope::All, |_| {}, &Cancel::new()).await.unwrap().problem
}

async fn after(sql: &'static str) -> (Problem, Vec<Hash>) {
    let place = Place::new();
    let (ledger, hashes) = workspace(&place).await;
    assert_eq!(problem(&ledger).await, None);
    let mut tamper = place.tamper().await;
    tamper.execute(sqlx::raw_sql(sql)).await.unwrap();
    common::close(tamper).await;
    let problem = problem(&ledger).await.unwrap_or_else(|| panic!("not noticed: {sql}"));
    assert!(!problem.sentence.is_empty());
    (problem, hashes)
}

#[tokio::test]
async fn a_tampered_entry_is_named() {
    // The last byte of the entry at place 10, of its result code, and of everything behind it.
    for sql in [
        "UPDATE entries SET bytes = unhex(substr(hex(bytes), 1, 2 * length(bytes) - 2) || '00') WHERE seq = 10",
        "UPDATE entries SET bytes = unhex(replace(hex(bytes), hex('fail'), hex('pass'))) WHERE seq >= 10",
        "UPDATE entries SET bytes = x'80' WHERE seq = 10",
        "UPDATE entries SET bytes = zeroblob(0) WHERE seq = 10",
    ] {
        let (problem, hashes) = after(sql).await;
        assert_eq!(problem.kind, ProblemKind::Entry, "{sql}");
        assert_eq!((problem.hash, problem.seq), (Some(hashes[6]), Some(10)));
        assert!(problem.device.is_some());
    }
}

#[tokio::test]
async fn a_changed_column_is_named() {
    for sql in [
        "UPDATE entries SET subject = 'unit/other' WHERE seq = 10",
        "UPDATE entries SET kind = 'other' WHERE seq = 10",
        "UPDATE entries SET seq = 1000 WHERE seq = 10",
        "UPDATE entries SET device = 77 WHERE seq = 10",
    ] {
        let (problem, hashes) = after(sql).await;
        assert_eq!(problem.kind, ProblemKind::Column, "{sql}");
        assert_eq!(problem.hash, Some(hashes[6]));
    }
}

#[tokio::test]
async fn a_missing_entry_is_noticed_wherever_it_was() {
    let (problem, _) = after("DELETE FROM bodies WHERE entry = 11; DELETE FROM supersedes WHERE entry = 11; DELETE FROM entries WHERE seq = 10").await;
    assert_eq!((problem.kind, problem.seq), (ProblemKind::Chain, Some(11)));
    let (problem, _) = after("DELETE FROM bodies WHERE entry >= 20; DELETE FROM supersedes WHERE entry >= 20; DELETE FROM entries WHERE id >= 20").await;
    assert_eq!((problem.kind, problem.seq), (ProblemKind::Chain, Some(20)));
    let (problem, _) = after("DELETE FROM bodies; DELETE FROM supersedes; DELETE FROM entries").await;
    assert_eq!((problem.kind, problem.seq), (ProblemKind::Chain, Some(4)));
}

#[tokio::test]
async fn a_changed_body_is_named_and_a_missing_one_was_redacted() {
    for sql in [
        "UPDATE bodies SET body = cast('another text' AS BLOB) WHERE entry = 11",
        "UPDATE bodies SET salt = zeroblob(32) WHERE entry = 11",
    ] {
        let (problem, hashes) = after(sql).await;
        assert_eq!((problem.kind, problem.hash, problem.seq), (ProblemKind::Body, Some(hashes[6]), Some(10)));
    }
    let (problem, _) = after("INSERT INTO bodies VALUES (999, zeroblob(32), x'00')").await;
    assert_eq!(problem.kind, ProblemKind::Body);
}

#[tokio::test]
async fn the_list_of_superseded_entries_is_checked() {
    for sql in [
        "DELETE FROM supersedes WHERE entry = 11",
        "UPDATE supersedes SET superseded = zeroblob(32) WHERE entry = 11",
        "INSERT INTO supersedes VALUES (11, zeroblob(32))",
    ] {
        let (problem, hashes) = after(sql).await;
        assert_eq!((problem.kind, problem.hash), (ProblemKind::Supersedes, Some(hashes[6])), "{sql}");
    }
    let (problem, _) = after("INSERT INTO supersedes VALUES (4711, zeroblob(32))").await;
    assert_eq!(problem.kind, ProblemKind::Supersedes);
}

#[tokio::test]
async fn nodes_roots_and_signatures_are_checked() {
    for sql in [
        "UPDATE nodes SET hash = zeroblob(32) WHERE level = 2 AND idx = 3",
        "DELETE FROM nodes WHERE level = 2 AND idx = 3",
    ] {
        let (problem, _) = after(sql).await;
        assert_eq!((problem.kind, problem.seq), (ProblemKind::Node, Some(15)), "{sql}");
    }
    let (problem, _) = after("INSERT INTO nodes VALUES (1, 7, 0, zeroblob(32))").await;
    assert_eq!(problem.kind, ProblemKind::Node);
    let (problem, _) = after("UPDATE heads SET root = zeroblob(32) WHERE size = 13").await;
    assert_eq!((problem.kind, problem.seq), (ProblemKind::Root, Some(13)));
    let (problem, _) = after("UPDATE heads SET signature = zeroblob(64) WHERE size >= 13").await;
    assert_eq!((problem.kind, problem.seq), (ProblemKind::Signature, Some(13)));
    let (problem, hashes) = after("DELETE FROM heads WHERE size > 20").await;
    assert_eq!((problem.kind, problem.seq, problem.hash), (ProblemKind::Unsigned, Some(23), Some(hashes[19])));
    let (problem, _) = after("UPDATE devices SET device = zeroblob(32)").await;
    assert_eq!(problem.kind, ProblemKind::Column);
}

#[tokio::test]
async fn with_the_last_heads_only_earlier_signatures_are_not_read_but_all_else_is() {
    let place = Place::new();
    let (ledger, _) = workspace(&place).await;
    let mut tamper = place.tamper().await;
    tamper.execute("UPDATE heads SET signature = zeroblob(64) WHERE size = 13").await.unwrap();
    common::close(tamper).await;
    let last = ledger.verify(HeadScope::Last, |_| {}, &Cancel::new()).await.unwrap();
    assert_eq!(last.problem, None);
    assert_eq!(problem(&ledger).await.unwrap().kind, ProblemKind::Signature);
    let mut tamper = place.tamper().await;
    tamper.execute("UPDATE heads SET signature = zeroblob(64) WHERE size = 24").await.unwrap();
    common::close(tamper).await;
    let last = ledger.verify(HeadScope::Last, |_| {}, &Cancel::new()).await.unwrap();
    assert_eq!(last.problem.unwrap().seq, Some(24));
}

#[tokio::test]
async fn reading_a_tampered_body_or_entry_is_an_error() {
    let place = Place::new();
    let (ledger, hashes) = workspace(&place).await;
    let mut tamper = place.tamper().await;
    tamper.execute("UPDATE bodies SET body = x'00' WHERE entry = 11").await.unwrap();
    tamper
        .execute("UPDATE entries SET bytes = (SELECT bytes FROM entries WHERE seq = 3) WHERE seq = 12")
        .await
        .unwrap();
    common::close(tamper).await;
    assert_eq!(ledger.body(&hashes[6]).await.unwrap_err().code(), "body.altered");
    assert_eq!(ledger.entry(&hashes[8]).await.unwrap_err().code(), "entry.malformed");
    ledger.entry(&hashes[7]).await.unwrap();
}

#[tokio::test]
async fn verification_says_how_far_it_is_and_can_be_cancelled() {
    use std::sync::atomic::{AtomicU64, Ordering};
    let place = Place::new();
    let ledger = place.create().await;
    let mut writing = ledger.write().await.unwrap();
    for number in 0..9000 {
        writing.append(common::result(&format!("unit/{number}"), "pass", &[])).await.unwrap();
    }
    writing.commit().await.unwrap();
    let calls = std::sync::Arc::new(AtomicU64::new(0));
    let counted = calls.clone();
    let done = move |progress: assay_ledger::Progress| {
        assert_eq!(progress.total, 9004);
        counted.fetch_max(progress.done, Ordering::SeqCst);
    };
    let verification = ledger.verify(HeadScope::All, done, &Cancel::new()).await.unwrap();
    assert_eq!((verification.entries, verification.problem), (9004, None));
    assert_eq!(calls.load(Ordering::SeqCst), 9004);
    let cancel = Cancel::new();
    cancel.cancel();
    assert_eq!(ledger.verify(HeadScope::All, |_| {}, &cancel).await.unwrap_err().code(), "cancelled");
}

#[tokio::test]
async fn the_first_of_several_problems_is_named_whichever_thread_comes_upon_one_first() {
    let place = Place::new();
    let (ledger, hashes) = workspace(&place).await;
    // More than is read at once: several threads have a part each.
    let mut writing = ledger.write().await.unwrap();
    for number in 0..30_000 {
        writing.append(common::result(&format!("unit/{number}"), "pass", &[])).await.unwrap();
    }
    writing.commit().await.unwrap();
    let mut tamper = place.tamper().await;
    tamper.execute("UPDATE entries SET bytes = x'80' WHERE seq IN (9000, 17000, 25000, 30000)").await.unwrap();
    for _ in 0..8 {
        let problem = problem(&ledger).await.unwrap();
        assert_eq!((problem.kind, problem.seq), (ProblemKind::Entry, Some(9000)));
    }
    // A signature waits to be checked with others, but it comes before.
    tamper.execute("UPDATE heads SET signature = zeroblob(64) WHERE size = 13").await.unwrap();
    let found = problem(&ledger).await.unwrap();
    assert_eq!((found.kind, found.seq), (ProblemKind::Signature, Some(13)));
    tamper.execute("UPDATE entries SET bytes = x'80' WHERE seq = 10").await.unwrap();
    common::close(tamper).await;
    let found = problem(&ledger).await.unwrap();
    assert_eq!((found.kind, found.hash, found.seq), (ProblemKind::Entry, Some(hashes[6]), Some(10)));
}

/// A change of the record that is noticed at one place of the log.
type Tampering = (ProblemKind, fn(u64) -> String);

#[tokio::test]
async fn the_first_of_different_problems_is_named_whatever_follows_it() {
    const TAMPERINGS: [Tampering; 5] = [
        (ProblemKind::Entry, |seq| format!("UPDATE entries SET bytes = x'80' WHERE seq = {seq}")),
        (ProblemKind::Column, |seq| format!("UPDATE entries SET subject = 'unit/other' WHERE seq = {seq}")),
        (ProblemKind::Body, |seq| format!("UPDATE bodies SET body = x'00' WHERE entry = {seq} + 1")),
        (ProblemKind::Body, |seq| format!("UPDATE bodies SET salt = x'00' WHERE entry = {seq} + 1")),
        (ProblemKind::Supersedes, |seq| format!("DELETE FROM supersedes WHERE entry = {seq} + 1")),
    ];
    for turned in 0..TAMPERINGS.len() {
        let place = Place::new();
        let (ledger, hashes) = workspace(&place).await;
        let mut tamper = place.tamper().await;
        tamper.execute("PRAGMA ignore_check_constraints = ON").await.unwrap();
        let mut order = TAMPERINGS;
        order.rotate_left(turned);
        // From the last one on: each time another one is the first, and all that were found before are still there.
        for (offset, (kind, sql)) in order.iter().enumerate().rev() {
            let seq = 10 + offset as u64;
            tamper.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(sql(seq)))).await.unwrap();
            let found = problem(&ledger).await.unwrap();
            assert_eq!(
                (found.kind, found.hash, found.seq),
                (*kind, Some(hashes[offset + 6]), Some(seq)),
                "{}",
                sql(seq)
            );
        }
        // Of one entry the bytes come first: what they say is held against the rest only if they are the right ones.
        tamper.execute("UPDATE entries SET bytes = x'80', subject = 'unit/other' WHERE seq = 10").await.unwrap();
        assert_eq!(problem(&ledger).await.unwrap().kind, ProblemKind::Entry);
        common::close(tamper).await;
    }
}

#[tokio::test]
async fn the_first_wrong_node_is_named_though_a_whole_level_is_hashed_at_once() {
    let place = Place::new();
    let (ledger, _) = workspace(&place).await;
    let mut writing = ledger.write().await.unwrap();
    for number in 0..3000 {
        writing.append(common::result(&format!("unit/{number}"), "pass", &[])).await.unwrap();
    }
    writing.commit().await.unwrap();
    let mut tamper = place.tamper().await;
    // Each is completed by an earlier leaf than the one before it.
    for (level, index, leaf) in [(1, 1400, 2801), (7, 20, 2687), (2, 300, 1203), (1, 601, 1203), (4, 70, 1135)] {
        let sql = format!("UPDATE nodes SET hash = zeroblob(32) WHERE level = {level} AND idx = {index}");
        tamper.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(sql))).await.unwrap();
        let found = problem(&ledger).await.unwrap();
        assert_eq!((found.kind, found.seq), (ProblemKind::Node, Some(leaf)));
        assert!(found.sentence.contains(&format!("{level}/{index} ")), "{}", found.sentence);
    }
    common::close(tamper).await;
}

#[tokio::test]
async fn rows_that_no_log_needs_are_noticed() {
    for (kind, sql) in [
        (ProblemKind::Node, "INSERT INTO nodes VALUES (1, 1, 5000, zeroblob(32))"),
        (ProblemKind::Node, "INSERT INTO nodes VALUES (1, 40, 0, zeroblob(32))"),
        (ProblemKind::Node, "PRAGMA ignore_check_constraints = ON; INSERT INTO nodes VALUES (1, 0, 0, zeroblob(32))"),
        (ProblemKind::Node, "INSERT INTO nodes VALUES (99, 1, 0, zeroblob(32))"),
        (ProblemKind::Node, "INSERT INTO nodes VALUES (-99, 1, 0, zeroblob(32))"),
        (ProblemKind::Root, "INSERT INTO heads VALUES (99, 1, zeroblob(32), zeroblob(64))"),
    ] {
        let (problem, _) = after(sql).await;
        assert_eq!(problem.kind, kind, "{sql}");
    }
}
