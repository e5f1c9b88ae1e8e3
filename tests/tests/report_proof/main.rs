//! Reports that can be checked: made from a real workspace, set by the real typesetter, read back from the file.

#[path = "../common/mod.rs"]
mod common;
mod forged;
mod letters;
mod volumes;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assay_assessment::Work;
use assay_proof::{Against, Outcome, Verification, verify};
use assay_report::{BoardOptions, Options};
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

/// The attached data.
fn data_of(file: &[u8]) -> Value {
    let document = Document::load_mem(file).expect("a file");
    let stream = document.get_object(attached(&document)["assessment.json"]).and_then(Object::as_stream);
    serde_json::from_slice(&stream.expect("a stream").get_plain_content().expect("it unpacks")).expect("JSON")
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
