//! The process: a request on standard input, lines of JSON on standard output.

use std::io::Write;
use std::process::{Command, Stdio};

use assay_typeset::protocol::{DataSource, Event, Look, Request, TemplateSource};

pub(crate) fn ask(arguments: &[&str], input: &[u8]) -> (Option<i32>, Vec<Event>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_assay-typeset"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    // The process may refuse before it has read everything.
    let _closed = child.stdin.take().expect("piped").write_all(input);
    let output = child.wait_with_output().expect("it ends");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let events = text.lines().map(|line| serde_json::from_str(line).expect("a line is an event")).collect();
    (output.status.code(), events)
}

#[test]
fn a_request_becomes_a_file_and_the_last_line_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("report.pdf");
    let request = Request {
        template: TemplateSource::BuiltIn("assessment".to_owned()),
        data: DataSource::Inline(crate::support::sample()),
        images: vec![],
        output: output.clone(),
        attachments: Vec::new(),
        memory_limit: None,
        time_limit: None,
        look: Look::default(),
    };
    let (code, events) = ask(&[], &serde_json::to_vec(&request).expect("JSON"));
    assert_eq!(code, Some(0));
    let Some(Event::Done { size, sha256, .. }) = events.last() else { panic!("{events:?}") };
    let bytes = std::fs::read(&output).expect("the file");
    assert_eq!(*size, bytes.len() as u64);
    assert_eq!(*sha256, hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&bytes)));
}

#[test]
fn a_request_that_is_none_is_a_coded_failure() {
    let (code, events) = ask(&[], b"{\"template\":");
    assert_eq!(code, Some(1));
    let [Event::Failed(failure)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(failure.code, "typeset.request");
}

#[cfg(target_os = "linux")]
#[test]
fn a_template_without_end_meets_the_memory_ceiling() {
    let folder = tempfile::tempdir().expect("a folder");
    let main = "#let grow(x) = grow(x + x)\n#let s = \"x\"\n#for i in range(60) { s = s + s }\n#s";
    let request = Request {
        template: crate::support::template(folder.path(), main),
        data: DataSource::Inline(crate::support::empty()),
        images: vec![],
        output: folder.path().join("report.pdf"),
        attachments: vec![],
        memory_limit: Some(1 << 30),
        time_limit: None,
        look: Look::default(),
    };
    let (code, events) = ask(&[], &serde_json::to_vec(&request).expect("JSON"));
    assert_ne!(code, Some(0));
    assert!(!matches!(events.last(), Some(Event::Done { .. })), "{events:?}");
    assert!(!folder.path().join("report.pdf").exists());
}

#[test]
fn a_template_that_never_ends_meets_the_time_limit() {
    let folder = tempfile::tempdir().expect("a folder");
    // A loop over and over, each of a length that is let through by itself.
    let main = "#let turn(n) = { let x = 0\n for i in range(9000) { x += calc.rem(i * n, 7) }\n x }\n#for a in range(9000) { for b in range(9000) { [#turn(a + b)] } }";
    let request = Request {
        template: crate::support::template(folder.path(), main),
        data: DataSource::Inline(crate::support::empty()),
        images: vec![],
        output: folder.path().join("report.pdf"),
        attachments: vec![],
        memory_limit: None,
        time_limit: Some(2),
        look: Look::default(),
    };
    let (code, events) = ask(&[], &serde_json::to_vec(&request).expect("JSON"));
    assert_eq!(code, Some(1));
    let Some(Event::Failed(failure)) = events.last() else { panic!("{events:?}") };
    assert_eq!(failure.code, "typeset.time");
    assert!(!folder.path().join("report.pdf").exists());
}

#[test]
fn a_loop_without_end_is_told_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let request = Request {
        template: crate::support::template(folder.path(), "= Own\n\n#while true { [x] }"),
        data: DataSource::Inline(crate::support::empty()),
        images: vec![],
        output: folder.path().join("report.pdf"),
        attachments: vec![],
        memory_limit: None,
        time_limit: Some(120),
        look: Look::default(),
    };
    let (_, events) = ask(&[], &serde_json::to_vec(&request).expect("JSON"));
    let Some(Event::Failed(failure)) = events.last() else { panic!("{events:?}") };
    assert_eq!((failure.code.as_str(), failure.line), ("typeset.template", Some(3)), "{failure:?}");
}
