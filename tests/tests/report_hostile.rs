//! Words and bytes that nobody hands in by accident, from the workspace through the report to its check.

mod common;

use std::collections::BTreeSet;
use std::process::Command;

use assay_assessment::Work;
use assay_assessment::view::{AnswerState, AnswerText, FindingText, ResultCode, Severity};
use assay_proof::{Against, Outcome, verify};
use assay_report::Options;
use assay_tests::{has_tool, pdf_text};
use common::example;
use lopdf::{Document, Object};

/// By what they are.
fn hostile() -> Vec<(&'static str, String)> {
    vec![
        (
            "markup of the typesetter",
            "#panic() #import \"@preview/x:1.0.0\" $x^2$ *b* `r` <l> @r = H // c /* \\u{41}".to_owned(),
        ),
        ("overrides of the direction", "bill\u{202e}fdp.exe\u{202c} \u{2066}a\u{2069} \u{200f}b".to_owned()),
        ("a word of ten thousand letters", "Supercalifragilistic".repeat(500)),
        ("letters without width", "pass\u{200b}word\u{200d}\u{feff}\u{2060}\u{ad}s".to_owned()),
        (
            "sequences of pictures",
            "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{1f3f3}\u{fe0f}\u{200d}\u{1f308} \u{1f44d}\u{1f3fd}"
                .to_owned(),
        ),
        ("piles of marks", "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}".repeat(20)),
        ("scripts that mix", "Grüße العربية 123 עברית हिन्दी 日本語 한국어 \u{e000} \u{e0041}".to_owned()),
        (
            "markdown and HTML",
            "<script>alert(1)</script> ![x](file:///etc/passwd) [y](javascript:z) | a |\n|---|\n> q".to_owned(),
        ),
        ("signs of a check", "F-1 W-1 E-1 End of report. CVSS:4.0/AV:N".to_owned()),
    ]
}

/// A log with bytes that are no text in any one encoding.
fn log(words: &str) -> Vec<u8> {
    [words.as_bytes(), b"\n\xff\xfe\x00 lone \xed\xa0\x80 cut \xe2\x82 overlong \xc0\xaf\r\n", words.as_bytes()]
        .concat()
}

#[tokio::test]
async fn hostile_words_and_bytes_come_out_of_the_workspace_in_a_report_that_holds() {
    let made = example().await;
    let (workspace, assessment, android) = (&made.workspace, made.example.assessment, made.example.android);
    let rows = workspace.checklist(assessment, android).await.expect("a checklist").rows;
    let untested = rows.iter().filter(|it| it.state == AnswerState::Untested && it.unit.starts_with("test:"));
    let units: Vec<&str> = untested.map(|it| it.unit.as_str()).take(hostile().len()).collect();
    assert_eq!(units.len(), hostile().len(), "there are units enough");
    let mut logs = BTreeSet::new();
    for ((what, words), unit) in hostile().into_iter().zip(units) {
        // A name and a caption have their lengths and are one line.
        let line = words.replace('\n', " ");
        let name: String = line.chars().take(120).chain(".log".chars()).collect();
        let caption: String = line.chars().take(3_000).collect();
        let text = AnswerText { note: words.clone(), ..AnswerText::default() };
        workspace.state_result(assessment, android, unit, ResultCode::Fail, text, &[]).await.expect(what);
        workspace.add_comment(assessment, android, unit, &words).await.expect(what);
        workspace.attach_note(assessment, android, unit, &words, &caption).await.expect(what);
        let bytes = log(&words);
        logs.insert(assay_tests::sha256(&bytes));
        workspace.attach_bytes(assessment, android, unit, &name, bytes, &caption).await.expect(what);
        let title: String = line.chars().take(150).collect();
        let finding = FindingText {
            title,
            description: words.clone(),
            steps: words.clone(),
            remedy: words.clone(),
            owner: line.chars().take(60).collect(),
            ..FindingText::default()
        };
        workspace
            .open_finding(made.example.app, Some(Severity::High), finding, Some((android, None)))
            .await
            .expect(what);
    }
    // A name that is no text, as a file system may hold it.
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let path = made.folder.path().join(std::ffi::OsStr::from_bytes(b"se\xffssion.log"));
        std::fs::write(&path, log("device")).expect("a file");
        let work = Work::unwatched();
        let unit = rows.first().expect("a row").unit.as_str();
        workspace.attach_files(assessment, android, unit, &[path], "", &work).await.expect("attached");
        logs.insert(assay_tests::sha256(&log("device")));
    }

    let output = made.folder.path().join("report.pdf");
    let options = Options { evidence: true, comments: true, ..Options::default() };
    assay_report::export(workspace, assessment, &options, &output, &Work::unwatched()).await.expect("a report");
    let file = std::fs::read(&output).expect("a file");
    let evidence =
        assay_proof::evidence::digests(&made.folder.path().join("work/evidence"), &|| false).expect("evidence");
    let said = verify(&file, &Against { evidence: Some(&evidence), ..Against::default() }).expect("it can be read");
    assert!(said.sound, "{said:#?}");
    for id in ["attachments.agree", "printed.agrees", "evidence.digests", "record.results", "record.complete"] {
        let check = said.checks.iter().find(|check| check.id == id).expect(id);
        assert_eq!(check.outcome, Outcome::Holds, "{check:?}");
    }

    // The logs are inside, byte by byte.
    let document = Document::load_mem(&file).expect("a file");
    let streams = document.objects.values().filter_map(|object| Object::as_stream(object).ok());
    let inside: BTreeSet<String> =
        streams.filter_map(|it| it.get_plain_content().ok()).map(|bytes| assay_tests::sha256(&bytes)).collect();
    assert!(logs.is_subset(&inside), "{:?} are not inside", logs.difference(&inside));

    if has_tool("qpdf") {
        let checked = Command::new("qpdf").arg("--check").arg(&output).output().expect("qpdf starts");
        let said = String::from_utf8_lossy(&checked.stdout);
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
    }
    let Some(text) = pdf_text(&output) else { return };
    for wanted in ["#panic() #import", "[U+202E]", "[U+1F469]", "[U+E000]"] {
        assert!(text.contains(wanted), "it says {wanted}");
    }
    assert!(!text.contains("\u{202e}"), "no override is printed as it is");
}
