//! A full sync of the three standards, beside what a site generator in Python does with the same checkouts.
//!
//! The peer is `peer_generator.py`, written anew in the way in which such builds work: checkouts are copied into one folder
//! of pages, scripts ask the front matter of all pages again and again, and each page is put together, and rendered, whether
//! anybody reads it or not. A sync of ours keeps facts, texts, pictures and included code in a database and renders what is
//! opened; the second figure renders every text as well. CPU time is stated beside the clock's, which other programs bend.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use assay_assessment::{Work, Workspace};
use assay_catalogue::{ReadOptions, Source};
use assay_ledger::{Ambient, Home};

use crate::import::{commit_all, rendering};
use crate::table::{median, seconds};
use crate::{Bench, Outcome, machine};

const STANDARDS: [&str; 3] = ["masvs", "maswe-beta", "mastg"];

/// Seconds by the clock and of the processor, a pair a round.
#[derive(Default)]
struct Times {
    clock: Vec<f64>,
    cpu: Vec<f64>,
}

impl Times {
    fn add(&mut self, clock: f64, cpu: f64) {
        self.clock.push(clock);
        self.cpu.push(cpu);
    }

    fn words(&self) -> String {
        format!("{}, CPU {}", seconds(median(self.clock.clone())), seconds(median(self.cpu.clone())))
    }
}

pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let shared = std::env::var_os("ASSAY_SHARED").map_or_else(|| PathBuf::from("../../shared"), PathBuf::from);
    let checkouts = STANDARDS.map(|name| shared.join("owasp").join(name));
    if let Some(missing) = checkouts.iter().find(|checkout| !checkout.is_dir()) {
        println!("  skipped: no OWASP checkout at {}", missing.display());
        return Ok(());
    }
    let (mut sources, mut imports) = (Vec::new(), Vec::new());
    for (name, checkout) in STANDARDS.iter().zip(&checkouts) {
        let bare = bench.scratch.path().join(format!("generator-{name}.git"));
        commit_all(checkout, &bare)?;
        let mut go_on = |_| std::ops::ControlFlow::Continue(());
        imports.push(assay_catalogue::read(&Source::Folder(bare.clone()), &ReadOptions::default(), &mut go_on)?);
        sources.push(Source::Repository(bare.to_string_lossy().into_owned()));
    }
    let files: u32 = imports.iter().map(|import| import.counts.files).sum();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let [mut kept, mut rendered, mut peer_kept, mut peer_rendered]: [Times; 4] = Default::default();
    for round in 0..if bench.quick { 1 } else { 5 } {
        let dir = bench.scratch.path().join(format!("generator-{round}"));
        let home = Home::at(dir.join("home"));
        let ambient = Ambient::deterministic(1);
        home.set_identity(&ambient, "Bench", "bench@example.org")?;
        let workspace = runtime.block_on(Workspace::create(&dir.join("workspace"), &home, ambient, "Bench"))?;
        let (start, used) = (Instant::now(), machine::cpu_seconds());
        for source in &sources {
            runtime.block_on(workspace.sync_standard(source.clone(), ReadOptions::default(), &Work::unwatched()))?;
        }
        kept.add(start.elapsed().as_secs_f64(), machine::cpu_seconds() - used);
        for import in &imports {
            rendering(import, 1);
        }
        rendered.add(start.elapsed().as_secs_f64(), machine::cpu_seconds() - used);
        for (options, times) in [(None, &mut peer_kept), (Some("--render"), &mut peer_rendered)] {
            if let Some((clock, cpu)) = peer(&checkouts, options)? {
                times.add(clock, cpu);
            }
        }
    }
    for (what, ours, peer) in [
        (format!("sync MASVS, MASWE and MASTG, {files} files"), &kept, &peer_kept),
        ("the same, every text rendered on one core".to_owned(), &rendered, &peer_rendered),
    ] {
        let beside = if peer.clock.is_empty() {
            "not measured".to_owned()
        } else {
            let times = median(peer.clock.clone()) / median(ours.clock.clone());
            let cpu = median(peer.cpu.clone()) / median(ours.cpu.clone());
            format!("a site generator in Python: {} ({times:.1} times; CPU {cpu:.1} times)", peer.words())
        };
        bench.table.row(what, ours.words(), beside, "stated");
    }
    let per_file = median(kept.clock.clone()) / f64::from(files);
    bench.table.row("the same, per file of the three", seconds(per_file), "", "stated");
    Ok(())
}

/// How long the Python script takes, without starting Python; nothing where its packages are missing.
fn peer(checkouts: &[PathBuf], option: Option<&str>) -> Result<Option<(f64, f64)>, Box<dyn std::error::Error>> {
    let python = std::env::var("ASSAY_BENCH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/peer_generator.py");
    let output = Command::new(&python).arg(&script).args(checkouts).args(option).output()?;
    if !output.status.success() {
        println!("  peer skipped: {}", String::from_utf8_lossy(&output.stderr).trim());
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.split_whitespace().map(str::parse);
    let (Some(clock), Some(cpu)) = (numbers.next(), numbers.next()) else { return Ok(None) };
    Ok(Some((clock?, cpu?)))
}
