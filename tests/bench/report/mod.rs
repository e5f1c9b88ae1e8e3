//! Setting a report, beside `WeasyPrint` and Chromium on the same report as HTML (see [`html`]).
//!
//! The peers get a page that is ready; Assay gets the request that `assay report` hands to its typesetter, with the
//! attachments, and is measured a second time from the workspace to the file. Each program is started anew, as it is in
//! use, so its start counts; what starting costs alone is told by a document of one word, and taken off in the second
//! ratio.

mod fixture;
mod html;
mod html_pieces;
mod pictures;
mod proofs;
mod tree;

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use assay_assessment::{Work, Workspace};
use assay_ledger::{Ambient, Cancel, Home};
use assay_report::protocol::{DataSource, Request};
use assay_report::{Options, export};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::table::{least, median, seconds};
use crate::{Bench, Outcome, child, machine};
use fixture::Size;

pub(crate) use pictures::run as run_pictures;
pub(crate) use proofs::{child as child_of_proofs, run as run_proofs};

/// Where the programs are.
pub(super) struct Programs {
    typesetter: PathBuf,
    weasyprint: Option<String>,
    chromium: Option<PathBuf>,
}

/// A report in all its forms.
struct Made {
    folder: PathBuf,
    assessment: Uuid,
    request: PathBuf,
    html: PathBuf,
    pages: u64,
}

/// Builds of the assessments that the peers set too, for about 60 and 220 pages.
const BESIDE: [usize; 2] = [1, 5];
/// Builds of those that show how time and memory grow, up to what one volume holds.
const GROWING: [usize; 5] = [1, 2, 4, 8, 12];

pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let programs = programs()?;
    let mut made = Vec::new();
    for builds in BESIDE {
        made.push(of_builds(bench, &programs, "beside", builds)?);
    }
    let start = starting(bench, &programs)?;
    for report in &made {
        measure(bench, &programs, report, true, start)?;
    }
    Ok(())
}

/// How our time and memory grow with the pages.
pub(crate) fn run_pages(bench: &mut Bench) -> Outcome {
    let programs = programs()?;
    let sizes = if bench.quick { &GROWING[..3] } else { &GROWING[..] };
    let mut per_page = Vec::new();
    for builds in sizes {
        let report = of_builds(bench, &programs, "pages", *builds)?;
        per_page.push(measure(bench, &programs, &report, false, [0.0; 3])?);
    }
    if let (Some(first), Some(last)) = (per_page.first(), per_page.last()) {
        let what = "time a page: the largest beside the smallest";
        bench.table.row(what, format!("{:.2} times", last / first), "", "linear: about 1");
    }
    Ok(())
}

fn of_builds(bench: &Bench, programs: &Programs, name: &str, builds: usize) -> Result<Made, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let folder = bench.scratch.path().join(format!("report-{name}-{builds}"));
    let size = Size { builds, pictures: builds * 12, picture: (1080, 1440), tenths: 10 };
    let assessment = runtime.block_on(fixture::make(&folder, &size))?;
    prepare(programs, folder, assessment)
}

fn programs() -> Result<Programs, Box<dyn Error>> {
    let typesetter = assay_report::typesetter::find().map_err(|error| {
        format!("{error}: `npm run bench` builds it, or `cargo build --release --workspace --bin assay-typeset`")
    })?;
    let python = std::env::var("ASSAY_BENCH_PYTHON").ok().filter(|python| {
        let known = Command::new(python)
            .args(["-m", "weasyprint", "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        known.is_ok_and(|status| status.success())
    });
    let chromium = Some(PathBuf::from("/usr/bin/chromium")).filter(|path| path.is_file());
    for (name, there) in [("WeasyPrint", python.is_some()), ("Chromium", chromium.is_some())] {
        if !there {
            println!("  {name} is not here and is left out");
        }
    }
    Ok(Programs { typesetter, weasyprint: python, chromium })
}

/// Exports once through a script that keeps the request, and writes the same report as HTML.
fn prepare(programs: &Programs, folder: PathBuf, assessment: Uuid) -> Result<Made, Box<dyn Error>> {
    let request = folder.join("request.json");
    let script = folder.join("keeping");
    let text = format!("#!/bin/sh\ntee '{}' | '{}'\n", request.display(), programs.typesetter.display());
    std::fs::write(&script, text)?;
    std::fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    let (from, id) = (folder.to_string_lossy(), assessment.to_string());
    let keeping = format!("ASSAY_TYPESET={}", script.display());
    let exported = child::run(&["env", &keeping], &["report", &from, &id])?;
    let asked: Request = serde_json::from_slice(&std::fs::read(&request)?)?;
    let DataSource::Inline(data) = &asked.data else { return Err("the data is in the request".into()) };
    // Copies under names that say what they are: a browser goes by the ending.
    let mut pictures = HashMap::new();
    for image in &asked.images {
        let copy = folder.join(format!("{}.jpg", image.sha256));
        std::fs::copy(&image.path, &copy)?;
        pictures.insert(image.sha256.clone(), copy.canonicalize()?);
    }
    let html = folder.join("report.html");
    std::fs::write(&html, html::page(data, &pictures))?;
    Ok(Made { assessment, request, html, pages: exported["pages"].as_u64().unwrap_or(0), folder })
}

/// Exports from the workspace: what `assay report` does.
pub(crate) fn child(arguments: &[&str]) -> Result<Value, Box<dyn Error>> {
    let [dir, assessment] = arguments else { return Err("report DIR ASSESSMENT".into()) };
    let dir = Path::new(dir);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (start, home) = (Instant::now(), Home::at(dir.join("home")));
    let workspace = runtime.block_on(Workspace::open(&dir.join("workspace"), &home, Ambient::deterministic(2)))?;
    let stages: Arc<Mutex<Vec<(String, f64)>>> = Arc::default();
    let seen = Arc::clone(&stages);
    let work = Work::new(
        move |step| {
            let mut seen = seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if seen.last().is_none_or(|(stage, _)| *stage != step.stage) {
                seen.push((step.stage, start.elapsed().as_secs_f64()));
            }
        },
        Cancel::new(),
    );
    let output = dir.join("report.pdf");
    let options = Options { draft: false, number: Some("BENCH-1".to_owned()), ..Options::default() };
    let files = runtime.block_on(export(&workspace, assessment.parse()?, &options, &output, &work))?;
    let pages: u64 = files.iter().map(|it| it.written.pages).sum();
    let wall = start.elapsed().as_secs_f64();
    runtime.block_on(workspace.close());
    let stages = stages.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    Ok(
        json!({ "wall": wall, "pages": pages, "files": files.len(), "stages": stages, "peak": machine::peak_mebibytes() }),
    )
}

fn ours(programs: &Programs, request: &Path) -> Result<Command, Box<dyn Error>> {
    let mut command = Command::new(&programs.typesetter);
    command.stdin(std::fs::File::open(request)?);
    Ok(command)
}

fn weasyprint(python: &str, html: &Path, pdf: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-m", "weasyprint", "--quiet", "--pdf-variant", "pdf/a-3a"]).arg(html).arg(pdf);
    command
}

fn chromium(program: &Path, html: &Path, pdf: &Path) -> Command {
    let mut command = Command::new(program);
    let target = format!("--print-to-pdf={}", pdf.display());
    let profile = format!("--user-data-dir={}", pdf.with_extension("profile").display());
    command
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
        ])
        .args(["--allow-file-access-from-files", "--virtual-time-budget=1000", &profile, &target])
        .arg(format!("file://{}", html.display()));
    command
}

/// What a document of one word takes: ours, that of `WeasyPrint`, that of Chromium.
type Starts = [f64; 3];

fn starting(bench: &mut Bench, programs: &Programs) -> Result<Starts, Box<dyn Error>> {
    let folder = bench.scratch.path().join("word");
    std::fs::create_dir_all(&folder)?;
    let html = folder.canonicalize()?.join("word.html");
    std::fs::write(&html, html::one_word())?;
    std::fs::write(folder.join("main.typ"), "#set document(title: \"Word\")\n#set text(lang: \"en\")\nWord\n")?;
    let data = json!({ "document": { "id": "word", "created": "2026-11-28T08:00:00Z" } });
    let request = folder.join("request.json");
    let asked = json!({
        "template": { "folder": folder }, "data": { "inline": data }, "output": folder.join("word.pdf"),
    });
    std::fs::write(&request, asked.to_string())?;
    let mut times: [Vec<f64>; 3] = Default::default();
    for _ in 0..5 {
        times[0].push(tree::seconds_of(&mut ours(programs, &request)?)?);
        if let Some(python) = &programs.weasyprint {
            times[1].push(tree::seconds_of(&mut weasyprint(python, &html, &folder.join("w.pdf")))?);
        }
        if let Some(program) = &programs.chromium {
            times[2].push(tree::seconds_of(&mut chromium(program, &html, &folder.join("c.pdf")))?);
        }
    }
    let middle = times.map(|times| if times.is_empty() { f64::NAN } else { median(times) });
    bench.table.row(
        "a document of one word: the start of the program",
        seconds(middle[0]),
        format!("WeasyPrint {}, Chromium {}", seconds(middle[1]), seconds(middle[2])),
        "stated",
    );
    Ok(middle)
}

/// Measures one report, and gives our seconds a page.
fn measure(
    bench: &mut Bench,
    programs: &Programs,
    report: &Made,
    beside: bool,
    start: Starts,
) -> Result<f64, Box<dyn Error>> {
    let folder = report.folder.canonicalize()?;
    let html = report.html.canonicalize()?;
    let (by_weasyprint, by_chromium) = (folder.join("weasyprint.pdf"), folder.join("chromium.pdf"));
    let (mut alone, mut whole, mut weasy, mut chrome) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let exporting = || -> Result<Command, Box<dyn Error>> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--child", "report"]).arg(&folder).arg(report.assessment.to_string());
        Ok(command)
    };
    let rounds = if bench.quick { 1 } else { 5 };
    // In turns, so that a busy machine is busy for all.
    for round in 0..rounds {
        alone.push(tree::seconds_of(&mut ours(programs, &report.request)?)?);
        whole.push(tree::seconds_of(&mut exporting()?)?);
        if let (true, Some(program)) = (beside, &programs.chromium) {
            chrome.push(tree::seconds_of(&mut chromium(program, &html, &by_chromium))?);
        }
        if let (true, true, Some(python)) = (beside, round % 2 == 0, &programs.weasyprint) {
            weasy.push(tree::seconds_of(&mut weasyprint(python, &html, &by_weasyprint))?);
        }
    }
    let peak = tree::peak_of(&mut ours(programs, &report.request)?)?;
    let peak_whole = tree::peak_of(&mut exporting()?)?;
    let middle = median(alone.clone());
    let mut peers = Vec::new();
    let letters_of_ours = letters(&folder.join("report.pdf"));
    for (name, times, pdf, start_of) in
        [("WeasyPrint", weasy, &by_weasyprint, start[1]), ("Chromium", chrome, &by_chromium, start[2])]
    {
        if times.is_empty() {
            continue;
        }
        let memory = match name {
            "WeasyPrint" => {
                tree::peak_of(&mut weasyprint(programs.weasyprint.as_deref().unwrap_or_default(), &html, pdf))?
            }
            _ => tree::peak_of(&mut chromium(programs.chromium.as_deref().unwrap_or(Path::new("")), &html, pdf))?,
        };
        let theirs = median(times.clone());
        peers.push(format!(
            "{name} {} for {} pages, {:.0} MiB: {:.1} times ({:.1} at best; {:.1} without the start; the letters are {:.2} times ours)",
            seconds(theirs),
            pages(pdf),
            memory,
            theirs / middle,
            least(&times) / least(&alone),
            (theirs - start_of) / (middle - start[0]),
            letters(pdf) / letters_of_ours,
        ));
    }
    bench.table.row(
        format!("set a report of {} pages, PDF/A-3a and PDF/UA-1", report.pages),
        format!("{} (at best {}), {peak:.0} MiB", seconds(middle), seconds(least(&alone))),
        peers.join("; "),
        if beside { "at least 20 and 4 times as fast" } else { "stated" },
    );
    bench.table.row(
        "the same from the workspace, with start, data and proofs",
        format!("{} (at best {}), {peak_whole:.0} MiB", seconds(median(whole.clone())), seconds(least(&whole))),
        format!("{} a page", seconds(median(whole) / number_of(report.pages))),
        "stated",
    );
    Ok(middle / number_of(report.pages))
}

/// Pages of a PDF, by poppler.
fn pages(pdf: &Path) -> u64 {
    let output = Command::new("pdfinfo").arg(pdf).output();
    let text = output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned()).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap_or_default();
    line.trim().parse().unwrap_or(0)
}

/// Letters that a PDF prints, by poppler: whether two documents say as much.
fn letters(pdf: &Path) -> f64 {
    let output = Command::new("pdftotext").arg(pdf).arg("-").output();
    let text = output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned()).unwrap_or_default();
    number_of(text.chars().filter(|letter| letter.is_alphanumeric()).count() as u64)
}

fn number_of(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::NAN, f64::from)
}
