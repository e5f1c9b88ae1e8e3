//! Standards, read from a small repository in the form of OWASP's.

use crate::faults::commit;
use crate::user::User;

const CONTROL: &str = "---\nmasvs_category: MASVS-STORAGE\n---\n\n# MASVS-STORAGE-1\n";

#[test]
fn facts_are_there_without_a_workspace_and_without_a_sync() {
    let user = User::new();
    let output = user.command(&["standards", "list", "--json"]).env_remove("ASSAY_WORKSPACE").output().unwrap();
    let standards: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<&str> = standards.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["MASVS", "MASWE", "MASTG"]);
    let user = User::with_assessment();
    let page = user.json(&["standards", "show", "MASVS-STORAGE-1"]);
    assert_eq!(page["reference"]["id"], "MASVS-STORAGE-1");
    assert!(page["text"].is_null());
    assert!(!page["summary"].as_str().unwrap().is_empty());
    assert!(user.must(&["standards", "show", "MASTG-TEST-0235"]).contains("MASTG-TEST-0235"));
    assert_eq!(user.error(1, &["standards", "show", "MASTG-TEST-9999"])["code"], "page.unknown");
}

#[test]
fn a_sync_reads_the_texts_of_one_commit() {
    let Some(shared) = shared() else {
        eprintln!("skipped: set ASSAY_SHARED to the folder with OWASP's checkouts");
        return;
    };
    let user = User::with_assessment();
    let source = shared.to_str().unwrap();
    let report = user.json(&["standards", "sync", source]);
    assert_eq!(report["catalogue"]["name"], "MASVS");
    assert_eq!(report["catalogue"]["has_text"], true);
    let page = user.json(&["standards", "show", "MASVS-STORAGE-1"]);
    assert!(page["text"]["html"].as_str().unwrap().contains("<p>"), "{page}");
    assert!(page["text"]["attribution"].as_str().unwrap().contains("OWASP"), "{page}");
    let shown = user.must(&["standards", "show", "MASVS-STORAGE-1"]);
    assert!(!shown.contains("<p>") && shown.contains("OWASP"), "{shown}");
}

/// A checkout or bare repository of MASVS among the shared files.
fn shared() -> Option<std::path::PathBuf> {
    let given = std::env::var_os("ASSAY_SHARED").map(std::path::PathBuf::from);
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = given.unwrap_or(beside);
    ["owasp/masvs", "owasp/masvs.git"].iter().map(|path| shared.join(path)).find(|path| path.exists())
}

#[test]
fn a_broken_file_costs_nothing_but_itself() {
    let user = User::with_assessment();
    let repository = git2::Repository::init(user.path("masvs")).unwrap();
    commit(
        &repository,
        "Begin",
        &[("controls/MASVS-STORAGE-1.md", CONTROL), ("controls/MASVS-STORAGE-2.md", "no front matter")],
    );
    let ran = user.run(&["standards", "sync", user.path("masvs").to_str().unwrap(), "--json"]);
    if ran.code == 0 {
        let report = ran.json();
        let problems = report["problems"].as_array().unwrap();
        assert!(problems.iter().any(|it| it["path"] == "controls/MASVS-STORAGE-2.md"), "{report}");
    } else {
        // A tree this small may count as no catalogue at all; then it is refused with a code, and nothing changes.
        assert!(ran.error(1)["code"].as_str().unwrap().starts_with("catalogue."));
    }
}

#[test]
fn what_was_odd_is_written_as_a_list_that_spreadsheets_read_and_never_run() {
    let user = User::with_assessment();
    let repository = git2::Repository::init(user.path("mastg")).unwrap();
    let test =
        |keys: &str| format!("---\ntitle: t\nplatform: android\nmasvs_v2_id: [MASVS-CODE-1]\n{keys}---\n\nText.\n");
    commit(
        &repository,
        "Begin",
        &[
            ("tests/android/MASVS-CODE/MASTG-TEST-0001.md", &test("status: \"new, or not\"\n")),
            ("tests/android/MASVS-CODE/MASTG-TEST-0002.md", &test("")),
            ("tests/android/MASVS-CODE/=cmd()+MASTG-TEST-3.md", "no front matter"),
        ],
    );
    let list = user.path("odd.csv");
    std::fs::write(&list, "an older list that is much longer than what comes now, or so it should be".repeat(20))
        .unwrap();
    let (source, file) = (user.path("mastg"), list.to_str().unwrap());
    let ran = user.run(&["standards", "sync", source.to_str().unwrap(), "--odd", file, "--json"]);
    let report = ran.json();
    let odd = report["problems"].as_array().unwrap();
    assert!(!odd.is_empty(), "{report}");
    assert!(ran.err.contains(&format!("listed in {file}")), "{ran:?}");
    let listed = std::fs::read_to_string(&list).unwrap();
    let lines: Vec<&str> = listed.strip_suffix("\r\n").unwrap().split("\r\n").collect();
    assert_eq!(lines[0], "code,path,line,sentence");
    assert_eq!(lines.len(), odd.len() + 1, "{listed}");
    for (line, problem) in lines[1..].iter().zip(odd) {
        assert!(line.starts_with(&format!("{},", problem["code"].as_str().unwrap())), "{line}");
    }
    // A comma and quotes in a sentence stay in one cell.
    let status = lines.iter().find(|line| line.starts_with("unknown-status")).unwrap();
    assert!(status.contains("MASTG-TEST-0001.md,") && status.contains("\"The status \"\"new, or not\"\""), "{status}");
    // Nothing in a path of somebody else's is a formula.
    assert!(!listed.contains(",=") && !listed.contains("\n="), "{listed}");

    // Where it can't be written, the sync is done and the error says so.
    let nowhere = user.path("nowhere/odd.csv");
    let error = user.error(1, &["standards", "sync", source.to_str().unwrap(), "--odd", nowhere.to_str().unwrap()]);
    assert!(error["message"].as_str().unwrap().contains("odd.csv"), "{error}");
}
