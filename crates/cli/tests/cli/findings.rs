//! Findings and waivers: from a failed unit to a retest, and risks that are accepted until a day.

use std::fmt::Write as _;

use serde_json::json;

use crate::json::without_ids;
use crate::redact;
use crate::user::User;

/// A user with a finding that a failed unit showed on the Android build; gives the finding and the unit.
fn with_finding(user: &User) -> (String, String) {
    let unit = user.units("android", "test")[0].clone();
    user.must(&["result", "set", &unit, "fail", "--build", "android", "--note", "The log has the key."]);
    let vector = "CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N";
    let on = ["--unit", &unit, "--build", "android", "--vector", vector];
    let words = ["--title", "Keys in the log", "--owner", "Jo Berg", "--cwe", "532", "--due", "2099-06-30"];
    let more = ["--steps", "Log in and read the log.", "--remedy", "Leave the key out."];
    let opened = user.json(&[&["finding", "open"][..], &on, &words, &more].concat());
    (opened["finding"]["id"].as_str().unwrap().to_owned(), unit)
}

#[test]
fn a_finding_goes_from_a_failed_unit_to_a_retest() {
    let user = User::with_assessment();
    let (finding, unit) = with_finding(&user);
    let shown = user.json(&["finding", "show", "Keys in the log"]);
    assert_eq!((&shown["finding"]["state"], &shown["finding"]["severity"]), (&json!("open"), &json!("medium")));
    assert_eq!(shown["finding"]["text"]["description"], "The log has the key.", "the note of the answer");
    assert_eq!(shown["finding"]["builds"][0]["places"][0]["unit"], json!(unit));
    let changed = user.json(&["finding", "change", &finding[..8], "--severity", "critical"]);
    assert_eq!((&changed["finding"]["severity"], &changed["cvss"]), (&json!("critical"), &json!(null)));
    assert_eq!(changed["finding"]["text"]["owner"], "Jo Berg", "what is not given stays");

    user.must(&["release", "add", "Wallet", "4.3.0"]);
    let build = ["build", "add", "Wallet/4.3.0", "--platform", "android", "--version-name", "4.3.0"];
    user.must(&[&build[..], &["--version-code", "4310"]].concat());
    let on = ["--release", "Wallet/4.3.0", "--build", "android"];
    let there = ["finding", "retest", &finding, "still-there", "--note", "Seen at the first start."];
    assert_eq!(user.json(&[&there[..], &on].concat())["finding"]["state"], "open");
    let gone = ["finding", "retest", &finding, "fixed", "--note", "Not in the log any more."];
    let fixed = user.json(&[&gone[..], &on].concat());
    assert_eq!(
        (&fixed["finding"]["state"], fixed["finding"]["builds"].as_array().unwrap().len()),
        (&json!("fixed"), 2)
    );
    let of_release = |release: &str| user.json(&["finding", "list", "--release", release])[0]["state"].clone();
    assert_eq!((of_release("4.2.0"), of_release("4.3.0")), (json!("open"), json!("fixed")));
    assert_eq!(user.json(&["finding", "list", "--state", "open"]), json!([]));
    assert_eq!(
        user.json(&["finding", "list", "--owner", "jo berg", "--severity", "high"]).as_array().unwrap().len(),
        1
    );
    assert_eq!(user.json(&["finding", "undo", &finding])["finding"]["finding"]["state"], "open");
    user.must(&["finding", "withdraw", &finding, "--reason", "It is test data."]);
    assert_eq!(user.error(1, &[&gone[..], &on].concat())["code"], "finding.withdrawn");
    assert_eq!(user.run(&["ledger", "verify"]).code, 0);
}

#[test]
fn a_risk_is_accepted_until_a_day() {
    let user = User::with_assessment();
    let (finding, unit) = with_finding(&user);
    let by = ["--approver", "Ines Roth", "--role", "CISO", "--reason", "Debug builds only."];
    let grant =
        |over: &[&str], until: &str| [&["waiver", "grant"][..], over, &by, &["--until", until]].concat().join("\t");
    let words = |line: &str| -> Vec<String> { line.split('\t').map(str::to_owned).collect() };
    let json_of = |line: String| {
        let words = words(&line);
        user.json(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let error_of = |line: String| {
        let words = words(&line);
        user.error(1, &words.iter().map(String::as_str).collect::<Vec<_>>())["code"].clone()
    };
    let granted = json_of(grant(&["--finding", &finding], "2099-12-31"));
    assert_eq!((&granted["standing"], &granted["until"]), (&json!("in_force"), &json!("2099-12-31")));
    assert_eq!(user.json(&["finding", "list"])[0]["state"], "waived");
    assert_eq!(error_of(grant(&["--finding", &finding], "2020-01-01")), "waiver.expiry_past");
    let over_unit = ["--unit", &unit, "--platform", "android"];
    json_of(grant(&over_unit, "2099-12-31"));
    assert_eq!(
        error_of(grant(&["--control", "MASVS-AUTH-1", "--platform", "ios"], "2099-12-31")),
        "waiver.nothing_failed"
    );
    let title = user.json(&["assessment", "list"])[0]["title"].as_str().unwrap().to_owned();
    assert_eq!(user.json(&["waiver", "list", "--assessment", &title]).as_array().map(Vec::len), Some(2));
    let id = granted["id"].as_str().unwrap();
    user.must(&["waiver", "withdraw", &id[..8], "--reason", "Mended."]);
    assert_eq!(user.json(&["finding", "list"])[0]["state"], "open");
}

#[test]
fn json_and_tables() {
    let user = User::with_assessment();
    let (finding, _) = with_finding(&user);
    let by = ["--approver", "Ines Roth", "--role", "CISO", "--reason", "Debug builds only.", "--until", "2099-12-31"];
    let mut granted = user.json(&[&["waiver", "grant", "--finding", &finding][..], &by].concat());
    granted["days_left"] = json!("[days]");
    insta::assert_json_snapshot!("waiver_grant", redact::json(&granted));
    let mut shown = user.json(&["finding", "show", &finding]);
    shown["finding"]["waivers"][0]["days_left"] = json!("[days]");
    insta::assert_json_snapshot!("finding_show", redact::json(&shown));
    let vector = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N";
    insta::assert_json_snapshot!("finding_score", user.json(&["finding", "score", vector]));
    let mut text = String::new();
    for verb in
        [&["finding", "list"][..], &["finding", "show", &finding], &["waiver", "list"], &["finding", "score", vector]]
    {
        writeln!(text, "$ assay {}\n{}", verb[..2].join(" "), without_ids(&user.must(verb))).unwrap();
    }
    insta::assert_snapshot!("finding_tables", text);
}
