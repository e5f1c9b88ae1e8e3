//! Full and read-only disks: small file systems in a mount namespace of their own.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use assay_ledger::{Cancel, EvidenceStore as _, HeadScope, Ledger};

use crate::child::{self, Arguments};
use crate::place::Place;

/// How to get a mount namespace, as root or with user namespaces.
fn wrapper() -> Option<&'static [&'static str]> {
    const WAYS: [&[&str]; 2] = [&["unshare", "-m"], &["unshare", "-rm"]];
    WAYS.into_iter().find(|way| {
        let mount = "mount -t tmpfs -o size=64k none /mnt && mount --bind /mnt /mnt && mount -o remount,ro,bind /mnt";
        let status = Command::new(way[0]).args(&way[1..]).args(["sh", "-c", mount]).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    })
}

pub(crate) fn full_and_read_only_disks() {
    let Some(wrapper) = wrapper() else {
        println!("skipped: nothing may be mounted here");
        return;
    };
    let place = Place::new();
    let output = place.child(wrapper, "disks", &place.root.path().join("small")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn mount(arguments: &[&str], dir: &Path) {
    let status = Command::new("mount").args(arguments).arg(dir).status().unwrap();
    assert!(status.success(), "mount {arguments:?}");
}

fn litter(dir: &Path) -> usize {
    fs::read_dir(dir.join("evidence/incoming")).unwrap().count()
}

/// Runs inside of the mount namespace. A panic ends it with a code that the parent sees.
pub(crate) async fn child(arguments: Arguments) {
    let disk = arguments.extra;
    fs::create_dir(&disk).unwrap();
    mount(&["-t", "tmpfs", "-o", "size=2m", "none"], &disk);
    let dir = disk.join("workspace");
    let ledger = Ledger::create(&dir, &arguments.home, arguments.ambient.clone(), "Small").await.unwrap();
    let store = ledger.evidence().clone();

    // Full while evidence is added: nothing is left behind, and what fits is still taken.
    let large = arguments.dir.join("large");
    for size in [3 << 20, 6 << 20] {
        fs::write(&large, vec![7; size]).unwrap();
        let full = store.add(&large, &|_| {}, &Cancel::new()).unwrap_err();
        assert_eq!(full.code(), "disk.full", "{full}");
        assert_eq!(litter(&dir), 0);
    }
    assert_eq!(store.add_bytes(&vec![7; 3 << 20]).unwrap_err().code(), "disk.full");
    assert_eq!(litter(&dir), 0);
    let kept = store.add_bytes(b"small enough").unwrap();

    // Full while a statement is recorded: it is refused whole, and the next one is fine when there is room again.
    let filler = disk.join("filler");
    let mut size = 2 << 20;
    while size > 0 {
        let mut bytes = fs::read(&filler).unwrap_or_default();
        bytes.resize(bytes.len() + size, 1);
        if fs::write(&filler, &bytes).is_err() {
            size /= 2;
        }
    }
    let before = ledger.checkpoint().await.unwrap();
    let mut refused = None;
    for number in 0..200 {
        let mut writing = ledger.write().await.unwrap();
        let draft = assay_ledger::Draft {
            kind: "result.stated".into(),
            version: 1,
            subject: format!("unit/{number}"),
            body: Some(vec![7; 4000]),
            ..Default::default()
        };
        let done = match writing.append(draft).await {
            Ok(_) => writing.commit().await.map(drop),
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            refused = Some((number, error));
            break;
        }
    }
    let (number, error) = refused.expect("the disk never was full");
    assert_eq!(error.code(), "disk.full", "{error:?}");
    let after = ledger.checkpoint().await.unwrap();
    assert_eq!(after.heads[0].size, before.heads[0].size + number);
    fs::remove_file(&filler).unwrap();
    child::append(&ledger, "result.stated", "there is room again").await;
    let verification = ledger.verify(HeadScope::All, |_| {}, &Cancel::new()).await.unwrap();
    assert_eq!(verification.problem, None);

    // A read-only evidence folder.
    let evidence = dir.join("evidence");
    mount(&["--bind", evidence.to_str().unwrap()], &evidence);
    mount(&["-o", "remount,ro,bind"], &evidence);
    assert_eq!(store.add_bytes(b"new").unwrap_err().code(), "evidence.read_only");
    fs::write(&large, b"new").unwrap();
    assert_eq!(store.add(&large, &|_| {}, &Cancel::new()).unwrap_err().code(), "evidence.read_only");
    assert!(store.open(&kept.sha256).is_ok());
    assert_eq!(litter(&dir), 0);
    ledger.close().await;

    // A read-only workspace, and a read-only place for a new one.
    mount(&["--bind", dir.to_str().unwrap()], &dir);
    mount(&["-o", "remount,ro,bind"], &dir);
    let refused = Ledger::open(&dir, &arguments.home, arguments.ambient.clone()).await.unwrap_err();
    assert_eq!(refused.code(), "workspace.read_only", "{refused:?}");
    let inside = dir.join("inside");
    let refused = Ledger::create(&inside, &arguments.home, arguments.ambient.clone(), "New").await.unwrap_err();
    assert_eq!(refused.code(), "workspace.read_only", "{refused:?}");
}
