//! Search and cross-walk through the workspace: what people type, what they find, and what never fails.

mod common;

use std::path::Path;

use assay_assessment::view::{AnswerText, FoundBy, ResultCode, SearchAnswer, SearchHit, UnitKind};
use assay_assessment::{Work, Workspace};
use assay_catalogue::{CrosswalkKind, ReadOptions, Source};
use common::Bench;
use proptest::prelude::*;

async fn search(workspace: &Workspace, text: &str) -> SearchAnswer {
    workspace.search(text, 20, None).await.unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

async fn ids(workspace: &Workspace, text: &str) -> Vec<String> {
    search(workspace, text).await.hits.into_iter().map(|hit| hit.id).collect()
}

async fn first(workspace: &Workspace, text: &str) -> SearchHit {
    let answer = search(workspace, text).await;
    answer.hits.into_iter().next().unwrap_or_else(|| panic!("nothing for {text:?}"))
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, text).expect("written");
}

/// A small testing guide; `words` stand in the text of its one test.
fn small_mastg(root: &Path, words: &str) {
    write(
        root,
        "tests-beta/android/MASVS-STORAGE/MASTG-TEST-0901.md",
        &format!(
            "---\nplatform: android\ntitle: Files outside\nid: MASTG-TEST-0901\ntype: [static]\n\
             weakness: MASWE-0006\nprofiles: [L1, L2]\n---\n\n## Overview\n\n{words}\n"
        ),
    );
    write(
        root,
        "techniques/android/MASTG-TECH-0901.md",
        "---\ntitle: Looking Around\nplatform: android\n---\n\nOpen the zanzibar drawer, see @MASTG-TEST-0901.\n",
    );
    write(root, "Document/index.md", "# Guide\n");
}

async fn sync(workspace: &Workspace, folder: &Path) {
    let source = Source::Folder(folder.to_owned());
    workspace.sync_standard(source, ReadOptions::default(), &Work::unwatched()).await.expect("synced");
}

#[tokio::test]
async fn an_id_is_found_first_in_any_spelling() {
    let (_folder, _home, _ambient, workspace) = common::empty(1).await;
    for (text, id, within) in [
        ("mastg test 235", "MASTG-TEST-0235", ""),
        ("MASTG-TEST-0235", "MASTG-TEST-0235", ""),
        ("test 0235", "MASTG-TEST-0235", ""),
        ("MASWE18", "MASWE-0018", "maswe-1"),
        ("maswe-beta/MASWE-0018", "MASWE-0018", "maswe-beta"),
        ("storage 1", "MASVS-STORAGE-1", ""),
        ("masvs/storage-14", "MSTG-STORAGE-14", "2.14"),
        ("2.14", "MSTG-STORAGE-14", "2.14"),
        ("cwe 312", "CWE-312", ""),
        ("m9", "M9:2024", ""),
        ("tech 7", "MASTG-TECH-0007", ""),
        ("MASVS-STORAGE", "MASVS-STORAGE", ""),
    ] {
        let hit = first(&workspace, text).await;
        assert_eq!((hit.id.as_str(), hit.within.as_str(), hit.found_by), (id, within, FoundBy::Id), "{text}");
    }
    // Both numberings are found, and told apart.
    let answer = search(&workspace, "maswe 18").await;
    let schemes: Vec<&str> = answer.hits.iter().map(|hit| hit.within.as_str()).take(2).collect();
    assert_eq!(schemes, ["maswe-1", "maswe-beta"]);
    assert!(search(&workspace, "").await.hits.is_empty());
    assert!(search(&workspace, "  ?! ").await.hits.is_empty());
}

#[tokio::test]
async fn while_one_types_the_wanted_one_stays_in_sight() {
    let (_folder, _home, _ambient, workspace) = common::empty(2).await;
    for (text, id, from) in [("MASTG-TEST-0235", "MASTG-TEST-0235", 14), ("MASWE-0018", "MASWE-0018", 9)] {
        for length in 1..=text.len() {
            let found = ids(&workspace, &text[..length]).await;
            assert!(!found.is_empty(), "nothing for {:?}", &text[..length]);
            assert!(length < from || found.contains(&id.to_owned()), "{:?} finds {found:?}", &text[..length]);
        }
    }
    let exact = first(&workspace, "Insecure Deep Links").await;
    assert_eq!((exact.found_by, exact.title.as_str()), (FoundBy::Title, "Insecure Deep Links"));
    let begun = first(&workspace, "insec deep li").await;
    assert_eq!((begun.found_by, begun.id), (FoundBy::Beginning, exact.id));
}

#[tokio::test]
async fn a_letter_or_two_may_be_wrong() {
    let (_folder, _home, _ambient, workspace) = common::empty(3).await;
    for text in ["insecure certifcate validation", "insecure certificate valdiation", "insecure certifciate valiadtion"]
    {
        let hit = first(&workspace, text).await;
        assert_eq!((hit.title.as_str(), hit.found_by), ("Insecure Certificate Validation", FoundBy::Similar), "{text}");
    }
    let answer = search(&workspace, "certifcate").await;
    assert_eq!(answer.instead.first().map(String::as_str), Some("certificate"));
    assert!(search(&workspace, "qqqqqqqqqq").await.hits.is_empty());
}

/// What people call a thing leads to the control that asks for it, in whatever words that is written.
#[tokio::test]
async fn natural_words_lead_to_the_controls_of_baseline_and_industries() {
    let (_folder, _home, _ambient, workspace) = common::empty(5).await;
    let mut missed = Vec::new();
    for (text, wanted) in [
        ("idle timeout", &["FIN-2.1", "IDS-3", "HLT-2.3"][..]),
        ("session timeout", &["IDS-3", "FIN-2.1"]),
        ("encryption at rest", &["HLT-1.1"]),
        ("encrypted in transit", &["HLT-1.3", "DATA-1"]),
        ("rate limiting", &["API-4"]),
        ("brute force", &["FIN-1.4"]),
        ("break glass", &["HLT-2.5"]),
        ("sso", &["ENT-1.1"]),
        ("two factor authentication", &["FIN-1.1"]),
        ("mdm", &["ENT-2.1", "ENT-2.2"]),
        ("remote wipe", &["ENT-2.2"]),
        ("jailbreak detection", &["INT-3"]),
        ("hardcoded secrets", &["DATA-6"]),
        ("sdk review", &["SUP-1"]),
        ("sbom", &["SUP-2"]),
        ("forced update", &["OPS-5"]),
        ("incident response", &["OPS-6"]),
        ("role based access control", &["HLT-2.4"]),
        ("processor agreement", &["HLT-4.2"]),
        ("allowlist", &["ENT-3.3"]),
        ("pentest", &["OPS-4"]),
        ("penetration testing", &["OPS-4"]),
    ] {
        let found = ids(&workspace, text).await;
        missed.extend(wanted.iter().filter(|id| !found.contains(&(**id).to_owned())).map(|id| format!("{text}: {id}")));
    }
    assert!(missed.is_empty(), "not found: {missed:#?}");
    // While it is typed, nothing jumps away that was found by the whole words before.
    let found = ids(&workspace, "idle time").await;
    assert!(found.contains(&"FIN-2.1".to_owned()), "{found:?}");
    let hit = first(&workspace, "rate limiting").await;
    assert!(hit.found_by <= FoundBy::Text, "{hit:?}");
    assert!(search(&workspace, "encryption at rest").await.instead.is_empty(), "nothing was mistyped");
}

#[tokio::test]
async fn texts_are_found_once_they_are_synced_and_shown_as_plain_pieces() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    assert!(ids(workspace, "zanzibar").await.is_empty());
    let folder = bench.path("mastg");
    small_mastg(&folder, "A <b>quokka</b> sits \"here\", see <script>alert(1)</script>.");
    sync(workspace, &folder).await;
    let hit = first(workspace, "quokka").await;
    assert_eq!((hit.id.as_str(), hit.found_by), ("MASTG-TEST-0901", FoundBy::Text));
    assert!(hit.only_in.as_deref().is_some_and(|label| label.starts_with("MASTG")), "{:?}", hit.only_in);
    let marked: Vec<&str> = hit.snippet.iter().filter(|piece| piece.hit).map(|piece| piece.text.as_str()).collect();
    assert_eq!(marked, ["quokka"]);
    assert_eq!(first(workspace, "zanziba").await.id, "MASTG-TECH-0901");
    // A second version with another text: both texts are found, and the item comes once.
    let second = bench.path("second");
    small_mastg(&second, "A quokka and a numbat.");
    sync(workspace, &second).await;
    let found = ids(workspace, "quokka").await;
    assert_eq!(found, ["MASTG-TEST-0901"]);
    assert_eq!(ids(workspace, "numbat").await, ["MASTG-TEST-0901"]);
    // It is no projection: a rebuild leaves it.
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(ids(workspace, "numbat").await, ["MASTG-TEST-0901"]);
    let reopened =
        Workspace::open(workspace.dir(), &bench.home, bench.ambient.clone()).await.expect("the workspace opens");
    assert_eq!(ids(&reopened, "numbat").await, ["MASTG-TEST-0901"]);
}

#[tokio::test]
async fn what_the_workspace_holds_is_found_as_soon_as_it_is_there() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let hit = first(workspace, "harbour").await;
    assert_eq!((hit.kind.as_str(), hit.id), ("app", bench.app.to_string()));
    let kinds: Vec<String> = search(workspace, "harbour 1.0").await.hits.into_iter().map(|hit| hit.kind).collect();
    for kind in ["release", "build", "assessment"] {
        assert!(kinds.iter().any(|it| it == kind), "no {kind} in {kinds:?}");
    }
    let build = bench.android.to_string();
    let hit = first(workspace, &build[..9]).await;
    assert_eq!((hit.id, hit.place.and_then(|place| place.release)), (build, Some(bench.release)));
    assert!(ids(workspace, "quayside").await.is_empty());
    let app = workspace.add_app("Quayside", None).await.expect("an app").id;
    assert_eq!(first(workspace, "quaysde").await.id, app.to_string());
}

#[tokio::test]
async fn what_people_wrote_and_attached_is_found_until_it_is_replaced_or_redacted() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let unit = bench.unit(UnitKind::Test).await;
    let say = async |note: &str| {
        let text = AnswerText { note: note.to_owned(), ..common::words() };
        let heads = bench.row(&unit).await.heads;
        let change =
            workspace.state_result(bench.assessment, bench.android, &unit, ResultCode::Fail, text, &heads).await;
        change.expect("taken").entry
    };
    assert!(ids(workspace, "platypus").await.is_empty());
    say("A platypus in the keystore.").await;
    let hit = first(workspace, "platypus keyst").await;
    assert_eq!((hit.kind.as_str(), hit.found_by), ("note", FoundBy::Text));
    let place = hit.place.expect("a place");
    assert_eq!(
        (place.assessment, place.build, place.unit),
        (Some(bench.assessment), Some(bench.android), Some(unit.clone()))
    );
    assert_eq!(hit.summary, "Harbour 1.0");
    // What took its place is found, it is not.
    let second = say("A wombat in the keychain.").await;
    assert!(ids(workspace, "platypus").await.is_empty());
    assert_eq!(first(workspace, "wombat").await.kind, "note");
    workspace.add_comment(bench.assessment, bench.android, &unit, "Is it a bandicoot?").await.expect("a comment");
    assert_eq!(first(workspace, "bandicoot").await.kind, "comment");
    let log = bench.path("capture.log");
    std::fs::write(&log, "GET /kookaburra HTTP/1.1\n").expect("written");
    let quiet = Work::unwatched();
    let (assessment, android) = (bench.assessment, bench.android);
    workspace.attach_files(assessment, android, &unit, &[log], "Traffic of the login", &quiet).await.expect("attached");
    for text in ["capture.log", "traffic login", "kookaburra"] {
        let hit = first(workspace, text).await;
        assert_eq!(hit.kind, "evidence", "{text}");
        assert!(hit.title.contains("capture.log") || hit.title.contains("Traffic"), "{}", hit.title);
    }
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(first(workspace, "wombat").await.kind, "note");
    let second = second.parse().expect("an entry");
    workspace.redact(&second, "It named a person.").await.expect("redacted");
    assert!(ids(workspace, "wombat").await.is_empty());
    // Not in the full-text index either.
    workspace.clone().close().await;
    for file in std::fs::read_dir(bench.path("work")).expect("the workspace").flatten() {
        let bytes = if file.path().is_file() { std::fs::read(file.path()).expect("read") } else { continue };
        assert!(!bytes.windows(6).any(|window| window == b"wombat"), "{}", file.path().display());
    }
}

#[tokio::test]
async fn the_cross_walk_answers_through_the_workspace() {
    let bench = Bench::new("L1").await;
    let view = bench.workspace.crosswalk("storage-8", Some(bench.assessment)).await.expect("an item");
    assert_eq!(view.key, "masvs-v1:MSTG-STORAGE-8");
    assert!(view.touches.iter().any(|touch| touch.item.id == "MASVS-STORAGE-2" && touch.steps == 1));
    let alone = bench.workspace.crosswalk("MSTG-STORAGE-14", None).await.expect("an item");
    assert!(alone.touches.is_empty());
    let why = alone.nothing.expect("a reason");
    assert!(why.starts_with("Nothing is related to MASVS 1 MSTG-STORAGE-14: no test of the MASTG names it"), "{why}");
    assert_eq!(view.nothing, None);
    let both = bench.workspace.crosswalk("maswe 18", None).await.expect("an item");
    assert_eq!(both.also.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(), ["weakness:maswe-beta/MASWE-0018"]);
    let code = async |text: &str| bench.workspace.crosswalk(text, None).await.map(|_| ()).expect_err("refused").code();
    assert_eq!(code("no such thing").await, "crosswalk.unknown");
    assert_eq!(code("").await, "crosswalk.unknown");
    assert_eq!(code("MASTG-TEST-").await, "crosswalk.ambiguous");
    let side = |text: &str| text.parse().expect("a side");
    let matrix =
        bench.workspace.crosswalk_matrix(&side("cwe"), &side("weakness"), false, None).await.expect("a matrix");
    assert!(matrix.rows.iter().all(|row| row.item.kind == CrosswalkKind::Cwe));
}

#[test]
fn no_text_makes_an_error() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let _entered = runtime.enter();
    let (_folder, _home, _ambient, workspace) = runtime.block_on(common::empty(4));
    let fragments = prop::sample::select(vec![
        "\"",
        "*",
        "AND",
        "OR",
        "NOT",
        "NEAR(",
        ")",
        "(",
        "^",
        ":",
        "{title}",
        "-",
        "+",
        "title:",
        "\0",
        "'",
        ";--",
        "%",
        "MASTG",
        "0235",
        "certifcate",
        "stor",
        "ß",
        "e\u{301}",
        "\u{202e}",
        "ﬁ",
        " ",
        "\n",
        "𝄞",
    ]);
    let queries = prop_oneof![any::<String>(), prop::collection::vec(fragments, 0..12).prop_map(|it| it.concat())];
    proptest!(ProptestConfig::with_cases(300), |(text in queries, limit in 0_usize..200)| {
        let answer = runtime.block_on(workspace.search(&text, limit, None));
        let answer = answer.unwrap_or_else(|error| panic!("{text:?}: {error}"));
        prop_assert!(answer.hits.len() <= limit.max(1));
    });
}
