//! Bad input and faults: each has a code that stays, a sentence and a next step.

use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use crate::user::User;

#[test]
fn nobody_works_here_yet() {
    let user = User::new();
    let error = user.error(1, &["init"]);
    assert_eq!(error["code"], "identity.missing");
    let next = error["next_step"].as_str().unwrap();
    assert!(next.contains("assay identity set --name"), "{next}");
    assert_eq!(user.error(1, &["identity", "show"])["code"], "identity.missing");
    user.must(&["identity", "set", "--name", "Ada Example", "--email", "ada@example.org"]);
    assert_eq!(user.must(&["identity", "show"]), "Ada Example <ada@example.org>\n");
    assert_eq!(user.error(2, &["init", "--by", "Bob", "--email", "bob@example.org"])["code"], "usage");
}

#[test]
fn not_a_workspace() {
    let user = User::new();
    user.must(&["identity", "set", "--name", "Ada Example", "--email", "ada@example.org"]);
    assert_eq!(user.error(1, &["app", "list"])["code"], "workspace.missing");
    std::fs::create_dir(user.workspace()).unwrap();
    assert_eq!(user.error(1, &["app", "list"])["code"], "workspace.missing");
    std::fs::write(user.workspace().join("assay.db"), "this is no database, and it is longer than a header is")
        .unwrap();
    let error = user.error(1, &["app", "list"]);
    assert_eq!(error["code"], "workspace.not_one");
    assert!(error["path"].as_str().unwrap().contains("workspace"), "{error}");
    user.must(&["init", user.path("other").to_str().unwrap()]);
    assert_eq!(user.error(1, &["init", user.path("other").to_str().unwrap()])["code"], "workspace.exists");
}

#[test]
fn a_workspace_of_a_newer_version() {
    let user = User::with_assessment();
    // The schema's version is `user_version`: four bytes at 60 of SQLite's header.
    let mut file = std::fs::File::options().write(true).open(user.workspace().join("assay.db")).unwrap();
    file.seek(SeekFrom::Start(60)).unwrap();
    file.write_all(&99_u32.to_be_bytes()).unwrap();
    drop(file);
    let error = user.error(1, &["app", "list"]);
    assert_eq!(error["code"], "workspace.newer");
    assert!(error["message"].as_str().unwrap().contains("99"), "{error}");
}

#[test]
fn a_workspace_that_another_program_holds() {
    use sqlx::{ConnectOptions, Executor};
    let user = User::with_assessment();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let file = user.workspace().join("assay.db");
    let _held = runtime.block_on(async {
        let mut connection = sqlx::sqlite::SqliteConnectOptions::new().filename(file).connect().await.unwrap();
        connection.execute("BEGIN IMMEDIATE").await.unwrap();
        connection
    });
    assert_eq!(user.error(1, &["app", "add", "Purse"])["code"], "workspace.locked");
}

#[test]
fn a_test_that_the_profile_does_not_hold() {
    let user = User::with_assessment();
    // A resilience test, and the assessment is against L1.
    let set = |unit: &str| user.error(1, &["result", "set", unit, "pass", "--build", "android"]);
    let plan = user.json(&["profile", "show", "L1+R", "--platform", "android"]);
    let resilience = plan["controls"].as_array().unwrap().iter().find(|it| it["id"] == "MASVS-RESILIENCE-1").unwrap();
    let unit =
        resilience["weaknesses"].as_array().unwrap().iter().flat_map(|it| it["units"].as_array().unwrap()).next();
    let error = set(unit.unwrap()["unit"].as_str().unwrap());
    assert_eq!(error["code"], "unit.not_in_profile", "{error}");
    let unknown = set("MASTG-TEST-9999");
    let code = unknown["code"].as_str().unwrap();
    assert!(["unit.not_in_profile", "unit.unknown"].contains(&code), "{unknown}");
    assert_eq!(user.error(1, &["assessment", "open", "4.2.0", "--profile", "R"])["code"], "catalogue.resilience_alone");
    assert_eq!(user.error(1, &["assessment", "open", "4.2.0", "--profile", "L7"])["code"], "catalogue.unknown_level");
}

#[test]
fn results_without_what_they_need() {
    let user = User::with_assessment();
    let test = &user.units("android", "test")[0];
    let direct = &user.units("android", "direct")[0];
    let code = |arguments: &[&str]| {
        let error = user.error(1, &[&["result", "set"], arguments, &["--build", "android"]].concat());
        error["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(code(&[test, "not-applicable"]), "result.justification_missing");
    assert_eq!(code(&[direct, "pass", "--note", "Fine."]), "result.method_missing");
    assert_eq!(code(&[direct, "pass", "--method", "Read it"]), "result.note_missing");
}

#[test]
fn an_answer_that_was_changed_meanwhile() {
    let user = User::with_assessment();
    let unit = &user.units("android", "test")[0];
    let first = user.json(&["result", "set", unit, "pass", "--build", "android"]);
    let seen = first["entry"].as_str().unwrap();
    user.must(&["result", "set", unit, "fail", "--note", "No.", "--build", "android"]);
    let late = ["result", "set", unit, "inconclusive", "--expected", seen, "--build", "android"];
    let error = user.error(1, &late);
    assert_eq!(error["code"], "statement.changed_meanwhile");
}

#[test]
fn sources_that_are_no_standard() {
    let user = User::with_assessment();
    let folder = user.path("folder");
    std::fs::create_dir(&folder).unwrap();
    let sync = |source: &str, more: &[&str]| {
        let error = user.error(1, &[&["standards", "sync", source], more].concat());
        error["code"].as_str().unwrap().to_owned()
    };
    let folder = folder.to_str().unwrap();
    assert_eq!(sync(user.path("nothing").to_str().unwrap(), &[]), "catalogue.not_found");
    assert_eq!(sync(folder, &[]), "catalogue.not_a_catalogue");
    assert_eq!(sync(folder, &["--commit", "80ce89172e86"]), "catalogue.folder_has_no_commits");
    assert_eq!(sync(&format!("file://{folder}"), &[]), "catalogue.not_a_repository");
    assert_eq!(sync("ftp://example.org/mastg", &[]), "catalogue.unsupported_url");

    let repository = user.path("repository");
    let repository = git2::Repository::init(repository).unwrap();
    commit(&repository, "Begin", &[("readme.md", "Nothing here.")]);
    let source = user.path("repository");
    let missing = "0123456789012345678901234567890123456789";
    assert_eq!(sync(source.to_str().unwrap(), &["--commit", missing]), "catalogue.no_commit");
    assert_eq!(sync(source.to_str().unwrap(), &["--commit", "no-such-tag"]), "catalogue.no_commit");
    assert_eq!(sync(source.to_str().unwrap(), &[]), "catalogue.not_a_catalogue");
}

#[test]
fn evidence_that_is_no_file() {
    let user = User::with_assessment();
    let unit = user.units("android", "test")[0].clone();
    let add = |arguments: &[&str]| {
        let error = user.error(1, &[&["evidence", "add", &unit], arguments, &["--build", "android"]].concat());
        error["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(add(&["missing.txt"]), "evidence.no_file");
    assert_eq!(add(&["."]), "evidence.not_a_file");
    assert_eq!(add(&["--link", "javascript:alert(1)"]), "evidence.link_refused");
    assert_eq!(add(&["--repository", ".", "--revision", "HEAD"]), "repository.missing");
    let repository = git2::Repository::init(user.path("source")).unwrap();
    commit(&repository, "Begin", &[("a.txt", "a")]);
    assert_eq!(add(&["--repository", "source", "--revision", "v9"]), "revision.missing");
    #[cfg(unix)]
    {
        user.file("target.txt", b"content");
        std::os::unix::fs::symlink(user.path("target.txt"), user.path("link.txt")).unwrap();
        assert_eq!(add(&["link.txt"]), "evidence.link");
        assert_eq!(add(&["/dev/zero"]), "evidence.not_a_file");
    }
    // Nothing of it was attached: a file that is fine goes in together with the bad one, or not at all.
    user.file("fine.txt", b"fine");
    assert_eq!(add(&["fine.txt", "missing.txt"]), "evidence.no_file");
    assert_eq!(user.json(&["evidence", "list"]).as_array().unwrap().len(), 0);
    assert_eq!(user.run(&["evidence", "add", &unit, "--build", "android"]).code, 2);
}

#[test]
fn errors_are_sentences_for_people() {
    let user = User::with_assessment();
    let ran = user.run(&["build", "show", "windows"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    insta::assert_snapshot!(ran.err);
}

/// A commit with these files and nothing else.
pub(crate) fn commit(repository: &git2::Repository, message: &str, files: &[(&str, &str)]) -> git2::Oid {
    let root = repository.workdir().map(Path::to_owned).unwrap();
    let mut index = repository.index().unwrap();
    index.clear().unwrap();
    for (name, content) in files {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        index.add_path(Path::new(name)).unwrap();
    }
    let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
    let who = git2::Signature::new("Max Maker", "max@example.org", &git2::Time::new(1_767_603_600, 60)).unwrap();
    let parent = repository.head().ok().and_then(|head| head.peel_to_commit().ok());
    let parents: Vec<&git2::Commit<'_>> = parent.iter().collect();
    repository.commit(Some("HEAD"), &who, &who, message, &tree, &parents).unwrap()
}
