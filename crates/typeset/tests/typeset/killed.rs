//! A process that is killed while it writes: the report is the former one, and nothing lies beside it.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use assay_typeset::protocol::{DataSource, Look, Request, TemplateSource};

fn request(folder: &Path) -> Vec<u8> {
    let request = Request {
        template: TemplateSource::BuiltIn("executive".to_owned()),
        data: DataSource::Inline(crate::support::small()),
        images: vec![],
        output: folder.join("report.pdf"),
        attachments: Vec::new(),
        memory_limit: None,
        time_limit: None,
        look: Look::default(),
    };
    serde_json::to_vec(&request).expect("JSON")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Runs it, killed when it makes this system call for the first time in this folder; none where strace may not trace.
fn killed_at(call: &str, folder: &Path) -> Option<()> {
    let asked = folder.parent().expect("a parent").join("request.json");
    fs::write(&asked, request(folder)).expect("a file");
    let inject = format!("inject={call}:signal=KILL");
    let status = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}"), "-e", &inject])
        .arg(env!("CARGO_BIN_EXE_assay-typeset"))
        .stdin(fs::File::open(&asked).expect("a file"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    let traces = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    if !traces.is_ok_and(|status| status.success()) {
        println!("skipped: strace is not here or may not trace");
        return None;
    }
    assert!(!status.success(), "it was killed at {call}");
    Some(())
}

#[test]
fn nothing_is_left_of_a_report_that_was_on_its_way() {
    for call in ["fsync", "linkat"] {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("reports");
        fs::create_dir(&folder).expect("a folder");
        if killed_at(call, &folder).is_none() {
            return;
        }
        assert!(names(&folder).is_empty(), "{call}: {:?}", names(&folder));
        fs::write(folder.join("report.pdf"), "the former one").expect("a file");
        killed_at(call, &folder).expect("as before");
        assert_eq!(names(&folder), ["report.pdf"], "{call}");
        assert_eq!(fs::read(folder.join("report.pdf")).expect("a file"), b"the former one", "{call}");
    }
}

#[test]
fn what_was_left_at_the_last_moment_is_taken_away_by_the_next() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = place.path().join("reports");
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("report.pdf"), "the former one").expect("a file");
    if killed_at("rename", &folder).is_none() {
        return;
    }
    let left = names(&folder);
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(left[0].starts_with(".assay-report-") && left[0].contains(".part"), "{left:?}");
    assert_eq!(fs::read(folder.join("report.pdf")).expect("a file"), b"the former one");

    // Somebody else may be at work on it.
    let (code, _) = crate::process::ask(&[], &request(&folder));
    assert_eq!((code, names(&folder).len()), (Some(0), 2));
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let part = fs::File::options().write(true).open(folder.join(&left[0])).expect("what was left");
    part.set_modified(old).expect("it can be made old");
    fs::write(folder.join(".assay-report.part.txt"), "somebody's own").expect("a file");
    let (code, _) = crate::process::ask(&[], &request(&folder));
    assert_eq!((code, names(&folder)), (Some(0), vec![".assay-report.part.txt".to_owned(), "report.pdf".to_owned()]));
}
