//! What is synced, and in which order.

use crate::place::Place;
use crate::trace::{self, Call};

fn position(calls: &[Call], what: &str, is: impl Fn(&Call) -> bool) -> usize {
    calls.iter().position(is).unwrap_or_else(|| panic!("no {what} in {calls:#?}"))
}

fn last_position(calls: &[Call], what: &str, is: impl Fn(&Call) -> bool) -> usize {
    calls.iter().rposition(is).unwrap_or_else(|| panic!("no {what} in {calls:#?}"))
}

fn on_log(call: &Call) -> bool {
    call.line.contains("assay.db-wal>")
}

pub(crate) fn an_append_costs_the_sync_of_one_commit() {
    if !trace::available() {
        return;
    }
    let place = Place::new();
    let calls = trace::calls(&place, "append");
    let append = trace::between(&calls, "second", "ack ");
    let syncs: Vec<&Call> = append.iter().filter(|call| call.is_sync()).collect();
    assert_eq!(syncs.len(), 1, "{syncs:#?}");
    assert!(on_log(syncs[0]), "{syncs:#?}");
    let sync = position(append, "sync", Call::is_sync);
    let last_write = last_position(append, "write to the log", |call| call.name == "pwrite64" && on_log(call));
    let witness =
        position(append, "write to the witness", |call| call.name == "pwrite64" && call.line.contains("/witnesses/"));
    assert!(last_write < sync && sync < witness, "{append:#?}");

    let bare = trace::calls(&place, "bare");
    let bare_syncs = trace::between(&bare, "second", "ack ").iter().filter(|call| call.is_sync()).count();
    println!("  syncs: {} for a statement, {bare_syncs} for a bare row", syncs.len());
    assert_eq!(syncs.len(), bare_syncs);
}

pub(crate) fn evidence_is_durable_before_its_statement() {
    if !trace::available() {
        return;
    }
    let place = Place::new();
    let calls = trace::calls(&place, "evidence");
    let all = trace::between(&calls, "second", "done");

    let is_rename = |call: &Call| call.name.starts_with("rename") && call.line.contains("/evidence/incoming/");
    let rename = position(all, "rename", is_rename);
    let last_byte = last_position(all, "write of the file", |call| {
        call.name == "write" && call.line.contains("/evidence/incoming/")
    });
    let file = position(all, "sync of the file", |call| call.is_sync() && call.line.contains("/evidence/incoming/"));
    let in_store = |call: &Call| call.line.contains("/evidence/sha256");
    let folder = rename + position(&all[rename..], "sync of the folder", |call| call.is_sync() && in_store(call));
    let stored = position(all, "stored", |call| call.says("stored "));
    let log_write = position(all, "write to the log", |call| call.name == "pwrite64" && on_log(call));
    let log_sync = position(all, "sync of the log", |call| call.is_sync() && on_log(call));
    let acknowledged = position(all, "ack", |call| call.says("ack "));
    let order = [last_byte, file, rename, folder, stored, log_write, log_sync, acknowledged];
    assert!(order.is_sorted_by(|left, right| left < right), "{order:?} in {all:#?}");

    // Each new folder on the way was made durable in the folder above it before the file came.
    for (place, made) in all.iter().enumerate().filter(|(_, call)| call.name.starts_with("mkdir") && in_store(call)) {
        let path = made.line.split('"').nth(1).unwrap();
        let parent = path.rsplit_once('/').unwrap().0;
        let synced = all[place..rename].iter().any(|call| call.is_sync() && call.line.contains(&format!("{parent}>")));
        assert!(synced, "{path} was made and {parent} not synced: {all:#?}");
    }
    let folders = all.iter().filter(|call| call.name.starts_with("mkdir") && in_store(call)).count();
    assert_eq!(folders, 3, "sha256, ab, cd");
}
