//! Withdrawing a build or an assessment that was made by mistake, and what holds one.

mod common;

use assay_assessment::view::{
    AnswerState, AnswerText, Engagement, FindingPlace, FindingScope, FindingText, ResultCode, Severity, SignOffRole,
    UnitKind, Variant, Verdict, WaiverOver, WaiverText,
};
use assay_assessment::{ArtefactSource, Assign, NewBuild, Work, Workspace};
use assay_catalogue::Platform;
use common::{Bench, build, words};

#[tokio::test]
async fn a_wrong_build_is_withdrawn_while_nothing_rests_on_it() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let wrong = build(Platform::Android, Variant::Debug, "1.0.9");
    let wrong = workspace.add_build(bench.release, wrong, &Work::unwatched()).await.expect("added").id;
    let withdraw = |build, reason: &'static str| async move { workspace.withdraw_build(build, reason).await };
    assert_eq!(withdraw(wrong, " ").await.expect_err("why").code(), "input.missing");
    let left = withdraw(wrong, "The wrong file.").await.expect("withdrawn");
    assert!(left.builds.iter().all(|it| it.id != wrong));
    assert_eq!(workspace.build(wrong).await.expect_err("gone").code(), "build.unknown");
    assert_eq!(withdraw(wrong, "Again").await.expect_err("gone").code(), "build.unknown");
    let views = workspace.apps().await.expect("apps");
    assert!(views.iter().flat_map(|app| &app.releases).flat_map(|it| &it.builds).all(|it| it.id != wrong));
    let checklist = workspace.checklist(bench.assessment, wrong).await;
    assert_eq!(checklist.expect_err("gone").code(), "build.unknown");
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(workspace.build(wrong).await.expect_err("gone").code(), "build.unknown");

    // What was stated stays, and says what it is; also once it was taken back.
    let row = workspace.checklist(bench.assessment, bench.android).await.expect("rows").rows.remove(0);
    bench.state(&row.unit, ResultCode::Pass).await;
    let held = withdraw(bench.android, "Wrong.").await.expect_err("held");
    assert_eq!(held.code(), "build.held");
    assert!(held.to_string().contains("answers (1)"), "{held}");
    workspace.undo(bench.assessment, bench.android).await.expect("undone");
    assert!(withdraw(bench.android, "Wrong.").await.expect_err("held").to_string().contains("answers (2)"));
}

#[tokio::test]
async fn a_wrong_assessment_is_withdrawn_while_nothing_rests_on_it() {
    let bench = Bench::new("L2").await;
    let workspace = &bench.workspace;
    let engagement = Some(Engagement::default());
    let wrong = workspace.open_assessment(bench.release, "L1", None, engagement).await.expect("opened").id;
    let withdraw = |id, reason: &'static str| async move { workspace.withdraw_assessment(id, reason).await };
    assert_eq!(withdraw(wrong, " ").await.expect_err("why").code(), "input.missing");
    let left = withdraw(wrong, "The wrong level.").await.expect("withdrawn");
    assert_eq!(left.assessments.iter().map(|it| it.id).collect::<Vec<_>>(), [bench.assessment]);
    for _again in 0..2 {
        assert_eq!(workspace.assessment(wrong).await.expect_err("gone").code(), "assessment.unknown");
        let board = workspace.board(true).await.expect("the board");
        assert_eq!(board.releases.iter().map(|it| it.assessments.len()).sum::<usize>(), 1);
        workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    }
    assert_eq!(withdraw(wrong, "Again").await.expect_err("gone").code(), "assessment.unknown");

    let row = workspace.checklist(bench.assessment, bench.android).await.expect("rows").rows.remove(0);
    bench.state(&row.unit, ResultCode::Pass).await;
    let held = withdraw(bench.assessment, "Wrong.").await.expect_err("held");
    assert_eq!(held.code(), "assessment.held");
    assert!(held.to_string().contains("answers (1)"), "{held}");
}

#[tokio::test]
async fn answers_kept_because_the_file_is_the_same_hold_no_build() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let file = || Some(ArtefactSource::Sha256("ab".repeat(32)));
    let android =
        |version| NewBuild { artefact: file(), same_file: true, ..build(Platform::Android, Variant::Release, version) };
    let first = workspace.add_build(bench.release, android("2.0"), &Work::unwatched()).await.expect("added").id;
    let row = workspace.checklist(bench.assessment, first).await.expect("rows").rows.remove(0);
    let pass = ResultCode::Pass;
    let words = AnswerText::default();
    workspace.state_result(bench.assessment, first, &row.unit, pass, words, &[]).await.expect("stated");
    let twice = workspace.add_build(bench.release, android("2.0"), &Work::unwatched()).await.expect("added").id;
    let kept = workspace.checklist(bench.assessment, twice).await.expect("rows");
    assert!(kept.rows.iter().any(|it| it.unit == row.unit && it.answered_by.is_some()), "kept");
    // The first one is what they rest on; the second one may go, and with it what it had kept.
    let held = workspace.withdraw_build(first, "Twice.").await.expect_err("held");
    assert!(held.to_string().contains("reconfirmed from it (1)"), "{held}");
    workspace.withdraw_build(twice, "Added twice.").await.expect("withdrawn");
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    let rows = workspace.checklist(bench.assessment, first).await.expect("rows").rows;
    let stands = rows.iter().find(|it| it.unit == row.unit).map(|it| it.state);
    assert_eq!(stands, Some(AnswerState::Pass));
}

/// What somebody may say in an assessment.
#[derive(Debug, Clone, Copy)]
enum Said {
    Answer,
    Comment,
    Link,
    Conclusion,
    Assignment,
    SignOff,
    Waiver,
    Finding,
}

/// Says it of the first test that the assessment asks for on Android.
async fn say(bench: &Bench, said: Said) {
    let Bench { workspace, assessment, android, .. } = bench;
    let (assessment, android) = (*assessment, *android);
    let unit = bench.unit(UnitKind::Test).await;
    match said {
        Said::Answer => drop(bench.state(&unit, ResultCode::Pass).await),
        Said::Comment => {
            drop(workspace.add_comment(assessment, android, &unit, "Who does this?").await.expect("added"));
        }
        Said::Link => {
            let link = "https://example.org/4";
            drop(workspace.attach_link(assessment, android, &unit, link, "").await.expect("attached"));
        }
        Said::Conclusion => {
            let control = "MASVS-CRYPTO-1";
            let fail = Some(Verdict::Fail);
            drop(workspace.override_verdict(assessment, android, control, fail, "Seen", &[]).await.expect("concluded"));
        }
        Said::Assignment => {
            let mara = workspace.members().await.expect("members").first().map(|it| it.id);
            let all = Assign { whole_build: true, assignee: mara, ..Assign::default() };
            drop(workspace.assign(assessment, android, &all).await.expect("assigned"));
        }
        Said::SignOff => {
            drop(workspace.give_sign_off(assessment, SignOffRole::Tester, "I tested it.").await.expect("given"));
        }
        Said::Waiver => {
            bench.state(&unit, ResultCode::Fail).await;
            let over = WaiverOver::Unit { assessment, platform: Platform::Android, unit };
            let by = WaiverText {
                approver: "Nora Weiss".to_owned(),
                role: "Head of product".to_owned(),
                reason: "Until the fix ships.".to_owned(),
                ..WaiverText::default()
            };
            drop(workspace.grant_waiver(over, by, "2026-01-20").await.expect("granted"));
        }
        Said::Finding => {
            let text = FindingText { title: "A token in the clear".to_owned(), ..FindingText::default() };
            let seen = Some((android, Some(FindingPlace { assessment, unit })));
            drop(workspace.open_finding(bench.app, Some(Severity::High), text, seen).await.expect("opened"));
        }
    }
}

#[tokio::test]
async fn whatever_was_said_in_an_assessment_holds_it() {
    for (said, named) in [
        (Said::Answer, "answers (1)"),
        (Said::Comment, "comments (1)"),
        (Said::Link, "evidence (1)"),
        (Said::Conclusion, "conclusions (1)"),
        (Said::Assignment, "assignments (1)"),
        (Said::SignOff, "sign-offs (1)"),
        (Said::Waiver, "waivers (1)"),
        (Said::Finding, "findings that it shows (1)"),
    ] {
        let bench = Bench::new("L1").await;
        say(&bench, said).await;
        let held = bench.workspace.withdraw_assessment(bench.assessment, "Wrong.").await.expect_err("held");
        assert_eq!(held.code(), "assessment.held", "{said:?}");
        assert!(held.to_string().contains(named), "{said:?}: {held}");
        bench.workspace.assessment(bench.assessment).await.expect("it is there");
        bench.workspace.findings(FindingScope::App(bench.app)).await.expect("findings");
    }
}

#[tokio::test]
async fn an_assessment_that_answers_were_reconfirmed_from_stays() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let unit = bench.unit(UnitKind::Test).await;
    let same = || NewBuild {
        artefact: Some(ArtefactSource::Sha256("ab".repeat(32))),
        same_file: true,
        ..build(Platform::Android, Variant::Release, "2.0")
    };
    let first = workspace.add_build(bench.release, same(), &Work::unwatched()).await.expect("added").id;
    workspace.state_result(bench.assessment, first, &unit, ResultCode::Pass, words(), &[]).await.expect("stated");
    // In the next release the file is the same: its assessment keeps the answers, and holds nothing of its own.
    let release = workspace.add_release(bench.app, "2.0.1").await.expect("a release").id;
    let middle = workspace.open_assessment(release, "L1", None, None).await.expect("opened").id;
    let kept = workspace.add_build(release, same(), &Work::unwatched()).await.expect("added").id;
    let rows = workspace.checklist(middle, kept).await.expect("rows").rows;
    assert!(rows.iter().any(|row| row.unit == unit && row.state == AnswerState::Pass), "kept");
    // What is kept in the one after that rests on it.
    let release = workspace.add_release(bench.app, "2.0.2").await.expect("a release").id;
    workspace.open_assessment(release, "L1", None, None).await.expect("opened");
    workspace.add_build(release, same(), &Work::unwatched()).await.expect("added");
    let held = workspace.withdraw_assessment(middle, "Wrong.").await.expect_err("held");
    assert!(held.to_string().contains("reconfirmed from it (1)"), "{held}");
}

#[tokio::test]
async fn nothing_is_said_in_what_another_process_withdrew() {
    let bench = Bench::new("L2").await;
    let workspace = &bench.workspace;
    let wrong = workspace.open_assessment(bench.release, "L1", None, None).await.expect("opened").id;
    let added = build(Platform::Android, Variant::Debug, "1.0.9");
    let added = workspace.add_build(bench.release, added, &Work::unwatched()).await.expect("added").id;
    let unit = bench.unit(UnitKind::Test).await;
    // Both are known here by now.
    workspace.data_version().await.expect("a version");
    let row = workspace.checklist(wrong, bench.android).await.expect("rows").rows.remove(0).unit;
    workspace.checklist(bench.assessment, added).await.expect("rows");

    let beside = Workspace::open(workspace.dir(), &bench.home, bench.ambient.clone()).await.expect("it opens");
    beside.withdraw_assessment(wrong, "The wrong level.").await.expect("withdrawn");
    beside.withdraw_build(added, "The wrong file.").await.expect("withdrawn");
    let late = workspace.state_result(wrong, bench.android, &row, ResultCode::Pass, words(), &[]).await;
    assert_eq!(late.expect_err("it is gone").code(), "assessment.unknown");
    let late = workspace.state_result(bench.assessment, added, &unit, ResultCode::Pass, words(), &[]).await;
    assert_eq!(late.expect_err("it is gone").code(), "build.unknown");

    workspace.data_version().await.expect("a version");
    assert_eq!(workspace.checklist(wrong, bench.android).await.expect_err("gone").code(), "assessment.unknown");
    assert_eq!(workspace.checklist(bench.assessment, added).await.expect_err("gone").code(), "build.unknown");
}
