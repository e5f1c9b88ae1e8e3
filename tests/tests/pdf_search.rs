//! Words of PDFs that are evidence, found by the search as the palette asks it.

use std::path::Path;

use assay_commands::Session;
use assay_commands::areas::apps::AppsListInput;
use assay_commands::areas::assessments::ChecklistShowInput;
use assay_commands::areas::demo::DemoCreateInput;
use assay_commands::areas::evidence::{EvidenceAddFilesInput, EvidenceRemoveInput};
use assay_commands::areas::search::SearchInput;
use assay_commands::areas::workspaces::IdentitySetInput;
use assay_commands::view::SearchHit;
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};

/// A PDF with these words on its one page.
fn pdf(words: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let shown = [
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec!["F".into(), 12.into()]),
        Operation::new("Td", vec![40.into(), 80.into()]),
        Operation::new("Tj", vec![Object::string_literal(words)]),
        Operation::new("ET", vec![]),
    ];
    let content = Content { operations: shown.to_vec() }.encode().expect("content");
    let content = document.add_object(Stream::new(dictionary! {}, content));
    let page = document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), 600.into(), 200.into()],
        "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("saved");
    bytes
}

/// What is found among what people wrote and attached. Asked again, as the palette does, until everything was read.
async fn found(session: &Session, words: &str) -> Vec<SearchHit> {
    loop {
        let input = SearchInput { text: words.to_owned(), limit: None, assessment: None };
        let answer = session.call(input).await.expect("an answer");
        if answer.unread == 0 {
            return answer.hits.into_iter().filter(|hit| hit.place.is_some()).collect();
        }
    }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pdf_is_found_by_the_words_on_its_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = Session::new(folder.path().join("home"));
    let identity = IdentitySetInput { name: "Ada Example".to_owned(), email: "ada@example.org".to_owned() };
    session.call(identity).await.expect("an identity");
    session.call(DemoCreateInput { dir: Some(text(&folder.path().join("example"))) }).await.expect("the example");
    let apps = session.call(AppsListInput {}).await.expect("apps");
    let release = apps[0].releases.iter().find(|it| !it.assessments.is_empty()).expect("assessed");
    let (assessment, build) = (release.assessments[0].id, release.builds[0].id);
    let unit = session.call(ChecklistShowInput { assessment, build }).await.expect("a checklist").rows[0].unit.clone();
    assert!(found(&session, "quokka").await.is_empty());

    let attach = async |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        let paths = vec![text(&path)];
        let input = EvidenceAddFilesInput { assessment, build, unit: unit.clone(), paths, caption: None };
        session.call(input).await.expect("attached").evidence[0].id
    };
    let whole = pdf("The quokka signs its transactions with a key of the device.");
    attach("damaged.pdf", &whole[..whole.len() / 3]).await;
    let evidence = attach("audit.pdf", &whole).await;

    let hits = found(&session, "quokka transact").await;
    let [hit] = hits.as_slice() else { panic!("{hits:?}") };
    assert_eq!(
        (hit.kind.as_str(), hit.place.as_ref().and_then(|it| it.unit.clone())),
        ("evidence", Some(unit.clone()))
    );
    assert!(hit.title.ends_with("audit.pdf"), "{}", hit.title);
    let shown: String = hit.snippet.iter().map(|piece| piece.text.as_str()).collect();
    assert!(shown.contains("quokka signs"), "{shown}");
    // What cannot be read is there by its name.
    assert_eq!(found(&session, "damaged").await.len(), 1);

    session.call(EvidenceRemoveInput { assessment, build, evidence }).await.expect("removed");
    assert!(found(&session, "quokka").await.is_empty());
}
