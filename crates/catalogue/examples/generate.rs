//! Regenerates `standards/masvs.json`, `maswe.json`, `mastg.json` and `mastg-pages.json` from checkouts of OWASP's
//! repositories:
//!
//! ```text
//! cargo run -p assay-catalogue --example generate -- --masvs ../shared/owasp/masvs --maswe ... --mastg ...
//! ```
//!
//! Each argument is a repository or a plain folder. URL, commit, version and licence to state come from
//! `standards/sources.json`; a repository is read at the commit stated there. Problems of single files go to the
//! standard error. The same input gives the same files.

use std::error::Error;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::{env, fs};

use assay_catalogue::{Import, ReadOptions, Source, catalogue_file, pages_file, read};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let standards = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../standards");
    let sources: Value = serde_json::from_str(&fs::read_to_string(standards.join("sources.json"))?)?;
    let mut arguments = env::args().skip(1);
    let mut any = false;
    while let Some(flag) = arguments.next() {
        let name = flag.strip_prefix("--").filter(|name| sources.get(name).is_some());
        let (Some(name), Some(path)) = (name, arguments.next()) else {
            return Err("usage: generate [--masvs PATH] [--maswe PATH] [--mastg PATH]".into());
        };
        let import = import(&PathBuf::from(path), &sources[name])?;
        for problem in &import.problems {
            let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
            eprintln!("{}{line}: {}", problem.path, problem.message);
        }
        fs::write(standards.join(format!("{name}.json")), catalogue_file(&import.catalogue))?;
        if name == "mastg" {
            fs::write(standards.join("mastg-pages.json"), pages_file(&import.pages))?;
        }
        println!("{name} {} {}: {:?}", import.catalogue.version, import.catalogue.digest, import.counts);
        any = true;
    }
    if any { Ok(()) } else { Err("usage: generate [--masvs PATH] [--maswe PATH] [--mastg PATH]".into()) }
}

fn import(path: &Path, stated: &Value) -> Result<Import, Box<dyn Error>> {
    let text = |key: &str| stated[key].as_str().map(str::to_owned);
    let is_repository = path.join(".git").exists() || path.join("HEAD").is_file();
    let options = ReadOptions {
        revision: text("commit").filter(|_| is_repository),
        stated_commit: text("commit"),
        source_url: text("source_url"),
        version: text("version"),
        ..ReadOptions::default()
    };
    let mut import = read(&Source::Folder(path.to_owned()), &options, &mut |_| ControlFlow::Continue(()))?;
    import.catalogue.licence = text("licence").unwrap_or(import.catalogue.licence);
    Ok(import)
}
