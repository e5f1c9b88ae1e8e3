//! Running the program: what it says is passed on, and it can be stopped. A small script stands in for it.
#![cfg(unix)]

use std::cell::Cell;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use assay_report::ReportError;
use assay_report::protocol::{DataSource, Event, Look, Request, Stage, TemplateSource};
use assay_report::typesetter::typeset;

fn program(folder: &Path, script: &str) -> PathBuf {
    let path = folder.join("typesetter");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("it may run");
    path
}

fn request(folder: &Path) -> Request {
    Request {
        template: TemplateSource::BuiltIn("assessment".to_owned()),
        // More than a pipe holds, so that a program that reads nothing would block a careless writer.
        data: DataSource::Inline(serde_json::json!("x".repeat(1 << 20))),
        images: vec![],
        output: folder.join("report.pdf"),
        attachments: Vec::new(),
        memory_limit: None,
        time_limit: None,
        look: Look::default(),
    }
}

fn run(script: &str, cancelled: &dyn Fn() -> bool) -> (Result<assay_report::Written, ReportError>, Vec<Event>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut events = Vec::new();
    let program = program(folder.path(), script);
    let result = typeset(&program, &request(folder.path()), &mut |event| events.push(event.clone()), cancelled);
    (result, events)
}

#[test]
fn what_it_says_is_passed_on() {
    let (result, events) = run(
        r#"cat > /dev/null
echo '{"event":"progress","stage":"layout","done":0,"total":null}'
echo 'something that is no event'
echo '{"event":"notice","code":"typeset.image_altered","message":"m","subject":"s"}'
echo '{"event":"done","pages":3,"size":10,"sha256":"ab"}'"#,
        &|| false,
    );
    let written = result.expect("a document");
    assert_eq!((written.pages, written.size, written.sha256.as_str()), (3, 10, "ab"));
    assert_eq!(written.notices.len(), 1);
    assert_eq!(events.len(), 3);
    assert_eq!(events[0], Event::Progress { stage: Stage::Layout, done: 0, total: None });
}

#[test]
fn its_failure_keeps_code_place_and_next_step() {
    let (result, _) = run(
        r#"echo '{"event":"failed","code":"typeset.template","message":"M.","next_step":"N.","path":"main.typ","line":7,"column":2}'; exit 1"#,
        &|| false,
    );
    let error = result.expect_err("it failed");
    assert_eq!((error.code(), error.next_step(), error.line()), ("typeset.template", "N.", Some(7)));
    assert_eq!(error.to_string(), "M.");
}

#[test]
fn silence_is_no_document() {
    let (result, _) = run("exit 3", &|| false);
    assert_eq!(result.expect_err("it ended").code(), "report.typesetter_ended");
    let (result, _) = run("kill -9 $$", &|| false);
    assert_eq!(result.expect_err("it was killed").code(), "report.typesetter_ended");
}

#[test]
fn a_wish_to_stop_kills_it() {
    let asked = Cell::new(0);
    let (result, _) = run("exec sleep 600", &|| {
        asked.set(asked.get() + 1);
        asked.get() > 3
    });
    assert_eq!(result.expect_err("it was stopped").code(), "report.cancelled");
}

#[test]
fn a_program_that_is_not_there_is_told_with_its_path() {
    let folder = tempfile::tempdir().expect("a folder");
    let gone = folder.path().join("gone");
    let error = typeset(&gone, &request(folder.path()), &mut |_| {}, &|| false).expect_err("nothing there");
    assert_eq!(error.code(), "report.typesetter_unusable");
    assert_eq!(error.path(), Some(gone.display().to_string()));
}
