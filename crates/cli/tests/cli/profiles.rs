//! Profile files at the terminal: what is said of them, shown and compared, before they are in any workspace.

use crate::user::User;

const ACME: &str = "\
format: assay-profile/1
id: acme
title: Acme
extends: [fintech]
exclude: [{id: FIN-4.6, because: No cards.}]
parameters: {FIN-2.1.idle-minutes: 3}
not_applicable: [{when: {not: {feature: card-acceptance}}, items: [FIN-4.4], because: The wallet shows no card data.}]
gate: {findings_below: medium, not_waivable: [FIN-4.2]}
evidence: [{items: [FIN-2.1], expect: A film with a clock.}]
citations: [{source: psd2-rts, clause: Art. 5, items: [FIN-2.1]}]
";

#[test]
fn a_file_is_shown_with_all_that_it_says_before_it_is_kept_anywhere() {
    let user = User::new();
    let file = user.file("acme.yaml", ACME.as_bytes());
    let shown = user.must(&["profile", "show", file.to_str().unwrap(), "--platform", "android"]);
    for said in [
        // Tests and requirements say why they are in.
        "  required  MASTG-TEST-0235",
        "because: L1 and L2 require MASTG-TEST-0235",
        "because: FIN-2.1 is required: fintech, line 9: includes FIN-2",
        "evidence: A film with a clock.",
        "related to: PSD2 RTS Art. 5",
        // What the file says beside that.
        "FIN-4.6  ",
        "because: acme, line 5: excludes FIN-4.6: No cards.",
        "where no feature card-acceptance: FIN-4.4",
        "The wallet shows no card data. (acme, line 7)",
        "FIN-2.1: A film with a clock. (acme, line 9)",
        "FIN-2.1: psd2-rts Art. 5 (acme, line 10)",
        "Open findings are below medium.",
        "No waiver lets these through: FIN-1.1, FIN-1.2, FIN-4.1, FIN-4.2.",
    ] {
        assert!(shown.contains(said), "{said:?} is not in:\n{shown}");
    }
}

#[test]
fn files_are_compared_with_each_other_and_with_what_ships() {
    let user = User::new();
    let file = user.file("acme.yaml", ACME.as_bytes());
    let file = file.to_str().unwrap();
    let shown = user.must(&["profile", "compare", "fintech", file, "--platform", "android"]);
    for said in [
        "FIN-4.6",
        "FIN-2.1.idle-minutes",
        "Evidence  FIN-2.1: A film with a clock.\n  only in acme: acme, line 9",
        "Related to  FIN-2.1: psd2-rts Art. 5\n  only in acme: acme, line 10",
        "Condition  FIN-4.4: not applicable where no feature card-acceptance: The wallet shows no card data.",
        "not-waivable FIN-4.2",
    ] {
        assert!(shown.contains(said), "{said:?} is not in:\n{shown}");
    }
    // Two versions of one profile have one id.
    let older = user.file("acme-older.yaml", ACME.replace("minutes: 3", "minutes: 4").as_bytes());
    let compared = user.json(&["profile", "compare", older.to_str().unwrap(), file, "--platform", "ios"]);
    assert_eq!((&compared["parameters"][0]["a"], &compared["parameters"][0]["b"]), (&4.into(), &3.into()));
    assert_eq!(compared["sayings"].as_array().unwrap().len(), 0);
    let gone = user.error(1, &["profile", "show", "nothing.yaml", "--platform", "ios"]);
    assert_eq!(gone["code"], "file.not_found");
}

#[test]
fn lines_that_do_nothing_are_warned_of_and_refuse_nothing() {
    let user = User::new();
    let file = user.file("acme.yaml", format!("{ACME}require: [{{id: INT-1, because: We must.}}]\n").as_bytes());
    let said = user.must(&["profile", "check", file.to_str().unwrap()]);
    assert!(
        said.starts_with("acme.yaml:11:16: warning: require: INT-1 is required already: fintech, line 11"),
        "{said}"
    );
    assert!(said.ends_with("is fine, with 1 warning.\n"), "{said}");
    let checked = user.json(&["profile", "check", file.to_str().unwrap()]);
    assert_eq!(checked["warnings"][0]["code"], "does_nothing");
    let clean = user.file("fine.yaml", ACME.as_bytes());
    let said = user.must(&["profile", "check", clean.to_str().unwrap()]);
    assert!(said.ends_with("fine.yaml) is fine.\n"), "{said}");
}

#[test]
fn a_circle_of_files_is_named_with_each_file_and_line() {
    let user = User::new();
    let head = |id: &str| format!("format: assay-profile/1\nid: {id}\ntitle: T\n");
    let one = user.file("one.yaml", format!("{}extends: [L1, two]\n", head("one")).as_bytes());
    user.file("two.yaml", format!("{}summary: x\nextends: [one]\n", head("two")).as_bytes());
    let ran = user.run(&["profile", "check", one.to_str().unwrap()]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("one (one.yaml, line 4) extends two (two.yaml, line 5) extends one."), "{ran:?}");
}

#[test]
fn answers_are_words_or_lists_and_errors_name_the_verb_that_mends_them() {
    let user = User::with_assessment();
    let answers = user.file("answers.yaml", b"role: payment-service-provider\njurisdiction: [eu]\ndata:\n");
    let answers = answers.to_str().unwrap();
    let opened = user.json(&["assessment", "open", "4.2.0", "--profile", "fintech", "--answers", answers]);
    assert_eq!(opened["answers"]["role"], serde_json::json!(["payment-service-provider"]));
    assert_eq!(opened["answers"]["data"], serde_json::Value::Null, "it was left open");
    let wrong = user.error(1, &["assessment", "open", "4.2.0", "--profile", "fintech", "--answer", "role=bank"]);
    assert_eq!(wrong["code"], "catalogue.unknown_answer");
    assert!(wrong["next_step"].as_str().unwrap().ends_with("assay profile questions"), "{wrong}");
    let id = opened["id"].as_str().unwrap();
    let set = ["result", "set", "API-1", "pass", "--method", "Reading", "--note", "Checked.", "--assessment", id];
    let missing = user.error(1, &set);
    assert_eq!(missing["code"], "result.validity_missing");
    assert!(missing["next_step"].as_str().unwrap().contains("--valid-until"), "{missing}");
}

#[test]
fn a_quiet_check_says_nothing_and_leaves_its_answer_to_the_exit_code() {
    let user = User::with_assessment();
    let ran = user.run(&["assessment", "show", "--check", "--quiet"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (3, "", ""));
    assert!(user.run(&["assessment", "show", "--check"]).out.contains("Not ready:"));
}
