//! Reading the whole MASTG from a bare repository into a workspace, beside a Python script of the same job.
//!
//! Assay renders a page when someone opens it; the peer's job has all of them rendered, so the second figure renders
//! every text that was kept: references resolved to titles, demo files put in, code coloured (the peer leaves the last
//! two out). It is measured on one core, as the peer runs, and on all. The peer is measured with the own loader of `PyYAML`,
//! which `yaml.safe_load` is, and with libyaml's.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use assay_assessment::{Work, Workspace};
use assay_catalogue::{Import, ReadOptions, Source};
use assay_ledger::{Ambient, Home};
use assay_markdown::{RenderContext, Target};

use crate::table::{least, median, seconds};
use crate::{Bench, Outcome, machine};

pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let shared = std::env::var_os("ASSAY_SHARED").map_or_else(|| PathBuf::from("../../shared"), PathBuf::from);
    let checkout = shared.join("owasp/mastg");
    if !checkout.is_dir() {
        println!("  skipped: no OWASP checkout at {}", checkout.display());
        return Ok(());
    }
    let bare = bench.scratch.path().join("mastg.git");
    commit_all(&checkout, &bare)?;
    let mut go_on = |_| std::ops::ControlFlow::Continue(());
    let import = assay_catalogue::read(&Source::Folder(bare.clone()), &ReadOptions::default(), &mut go_on)?;
    let files = import.texts.len();
    let list = bench.scratch.path().join("paths.txt");
    std::fs::write(&list, import.texts.iter().map(|text| text.path.clone() + "\n").collect::<String>())?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);

    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (mut kept, mut known, mut on_one, mut on_all) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut cpu, mut read) = (Vec::new(), Vec::new());
    let mut peers: [Vec<f64>; 4] = Default::default();
    // In turns, so that a busy machine is busy for both.
    for round in 0..if bench.quick { 3 } else { 9 } {
        let dir = bench.scratch.path().join(format!("import-{round}"));
        let home = Home::at(dir.join("home"));
        let ambient = Ambient::deterministic(1);
        home.set_identity(&ambient, "Bench", "bench@example.org")?;
        let workspace = runtime.block_on(Workspace::create(&dir.join("workspace"), &home, ambient, "Bench"))?;
        let source = Source::Repository(bare.to_string_lossy().into_owned());
        let (start, used) = (Instant::now(), machine::cpu_seconds());
        runtime.block_on(workspace.sync_standard(source.clone(), ReadOptions::default(), &Work::unwatched()))?;
        let synced = start.elapsed().as_secs_f64();
        cpu.push(machine::cpu_seconds() - used);
        kept.push(synced);
        let start = Instant::now();
        assay_catalogue::read(&Source::Folder(bare.clone()), &ReadOptions::default(), &mut go_on)?;
        read.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        let again = runtime.block_on(workspace.sync_standard(source, ReadOptions::default(), &Work::unwatched()))?;
        known.push(start.elapsed().as_secs_f64());
        assert!(again.known_before, "the commit is known");
        on_one.push(synced + rendering(&import, 1));
        on_all.push(synced + rendering(&import, cores));
        if round % 3 == 0 {
            for (options, times) in PEERS.iter().zip(&mut peers) {
                times.extend(peer(&bare, &list, options)?);
            }
        }
    }
    let per_file = median(kept.clone()) / f64::from(import.counts.files);
    bench.table.row("the same, per file", seconds(per_file), "", "stated");
    bench.table.row("sync an unchanged commit again", seconds(median(known)), "", "under 50 ms");
    bench.table.row("reading alone, nothing kept", seconds(median(read)), "", "stated");
    bench.table.row("read and keep: CPU of all threads", seconds(median(cpu)), "", "stated");
    let [keep, keep_libyaml, render, render_libyaml] = &peers;
    for (what, ours, peer, libyaml) in [
        (format!("read and keep {files} texts of the MASTG"), kept, keep, keep_libyaml),
        (format!("read, keep and render {files} texts, rendering on one core"), on_one, render, render_libyaml),
        (format!("the same, rendering on {cores} cores"), on_all, render, render_libyaml),
    ] {
        // Of the medians, and of what either did at its best: other programs only ever make a run slower.
        let beside = |peer: &[f64]| {
            if peer.is_empty() {
                return "not measured".to_owned();
            }
            let (median_peer, least_peer) = (median(peer.to_vec()), least(peer));
            let (medians, leasts) = (median_peer / median(ours.clone()), least_peer / least(&ours));
            format!("{} ({medians:.1} times; at best {}, {leasts:.1} times)", seconds(median_peer), seconds(least_peer))
        };
        let (peer, libyaml) = (beside(peer), beside(libyaml));
        bench.table.row(
            what,
            format!("{} (at best {})", seconds(median(ours.clone())), seconds(least(&ours))),
            format!("Python, one core: yaml.safe_load {peer}; libyaml {libyaml}"),
            "under 1 s and at least 20 times as fast",
        );
    }
    Ok(())
}

/// What the peer is told to do, and with which of its loaders.
const PEERS: [&[&str]; 4] = [&[], &["--libyaml"], &["--render"], &["--render", "--libyaml"]];

/// Renders every text, with references and demo files resolved as the application does; gives the seconds.
pub(crate) fn rendering(import: &Import, threads: usize) -> f64 {
    let start = Instant::now();
    let catalogue = &import.catalogue;
    let tests = catalogue.tests.iter().map(|test| (test.id.as_str(), test.title.as_str()));
    let pages = import.pages.iter().map(|page| (page.id.as_str(), page.title.as_str()));
    let titles: HashMap<&str, &str> = tests.chain(pages).collect();
    let ids: HashMap<&str, &str> = import.pages.iter().map(|page| (page.path.as_str(), page.id.as_str())).collect();
    let files: HashMap<&str, &str> =
        import.includes.iter().map(|file| (file.path.as_str(), file.content.as_str())).collect();
    let references = |id: &str| titles.get(id).map(|title| Target { title: (*title).to_owned() });
    let next = AtomicUsize::new(0);
    let render = || {
        while let Some(text) = import.texts.get(next.fetch_add(1, Ordering::Relaxed)) {
            let include = |written: &str| files.get(beside(&text.path, written).as_str()).map(|&it| it.to_owned());
            let page = |written: &str| ids.get(beside(&text.path, written).as_str()).map(|&it| it.to_owned());
            let context = RenderContext {
                references: &references,
                files: Some(&page),
                includes: Some(&include),
                ..RenderContext::default()
            };
            std::hint::black_box(assay_markdown::render(&text.markdown, &context));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(render);
        }
        render();
    });
    start.elapsed().as_secs_f64()
}

/// A path that a text writes, relative to the text's own.
fn beside(path: &str, written: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// How long the Python script takes by its own clock, so without starting Python; nothing where its packages are missing.
fn peer(bare: &Path, list: &Path, options: &[&str]) -> Result<Option<f64>, Box<dyn std::error::Error>> {
    let python = std::env::var("ASSAY_BENCH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/peer_import.py");
    let output = Command::new(&python).arg(&script).arg(bare).arg(list).args(options).output()?;
    if !output.status.success() {
        println!("  peer skipped: {}", String::from_utf8_lossy(&output.stderr).trim());
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&output.stdout).trim().parse()?))
}

/// Makes a bare repository with one commit of all files, as a clone is: its objects in a pack.
pub(crate) fn commit_all(checkout: &Path, bare: &Path) -> Outcome {
    let loose = bare.with_extension("loose");
    let repository = git2::Repository::init_bare(&loose)?;
    repository.set_workdir(&std::fs::canonicalize(checkout)?, false)?;
    let mut index = git2::Index::new()?;
    repository.set_index(&mut index)?;
    index.add_all(["*"], git2::IndexAddOption::FORCE, None)?;
    let tree = repository.find_tree(index.write_tree_to(&repository)?)?;
    let author = git2::Signature::new("Bench", "bench@example.org", &git2::Time::new(0, 0))?;
    repository.commit(Some("HEAD"), &author, &author, "All of it", &tree, &[])?;
    let mut clone = git2::build::RepoBuilder::new();
    clone.bare(true).clone_local(git2::build::CloneLocal::None).clone(&loose.to_string_lossy(), bare)?;
    Ok(())
}
