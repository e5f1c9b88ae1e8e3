//! The board: one page whatever it holds, valid, and readable.

use std::iter;

use assay_proof::{Outcome as Checked, Pages};
use assay_typeset::protocol::TemplateSource;
use serde_json::{Value, json};

use crate::language::{LANGUAGE, with_language};
use crate::support::{Outcome, assert_valid, run, text, tool};

/// A sentence as the data gives it.
fn said(code: &str, values: &[&str], words: &str) -> Value {
    json!({ "code": code, "values": values, "words": words })
}

/// A board of so many releases, some with names that nobody planned for.
pub(crate) fn board(releases: usize) -> Value {
    let long = "Acme Pay for Business, Corporate and Public-Sector Customers in Central and Eastern Europe";
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    let names = ["Harbour Wallet 4.2.0", long, word, "محفظة المرفأ 4.2.0", "港口钱包 4.2.0"];
    let counts = json!({ "total": 120, "pass": 60, "fail": 3, "not_applicable": 10, "inconclusive": 2, "untested": 45,
        "stale": 0, "disputed": 0 });
    let verdicts = json!({ "total": 24, "pass": 12, "fail": 2, "not_applicable": 1, "inconclusive": 1, "untested": 8,
        "out_of_scope": 0 });
    let platform = |name: &str, since: Value| {
        json!({ "name": name, "required": counts, "verdicts": verdicts, "accepted": 1, "since": since,
            "review": [{ "code": "returned", "count": 4 }, { "code": "submitted", "count": 6 },
                { "code": "by_author", "count": 1 }] })
    };
    let changes = ["broken", "first_judged", "still", "mended", "new_findings", "fixed_findings"]
        .map(|code| json!({ "code": code, "count": 1 }));
    let since = json!({ "name": "4.1.0 (4103)", "decided": 31, "changes": changes });
    let reason = |code: &str, count: u32| json!({ "code": code, "count": count, "level": null, "words": "in English", "parts": [] });
    let gate = |open: bool| {
        let held =
            [reason("control_fails", 2), reason("waiver_expired", 1), reason("stale", 4), reason("undecided", 45)];
        json!({ "profile": "L2+R+P", "reasons": if open { json!([]) } else { json!(held) },
            "waived": [reason("control_fails", 1)] })
    };
    let finding = |owner: &str, due: Value, after: bool| {
        json!({ "severity": "high", "id": "", "platform": "", "title": "The session token lies in clear text",
            "owner": owner, "due": due, "after_due": after })
    };
    let control = json!({ "severity": null, "id": "MASVS-CODE-3", "platform": "Android", "owner": "", "due": null,
        "title": "Only components without known weaknesses.", "after_due": false });
    let decision = |outdated: bool| {
        json!({ "choice": "conditional", "over_closed_gate": true, "outdated": outdated, "by": "Zoë Müller",
            "role": "Release manager", "day": "2026-11-28", "reason": "The pilot has forty users.",
            "conditions": "HW-412 fixed and retested." })
    };
    let condition = |by: &str, due: Value, overdue: bool| {
        json!({ "label": "The session token lies in clear text", "approver": "Ruth Ekman", "words": "Below 200 users, and no payments.",
            "by": by, "due": due, "overdue": overdue })
    };
    let row = |at: usize| {
        // Seven with them would not fit on the page.
        let conditions = match releases {
            1 => json!([condition("Tomas Brandt", json!("2026-11-20"), true), condition("", Value::Null, false)]),
            _ => json!([]),
        };
        let ready = at.is_multiple_of(5) && at > 0;
        let due = json!({ "day": "2026-12-15", "days_left": ([12, -1, 0][at % 3]) });
        json!({
            "name": names[at % names.len()], "profile": "L2+R+P", "due": if at == 3 { Value::Null } else { due },
            "ready": ready,
            // Several assessments, none, and one.
            "gates": match at { 1 => json!([gate(false), gate(true), gate(false)]), 2 => json!([]), _ => json!([gate(ready)]) },
            "platforms": [platform("Android 4.2.0 (4211)", since.clone()),
                platform("iOS 4.2.0 (4.2.0.118)", json!({ "name": "4.1.0 (4.1.0.9)", "decided": null, "changes": [] }))],
            "pace": { "open": 45, "a_day": 4 },
            "blockers": [finding("Ines Aalto", json!("2026-12-07"), at == 1), finding("", Value::Null, false), control],
            "more_blockers": 2, "conditions": conditions, "more_conditions": u8::from(releases == 1), "sign_offs": at % 3, "sign_offs_outdated": u8::from(at == 2),
            "decisions": if at == 2 { 2 } else { 1 },
            "decision": if at == 2 { Value::Null } else { decision(at == 1) },
        })
    };
    let waiver = |at: usize| {
        json!({ "label": format!("MASVS-STORAGE-{at}, android"), "app": long, "last_day": "2026-12-01", "ended": at == 1,
        "before_due": if at == 2 { "2026-12-15" } else { "" } })
    };
    let person = |at: usize| {
        json!({ "name": format!("Member {at}"), "more": at % 3,
            "work": [{ "label": "Harbour Wallet 4.2.0", "platform": "Android", "assigned": at % 2, "answers": 64 }] })
    };
    let summary = match releases {
        0 => vec![said("no_release", &[], "There is no release yet.")],
        1 => vec![said("one_held", &[], "The one release may not ship yet.")],
        all => vec![
            said("some_ready", &[&all.to_string(), "1"], &format!("Of {all} releases, 1 may ship.")),
            said("late_one", &[], "One release is late."),
            said("soon_many", &["2"], "2 are due within a week."),
        ],
    };
    let open = json!([{ "label": "Harbour Wallet 4.2.0", "platform": "iOS", "assigned": 349, "answers": 0 }]);
    let nobody = json!({ "name": "", "work": open, "more": 0 });
    json!({
        "document": { "format": 1, "id": "0".repeat(32), "created": "2026-11-28T00:00:00Z", "title": "Board",
            "language": "en", "template": "board", "generator": "Assay 0.1.0" },
        "workspace": long, "day": "2026-11-28", "recorded": "2026-11-28T17:16:04Z", "printed_by": "Mara Release", "summary": summary,
        "releases": (0..releases).map(row).collect::<Vec<_>>(),
        "findings": [{ "severity": "critical", "ages": [1, 0, 0, 0] }, { "severity": "high", "ages": [2, 3, 0, 1] }],
        "waivers": (1..12).map(waiver).collect::<Vec<_>>(),
        "people": iter::once(nobody).chain((1..12).map(person)).collect::<Vec<_>>(),
        "checkpoint": "ab".repeat(32),
    })
}

fn set(data: Value, folder: &std::path::Path) -> Outcome {
    run(TemplateSource::BuiltIn("board".to_owned()), data, vec![], folder)
}

#[test]
fn it_is_one_valid_page_however_much_there_is() {
    for releases in [0, 1, 7, 200] {
        let folder = tempfile::tempdir().expect("a folder");
        let outcome = set(board(releases), folder.path());
        assert_valid(&outcome.pdf());
        assert_eq!(outcome.pages(), 1, "{releases} releases");
        if let Some(said) = tool("qpdf", &["--check", "FILE"], &outcome.path) {
            assert!(said.contains("No syntax or stream encoding errors found"), "{releases} releases: {said}");
        }
        let Some(text) = text(&outcome.path) else { return };
        assert!(text.contains("Board"), "{text}");
        if releases == 200 {
            assert!(text.contains("more releases do not fit on the page"), "{text}");
        }
        if releases == 7 {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for wanted in [
                "Of 7 releases, 1 may ship. One release is late. 2 are due within a week.",
                "2026-12-15, 1 day late",
                "2026-12-15, today",
                "Not ready: L2+R+P has 2 required controls fail, 1 waiver expired, 4 answers stale, 45 required units untested; L2+R+P has",
                "Not ready: no assessment measures it.",
                "2 decisions, disputed",
                "closed gate, outdated",
                "2 sign-offs, 1 outdated.",
                "by 2026-12-07, after the release is due",
            ] {
                assert!(words.contains(wanted), "{wanted}: {words}");
            }
        }
        if releases == 1 {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for wanted in [
                "Harbour Wallet 4.2.0",
                "2 required controls fail",
                "Conditional",
                "Critical",
                "Accepted by waivers",
                "HW-412 fixed and retested.",
                "The pilot has forty users.",
                "Ines Aalto",
                "expired on 2026-12-01",
                "before the release is due",
                "printed by Mara Release",
                "17:16 UTC",
                "4 a day until then",
                "Bars, required units",
                "The one release may not ship yet.",
                "2026-12-15, 12 days left",
                "1 waiver expired, 4 answers stale, 45 required units untested.",
                "High: The session token lies in clear text, Ines Aalto, by 2026-12-07",
                "no owner, no day set",
                "MASVS-CODE-3, Android: Only components without known weaknesses, no finding was opened",
                "Since 4.1.0 (4103), 31 % decided: 1 control fails that passed there, 1 fails that was not decided there",
                "4.1.0 (4.1.0.9) was not assessed.",
                "Review: 4 returned, 6 waiting for a second person, 1 approved by nobody but the author.",
                "Conditional over a closed gate",
                "Zoë Müller, Release manager, 2026-11-28",
                "Nobody has signed off.",
                "1 unit to do, 64 answers",
                "Nobody yet: Harbour Wallet 4.2.0 iOS: 349 units to do",
            ] {
                assert!(words.contains(wanted), "{wanted}: {words}");
            }
        }
    }
}

#[test]
fn nothing_at_all_is_a_page_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = board(0);
    for list in ["findings", "waivers", "people"] {
        data[list] = json!([]);
    }
    let outcome = set(data, folder.path());
    assert_valid(&outcome.pdf());
    assert_eq!(outcome.pages(), 1);
    let Some(text) = text(&outcome.path) else { return };
    assert!(text.contains("Nobody has stated a result yet"), "{text}");
}

/// Every sentence on all releases, as a library makes it.
fn every_summary() -> Vec<Value> {
    vec![
        said("no_release", &[], "There is no release yet."),
        said("one_ready", &[], "The one release may ship."),
        said("one_held", &[], "The one release may not ship yet."),
        said("all_held", &["13"], "None of 13 releases may ship yet."),
        said("some_ready", &["13", "4"], "Of 13 releases, 4 may ship."),
        said("late_one", &[], "One release is late."),
        said("late_many", &["3"], "3 releases are late."),
        said("soon_one", &[], "One is due within a week."),
        said("soon_many", &["3"], "3 are due within a week."),
        said("outdated_one", &[], "One decision is outdated."),
        said("outdated_many", &["3"], "3 decisions are outdated."),
        said("outdated_over_one", &[], "One decision is outdated: it was to ship over a closed gate."),
        said("outdated_over_many", &["3"], "3 decisions are outdated: they were to ship over closed gates."),
        said("over_one", &[], "One was decided to ship over its closed gate."),
        said("over_many", &["3"], "3 were decided to ship over their closed gates."),
        said("of_a_later_version", &["3"], "Three of them glow."),
    ]
}

#[test]
fn what_is_said_of_all_releases_is_read_back_in_every_language() {
    for language in ["en", LANGUAGE] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut data = board(3);
        data["document"]["language"] = language.into();
        data["summary"] = every_summary().into();
        let outcome = run(with_language("board", folder.path()), data.clone(), vec![], folder.path());
        assert_valid(&outcome.pdf());
        let pages = assay_proof::Pages::of(&outcome.pdf()).expect("it can be read");
        let check = pages.agree_with(&data);
        assert_eq!(check.outcome, assay_proof::Outcome::Holds, "{language}: {check:?}");
        for at in 0..every_summary().len() {
            let sentence = &every_summary()[at];
            // Another number or, where there is none, another sentence.
            let numbers = sentence["values"].as_array().map_or(0, Vec::len);
            let forged = if numbers == 0 || sentence["code"] == "of_a_later_version" {
                said("soon_many", &["9"], "9 are due within a week.")
            } else {
                said(sentence["code"].as_str().expect("a code"), &["5", "5"], "5")
            };
            let mut with = data.clone();
            with["summary"][at] = forged;
            let check = pages.agree_with(&with);
            assert_eq!(check.outcome, assay_proof::Outcome::Fails, "{language}, {sentence}: {check:?}");
        }
        if language == "en" {
            let Some(text) = text(&outcome.path) else { return };
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for sentence in every_summary() {
                assert!(words.contains(sentence["words"].as_str().expect("words")), "{sentence}: {words}");
            }
        }
    }
}

#[test]
fn no_untouched_board_is_accused() {
    for releases in [0, 1, 2, 7, 24, 25, 200] {
        let folder = tempfile::tempdir().expect("a folder");
        let data = board(releases);
        let pages = Pages::of(&set(data.clone(), folder.path()).pdf()).expect("it can be read");
        let check = pages.agree_with(&data);
        assert_eq!(check.outcome, Checked::Holds, "{releases} releases: {check:?}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = board(0);
    for list in ["findings", "waivers", "people"] {
        data[list] = json!([]);
    }
    let pages = Pages::of(&set(data.clone(), folder.path()).pdf()).expect("it can be read");
    assert_eq!(pages.agree_with(&data).outcome, Checked::Holds, "{:?}", pages.agree_with(&data));
}

/// What is changed in a board of seven releases, or of one.
fn forgeries() -> Vec<(&'static str, Value)> {
    vec![
        ("/workspace", json!("Another workspace")),
        ("/day", json!("2026-11-27")),
        ("/recorded", json!("2026-11-28T17:17:00Z")),
        ("/printed_by", json!("Somebody Else")),
        ("/checkpoint", json!("cd".repeat(32))),
        ("/releases/0/name", json!("Harbour Wallet 4.2.1")),
        ("/releases/0/profile", json!("L1")),
        ("/releases/0/due/day", json!("2026-12-14")),
        ("/releases/0/due/days_left", json!(2)),
        ("/releases/0/due", json!(null)),
        ("/releases/0/gates/0/reasons", json!([])),
        ("/releases/0/gates/0/reasons/0/count", json!(1)),
        ("/releases/0/gates/0/reasons/0/code", json!("inconclusive")),
        ("/releases/0/gates/0/waived", json!([])),
        ("/releases/0/pace/open", json!(4)),
        ("/releases/0/pace/a_day", json!(1)),
        ("/releases/0/blockers/0/severity", json!("low")),
        ("/releases/0/blockers/0/title", json!("Nothing of note")),
        ("/releases/0/blockers/0/owner", json!("Somebody Else")),
        ("/releases/0/blockers/0/due", json!("2026-12-01")),
        ("/releases/0/blockers/0/after_due", json!(true)),
        ("/releases/0/blockers/2/id", json!("MASVS-CODE-4")),
        ("/releases/0/blockers/2/platform", json!("iOS")),
        ("/releases/0/blockers", json!([])),
        ("/releases/0/more_blockers", json!(0)),
        ("/releases/0/conditions/0/label", json!("Nothing of note")),
        ("/releases/0/conditions/0/approver", json!("Somebody Else")),
        ("/releases/0/conditions/0/words", json!("Below 900 users.")),
        ("/releases/0/conditions/0/by", json!("Somebody Else")),
        ("/releases/0/conditions/0/due", json!("2027-11-20")),
        ("/releases/0/conditions/0/overdue", json!(false)),
        ("/releases/0/conditions/1/by", json!("Somebody Else")),
        ("/releases/0/conditions", json!([])),
        ("/releases/0/more_conditions", json!(0)),
        ("/releases/0/platforms/0/name", json!("Android 4.2.0 (4212)")),
        ("/releases/0/platforms/0/required/untested", json!(0)),
        ("/releases/0/platforms/0/verdicts/fail", json!(0)),
        ("/releases/0/platforms/0/verdicts/pass", json!(13)),
        ("/releases/0/platforms/0/accepted", json!(2)),
        ("/releases/0/platforms/0/since/decided", json!(91)),
        ("/releases/0/platforms/0/since/changes/0/count", json!(2)),
        ("/releases/0/platforms/0/since", json!(null)),
        ("/releases/0/platforms/1/review/1/count", json!(5)),
        ("/releases/0/platforms/1", json!(null)),
        ("/releases/0/decision/choice", json!("go")),
        ("/releases/0/decision/over_closed_gate", json!(false)),
        ("/releases/0/decision/outdated", json!(true)),
        ("/releases/0/decision/by", json!("Somebody Else")),
        ("/releases/0/decision/role", json!("Owner")),
        ("/releases/0/decision/day", json!("2026-11-27")),
        ("/releases/0/decision/reason", json!("Because we may.")),
        ("/releases/0/decision/conditions", json!("")),
        ("/releases/0/decision", json!(null)),
        ("/releases/0/decisions", json!(2)),
        ("/releases/0/sign_offs", json!(1)),
        ("/findings/0/ages/0", json!(0)),
        ("/findings/1/ages/1", json!(2)),
        ("/findings/1/severity", json!("low")),
        ("/waivers/0/label", json!("MASVS-CODE-1, ios")),
        ("/waivers/0/last_day", json!("2027-12-01")),
        ("/waivers/0/ended", json!(false)),
        ("/waivers/1/before_due", json!("")),
        ("/people/0/name", json!("Somebody")),
        ("/people/0/work/0/assigned", json!(9)),
        ("/people/0/work/0/answers", json!(9)),
        ("/people/1/more", json!(0)),
    ]
}

#[test]
fn every_row_and_number_of_a_board_is_compared() {
    for releases in [1, 7] {
        let folder = tempfile::tempdir().expect("a folder");
        let data = board(releases);
        let pages = Pages::of(&set(data.clone(), folder.path()).pdf()).expect("it can be read");
        let mut missed = Vec::new();
        let of_conditions =
            |at: &str| at.starts_with("/releases/0/") && at.contains("conditions") && !at.contains("decision");
        for (at, to) in forgeries().into_iter().filter(|(at, _)| releases == 1 || !of_conditions(at)) {
            let mut forged = data.clone();
            let place = forged.pointer_mut(at).unwrap_or_else(|| panic!("{at}"));
            assert_ne!(*place, to, "{at}");
            *place = to;
            if at.ends_with("platforms/1") {
                forged["releases"][0]["platforms"].as_array_mut().expect("platforms").pop();
            }
            if pages.agree_with(&forged).outcome != Checked::Fails {
                missed.push(at);
            }
        }
        assert!(missed.is_empty(), "{releases} releases, these are not caught: {missed:?}");
        // A release left out, or one more.
        for many in [releases - 1, releases + 1] {
            let mut forged = board(many);
            forged["summary"] = data["summary"].clone();
            assert_eq!(pages.agree_with(&forged).outcome, Checked::Fails, "{many} releases");
        }
    }
    // In another language people's words and most numbers are.
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = board(1);
    data["document"]["language"] = LANGUAGE.into();
    let outcome = run(with_language("board", folder.path()), data.clone(), vec![], folder.path());
    let pages = Pages::of(&outcome.pdf()).expect("it can be read");
    assert_eq!(pages.agree_with(&data).outcome, Checked::Holds, "{:?}", pages.agree_with(&data));
    for at in [
        "/releases/0/name",
        "/releases/0/due/day",
        "/releases/0/due/days_left",
        "/releases/0/pace/open",
        "/releases/0/blockers/0/title",
        "/releases/0/conditions/0/words",
        "/releases/0/platforms/0/name",
        "/releases/0/decision/choice",
        "/releases/0/decision/by",
        "/releases/0/decision/reason",
        "/findings/1/severity",
        "/findings/1/ages/1",
        "/waivers/0/last_day",
        "/people/0/name",
    ] {
        let (_, to) = forgeries().into_iter().find(|(place, _)| *place == at).expect(at);
        let mut forged = data.clone();
        // A number that stands elsewhere too is not missed.
        *forged.pointer_mut(at).expect(at) = if to.is_number() { json!(777) } else { to };
        assert_eq!(pages.agree_with(&forged).outcome, Checked::Fails, "{at}");
    }
}
