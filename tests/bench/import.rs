//! Reading the whole MASTG from a bare repository into a workspace, beside a Python script of the same job.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use assay_assessment::{Work, Workspace};
use assay_catalogue::{ReadOptions, Source};
use assay_ledger::{Ambient, Home};

use crate::table::{median, seconds};
use crate::{Bench, Outcome};

pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let shared = std::env::var_os("ASSAY_SHARED").map_or_else(|| PathBuf::from("../../shared"), PathBuf::from);
    let checkout = shared.join("owasp/mastg");
    if !checkout.is_dir() {
        println!("  skipped: no OWASP checkout at {}", checkout.display());
        return Ok(());
    }
    let bare = bench.scratch.path().join("mastg.git");
    let files = commit_all(&checkout, &bare)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (mut ours, mut rendered) = (Vec::new(), Vec::new());
    for round in 0..5 {
        let dir = bench.scratch.path().join(format!("import-{round}"));
        let home = Home::at(dir.join("home"));
        let ambient = Ambient::deterministic(1);
        home.set_identity(&ambient, "Bench", "bench@example.org")?;
        let workspace = runtime.block_on(Workspace::create(&dir.join("workspace"), &home, ambient, "Bench"))?;
        let source = Source::Repository(bare.to_string_lossy().into_owned());
        let start = Instant::now();
        runtime.block_on(workspace.sync_standard(source, ReadOptions::default(), &Work::unwatched()))?;
        let synced = start.elapsed().as_secs_f64();
        ours.push(synced);
        // Assay renders a page when someone opens it; the peer's job has all of them rendered.
        let texts = assay_catalogue::read(&Source::Folder(bare.clone()), &ReadOptions::default(), &mut |_| {
            std::ops::ControlFlow::Continue(())
        })?
        .texts;
        let start = Instant::now();
        for text in &texts {
            std::hint::black_box(assay_markdown::render(&text.markdown, &assay_markdown::RenderContext::default()));
        }
        rendered.push(synced + start.elapsed().as_secs_f64());
    }
    let (ours, rendered) = (median(ours), median(rendered));
    for (what, ours, option) in [("read and keep", ours, "--keep"), ("read, keep and render", rendered, "--render")] {
        bench.table.row(
            format!("{what} {files} files of the MASTG"),
            seconds(ours),
            peer(&bare, option)?.map_or("not measured".to_owned(), |peer| {
                format!("{} Python with PyYAML and Python-Markdown, {:.0} times", seconds(peer), peer / ours)
            }),
            "under 1 s and at least 20 times as fast",
        );
    }
    Ok(())
}

/// How long the Python script takes; nothing where its packages are missing.
fn peer(bare: &Path, option: &str) -> Result<Option<f64>, Box<dyn std::error::Error>> {
    let python = std::env::var("ASSAY_BENCH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/peer_import.py");
    let mut times = Vec::new();
    for _ in 0..3 {
        let start = Instant::now();
        let output = Command::new(&python).arg(&script).arg(bare).arg(option).output()?;
        if !output.status.success() {
            println!("  peer skipped: {}", String::from_utf8_lossy(&output.stderr).trim());
            return Ok(None);
        }
        times.push(start.elapsed().as_secs_f64());
    }
    Ok(Some(median(times)))
}

/// Makes a bare repository with one commit of all files; gives how many markdown files there are.
fn commit_all(checkout: &Path, bare: &Path) -> Result<usize, Box<dyn std::error::Error>> {
    let repository = git2::Repository::init_bare(bare)?;
    repository.set_workdir(&std::fs::canonicalize(checkout)?, false)?;
    let mut index = git2::Index::new()?;
    repository.set_index(&mut index)?;
    index.add_all(["*"], git2::IndexAddOption::FORCE, None)?;
    let markdown = index.iter().filter(|entry| entry.path.ends_with(b".md")).count();
    let tree = repository.find_tree(index.write_tree_to(&repository)?)?;
    let author = git2::Signature::new("Bench", "bench@example.org", &git2::Time::new(0, 0))?;
    repository.commit(Some("HEAD"), &author, &author, "All of it", &tree, &[])?;
    Ok(markdown)
}
