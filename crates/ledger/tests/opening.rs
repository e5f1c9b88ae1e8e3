//! Opening what is no workspace, and whether a device's key goes on.

mod common;

use std::fs;
use std::path::Path;
use std::time::Duration;

use assay_ledger::{Cancel, HeadScope, Home, Ledger, LedgerError, NewDeviceReason, Opening, Settings, Verification};
use common::{Place, result, state};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

async fn refused(place: &Place) -> LedgerError {
    let settings = Settings { busy_timeout: Duration::from_millis(50), ..Settings::default() };
    let refused = Ledger::open_with(&place.dir, &place.home, place.ambient.clone(), settings).await.unwrap_err();
    assert!(!refused.to_string().is_empty() && refused.next_step().ends_with('.'));
    refused
}

async fn verified(ledger: &Ledger) -> Verification {
    let verification = ledger.verify(HeadScope::All, |_| {}, &Cancel::new()).await.unwrap();
    assert_eq!(verification.problem, None);
    verification
}

fn copy_workspace(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for name in ["assay.db", "assay.db-wal"] {
        if from.join(name).exists() {
            fs::copy(from.join(name), to.join(name)).unwrap();
        } else {
            let _ = fs::remove_file(to.join(name));
        }
    }
    let _ = fs::remove_file(to.join("assay.db-shm"));
}

#[tokio::test]
async fn without_an_identity_nothing_opens() {
    let place = Place::new();
    place.create().await.close().await;
    let home = Home::at(place.root.path().join("other"));
    let refused = Ledger::open(&place.dir, &home, place.ambient.clone()).await.unwrap_err();
    assert_eq!(refused.code(), "identity.missing");
    let refused =
        Ledger::create(&place.root.path().join("new"), &home, place.ambient.clone(), "New").await.unwrap_err();
    assert_eq!(refused.code(), "identity.missing");
    assert!(!place.root.path().join("new").exists());
    for (name, email) in [("", "a@b"), ("A", "nobody"), ("A\nB", "a@b"), ("A", "@b")] {
        assert_eq!(home.set_identity(&place.ambient, name, email).unwrap_err().code(), "identity.invalid");
    }
    let first = home.set_identity(&place.ambient, "A", "a@b").unwrap();
    let second = home.set_identity(&place.ambient, "B", "b@b").unwrap();
    assert_eq!(first.member, second.member);
    fs::write(home.dir().join("identity.json"), "{").unwrap();
    assert_eq!(home.identity().unwrap_err().code(), "home.damaged");
}

#[tokio::test]
async fn what_is_no_workspace_is_said_to_be_none() {
    let place = Place::new();
    assert_eq!(refused(&place).await.code(), "workspace.missing");
    fs::create_dir_all(&place.dir).unwrap();
    assert_eq!(refused(&place).await.code(), "workspace.missing");
    let file = place.dir.join("assay.db");
    fs::write(&file, "a text that is longer than the header of a database, and no database at all. ".repeat(20))
        .unwrap();
    assert_eq!(refused(&place).await.code(), "workspace.not_one");
    fs::write(&file, "").unwrap();
    assert_eq!(refused(&place).await.code(), "workspace.not_one");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(refused(&place).await.code(), "workspace.not_one");
    fs::remove_dir(&file).unwrap();
    let mut other =
        sqlx::sqlite::SqliteConnectOptions::new().filename(&file).create_if_missing(true).connect().await.unwrap();
    other.execute("CREATE TABLE notes (text)").await.unwrap();
    other.close().await.unwrap();
    let before = fs::read(&file).unwrap();
    assert_eq!(refused(&place).await.code(), "workspace.not_one");
    let refused = Ledger::create(&place.dir, &place.home, place.ambient.clone(), "New").await.unwrap_err();
    assert_eq!(refused.code(), "workspace.not_one");
    assert_eq!(fs::read(&file).unwrap(), before, "another program's file was changed");
}

#[tokio::test]
async fn a_workspace_is_not_made_twice() {
    let place = Place::new();
    place.create().await.close().await;
    let refused = Ledger::create(&place.dir, &place.home, place.ambient.clone(), "New").await.unwrap_err();
    assert_eq!(refused.code(), "workspace.exists");
}

#[tokio::test]
async fn a_newer_schema_is_left_alone() {
    let place = Place::new();
    place.create().await.close().await;
    let mut tamper = place.tamper().await;
    tamper.execute("PRAGMA user_version = 999").await.unwrap();
    common::close(tamper).await;
    let refused = refused(&place).await;
    assert_eq!(refused.code(), "workspace.newer");
    assert!(refused.to_string().contains("999"));
}

#[tokio::test]
async fn a_locked_workspace_says_so() {
    let place = Place::new();
    let ledger = place.create().await;
    ledger.close().await;
    let mut other = place.tamper().await;
    other.execute("PRAGMA journal_mode = DELETE").await.unwrap();
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    assert_eq!(refused(&place).await.code(), "workspace.locked");
    other.execute("ROLLBACK").await.unwrap();
    common::close(other).await;

    let settings = Settings { busy_timeout: Duration::from_millis(50), ..Settings::default() };
    let ledger = Ledger::open_with(&place.dir, &place.home, place.ambient.clone(), settings).await.unwrap();
    let other = place.open().await;
    let writing = other.write().await.unwrap();
    assert_eq!(ledger.write().await.unwrap_err().code(), "workspace.locked");
    // Reading goes on beside a writer.
    ledger.checkpoint().await.unwrap();
    drop(writing);
    let mut writing = ledger.write().await.unwrap();
    writing.append(result("unit/1", "pass", &[])).await.unwrap();
    writing.commit().await.unwrap();
}

#[tokio::test]
async fn someone_elses_workspace_is_not_opened_in_place() {
    let place = Place::new();
    place.create().await.close().await;
    let home = Home::at(place.root.path().join("bens-home"));
    home.set_identity(&place.ambient, "Ben", "ben@example.org").unwrap();
    let refused = Ledger::open(&place.dir, &home, place.ambient.clone()).await.unwrap_err();
    assert_eq!(refused.code(), "workspace.foreign");
}

#[tokio::test]
async fn a_copy_gets_a_device_of_its_own_that_is_vouched_for() {
    let place = Place::new();
    let ledger = place.create().await;
    state(&ledger, "unit/1", "pass", &[]).await;
    let original = ledger.device();
    ledger.close().await;

    let copy = place.root.path().join("copy");
    copy_workspace(&place.dir, &copy);
    let ledger = Ledger::open(&copy, &place.home, place.ambient.clone()).await.unwrap();
    assert_eq!(ledger.opening(), Opening::NewDevice(NewDeviceReason::NoWitness));
    assert_ne!(ledger.device(), original);
    state(&ledger, "unit/1", "fail", &[]).await;
    let devices = verified(&ledger).await.devices;
    assert_eq!(devices.len(), 2);
    assert!(devices.iter().all(|device| device.known));
    let copied = ledger.device();
    ledger.close().await;

    // Both go on, each with its own key, however often they are opened.
    for _ in 0..2 {
        let ledger = Ledger::open(&copy, &place.home, place.ambient.clone()).await.unwrap();
        assert_eq!((ledger.opening(), ledger.device()), (Opening::Continued, copied));
        ledger.close().await;
        let ledger = place.open().await;
        assert_eq!((ledger.opening(), ledger.device()), (Opening::Continued, original));
        ledger.close().await;
    }
}

#[tokio::test]
async fn an_older_state_restored_in_place_gets_a_new_device() {
    let place = Place::new();
    let ledger = place.create().await;
    ledger.close().await;
    let backup = place.root.path().join("backup");
    copy_workspace(&place.dir, &backup);
    let ledger = place.open().await;
    state(&ledger, "unit/1", "pass", &[]).await;
    let original = ledger.device();
    ledger.close().await;
    copy_workspace(&backup, &place.dir);
    let ledger = place.open().await;
    assert_eq!(ledger.opening(), Opening::NewDevice(NewDeviceReason::Behind));
    assert_ne!(ledger.device(), original);
    verified(&ledger).await;
}

fn witness_file(place: &Place) -> std::path::PathBuf {
    let workspaces = place.home.dir().join("witnesses");
    let workspace = fs::read_dir(&workspaces).unwrap().next().unwrap().unwrap().path();
    fs::read_dir(&workspace).unwrap().next().unwrap().unwrap().path()
}

#[tokio::test]
async fn another_history_under_the_same_key_is_a_fork() {
    let place = Place::new();
    let ledger = place.create().await;
    state(&ledger, "unit/1", "pass", &[]).await;
    let device = ledger.device();
    ledger.close().await;
    // The witness saw another last entry at the same place, as after two copies of a whole machine.
    let mut record = fs::read(witness_file(&place)).unwrap();
    record[80] ^= 1;
    let checksum = assay_ledger::Hash::of(&record[..112]);
    record[112..].copy_from_slice(checksum.as_bytes());
    fs::write(witness_file(&place), record).unwrap();
    let refused = refused(&place).await;
    assert_eq!(refused.code(), "ledger.fork");
    assert!(matches!(refused, LedgerError::Fork { device: forked, seq: 4 } if forked == device));
}

#[tokio::test]
async fn lost_keys_and_damaged_witnesses_make_new_devices() {
    let place = Place::new();
    place.create().await.close().await;
    let devices = place.home.dir().join("devices");
    fs::remove_dir_all(&devices).unwrap();
    let ledger = place.open().await;
    assert_eq!(ledger.opening(), Opening::NewDevice(NewDeviceReason::Damaged));
    // The recovery key is still here and vouches.
    assert!(verified(&ledger).await.devices.iter().all(|device| device.known));
    ledger.close().await;

    fs::remove_dir_all(&devices).unwrap();
    fs::remove_dir_all(place.home.dir().join("recovery")).unwrap();
    let ledger = place.open().await;
    assert_eq!(ledger.opening(), Opening::NewDevice(NewDeviceReason::Damaged));
    let verification = verified(&ledger).await;
    let unknown: Vec<_> = verification.devices.iter().filter(|device| !device.known).collect();
    assert_eq!(unknown.len(), 1);
    assert_eq!(unknown[0].device, ledger.device(), "nobody vouches for this key");
    ledger.close().await;

    fs::write(witness_file(&place), "cut").unwrap();
    assert_eq!(place.open().await.opening(), Opening::NewDevice(NewDeviceReason::Damaged));
}

#[cfg(unix)]
#[tokio::test]
async fn the_home_folder_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.create().await.close().await;
    let mut folders = vec![place.home.dir().to_owned()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700, "{}", folder.display());
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                files += 1;
                let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
                assert_eq!(mode, 0o600, "{}", entry.path().display());
            }
        }
    }
    assert_eq!(files, 4, "identity, device key, recovery key, witness");
}

#[tokio::test]
async fn two_handles_write_in_turn_and_notice_each_other() {
    let place = Place::new();
    let first = place.create().await;
    let second = place.open().await;
    assert_eq!(second.opening(), Opening::Continued);
    assert_eq!(first.device(), second.device());
    let before = second.data_version().await.unwrap();
    assert_eq!(second.data_version().await.unwrap(), before);
    state(&first, "unit/0", "pass", &[]).await;
    assert_ne!(second.data_version().await.unwrap(), before);

    let write = |ledger: Ledger, name: &'static str| async move {
        for number in 0..50 {
            state(&ledger, &format!("unit/{name}/{number}"), "pass", &[]).await;
        }
    };
    let tasks = [
        tokio::spawn(write(first.clone(), "a")),
        tokio::spawn(write(second.clone(), "b")),
        tokio::spawn(write(first.clone(), "c")),
    ];
    for task in tasks {
        task.await.unwrap();
    }
    let verification = verified(&second).await;
    assert_eq!(verification.entries, 4 + 1 + 150);
    assert_eq!(verification.heads, 1 + 1 + 150);
}
