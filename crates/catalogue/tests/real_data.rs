//! The real data, where it is there: counts, the era of each snapshot, and that `standards/` is current.

mod common;

use std::fs;
use std::path::Path;

use assay_catalogue::{Era, Import, PageKind, ProblemCode, ReadOptions, Source, catalogue_file, pages_file, shipped};
use common::{bare_of, read_source, shared};

/// Reads a folder as the generator does.
fn as_generated(folder: &Path, name: &str) -> Import {
    let sources = fs::read_to_string(standards("sources.json")).expect("the sources");
    let sources: serde_json::Value = serde_json::from_str(&sources).expect("JSON");
    let text = |key: &str| sources[name][key].as_str().map(str::to_owned);
    let options = ReadOptions {
        stated_commit: text("commit"),
        source_url: text("source_url"),
        version: text("version"),
        ..ReadOptions::default()
    };
    let mut import = read_source(&Source::Folder(folder.to_owned()), &options).expect("a catalogue");
    assert_eq!(Some(&import.catalogue.licence), text("licence").as_ref());
    import.catalogue.licence = text("licence").expect("a licence");
    import
}

fn standards(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../standards").join(file)
}

#[test]
fn the_shipped_files_are_current() {
    for name in ["masvs", "maswe", "mastg"] {
        let Some(folder) = shared(&format!("owasp/{name}")) else { return };
        let import = as_generated(&folder, name);
        let committed = fs::read_to_string(standards(&format!("{name}.json"))).expect("the file");
        assert!(catalogue_file(&import.catalogue) == committed, "standards/{name}.json: run the generator");
        if name == "mastg" {
            let committed = fs::read_to_string(standards("mastg-pages.json")).expect("the file");
            assert!(pages_file(&import.pages) == committed, "standards/mastg-pages.json: run the generator");
        }
    }
}

#[test]
fn a_sync_from_a_bare_repository_has_the_shipped_digests_and_the_texts() {
    for shipped in shipped().catalogues() {
        let Some(folder) = shared(&format!("owasp/{}", shipped.name.as_str().to_lowercase())) else { return };
        let (bare, commit) = bare_of(&folder);
        let options = ReadOptions { revision: Some(commit.to_string()), ..ReadOptions::default() };
        let import = read_source(&Source::Folder(bare.path().to_owned()), &options).expect("a catalogue");
        assert_eq!(import.catalogue.digest, shipped.digest);
        assert_eq!(import.catalogue.version, shipped.version, "content that is known has a known version");
        assert_eq!(import.catalogue.controls, shipped.controls);
        assert_eq!(import.catalogue.weaknesses, shipped.weaknesses);
        assert_eq!(import.catalogue.tests, shipped.tests);
        let digests: std::collections::HashSet<&str> = import.texts.iter().map(|text| text.digest.as_str()).collect();
        let empty = assay_catalogue::digest_of_text("");
        let mut needed = import.catalogue.controls.iter().map(|it| &it.text_digest).collect::<Vec<_>>();
        needed.extend(import.catalogue.weaknesses.iter().map(|it| &it.text_digest));
        needed.extend(import.catalogue.tests.iter().map(|it| &it.text_digest));
        needed.extend(import.pages.iter().map(|it| &it.text_digest));
        let without: Vec<_> = needed.into_iter().filter(|it| **it != empty && !digests.contains(it.as_str())).collect();
        assert!(without.is_empty(), "{without:?}");
    }
}

#[test]
fn masvs_reads_alike_from_its_index_and_its_control_files() {
    let Some(folder) = shared("owasp/masvs") else { return };
    let copy = tempfile::tempdir().expect("a folder");
    for part in ["controls", "Document"] {
        fs::create_dir(copy.path().join(part)).expect("a folder");
        for entry in fs::read_dir(folder.join(part)).expect("files") {
            let entry = entry.expect("a file");
            if entry.path().is_file() {
                let text = fs::read(entry.path()).expect("a text");
                fs::write(copy.path().join(part).join(entry.file_name()), text).expect("a copy");
            }
        }
    }
    let import = read_source(&Source::Folder(copy.path().to_owned()), &ReadOptions::default()).expect("a catalogue");
    assert_eq!(import.catalogue.digest, shipped().masvs.digest);
}

#[test]
fn counts_and_problems_of_the_snapshots() {
    let Some(mastg) = shared("owasp/mastg") else { return };
    let import = read_source(&Source::Folder(mastg), &ReadOptions::default()).expect("MASTG");
    let counts = &import.counts;
    assert_eq!((counts.live_tests, counts.placeholder_tests, counts.deprecated_tests), (186, 14, 92));
    assert_eq!(counts.pages[&PageKind::Demo], 157);
    assert_eq!(counts.pages[&PageKind::Technique], 166);
    assert_eq!(counts.pages[&PageKind::Prerequisite], 3);
    assert_eq!(import.catalogue.era, Era::MastgTestsBeta);
    // References that lead nowhere upstream (or into the two pages that the snapshot lacks), one item listed twice.
    let dangling = import.problems.iter().filter(|it| it.code == ProblemCode::DanglingReference).count();
    let twice = import.problems.iter().filter(|it| it.code == ProblemCode::DuplicateItem).count();
    assert_eq!((dangling, twice, import.problems.len()), (8, 1, 9), "{:#?}", import.problems);

    for (folder, era, weaknesses, tests) in [
        ("owasp/mastg-2025-07", Era::MastgTestsBeta, 0, 178),
        ("owasp/maswe-beta", Era::MasweBeta, 119, 0),
        ("owasp/maswe", Era::Maswe1, 78, 0),
    ] {
        let Some(path) = shared(folder) else { return };
        let import = read_source(&Source::Folder(path), &ReadOptions::default()).expect("a catalogue");
        assert_eq!(import.catalogue.era, era, "{folder}");
        assert_eq!((import.catalogue.weaknesses.len(), import.catalogue.tests.len()), (weaknesses, tests), "{folder}");
        println!("{folder}: {:#?}", import.problems);
        let left_out = import
            .problems
            .iter()
            .filter(|it| matches!(it.code, ProblemCode::BadYaml | ProblemCode::NoFrontMatter | ProblemCode::NotUtf8));
        assert_eq!(left_out.count(), 0, "{folder}");
    }
}
