//! Every template that ships, with long and short data, on both papers: valid, sound, numbered, with a clear end.

use assay_typeset::builtin::BUILT_IN;
use assay_typeset::protocol::{Look, Paper, TemplateSource};
use serde_json::{Value, json};

use crate::support::{
    Outcome, assert_valid, empty, masa, run, sample, screenshot, stored, template, text, tool, with_look, with_pictures,
};

/// The templates over the report's data.
fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|it| it.name).filter(|name| *name != "board")
}

pub(crate) fn set(name: &str, data: Value, look: Look, folder: &std::path::Path) -> Outcome {
    let picture = stored(folder, &screenshot(600, 900));
    let data = with_pictures(data, std::slice::from_ref(&picture));
    with_look(TemplateSource::BuiltIn(name.to_owned()), data, vec![picture], look, folder)
}

fn assert_sound(name: &str, outcome: &Outcome) {
    assert_valid(&outcome.pdf());
    if let Some(said) = tool("qpdf", &["--check", "FILE"], &outcome.path) {
        assert!(said.contains("No syntax or stream encoding errors found"), "{name}: {said}");
    }
}

#[test]
fn each_is_archivable_accessible_and_sound_and_says_its_number_on_every_page() {
    for name in names() {
        let folder = tempfile::tempdir().expect("a folder");
        let outcome = set(name, masa(), Look { paper: Paper::UsLetter, ..Look::default() }, folder.path());
        assert_sound(name, &outcome);
        let Some(text) = text(&outcome.path) else { return };
        let numbered = text.matches("Report NL-2026-0117").count() as u64;
        assert!(numbered >= outcome.pages(), "{name}: {numbered} of {} pages", outcome.pages());
        for wanted in [
            "End of report NL-2026-0117",
            "Northlight Security Laboratory",
            "Lumen Payments AG",
            "Dr. Zoë Müller, technical director",
            "The results relate only to the items that were tested",
            "OWASP Foundation",
            "no certification by OWASP",
            "Internal to the laboratory",
        ] {
            assert!(text.contains(wanted), "{name} says \"{wanted}\": {text}");
        }
        assert!(!text.contains("Draft"), "{name} is issued");
    }
}

#[test]
fn each_prints_data_from_which_somebody_cut_the_evidence() {
    for name in names() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut data = masa();
        data["evidence"] = json!([]);
        let outcome = run(TemplateSource::BuiltIn(name.to_owned()), data, vec![], folder.path());
        assert_sound(name, &outcome);
    }
}

#[test]
fn each_of_nothing_is_a_report_that_says_it_is_a_draft() {
    for name in names() {
        let folder = tempfile::tempdir().expect("a folder");
        let outcome =
            with_look(TemplateSource::BuiltIn(name.to_owned()), empty(), vec![], Look::default(), folder.path());
        assert_sound(name, &outcome);
        let Some(text) = text(&outcome.path) else { return };
        for wanted in ["Report 2026-11-20-00000000 · Draft", "not to be relied on", "End of report 2026-11-20-00000000"]
        {
            assert!(text.contains(wanted), "{name} says \"{wanted}\": {text}");
        }
    }
}

/// The sample with this many findings and waivers, some with long words.
pub(crate) fn crowded(count: usize) -> Value {
    let mut data = masa();
    let long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ".repeat(6);
    for (list, word) in [("findings", "finding"), ("waivers", "waiver"), ("sign_offs", "")] {
        let known = data[list].as_array().expect(list).clone();
        let more = (0..count).map(|index| {
            let mut it = known[index % known.len()].clone();
            if !word.is_empty() {
                it["number"] = json!(index + 1);
                it["anchor"] = json!(format!("{word}-{}", index + 1));
            }
            if index % 5 == 4 {
                it["title"] = json!(long);
                it["words"] = json!(long);
                it["owner"] = json!(long);
                it["approver"] = json!(long);
            }
            it
        });
        data[list] = more.collect();
    }
    data
}

#[test]
fn the_executive_summary_stays_within_four_pages() {
    for (data, fewest) in [(masa(), 2), (crowded(60), 2), (empty(), 1)] {
        let folder = tempfile::tempdir().expect("a folder");
        let outcome = set("executive", data, Look::default(), folder.path());
        assert_valid(&outcome.pdf());
        let pages = outcome.pages();
        assert!((fewest..=4).contains(&pages), "{pages} pages");
    }
}

#[test]
fn the_plan_lists_what_is_to_be_mended_the_worst_first_and_what_nobody_filed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = crowded(30);
    data["document"]["template"] = json!("remediation");
    let outcome = set("remediation", data.clone(), Look::default(), folder.path());
    assert_sound("remediation", &outcome);
    let check = assay_proof::Pages::of(&outcome.pdf()).expect("it can be read").agree_with(&data);
    assert_eq!(check.outcome, assay_proof::Outcome::Holds, "{check:?}");
    let Some(text) = text(&outcome.path) else { return };
    let at = |wanted: &str| text.find(wanted).unwrap_or_else(|| panic!("it says \"{wanted}\": {text}"));
    assert!(at("F-1 ") < at("F-2 ") && at("F-2 ") < at("F-3 "));
    for wanted in ["adb logcat", "let its toString give a fixed text", "Wallet core team", "Failed without a finding"] {
        at(wanted);
    }
}

#[test]
fn the_readiness_report_names_items_evidence_result_and_comment_and_where_there_is_none_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = set("masa", masa(), Look::default(), folder.path());
    outcome.pdf();
    if let Some(text) = text(&outcome.path) {
        for wanted in ["MASVS-STORAGE-1", "Readiness by build", "E-1 ", "states readiness only"] {
            assert!(text.contains(wanted), "it says \"{wanted}\": {text}");
        }
    }
    let outcome = set("masa", sample(), Look::default(), folder.path());
    outcome.pdf();
    if let Some(text) = text(&outcome.path) {
        assert!(text.contains("has no item of the Mobile App Security Assessment"), "{text}");
    }
}

#[test]
fn applicability_says_why_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = set("applicability", sample(), Look::default(), folder.path());
    outcome.pdf();
    let Some(text) = text(&outcome.path) else { return };
    for wanted in [
        "The profile requires nothing here on this platform.",
        "L2 asks for the weaknesses of",
        "The app has no web view on this platform",
        "Tests that nobody can perform",
    ] {
        assert!(text.contains(wanted), "it says \"{wanted}\": {text}");
    }
}

#[test]
fn a_logo_a_colour_paper_and_fonts_are_taken_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let fonts = folder.path().join("fonts");
    std::fs::create_dir(&fonts).expect("a folder");
    let font = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/fonts/NotoSansMono-Regular.ttf");
    std::fs::copy(font, fonts.join("own.ttf")).expect("a copy");
    let logo = folder.path().join("logo.png");
    std::fs::write(&logo, screenshot(300, 80)).expect("a logo");
    let look = Look {
        paper: Paper::UsLetter,
        accent: Some("#7a1f5c".to_owned()),
        logo: Some(logo),
        logo_alternative: "Northlight, a lighthouse".to_owned(),
        fonts: Some(fonts),
    };
    let plain = set("executive", sample(), Look::default(), folder.path()).pdf();
    let outcome = set("executive", sample(), look, folder.path());
    let pdf = outcome.pdf();
    assert_valid(&pdf);
    assert_ne!(plain, pdf);
    if let Some(said) = tool("pdfinfo", &["FILE"], &outcome.path) {
        assert!(said.contains("612 x 792 pts"), "{said}");
    }
    if let Some(said) = tool("pdfimages", &["-list", "FILE"], &outcome.path) {
        assert!(said.contains(" 300 "), "the logo is in it: {said}");
    }
    if let Some(said) = tool("pdffonts", &["FILE"], &outcome.path) {
        let first = said.lines().nth(2).unwrap_or_default();
        assert!(first.contains("NotoSansMono"), "{said}");
    }
}

#[test]
fn what_cannot_be_taken_over_is_told_with_file_and_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    };
    let damaged = folder.path().join("damaged");
    std::fs::create_dir(&damaged).expect("a folder");
    std::fs::write(damaged.join("a.ttf"), b"no font").expect("a file");
    let none = folder.path().join("none");
    std::fs::create_dir(&none).expect("a folder");
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let cases: [(Look, &str, Option<&str>); 7] = [
        (Look { accent: Some("teal".to_owned()), ..Look::default() }, "no colour of the form", None),
        (Look { accent: Some("#ffee00".to_owned()), ..Look::default() }, "cannot be read on white", None),
        (Look { accent: Some("#é0b5c".to_owned()), ..Look::default() }, "no colour of the form", None),
        (Look { logo: Some(at("logo.svg", svg)), ..Look::default() }, "Only PNG, JPEG, GIF and WebP", Some("logo.svg")),
        (Look { logo: Some(folder.path().join("gone.png")), ..Look::default() }, "could not be read", Some("gone.png")),
        (Look { fonts: Some(damaged), ..Look::default() }, "no font that can be read", Some("a.ttf")),
        (Look { fonts: Some(none), ..Look::default() }, "has no TrueType font", Some("none")),
    ];
    for (look, words, file) in cases {
        let outcome = with_look(TemplateSource::BuiltIn("executive".to_owned()), empty(), vec![], look, folder.path());
        let failure = outcome.failure();
        assert_eq!(failure.code, "typeset.look");
        assert!(failure.message.contains(words), "{failure:?}");
        if let Some(file) = file {
            assert!(failure.path.as_deref().is_some_and(|path| path.ends_with(file)), "{failure:?}");
        }
    }
}

#[test]
fn a_copy_of_each_gives_the_same_bytes_and_a_language_without_words_is_told() {
    for name in names() {
        let folder = tempfile::tempdir().expect("a folder");
        let copy = folder.path().join("copy");
        for (path, bytes) in assay_typeset::builtin::files(name).expect("it ships") {
            let path = copy.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        let source = TemplateSource::Folder(copy);
        let own = with_look(source.clone(), empty(), vec![], Look::default(), folder.path()).pdf();
        let shipped = TemplateSource::BuiltIn(name.to_owned());
        assert!(own == with_look(shipped, empty(), vec![], Look::default(), folder.path()).pdf(), "{name}");

        let mut data = empty();
        data["document"]["language"] = json!("xx");
        let outcome = with_look(source, data, vec![], Look::default(), folder.path());
        let failure = outcome.failure();
        assert_eq!(failure.path.as_deref(), Some("shared/strings.typ"), "{failure:?}");
        assert!(failure.line.is_some() && failure.message.contains("xx.typ"), "{failure:?}");
    }
}

#[test]
fn a_template_cannot_take_the_place_of_the_look() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = template(folder.path(), "#let x = 1");
    std::fs::write(folder.path().join("template/look.json"), "{}").expect("a file");
    let outcome = with_look(source, empty(), vec![], Look::default(), folder.path());
    assert_eq!(outcome.failure().code, "typeset.template_refused");
}
