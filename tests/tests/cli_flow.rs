//! The whole job by the command line: from an empty folder to a report that an auditor can check.

use std::path::Path;
use std::process::Command;

use assay_tests::{User, has_tool, pdf_text, sha256};
use serde_json::Value;

const ARTEFACT: &[u8] = b"not really an app, but hashed like one";
const SCREENSHOT: &[u8] = include_bytes!("../../src-tauri/icons/32.png");

/// Ada, with a workspace that holds one app with a build for each platform, and an open assessment.
fn ada() -> User {
    let user = User::new();
    let artefact = user.file("wallet.apk", ARTEFACT);
    let workspace = user.workspace();
    let said = |arguments: &[&str]| user.json(arguments);
    said(&["init", text(&workspace), "--by", "Ada Example", "--email", "ada@example.org"]);
    said(&["app", "add", "Wallet", "--description", "Payments for shops"]);
    said(&["release", "add", "Wallet", "4.2.0"]);
    let build = said(&[
        "build",
        "add",
        "Wallet/4.2.0",
        "--platform",
        "android",
        "--version-name",
        "4.2.0",
        "--version-code",
        "4210",
        "--package-id",
        "org.example.wallet",
        "--artefact",
        text(&artefact),
    ]);
    assert_eq!(build["facts"]["artefact"]["sha256"], sha256(ARTEFACT), "the artefact is hashed");
    said(&[
        "build",
        "add",
        "Wallet/4.2.0",
        "--platform",
        "ios",
        "--version-name",
        "4.2.0",
        "--version-code",
        "77",
        "--sha256",
        &sha256(b"the other one"),
    ]);
    said(&["assessment", "open", "Wallet/4.2.0", "--profile", "L1", "--title", "Wallet 4.2.0, first round"]);
    said(&["engagement", "record", "--customer", "Example Shops", "--laboratory", "Ada's laboratory"]);
    user
}

fn text(path: &Path) -> &str {
    path.to_str().expect("temporary folders have plain names")
}

fn checklist(user: &User) -> Value {
    user.json(["assessment", "show", "--build", "android"])["checklist"].take()
}

/// The unit ids of this kind (`test` or `direct`) on Android that the profile requires, in the checklist's order.
fn required(user: &User, kind: &str) -> Vec<String> {
    let list = checklist(user);
    let rows = list["rows"].as_array().expect("rows").clone();
    rows.into_iter()
        .filter(|row| row["kind"] == kind && row["required"] == true)
        .map(|row| row["unit"].as_str().expect("a unit has an id").to_owned())
        .collect()
}

fn state(user: &User, unit: &str) -> String {
    let list = checklist(user);
    let rows = list["rows"].as_array().expect("rows");
    rows.iter().find(|row| row["unit"] == unit).expect("the unit is in the checklist")["state"].to_string()
}

#[test]
fn a_build_is_verified_and_reported() {
    let user = ada();
    let tests = required(&user, "test");
    let direct = required(&user, "direct");
    assert!(tests.len() > 10 && !direct.is_empty(), "{} tests, {} direct", tests.len(), direct.len());
    let on = ["--build", "android"];
    let say = |arguments: &[&str]| user.json(arguments.iter().chain(&on));

    say(&["result", "set", &tests[0], "pass", "--note", "Only https."]);
    say(&["result", "set", &tests[1], "fail", "--note", "Plain http to cdn.example.org."]);
    say(&["result", "set", &tests[2], "not-applicable", "--justification", "The app has no web view."]);
    say(&["result", "set", &tests[3], "inconclusive", "--note", "The device was lost. Проверка 検証 اختبار"]);
    say(&["result", "set", &direct[0], "pass", "--method", "Read the login code", "--note", "Sessions end there."]);
    for (unit, is) in
        [(&tests[0], "pass"), (&tests[1], "fail"), (&tests[2], "not_applicable"), (&tests[3], "inconclusive")]
    {
        assert_eq!(state(&user, unit), format!("\"{is}\""), "{unit}");
    }

    let screenshot = user.file("login.png", SCREENSHOT);
    say(&["evidence", "add", &tests[1], text(&screenshot), "--caption", "Traffic of the login"]);
    say(&["evidence", "add", &tests[1], "--note", "The server answers 426 to plain http."]);
    say(&["evidence", "add", &tests[1], "--link", "https://tracker.example.org/42"]);
    say(&["comment", "add", &tests[1], "Ask the makers about the debug host."]);

    let check = user.run(["assessment", "show", "--check"]);
    assert_eq!(check.code, Some(3), "a check that says no has its own exit code: {}", check.stdout);

    assert_eq!(user.run(["evidence", "verify"]).code, Some(0));
    assert_eq!(user.run(["ledger", "verify"]).code, Some(0));
    let before = checklist(&user);
    user.json(["ledger", "rebuild"]);
    assert_eq!(checklist(&user), before, "rebuilding changes nothing that anyone sees");

    let pdf = user.path("report.pdf");
    let written = user.json(["report", "--output", text(&pdf), "--comments"]);
    let bytes = std::fs::read(&pdf).expect("the report is there");
    assert_eq!(written["sha256"], sha256(&bytes));
    let again = user.path("again.pdf");
    user.json(["report", "--output", text(&again), "--comments"]);
    assert_eq!(sha256(&std::fs::read(&again).expect("the second report")), sha256(&bytes), "same bytes");

    let Some(read) = pdf_text(&pdf) else { return };
    for words in ["Wallet", "Example Shops", "Ada Example", "org.example.wallet", "Plain http to cdn.example.org."] {
        assert!(read.contains(words), "the report says {words:?}");
    }
    for unit in tests.iter().chain(&direct) {
        let id = unit.split([':', '/']).next_back().expect("an id");
        assert!(read.contains_unbroken(id), "the report lists {unit}");
    }
    for digest in [sha256(ARTEFACT), sha256(SCREENSHOT)] {
        assert!(read.contains_unbroken(&digest), "the report prints {digest}");
    }
}

#[test]
fn a_commit_is_resolved_to_its_full_id() {
    if !has_tool("git") {
        return;
    }
    let user = ada();
    let repository = user.path("source");
    std::fs::create_dir(&repository).expect("a folder");
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=Bo Maker", "-c", "user.email=bo@example.org", "-c", "init.defaultBranch=main"];
        let output = Command::new("git").args(identity).args(arguments).current_dir(&repository).output();
        let output = output.expect("git can be started");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    git(&["init", "--quiet"]);
    git(&["commit", "--quiet", "--allow-empty", "--message", "Pin the certificate"]);
    git(&["tag", "v4.2.0"]);
    let unit = required(&user, "test").remove(0);
    let added = user.json([
        "evidence",
        "add",
        &unit,
        "--repository",
        text(&repository),
        "--revision",
        "v4.2.0",
        "--build",
        "android",
    ]);
    let commit = &added["evidence"][0]["content"];
    assert_eq!(commit["id"], git(&["rev-parse", "HEAD"]), "{added}");
    assert_eq!(commit["subject"], "Pin the certificate");
}

#[test]
fn an_altered_file_is_found() {
    let user = ada();
    let unit = required(&user, "test").remove(0);
    let file = user.file("traffic.txt", "GET / HTTP/1.1");
    user.json(["evidence", "add", &unit, text(&file), "--build", "android"]);
    let digest = sha256(b"GET / HTTP/1.1");
    let stored = find(&user.workspace(), &digest).expect("the file is stored under its digest");
    let mut rights = std::fs::metadata(&stored).expect("there").permissions();
    #[expect(
        clippy::permissions_set_readonly_false,
        reason = "a stored file may be read-only; it is about to be damaged"
    )]
    rights.set_readonly(false);
    std::fs::set_permissions(&stored, rights).expect("rights");
    std::fs::write(&stored, "GET / HTTP/1.0").expect("damaged");
    let check = user.run(["evidence", "verify"]);
    assert_eq!(check.code, Some(3), "{}{}", check.stdout, check.stderr);
    assert!(check.stdout.contains(&digest[..8]) || check.stderr.contains(&digest[..8]), "{}", check.stdout);
}

fn find(folder: &Path, name: &str) -> Option<std::path::PathBuf> {
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if let Some(found) = find(&path, name) {
                return Some(found);
            }
        } else if path.file_name().is_some_and(|file| file == name) {
            return Some(path);
        }
    }
    None
}

#[test]
fn mistakes_have_codes() {
    let user = User::new();
    let elsewhere = user.run(["app", "list"]);
    assert_eq!(elsewhere.code, Some(1), "{}{}", elsewhere.stdout, elsewhere.stderr);
    assert_eq!(user.run(["app", "nothing"]).code, Some(2));

    let user = ada();
    let outside = user.run(["--json", "result", "set", "MASTG-TEST-9999", "pass", "--build", "android"]);
    assert_eq!(outside.code, Some(1), "{}", outside.stderr);
    let error: Value = serde_json::from_str(&outside.stderr).expect("an error is JSON too");
    assert!(error["error"]["code"].is_string() && error["error"]["next_step"].is_string(), "{error}");
}
