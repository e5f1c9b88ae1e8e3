//! What the letters show is what is read.

use assay_proof::{Against, Outcome, verify};
use assay_report::Options;
use assay_report::protocol::TemplateSource;
use lopdf::{Document, Object, ObjectId};

use crate::common::example;
use crate::{outcome, replace};

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

#[tokio::test]
async fn what_lies_over_a_page_or_is_written_within_a_drawing_is_told() {
    use lopdf::{Stream, dictionary};
    let made = example().await;
    let template = TemplateSource::BuiltIn("executive".to_owned());
    let summary = Options { template, ..Options::default() };
    let file = std::fs::read(made.report("report.pdf", &summary).await).expect("a file");
    let altered = |change: &dyn Fn(&mut Document, ObjectId)| {
        let mut document = Document::load_mem(&file).expect("a file");
        let page = document.page_iter().nth(1).expect("a page");
        change(&mut document, page);
        let mut altered = Vec::new();
        document.save_to(&mut altered).expect("it is written");
        verify(&altered, &Against::default()).expect("it can be read")
    };
    let rect = || Object::from(vec![100.into(), 100.into(), 300.into(), 200.into()]);
    let bare = || Object::from(vec![0.into(), 0.into(), 0.into()]);
    let wide = || Object::from(vec![0.into(), 0.into(), 90.into()]);
    let covers = [
        ("FreeText", dictionary! { "Subtype" => "FreeText", "Contents" => Object::string_literal("Pass") }),
        // A link that shows something, by a drawing or by its border; readers draw one where none is named.
        ("Link", dictionary! { "Subtype" => "Link", "Border" => bare(), "AP" => dictionary! {} }),
        ("Link", dictionary! { "Subtype" => "Link", "Border" => bare(), "BS" => dictionary! { "W" => 90 } }),
        ("Link", dictionary! { "Subtype" => "Link", "Border" => wide() }),
        ("Link", dictionary! { "Subtype" => "Link" }),
        // What calls itself the field of a signature and is none that is checked.
        ("Widget", dictionary! { "Subtype" => "Widget", "FT" => "Sig", "AP" => dictionary! {} }),
    ];
    for (kind, cover) in covers {
        let said = altered(&|document, page| {
            let mut cover = cover.clone();
            cover.set("Rect", rect());
            let cover = document.add_object(cover);
            let page = document.get_dictionary_mut(page).expect("a page");
            page.set("Annots", vec![Object::Reference(cover)]);
        });
        let check = said.checks.iter().find(|it| it.id == "printed.agrees").expect("a check");
        assert!(check.outcome == Outcome::Fails && check.sentence.contains("lies over page 2"), "{cover:?}: {check:?}");
        assert_eq!(check.details, [format!("Its kind: {kind}")], "{check:?}");
    }

    let drawing = |content: &str| {
        let form = dictionary! { "Type" => "XObject", "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), 100.into(), 100.into()] };
        Stream::new(form, content.as_bytes().to_vec())
    };
    let told = |said: assay_proof::Verification| {
        let check = said.checks.into_iter().find(|it| it.id == "printed.letters").expect("a check");
        assert!(check.outcome == Outcome::Open && check.sentence.contains("A drawing on page 2"), "{check:?}");
    };
    told(altered(&|document, page| {
        let form = document.add_object(drawing("BT (Pass) Tj ET"));
        document.add_xobject(page, "Drawn", form).expect("it is added");
        document.add_page_contents(page, b" /Drawn Do ".to_vec()).expect("it is drawn");
    }));
    // The cell of a pattern, and a mask.
    told(altered(&|document, page| {
        let mut cell = drawing("BT (Pass) Tj ET");
        cell.dict.set("PatternType", 1);
        let cell = document.add_object(cell);
        let resources = document.get_or_create_resources(page).and_then(Object::as_dict_mut).expect("resources");
        resources.set("Pattern", dictionary! { "P1" => cell });
    }));
    told(altered(&|document, page| {
        let group = document.add_object(drawing("BT (Pass) Tj ET"));
        let state = dictionary! { "SMask" => dictionary! { "S" => "Luminosity", "G" => group } };
        let resources = document.get_or_create_resources(page).and_then(Object::as_dict_mut).expect("resources");
        resources.set("ExtGState", dictionary! { "Masked" => state });
    }));
    // Eight drawings without text, each of which draws the next one a hundred times, are looked at once each.
    let said = altered(&|document, page| {
        let mut inner = document.add_object(drawing("0 0 1 1 re f"));
        for _ in 0..7 {
            let mut outer = drawing(&"/Inner Do ".repeat(100));
            outer.dict.set("Resources", dictionary! { "XObject" => dictionary! { "Inner" => inner } });
            inner = document.add_object(outer);
        }
        document.add_xobject(page, "Drawn", inner).expect("it is added");
    });
    assert_eq!(outcome(&said, "printed.letters"), Outcome::Holds, "{said:#?}");
}

#[tokio::test]
async fn text_that_begins_a_line_as_it_is_shown_is_read_as_well() {
    use lopdf::content::{Content, Operation};
    let made = example().await;
    let file = std::fs::read(made.report("report.pdf", &Options::default()).await).expect("a file");
    let mut document = Document::load_mem(&file).expect("a file");
    for page in document.page_iter().collect::<Vec<_>>() {
        let content = document.get_page_content_with_limit(page, 1 << 24).expect("content");
        let mut content = Content::decode(&content).expect("operations");
        for operation in &mut content.operations {
            let [Object::Array(parts)] = operation.operands.as_slice() else { continue };
            if operation.operator == "TJ" {
                let strings = parts.iter().filter_map(|it| it.as_str().ok()).flatten().copied().collect();
                *operation = Operation::new("'", vec![Object::String(strings, lopdf::StringFormat::Hexadecimal)]);
            }
        }
        document.change_page_content(page, content.encode().expect("written")).expect("changed");
    }
    let mut altered = Vec::new();
    document.save_to(&mut altered).expect("it is written");
    let said = verify(&altered, &Against::default()).expect("it can be read");
    assert_eq!(outcome(&said, "printed.agrees"), Outcome::Holds, "{said:#?}");
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
