//! Search over all catalogues, the texts of two versions of MASTG included: what each letter of a query costs.

use std::path::Path;
use std::time::Instant;

use assay_assessment::{Work, Workspace};
use assay_catalogue::{ReadOptions, Source};
use assay_ledger::{Ambient, Home};

use crate::table::seconds;
use crate::{Bench, Outcome};

/// What people look for: ids in several spellings, words of titles and texts, with letters wrong. Every beginning of each
/// is a query too, as while typing.
const QUERIES: &[&str] = &[
    "MASTG-TEST-0235",
    "mastg test 204",
    "MASWE-0018",
    "maswe-beta/MASWE-0001",
    "storage 1",
    "MSTG-STORAGE-14",
    "masvs/network-4",
    "2.14",
    "hipaa 164.312(a)(1)",
    "gdpr art 32",
    "cwe 312",
    "M9:2024",
    "api 3",
    "fin 2.1",
    "MASA 1.4.1.1",
    "tech 157",
    "certificate pinning",
    "insecure certificate validation",
    "keychain",
    "biometric authentication bypass",
    "setJavaScriptEnabled",
    "NSUserDefaults",
    "WebView file access",
    "runtime use of logging apis",
    "hardcoded cryptographic keys",
    "sensitive data in backups",
    "root detection",
    "frida trace network",
    "deep links",
    "sql injection content provider",
    "how to repackage an app",
    "the app must not",
    "a",
    "certifcate pining",
    "keychian acces",
    "biometirc autentication",
    "permisions",
    "obfuscaton of strings",
    "qwertzuiop asdfgh",
    "\"AND OR NOT NEAR( *",
];

pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let names = ["masvs", "maswe-beta", "maswe", "mastg-2025-07", "mastg"];
    let Some(folders) =
        names.iter().map(|name| assay_tests::shared(&format!("owasp/{name}"))).collect::<Option<Vec<_>>>()
    else {
        println!("  skipped: no OWASP checkouts");
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let workspace = runtime.block_on(synced(&bench.scratch.path().join("search"), &folders))?;
    let start = Instant::now();
    runtime.block_on(workspace.search("", 40, None))?;
    let first = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let again = runtime.block_on(workspace.search("certificate", 40, None))?;
    bench.table.row(
        "search, index after the syncs, made at the first one",
        seconds(first),
        format!("the next search {} for {} hits", seconds(start.elapsed().as_secs_f64()), again.hits.len()),
        "once a sync",
    );
    let mut times: Vec<(f64, String)> = Vec::new();
    for _ in 0..if bench.quick { 1 } else { 5 } {
        for query in QUERIES {
            for (end, letter) in query.char_indices() {
                let typed = &query[..end + letter.len_utf8()];
                let start = Instant::now();
                std::hint::black_box(runtime.block_on(workspace.search(typed, 40, None))?);
                times.push((start.elapsed().as_secs_f64(), typed.to_owned()));
            }
        }
    }
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    let at = |percent: usize| &times[(times.len() - 1) * percent / 100];
    let (slowest, query) = at(100);
    bench.table.row(
        format!("search, each of {} letters typed, 40 hits: 99th percentile", times.len()),
        seconds(at(99).0),
        format!("median {}, slowest {} for {query:?}", seconds(at(50).0), seconds(*slowest)),
        "under 10 ms",
    );
    runtime.block_on(workspace.close());
    Ok(())
}

async fn synced(dir: &Path, folders: &[std::path::PathBuf]) -> Result<Workspace, Box<dyn std::error::Error>> {
    let home = Home::at(dir.join("home"));
    let ambient = Ambient::deterministic(1);
    home.set_identity(&ambient, "Bench", "bench@example.org")?;
    let workspace = Workspace::create(&dir.join("workspace"), &home, ambient, "Bench").await?;
    for folder in folders {
        let source = Source::Folder(folder.clone());
        workspace.sync_standard(source, ReadOptions::default(), &Work::unwatched()).await?;
    }
    Ok(workspace)
}
