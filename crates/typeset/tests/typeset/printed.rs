//! What is printed is what the attached data says: every kind of forgery is named, in every template, at every level, in
//! English and in another language.

use assay_proof::{Check, Outcome, Pages};
use assay_report::model::{Disclosure, ReportData};
use assay_typeset::builtin::BUILT_IN;
use assay_typeset::protocol::TemplateSource;
use lopdf::content::{Content, Operation};
use serde_json::{Value, json};

use crate::language::{LANGUAGE, with_language};
use crate::support::{masa, run, screenshot, stored, with_pictures};

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
pub(crate) fn printed(name: &str, level: Disclosure, language: &str) -> (Pages, Value) {
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
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|it| it.name).filter(|name| *name != "board")
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
        forgery(
            "/readiness/decisions/0/role",
            "Harbour pilot",
            "the role of who decided",
            &["assessment", "executive"],
        ),
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

/// What draws the pages of a file.
struct Drawn {
    document: lopdf::Document,
    pages: Vec<lopdf::ObjectId>,
}

impl Drawn {
    fn of(template: &str, data: &Value) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let pdf = run(TemplateSource::BuiltIn(template.to_owned()), data.clone(), vec![], folder.path()).pdf();
        let document = lopdf::Document::load_mem(&pdf).expect("a file");
        let pages = document.page_iter().collect();
        Self { document, pages }
    }

    fn operations(&self, page: usize) -> Vec<Operation> {
        let content = self.document.get_page_content_with_limit(self.pages[page], 1 << 24).expect("content");
        Content::decode(&content).expect("operations").operations
    }

    /// What is said of the file where one page is drawn by these.
    fn checked(&self, page: usize, operations: Vec<Operation>, data: &Value) -> Check {
        let mut altered = self.document.clone();
        let content = Content { operations }.encode().expect("written");
        altered.change_page_content(self.pages[page], content).expect("changed");
        let mut bytes = Vec::new();
        altered.save_to(&mut bytes).expect("it is written");
        Pages::of(&bytes).expect("it can be read").agree_with(data)
    }
}

/// The foot is what is marked as one.
fn foot(operations: &[Operation]) -> std::ops::Range<usize> {
    let is_foot = |it: &Operation| {
        let subtype = it.operands.get(1).and_then(|it| it.as_dict().ok()?.get(b"Subtype").ok()?.as_name().ok());
        it.operator == "BDC" && subtype == Some(b"Footer")
    };
    let begin = operations.iter().position(is_foot).expect("a foot");
    let mut open = 0;
    let end = operations[begin..].iter().position(|it| {
        open += i32::from(it.operator == "BDC" || it.operator == "BMC") - i32::from(it.operator == "EMC");
        open == 0
    });
    begin..begin + end.expect("its end") + 1
}

#[test]
fn a_page_in_another_place_or_without_its_foot_is_found() {
    let mut data = masa();
    data["document"]["template"] = json!("assessment");
    let drawn = Drawn::of("assessment", &data);
    let (third, fourth) = (drawn.operations(2), drawn.operations(3));
    let untouched = drawn.checked(2, third.clone(), &data);
    assert_eq!(untouched.outcome, Outcome::Holds, "{untouched:?}");
    let mut without = third.clone();
    without.drain(foot(&third));
    let check = drawn.checked(2, without, &data);
    assert!(check.outcome == Outcome::Fails && check.sentence.contains("at the foot of page 3"), "{check:?}");
    let mut another = third.clone();
    another.splice(foot(&third), fourth[foot(&fourth)].to_vec());
    let check = drawn.checked(2, another, &data);
    let count = format!("Page 3 of {}", drawn.pages.len());
    assert!(check.outcome == Outcome::Fails && check.details == [count], "{check:?}");
    // The last page is no cover.
    let last = drawn.operations(drawn.pages.len() - 1);
    let mut without = last.clone();
    without.drain(foot(&last));
    assert_eq!(drawn.checked(drawn.pages.len() - 1, without, &data).outcome, Outcome::Fails);
}

#[test]
fn the_first_page_of_a_report_without_a_cover_has_a_foot_as_all_have() {
    let mut data = masa();
    data["document"]["template"] = json!("masa");
    let drawn = Drawn::of("masa", &data);
    let (first, second) = (drawn.operations(0), drawn.operations(1));
    let untouched = drawn.checked(0, first.clone(), &data);
    assert_eq!(untouched.outcome, Outcome::Holds, "{untouched:?}");
    let mut another = first.clone();
    another.splice(foot(&first), second[foot(&second)].to_vec());
    let check = drawn.checked(0, another, &data);
    assert!(check.outcome == Outcome::Fails && check.sentence.contains("at the foot of page 1 "), "{check:?}");
}
