//! The next build at a terminal: former answers, reconfirming them, comparing builds, both platforms beside each other.

use std::fmt::Write as _;

use crate::json::without_ids;
use crate::redact;
use crate::user::User;

/// A user whose next Android build is of a later release, with answers on the former one.
fn with_next_build() -> (User, Vec<String>) {
    let user = User::with_assessment();
    let units = user.units("android", "test");
    for (unit, result) in units.iter().zip(["pass", "fail", "pass", "inconclusive"]) {
        user.must(&["result", "set", unit, result, "--build", "android"]);
    }
    user.must(&["release", "add", "Wallet", "4.3.0"]);
    let build = ["build", "add", "Wallet/4.3.0", "--platform", "android", "--version-name", "4.3.0"];
    let certificate = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    user.must(&[&build[..], &["--version-code", "4310", "--certificate", certificate]].concat());
    user.must(&["assessment", "open", "Wallet/4.3.0", "--profile", "L1"]);
    (user, units)
}

#[test]
fn former_answers_are_reconfirmed_with_a_basis() {
    let (user, units) = with_next_build();
    let on = ["--assessment", "Wallet 4.3.0, L1"];
    let mut text = String::new();
    let mut say = |verb: &[&str]| {
        let out = user.must(&[verb, &on].concat());
        let _ = writeln!(text, "$ assay {}\n{out}", verb.join(" "));
    };
    say(&["result", "former"]);
    say(&["result", "reconfirm", &units[1], "--retested"]);
    say(&["result", "reconfirm", "--all", "--argued", "Only texts changed."]);
    say(&["result", "former"]);
    insta::assert_snapshot!(without_ids(&text));

    let shown = user.json(&[&["result", "show", &units[0]][..], &on].concat());
    insta::assert_json_snapshot!("reconfirmed", redact::json(&shown["answers"][0]));
    let refused = user.error(1, &[&["result", "reconfirm", &units[7], "--retested"][..], &on].concat());
    assert_eq!(refused["code"], "reconfirm.refused");
    assert_eq!(user.run(&[&["result", "reconfirm", &units[0]][..], &on].concat()).code, 2, "without a basis");
    let error = user.error(1, &[&["result", "reconfirm", &units[0], "--identical"][..], &on].concat());
    assert_eq!(error["code"], "build.not_comparable");
    assert_eq!(user.run(&["ledger", "verify"]).code, 0);
}

#[test]
fn two_builds_are_compared() {
    let (user, units) = with_next_build();
    let (from, to) = ("android 4.2.0", "android 4.3.0");
    let on = ["--assessment", "Wallet 4.3.0, L1"];
    user.must(&[&["result", "set", &units[0], "fail"][..], &on].concat());
    user.must(&[&["result", "reconfirm", &units[2], "--retested"][..], &on].concat());
    let text = user.must(&["build", "compare", from, to]);
    insta::assert_snapshot!(without_ids(&text));
    let compared = user.json(&["build", "compare", from, to]);
    let counts = &compared["counts"];
    assert_eq!((&counts["broken"], &counts["open"]), (&1.into(), &2.into()), "{counts}");
    let all = user.must(&["build", "compare", from, to, "--all"]);
    assert!(all.lines().count() > text.lines().count());
    let error = user.error(1, &["build", "compare", "ios 4.2.0", to]);
    assert_eq!(error["code"], "build.not_comparable");
}

#[test]
fn both_platforms_are_shown_beside_each_other() {
    let user = User::with_assessment();
    let unit = user.units("android", "test")[0].clone();
    user.must(&["result", "set", &unit, "fail", "--build", "android"]);
    insta::assert_snapshot!(user.must(&["verdict", "show", "--side-by-side"]));
}
