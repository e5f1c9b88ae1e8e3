//! The gate says the same everywhere: in the app's commands, on the command line, on the board and in the report.

use std::path::Path;
use std::process::Command;

use assay_commands::areas::board::{AssessmentReadinessInput, BoardShowInput, ReleaseReadinessInput};
use assay_commands::areas::workspaces::WorkspaceOpenInput;
use assay_commands::{Session, view};
use assay_tests::{User, has_tool, pdf_text};

const RELEASE: &str = "Harbour Wallet/4.2.0";

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// What the app's own commands answer.
async fn in_the_app(user: &User) -> (view::ReleaseReadiness, view::Readiness, view::Board) {
    let session = Session::new(user.home().to_owned());
    session.call(WorkspaceOpenInput { dir: text(&user.workspace()).to_owned() }).await.expect("it opens");
    let board = session.call(BoardShowInput::default()).await.expect("the board");
    let release = board.releases[0].release;
    let readiness = session.call(ReleaseReadinessInput { release }).await.expect("readiness");
    let assessment = readiness.assessments[0].assessment;
    let alone = session.call(AssessmentReadinessInput { assessment }).await.expect("readiness");
    (readiness, alone, board)
}

#[tokio::test]
async fn the_answer_is_the_same_in_app_command_line_and_report() {
    let user = User::new();
    user.json(["identity", "set", "--name", "Ada Example", "--email", "ada@example.org"]);
    user.json(["demo", text(&user.workspace())]);
    let (in_app, alone, board) = in_the_app(&user).await;
    assert!(!in_app.ready && in_app.sentence.starts_with("Not ready: "), "{}", in_app.sentence);
    assert_eq!(alone.sentence, in_app.sentence);
    assert_eq!(board.releases[0].sentence, in_app.sentence);

    let said = user.json(["release", "readiness", RELEASE]);
    assert_eq!(said["sentence"], in_app.sentence.as_str());
    assert_eq!(said["assessments"][0]["reasons"], serde_json::to_value(&alone.reasons).expect("JSON"));
    let checked = user.run(["release", "readiness", RELEASE, "--check"]);
    assert_eq!(checked.code, Some(3));
    assert!(checked.stdout.contains(&in_app.sentence), "{}", checked.stdout);
    let shown = user.run(["assessment", "show", alone.title.as_str(), "--check"]);
    assert_eq!(shown.code, Some(3));
    assert!(shown.stdout.contains(&in_app.sentence));
    assert!(user.run(["board"]).stdout.contains(&in_app.sentence));

    let report = user.path("report.pdf");
    user.json(["report", "--assessment", alone.title.as_str(), "--output", text(&report)]);
    let page = user.path("board.pdf");
    let written = user.json(["board", "--output", text(&page)]);
    assert_eq!(written["pages"], 1, "the board is one page");
    if has_tool("pdfinfo") {
        let info = Command::new("pdfinfo").arg(&page).output().expect("pdfinfo starts");
        let info = String::from_utf8_lossy(&info.stdout).into_owned();
        assert!(info.lines().any(|line| line.split_whitespace().eq(["Pages:", "1"])), "{info}");
        assert!(info.lines().any(|line| line.split_whitespace().eq(["Tagged:", "yes"])), "{info}");
    }
    // The columns of the board run beside each other: its text is read in the order of its tags.
    for (file, layout) in [(&report, "-layout"), (&page, "-raw")] {
        if !has_tool("pdftotext") {
            return;
        }
        let output = Command::new("pdftotext").args([layout, text(file), "-"]).output().expect("pdftotext starts");
        let said: String = String::from_utf8_lossy(&output.stdout).split_whitespace().collect();
        for reason in in_app.sentence.trim_end_matches('.').split([':', ',']) {
            let reason: String = reason.split_whitespace().collect();
            assert!(said.contains(&reason), "{} says {reason}: {said}", file.display());
        }
    }
    // The report prints the decision, and that it is outdated.
    let Some(text) = pdf_text(&report) else { return };
    let decision = in_app.decisions.first().expect("the example's manager decided");
    assert!(decision.outdated && text.contains("Decision: Hold") && text.contains("Outdated:"));
    assert!(text.contains_unbroken(&decision.checkpoint));
}
