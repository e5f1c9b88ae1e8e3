//! Running a child under strace, and what it did.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::place::Place;

/// Calls that name a file or use a descriptor. The others (waiting, memory) change nothing on disk, so that a kill
/// there leaves what a kill at the next one of these leaves.
pub(crate) const CALLS: &str = "trace=%file,%desc";

/// Whether strace is here and may trace.
pub(crate) fn available() -> bool {
    let works = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !works {
        println!("skipped: strace is not here or may not trace");
    }
    works
}

/// One system call of a child.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) name: String,
    /// The whole line, with paths beside descriptors.
    pub(crate) line: String,
    /// How often its thread had made this call, this one included: what strace counts.
    pub(crate) ordinal: usize,
}

impl Call {
    pub(crate) fn is_sync(&self) -> bool {
        matches!(self.name.as_str(), "fsync" | "fdatasync" | "sync_file_range" | "sync" | "syncfs" | "msync")
    }

    pub(crate) fn says(&self, line: &str) -> bool {
        self.name == "write" && self.line.contains(&format!("\"{line}"))
    }
}

/// All calls of a child in this mode, in the order in which they began.
pub(crate) fn calls(place: &Place, mode: &str) -> Vec<Call> {
    let log = place.root.path().join("trace");
    let wrapper = ["strace", "-f", "-qq", "-y", "-s", "80", "-e", CALLS, "-o", log.to_str().unwrap()];
    let output = place.child(&wrapper, mode, place.root.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    parse(&log)
}

fn parse(log: &Path) -> Vec<Call> {
    let text = std::fs::read(log).unwrap();
    let mut counts = std::collections::HashMap::new();
    let mut calls = Vec::new();
    for line in String::from_utf8_lossy(&text).lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        // `<... fsync resumed>` is the end of a call that was counted when it began.
        let Some((name, _)) = call.split_once('(') else { continue };
        if call.starts_with('<') || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            continue;
        }
        let ordinal: &mut usize = counts.entry((thread.to_owned(), name.to_owned())).or_default();
        *ordinal += 1;
        calls.push(Call { name: name.to_owned(), line: call.to_owned(), ordinal: *ordinal });
    }
    calls
}

/// The calls after the child said `from` and up to where it said `to`, that one included.
pub(crate) fn between<'a>(calls: &'a [Call], from: &str, to: &str) -> &'a [Call] {
    let start = calls.iter().position(|call| call.says(from)).unwrap_or_else(|| panic!("never said {from}")) + 1;
    let length = calls[start..].iter().position(|call| call.says(to)).unwrap_or_else(|| panic!("never said {to}"));
    &calls[start..=start + length]
}
