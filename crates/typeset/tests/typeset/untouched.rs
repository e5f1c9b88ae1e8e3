//! Nobody is accused: what was printed of the data that is attached holds, whatever is in it.

use assay_proof::{Outcome, Pages};
use assay_report::model::Disclosure;
use assay_typeset::protocol::TemplateSource;
use serde_json::{Value, json};

use crate::board::board;
use crate::language::LANGUAGE;
use crate::printed::{names, printed};
use crate::support::{masa, run, small, template};

#[test]
fn no_untouched_report_is_accused_whatever_its_template_level_or_language() {
    for name in names() {
        for level in Disclosure::ALL {
            let (pages, data) = printed(name, level, "en");
            let check = pages.agree_with(&data);
            assert_eq!(check.outcome, Outcome::Holds, "{name}, {level:?}: {check:?}");
            assert_eq!(pages.letters().outcome, Outcome::Holds, "{name}, {level:?}: {:?}", pages.letters());
            // A copy of the template is the user's own: it is not accused of what it leaves out.
            let mut own = data;
            own["document"]["template"] = json!("");
            let check = pages.agree_with(&own);
            assert_ne!(check.outcome, Outcome::Fails, "a copy of {name}, {level:?}: {check:?}");
        }
        let (pages, data) = printed(name, Disclosure::Internal, LANGUAGE);
        let check = pages.agree_with(&data);
        assert_eq!((check.outcome, check.details.len()), (Outcome::Holds, 0), "{name}, {LANGUAGE}: {check:?}");
        assert_eq!(pages.letters().outcome, Outcome::Holds, "{name}, {LANGUAGE}: {:?}", pages.letters());
    }
}

#[test]
fn long_words_and_long_texts_on_the_first_page_accuse_no_report() {
    let vector = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N as scored by hand";
    let word = "Donaudampfschifffahrt".repeat(20);
    let sentences = "a sentence of some length that goes on. ".repeat(60);
    for (customer, place, title) in [(word.as_str(), "Zürich", "Round one"), ("Lumen", sentences.as_str(), vector)] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut data = small();
        data["document"]["template"] = json!("assessment");
        data["engagement"]["customer"] = json!(customer);
        data["engagement"]["place"] = json!(place);
        data["cover"]["title"] = json!(title);
        let source = TemplateSource::BuiltIn("assessment".to_owned());
        let pages = Pages::of(&run(source, data.clone(), vec![], folder.path()).pdf()).expect("it can be read");
        assert_eq!(pages.agree_with(&data).outcome, Outcome::Holds, "{:?}", pages.agree_with(&data));
    }
}

#[test]
fn a_template_that_prints_little_is_not_accused() {
    let folder = tempfile::tempdir().expect("a folder");
    let main = "#let data = json(\"/data.json\")\n#set document(title: data.document.title)\n= Own\n\
        #for finding in data.findings [F-#finding.number #finding.title #parbreak()]\n\
        #for unit in data.units [#unit.label #unit.title #parbreak()]";
    let data = masa();
    let pages = Pages::of(&run(template(folder.path(), main), data.clone(), vec![], folder.path()).pdf())
        .expect("it can be read");
    assert_eq!(pages.agree_with(&data).outcome, Outcome::Open);
}

#[test]
fn what_is_printed_beside_results_may_name_controls_and_units_without_titles() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = masa();
    data["document"]["template"] = json!("assessment");
    // Known by their labels alone, which stand in the lines of others too: a unit's weakness, the title of a weakness.
    for unit in data["units"].as_array_mut().expect("units").iter_mut().filter(|it| it["label"] == "MASWE-0010") {
        unit["title"] = json!("");
    }
    let control = &mut data["groups"][0]["controls"][0];
    control["summary"] = json!("\u{1f44d} is what it asks");
    for verdict in control["verdicts"].as_array_mut().expect("verdicts") {
        verdict["weaknesses"][0]["title"] = json!("MASVS-STORAGE-1 and others");
    }
    let source = TemplateSource::BuiltIn("assessment".to_owned());
    let pages = Pages::of(&run(source, data.clone(), vec![], folder.path()).pdf()).expect("it can be read");
    let check = pages.agree_with(&data);
    assert_eq!(check.outcome, Outcome::Holds, "{check:?}");
    // What is forged in them is found all the same.
    let forged = |at: &str, to: &str| {
        let mut forged = data.clone();
        *forged.pointer_mut(at).expect("it is there") = json!(to);
        pages.agree_with(&forged)
    };
    let label = "/groups/0/controls/0/verdicts/0/weaknesses/0/units/0/label";
    for check in [forged(label, "MASTG-TEST-0999"), forged("/units/18/answers/0/state", "disputed")] {
        assert_eq!(check.outcome, Outcome::Fails, "{check:?}");
    }
}

#[test]
fn a_note_that_names_another_unit_is_not_accused() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = masa();
    data["document"]["template"] = json!("assessment");
    let other = format!(
        "{} {}",
        data["units"][3]["label"].as_str().expect("a label"),
        data["units"][3]["title"].as_str().expect("a title")
    );
    let words = format!("{other} asks the same, and so does {other}, which comes later.");
    data["units"][0]["answers"][0]["statements"][0]["note"] = json!({ "redacted": false,
        "blocks": [{ "kind": "paragraph", "inlines": [{ "kind": "text", "text": words }] }] });
    let outcome = run(TemplateSource::BuiltIn("assessment".to_owned()), data.clone(), vec![], folder.path());
    let check = Pages::of(&outcome.pdf()).expect("it can be read").agree_with(&data);
    assert_eq!(check.outcome, Outcome::Holds, "{check:?}");
}

#[test]
fn tables_in_notes_that_go_over_pages_accuse_no_report_and_are_compared_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = masa();
    data["document"]["template"] = json!("assessment");
    // Cells of several lines, told apart by their words, of which some stand where a page ends; one is longer than a page.
    let cell = |row: usize, column: usize, many: usize| {
        let words: Vec<String> = (0..many).map(|word| format!("w{row}c{column}n{word}")).collect();
        json!([{ "kind": "text", "text": words.join(" ") }])
    };
    let rows: Vec<Value> = (0..40)
        .map(|row| {
            let many = if row == 20 { 900 } else { 10 + row * 3 % 40 };
            json!([cell(row, 0, many), cell(row, 1, many / 2)])
        })
        .collect();
    let plain = |words: &str| json!([{ "kind": "text", "text": words }]);
    data["units"][0]["answers"][0]["statements"][0]["note"] = json!({ "redacted": false, "blocks": [
        { "kind": "table", "head": [plain("Request"), plain("Answer")], "rows": rows },
        { "kind": "paragraph", "inlines": plain("Every answer was stored beside its request.") },
    ] });
    let outcome = run(TemplateSource::BuiltIn("assessment".to_owned()), data.clone(), vec![], folder.path());
    let pages = Pages::of(&outcome.pdf()).expect("it can be read");
    let check = pages.agree_with(&data);
    assert_eq!(check.outcome, Outcome::Holds, "{check:?}");
    let blocks = "/units/0/answers/0/statements/0/note/blocks";
    for (at, to) in [
        ("0/rows/3/1/0/text", "w3c1n0 and nothing else"),
        ("0/rows/30/0/0/text", "forged"),
        ("1/inlines/0/text", "No answer was stored beside its request."),
    ] {
        let mut forged = data.clone();
        *forged.pointer_mut(&format!("{blocks}/{at}")).expect("a place") = json!(to);
        assert_eq!(pages.agree_with(&forged).outcome, Outcome::Fails, "{at}");
    }
}

#[test]
fn what_is_printed_of_a_finding_or_a_waiver_may_name_others() {
    let vector = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N";
    let mut data = masa();
    data["waivers"][0]["approver"] = json!("W-2 and F-2");
    data["waivers"][0]["role"] = json!("F-2");
    // What is very long is cut, here within the number of another waiver.
    data["waivers"][0]["reason"] = json!(format!("{}abc W-2 and nothing else", "word ".repeat(35)));
    data["waivers"][0]["conditions"] = json!("Below 200 users, as W-2 has it.");
    data["findings"][0]["ticket"] = json!("F-2");
    data["findings"][0]["owner"] = json!(&vector[..60]);
    data["findings"][0]["evidence"] = json!([1]);
    data["evidence"][0]["caption"] = json!("F-2 shows it too, and F-2 again");
    for name in ["assessment", "executive", "remediation"] {
        let folder = tempfile::tempdir().expect("a folder");
        data["document"]["template"] = json!(name);
        let outcome = run(TemplateSource::BuiltIn(name.to_owned()), data.clone(), vec![], folder.path());
        let check = Pages::of(&outcome.pdf()).expect("it can be read").agree_with(&data);
        assert_eq!(check.outcome, Outcome::Holds, "{name}: {check:?}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = board(1);
    data["releases"][0]["blockers"][0]["title"] = json!(format!("{}{}", "word ".repeat(24), &vector[..60]));
    let pages = Pages::of(&run(TemplateSource::BuiltIn("board".to_owned()), data.clone(), vec![], folder.path()).pdf());
    let check = pages.expect("it can be read").agree_with(&data);
    assert_eq!(check.outcome, Outcome::Holds, "{check:?}");
}
