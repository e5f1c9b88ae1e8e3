//! Standards: what ships, and what a sync brings. Small standards are made here; the real ones are used where they are.

mod common;

use std::path::{Path, PathBuf};

use assay_assessment::view::{StandardView, UnitKind};
use assay_assessment::{CatalogueChoice, NewAssessment, Step, Work, Workspace};
use assay_catalogue::{CatalogueName, ReadOptions, Source};
use assay_ledger::Cancel;
use common::Bench;
use std::sync::{Arc, Mutex};

/// A folder of the real data, or none and a line that says so.
fn shared(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("ASSAY_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let folder = root.join("owasp").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: there is no shared data at {}; set ASSAY_SHARED to its folder", folder.display());
    None
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, text).expect("written");
}

/// A small testing guide in the format of MASTG 2.0.0.
fn small_mastg(root: &Path) {
    write(
        root,
        "tests-beta/android/MASVS-STORAGE/MASTG-TEST-0901.md",
        "---\nplatform: android\ntitle: Files outside\nid: MASTG-TEST-0901\ntype: [static]\nweakness: MASWE-0006\n\
         profiles: [L1, L2]\n---\n\n## Overview\n\nLook at @MASTG-TECH-0901 and <script>alert(1)</script> here.\n\n\
         {{ sample.kt }}\n",
    );
    write(
        root,
        "tests-beta/android/MASVS-STORAGE/MASTG-TEST-0902.md",
        "---\nplatform: android\ntitle: [broken\n---\n\ntext\n",
    );
    write(
        root,
        "techniques/android/MASTG-TECH-0901.md",
        "---\ntitle: Looking Around\nplatform: android\n---\n\nOpen it, see @MASTG-TEST-0901.\n",
    );
    write(root, "Document/index.md", "# Guide\n");
}

async fn sync(workspace: &Workspace, folder: &Path) -> assay_assessment::view::SyncReport {
    let source = Source::Folder(folder.to_owned());
    workspace.sync_standard(source, ReadOptions::default(), &Work::unwatched()).await.expect("synced")
}

async fn standard(workspace: &Workspace, name: &str) -> Vec<StandardView> {
    let all = workspace.standards().await.expect("standards");
    all.into_iter().filter(|view| view.name == name).collect()
}

#[tokio::test]
async fn what_ships_is_there_without_texts() {
    let (_folder, _home, _ambient, workspace) = common::empty(1).await;
    let standards = workspace.standards().await.expect("standards");
    let names: Vec<(&str, &str)> = standards.iter().map(|view| (view.name.as_str(), view.version.as_str())).collect();
    assert_eq!(names, [("MASVS", "2.1.0"), ("MASWE", "1.0.0"), ("MASTG", "2.0.0")]);
    assert!(standards.iter().all(|view| view.shipped && !view.has_text));
    assert_eq!((standards[0].counts.groups, standards[0].counts.controls), (8, 24));
    assert_eq!(standards[1].counts.weaknesses, 78);
    let page = workspace.standard_page("MASVS-STORAGE-1", None, None).await.expect("a page");
    assert!(!page.summary.is_empty() && page.text.is_none());
    assert!(page.links.iter().any(|link| link.kind == "weakness"));
    let weakness = workspace.standard_page("MASWE-0001", Some("maswe-1"), None).await.expect("a page");
    assert_eq!(weakness.reference.kind, "weakness");
    let code = async |id: &str, scheme| {
        workspace.standard_page(id, scheme, None).await.map(|_| ()).expect_err("refused").code()
    };
    assert_eq!(code("MASTG-TECH-9999", None).await, "page.unknown");
    assert_eq!(code("MASWE-0001", Some("maswe-9")).await, "page.unknown");
}

#[tokio::test]
async fn a_synced_standard_stands_beside_what_ships() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let before = bench.checklist().await;
    let folder = bench.path("mastg");
    small_mastg(&folder);
    let report = sync(workspace, &folder).await;
    assert_eq!((report.catalogue.name.as_str(), report.counts.live_tests), ("MASTG", 1));
    assert!(report.changed_pinned && report.catalogue.has_text && !report.catalogue.shipped);
    let problem = report.problems.iter().find(|problem| problem.path.ends_with("MASTG-TEST-0902.md"));
    assert!(problem.is_some(), "{:?}", report.problems);
    assert_eq!(standard(workspace, "MASTG").await.len(), 2);
    assert_eq!(bench.checklist().await, before, "nothing that is under way changes");
    assert!(!sync(workspace, &folder).await.problems.is_empty(), "a second time is fine");
    assert_eq!(standard(workspace, "MASTG").await.len(), 2);
}

#[tokio::test]
async fn a_sync_can_be_stopped_and_then_nothing_is_kept() {
    let (folder, _home, _ambient, workspace) = common::empty(1).await;
    let mastg = folder.path().join("mastg");
    small_mastg(&mastg);
    let cancel = Cancel::new();
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let (stop, stages) = (cancel.clone(), Arc::clone(&seen));
    let work = Work::new(
        move |Step { stage, .. }| {
            if stage == "storing" {
                stop.cancel();
            }
            stages.lock().expect("whole").push(stage);
        },
        cancel,
    );
    let source = Source::Folder(mastg.clone());
    let stopped = workspace.sync_standard(source, ReadOptions::default(), &work).await.map(|_| ());
    assert_eq!(stopped.expect_err("it was stopped").code(), "cancelled");
    assert_eq!(standard(&workspace, "MASTG").await.len(), 1, "only what ships");
    assert!(seen.lock().expect("whole").iter().any(|stage| stage == "reading"));
}

#[tokio::test]
async fn what_is_no_standard_is_refused() {
    let (folder, _home, _ambient, workspace) = common::empty(1).await;
    let code = async |path: PathBuf| {
        let synced = workspace.sync_standard(Source::Folder(path), ReadOptions::default(), &Work::unwatched()).await;
        synced.map(|_| ()).expect_err("refused").code()
    };
    assert_eq!(code(folder.path().join("nowhere")).await, "catalogue.not_found");
    let other = folder.path().join("other");
    write(&other, "readme.md", "# Nothing\n");
    assert_eq!(code(other).await, "catalogue.not_a_catalogue");
}

#[tokio::test]
async fn real_standards_bring_their_texts() {
    let (Some(mastg), Some(maswe), Some(masvs)) = (shared("mastg"), shared("maswe"), shared("masvs")) else { return };
    let bench = Bench::new("L2+R+P").await;
    let workspace = &bench.workspace;
    for folder in [&mastg, &maswe, &masvs] {
        let report = sync(workspace, folder).await;
        // The copy of MASTG is not whole, see its notice.
        let is_whole = report.catalogue.name != "MASTG";
        assert_eq!(report.changed_pinned, !is_whole, "{}: {:?}", report.catalogue.name, report.catalogue.digest);
    }
    assert!(workspace.standards().await.expect("standards").iter().all(|view| view.has_text));
    let checklist = bench.checklist().await;
    let mut without = Vec::new();
    for row in &checklist.rows {
        let detail = workspace.unit(bench.assessment, bench.android, &row.unit).await.expect("the detail");
        match detail.text {
            Some(text) => {
                assert!(text.attribution.starts_with("OWASP MAS"), "{}", text.attribution);
                assert!(!text.html.contains("<script"), "{}", row.unit);
                assert!(text.source_url.is_some_and(|url| url.starts_with("https://github.com/OWASP/")));
            }
            None => without.push(row.unit.clone()),
        }
        if row.kind == UnitKind::Test {
            assert!(!detail.summary.is_empty(), "{} has a summary", row.unit);
        }
    }
    assert_eq!(without, Vec::<String>::new());
    let page = workspace.standard_page("MASTG-TECH-0157", None, None).await.expect("a page");
    assert_eq!(page.reference.kind, "technique");
    assert!(page.text.is_some());
}

/// Commits everything below a folder, and gives the commit's id.
fn commit(folder: &Path) -> String {
    let repository = git2::Repository::open(folder).or_else(|_| git2::Repository::init(folder)).expect("a repository");
    let mut index = repository.index().expect("an index");
    index.add_all(["*"], git2::IndexAddOption::DEFAULT, None).expect("added");
    let tree = repository.find_tree(index.write_tree().expect("a tree")).expect("the tree");
    let author = git2::Signature::new("A", "a@example.org", &git2::Time::new(1_700_000_000, 0)).expect("an author");
    let parent = repository.head().ok().and_then(|head| head.peel_to_commit().ok());
    let parents: Vec<_> = parent.iter().collect();
    repository.commit(Some("HEAD"), &author, &author, "made up", &tree, &parents).expect("a commit").to_string()
}

#[tokio::test]
async fn a_commit_is_read_once() {
    let (folder, _home, _ambient, workspace) = common::empty(1).await;
    let mastg = folder.path().join("mastg");
    small_mastg(&mastg);
    let first = commit(&mastg);
    let stages: Arc<Mutex<Vec<String>>> = Arc::default();
    let sync = async |standard| {
        stages.lock().expect("whole").clear();
        let seen = Arc::clone(&stages);
        let work = Work::new(move |Step { stage, .. }| seen.lock().expect("whole").push(stage), Cancel::new());
        let options = ReadOptions { standard, ..ReadOptions::default() };
        workspace.sync_standard(Source::Folder(mastg.clone()), options, &work).await.expect("synced")
    };
    let before = sync(None).await;
    assert!(!before.known_before && !before.problems.is_empty());
    assert!(stages.lock().expect("whole").iter().any(|stage| stage == "reading"));
    let again = sync(None).await;
    assert!(again.known_before && again.catalogue.commit == first);
    assert_eq!(stages.lock().expect("whole").as_slice(), [] as [String; 0], "nothing is read");
    assert_eq!(again.counts, before.counts);
    assert_eq!((again.problems, again.unknown, again.revision), (before.problems, before.unknown, before.revision));
    assert_eq!(again.catalogue, before.catalogue);
    assert!(!sync(Some(CatalogueName::Mastg)).await.known_before, "that is another question");
    // What is not committed is not there, and a new commit is new.
    write(&mastg, "techniques/android/MASTG-TECH-0902.md", "---\ntitle: More\nplatform: android\n---\n\nOwn text.\n");
    assert!(sync(None).await.known_before);
    let second = commit(&mastg);
    let new = sync(None).await;
    assert!(!new.known_before && new.catalogue.commit == second);
    assert_ne!(new.catalogue.digest, before.catalogue.digest, "pages are part of what is known by digest");
}

#[tokio::test]
async fn a_text_shows_its_pictures_and_its_code() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let folder = bench.path("mastg");
    small_mastg(&folder);
    write(
        &folder,
        "techniques/android/MASTG-TECH-0902.md",
        "---\ntitle: Seeing\nplatform: android\n---\n\n<img src=\"Images/a.png\" width=\"50%\" />\n\n![b](Images/missing.png)\n\n\
         {{ sample.kt }}\n",
    );
    write(&folder, "techniques/android/sample.kt", "val seen = 1\n");
    let png = b"\x89PNG\r\n\x1a\nrest";
    std::fs::create_dir_all(folder.join("Document/Images")).expect("made");
    std::fs::write(folder.join("Document/Images/a.png"), png).expect("written");
    let report = sync(workspace, &folder).await;
    let new = NewAssessment {
        profile: "L1".to_owned(),
        catalogues: CatalogueChoice { mastg: Some(report.catalogue.digest.clone()), ..CatalogueChoice::default() },
        ..NewAssessment::default()
    };
    let opened = workspace.open_assessment_with(bench.release, new).await.expect("an assessment").id;
    let page = workspace.standard_page("MASTG-TECH-0902", None, Some(opened)).await.expect("a page");
    let html = page.text.expect("its text").html;
    assert!(html.contains("src=\"data:image/png;base64,iVBORw0KGgpyZXN0\""), "{html}");
    assert_eq!(html.matches("<img").count(), 1, "{html}");
    assert!(html.contains("<figcaption>sample.kt</figcaption>"), "{html}");
}

#[tokio::test]
async fn the_text_of_a_copy_stands_in_and_says_so() {
    let Some(mastg) = shared("mastg") else { return };
    let (_folder, _home, _ambient, workspace) = common::empty(1).await;
    let report = sync(&workspace, &mastg).await;
    assert!(report.changed_pinned, "keys of examples are masked in this copy");
    let own = workspace.standard_page("MASTG-TEST-0213", None, None).await.expect("a page").text.expect("its text");
    assert!(!own.attribution.contains("copy"), "{}", own.attribution);
    let masked = workspace.standard_page("MASTG-TEST-0214", None, None).await.expect("a page").text.expect("a text");
    assert!(masked.attribution.contains("the text of a copy"), "{}", masked.attribution);
    let demo = workspace.standard_page("MASTG-DEMO-0059", None, None).await.expect("a page").text.expect("a text");
    assert!(demo.attribution.contains("the text of a copy"), "{}", demo.attribution);
    // Another version is no copy: its texts are its own.
    let (_folder, _home, _ambient, other) = common::empty(2).await;
    let Some(older) = shared("mastg-2025-07") else { return };
    sync(&other, &older).await;
    let page = other.standard_page("MASTG-TEST-0214", None, None).await.expect("a page");
    assert!(page.text.is_none_or(|text| !text.attribution.contains("copy")));
}
