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
    let state = |state: &str| json!({ "kind": "result", "state": state });
    assert_eq!((results[0]["before"].clone(), results[0]["after"].clone()), (state("untested"), state("fail")));
    let fails = |it: &Value| it["part"] == "verdicts" && it["after"] == state("fail");
    assert!(compared["changes"].as_array().unwrap().iter().any(fails), "{compared}");
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

#[test]
fn a_report_in_volumes_is_issued_signed_amended_given_out_compared_and_checked() {
    if !ready() {
        return;
    }
    let user = User::with_assessment();
    let volumes = ["--volume-pages", "12"];
    let issue = [&["report", "issue", "--number", "NL-8", "--sign", "--output", "large.pdf"], &volumes[..]].concat();
    let issued = user.json(&issue);
    let files = issued["report"]["files"].as_array().unwrap();
    let many = files.len();
    assert!(many > 1, "{issued}");
    let pages: u64 = files.iter().map(|it| it["pages"].as_u64().unwrap()).sum();
    assert_eq!(issued["report"]["pages"], pages);
    let names: Vec<String> = (1..=many).map(|number| format!("large-volume-{number}.pdf")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let copies: Vec<Vec<u8>> = names.iter().map(|name| std::fs::read(user.path(name)).unwrap()).collect();
    assert!(!user.path("large.pdf").exists());

    let verify = |files: &[&str]| user.json(&[&["verify"], files].concat());
    let whole = verify(&names);
    assert_eq!((whole["sound"].clone(), whole["volumes"].as_array().unwrap().len()), (json!(true), many), "{whole}");
    assert_eq!(whole["about"]["number"], "NL-8");
    let said = user.must(&[&["verify"], &names[..]].concat());
    assert!(said.contains("NL-8-V2: This report is what was signed"), "{said}");
    let output =
        user.command(&[&["verify", "--json"], &names[1..], &["large-volume-2.pdf"]].concat()).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "a volume twice, and one missing");

    user.must(&["report", "sign", "NL-8", "--as", "Reviewer"]);
    let given = user.json(&["report", "reissue", "NL-8", "--output", "again.pdf"]);
    let again: Vec<&str> = given["files"].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
    assert_eq!(again.len(), many);
    for (before, path) in copies.iter().zip(&again) {
        let now = std::fs::read(path).unwrap();
        assert!(now.len() > before.len() && now.starts_with(before), "each has one more signature");
    }
    // Where one volume can't be put in its place, none is: what lies there may be the only copy.
    user.file("mine-volume-1.pdf", b"mine");
    std::fs::create_dir(user.path("mine-volume-2.pdf")).unwrap();
    assert_eq!(user.error(1, &["report", "reissue", "NL-8", "--output", "mine.pdf"])["code"], "disk.failed");
    assert_eq!(std::fs::read(user.path("mine-volume-1.pdf")).unwrap(), b"mine");
    let twice = verify(&again);
    assert_eq!(twice["sound"], true, "{twice}");
    let listed = user.must(&["report", "list"]);
    assert!(listed.contains(&format!("{many} volumes")), "{listed}");

    // Its amendment is in volumes too, and names each of the files that it takes the place of.
    let unit = &user.units("android", "test")[0];
    user.must(&["result", "set", unit, "fail", "--note", "Plain http to cdn.example.org.", "--build", "android"]);
    let amend = ["report", "amend", "NL-8", "--reason", "Tested again.", "--output", "later.pdf"];
    let amended = user.json(&[&amend[..], &volumes[..]].concat());
    let replaced: Vec<Value> = std::iter::once(amended["report"]["amends"]["sha256"].clone())
        .chain(amended["report"]["amends"]["further"].as_array().unwrap().iter().cloned())
        .collect();
    let digests: Vec<Value> = given["files"].as_array().unwrap().iter().map(|it| it["sha256"].clone()).collect();
    assert_eq!(replaced, digests);
    let check = |earlier: &str| {
        let output = user.command(&["verify", "later-volume-1.pdf", "--earlier", earlier, "--json"]).output().unwrap();
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        let check = said["checks"].as_array().unwrap().iter().find(|it| it["id"] == "earlier.amended").cloned();
        check.unwrap()["outcome"].as_str().unwrap().to_owned()
    };
    assert_eq!(check(again[1]), "holds", "any of the volumes is one that it names");
    assert_eq!(check("later-volume-2.pdf"), "open", "another report");
    assert_eq!(check(names[1]), "fails", "the same volume without the signature that it was amended with");

    let compared = user.json(&["report", "compare", "NL-8", "NL-8/2"]);
    let results = compared["changes"].as_array().unwrap().iter().filter(|it| it["part"] == "results").count();
    assert_eq!(results, 1, "{compared}");
    assert_eq!(user.error(1, &["report", "compare", names[0], names[1]])["code"], "verify.volume_missing");

    // The same by the files of all volumes, in whatever order.
    let later: Vec<String> = amended["report"]["files"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .map(|(at, _)| format!("later-volume-{}.pdf", at + 1))
        .collect();
    let mut files: Vec<&str> = names.clone();
    files.reverse();
    files.extend(later.iter().map(String::as_str));
    assert_eq!(user.json(&[&["report", "compare"], &files[..]].concat()), compared);
    let missing = user.error(1, &[&["report", "compare"], &files[1..]].concat());
    assert_eq!(missing["code"], "verify.volume_missing");
    let mixed = user.error(1, &["report", "compare", names[0], "later-volume-1.pdf", names[1]]);
    assert_eq!(mixed["code"], "input.malformed");
}

#[test]
fn the_board_is_printed_by_a_template_of_ones_own_in_its_language() {
    if !ready() {
        return;
    }
    let user = User::with_assessment();
    user.must(&["report", "template", "copy", "board", "tafel"]);
    let strings = user.path("tafel/shared/strings");
    for name in ["common", "assessment", "board", "sentences"] {
        let words = std::fs::read_to_string(strings.join(format!("en/{name}.typ"))).unwrap();
        std::fs::create_dir_all(strings.join("de")).unwrap();
        let words =
            words.replace("\"Open findings\"", "\"Offene Befunde\"").replace("hold: \"Hold\"", "hold: \"Halten\"");
        std::fs::write(strings.join(format!("de/{name}.typ")), words).unwrap();
    }
    let all = std::fs::read_to_string(strings.join("en.typ")).unwrap();
    std::fs::write(strings.join("de.typ"), all.replace("\"en/", "\"de/")).unwrap();
    user.must(&["board", "--output", "tafel.pdf", "--template", "tafel", "--language", "de"]);
    assert_eq!(user.json(&["verify", "tafel.pdf"])["sound"], true);
    if let Some(text) = text(&user, "tafel.pdf") {
        assert!(text.contains("Offene Befunde"), "{text}");
    }
    // The template that ships has no such words.
    let error = user.error(1, &["board", "--output", "none.pdf", "--language", "de"]);
    assert!(error["message"].as_str().unwrap().contains("de.typ"), "{error}");
    assert_eq!(user.run(&["board", "--language", "de"]).code, 2, "a table has no template");
}

/// A key with its certificate as a PKCS#12 file with the password `right`; none where openssl is not there.
fn pkcs12(user: &User, name: &str, days: &str) -> Option<()> {
    let openssl = |arguments: &[&str]| {
        let run = std::process::Command::new("openssl").args(arguments).current_dir(user.path("")).output();
        let output = run.inspect_err(|_| eprintln!("skipped: openssl is not there")).ok()?;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Some(())
    };
    openssl(&[
        "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "k.pem", "-out", "r.pem", "-subj", "/CN=Rosa",
    ])?;
    openssl(&["x509", "-req", "-in", "r.pem", "-signkey", "k.pem", "-days", days, "-out", "c.pem"])?;
    openssl(&["pkcs12", "-export", "-inkey", "k.pem", "-in", "c.pem", "-out", name, "-passout", "pass:right"])?;
    user.file("right.txt", b"right\n");
    Some(())
}

#[test]
fn a_certificate_that_is_over_is_told_before_anything_is_set() {
    let user = User::with_assessment();
    if pkcs12(&user, "over.p12", "-1").is_none() {
        return;
    }
    // No typesetter is needed to hear of it.
    let arguments = ["report", "issue", "--pkcs12", "over.p12", "--password-file", "right.txt", "--json"];
    let mut command = user.command(&arguments);
    let output = command.env("ASSAY_TYPESET", user.path("no-typesetter")).output().unwrap();
    let said: Value = serde_json::from_slice(&output.stderr).unwrap_or_else(|_| panic!("{output:?}"));
    assert_eq!(said["error"]["code"], "sign.certificate_expired", "{said}");
    assert_eq!(user.json(&["report", "list"]), json!([]));
}

#[test]
fn a_report_is_signed_with_a_certificate_from_a_pkcs12_file() {
    if !ready() {
        return;
    }
    let user = User::with_assessment();
    if pkcs12(&user, "rosa.p12", "30").is_none() {
        return;
    }
    let key = ["--pkcs12", "rosa.p12", "--password-file", "right.txt", "--as", "Approver"];
    let issue = ["report", "issue", "--template", "executive", "--output", "signed.pdf"];
    let issued = user.json(&[&issue[..], &key[..]].concat());
    let signature = &issued["report"]["versions"][1]["signature"];
    assert_eq!((signature["name"].as_str(), signature["own_key"].as_bool()), (Some("Rosa"), Some(false)), "{issued}");
    let known = signature["certificate"].as_str().unwrap();
    let verification = user.json(&["verify", "signed.pdf", "--known", known]);
    let said: Vec<_> = verification["checks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["id"].as_str().unwrap().starts_with("signature."))
        .map(|it| (it["id"].as_str().unwrap(), it["outcome"].as_str().unwrap()))
        .collect();
    let all = [("signature.holds", "holds"), ("signature.key", "holds"), ("signature.whole", "holds")];
    assert_eq!(said, all, "{verification}");
}
