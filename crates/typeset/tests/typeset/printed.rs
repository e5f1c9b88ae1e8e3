//! What is printed is what the attached data says: read back from the pages of every template, at every level, in English
//! and in another language; and every kind of forgery is named.

use assay_proof::{Check, Outcome, Pages};
use assay_report::model::{Disclosure, ReportData};
use assay_typeset::builtin::BUILT_IN;
use assay_typeset::protocol::TemplateSource;
use serde_json::{Value, json};

use crate::language::{LANGUAGE, with_language};
use crate::support::{masa, run, screenshot, small, stored, template, with_pictures};

/// The sample as it is at a level, for a template.
fn data(template: &str, level: Disclosure, picture: &assay_typeset::protocol::ImageSource) -> Value {
    let mut report: ReportData =
        serde_json::from_value(with_pictures(masa(), std::slice::from_ref(picture))).expect("data");
    report.document.disclosure = level;
    template.clone_into(&mut report.document.template);
    assay_report::disclose(&mut report);
    serde_json::to_value(&report).expect("plain data")
}

/// The pages of a template at a level, with the data that they print.
fn printed(name: &str, level: Disclosure, language: &str) -> (Pages, Value) {
    let folder = tempfile::tempdir().expect("a folder");
    let picture = stored(folder.path(), &screenshot(300, 500));
    let mut data = data(name, level, &picture);
    data["document"]["language"] = language.into();
    let source =
        if language == "en" { TemplateSource::BuiltIn(name.to_owned()) } else { with_language(name, folder.path()) };
    let outcome = run(source, data.clone(), vec![picture], folder.path());
    (Pages::of(&outcome.pdf()).expect("it can be read"), data)
}

/// The templates over the report's data. The board has data of its own, which is not attached.
fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|it| it.name).filter(|name| *name != "board")
}

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

/// What is changed in the data, how it is named, and in which templates it is caught.
struct Forgery {
    what: &'static str,
    at: &'static str,
    to: Value,
    named: &'static str,
    caught_in: &'static [&'static str],
}

fn forgery(at: &'static str, to: impl Into<Value>, named: &'static str, caught_in: &'static [&'static str]) -> Forgery {
    Forgery { what: at, at, to: to.into(), named, caught_in }
}

const ALL: &[&str] = &["assessment", "executive", "remediation", "masa", "applicability"];

/// What a report says of itself.
fn forged_facts() -> Vec<Forgery> {
    let whole: &[&str] = &["assessment"];
    vec![
        forgery("/cover/app", "Another App", "the app", ALL),
        forgery("/cover/release", "9.9.9", "its release", ALL),
        forgery("/document/number", "NL-2020-0001", "the report", ALL),
        forgery("/document/disclosure", "public", "its level of disclosure", ALL),
        forgery("/engagement/customer", "Somebody Else Ltd", "its customer", ALL),
        forgery("/engagement/laboratory", "Another Laboratory", "its laboratory", ALL),
        forgery("/engagement/authorised_by", "Somebody Else", "who authorised it", ALL),
        forgery("/engagement/received", "2020-01-01", "when builds were received", ALL),
        forgery("/cover/profile", "L9", "its profile", ALL),
        forgery("/cover/assessors/0", "Somebody Else", "its assessors", ALL),
        forgery("/catalogues/0/version", "9.9.9", "what it was measured by", ALL),
        forgery("/catalogues/0/licence", "Public domain", "its licence", whole),
        forgery("/catalogues/1/publisher", "Somebody Else", "its publisher", whole),
        forgery("/ledger/entries", 7, "the number of entries", whole),
        forgery("/ledger/assessment_entries", 7, "the number of entries", whole),
        forgery("/ledger/checkpoint/devices/0/size", 7, "its entries or its root", whole),
        forgery("/ledger/workspace", "00000000-0000-4000-8000-000000000000", "its workspace", whole),
    ]
}

fn forgeries() -> Vec<Forgery> {
    let mut all = forged_parts();
    all.extend(forged_facts());
    all
}

fn forged_parts() -> Vec<Forgery> {
    let whole: &[&str] = &["assessment"];
    let paragraph = |words: &str| json!({ "redacted": false, "blocks": [{ "kind": "paragraph", "inlines": [{ "kind": "text", "text": words }] }] });
    let digest = "5e".repeat(32);
    vec![
        forgery(
            "/builds/0/artefact/sha256",
            digest.clone(),
            "A digest",
            &["assessment", "executive", "masa", "applicability"],
        ),
        forgery(
            "/builds/1/artefact/file_name",
            "other.ipa",
            "the name of its file",
            &["assessment", "executive", "masa", "applicability"],
        ),
        forgery("/builds/0/signing_certificate", digest.clone(), "A digest", whole),
        forgery("/builds/0/commit", "5e".repeat(20), "its commit", whole),
        forgery("/ledger/checkpoint/root", digest.clone(), "A digest", ALL),
        forgery("/evidence/1/content/sha256", digest.clone(), "digest", &["assessment", "masa"]),
        forgery("/evidence/1/content/name", "other.har", "evidence", &["assessment", "masa"]),
        forgery("/evidence/1/caption", "Nothing to be seen", "caption", whole),
        forgery("/evidence/1/added/by", "Somebody Else", "who added it", whole),
        forgery("/evidence/1/added/at", "2020-01-01T00:00:00Z", "when it was added", whole),
        forgery("/findings/0/title", "Nothing of note", "its title", &["assessment", "executive", "remediation"]),
        forgery("/findings/0/severity", "low", "its severity", &["assessment", "executive", "remediation"]),
        forgery(
            "/findings/0/vector",
            "CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
            "vector",
            &["assessment", "remediation"],
        ),
        forgery("/findings/0/score", "1.0", "finding F-1", &["assessment", "executive", "remediation"]),
        forgery("/findings/0/owner", "Nobody There", "its owner", &["assessment", "executive", "remediation"]),
        forgery(
            "/findings/0/remedy",
            paragraph("Leave everything as it stands."),
            "its remedy",
            &["assessment", "remediation"],
        ),
        forgery("/findings/0/steps", paragraph("Look elsewhere."), "its steps", &["assessment", "remediation"]),
        forgery("/waivers/0/approver", "Somebody Else", "its approver", &["assessment", "executive"]),
        forgery("/waivers/0/until", "2029-12-31", "its last day", &["assessment", "executive"]),
        forgery("/waivers/0/reason", "Because we may", "its reason", whole),
        forgery("/waivers/1/standing", "in_force", "standing", whole),
        forgery("/sign_offs/0/given/by", "Somebody Else", "who it is of", &["assessment", "executive"]),
        forgery("/sign_offs/0/given/at", "2020-01-01T00:00:00Z", "it is not there", &["executive"]),
        forgery("/sign_offs/0/role", "approver", "who it is of", &["assessment", "executive"]),
        forgery("/sign_offs/0/statement", "I promise nothing", "what was signed", whole),
        forgery("/sign_offs/0/checkpoint", digest.clone(), "its checkpoint", whole),
        forgery("/engagement/people/0/answers", 99, "the person", whole),
        forgery("/engagement/people/0/roles/0", "approver", "the person", whole),
        forgery("/engagement/people/1/reviews", 99, "what they contributed", whole),
        forgery("/engagement/people/1/roles/2", "approver", "a role", whole),
        forgery("/engagement/devices/0/rooted", false, "the device", whole),
        forgery("/engagement/devices/1/system_version", "Android 9", "the device", whole),
        forgery("/engagement/tools/1/version", "9.9", "the tool", whole),
        forgery("/readiness/decisions/0/choice", "go", "the decision", &["assessment", "executive"]),
        forgery("/readiness/decisions/0/over_closed_gate", false, "the decision", &["assessment", "executive"]),
        forgery("/readiness/decisions/0/stated/at", "2026-11-13T11:21:00Z", "when it was decided", whole),
        forgery("/readiness/decisions/0/checkpoint", digest.clone(), "A digest", &["assessment", "executive"]),
        forgery("/readiness/decisions/0/reason", "Everything is well.", "its reason", &["assessment", "executive"]),
        forgery("/readiness/decisions/0/conditions", "None at all.", "its conditions", &["assessment", "executive"]),
        forgery("/crosswalk/0/clauses/0/clause", "99.99", "a clause", whole),
        forgery("/crosswalk/0/clauses/0/units/0/answers/0/state", "out_of_scope", "a result of a clause", whole),
        forgery("/crosswalk/0/edition", "Edition of 1873", "its edition", whole),
        forgery("/groups/0/controls/0/verdicts/0/explanation", "All was well there.", "why", &["assessment", "masa"]),
        // What is there at every level.
        forgery("/builds/0/package_id", "org.example.other", "its package", whole),
        forgery("/builds/0/version_name", "9.9.9", "", whole),
        forgery("/builds/0/version_code", "99999", "", whole),
        forgery("/builds/1/version_name", "9.9.9", "", whole),
        forgery("/builds/1/artefact/sha256", digest.clone(), "A digest", whole),
        forgery("/ledger/checkpoint/devices/0/root", digest.clone(), "A digest", whole),
        forgery("/catalogues/0/digest", digest.clone(), "A digest", whole),
        forgery("/catalogues/1/digest", digest.clone(), "A digest", whole),
        forgery("/groups/0/controls/0/verdicts/0/verdict", "out_of_scope", "", whole),
        forgery("/groups/0/controls/0/verdicts/1/verdict", "out_of_scope", "", whole),
        forgery("/groups/1/controls/0/verdicts/0/verdict", "out_of_scope", "", whole),
        forgery("/waivers/0/standing", "withdrawn", "", whole),
        forgery("/waivers/0/severity", "low", "", whole),
        forgery("/waivers/1/until", "2029-12-31", "", whole),
        forgery("/sign_offs/1/given/at", "2020-01-01T00:00:00Z", "it is not there", whole),
        forgery("/sign_offs/1/checkpoint", digest.clone(), "", whole),
        forgery("/sign_offs/1/role", "approver", "", whole),
    ]
}

fn named(check: &Check, forgery: &Forgery) -> bool {
    check.outcome == Outcome::Fails && check.sentence.contains(forgery.named)
}

#[test]
fn every_kind_of_forgery_is_caught_and_named() {
    for name in names() {
        let (pages, data) = printed(name, Disclosure::Internal, "en");
        for forgery in forgeries().iter().filter(|it| it.caught_in.contains(&name)) {
            let mut forged = data.clone();
            *forged.pointer_mut(forgery.at).unwrap_or_else(|| panic!("{}", forgery.at)) = forgery.to.clone();
            let check = pages.agree_with(&forged);
            assert!(named(&check, forgery), "{name}, {}: {check:?}", forgery.what);
        }
    }
}

/// How many kinds are caught at each level, at least.
const KINDS: usize = 20;

#[test]
fn at_each_level_of_disclosure_twenty_kinds_of_forgery_are_caught() {
    for level in Disclosure::ALL {
        let (pages, data) = printed("assessment", level, "en");
        let (mut caught, mut missed) = (0, Vec::new());
        for forgery in forgeries().iter().filter(|it| it.caught_in.contains(&"assessment")) {
            let mut forged = data.clone();
            // What a level leaves out cannot be forged.
            let there = |it: &&mut Value| !it.is_null() && **it != json!("") && **it != forgery.to;
            let Some(place) = forged.pointer_mut(forgery.at).filter(there) else { continue };
            *place = forgery.to.clone();
            match pages.agree_with(&forged).outcome {
                Outcome::Fails => caught += 1,
                _ => missed.push(forgery.what),
            }
        }
        assert!(missed.is_empty(), "{level:?}, {caught} are caught, not these: {missed:?}");
        assert!(caught >= KINDS, "{level:?}: {caught}");
    }
}

#[test]
fn a_forged_method_justification_or_citation_is_caught_and_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = masa();
    data["document"]["template"] = json!("assessment");
    let words = |words: &str| json!({ "redacted": false, "blocks": [{ "kind": "paragraph", "inlines": [{ "kind": "text", "text": words }] }] });
    let unit = &mut data["units"][0];
    unit["asks"] = json!({ "subject": "organisation", "subject_words": "the organisation", "parameters": [],
        "expected_evidence": [], "left_out": [], "citations": [{ "source": "FIN", "title": "Rules of finance", "clause": "4.2.1",
        "edition": "2024", "effective": null, "jurisdictions": [], "binds": "", "flag": null, "verification": "stored", "note": "" }] });
    let statement = &mut unit["answers"][0]["statements"][0];
    statement["method"] = words("Read the build scripts line by line.");
    statement["justification"] = words("The app keeps nothing on the device.");
    let pages =
        Pages::of(&run(TemplateSource::BuiltIn("assessment".to_owned()), data.clone(), vec![], folder.path()).pdf());
    let pages = pages.expect("it can be read");
    assert_eq!(pages.agree_with(&data).outcome, Outcome::Holds, "{:?}", pages.agree_with(&data));
    for (at, to, wanted) in [
        ("/units/0/answers/0/statements/0/method", words("Looked at it."), "a method"),
        ("/units/0/answers/0/statements/0/justification", words("It never starts."), "a justification"),
        ("/units/0/asks/citations/0/clause", json!("9.9.9"), "a clause"),
    ] {
        let mut forged = data.clone();
        *forged.pointer_mut(at).expect(at) = to;
        let check = pages.agree_with(&forged);
        assert!(check.outcome == Outcome::Fails && check.sentence.contains(wanted), "{at}: {check:?}");
    }
}

#[test]
fn a_forgery_in_another_language_and_at_a_lower_level_is_caught_too() {
    let (pages, data) = printed("assessment", Disclosure::Customer, LANGUAGE);
    for (at, to) in [
        ("/findings/0/severity", "low"),
        ("/findings/0/title", "Nothing of note"),
        ("/waivers/0/approver", "Somebody Else"),
        ("/groups/0/controls/0/verdicts/0/verdict", "out_of_scope"),
        ("/sign_offs/0/role", "approver"),
        ("/readiness/decisions/0/choice", "go"),
        ("/engagement/customer", "Somebody Else Ltd"),
        ("/document/disclosure", "public"),
    ] {
        let mut forged = data.clone();
        forged.pointer_mut(at).map(|it| *it = json!(to)).expect(at);
        assert_eq!(pages.agree_with(&forged).outcome, Outcome::Fails, "{at}");
    }
    let (pages, data) = printed("executive", Disclosure::Public, "en");
    for (at, to) in [
        ("/builds/0/artefact/sha256", "5e".repeat(32)),
        ("/sign_offs/0/given/at", "2020-01-01T00:00:00Z".to_owned()),
        ("/ledger/checkpoint/root", "5e".repeat(32)),
    ] {
        let mut forged = data.clone();
        forged.pointer_mut(at).map(|it| *it = json!(to)).expect(at);
        assert_eq!(pages.agree_with(&forged).outcome, Outcome::Fails, "{at}");
    }
}

#[test]
fn a_forged_role_is_caught_whether_or_not_the_name_can_be_read() {
    for (name, language) in
        [("assessment", "en"), ("executive", "en"), ("assessment", LANGUAGE), ("executive", LANGUAGE)]
    {
        let (pages, data) = printed(name, Disclosure::Public, language);
        let mut forged = data.clone();
        forged["sign_offs"][0]["role"] = json!("approver");
        let check = pages.agree_with(&forged);
        assert!(check.outcome == Outcome::Fails && check.sentence.contains("who it is of"), "{name}: {check:?}");
    }
    let long = "Maximiliane Henriette ".repeat(6);
    for given in ["محمد عبد الله", "山田太郎", "", long.trim()] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut data = masa();
        data["document"]["template"] = json!("assessment");
        for sign_off in data["sign_offs"].as_array_mut().expect("sign-offs") {
            sign_off["given"]["by"] = json!(given);
        }
        let source = TemplateSource::BuiltIn("assessment".to_owned());
        let pages = Pages::of(&run(source, data.clone(), vec![], folder.path()).pdf()).expect("it can be read");
        assert_eq!(pages.agree_with(&data).outcome, Outcome::Holds, "{given}: {:?}", pages.agree_with(&data));
        data["sign_offs"][0]["role"] = json!("approver");
        assert_eq!(pages.agree_with(&data).outcome, Outcome::Fails, "{given}");
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
