//! Checking and rebuilding a large workspace, each in a process of its own so that its CPU and its memory are known.

use std::path::Path;
use std::time::Instant;

use assay_assessment::{Work, Workspace};
use assay_ledger::{Ambient, Filter, Home};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::table::{least, median, seconds};
use crate::{Bench, Outcome, child, machine};

/// Runs of each, taken in turns.
const ROUNDS: usize = 5;

/// Measures the workspace in `dir`, which nobody has open.
pub(crate) fn run(bench: &mut Bench, dir: &Path) -> Outcome {
    let dir = dir.to_string_lossy();
    let rebuilt = child::run(&[], &["large", "rebuild", &dir])?;
    bench.table.row(
        format!("rebuild {} statements", rebuilt["entries"]),
        seconds(number(&rebuilt, "wall")),
        format!("{} of CPU, {:.0} MiB at most", seconds(number(&rebuilt, "cpu")), number(&rebuilt, "peak")),
        "stated",
    );
    let (mut ours, mut raw) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(child::run(&[], &["large", "verify", &dir])?);
        raw.push(child::run(&[], &["large", "raw", &dir])?);
    }
    let all = |values: &[Value], key| values.iter().map(|it| number(it, key)).collect::<Vec<f64>>();
    let bytes = number(&raw[0], "bytes") / 1e6;
    for (what, key, goal) in [("elapsed", "wall", "within 2 times"), ("CPU of all threads", "cpu", "stated")] {
        let (ours, raw) = (all(&ours, key), all(&raw, key));
        let medians = (median(ours.clone()), median(raw.clone()));
        bench.table.row(
            format!("verify {} entries ({bytes:.0} MB): {what}, at best", rebuilt["entries"]),
            seconds(least(&ours)),
            format!(
                "{} raw SHA-256 on one core, {:.2} times; medians {} and {}, {:.2} times",
                seconds(least(&raw)),
                least(&ours) / least(&raw),
                seconds(medians.0),
                seconds(medians.1),
                medians.0 / medians.1
            ),
            goal,
        );
    }
    bench.table.row(
        "verify: peak memory",
        format!("{:.0} MiB", all(&ours, "peak").into_iter().fold(0.0, f64::max)),
        "-",
        "stated",
    );
    Ok(())
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or(f64::NAN)
}

/// Does one of the three kinds of work, and says what it cost.
pub(crate) fn child(arguments: &[&str]) -> Result<Value, Box<dyn std::error::Error>> {
    let [what, dir] = arguments else { return Err("large verify|raw|rebuild DIR".into()) };
    let dir = Path::new(dir);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (folder, home) = (dir.join("workspace"), Home::at(dir.join("home")));
    let workspace = runtime.block_on(Workspace::open(&folder, &home, Ambient::deterministic(2)))?;
    let pieces = if *what == "raw" { runtime.block_on(read_all(&workspace))? } else { Vec::new() };
    let (start, cpu) = (Instant::now(), machine::cpu_seconds());
    let entries = match *what {
        "verify" => {
            let outcome = runtime.block_on(workspace.verify(&Work::unwatched()))?;
            if let Some(problem) = outcome.problem {
                return Err(format!("verify found: {problem:?}").into());
            }
            outcome.entries
        }
        "rebuild" => runtime.block_on(workspace.rebuild(&Work::unwatched()))?,
        // One after another and nothing else.
        "raw" => {
            for piece in &pieces {
                std::hint::black_box(Sha256::digest(piece));
            }
            0
        }
        other => return Err(format!("no such work: {other}").into()),
    };
    let (wall, cpu) = (start.elapsed().as_secs_f64(), machine::cpu_seconds() - cpu);
    let bytes: usize = pieces.iter().map(Vec::len).sum();
    runtime.block_on(workspace.close());
    Ok(json!({ "entries": entries, "bytes": bytes, "wall": wall, "cpu": cpu, "peak": machine::peak_mebibytes() }))
}

/// The bytes that verifying has to read, in memory: every entry's and every body's.
async fn read_all(workspace: &Workspace) -> Result<Vec<Vec<u8>>, Box<dyn std::error::Error>> {
    let mut pieces = Vec::new();
    let mut filter = Filter { limit: 10_000, ..Filter::default() };
    loop {
        let page = workspace.ledger().entries(&filter).await?;
        let Some(last) = page.last() else { return Ok(pieces) };
        filter.after = Some(last.entry.arrival);
        for recorded in page {
            pieces.push(recorded.entry.bytes().to_vec());
            pieces.extend(recorded.body.as_bytes().map(<[u8]>::to_vec));
        }
    }
}
