//! Kills, and what is there afterwards.

use std::io::Read as _;
use std::process::Stdio;
use std::time::Duration;

use assay_ledger::{Entropy as _, HeadScope};

use crate::place::{Place, Said};
use crate::trace::{self, CALLS};

/// Kills a child at each system call that it makes between having opened the workspace and being done.
pub(crate) fn at_every_system_call() {
    if !trace::available() {
        return;
    }
    for mode in ["append", "evidence"] {
        let place = Place::new();
        let calls = trace::calls(&place, mode);
        let mut points: Vec<(String, usize)> =
            trace::between(&calls, "open", "done").iter().map(|call| (call.name.clone(), call.ordinal)).collect();
        points.sort();
        points.dedup();
        let (mut inside, mut killed) = (0, 0);
        for (call, ordinal) in &points {
            let inject = format!("inject={call}:signal=KILL:when={ordinal}");
            let wrapper = ["strace", "-f", "-qq", "-e", CALLS, "-e", &inject, "-o", "/dev/null"];
            let output = place.child(&wrapper, mode, place.root.path()).output().unwrap();
            let said = Said::parse(&output.stdout);
            killed += usize::from(!output.status.success());
            inside += usize::from(!output.status.success() && said.opened);
            place.check(&said, HeadScope::Last);
        }
        let entries = place.check(&Said::default(), HeadScope::All);
        println!(
            "  {mode}: {} calls, killed at {killed}, {inside} of them after opening; {entries} entries",
            points.len()
        );
        // The count of a call in another thread may be reached earlier, before the workspace is open.
        assert!(inside * 2 >= points.len(), "too few kills met the step that they were meant for");
    }
}

/// Kills a child that appends and adds without end, at random moments.
pub(crate) fn two_hundred_random() {
    let place = Place::new();
    let entropy = assay_ledger::ambient::SeededEntropy::new(200);
    let (mut acknowledged, mut entries) = (0, 0);
    for _ in 0..200 {
        let mut child = place.child(&[], "forever", place.root.path()).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        let mut said = vec![0; 5];
        out.read_exact(&mut said).unwrap();
        let mut random = [0; 2];
        entropy.fill(&mut random);
        std::thread::sleep(Duration::from_micros(u64::from(u16::from_le_bytes(random)) / 4));
        child.kill().unwrap();
        child.wait().unwrap();
        out.read_to_end(&mut said).unwrap();
        let said = Said::parse(&said);
        assert!(said.opened);
        acknowledged += said.acknowledged.len();
        entries = place.check(&said, HeadScope::Last);
    }
    place.check(&Said::default(), HeadScope::All);
    println!("  {acknowledged} acknowledged, {entries} entries");
    assert!(acknowledged > 200, "the children were killed before they did anything");
}
