//! Workspaces on several devices, and what travels between them.

use std::path::Path;

use assay_assessment::Workspace;
use assay_ledger::{DeviceId, Hash, Home, Import, ImportedEntry, Salted, SignedHead};
use sqlx::Row;

use super::Bench;

/// Everything that a workspace holds, device by device: what a bundle will carry.
pub(crate) async fn export(workspace: &Workspace) -> Import {
    let readers = workspace.ledger().readers();
    let rows = sqlx::query(
        "SELECT e.bytes, b.salt, b.body FROM entries e LEFT JOIN bodies b ON b.entry = e.id ORDER BY e.device, e.seq",
    )
    .fetch_all(readers)
    .await
    .expect("entries");
    let entry = |row: &sqlx::sqlite::SqliteRow| ImportedEntry {
        bytes: row.get(0),
        body: row
            .get::<Option<Vec<u8>>, _>(1)
            .map(|salt| Salted { salt: salt.try_into().expect("32 bytes"), body: row.get(2) }),
    };
    let entries = rows.iter().map(entry).collect();
    let rows =
        sqlx::query("SELECT d.device, h.size, h.root, h.signature FROM heads h JOIN devices d ON d.id = h.device")
            .fetch_all(readers)
            .await
            .expect("heads");
    let head = |row: &sqlx::sqlite::SqliteRow| SignedHead {
        device: DeviceId::from_slice(row.get(0)).expect("a device"),
        size: row.get::<i64, _>(1).unsigned_abs(),
        root: Hash::from_slice(row.get(2)).expect("a root"),
        signature: row.get::<Vec<u8>, _>(3).try_into().expect("64 bytes"),
    };
    Import { entries, heads: rows.iter().map(head).collect() }
}

/// The same rows with the devices' logs dealt out one entry at a time, the last device first: another order that each
/// device's log allows.
pub(crate) fn interleaved(import: Import) -> Import {
    let mut logs: Vec<Vec<ImportedEntry>> = Vec::new();
    let mut last = None;
    for entry in import.entries {
        let device = assay_ledger::Entry::decode(entry.bytes.clone()).expect("an entry").device;
        if last != Some(device) {
            logs.push(Vec::new());
            last = Some(device);
        }
        logs.last_mut().expect("a log").push(entry);
    }
    let mut logs: Vec<_> = logs.into_iter().rev().map(Vec::into_iter).collect();
    let mut entries = Vec::new();
    loop {
        let before = entries.len();
        entries.extend(logs.iter_mut().filter_map(Iterator::next));
        if entries.len() == before {
            return Import { entries, heads: import.heads };
        }
    }
}

/// A copy of a workspace's folder, opened: it goes on as a device of its own.
pub(crate) async fn copy(from: &Path, to: &Path, bench: &Bench) -> Workspace {
    fn all(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                all(&entry.path(), &target);
            } else {
                std::fs::copy(entry.path(), target).expect("copied");
            }
        }
    }
    all(from, to);
    let home = Home::at(bench.home.dir());
    let workspace = Workspace::open(to, &home, bench.ambient.clone()).await.expect("it opens");
    assert!(workspace.notice().is_some(), "a copy gets a new device");
    workspace
}

/// A bench whose workspace has a second device with all that was there before.
pub(crate) async fn two_devices() -> (Bench, Workspace) {
    two_devices_with("L1").await
}

/// As [`two_devices`], by another profile.
pub(crate) async fn two_devices_with(profile: &str) -> (Bench, Workspace) {
    let bench = Bench::new(profile).await;
    // The copy is made while nothing is open, so that the log file is whole.
    let dir = bench.workspace.dir().to_owned();
    let Bench { folder, home, ambient, workspace, app, release, android, ios, assessment } = bench;
    workspace.close().await;
    let workspace = Workspace::open(&dir, &home, ambient.clone()).await.expect("it opens");
    workspace.close().await;
    let placeholder = Workspace::open(&dir, &home, ambient.clone()).await.expect("it opens");
    let bench = Bench { folder, home, ambient, workspace: placeholder, app, release, android, ios, assessment };
    let other = copy(&dir, &bench.path("copy"), &bench).await;
    (bench, other)
}

/// Each takes in what the other has.
pub(crate) async fn exchange(one: &Workspace, other: &Workspace) {
    let (from_one, from_other) = (export(one).await, export(other).await);
    other.import(from_one).await.expect("taken in");
    one.import(interleaved(from_other)).await.expect("taken in");
}
