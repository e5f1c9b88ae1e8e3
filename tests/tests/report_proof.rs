//! Reports that can be checked: made from a real workspace, set by the real typesetter, read back from the file.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assay_assessment::Work;
use assay_proof::{Against, Outcome, Verification, verify};
use assay_report::volumes::Ceiling;
use assay_report::{BoardOptions, Options, export_in};
use assay_tests::pdf_text;
use common::{Made, example};
use lopdf::{Document, Object, ObjectId};
use serde_json::Value;

impl Made {
    async fn report(&self, name: &str, options: &Options) -> PathBuf {
        let output = self.folder.path().join(name);
        let work = Work::unwatched();
        let written = assay_report::export(&self.workspace, self.example.assessment, options, &output, &work);
        written.await.expect("a report");
        output
    }
}

fn checked(file: &Path, against: &Against<'_>) -> Verification {
    verify(&std::fs::read(file).expect("the file"), against).expect("it can be read")
}

fn outcome(verification: &Verification, id: &str) -> Outcome {
    verification
        .checks
        .iter()
        .find(|check| check.id == id)
        .unwrap_or_else(|| panic!("no {id} in {verification:#?}"))
        .outcome
}

#[tokio::test]
async fn a_report_proves_itself_without_its_workspace() {
    let made = example().await;
    let first = made.report("first.pdf", &Options::default()).await;
    let again = made.report("again.pdf", &Options::default()).await;
    assert_eq!(std::fs::read(&first).expect("a file"), std::fs::read(&again).expect("a file"), "two exports differ");

    let verification = checked(&first, &Against::default());
    assert!(verification.sound, "{verification:#?}");
    for id in [
        "attachments.agree",
        "record.checkpoint",
        "record.inclusion",
        "record.headers",
        "record.results",
        "record.complete",
        "printed.agrees",
    ] {
        assert_eq!(outcome(&verification, id), Outcome::Holds, "{id}");
    }
    assert_eq!(outcome(&verification, "evidence.digests"), Outcome::Open, "no evidence is at hand");

    let folder =
        assay_proof::evidence::digests(&made.folder.path().join("work/evidence"), &|| false).expect("evidence");
    let with = checked(&first, &Against { evidence: Some(&folder), ..Against::default() });
    assert_eq!(outcome(&with, "evidence.digests"), Outcome::Holds, "{with:#?}");
    let empty = assay_proof::evidence::Digests::new();
    let without = checked(&first, &Against { evidence: Some(&empty), ..Against::default() });
    assert_eq!(outcome(&without, "evidence.digests"), Outcome::Fails);

    made.workspace.add_app("Another", None).await.expect("an app");
    let later = made.report("later.pdf", &Options { evidence: true, ..Options::default() }).await;
    let earlier = std::fs::read(&first).expect("a file");
    let both = checked(&later, &Against { earlier: Some(&earlier), ..Against::default() });
    assert_eq!(outcome(&both, "earlier.consistent"), Outcome::Holds, "{both:#?}");
    assert_eq!(outcome(&both, "evidence.digests"), Outcome::Holds, "evidence is inside");
    let turned = std::fs::read(&later).expect("a file");
    let wrong = checked(&first, &Against { earlier: Some(&turned), ..Against::default() });
    assert_eq!(outcome(&wrong, "earlier.consistent"), Outcome::Fails);
}

/// The file with its data changed, and everything that follows from the data made anew: what a forger would do.
fn forged(file: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
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

fn replace(document: &mut Document, id: ObjectId, bytes: Vec<u8>) {
    let stream = document.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
    stream.dict.remove(b"Filter");
    stream.set_content(bytes);
}

/// The streams of the attached files by name.
fn attached(document: &Document) -> BTreeMap<String, ObjectId> {
    let specifications =
        document.objects.values().filter_map(|object| object.as_dict().ok()).filter(|it| it.has(b"EF"));
    specifications
        .map(|it| {
            let name = lopdf::decode_text_string(it.get(b"UF").expect("a name")).expect("text");
            let files =
                document.dereference(it.get(b"EF").expect("a file")).expect("it is there").1.as_dict().expect("files");
            (name, files.get(b"F").and_then(Object::as_reference).expect("a stream"))
        })
        .collect()
}

/// The codes of the checks that fail.
fn failing(file: &[u8]) -> Vec<String> {
    match verify(file, &Against::default()) {
        Err(error) => vec![error.code().to_owned()],
        Ok(said) => said.checks.into_iter().filter(|it| it.outcome == Outcome::Fails).map(|it| it.id).collect(),
    }
}

/// What a forger changes in the data of a report.
type Change = fn(&mut Value);

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

/// The example's report in volumes.
async fn volumes(made: &Made) -> Vec<PathBuf> {
    let output = made.folder.path().join("large.pdf");
    let ceiling = Ceiling { pages: 8, pictures: 2 };
    let (options, work) = (Options::default(), Work::unwatched());
    let files = export_in(&made.workspace, made.example.assessment, &options, &output, ceiling, &work);
    let files = files.await.expect("volumes");
    assert!(!output.exists(), "a set has no file without a volume's number");
    files.into_iter().map(|file| file.path).collect()
}

#[tokio::test]
async fn each_volume_of_a_large_report_stands_for_itself_and_names_the_others() {
    let made = example().await;
    let whole = made.report("whole.pdf", &Options::default()).await;
    let whole = data_of(&std::fs::read(whole).expect("a file"));
    let files = volumes(&made).await;
    assert!(files.len() > 2, "{files:?}");
    let mut units = Vec::new();
    for (index, path) in files.iter().enumerate() {
        let number = index + 1;
        assert_eq!(path.file_name().expect("a name").to_string_lossy(), format!("large-volume-{number}.pdf"));
        let verification = checked(path, &Against::default());
        assert!(verification.sound, "{verification:#?}");
        for id in ["volume.named", "record.complete", "record.inclusion", "printed.agrees"] {
            assert_eq!(outcome(&verification, id), Outcome::Holds, "{id} of volume {number}");
        }
        let data = data_of(&std::fs::read(path).expect("a file"));
        assert_eq!(data["document"]["volume"]["report"], whole["document"]["id"]);
        assert!(
            data["evidence"].as_array().expect("evidence").len()
                < whole["evidence"].as_array().expect("evidence").len()
        );
        units.extend(data["units"].as_array().expect("units").iter().map(|unit| unit["anchor"].clone()));
        if let Some(text) = pdf_text(path) {
            let said = format!("Volume {number} of {}", files.len());
            assert!(text.contains(&said), "{said}: {path:?}");
            let own = format!("{}-V{number}", whole["document"]["number"].as_str().expect("a number"));
            assert!(text.contains_unbroken(&own), "{own}");
            assert_eq!(text.contains("What needs attention"), number == 1);
        }
    }
    let all: Vec<Value> = whole["units"].as_array().expect("units").iter().map(|unit| unit["anchor"].clone()).collect();
    assert_eq!(units, all, "every unit is in one volume, in its order");
}

#[tokio::test]
async fn a_volume_can_not_hide_an_answer_in_another_one_that_it_does_not_name() {
    let made = example().await;
    let files = volumes(&made).await;
    let file = std::fs::read(&files[1]).expect("a file");
    assert_eq!(failing(&forged(&file, |_| ())), Vec::<String>::new());
    let changes: [(&str, &str, Change); 4] = [
        ("an answer that is in no volume", "record.complete", |data| {
            data["document"]["volume"]["parts"][0]["answers"].as_array_mut().expect("answers").pop();
        }),
        ("an answer of this volume said to be in another", "volume.named", |data| {
            let parts = &mut data["document"]["volume"]["parts"];
            let moved = parts[1]["answers"].as_array_mut().expect("answers").pop().expect("one");
            parts[0]["answers"].as_array_mut().expect("answers").push(moved);
        }),
        ("another volume", "volume.named", |data| data["document"]["volume"]["number"] = 1.into()),
        ("a volume that is not there", "volume.named", |data| data["document"]["volume"]["number"] = 9.into()),
    ];
    for (what, code, change) in changes {
        let failing = failing(&forged(&file, change));
        assert!(failing.iter().any(|it| it == code), "{what}: {failing:?}");
    }
}

#[tokio::test]
async fn what_a_later_volume_says_of_the_report_and_the_record_is_compared() {
    let made = example().await;
    let files = volumes(&made).await;
    let file = std::fs::read(files.last().expect("a volume")).expect("a file");
    let changes: [(&str, Change); 11] = [
        ("another app", |data| data["cover"]["app"] = "Another App".into()),
        ("another release", |data| data["cover"]["release"] = "9.9.9".into()),
        ("another level", |data| data["document"]["disclosure"] = "public".into()),
        ("another customer", |data| data["engagement"]["customer"] = "Somebody else".into()),
        ("another laboratory", |data| data["engagement"]["laboratory"] = "Somebody else".into()),
        ("another day of testing", |data| data["engagement"]["finished"] = "2020-01-01".into()),
        ("another profile", |data| data["cover"]["profile"] = "L9".into()),
        ("another assessor", |data| data["cover"]["assessors"][0] = "Somebody Else".into()),
        ("another catalogue", |data| data["catalogues"][1]["version"] = "9.9.9".into()),
        ("another licence", |data| data["catalogues"][0]["licence"] = "Public domain".into()),
        ("fewer entries", |data| data["ledger"]["entries"] = 3.into()),
    ];
    for (what, change) in changes {
        let failing = failing(&forged(&file, change));
        assert!(failing.iter().any(|it| it == "printed.agrees"), "{what}: {failing:?}");
    }
}

/// The attached data.
fn data_of(file: &[u8]) -> Value {
    let document = Document::load_mem(file).expect("a file");
    let stream = document.get_object(attached(&document)["assessment.json"]).and_then(Object::as_stream);
    serde_json::from_slice(&stream.expect("a stream").get_plain_content().expect("it unpacks")).expect("JSON")
}

/// The files of a set, as they are checked together.
fn together(files: &[&[u8]]) -> Verification {
    assay_proof::verify_all(files, &Against::default()).expect("they can be read")
}

#[tokio::test]
async fn volumes_are_checked_together_and_what_is_missing_is_named() {
    let made = example().await;
    let paths = volumes(&made).await;
    let files: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).expect("a file")).collect();
    let all: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    let whole = made.report("whole.pdf", &Options::default()).await;
    let whole = data_of(&std::fs::read(whole).expect("a file"));
    let merged = assay_proof::data(&all).expect("the data");
    for (key, value) in whole.as_object().expect("an object") {
        assert_eq!(merged[key], *value, "{key}");
    }
    let number = |index: usize| data_of(&files[index])["document"]["number"].as_str().expect("a number").to_owned();

    let mut turned = all.clone();
    turned.reverse();
    for files in [&all, &turned] {
        let whole = together(files);
        assert!(whole.sound && whole.volumes.len() == all.len(), "{whole:#?}");
        for id in ["set.together", "set.complete"] {
            assert_eq!(outcome(&whole, id), Outcome::Holds, "{id}");
        }
        assert_eq!(outcome(&whole, "set.signed"), Outcome::Open, "nobody signed");
    }

    let rest: Vec<&[u8]> = all.iter().enumerate().filter(|(index, _)| *index != 1).map(|(_, file)| *file).collect();
    let missing = together(&rest);
    assert!(!missing.sound && missing.volumes.iter().all(|it| it.sound), "{missing:#?}");
    let check = missing.checks.iter().find(|it| it.id == "set.complete").expect("a check");
    assert!(check.sentence.starts_with("Volume 2 is not here") && check.details == [number(1)], "{check:?}");

    // Each of these says that it is whole by itself.
    let twice = together(&[all[0], all[0]]);
    assert_eq!(outcome(&twice, "set.together"), Outcome::Fails);
    let alone = std::fs::read(made.report("alone.pdf", &Options::default()).await).expect("a file");
    let mut with = all.clone();
    with[1] = &alone;
    assert_eq!(outcome(&together(&with), "set.together"), Outcome::Fails, "a report in one file is no volume");
    let cover = forged(&files[1], |data| data["engagement"]["customer"] = "Somebody else".into());
    let other = forged(&files[1], |data| data["document"]["volume"]["report"] = "ab".repeat(16).into());
    let moved = forged(&files[1], |data| {
        data["units"][0]["title"] = "Something else".into();
    });
    for (what, file, id) in [
        ("another customer", &cover, "set.together"),
        ("of another report", &other, "set.together"),
        ("another title of a unit", &moved, "set.complete"),
    ] {
        let mut with = all.clone();
        with[1] = file;
        assert_eq!(outcome(&together(&with), id), Outcome::Fails, "{what}");
    }
}

#[tokio::test]
async fn an_unsigned_volume_among_signed_ones_is_found() {
    use assay_proof::sign::{Identity, Signing, sign};
    let made = example().await;
    let paths = volumes(&made).await;
    let files: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).expect("a file")).collect();
    let seconds = 1_795_000_000;
    let identity = Identity::make("Mara Lind", seconds).expect("a key");
    let how = Signing { identity: &identity, role: "Author", seconds, pdf_time: "D:20261118000000Z", timestamp: None };
    let signed: Vec<Vec<u8>> = files.iter().map(|file| sign(file, &how).expect("signed")).collect();
    let mut all: Vec<&[u8]> = signed.iter().map(Vec::as_slice).collect();
    let whole = together(&all);
    assert!(whole.sound, "{whole:#?}");
    assert_eq!(outcome(&whole, "set.signed"), Outcome::Holds);
    all[2] = &files[2];
    let mixed = together(&all);
    assert!(!mixed.sound && mixed.volumes.iter().all(|it| it.sound), "{mixed:#?}");
    assert_eq!(outcome(&mixed, "set.signed"), Outcome::Fails);
}

#[tokio::test]
async fn of_a_board_it_is_told_what_could_be_checked_and_what_not() {
    let made = example().await;
    let output = made.folder.path().join("board.pdf");
    let options = BoardOptions::default();
    assay_report::export_board(&made.workspace, &options, &output, &Work::unwatched()).await.expect("a board");
    let verification = checked(&output, &Against::default());
    assert!(verification.sound, "{verification:#?}");
    for (id, expected) in [
        ("attachments.agree", Outcome::Holds),
        ("printed.agrees", Outcome::Holds),
        ("record.none", Outcome::Open),
        ("signature.present", Outcome::Open),
    ] {
        assert_eq!(outcome(&verification, id), expected, "{id}");
    }
    let file = std::fs::read(&output).expect("a file");
    let mut document = Document::load_mem(&file).expect("a file");
    let id = attached(&document)["board.json"];
    let stream = document.get_object(id).and_then(Object::as_stream).expect("a stream");
    let mut data: Value = serde_json::from_slice(&stream.get_plain_content().expect("it unpacks")).expect("JSON");
    let mut with = |data: &Value| {
        replace(&mut document, id, assay_proof::canonical::to_vec(data).expect("canonical"));
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("it is written");
        failing(&bytes)
    };
    data["summary"] = serde_json::json!([{ "code": "one_ready", "values": [], "words": "The one release may ship." }]);
    assert_eq!(with(&data), ["attachments.agree", "printed.agrees"], "the id is made of the data");
    data["document"]["id"] = assay_proof::canonical::report_id(&data).expect("an id").into();
    assert_eq!(with(&data), ["printed.agrees"], "another sentence is printed");
}

#[tokio::test]
async fn a_text_that_is_read_where_the_letters_show_another_is_found() {
    use lopdf::content::{Content, Operation};
    use lopdf::dictionary;
    let made = example().await;
    let file = std::fs::read(made.report("report.pdf", &Options::default()).await).expect("a file");
    let mut document = Document::load_mem(&file).expect("a file");
    let page = *document.page_iter().collect::<Vec<_>>().last().expect("a page");
    let content = document.get_page_content_with_limit(page, 1 << 24).expect("content");
    let mut content = Content::decode(&content).expect("operations");
    content.operations = content
        .operations
        .into_iter()
        .flat_map(|operation| {
            if operation.operator != "TJ" && operation.operator != "Tj" {
                return vec![operation];
            }
            let says = dictionary! { "ActualText" => Object::string_literal("Pass") };
            let begin = Operation::new("BDC", vec!["Span".into(), says.into()]);
            vec![begin, operation, Operation::new("EMC", vec![])]
        })
        .collect();
    document.change_page_content(page, content.encode().expect("written")).expect("changed");
    let mut altered = Vec::new();
    document.save_to(&mut altered).expect("it is written");
    let said = verify(&altered, &Against::default()).expect("it can be read");
    let check = said.checks.iter().find(|it| it.id == "printed.agrees").expect("a check");
    assert!(check.sentence.contains("not what the letters show"), "{check:?}");
}

#[tokio::test]
async fn a_font_that_calls_a_drawn_letter_another_one_is_found() {
    let made = example().await;
    let file = std::fs::read(made.report("report.pdf", &Options::default()).await).expect("a file");
    let said = verify(&file, &Against::default()).expect("it can be read");
    assert_eq!(outcome(&said, "printed.letters"), Outcome::Holds, "{said:#?}");

    let forged = |tables: bool| {
        let mut document = Document::load_mem(&file).expect("a file");
        let key: &[u8] = if tables { b"ToUnicode" } else { b"FontFile2" };
        let of = |it: &Object| it.as_dict().ok()?.get(key).and_then(Object::as_reference).ok();
        let streams: Vec<ObjectId> = document.objects.values().filter_map(of).collect();
        for id in streams {
            let stream = document.get_object(id).and_then(Object::as_stream).expect("a stream");
            let plain = stream.get_plain_content().expect("it unpacks");
            let altered = if tables {
                // A drawn F is a P for who reads.
                String::from_utf8_lossy(&plain).replace("<0046>", "<0050>").into_bytes()
            } else {
                moved(plain)
            };
            replace(&mut document, id, altered);
        }
        let mut altered = Vec::new();
        document.save_to(&mut altered).expect("it is written");
        verify(&altered, &Against::default()).expect("it can be read")
    };
    let said = forged(true);
    let check = said.checks.iter().find(|it| it.id == "printed.agrees").expect("a check");
    assert!(check.outcome == Outcome::Fails && check.sentence.contains("not what the letters show"), "{check:?}");
    assert_eq!(check.details, ["Read: P", "Shown: F"], "{check:?}");
    // Letters that are drawn otherwise are none of ours: they could show anything.
    let said = forged(false);
    assert_eq!(outcome(&said, "printed.letters"), Outcome::Open, "{said:#?}");
}

/// A font whose outlines are a little different: the height of an em is another.
fn moved(mut font: Vec<u8>) -> Vec<u8> {
    let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let word = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().expect("four bytes"));
    let head = (0..tables).map(|it| 12 + it * 16).find(|at| font[*at..*at + 4] == *b"head").map(|at| word(at + 8));
    let at = usize::try_from(head.expect("a head")).expect("a place") + 18;
    font[at..at + 2].copy_from_slice(&1001_u16.to_be_bytes());
    font
}
