//! The board: one page whatever it holds, valid, and readable.

use assay_typeset::protocol::TemplateSource;
use serde_json::{Value, json};

use crate::support::{Outcome, assert_valid, run, text, tool};

/// A board of so many releases, some with names that nobody planned for.
pub(crate) fn board(releases: usize) -> Value {
    let long = "Acme Pay for Business, Corporate and Public-Sector Customers in Central and Eastern Europe";
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    let names = ["Harbour Wallet 4.2.0", long, word, "محفظة المرفأ 4.2.0", "港口钱包 4.2.0"];
    let counts = json!({ "total": 120, "pass": 60, "fail": 3, "not_applicable": 10, "inconclusive": 2, "untested": 45,
        "stale": 0, "disputed": 0 });
    let verdicts = json!({ "total": 24, "pass": 12, "fail": 2, "not_applicable": 1, "inconclusive": 1, "untested": 8,
        "out_of_scope": 0 });
    let platform = |name: &str| {
        json!({ "name": name, "required": counts, "verdicts": verdicts, "accepted": 1,
            "since": "Since 4.1.0 (4103), 31 % decided: 1 control fails that passed there.",
            "review": "Review: 4 returned, 6 waiting for a second person." })
    };
    let row = |at: usize| {
        json!({
            "name": names[at % names.len()], "profile": "L2+R+P", "due": if at.is_multiple_of(2) { "" } else { "2026-12-15, 12 days left" },
            "late": at == 1, "ready": at.is_multiple_of(5),
            "sentence": "Not ready: 2 required controls fail, 1 waiver expired, 4 answers stale, 45 required units untested.",
            "platforms": [platform("Android 4.2.0 (4211)"), platform("iOS 4.2.0 (4.2.0.118)")],
            "accepted": "Accepted by waivers: 1 required control fails.", "pace": "45 units are open, 4 a day until then.",
            "blockers": ["High: The session token lies in clear text, Ines Aalto, by 2026-12-07"], "more_blockers": 2,
            "sign_offs": "2 sign-offs, 1 outdated.", "decided_by": "Zoë Müller, Release manager, 2026-11-28",
            "decision_reason": "The pilot has forty users.", "decision_conditions": "HW-412 fixed and retested.",
            "decision": "Conditional over a closed gate", "remark": if at == 1 { "outdated" } else { "" },
        })
    };
    let waiver = |at: usize| {
        json!({ "label": format!("MASVS-STORAGE-{at}, android"), "app": long, "last_day": "2026-12-01", "ended": at == 1,
        "before_due": if at == 2 { "2026-12-15" } else { "" } })
    };
    let person = |at: usize| json!({ "name": format!("Member {at}"), "work": format!("{long} Android: 64 answers") });
    json!({
        "document": { "format": 1, "id": "0".repeat(32), "created": "2026-11-28T00:00:00Z", "title": "Board",
            "language": "en", "generator": "Assay 0.1.0" },
        "workspace": long, "day": "2026-11-28", "recorded": "2026-11-28T17:16:04Z", "printed_by": "Mara Release", "summary": format!("None of {releases} releases may ship yet."),
        "releases": (0..releases).map(row).collect::<Vec<_>>(),
        "findings": [{ "severity": "Critical", "ages": [1, 0, 0, 0] }, { "severity": "High", "ages": [2, 3, 0, 1] }],
        "waivers": (1..12).map(waiver).collect::<Vec<_>>(),
        "people": (1..12).map(person).collect::<Vec<_>>(),
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
