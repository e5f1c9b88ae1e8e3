//! Issued reports from outside: issued, listed, given out again, signed, amended, compared, checked.

use serde_json::{Value, json};

use crate::redact;
use crate::user::{User, typesetter};

/// Whether there is a typesetter; tests that set a report say why they did nothing without one.
fn ready() -> bool {
    let ready = typesetter().is_some();
    if !ready {
        eprintln!("skipped: assay-typeset is not built; cargo build --workspace --bin assay-typeset");
    }
    ready
}

/// The text of a PDF; none where no program is here that reads it.
fn text(user: &User, name: &str) -> Option<String> {
    let read = std::process::Command::new("pdftotext").args(["-layout", name, "-"]).current_dir(user.path("")).output();
    let output = read.inspect_err(|_| eprintln!("skipped: pdftotext is not there")).ok()?;
    Some(String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Without sizes, which differ with the length of ids in the file, and with a number of any year.
fn settled(value: &Value) -> Value {
    let mut value = redact::json(value);
    settle(&mut value);
    value
}

fn settle(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(settle),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::Number(_) if name == "size" => *value = json!("[size]"),
                    Value::String(text) if text.len() > 7 && text.as_bytes()[4] == b'-' && name == "number" => {
                        *text = format!("[year]{}", &text[4..]);
                    }
                    _ => settle(value),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn a_report_is_issued_signed_and_given_out_again() {
    if !ready() {
        return;
    }
    let user = User::with_assessment();
    assert_eq!(user.json(&["report", "list"]), json!([]));
    let issued = user.json(&["report", "issue", "--template", "executive", "--output", "first.pdf"]);
    insta::assert_json_snapshot!("report_issue", settled(&issued));
    let number = issued["report"]["number"].as_str().unwrap();
    let first = std::fs::read(user.path("first.pdf")).unwrap();
    if let Some(text) = text(&user, "first.pdf") {
        assert!(text.contains(&format!("Report {number}")) && !text.contains("Draft"), "{text}");
    }

    // What the assessment says later is no matter of what left the house.
    let unit = &user.units("android", "test")[0];
    user.must(&["result", "set", unit, "pass", "--note", "Seen.", "--build", "android"]);
    user.must(&["report", "reissue", number, "--output", "again.pdf"]);
    assert_eq!(std::fs::read(user.path("again.pdf")).unwrap(), first);

    let signed = user.json(&["report", "sign", number, "--as", "Author"]);
    insta::assert_json_snapshot!("report_sign", settled(&signed["versions"]));
    user.must(&["report", "sign", number, "--as", "Reviewer"]);
    user.must(&["report", "reissue", number, "--output", "signed.pdf"]);
    let verification = user.json(&["verify", "signed.pdf"]);
    let held = verification["checks"].as_array().unwrap().iter().filter(|it| it["id"] == "signature.holds");
    assert_eq!((verification["sound"].clone(), held.count()), (json!(true), 2), "{verification}");
    let version = issued["report"]["sha256"].as_str().unwrap();
    user.must(&["report", "reissue", number, "--version", version, "--output", "unsigned.pdf"]);
    assert_eq!(std::fs::read(user.path("unsigned.pdf")).unwrap(), first);

    let listed = user.json(&["report", "list"]);
    assert_eq!(listed[0]["versions"].as_array().unwrap().len(), 3);
    let year = number.split('-').next().unwrap();
    let mut table = user.must(&["report", "list"]).replace(year, "[year]");
    for sha in [&listed[0]["sha256"].as_str().unwrap()[..12], &listed[0]["issued"]["at"].as_str().unwrap()[5..16]] {
        table = table.replace(&sha.replace('T', " "), "[...]");
    }
    insta::assert_snapshot!("report_list", table);

    // A number is given once; a kept file that is not what was issued is not handed out.
    let taken = user.error(1, &["report", "issue", "--number", number]);
    assert_eq!(taken["code"], "report.number_taken");
    let sha = listed[0]["sha256"].as_str().unwrap();
    let kept = user.workspace().join("evidence/sha256").join(&sha[..2]).join(&sha[2..4]).join(sha);
    std::fs::remove_file(&kept).unwrap();
    let gone = user.error(1, &["report", "reissue", number, "--output", "gone.pdf"]);
    assert_eq!(gone["code"], "report.file_missing");
    std::fs::write(&kept, b"something else").unwrap();
    let altered = user.error(1, &["report", "reissue", number, "--output", "gone.pdf"]);
    assert_eq!(altered["code"], "report.file_altered");
    assert!(!user.path("gone.pdf").exists());
}

#[test]
fn an_amendment_prints_what_it_replaces_and_two_reports_are_compared() {
    if !ready() {
        return;
    }
    let user = User::with_assessment();
    let issued = user.json(&["report", "issue", "--number", "NL-7", "--output", "former.pdf"]);
    let sha256 = issued["report"]["sha256"].as_str().unwrap();
    let unit = &user.units("android", "test")[0];
    user.must(&["result", "set", unit, "fail", "--note", "Plain http to cdn.example.org.", "--build", "android"]);
    let reason = "Tested again: the first round missed a call.";
    let amended = user.json(&["report", "amend", "NL-7", "--reason", reason, "--sign", "--output", "later.pdf"]);
    assert_eq!(amended["report"]["number"], "NL-7/2");
    assert_eq!(amended["report"]["amends"]["sha256"], sha256);
    assert_eq!(amended["report"]["versions"].as_array().unwrap().len(), 2, "signed at once");
    if let Some(text) = text(&user, "later.pdf") {
        for said in ["amends report NL-7 and takes its place", reason, "Report NL-7/2 · amends NL-7"] {
            assert!(text.contains(said), "{said} is not printed:\n{text}");
        }
        let squeezed: String = text.split_whitespace().collect();
        assert!(squeezed.contains(sha256), "the predecessor's digest is not printed");
    }
    assert_eq!(user.error(1, &["report", "amend", "NL-7", "--reason", "More"])["code"], "report.amended_already");
    assert_eq!(user.json(&["verify", "later.pdf", "--earlier", "former.pdf"])["sound"], true);

    let compared = user.json(&["report", "compare", "NL-7", "NL-7/2"]);
    let results: Vec<&Value> =
        compared["changes"].as_array().unwrap().iter().filter(|it| it["part"] == "results").collect();
    assert_eq!(results.len(), 1, "{compared}");
    assert_eq!((results[0]["before"].clone(), results[0]["after"].clone()), (json!("Untested"), json!("Fail")));
    assert!(compared["changes"].as_array().unwrap().iter().any(|it| it["part"] == "verdicts" && it["after"] == "Fail"));
    // By the files alone, where there is no workspace.
    let mut elsewhere = user.command(&["report", "compare", "former.pdf", "later.pdf", "--json"]);
    let output = elsewhere.env_remove("ASSAY_WORKSPACE").output().unwrap();
    let by_file: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    assert_eq!(by_file, compared);
    insta::assert_snapshot!("report_compare", user.must(&["report", "compare", "former.pdf", "later.pdf"]));
    let nothing = user.json(&["report", "compare", "NL-7", "NL-7"]);
    assert_eq!(nothing["changes"], json!([]));
    let unknown = user.error(2, &["report", "compare", "NL-7", "NL-9"]);
    assert!(unknown["message"].as_str().unwrap().contains("NL-9"), "{unknown}");
}

#[test]
fn a_password_that_is_wrong_issues_nothing() {
    if !ready() {
        return;
    }
    let user = User::with_assessment();
    user.file("mara.p12", b"no key at all");
    user.file("mara.txt", b"secret\n");
    let refused = user.error(
        1,
        &["report", "issue", "--pkcs12", "mara.p12", "--password-file", "mara.txt", "--template", "executive"],
    );
    assert!(refused["code"].as_str().unwrap().starts_with("sign."), "{refused}");
    let broken = ["report", "issue", "--template", "executive", "--timestamp", "http://127.0.0.1:9/"];
    assert_eq!(user.error(1, &broken)["code"], "sign.timestamp");
    assert_eq!(user.json(&["report", "list"]), json!([]), "nothing was issued");
}
