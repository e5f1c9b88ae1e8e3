//! Help and completions.

use crate::user::User;

/// Every verb that does something, as its words.
fn verbs(user: &User, words: &[&str]) -> Vec<Vec<String>> {
    let help = user.must(&[words, &["--help"]].concat());
    let Some(list) = help.split("Commands:\n").nth(1) else {
        return vec![words.iter().map(|word| (*word).to_owned()).collect()];
    };
    let names = list.lines().take_while(|line| line.starts_with("  ")).filter(|line| !line.starts_with("   "));
    let names: Vec<&str> =
        names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    names.iter().flat_map(|name| verbs(user, &[words, &[*name]].concat())).collect()
}

#[test]
fn every_verb_explains_itself_with_examples() {
    let user = User::new();
    let verbs = verbs(&user, &[]);
    for verb in &verbs {
        let words: Vec<&str> = verb.iter().map(String::as_str).collect();
        let help = user.must(&[&words[..], &["--help"]].concat());
        assert!(help.contains(&format!("Examples:\n  assay {}", verb.join(" "))), "{verb:?}:\n{help}");
    }
    let names: Vec<String> = verbs.iter().map(|verb| verb.join(" ")).collect();
    insta::assert_snapshot!(names.join("\n"));
}

#[test]
fn shells_get_their_completions() {
    let user = User::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = user.must(&["completions", shell]);
        assert!(script.contains("assay") && script.contains("evidence"), "{shell}");
    }
    assert_eq!(user.run(&["completions", "sh"]).code, 2);
}

#[test]
fn no_verb_is_a_question_of_usage() {
    let user = User::new();
    let ran = user.run(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("Usage: assay"), "{ran:?}");
    assert_eq!(user.run(&["app", "ad"]).code, 2);
    assert_eq!(user.run(&["build", "add", "1.0", "--platform", "symbian"]).code, 2);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::Stdio;
    let user = User::new();
    let mut process = user
        .command(&["profile", "show", "L2+R+P", "--platform", "android", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(process.stdout.take());
    let output = process.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}
