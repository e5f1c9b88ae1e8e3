//! Reads many commits of a repository and prints one line of JSON for each: how a loader does on a whole history.
//!
//! ```text
//! git -C REPO rev-list --all | cargo run -p assay-catalogue --example survey -- REPO [--facts]
//! ```
//!
//! Each line of the standard input is a commit. A line of the output has the commit and either the code of the error or
//! standard, era, counts, digest and the number of problems per code; with `--facts` also the facts, pages and problems.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use assay_catalogue::{ReadOptions, Source, read};
use serde_json::{Value, json};

#[expect(clippy::disallowed_methods, reason = "a measurement")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let repository = PathBuf::from(arguments.next().ok_or("usage: survey REPO [--facts] < commits")?);
    let with_facts = arguments.next().is_some_and(|flag| flag == "--facts");
    let mut out = std::io::stdout().lock();
    for commit in std::io::stdin().lock().lines() {
        let commit = commit?;
        let options = ReadOptions { revision: Some(commit.trim().to_owned()), ..ReadOptions::default() };
        let started = Instant::now();
        let line = match read(&Source::Folder(repository.clone()), &options, &mut |_| ControlFlow::Continue(())) {
            Err(error) => json!({"commit": commit, "error": error.code(), "message": error.to_string()}),
            Ok(import) => {
                let mut problems: BTreeMap<String, u32> = BTreeMap::new();
                for problem in &import.problems {
                    *problems
                        .entry(serde_json::to_value(problem.code)?.as_str().unwrap_or_default().to_owned())
                        .or_default() += 1;
                }
                let mut line = json!({
                    "commit": commit,
                    "name": import.catalogue.name,
                    "version": import.catalogue.version,
                    "era": import.catalogue.era,
                    "counts": import.counts,
                    "digest": import.catalogue.digest,
                    "problems": problems,
                    "milliseconds": u64::try_from(started.elapsed().as_millis())?,
                });
                if with_facts {
                    line["catalogue"] = serde_json::to_value(&import.catalogue)?;
                    line["pages"] = serde_json::to_value(&import.pages)?;
                    line["unknown"] = serde_json::to_value(&import.unknown)?;
                    line["problem_list"] = import
                        .problems
                        .iter()
                        .map(|it| json!([it.path, it.line, it.code, it.message]))
                        .collect::<Vec<Value>>()
                        .into();
                }
                line
            }
        };
        writeln!(out, "{line}")?;
    }
    Ok(())
}
