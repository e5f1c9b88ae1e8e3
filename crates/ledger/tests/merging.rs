//! Logs of several devices: disputes, causality, and any order of arrival.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use assay_ledger::{
    Cancel, DeviceId, Hash, HeadScope, Home, Import, ImportedEntry, Kept, Ledger, MemberAdded, Salted, kinds,
};
use common::{Place, result, state};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

const STATED: &[&str] = &["result.stated"];

/// A copy of a closed workspace, opened: it has a device of its own.
async fn copy(place: &Place, name: &str) -> Ledger {
    copy_with(place, name, &place.home).await
}

async fn copy_with(place: &Place, name: &str, home: &Home) -> Ledger {
    let dir: PathBuf = place.root.path().join(name);
    fs::create_dir_all(&dir).unwrap();
    fs::copy(place.dir.join("assay.db"), dir.join("assay.db")).unwrap();
    Ledger::open(&dir, home, place.ambient.clone()).await.unwrap()
}

/// Everything of one device that `to` does not have yet.
async fn pull(from: &Ledger, to: &Ledger) {
    for head in from.checkpoint().await.unwrap().heads {
        if head.device != to.device() {
            let known = to.checkpoint().await.unwrap().heads.into_iter().find(|known| known.device == head.device);
            let import = from.export(&head.device, known.map_or(0, |known| known.size)).await.unwrap();
            let mut writing = to.write().await.unwrap();
            writing.import(import).await.unwrap();
            writing.commit().await.unwrap();
        }
    }
}

async fn refused(ledger: &Ledger, import: Import) -> &'static str {
    let mut writing = ledger.write().await.unwrap();
    let code = writing.import(import).await.unwrap_err().code();
    assert_eq!(writing.commit().await.unwrap_err().code(), "statement.invalid", "a broken import was committed");
    code
}

async fn sound(ledger: &Ledger) -> assay_ledger::Verification {
    let verification = ledger.verify(HeadScope::All, |_| {}, &Cancel::new()).await.unwrap();
    assert_eq!(verification.problem, None);
    verification
}

#[tokio::test]
async fn two_first_answers_are_a_dispute_until_both_are_superseded() {
    let place = Place::new();
    place.create().await.close().await;
    let (ada, ben) = (copy(&place, "a").await, copy(&place, "b").await);
    let pass = state(&ada, "unit/1", "pass", &[]).await;
    let fail = state(&ben, "unit/1", "fail", &[]).await;
    pull(&ada, &ben).await;
    pull(&ben, &ada).await;
    let mut both = vec![pass, fail];
    both.sort();
    for ledger in [&ada, &ben] {
        assert_eq!(ledger.heads("unit/1", STATED).await.unwrap(), both);
        sound(ledger).await;
    }
    let settled = state(&ben, "unit/1", "fail", &both).await;
    let entry = ben.entry(&settled).await.unwrap();
    let seen: BTreeMap<DeviceId, u64> = entry.seen.iter().map(|seen| (seen.device, seen.seq)).collect();
    assert_eq!(seen[&ada.device()], 1);
    assert!(!seen.contains_key(&ben.device()));
    pull(&ben, &ada).await;
    assert_eq!(ada.heads("unit/1", STATED).await.unwrap(), [settled]);
}

async fn find(ledger: &Ledger, root: Hash) -> Kept {
    ledger.find_checkpoint(&root, |_| {}, &Cancel::new()).await.unwrap()
}

#[tokio::test]
async fn a_kept_checkpoint_of_several_devices_is_found_wherever_it_was_printed() {
    let place = Place::new();
    place.create().await.close().await;
    let (ada, ben, cleo) = (copy(&place, "a").await, copy(&place, "b").await, copy(&place, "c").await);
    let mut printed = Vec::new();
    // So many transactions that no search by combinations ends.
    for round in 0..64 {
        for ledger in [&ada, &ben, &cleo] {
            state(ledger, &format!("unit/{round}"), "pass", &[]).await;
            // Printed after an own entry, and found by that entry.
            printed.push(ledger.checkpoint().await.unwrap());
        }
        let (from, to) = [(&ada, &ben), (&ben, &cleo), (&cleo, &ada)][round % 3];
        pull(from, to).await;
        // Printed after an import, and found by the next entry of the copy that printed it.
        printed.push(to.checkpoint().await.unwrap());
    }
    for ledger in [&ada, &ben, &cleo] {
        state(ledger, "unit/last", "pass", &[]).await;
    }
    for (from, to) in [(&ada, &cleo), (&ben, &cleo), (&cleo, &ben), (&ada, &ben), (&cleo, &ada)] {
        pull(from, to).await;
    }
    for (ledger, first) in [(&ada, 0), (&cleo, 1)] {
        for checkpoint in printed.iter().skip(first).step_by(5) {
            assert_eq!(find(ledger, checkpoint.root).await, Kept::Found(Box::new(checkpoint.clone())));
        }
    }
    // What no entry tells of could still be one of very many: that is said, and not taken for a rewritten record.
    assert_eq!(find(&ada, Hash([7; 32])).await, Kept::TooMany);
}

#[tokio::test]
async fn a_checkpoint_that_no_entry_tells_of_is_found_while_there_are_few_states() {
    let place = Place::new();
    place.create().await.close().await;
    let (ada, ben, cleo) = (copy(&place, "a").await, copy(&place, "b").await, copy(&place, "c").await);
    state(&ada, "unit/1", "pass", &[]).await;
    state(&ben, "unit/2", "pass", &[]).await;
    // Cleo writes nothing between two imports: only she ever had this state, which is not that of any entry.
    pull(&ben, &cleo).await;
    let between = cleo.checkpoint().await.unwrap();
    state(&ben, "unit/3", "pass", &[]).await;
    pull(&ben, &ada).await;
    pull(&cleo, &ada).await;
    assert_eq!(find(&ada, between.root).await, Kept::Found(Box::new(between)));
    assert_eq!(find(&ada, Hash([7; 32])).await, Kept::Unknown);
}

#[tokio::test]
async fn another_members_unvouched_device_is_unknown() {
    let place = Place::new();
    let home = Home::at(place.root.path().join("bens-home"));
    let ben = home.set_identity(&place.ambient, "Ben", "ben@example.org").unwrap();
    let ledger = place.create().await;
    let mut writing = ledger.write().await.unwrap();
    let body = serde_json::to_vec(&MemberAdded { name: ben.name.clone(), email: ben.email.clone() }).unwrap();
    let subject = format!("member/{}", ben.member);
    let draft = assay_ledger::Draft {
        kind: kinds::MEMBER_ADDED.into(),
        version: 1,
        subject,
        body: Some(body),
        ..Default::default()
    };
    writing.append(draft).await.unwrap();
    writing.commit().await.unwrap();
    ledger.close().await;
    let theirs = copy_with(&place, "b", &home).await;
    state(&theirs, "unit/1", "pass", &[]).await;
    assert_eq!(theirs.history("unit/1").await.unwrap()[0].entry.author, ben.member);
    let known: Vec<bool> = {
        let verification = sound(&theirs).await;
        let founder = ledger_device(&place).await;
        assert!(verification.devices.iter().all(|device| device.known == (device.device == founder)));
        verification.devices.iter().map(|device| device.known).collect()
    };
    assert_eq!(known.iter().filter(|known| **known).count(), 1);
}

async fn ledger_device(place: &Place) -> DeviceId {
    let ledger = place.open().await;
    let device = ledger.device();
    ledger.close().await;
    device
}

#[tokio::test]
async fn imports_that_do_not_hold_together_are_refused_whole() {
    let place = Place::new();
    place.create().await.close().await;
    let (from, to) = (copy(&place, "a").await, copy(&place, "b").await);
    for number in 0..3 {
        state(&from, &format!("unit/{number}"), "pass", &[]).await;
    }
    let good = from.export(&from.device(), 0).await.unwrap();
    assert_eq!((good.entries.len(), good.heads.len()), (4, 4));

    let mut gap = good.clone();
    gap.entries.remove(1);
    assert_eq!(refused(&to, gap).await, "import.refused");
    let mut unsigned = good.clone();
    unsigned.heads.pop();
    assert_eq!(refused(&to, unsigned).await, "import.refused");
    let mut forged = good.clone();
    forged.heads[3].signature[0] ^= 1;
    assert_eq!(refused(&to, forged).await, "import.refused");
    let mut swapped = good.clone();
    swapped.entries[2].body = Some(Salted { salt: [0; 32], body: b"another text".to_vec() });
    assert_eq!(refused(&to, swapped).await, "import.refused");
    let mut cut = good.clone();
    cut.entries[2].bytes.pop();
    assert_eq!(refused(&to, cut).await, "entry.malformed");

    let mut erased = good.clone();
    erased.entries[1].body = None;
    let mut writing = to.write().await.unwrap();
    assert_eq!(writing.import(erased).await.unwrap().len(), 4);
    // Statements of one's own may follow in the same transaction, and see what has just arrived.
    let entry = writing.append(result("unit/9", "pass", &[])).await.unwrap();
    assert!(entry.seen.iter().any(|seen| seen.device == from.device() && seen.seq == 3));
    writing.commit().await.unwrap();
    assert_eq!(sound(&to).await.bodies_erased, 1);
    let mut writing = to.write().await.unwrap();
    assert_eq!(writing.import(good.clone()).await.unwrap(), [], "known entries are skipped");
    writing.commit().await.unwrap();
    sound(&to).await;
}

#[tokio::test]
async fn one_key_in_two_copies_is_refused_loudly() {
    let place = Place::new();
    place.create().await.close().await;
    let (one, to) = (copy(&place, "a").await, copy(&place, "c").await);
    let dir = place.root.path().join("a");
    let twin_dir = place.root.path().join("twin");
    one.clone().close().await;
    fs::create_dir_all(&twin_dir).unwrap();
    fs::copy(dir.join("assay.db"), twin_dir.join("assay.db")).unwrap();

    let one = Ledger::open(&dir, &place.home, place.ambient.clone()).await.unwrap();
    let device = one.device();
    state(&one, "unit/1", "pass", &[]).await;
    // The twin's witness is made to fit, as on a copy of the whole machine.
    let witness = |ledger: &Ledger, dir: &PathBuf| {
        use std::os::unix::fs::MetadataExt;
        let inode = fs::metadata(dir.join("assay.db")).unwrap().ino();
        place.home.dir().join("witnesses").join(ledger.workspace_id().to_string()).join(format!("{inode:016x}"))
    };
    let mut record = fs::read(witness(&one, &dir)).unwrap();
    record[64..72].copy_from_slice(&{
        use std::os::unix::fs::MetadataExt;
        fs::metadata(twin_dir.join("assay.db")).unwrap().ino().to_be_bytes()
    });
    record[72..80].copy_from_slice(&1_u64.to_be_bytes());
    let first = one.export(&device, 0).await.unwrap().entries[0].bytes.clone();
    record[80..112].copy_from_slice(assay_ledger::Entry::decode(first).unwrap().hash.as_bytes());
    let checksum = Hash::of(&record[..112]);
    record[112..].copy_from_slice(checksum.as_bytes());
    fs::write(witness(&one, &twin_dir), record).unwrap();
    let twin = Ledger::open(&twin_dir, &place.home, place.ambient.clone()).await.unwrap();
    assert_eq!(twin.device(), device);
    state(&twin, "unit/1", "fail", &[]).await;

    pull(&one, &to).await;
    assert_eq!(refused(&to, twin.export(&device, 0).await.unwrap()).await, "ledger.fork");
    // A twin that is further on than the device itself is told by the device.
    state(&twin, "unit/2", "fail", &[]).await;
    assert_eq!(refused(&one, twin.export(&device, 2).await.unwrap()).await, "ledger.fork");

    // Who had seen the twin's entries tells of it wherever the other history is.
    state(&one, "unit/2", "pass", &[]).await;
    pull(&one, &to).await;
    sound(&to).await;
    let third = copy(&place, "third").await;
    pull(&twin, &third).await;
    state(&third, "unit/3", "pass", &[]).await;
    sound(&third).await;
    let mut writing = to.write().await.unwrap();
    writing.import(third.export(&third.device(), 0).await.unwrap()).await.unwrap();
    writing.commit().await.unwrap();
    let problem = to.verify(HeadScope::All, |_| {}, &Cancel::new()).await.unwrap().problem.unwrap();
    assert_eq!((problem.kind, problem.device), (assay_ledger::ProblemKind::Fork, Some(device)));
    let seq = usize::try_from(problem.seq.unwrap()).unwrap();
    let here = one.export(&device, 0).await.unwrap().entries[seq].bytes.clone();
    assert_eq!(problem.hash, Some(assay_ledger::Entry::decode(here).unwrap().hash));
}

/// What a device does in the random history below.
#[derive(Clone, Debug)]
enum Step {
    /// States a result on a subject, superseding what it sees as current.
    State(u8),
    /// States a result without looking.
    Blind(u8),
    /// Takes in all that another device has.
    Pull(u8),
}

fn steps() -> impl Strategy<Value = Vec<(u8, Step)>> {
    let step = prop_oneof![
        3 => (0..3_u8).prop_map(Step::State),
        1 => (0..3_u8).prop_map(Step::Blind),
        2 => (0..3_u8).prop_map(Step::Pull),
    ];
    prop::collection::vec((0..3_u8, step), 1..25)
}

/// The history as runs that each end in a signed head, by device.
fn runs(import: Import) -> Vec<Import> {
    let mut runs = Vec::new();
    let mut entries: Vec<ImportedEntry> = Vec::new();
    let mut heads = import.heads.into_iter().peekable();
    for entry in import.entries {
        let seq = assay_ledger::Entry::decode(entry.bytes.clone()).unwrap().seq;
        entries.push(entry);
        if let Some(head) = heads.next_if(|head| head.size == seq + 1) {
            runs.push(Import { entries: std::mem::take(&mut entries), heads: vec![head] });
        }
    }
    runs
}

#[test]
fn any_order_of_arrival_gives_the_same_answers_and_the_same_replay() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() });
    let input = (
        steps(),
        prop::collection::vec(any::<prop::sample::Index>(), 100),
        prop::collection::vec(any::<prop::sample::Index>(), 100),
    );
    runner
        .run(&input, |(steps, first, second)| {
            runtime.block_on(history(steps, [first, second]));
            Ok(())
        })
        .unwrap();
}

async fn history(steps: Vec<(u8, Step)>, orders: [Vec<prop::sample::Index>; 2]) {
    let place = Place::new();
    place.create().await.close().await;
    let devices = [copy(&place, "a").await, copy(&place, "b").await, copy(&place, "c").await];
    for (device, step) in steps {
        let ledger = &devices[usize::from(device)];
        match step {
            Step::State(subject) => {
                let subject = format!("unit/{subject}");
                let current = ledger.heads(&subject, STATED).await.unwrap();
                state(ledger, &subject, "pass", &current).await;
            }
            Step::Blind(subject) => {
                state(ledger, &format!("unit/{subject}"), "fail", &[]).await;
            }
            Step::Pull(other) if other != device => pull(&devices[usize::from(other)], ledger).await,
            Step::Pull(_) => {}
        }
    }
    let mut logs = Vec::new();
    for ledger in &devices {
        logs.push(runs(ledger.export(&ledger.device(), 0).await.unwrap()));
    }

    let mut outcomes = Vec::new();
    for (name, order) in ["x", "y"].iter().zip(orders) {
        let ledger = copy(&place, name).await;
        let mut left: Vec<_> = logs.iter().map(|log| log.clone().into_iter().peekable()).collect();
        let mut order = order.into_iter().cycle();
        loop {
            left.retain_mut(|log| log.peek().is_some());
            if left.is_empty() {
                break;
            }
            let chosen = order.next().unwrap().index(left.len());
            let run = left[chosen].next().unwrap();
            let mut writing = ledger.write().await.unwrap();
            writing.import(run).await.unwrap();
            writing.commit().await.unwrap();
        }
        sound(&ledger).await;
        let mut heads = Vec::new();
        for subject in 0..3 {
            heads.push(ledger.heads(&format!("unit/{subject}"), STATED).await.unwrap());
        }
        let replayed = replayed(&ledger, if *name == "x" { 3 } else { 1000 }).await;
        outcomes.push((heads, replayed));
    }
    assert_eq!(outcomes[0], outcomes[1]);
}

/// All hashes in the order of the replay, without the copy's own; causes must come first.
async fn replayed(ledger: &Ledger, page: usize) -> Vec<Hash> {
    let mut replay = ledger.replay().await.unwrap();
    let mut sizes: BTreeMap<DeviceId, u64> = BTreeMap::new();
    let mut hashes = Vec::new();
    loop {
        let recorded = replay.page(page).await.unwrap();
        if recorded.is_empty() {
            break;
        }
        for recorded in recorded {
            let entry = recorded.entry;
            assert!(entry.seen.iter().all(|seen| sizes.get(&seen.device).is_some_and(|size| *size > seen.seq)));
            let size = sizes.entry(entry.device).or_default();
            assert_eq!(entry.seq, *size);
            *size += 1;
            if entry.device != ledger.device() {
                hashes.push(entry.hash);
            }
        }
    }
    assert_eq!(sizes.values().sum::<u64>(), replay.total());
    hashes
}
