//! What a process and all that it starts take: time, and memory as the system shares it out.

use std::collections::HashMap;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::table::number;

/// How often memory is looked at, in a run of its own, so that looking slows down no run that is timed.
const EVERY: Duration = Duration::from_millis(15);

/// Seconds from the start of the process to its end.
pub(crate) fn seconds_of(command: &mut Command) -> Result<f64, Box<dyn std::error::Error>> {
    let start = Instant::now();
    let output = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?.wait_with_output()?;
    let seconds = start.elapsed().as_secs_f64();
    if output.status.success() {
        Ok(seconds)
    } else {
        Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim()).into())
    }
}

/// The most memory that the process and its descendants had together, in MiB: what several of them share is counted
/// once (the proportional set size).
pub(crate) fn peak_of(command: &mut Command) -> Result<f64, Box<dyn std::error::Error>> {
    let mut child: Child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let (root, ended) = (child.id(), Arc::new(AtomicBool::new(false)));
    let watched = Arc::clone(&ended);
    let watching = thread::spawn(move || {
        let mut most = 0.0_f64;
        while !watched.load(Ordering::Relaxed) {
            most = most.max(together(root));
            thread::sleep(EVERY);
        }
        most
    });
    let status = child.wait()?;
    ended.store(true, Ordering::Relaxed);
    let most = watching.join().map_err(|_| "watching ended early")?;
    if status.success() { Ok(most) } else { Err(format!("{command:?} ended with {status}").into()) }
}

/// What the tree below `root` has now, in MiB.
fn together(root: u32) -> f64 {
    let mut parents: HashMap<u32, u32> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(process) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        // The name before it may hold anything.
        let rest = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
        if let Some(parent) = rest.split_whitespace().nth(1).and_then(|parent| parent.parse().ok()) {
            parents.insert(process, parent);
        }
    }
    let below = |process: u32| {
        let mut at = process;
        while at != root {
            match parents.get(&at) {
                Some(parent) if *parent != at => at = *parent,
                _ => return false,
            }
        }
        true
    };
    parents.keys().filter(|process| below(**process)).map(|process| share(*process)).sum()
}

fn share(process: u32) -> f64 {
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("Pss:")).unwrap_or_default();
    line.split_whitespace().nth(1).map_or(0.0, number) / 1024.0
}
