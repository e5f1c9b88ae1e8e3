//! What a forger changes who makes everything anew that follows from it.

use assay_report::Options;
use assay_report::protocol::TemplateSource;
use lopdf::{Document, Object, ObjectId};
use serde_json::Value;

use crate::common::example;
use crate::{attached, failing, replace};

/// The file with its data changed, and everything that follows from the data made anew: what a forger would do.
pub(crate) fn forged(file: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut document = Document::load_mem(file).expect("a file");
    let streams = attached(&document);
    let unpack =
        |id: &ObjectId| document.get_object(*id).and_then(Object::as_stream).expect("a stream").get_plain_content();
    let mut data: Value =
        serde_json::from_slice(&unpack(&streams["assessment.json"]).expect("it unpacks")).expect("JSON");
    change(&mut data);
    data["document"]["id"] = assay_proof::canonical::report_id(&data).expect("an id").into();
    for (name, bytes) in assay_proof::derived(&data).expect("attachments") {
        replace(&mut document, streams[name], bytes);
    }
    let mut forged = Vec::new();
    document.save_to(&mut forged).expect("it is written");
    forged
}

/// What a forger changes in the data of a report.
pub(crate) type Change = fn(&mut Value);

fn statement(data: &mut Value) -> &mut Value {
    let answers = data["units"]
        .as_array_mut()
        .expect("units")
        .iter_mut()
        .flat_map(|it| it["answers"].as_array_mut().expect("answers"));
    let mut found =
        answers.filter(|it| it["state"] == "fail" && it["statements"].as_array().is_some_and(|it| it.len() == 1));
    found.next().expect("a failure")
}

/// What is changed, the check that must see it, and how.
const CHANGES: [(&str, &str, Change); 15] = [
    ("a failure called a pass", "record.results", |data| {
        let answer = statement(data);
        answer["state"] = "pass".into();
        answer["statements"][0]["result"] = "pass".into();
    }),
    ("a failure called untested", "printed.agrees", |data| {
        let answer = statement(data);
        answer["state"] = "untested".into();
        answer["statements"] = Value::Array(vec![]);
    }),
    ("a failure left out", "record.complete", |data| {
        let answer = statement(data);
        answer["state"] = "untested".into();
        answer["statements"] = Value::Array(vec![]);
    }),
    ("another verdict", "printed.agrees", |data| {
        data["groups"][0]["controls"][0]["verdicts"][0]["verdict"] = "pass".into();
    }),
    ("two verdicts exchanged", "printed.agrees", |data| {
        let verdicts = data["groups"]
            .as_array_mut()
            .expect("groups")
            .iter_mut()
            .flat_map(|it| it["controls"].as_array_mut().expect("controls"));
        let control =
            verdicts.into_iter().find(|it| it["verdicts"][0]["verdict"] != it["verdicts"][1]["verdict"]).expect("one");
        let first = control["verdicts"][0]["verdict"].clone();
        control["verdicts"][0]["verdict"] = control["verdicts"][1]["verdict"].clone();
        control["verdicts"][1]["verdict"] = first;
    }),
    ("another tester", "printed.agrees", |data| {
        statement(data)["statements"][0]["stated"]["by"] = "Somebody".into();
    }),
    ("other words of a note", "printed.agrees", |data| {
        statement(data)["statements"][0]["note"] = serde_json::json!({
            "redacted": false,
            "blocks": [{ "kind": "paragraph", "inlines": [{ "kind": "text", "text": "Nothing was found here." }] }],
        });
    }),
    ("another name of a test", "printed.agrees", |data| {
        data["units"][0]["title"] = "Something Else".into();
    }),
    ("another size of a log", "record.checkpoint", |data| {
        data["ledger"]["checkpoint"]["devices"][0]["size"] = 3.into();
    }),
    ("another time", "record.headers", |data| {
        statement(data)["statements"][0]["stated"]["at"] = "2026-01-01T00:00:00Z".into();
    }),
    ("an entry that is not there", "record.inclusion", |data| {
        statement(data)["statements"][0]["stated"]["entry"] = "ab".repeat(32).into();
    }),
    ("another checkpoint", "record.checkpoint", |data| {
        data["ledger"]["checkpoint"]["root"] = "0".repeat(64).into();
    }),
    ("a signature of a head", "record.checkpoint", |data| {
        data["ledger"]["checkpoint"]["devices"][0]["signature"] = "0".repeat(128).into();
    }),
    ("a header left out", "record.headers", |data| {
        data["ledger"]["headers"].as_array_mut().expect("headers").pop();
    }),
    ("a header that says something else", "record.headers", |data| {
        data["ledger"]["headers"][3]["result"] = "pass".into();
    }),
];

/// What came out, as whoever decides reads it first.
const OUTCOMES: [(&str, Change); 7] = [
    ("fewer reasons that hold it back", |data| {
        data["readiness"]["reasons"].as_array_mut().expect("reasons").pop();
    }),
    ("another count of a reason", |data| data["readiness"]["reasons"][0]["count"] = 1.into()),
    ("an open gate", |data| {
        data["readiness"]["ready"] = true.into();
        data["readiness"]["reasons"] = Value::Array(vec![]);
    }),
    ("another day of the gate", |data| data["readiness"]["as_of"] = "2026-01-01".into()),
    ("another number of passes", |data| {
        let pass = &mut data["summary"]["builds"][0]["verdicts"]["pass"];
        *pass = (pass.as_u64().expect("a number") + 1).into();
    }),
    ("another control that failed", |data| {
        let failed = data["summary"]["builds"].as_array_mut().expect("builds").iter_mut().map(|it| &mut it["failed"]);
        let mut some = failed.filter(|it| it.as_array().is_some_and(|it| !it.is_empty()));
        some.next().expect("one that failed")[0] = "MASVS-NETWORK-9".into();
    }),
    ("another number of required units", |data| {
        let total = &mut data["summary"]["builds"][0]["required"]["total"];
        *total = (total.as_u64().expect("a number") - 1).into();
    }),
];

#[tokio::test]
async fn another_outcome_than_that_of_the_data_is_found_on_the_pages_of_who_decides() {
    let made = example().await;
    for template in ["assessment", "executive"] {
        let options = Options { template: TemplateSource::BuiltIn(template.to_owned()), ..Options::default() };
        let file = std::fs::read(made.report("report.pdf", &options).await).expect("a file");
        assert_eq!(failing(&forged(&file, |_| ())), Vec::<String>::new(), "{template} as it is");
        for (what, change) in OUTCOMES {
            let failing = failing(&forged(&file, change));
            assert!(failing.iter().any(|it| it == "printed.agrees"), "{template}, {what}: {failing:?}");
        }
    }
}

#[tokio::test]
async fn a_forger_who_makes_everything_anew_is_caught() {
    let made = example().await;
    let file = std::fs::read(made.report("report.pdf", &Options::default()).await).expect("a file");
    assert_eq!(
        failing(&forged(&file, |_| ())),
        Vec::<String>::new(),
        "a file that was only written anew is not accused"
    );

    for (what, code, change) in CHANGES {
        let failing = failing(&forged(&file, change));
        assert!(failing.iter().any(|it| it == code), "{what}: {failing:?}");
    }

    // An attachment changed alone, a line of the manifest, a proof.
    for name in ["assessment.json", "evidence.json", "oscal-assessment-results.json", "proof.json"] {
        let mut document = Document::load_mem(&file).expect("a file");
        let id = attached(&document)[name];
        let plain = document
            .get_object(id)
            .and_then(Object::as_stream)
            .expect("a stream")
            .get_plain_content()
            .expect("it unpacks");
        let text = String::from_utf8(plain).expect("text");
        let place = text.find("\":\"").expect("a value") + 3;
        let letter = if text[place..].starts_with('0') { "1" } else { "0" };
        replace(&mut document, id, format!("{}{letter}{}", &text[..place], &text[place + 1..]).into_bytes());
        let mut altered = Vec::new();
        document.save_to(&mut altered).expect("it is written");
        assert!(!failing(&altered).is_empty(), "{name}");
    }

    // Two pages exchanged: what is printed is in another order.
    let mut document = Document::load_mem(&file).expect("a file");
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let contents = |document: &Document, page| {
        document.get_dictionary(page).expect("a page").get(b"Contents").expect("content").clone()
    };
    let (middle, other) = (pages[pages.len() / 2], pages[pages.len() / 2 + 4]);
    let (first, second) = (contents(&document, middle), contents(&document, other));
    document.get_object_mut(middle).and_then(Object::as_dict_mut).expect("a page").set("Contents", second);
    document.get_object_mut(other).and_then(Object::as_dict_mut).expect("a page").set("Contents", first);
    let mut moved = Vec::new();
    document.save_to(&mut moved).expect("it is written");
    assert!(failing(&moved).contains(&"printed.agrees".to_owned()), "{:?}", failing(&moved));
}
