//! Assessments by industry profiles: they open, say why each thing is in, and show what they cite.

use serde_json::Value;

use crate::user::User;

/// The rows of a build's checklist.
fn rows(user: &User, assessment: &str, build: &str) -> Vec<Value> {
    let shown = user.run(&["assessment", "show", assessment, "--build", build, "--json"]).json();
    shown["checklist"]["rows"].as_array().unwrap().clone()
}

fn words(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

#[test]
fn each_industry_profile_opens_explains_every_inclusion_and_shows_its_citations() {
    let user = User::with_assessment();
    for (profile, answers) in [
        ("fintech", ["role=payment-service-provider", "jurisdiction=eu", "data=payment"]),
        ("healthcare", ["role=covered-entity", "jurisdiction=us", "data=health"]),
        ("enterprise", ["feature=webview", "jurisdiction=eu", "data=personal"]),
    ] {
        let mut open = vec!["assessment", "open", "4.2.0", "--profile", profile, "--title", profile];
        open.extend(answers.iter().flat_map(|answer| ["--answer", answer]));
        user.must(&open);
        let units = rows(&user, profile, "android");
        let own: Vec<&Value> = units.iter().filter(|row| !words(&row["control"]).starts_with("MASVS-")).collect();
        assert!(own.len() > 40, "{profile} has {} rows of its own", own.len());
        let mut cited = 0;
        // Every requirement; of the tests, which other tests look at, a few.
        for row in own.iter().step_by(7) {
            let (unit, label) = (words(&row["unit"]), words(&row["label"]));
            let shown =
                user.run(&["result", "show", unit, "--assessment", profile, "--build", "android", "--json"]).json();
            let because = shown["because"].as_array().unwrap();
            assert!(!because.is_empty() && because.iter().all(|it| !words(it).is_empty()), "{profile}: {label}");
            assert_eq!(words(&shown["asks"]["requirement"]["id"]), label);
            for citation in shown["asks"]["citations"].as_array().unwrap() {
                cited += 1;
                assert!(!words(&citation["source"]["edition"]).is_empty(), "{citation}");
                assert!(!words(&citation["source"]["binds"]).is_empty(), "{citation}");
            }
        }
        assert!(cited > 0, "{profile} cites nothing");
    }
}

/// The last day of next year, by the clock of the program.
fn end_of_next_year(user: &User) -> String {
    let apps = user.run(&["app", "list", "--json"]).json();
    let year: u32 = words(&apps[0]["added"]["at"])[..4].parse().unwrap();
    format!("{}-12-31", year + 1)
}

#[test]
fn what_is_about_the_back_end_is_answered_once_and_shows_on_both_platforms() {
    let user = User::with_assessment();
    user.must(&["assessment", "open", "4.2.0", "--profile", "fintech", "--title", "pay"]);
    let on = ["--assessment", "pay"];
    let set = ["result", "set", "API-1", "pass", "--method", "Reading", "--note", "Every call is checked."];
    let error = user.run(&[&set[..], &on, &["--json"]].concat()).error(1);
    assert_eq!(error["code"], "result.validity_missing");
    let far = user.run(&[&set[..], &on, &["--valid-until", "2099-12-31", "--json"]].concat()).error(1);
    assert_eq!(far["code"], "result.validity_far");
    let last = end_of_next_year(&user);
    user.must(&[&set[..], &on, &["--valid-until", &last]].concat());
    for build in ["android", "ios"] {
        let rows = rows(&user, "pay", build);
        let row = rows.iter().find(|row| row["label"] == "API-1").unwrap();
        assert_eq!((&row["state"], &row["subject"]), (&"pass".into(), &"back-end".into()), "{build}");
        assert_eq!((&row["valid_until"], &row["answered_by"]), (&last.as_str().into(), &"Ada Example".into()));
    }
    let shown = user.must(&[&["result", "show", "API-1"][..], &on].concat());
    assert!(shown.contains("About the back end of Wallet"), "{shown}");
    assert!(shown.contains(&format!("Valid until {last}")), "{shown}");
}

#[test]
fn addressable_specifications_are_decided_one_by_one() {
    let user = User::with_assessment();
    user.must(&["assessment", "open", "4.2.0", "--profile", "healthcare", "--title", "care"]);
    let set = ["result", "set", "HLT-2.3", "pass", "--method", "Using", "--note", "It locks.", "--assessment", "care"];
    let on = ["--build", "android"];
    let error = user.run(&[&set[..], &on, &["--json"]].concat()).error(1);
    assert_eq!(error["code"], "result.addressable_undecided");
    let error = user.run(&[&set[..], &on, &["--decision", "164.312(a)(2)(iii)=neither", "--json"]].concat()).error(1);
    assert_eq!(error["code"], "result.addressable_undocumented");
    let show = ["result", "show", "HLT-2.3", "--assessment", "care", "--build", "android"];
    let asks = user.run(&[&show[..], &["--json"]].concat()).json()["asks"].take();
    let decisions: Vec<String> = asks["citations"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["citation"]["flag"] == "addressable")
        .map(|it| format!("{}=equivalent: The system locks, see policy 4", words(&it["citation"]["clause"])))
        .collect();
    let mut decided = [&set[..], &on].concat();
    decided.extend(decisions.iter().flat_map(|it| ["--decision", it.as_str()]));
    user.must(&decided);
    let shown = user.must(&show);
    assert!(shown.contains("hipaa 164.312(a)(2)(iii): equivalent. The system locks, see policy 4"), "{shown}");
}
