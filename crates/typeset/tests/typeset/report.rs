//! The report that ships: valid, complete, the same every time.

use crate::support::{
    assert_valid, empty, repeated, run_with, sample, screenshot, set, small, stored, text, tool, with_pictures,
};
use assay_typeset::protocol::{Attachment, AttachmentContent, Event, Relationship, Stage, TemplateSource};

#[test]
fn the_report_is_archivable_accessible_sound_and_says_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let pictures = [stored(folder.path(), &screenshot(1170, 2532)), stored(folder.path(), &screenshot(2400, 1200))];
    let outcome = set(with_pictures(sample(), &pictures), pictures.to_vec(), folder.path());
    let pdf = outcome.pdf();
    assert_valid(&pdf);
    assert!(outcome.notices().is_empty(), "{:?}", outcome.notices());

    if let Some(said) = tool("qpdf", &["--check", "FILE"], &outcome.path) {
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
    }
    let Some(text) = text(&outcome.path) else { return };
    for wanted in [
        "Lumen Wallet",
        "Northlight Security Laboratory",
        "lumen-4.2.0-release.apk",
        "MASVS-STORAGE-1",
        "Zoë Müller",
        "Ирина Соколова",
        "Το κλειδί παραμένει στη συσκευή",
        "佐藤 花子",
        "密钥存储在硬件安全模块中",
        "키는 하드웨어 저장소에 보관됩니다",
        "Not applicable",
        "Inconclusive",
        "Disputed",
        "Stale",
        "Untested",
        "The update mechanism was replaced in a hot fix",
        "screenshot-001.png",
        "traffic-002.har",
        "The words were redacted",
        "CC-BY-SA-4.0",
        "no certification by OWASP",
        "The recovery phrase is written to the log",
        "CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N",
        "chief risk officer of the customer",
        "I have read the results up to this checkpoint",
        "Dr. Zoë Müller, technical director",
        "The back end and its APIs",
        "Tests on iOS 19 ran on one device only.",
        "The recovery phrase should not be shown on a rooted device.",
        "1.10",
        "The results relate only to the items that were tested",
        "Report NL-2026-0117",
        "End of report NL-2026-0117",
    ] {
        assert!(text.contains(wanted), "the report says \"{wanted}\"");
    }
    let data = sample();
    for pointer in [
        "/builds/0/artefact/sha256",
        "/builds/1/artefact/sha256",
        "/catalogues/0/commit",
        "/ledger/checkpoint/root",
        "/ledger/checkpoint/devices/1/root",
        "/document/id",
        "/evidence/1/content/sha256",
    ] {
        let digest = data.pointer(pointer).and_then(|value| value.as_str()).expect(pointer);
        assert!(text.contains(digest), "{pointer} is printed in one piece");
    }
    assert!(text.contains(&format!("Page {0} of {0}", outcome.pages())), "pages are counted");
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let picture = stored(folder.path(), &screenshot(900, 1600));
    let first =
        set(with_pictures(sample(), std::slice::from_ref(&picture)), vec![picture.clone()], folder.path()).pdf();
    let second = set(with_pictures(sample(), std::slice::from_ref(&picture)), vec![picture], folder.path()).pdf();
    assert!(first == second, "two runs differ");
}

#[test]
fn a_report_of_nothing_is_a_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = set(empty(), vec![], folder.path());
    assert_valid(&outcome.pdf());
    let Some(text) = text(&outcome.path) else { return };
    let nothing_yet = "Nothing is answered yet, so nothing can need attention.";
    for wanted in ["No build was added to this release", "No evidence was attached", "not recorded", nothing_yet] {
        assert!(text.contains(wanted), "the report says \"{wanted}\"");
    }
    assert!(!text.contains("Every unit that was answered"), "nobody answered anything");
}

#[test]
fn a_long_report_stays_valid_and_tells_how_far_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = set(repeated(160), vec![], folder.path());
    assert_valid(&outcome.pdf());
    let pages = outcome.pages();
    assert!(pages > 50, "{pages} pages");
    let stages: Vec<Stage> = outcome
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Progress { stage, .. } => Some(*stage),
            _ => None,
        })
        .collect();
    assert_eq!(stages, [Stage::Read, Stage::Layout, Stage::Write, Stage::Write]);
    assert_eq!(outcome.events.last(), Some(&Event::Progress { stage: Stage::Write, done: pages, total: Some(pages) }));
}

#[test]
fn contents_and_bookmarks_lead_into_the_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = set(sample(), vec![], folder.path());
    outcome.pdf();
    let Some(said) = tool("qpdf", &["--json", "--json-key=outlines", "FILE"], &outcome.path) else { return };
    let outlines: serde_json::Value = serde_json::from_str(&said).expect("qpdf says JSON");
    let chapters = outlines["outlines"].as_array().expect("bookmarks");
    let titles: Vec<&str> = chapters.iter().filter_map(|chapter| chapter["title"].as_str()).collect();
    assert_eq!(titles.len(), 10, "{titles:?}");
    let tests = &chapters[5]["kids"][0]["kids"];
    assert!(tests.as_array().is_some_and(|tests| !tests.is_empty()), "tests are bookmarked under their group");
}

#[test]
fn attachments_are_in_the_file_as_they_are_and_it_stays_valid() {
    let folder = tempfile::tempdir().expect("a folder");
    let picture = stored(folder.path(), &screenshot(100, 100));
    let file = |name: &str, sha256: &str| Attachment {
        name: name.to_owned(),
        media_type: "image/png".to_owned(),
        relationship: Relationship::Supplement,
        description: "A \"picture\" \\ of #evidence".to_owned(),
        content: AttachmentContent::File { path: picture.path.clone(), sha256: sha256.to_owned() },
    };
    let text = Attachment {
        name: "assessment.json".to_owned(),
        media_type: "application/json".to_owned(),
        relationship: Relationship::Source,
        description: "The data".to_owned(),
        content: AttachmentContent::Text("{\"a\":\"\u{e9}\"}".to_owned()),
    };
    let attachments = vec![text, file("E-1-picture.png", &picture.sha256), file("E-2-altered.png", &"0".repeat(64))];
    let template = TemplateSource::BuiltIn("assessment".to_owned());
    let plain = run_with(template.clone(), small(), vec![], vec![], folder.path());
    let pages = plain.pages();
    let outcome = run_with(template, small(), vec![], attachments, folder.path());
    assert_valid(&outcome.pdf());
    assert_eq!(outcome.pages(), pages, "attachments move nothing");
    assert_eq!(outcome.notices()[0].code, "typeset.attachment_altered");
    let Some(listed) = tool("qpdf", &["--list-attachments", "FILE"], &outcome.path) else { return };
    assert!(!listed.contains("E-2"), "{listed}");
    let said = tool("qpdf", &["--show-attachment=assessment.json", "FILE"], &outcome.path).expect("qpdf");
    assert_eq!(said, "{\"a\":\"\u{e9}\"}");
}

#[test]
fn a_table_of_three_hundred_rows_has_its_head_on_every_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = empty();
    let row =
        |index: usize| serde_json::json!({ "id": format!("TEST-{index:03}"), "title": "Withdrawn", "platform": "iOS" });
    data["method"]["limits"]["deprecated"] = (0..300).map(row).collect();
    let outcome = set(data, vec![], folder.path());
    assert_valid(&outcome.pdf());
    let Some(text) = text(&outcome.path) else { return };
    assert!((0..300).all(|index| text.contains(&format!("TEST-{index:03}"))), "every row is there");
    let heads = text.matches("Test Title Platform").count();
    assert!((7..30).contains(&heads), "{heads} heads");
}

#[test]
fn the_first_and_a_later_volume_are_archivable_and_accessible() {
    use assay_report::volumes::{Ceiling, volumes};
    let whole = assay_report::Composed {
        data: serde_json::from_value(sample()).expect("the sample is a report's data"),
        images: Vec::new(),
        builds: Vec::new(),
    };
    let ceiling = Ceiling { pages: 12, pictures: 20 };
    let all = volumes(whole, &assay_report::protocol::TemplateSource::default(), ceiling).expect("volumes");
    assert!(all.len() > 1);
    for volume in [all.first(), all.last()].into_iter().flatten() {
        let folder = tempfile::tempdir().expect("a folder");
        let outcome = set(serde_json::to_value(&volume.data).expect("JSON"), vec![], folder.path());
        assert_valid(&outcome.pdf());
        let text = text(&outcome.path).unwrap_or_default();
        let named = volume.data.document.volume.as_ref().expect("a volume");
        let said = format!("Volume {} of {}", named.number, all.len());
        assert!(text.is_empty() || text.contains(&said), "{said}");
    }
}
