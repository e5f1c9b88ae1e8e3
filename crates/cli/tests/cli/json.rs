//! What `--json` writes. Programs rely on it: a changed snapshot is a changed contract, and `docs/GUIDE.md` says it.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::redact;
use crate::user::User;

/// Compares the output of a verb, without what differs from run to run.
macro_rules! assert_output {
    ($name:literal, $value:expr) => {
        insta::assert_json_snapshot!($name, redact::json(&$value))
    };
}

#[test]
fn setting_up() {
    let user = User::new();
    let who = ["--by", "Ada Example", "--email", "ada@example.org"];
    assert_output!("init", user.json(&[&["init", "--name", "Review"][..], &who].concat()));
    assert_output!("identity_show", user.json(&["identity", "show"]));
    assert_output!("app_list_empty", user.json(&["app", "list"]));
    assert_output!("app_add", user.json(&["app", "add", "Wallet", "--description", "Payments for shops"]));
    assert_output!("release_add", user.json(&["release", "add", "Wallet", "4.2.0"]));
    let artefact = user.file("wallet.apk", b"an app");
    let build = ["--platform", "android", "--version-name", "4.2.0", "--version-code", "4210", "--variant", "debug"];
    let more = ["--artefact", artefact.to_str().unwrap(), "--package-id", "com.example.wallet"];
    let added = user.json(&[&["build", "add", "4.2.0"][..], &build, &more].concat());
    assert_output!("build_add", added);
    assert_eq!(user.json(&["build", "show", "android"]), added);
    assert_eq!(user.json(&["build", "list"]), json!([added]));
    let opened = user.json(&["assessment", "open", "Wallet/4.2.0", "--profile", "r+l1"]);
    assert_output!("assessment_open", opened);
    let record = ["engagement", "record", "--customer", "Example Bank", "--device", "Pixel 9; Android 16; rooted"];
    assert_output!("engagement_record", user.json(&record)["engagement"]);
    assert_output!("app_list", user.json(&["app", "list"]));
}

#[test]
fn answering() {
    let user = User::with_assessment();
    let unit = user.units("android", "test")[0].clone();
    let on = ["--build", "android"];
    let said = |arguments: &[&str]| user.json(&[arguments, &on].concat());
    let change = said(&["result", "set", &unit, "fail", "--note", "Plain http."]);
    assert_output!(
        "result_set",
        json!({ "entry": change["entry"], "rows": change["rows"], "controls": change["controls"] })
    );
    let file = user.file("traffic.txt", b"GET / HTTP/1.1\n");
    let added = said(&["evidence", "add", &unit, file.to_str().unwrap(), "--caption", "Traffic"]);
    assert_output!("evidence_add_file", added["evidence"]);
    assert_output!("evidence_add_note", said(&["evidence", "add", &unit, "--note", "See there."])["evidence"]);
    assert_output!(
        "evidence_add_link",
        said(&["evidence", "add", &unit, "--link", "https://example.org/1"])["evidence"]
    );
    let repository = git2::Repository::init(user.path("source")).unwrap();
    crate::faults::commit(&repository, "Use https\n\nEverywhere.", &[("a.txt", "a")]);
    let commit = ["evidence", "add", &unit, "--repository", "source", "--revision", "HEAD"];
    assert_output!("evidence_add_commit", said(&commit)["evidence"]);
    assert_output!("comment_add", said(&["comment", "add", &unit, "Ask the *makers*."])["comment"]);
    assert_eq!(user.json(&["evidence", "list"]).as_array().unwrap().len(), 4);
    assert_output!("evidence_verify", user.json(&["evidence", "verify"]));
    let control = change["rows"][0]["control"].as_str().unwrap();
    let mut verdict = said(&["verdict", "show", control]);
    // One weakness shows the shape; the rest follows the catalogue.
    verdict["weaknesses"].as_array_mut().unwrap().truncate(1);
    assert_output!("verdict_show", verdict);
    let mut unit_shown = said(&["result", "show", &unit]);
    unit_shown["links"].as_array_mut().unwrap().truncate(1);
    assert_output!("result_show", unit_shown);
}

#[test]
fn reviewing() {
    let user = User::with_assessment();
    let unit = user.units("android", "test")[0].clone();
    let said = |arguments: &[&str]| user.json(&[arguments, &["--build", "android"]].concat());
    let changed = |change: Value| json!({ "done": change["done"], "refused": change["refused"], "review": change["rows"][0]["review"] });
    assert_output!("identity_add", user.json(&["identity", "add", "--name", "Jo Park", "--email", "jo@example.org"]));
    said(&["result", "set", &unit, "pass"]);
    assert_output!("review_assign", said(&["review", "assign", &unit, "--to", "ada", "--due", "2030-01-31"]));
    assert_output!("review_submit", changed(said(&["review", "submit", &unit])));
    assert_output!("identity_switch", user.json(&["identity", "switch", "jo"]));
    assert_output!("identity_list", user.json(&["identity", "list"]));
    assert_output!("review_queue", said(&["review", "queue"])["counts"]);
    assert_output!("review_approve", changed(said(&["review", "approve", "--all", "to-review"])));
    assert_output!("review_members", user.json(&["review", "members"]));
    let app = format!("app/{}", user.json(&["app", "list"])[0]["id"].as_str().unwrap());
    assert_output!("comment_on", user.json(&["comment", "on", &app, "@Ada, who owns this?"]));
    let signed = user.json(&["sign-off", "give", "reviewer", "--statement", "I looked at it."]);
    assert_output!("sign_off_give", signed);
    assert_eq!(user.json(&["sign-off", "list"]), json!([signed]));
    user.must(&["identity", "switch", "ada@example.org"]);
    assert_output!("comment_mentions", user.json(&["comment", "mentions"]));
    let refused = user.run(&["review", "approve", &unit, "--build", "android", "--json"]).error(1);
    assert_eq!(refused["code"], "review.already");
}

#[test]
fn looking() {
    let user = User::with_assessment();
    let shown = user.json(&["assessment", "show", "--build", "ios"]);
    let names: Vec<&String> = shown.as_object().unwrap().keys().collect();
    assert_eq!(names, ["assessment", "checklist", "readiness", "verdicts"]);
    assert_output!("checklist_progress", shown["checklist"]["progress"]);
    assert_output!("checklist_row", shown["checklist"]["rows"][0]);
    assert_output!("checklist_control", shown["checklist"]["controls"][0]);
    assert_output!("checklist_group", shown["checklist"]["groups"][0]);
    assert_eq!(user.json(&["assessment", "list"])[0]["id"], shown["assessment"]["id"]);

    assert_output!("profile_list", user.json(&["profile", "list"])[3]);
    let plan = user.json(&["profile", "show", "L2+R", "--platform", "android"]);
    let first = |value: &Value| value.as_array().unwrap()[0].clone();
    let mut control = first(&plan["controls"]);
    control["weaknesses"] = json!([first(&control["weaknesses"])]);
    let shape = json!({ "profile": plan["profile"], "counts": plan["counts"], "controls": [control],
        "limits": [first(&plan["limits"])] });
    assert_output!("profile_show", shape);
    assert_output!("standards_list", user.json(&["standards", "list"]));

    let page = user.json(&["ledger", "show", "--limit", "2"]);
    assert_output!("ledger_show", page);
    let before = page["entries"][1]["arrival"].to_string();
    let next = user.json(&["ledger", "show", "--limit", "1", "--before", &before]);
    assert_eq!(next["entries"][0]["arrival"].as_i64().unwrap() + 1, page["entries"][1]["arrival"].as_i64().unwrap());
    assert_output!("ledger_verify", user.json(&["ledger", "verify"]));
    assert_output!("ledger_rebuild", user.json(&["ledger", "rebuild"]));
}

#[test]
fn errors_go_to_standard_error() {
    let user = User::with_assessment();
    let ran = user.run(&["build", "show", "windows", "--json"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_output!("error", serde_json::from_str::<Value>(&ran.err).unwrap());
}

#[test]
fn tables_for_people() {
    let user = User::with_assessment();
    let unit = user.units("android", "test")[0].clone();
    user.must(&["result", "set", &unit, "pass", "--build", "android"]);
    let mut text = String::new();
    for verb in [
        &["app", "list"][..],
        &["release", "list"],
        &["build", "list"],
        &["build", "show", "android"],
        &["assessment", "list"],
        &["ledger", "verify"],
        &["evidence", "list"],
    ] {
        let _ = writeln!(text, "$ assay {}\n{}", verb.join(" "), user.must(verb));
    }
    insta::assert_snapshot!(without_ids(&text));
}

/// The text with the beginnings of ids and digests, and times, replaced by as many signs.
pub(crate) fn without_ids(text: &str) -> String {
    let text = redact::text(text);
    let is_id = |word: &str| {
        word.len() == 12
            && word.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
            && word.contains(|it: char| it.is_ascii_digit())
    };
    let is_date = |word: &str| word.len() == 10 && word.starts_with("20") && word.as_bytes()[4] == b'-';
    let is_clock = |word: &str| word.len() == 5 && word.as_bytes()[2] == b':';
    let word = |word: &str| {
        if is_id(word) {
            "############".to_owned()
        } else if is_date(word) {
            "YYYY-MM-DD".to_owned()
        } else if is_clock(word) {
            "hh:mm".to_owned()
        } else {
            word.to_owned()
        }
    };
    let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
    text.lines().map(|it| line(it) + "\n").collect()
}
