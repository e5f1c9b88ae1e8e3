//! The verbs as people use them.

use crate::user::{User, typesetter};

#[test]
fn results_change_verdicts_and_the_check() {
    let user = User::with_assessment();
    let tests = user.units("android", "test");
    let direct = user.units("android", "direct");
    let on = ["--build", "android"];
    let said = |arguments: &[&str]| user.must(&[arguments, &on].concat());

    assert!(said(&["result", "set", &tests[0], "pass", "--note", "Only https."]).contains("1 of"));
    said(&["result", "set", &tests[0], "fail", "--note", "Plain http after all."]);
    let label = tests[1].trim_start_matches("test:");
    said(&["result", "set", label, "not-applicable", "--justification", "There is no such thing in the app."]);
    said(&["result", "set", &direct[0], "pass", "--method", "Read the code", "--note", "Nothing stands out."]);

    let shown = user.json(&["assessment", "show", "--build", "android"]);
    let rows = shown["checklist"]["rows"].as_array().unwrap();
    let state = |unit: &str| rows.iter().find(|row| row["unit"] == unit).unwrap()["state"].as_str().unwrap().to_owned();
    assert_eq!([state(&tests[0]), state(&tests[1]), state(&direct[0])], ["fail", "not_applicable", "pass"]);

    let check = user.run(&["assessment", "show", "--check"]);
    assert_eq!(check.code, 3, "{check:?}");
    assert!(check.out.contains("Not ready:"), "{check:?}");

    // What was taken back can be answered again.
    said(&["result", "set", &tests[2], "pass"]);
    said(&["result", "set", &tests[2], "untested"]);
    said(&["result", "set", &tests[2], "fail", "--note", "It is back."]);

    let detail = user.json(&[&["result", "show", &tests[0]][..], &on].concat());
    assert_eq!(detail["answers"][0]["text"]["note"], "Plain http after all.");
    assert_eq!(detail["history"].as_array().unwrap().len(), 2);
}

#[test]
fn the_check_says_yes_when_all_is_answered() {
    let user = User::new();
    user.must(&["init", "--by", "Ada Example", "--email", "ada@example.org"]);
    user.must(&["app", "add", "Wallet"]);
    user.must(&["release", "add", "Wallet", "1.0"]);
    let version = ["--version-name", "1.0", "--version-code", "1"];
    user.must(&[&["build", "add", "1.0", "--platform", "ios"][..], &version].concat());
    user.must(&["assessment", "open", "1.0", "--profile", "P"]);
    // With one assessment and one build there is nothing to name.
    for unit in user.units("ios", "test") {
        user.must(&["result", "set", &unit, "pass"]);
    }
    let direct = user.units("ios", "direct");
    assert!(!direct.is_empty());
    assert_eq!(user.run(&["assessment", "show", "--check"]).code, 3);
    for unit in direct {
        user.must(&["result", "set", &unit, "not-applicable", "--justification", "No data leaves the device."]);
    }
    let check = user.run(&["assessment", "show", "--check"]);
    assert_eq!(check.code, 0, "{check:?}");
    assert!(check.out.contains("Ready:"), "{check:?}");
}

#[test]
fn things_are_named_by_name_id_and_unique_beginning() {
    let user = User::with_assessment();
    let builds = user.json(&["build", "list"]);
    let id = builds[0]["id"].as_str().unwrap();
    let platform = builds[0]["facts"]["platform"].as_str().unwrap();
    for name in [id, &id[..10], platform, &format!("{platform} 4.2.0")] {
        assert_eq!(user.json(&["build", "show", name])["id"], id, "{name}");
    }
    let assessments = user.json(&["assessment", "list"]);
    let assessment = assessments[0]["id"].as_str().unwrap();
    let title = assessments[0]["title"].as_str().unwrap();
    for name in [assessment, &assessment[..10], title] {
        assert_eq!(user.json(&["assessment", "show", name])["assessment"]["id"], assessment, "{name}");
    }
    assert_eq!(user.error(1, &["build", "show", "windows"])["code"], "build.unknown");
    assert_eq!(user.error(1, &["build", "show", "4.2.0"])["code"], "build.ambiguous");
    assert_eq!(user.error(1, &["release", "add", "Purse", "1.0"])["code"], "app.unknown");
}

#[test]
fn what_is_not_named_must_be_the_only_one() {
    let user = User::with_assessment();
    let unit = &user.units("android", "test")[0];
    let error = user.error(2, &["result", "set", unit, "pass"]);
    assert_eq!(error["code"], "usage");
    assert!(error["next_step"].as_str().unwrap().contains("--build"), "{error}");
    user.must(&["assessment", "open", "4.2.0", "--profile", "L2", "--title", "Second"]);
    let error = user.error(2, &["assessment", "show"]);
    assert!(error["message"].as_str().unwrap().contains("\"Second\""), "{error}");
}

#[test]
fn quiet_names_what_was_added_by_its_id_alone() {
    let user = User::new();
    user.must(&["init", "--by", "Ada Example", "--email", "ada@example.org"]);
    let app = user.must(&["app", "add", "Wallet", "--quiet"]);
    let release = user.must(&["release", "add", app.trim(), "1.0", "-q"]);
    assert_eq!(release.trim().len(), 36);
    assert_eq!(user.json(&["release", "list"])[0]["id"], release.trim());
}

#[test]
fn the_workspace_is_found_from_a_folder_inside_it() {
    let user = User::with_assessment();
    let inside = user.workspace().join("notes/deep");
    std::fs::create_dir_all(&inside).unwrap();
    let output = user.command(&["app", "list"]).env_remove("ASSAY_WORKSPACE").current_dir(&inside).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("Wallet"), "{output:?}");
    let output = user.command(&["app", "list"]).env_remove("ASSAY_WORKSPACE").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_engagement_comes_from_a_file_and_from_options() {
    let user = User::with_assessment();
    let file = user.file(
        "engagement.yaml",
        b"customer: Example Bank\nlaboratory: Example Lab\nsensitive_data: [account numbers, names]\n\
          devices:\n  - { name: Pixel 9, system_version: Android 16, rooted: true }\nstarted: 2026-11-02\n",
    );
    user.must(&["engagement", "record", "--file", file.to_str().unwrap()]);
    let tool = ["--tool", "Frida 17.2", "--tool", "Burp Suite 2026.9"];
    let view = user.json(&[&["engagement", "record", "--place", "Bern"][..], &tool].concat());
    let record = &view["engagement"];
    assert_eq!(record["customer"], "Example Bank");
    assert_eq!(record["place"], "Bern");
    assert_eq!(record["devices"][0]["rooted"], true);
    assert_eq!(record["tools"][1]["name"], "Burp Suite");
    assert_eq!(record["tools"][1]["version"], "2026.9");

    let broken = user.file("broken.yaml", b"customer: Example Bank\ndevices: 12\n");
    let error = user.error(1, &["engagement", "record", "--file", broken.to_str().unwrap()]);
    assert_eq!(error["code"], "engagement.malformed");
    assert_eq!(error["line"], 2, "{error}");
    assert_eq!(user.error(1, &["engagement", "record", "--started", "tomorrow"])["code"], "input.malformed");
}

#[test]
fn a_note_comes_from_standard_input() {
    let user = User::with_assessment();
    let unit = &user.units("ios", "test")[0];
    let set = ["result", "set", unit, "fail", "--note", "-", "--build", "ios"];
    assert_eq!(user.run_with_input(&set, "Line one.\n\nLine two.\n").code, 0);
    let detail = user.json(&["result", "show", unit, "--build", "ios"]);
    assert_eq!(detail["answers"][0]["text"]["note"], "Line one.\n\nLine two.");
}

#[test]
fn an_override_only_lowers_and_can_be_taken_back() {
    let user = User::with_assessment();
    let shown = user.json(&["assessment", "show", "--build", "android"]);
    let control = shown["checklist"]["controls"][0]["id"].as_str().unwrap().to_owned();
    let on = ["--reason", "The device was lost.", "--build", "android"];
    let lowered = user.json(&[&["verdict", "override", &control, "fail"][..], &on].concat());
    assert_eq!([&lowered["verdict"], &lowered["computed"]], ["fail", "untested"]);
    let back = user.json(&[&["verdict", "override", &control, "--take-back"][..], &on].concat());
    assert_eq!(back["verdict"], "untested");
    let raised = user.error(1, &[&["verdict", "override", &control, "pass"][..], &on].concat());
    assert_eq!(raised["code"], "override.does_not_lower");
    assert_eq!(user.run(&["verdict", "override", &control, "--reason", "x", "--build", "android"]).code, 2);
}

#[test]
fn the_example_is_made_once_and_opened_again() {
    let user = User::new();
    let dir = user.path("example");
    let demo = ["demo", dir.to_str().unwrap(), "--by", "Ada Example", "--email", "ada@example.org"];
    let made = user.json(&demo);
    let again = user.json(&demo);
    assert_eq!(made["id"], again["id"]);
    let at = ["--workspace", dir.to_str().unwrap()];
    let apps = user.json(&[&["app", "list"][..], &at].concat());
    let release = &apps[0]["releases"][0];
    let platforms: std::collections::BTreeSet<&str> =
        release["builds"].as_array().unwrap().iter().map(|it| it["facts"]["platform"].as_str().unwrap()).collect();
    assert_eq!(platforms.into_iter().collect::<Vec<_>>(), ["android", "ios"]);
    assert_eq!(user.run(&[&["ledger", "verify"][..], &at].concat()).code, 0);
    assert_eq!(user.run(&[&["evidence", "verify"][..], &at].concat()).code, 0);
}

#[test]
fn a_report_is_written_and_is_the_same_again() {
    let user = User::with_assessment();
    let Some(typesetter) = typesetter() else {
        eprintln!("skipped: assay-typeset is not built; cargo build -p assay-typeset, or set ASSAY_TYPESET");
        return;
    };
    let unit = &user.units("android", "test")[0];
    user.must(&["result", "set", unit, "fail", "--note", "Plain http to cdn.example.org.", "--build", "android"]);
    let mut digests = Vec::new();
    for name in ["one.pdf", "two.pdf"] {
        let mut command = user.command(&["report", "--output", name, "--json"]);
        let output = command.env("ASSAY_TYPESET", &typesetter).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let bytes = std::fs::read(user.path(name)).unwrap();
        assert!(bytes.starts_with(b"%PDF-"));
        assert_eq!(report["size"], bytes.len());
        assert!(report["pages"].as_u64().unwrap() > 3, "{report}");
        digests.push(report["sha256"].as_str().unwrap().to_owned());
    }
    assert_eq!(digests[0], digests[1], "the same assessment gives the same bytes");
    let Ok(output) = std::process::Command::new("pdftotext").args(["one.pdf", "-"]).current_dir(user.path("")).output()
    else {
        eprintln!("skipped: pdftotext is not there, so the report's text was not read");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    for said in ["Wallet", "4.2.0", "Plain http to cdn.example.org.", "Ada Example", "MASVS-STORAGE-1", "OWASP"] {
        assert!(text.contains(said), "{said} is not in the report:\n{text}");
    }
}

#[test]
fn several_reports_go_into_a_folder_a_file_each() {
    let user = User::with_assessment();
    user.must(&["assessment", "open", "4.2.0", "--profile", "L1", "--title", "Second round"]);
    let Some(typesetter) = typesetter() else {
        eprintln!("skipped: assay-typeset is not built");
        return;
    };
    let run = |arguments: &[&str]| {
        let mut command = user.command(arguments);
        command.env("ASSAY_TYPESET", &typesetter).output().unwrap()
    };
    let every = ["report", "--all", "--template", "executive", "--template", "applicability", "--output", "reports"];
    let done = run(&[&every[..], &["--json"]].concat());
    assert!(done.status.success(), "{done:?}");
    let reports: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let mut written = Vec::new();
    for report in reports.as_array().unwrap() {
        assert_eq!(report["files"].as_array().unwrap().len(), 1, "{report}");
        let path = std::path::Path::new(report["path"].as_str().unwrap());
        assert_eq!(std::fs::metadata(path).unwrap().len(), report["size"].as_u64().unwrap());
        written.push(path.file_name().unwrap().to_string_lossy().into_owned());
    }
    insta::assert_snapshot!("report_batch", written.join("\n"));
    let mut there: Vec<String> = std::fs::read_dir(user.path("reports"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    there.sort();
    written.sort();
    assert_eq!(there, written, "and nothing else");

    let quiet = run(&["report", "--assessment", "Second round", "--template", "executive", "--quiet"]);
    assert!(String::from_utf8_lossy(&quiet.stdout).trim().ends_with("Second-round.pdf"), "{quiet:?}");
    let both = run(&["report", "--all", "--assessment", "Second round"]);
    assert_eq!(both.status.code(), Some(2), "{both:?}");
}

#[test]
fn a_template_is_copied_changed_and_its_fault_is_told_with_its_place() {
    let user = User::with_assessment();
    let listed = user.json(&["report", "template", "list"]);
    assert_eq!(listed[0]["name"], "assessment");
    let copied = user.json(&["report", "template", "copy", "executive", "own"]);
    assert!(copied["files"].as_array().unwrap().iter().any(|it| it == "shared/strings/en.typ"), "{copied}");
    let again = user.run(&["report", "template", "copy", "executive", "own"]);
    assert!(again.code != 0 && again.err.contains("something at this place"), "{}", again.err);
    let unknown = user.run(&["report", "template", "copy", "letter", "other"]);
    assert!(unknown.code != 0 && unknown.err.contains("executive"), "{}", unknown.err);

    let Some(typesetter) = typesetter() else {
        eprintln!("skipped: assay-typeset is not built");
        return;
    };
    let write = |arguments: &[&str]| {
        let mut command =
            user.command(&[&["report", "--template", "./own", "--output", "own.pdf"], arguments].concat());
        command.env("ASSAY_TYPESET", &typesetter).output().unwrap()
    };
    let done = write(&["--level", "public", "--paper", "us-letter", "--accent", "#7a1f5c"]);
    assert!(done.status.success(), "{done:?}");
    let main = user.path("own/main.typ");
    let text = std::fs::read_to_string(&main).unwrap();
    std::fs::write(&main, format!("{text}\n  #data.nothing")).unwrap();
    let failed = write(&[]);
    let said = String::from_utf8_lossy(&failed.stderr);
    let line = text.lines().count() + 2;
    assert!(!failed.status.success() && said.contains("main.typ"), "{said}");
    assert!(said.contains(&format!("line {line}, column 9")), "{said}");
}

/// Ctrl-C while a large file is added: it stops soon, says so, and nothing is attached.
#[cfg(unix)]
#[test]
fn ctrl_c_stops_long_work_where_nothing_is_half_done() {
    use std::process::{Command, Stdio};
    let user = User::with_assessment();
    let unit = user.units("android", "test")[0].clone();
    let large = user.path("memory.dump");
    // Takes long to read and no room on the disk.
    std::fs::File::create(&large).unwrap().set_len(8 << 30).unwrap();
    let process = user
        .command(&["evidence", "add", &unit, "memory.dump", "--build", "android", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It is under way once it writes into the workspace.
    let incoming = || {
        let folders = std::fs::read_dir(user.workspace()).unwrap().filter_map(Result::ok);
        folders.filter(|it| it.path().is_dir()).any(|it| holds_large_file(&it.path()))
    };
    while !incoming() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert!(Command::new("kill").args(["-INT", &process.id().to_string()]).status().unwrap().success());
    let output = process.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("\"cancelled\""), "{output:?}");
    assert_eq!(user.json(&["evidence", "list"]).as_array().unwrap().len(), 0);
    assert!(!incoming(), "nothing of the file is left");
}

#[cfg(unix)]
fn holds_large_file(folder: &std::path::Path) -> bool {
    std::fs::read_dir(folder).unwrap().filter_map(Result::ok).any(|entry| {
        let path = entry.path();
        if path.is_dir() { holds_large_file(&path) } else { entry.metadata().is_ok_and(|it| it.len() > 1 << 20) }
    })
}
