//! Renders every markdown file below a folder and prints how long that took: `cargo run --release -p assay-markdown
//! --example render_all -- FOLDER`.

#![expect(clippy::disallowed_methods, reason = "measures time")]

use std::fs;
use std::path::Path;
use std::time::Instant;

use assay_markdown::{RenderContext, Target, plain, render, standard_blocks, steps};

fn texts(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.extend(fs::read_to_string(path));
        }
    }
}

fn main() {
    let mut found = Vec::new();
    for folder in std::env::args_os().skip(1) {
        texts(Path::new(&folder), &mut found);
    }
    let bytes: usize = found.iter().map(String::len).sum();
    let references = |id: &str| Some(Target { title: format!("Title of {id}") });
    let context = RenderContext { references: &references, ..RenderContext::default() };
    println!("{} files, {bytes} bytes", found.len());
    let written: Vec<String> = found.iter().map(|text| steps::written(text, &context, false)).collect();
    let (pass, fail): (Vec<_>, Vec<_>) = found.iter().zip(&written).partition(|(_, html)| steps::passes(html));
    println!("{} need no sanitising, {} do", pass.len(), fail.len());
    if std::env::var_os("SHOW").is_some() {
        for (text, html) in fail {
            println!("--- {:?}\n{html}", text.lines().next());
        }
    }
    timed("written", &found, |text| steps::written(text, &context, false).len());
    timed("checked", &written, |html| usize::from(steps::passes(html)));
    timed("sanitised as a whole", &written, |html| steps::sanitised(html).len());
    timed("HTML", &found, |text| render(text, &context).html.len());
    timed("blocks", &found, |text| standard_blocks(text, &context).len());
    timed("excerpts", &found, |text| plain(text).len());
}

fn timed(name: &str, texts: &[String], step: impl Fn(&str) -> usize) {
    let start = Instant::now();
    let produced: usize = texts.iter().map(|text| step(text)).sum();
    println!("{name}: {:?} ({produced})", start.elapsed());
}
