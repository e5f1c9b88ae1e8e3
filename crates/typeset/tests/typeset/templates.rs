//! Templates of users: what they may do, and how their faults are told.

use crate::support::{assert_valid, empty, run, template, text};
use assay_typeset::protocol::TemplateSource;

const HEAD: &str = "#let data = json(\"/data.json\")\n#set document(title: data.document.title)\n";

#[test]
fn a_template_of_ones_own_sees_the_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = template(folder.path(), &format!("{HEAD}= Own\n#data.cover.app, #data.document.generator"));
    let outcome = run(source, empty(), vec![], folder.path());
    assert_valid(&outcome.pdf());
    if let Some(text) = text(&outcome.path) {
        assert!(text.contains("App, Assay 0.1.0"), "{text}");
    }
}

#[test]
fn a_fault_is_told_with_file_line_and_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = template(folder.path(), &format!("{HEAD}= Own\n\n  #data.nothing"));
    let outcome = run(source, empty(), vec![], folder.path());
    let failure = outcome.failure();
    assert_eq!(failure.code, "typeset.template");
    assert_eq!((failure.path.as_deref(), failure.line, failure.column), (Some("main.typ"), Some(5), Some(9)));
    assert!(failure.message.contains("nothing"), "{failure:?}");
    assert!(!outcome.path.exists(), "nothing was written");
}

#[test]
fn a_picture_without_alternative_text_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = template(
        folder.path(),
        &format!("{HEAD}= Own\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))"),
    );
    let failure = run(source, empty(), vec![], folder.path());
    assert_eq!(failure.failure().code, "typeset.template");
}

#[test]
fn a_template_reaches_nothing_but_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("secret.txt"), "secret").expect("a file");
    for attempt in [
        "#read(\"/etc/passwd\")",
        "#read(\"../secret.txt\")",
        "#import \"@preview/tablex:0.0.8\": *",
        "#plugin(\"a.wasm\")",
        "#read(\"linked.txt\")",
    ] {
        let source = template(folder.path(), &format!("{HEAD}{attempt}"));
        #[cfg(unix)]
        {
            let link = folder.path().join("template/linked.txt");
            if !link.is_symlink() {
                std::os::unix::fs::symlink(folder.path().join("secret.txt"), link).expect("a link");
            }
        }
        std::fs::write(folder.path().join("template/a.wasm"), b"\0asm\x01\0\0\0").expect("a file");
        let outcome = run(source, empty(), vec![], folder.path());
        assert_eq!(outcome.failure().code, "typeset.template", "{attempt}");
        assert_eq!(outcome.failure().line, Some(3), "{attempt}");
    }
}

#[test]
fn today_is_the_documents_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = template(folder.path(), &format!("{HEAD}= Own\n#datetime.today().display()"));
    let outcome = run(source, empty(), vec![], folder.path());
    outcome.pdf();
    if let Some(text) = text(&outcome.path) {
        assert!(text.contains("2026-11-20"), "{text}");
    }
}

#[test]
fn what_is_no_template_is_refused_with_a_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let unknown = TemplateSource::BuiltIn("letter".to_owned());
    assert_eq!(run(unknown, empty(), vec![], folder.path()).failure().code, "typeset.template_unknown");
    let gone = TemplateSource::Folder(folder.path().join("gone"));
    assert_eq!(run(gone, empty(), vec![], folder.path()).failure().code, "typeset.template_unreadable");
    let other = TemplateSource::Folder(folder.path().to_owned());
    assert_eq!(run(other, empty(), vec![], folder.path()).failure().code, "typeset.template_refused");
    let reserved = template(folder.path(), HEAD);
    std::fs::write(folder.path().join("template/data.json"), "{}").expect("a file");
    assert_eq!(run(reserved, empty(), vec![], folder.path()).failure().code, "typeset.template_refused");
}

#[test]
fn data_without_a_date_or_an_id_is_refused() {
    for key in ["id", "created"] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut data = empty();
        data["document"].as_object_mut().expect("document").remove(key);
        let outcome = run(TemplateSource::BuiltIn("assessment".to_owned()), data, vec![], folder.path());
        assert_eq!(outcome.failure().code, "typeset.data_malformed");
    }
}

#[test]
fn a_place_that_cannot_be_written_is_told_and_a_former_report_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = run(TemplateSource::BuiltIn("assessment".to_owned()), empty(), vec![], &folder.path().join("gone"));
    assert_eq!(outcome.failure().code, "typeset.output");
    std::fs::write(folder.path().join("report.pdf"), "former").expect("a file");
    let source = template(folder.path(), "#nothing");
    let outcome = run(source, empty(), vec![], folder.path());
    assert_eq!(outcome.failure().code, "typeset.template");
    assert_eq!(std::fs::read_to_string(&outcome.path).expect("it is there"), "former");
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .filter_map(Result::ok)
        .map(|entry| entry.file_name())
        .collect();
    assert_eq!(left.len(), 2, "no half file is left: {left:?}");
}
