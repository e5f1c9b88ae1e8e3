//! The checklist and the findings as tables for spreadsheets.

use crate::user::User;

/// The records of a table, its head left out, by the names of its columns.
fn records(text: &str) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(|record| record.expect("as many cells as columns")).collect()
}

#[test]
fn a_checklist_goes_out_as_a_table_without_formulas() {
    let user = User::with_assessment();
    let units = user.units("android", "test");
    let note = "=HYPERLINK(\"https://evil.example\"),\nsecond line";
    user.must(&["result", "set", &units[0], "fail", "--build", "android", "--note", note]);
    let text = user.must(&["export", "checklist", "--build", "android"]);
    let rows = records(&text);
    let label = units[0].strip_prefix("test:").expect("a test");
    let failed: Vec<_> = rows.iter().filter(|row| row["Unit"] == label).collect();
    assert_eq!(failed.len(), 1, "a unit is one row");
    assert_eq!((failed[0]["Result"].as_str(), failed[0]["Need"].as_str()), ("fail", "required"));
    assert_eq!(failed[0]["Note"], format!("'{note}"));
    assert!(!failed[0]["Answered by"].is_empty() && !failed[0]["Answered at"].is_empty());
    assert!(rows.iter().any(|row| row["Result"] == "untested"));

    let file = user.file("checklist.csv", b"");
    let file = file.to_str().expect("a path");
    let out = user.json(&["export", "checklist", "--build", "android", "--output", file]);
    assert_eq!(out["rows"], rows.len());
    let written = std::fs::read_to_string(file).expect("written");
    assert!(written.starts_with('\u{feff}'), "spreadsheets read it as UTF-8");
    assert_eq!(written.trim_start_matches('\u{feff}'), text);
}

#[test]
fn findings_go_out_with_what_developers_need() {
    let user = User::with_assessment();
    let unit = user.units("android", "test")[0].clone();
    let words = ["--title", "+Keys in the log", "--owner", "Jo Berg", "--cwe", "532", "--due", "2099-06-30"];
    let on = ["--unit", &unit, "--build", "android", "--severity", "high", "--remedy", "Leave the key out."];
    user.must(&[&["finding", "open"][..], &on, &words].concat());
    let rows = records(&user.must(&["export", "findings", "--app", "Wallet"]));
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!(row["Title"], "'+Keys in the log");
    assert_eq!((row["Severity"].as_str(), row["State"].as_str(), row["Due"].as_str()), ("high", "open", "2099-06-30"));
    assert_eq!((row["CWE"].as_str(), row["Remedy"].as_str()), ("CWE-532", "Leave the key out."));
    assert!(row["Affected builds"].contains("affected") && row["Units"] == unit, "{row:?}");
}
