//! What is printed is what the attached data says: read back from the pages of every template, at every level, in English
//! and in another language; and every kind of forgery is named.

use assay_proof::{Check, Outcome, Pages};
use assay_report::model::{Disclosure, ReportData};
use assay_typeset::builtin::BUILT_IN;
use assay_typeset::protocol::TemplateSource;
use serde_json::{Value, json};

use crate::language::{LANGUAGE, with_language};
use crate::support::{masa, run, screenshot, stored, template, with_pictures};

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
            // Of the plan nothing is left for the public but digests.
            let nothing = name == "remediation" && level == Disclosure::Public;
            let expected = if nothing { Outcome::Open } else { Outcome::Holds };
            assert_eq!(check.outcome, expected, "{name}, {level:?}: {check:?}");
            // A copy of the template is the user's own: it is not accused of what it leaves out.
            let mut own = data;
            own["document"]["template"] = json!("");
            let check = pages.agree_with(&own);
            assert_ne!(check.outcome, Outcome::Fails, "a copy of {name}, {level:?}: {check:?}");
        }
        let (pages, data) = printed(name, Disclosure::Internal, LANGUAGE);
        let check = pages.agree_with(&data);
        assert_eq!((check.outcome, check.details.len()), (Outcome::Holds, 0), "{name}, {LANGUAGE}: {check:?}");
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

fn forgeries() -> Vec<Forgery> {
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
        forgery("/crosswalk/0/clauses/0/clause", "99.99", "a clause", whole),
        forgery("/crosswalk/0/clauses/0/units/0/answers/0/state", "out_of_scope", "a result of a clause", whole),
        forgery("/crosswalk/0/edition", "Edition of 1873", "its edition", whole),
        forgery("/groups/0/controls/0/verdicts/0/explanation", "All was well there.", "why", &["assessment", "masa"]),
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
