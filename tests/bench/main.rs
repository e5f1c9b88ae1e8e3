//! The figures: speed and memory against a peer that does the same work in the same run.
//!
//! `npm run bench`, or `cargo bench -p assay-tests --bench figures -- [NAME ...] [--quick] [--keep]`. Nothing here
//! passes or fails: it prints what it measured beside the goal. `--quick` shrinks the work, to see that it runs at all;
//! `--keep` leaves the workspaces there, so that a part can be measured again alone (`--child`, see `child.rs`).
//!
//! A figure lives in a module with one `run`; add yours to `FIGURES`. What must be measured in a process of its own
//! (syncs, peak memory) runs this program again as a child, see `child.rs`.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock: measuring is what it is for")]

mod append;
mod child;
mod diff;
mod evidence;
mod fill;
mod generator;
mod import;
mod machine;
mod million;
mod report;
mod search;
mod table;
mod tree;
mod verify;

use std::process::ExitCode;

use table::Table;

/// What a figure is given.
struct Bench {
    /// Shrink the work to a tenth or less.
    quick: bool,
    /// A folder on a real disk, emptied at the end.
    scratch: tempfile::TempDir,
    /// Where rows go.
    table: Table,
}

type Outcome = Result<(), Box<dyn std::error::Error>>;
type Figure = fn(&mut Bench) -> Outcome;

/// Names and what they measure.
const FIGURES: &[(&str, Figure)] = &[
    ("import", import::run),
    ("generator", generator::run),
    ("append", append::run),
    ("million", million::run),
    ("tree", tree::run),
    ("evidence", evidence::run),
    ("diff", diff::run),
    ("search", search::run),
    ("report", report::run),
    ("report-pages", report::run_pages),
    ("report-pictures", report::run_pictures),
    ("verify-report", report::run_proofs),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    if let Some(("--child", rest)) = arguments.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return child::main(rest);
    }
    if arguments.iter().any(|it| it == "--test") {
        // `cargo test` runs benchmarks too; there is nothing to test here.
        return ExitCode::SUCCESS;
    }
    let quick = arguments.iter().any(|it| it == "--quick");
    let names: Vec<&String> = arguments.iter().filter(|it| !it.starts_with("--")).collect();
    // Not the system's temporary folder: that may be in memory, where a sync costs nothing.
    let base = std::env::current_dir().unwrap_or_default().join("../target");
    let scratch = match tempfile::Builder::new().prefix("bench-").tempdir_in(&base) {
        Ok(scratch) => scratch,
        Err(error) => {
            eprintln!("No scratch folder in {}: {error}", base.display());
            return ExitCode::FAILURE;
        }
    };
    println!("{}", machine::describe());
    println!("cargo bench -p assay-tests --bench figures -- {}\n", arguments.join(" "));
    let mut bench = Bench { quick, scratch, table: Table::default() };
    let mut failed = false;
    for (name, run) in FIGURES.iter().filter(|(name, _)| names.is_empty() || names.iter().any(|it| it == name)) {
        println!("{name} ...");
        if let Err(error) = run(&mut bench) {
            eprintln!("{name}: {error}");
            failed = true;
        }
    }
    println!("\n{}", bench.table);
    if arguments.iter().any(|it| it == "--keep") {
        println!("Kept in {}", bench.scratch.keep().display());
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
