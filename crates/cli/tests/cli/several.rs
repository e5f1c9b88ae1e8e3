//! One result for many units, and taking steps back.

use std::fmt::Write as _;

use crate::json::without_ids;
use crate::user::User;

#[test]
fn many_results_are_set_and_taken_back_in_one_step() {
    let user = User::with_assessment();
    let units = user.units("android", "test");
    let on = ["--build", "android"];
    user.must(&[&["result", "set", &units[0], "fail", "--note", "Plain http."][..], &on].concat());
    let mut text = String::new();
    let mut say = |verb: &[&str]| {
        let out = user.must(&[verb, &on].concat());
        let _ = writeln!(text, "$ assay {}\n{out}", verb.join(" "));
    };
    // What has an answer is left as it is, and named.
    say(&["result", "set-many", "pass", &units[0], &units[1], &units[2], "--note", "Read the code."]);
    say(&["result", "undo"]);
    say(&["result", "redo"]);
    say(&["result", "set-many", "inconclusive", &units[0], &units[1], "--replace"]);
    say(&["result", "undo"]);
    say(&["result", "set-many", "not-applicable", "--matching", "webview", "--justification", "There is no web view."]);
    insta::assert_snapshot!(without_ids(&text));

    let shown = user.json(&["assessment", "show", "--build", "android"]);
    let rows = shown["checklist"]["rows"].as_array().unwrap();
    let state = |unit: &str| rows.iter().find(|row| row["unit"] == unit).unwrap()["state"].clone();
    assert_eq!([state(&units[0]), state(&units[1]), state(&units[2])], ["fail", "pass", "pass"]);
    for row in rows {
        let title = row["title"].as_str().unwrap().to_lowercase();
        assert_eq!(row["state"] == "not_applicable", title.contains("webview"), "{row}");
    }
    let detail = user.json(&[&["result", "show", &units[1]][..], &on].concat());
    assert_eq!(detail["answers"][0]["text"]["note"], "Read the code.");
    assert_eq!(user.run(&["ledger", "verify"]).code, 0);
}

#[test]
fn where_one_of_many_is_refused_none_is_set() {
    let user = User::with_assessment();
    let (tests, direct) = (user.units("android", "test"), user.units("android", "direct"));
    let on = ["--build", "android"];
    // A direct assessment needs a method, which a test does not.
    let verb = ["result", "set-many", "pass", &tests[0], &direct[0]];
    let error = user.error(1, &[&verb[..], &on].concat());
    assert!(error["message"].as_str().unwrap().len() > 10, "{error}");
    let detail = user.json(&[&["result", "show", &tests[0]][..], &on].concat());
    assert_eq!(detail["answers"].as_array().unwrap().len(), 0);

    user.must(&[&["result", "set-many", "pass", &tests[0], &tests[1]][..], &on].concat());
    let error = user.error(2, &[&["result", "set-many", "fail", &tests[0], &tests[1]][..], &on].concat());
    assert!(error["next_step"].as_str().unwrap().contains("--replace"), "{error}");
    user.must(&[&["result", "set-many", "untested", "--group", "MASVS-STORAGE"][..], &["--build", "android"]].concat());
    assert_eq!(
        user.error(2, &[&["result", "set-many", "pass", "--matching", "no such words"][..], &on].concat())["code"],
        "usage"
    );
    // There is nothing to undo for somebody who stated nothing on that build.
    let error = user.error(1, &["result", "undo", "--build", "ios"]);
    assert!(error["code"].as_str().unwrap().contains("undo"), "{error}");
}

#[test]
fn a_wrong_build_is_withdrawn_while_nothing_rests_on_it() {
    let user = User::with_assessment();
    let version = ["--version-name", "4.2.1", "--version-code", "4211"];
    user.must(&[&["build", "add", "4.2.0", "--platform", "android"][..], &version].concat());
    let said = user.must(&["build", "withdraw", "android 4.2.1", "--reason", "The wrong file."]);
    assert!(said.contains("2 builds are left"), "{said}");
    assert_eq!(user.json(&["build", "list"]).as_array().unwrap().len(), 2);
    let unit = &user.units("android", "test")[0];
    user.must(&["result", "set", unit, "pass", "--build", "android"]);
    let error = user.error(1, &["build", "withdraw", "android", "--reason", "Wrong."]);
    assert_eq!(error["code"], "build.held");
    assert!(error["message"].as_str().unwrap().contains("answers (1)"), "{error}");
    assert_eq!(user.run(&["ledger", "verify"]).code, 0);
}

#[test]
fn a_wrong_assessment_is_withdrawn_while_nothing_was_stated_in_it() {
    let user = User::with_assessment();
    user.must(&["assessment", "open", "4.2.0", "--profile", "L1", "--title", "The wrong one"]);
    let said = user.must(&["assessment", "withdraw", "The wrong one", "--reason", "The wrong level."]);
    assert!(said.contains("1 assessment is left"), "{said}");
    let left = user.json(&["assessment", "list"]);
    let left = left.as_array().unwrap();
    assert_eq!(left.len(), 1);
    let unit = &user.units("android", "test")[0];
    user.must(&["result", "set", unit, "pass", "--build", "android"]);
    let error = user.error(1, &["assessment", "withdraw", left[0]["title"].as_str().unwrap(), "--reason", "Wrong."]);
    assert_eq!(error["code"], "assessment.held");
    assert_eq!(user.run(&["ledger", "verify"]).code, 0);
}
