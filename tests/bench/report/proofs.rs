//! Checking a report: of about 200 pages, with proofs of at least 500 entries, signed.

use std::path::Path;
use std::time::Instant;

use assay_proof::sign::{Identity, Signing, sign};
use assay_proof::{Against, PROOF, verify};
use serde_json::{Value, json};

use super::fixture::{self, Size};
use super::{prepare, programs};
use crate::table::{least, median, seconds};
use crate::{Bench, Outcome, child, machine};

/// Runs, each in a process of its own.
const ROUNDS: usize = 9;
/// A day in 2026, in seconds since 1970.
const DAY: i64 = 1_795_000_000;

pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let programs = programs()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let folder = bench.scratch.path().join("proofs");
    let builds = if bench.quick { 1 } else { 4 };
    let size = Size { builds, pictures: builds * 12, picture: (1080, 1440), tenths: 10 };
    let assessment = runtime.block_on(fixture::make(&folder, &size))?;
    let made = prepare(&programs, folder.clone(), assessment)?;
    let path = folder.join("report.pdf");
    let identity = Identity::make("Bench", DAY)?;
    let how = Signing { identity: &identity, role: "", seconds: DAY, pdf_time: "D:20261118000000Z", timestamp: None };
    std::fs::write(&path, sign(&std::fs::read(&path)?, &how)?)?;
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    let mut last = Value::Null;
    for _ in 0..if bench.quick { 2 } else { ROUNDS } {
        let start = Instant::now();
        last = child::run(&[], &["verify-report", &path.to_string_lossy()])?;
        outside.push(start.elapsed().as_secs_f64());
        inside.push(last["wall"].as_f64().unwrap_or(f64::NAN));
    }
    bench.table.row(
        format!("verify a signed report of {} pages with {} proofs", made.pages, last["proofs"]),
        format!("{} (at best {})", seconds(median(outside.clone())), seconds(least(&outside))),
        format!("without the start of the program {}; {} MiB at most", seconds(median(inside)), last["peak"]),
        "under 500 ms",
    );
    Ok(())
}

/// Checks one report.
pub(crate) fn child(arguments: &[&str]) -> Result<Value, Box<dyn std::error::Error>> {
    let [path] = arguments else { return Err("verify-report FILE".into()) };
    let start = Instant::now();
    let bytes = std::fs::read(Path::new(path))?;
    let verification = verify(&bytes, &Against::default())?;
    let wall = start.elapsed().as_secs_f64();
    if !verification.sound {
        return Err(verification.answer.into());
    }
    let said =
        |id: &str| verification.checks.iter().find(|it| it.id == id).map(|it| it.sentence.clone()).unwrap_or_default();
    let digits = |text: String| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let attached = verification.checks.iter().find(|it| it.id == "attachments.agree");
    let has_proof = attached.is_some_and(|it| it.details.iter().any(|line| line.starts_with(PROOF)));
    if !has_proof {
        return Err("no proof is attached".into());
    }
    let proofs: u64 = digits(said("record.inclusion")).parse().unwrap_or(0);
    Ok(json!({ "wall": wall, "proofs": proofs, "peak": machine::peak_mebibytes().round() }))
}
