//! Adding a large file of evidence, beside `cp` and `sync`.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use assay_ledger::{Ambient, Cancel, Entropy, EvidenceStore, Home, Ledger};
use serde_json::{Value, json};

use crate::table::{median, seconds};
use crate::{Bench, Outcome, child, machine};

pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let mebibytes: u32 = if bench.quick { 64 } else { 1024 };
    let scratch = bench.scratch.path().to_owned();
    let source = scratch.join("large.bin");
    fill(&source, mebibytes)?;
    let (mut ours, mut theirs, mut memory) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..3 {
        let dir = scratch.join(format!("evidence-{round}"));
        let value = child::run(&[], &["evidence", &dir.to_string_lossy(), &source.to_string_lossy()])?;
        ours.push(value["wall"].as_f64().unwrap_or(f64::NAN));
        memory.push(value["peak"].as_f64().unwrap_or(f64::NAN));
        std::fs::remove_dir_all(&dir)?;
        let copy = scratch.join(format!("copy-{round}"));
        let start = Instant::now();
        run_command(Command::new("cp").arg(&source).arg(&copy))?;
        run_command(Command::new("sync").arg(&copy))?;
        theirs.push(start.elapsed().as_secs_f64());
        std::fs::remove_file(&copy)?;
    }
    std::fs::remove_file(&source)?;
    let (ours, theirs) = (median(ours), median(theirs));
    bench.table.row(
        format!("add {mebibytes} MiB of evidence"),
        seconds(ours),
        format!("{} cp + sync, {:.2} times", seconds(theirs), ours / theirs),
        "at most 1.3 times",
    );
    bench.table.row("add evidence: peak memory", format!("{:.0} MiB", median(memory)), "-", "constant");
    Ok(())
}

fn run_command(command: &mut Command) -> Outcome {
    if command.status()?.success() { Ok(()) } else { Err(format!("{command:?} failed").into()) }
}

/// Random bytes, so that nothing below can make them smaller.
fn fill(path: &Path, mebibytes: u32) -> Outcome {
    let entropy = assay_ledger::ambient::SeededEntropy::new(7);
    let mut block = vec![0; 1 << 20];
    let mut file = File::create(path)?;
    entropy.fill(&mut block);
    for number in 0..mebibytes {
        block[..4].copy_from_slice(&number.to_le_bytes());
        file.write_all(&block)?;
    }
    file.sync_all()?;
    Ok(())
}

/// Adds one file to a new workspace.
pub(crate) fn child(arguments: &[&str]) -> Result<Value, Box<dyn std::error::Error>> {
    let [dir, source] = arguments else { return Err("evidence DIR SOURCE".into()) };
    let dir = Path::new(dir);
    let home = Home::at(dir.join("home"));
    let ambient = Ambient::deterministic(1);
    home.set_identity(&ambient, "Bench", "bench@example.org")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let ledger = runtime.block_on(Ledger::create(&dir.join("workspace"), &home, ambient, "Bench"))?;
    let start = Instant::now();
    ledger.evidence().add(Path::new(source), &|_| {}, &Cancel::new())?;
    Ok(json!({ "wall": start.elapsed().as_secs_f64(), "peak": machine::peak_mebibytes() }))
}
