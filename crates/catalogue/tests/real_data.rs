//! The real data, where it is there: counts, the era of each snapshot, and that `standards/` is current.

mod common;

use std::fs;
use std::path::Path;

use assay_catalogue::{Import, ReadOptions, Source, Test, catalogue_file, pages_file, shipped, shipped_pages};
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

/// What the copy of MASTG among the shared files changes, as its notice says: keys of examples are masked in two texts,
/// and two pages are left out.
const MASKED: [&str; 2] = ["MASTG-TEST-0214", "MASTG-DEMO-0059"];
const LEFT_OUT: [&str; 2] = ["MASTG-TECH-0054", "MASTG-KNOW-0074"];

#[test]
fn the_shipped_files_are_current() {
    for name in ["masvs", "maswe", "mastg"] {
        let Some(folder) = shared(&format!("owasp/{name}")) else { return };
        let mut import = as_generated(&folder, name);
        if name == "mastg" {
            let shipped = &shipped().mastg;
            assert_ne!(import.catalogue.digest, shipped.digest, "the copy is not whole");
            import.catalogue.digest.clone_from(&shipped.digest);
            for test in import.catalogue.tests.iter_mut().filter(|test| MASKED.contains(&test.id.as_str())) {
                let known = shipped.tests.iter().find(|it| it.id == test.id).expect("the same test");
                assert_ne!(test.text_digest, known.text_digest);
                test.text_digest.clone_from(&known.text_digest);
            }
            for page in import.pages.iter_mut().filter(|page| MASKED.contains(&page.id.as_str())) {
                let known = shipped_pages().iter().find(|it| it.id == page.id).expect("the same page");
                page.text_digest.clone_from(&known.text_digest);
            }
            import.pages.extend(shipped_pages().iter().filter(|it| LEFT_OUT.contains(&it.id.as_str())).cloned());
            import.pages.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
            let committed = fs::read_to_string(standards("mastg-pages.json")).expect("the file");
            assert!(pages_file(&import.pages) == committed, "standards/mastg-pages.json: run the generator");
        }
        let committed = fs::read_to_string(standards(&format!("{name}.json"))).expect("the file");
        assert!(catalogue_file(&import.catalogue) == committed, "standards/{name}.json: run the generator");
    }
}

#[test]
fn a_sync_from_a_bare_repository_has_the_shipped_digests_and_the_texts() {
    for shipped in shipped().catalogues() {
        let Some(folder) = shared(&format!("owasp/{}", shipped.name.as_str().to_lowercase())) else { return };
        let (bare, commit) = bare_of(&folder);
        let options = ReadOptions { revision: Some(commit.to_string()), ..ReadOptions::default() };
        let import = read_source(&Source::Folder(bare.path().to_owned()), &options).expect("a catalogue");
        if shipped.name == assay_catalogue::CatalogueName::Mastg {
            let other = |(a, b): &(&Test, &Test)| a != b;
            let differ: Vec<&str> =
                import.catalogue.tests.iter().zip(&shipped.tests).filter(other).map(|(it, _)| it.id.as_str()).collect();
            assert_eq!(differ, ["MASTG-TEST-0214"]);
        } else {
            assert_eq!(import.catalogue.digest, shipped.digest);
            assert_eq!(import.catalogue.version, shipped.version, "content that is known has a known version");
        }
        assert_eq!(import.catalogue.controls, shipped.controls);
        assert_eq!(import.catalogue.weaknesses, shipped.weaknesses);
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
