//! Standards: what ships, and what a sync brings. Small standards are made here; the real ones are used where they are.

mod common;

use std::path::{Path, PathBuf};

use assay_assessment::view::{StandardView, UnitKind};
use assay_assessment::{Step, Work, Workspace};
use assay_catalogue::{ReadOptions, Source};
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
        assert!(!report.changed_pinned, "{} is what ships: {:?}", report.catalogue.name, report.catalogue.digest);
    }
    assert!(workspace.standards().await.expect("standards").iter().all(|view| view.shipped && view.has_text));
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
