//! The main way through: app, release, builds, assessment, results, undo, evidence, comments, verdicts.

mod common;

use assay_assessment::view::{AnswerState, AnswerText, HistoryKind, ResultCode, UnitKind, Verdict};
use assay_assessment::{Work, Workspace};
use common::{Bench, words};

#[tokio::test]
async fn a_result_becomes_a_row_a_control_and_progress() {
    let bench = Bench::new("L2+R+P").await;
    let before = bench.checklist().await;
    assert_eq!(before.app_name, "Harbour");
    assert!(before.progress.required > 100, "{:?}", before.progress);
    assert_eq!(before.progress.untested, before.progress.required);
    let unit = bench.unit(UnitKind::Test).await;
    let change = bench.state(&unit, ResultCode::Fail).await;
    assert!(change.rows.iter().all(|row| row.unit == unit && row.state == AnswerState::Fail));
    assert!(change.controls.iter().any(|control| control.verdict == Verdict::Fail));
    assert_eq!(change.progress.fail, 1);
    let after = bench.checklist().await;
    assert_eq!(after.progress, change.progress);
    for row in &change.rows {
        assert!(after.rows.contains(row), "the change says what the checklist says");
        assert_eq!(row.answered_by.as_deref(), Some("Mara Lind"));
        assert!(row.has_note);
    }
    for control in &change.controls {
        assert!(after.controls.contains(control));
    }
    for group in &change.groups {
        assert!(after.groups.contains(group));
    }
    // What the change leaves out did not change.
    let touched = |id: &str| change.controls.iter().any(|control| control.id == id);
    for (old, new) in before.controls.iter().zip(&after.controls) {
        assert!(touched(&new.id) || old == new, "{} changed unsaid", new.id);
    }
}

#[tokio::test]
async fn the_detail_of_a_unit_tells_everything() {
    let bench = Bench::new("L1").await;
    let unit = bench.unit(UnitKind::Test).await;
    bench.state(&unit, ResultCode::Pass).await;
    bench.state(&unit, ResultCode::Inconclusive).await;
    let place = (bench.assessment, bench.android);
    bench.workspace.add_comment(place.0, place.1, &unit, "Look again **tomorrow**").await.expect("a comment");
    let added = bench.workspace.attach_note(place.0, place.1, &unit, "A note", "what it is").await.expect("a note");
    let detail = bench.workspace.unit(place.0, place.1, &unit).await.expect("the detail");
    assert_eq!(detail.answers.len(), 1);
    assert_eq!(detail.answers[0].result, ResultCode::Inconclusive);
    assert!(detail.answers[0].note_html.contains("Seen on the device."));
    assert!(detail.comments[0].html.contains("<strong>tomorrow</strong>"));
    assert_eq!(detail.evidence, added.evidence);
    let kinds: Vec<HistoryKind> = detail.history.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [HistoryKind::Evidence, HistoryKind::Comment, HistoryKind::Result, HistoryKind::Result]);
    assert!(!detail.because.is_empty());
    assert!(!detail.summary.is_empty());
    assert!(detail.links.iter().any(|link| link.kind == "control"));
    assert!(detail.text.is_none(), "nothing was synced");
}

#[tokio::test]
async fn undo_walks_back_one_step_at_a_time() {
    let bench = Bench::new("L1").await;
    let unit = bench.unit(UnitKind::Test).await;
    let (assessment, build) = (bench.assessment, bench.android);
    let workspace = &bench.workspace;
    bench.state(&unit, ResultCode::Pass).await;
    bench.state(&unit, ResultCode::Fail).await;
    let added = workspace.attach_note(assessment, build, &unit, "Log", "").await.expect("a note");
    workspace.remove_evidence(assessment, build, added.evidence[0].id).await.expect("removed");
    workspace.add_comment(assessment, build, &unit, "Hm").await.expect("a comment");

    let undo = || async { workspace.undo(assessment, build).await.expect("undone") };
    assert_eq!(bench.row(&unit).await.comments, 1);
    undo().await;
    assert_eq!(bench.row(&unit).await.comments, 0);
    assert_eq!(undo().await.undone, format!("Log is attached to {} again.", bench.row(&unit).await.label));
    assert_eq!(bench.row(&unit).await.evidence, 1);
    undo().await;
    assert_eq!(bench.row(&unit).await.evidence, 0);
    assert_eq!(bench.row(&unit).await.state, AnswerState::Fail);
    undo().await;
    assert_eq!(bench.row(&unit).await.state, AnswerState::Pass);
    let last = undo().await;
    assert_eq!(last.unit.as_deref(), Some(unit.as_str()));
    let row = bench.row(&unit).await;
    assert_eq!((row.state, row.answered_by), (AnswerState::Untested, None));
    assert!(workspace.unit(assessment, build, &unit).await.expect("the detail").answers.is_empty());
    let error = workspace.undo(assessment, build).await.expect_err("nothing is left");
    assert_eq!(error.code(), "undo.nothing");
    // After all that, a new result can still be stated over what is there.
    assert_eq!(bench.state(&unit, ResultCode::Pass).await.rows[0].state, AnswerState::Pass);
}

#[tokio::test]
async fn what_somebody_saw_before_is_not_overwritten() {
    let bench = Bench::new("L1").await;
    let unit = bench.unit(UnitKind::Test).await;
    bench.state(&unit, ResultCode::Pass).await;
    let stale: Vec<String> = Vec::new();
    let error = bench
        .workspace
        .state_result(bench.assessment, bench.android, &unit, ResultCode::Fail, words(), &stale)
        .await
        .expect_err("it was answered meanwhile");
    assert_eq!(error.code(), "statement.changed_meanwhile");
    assert_eq!(error.to_string(), "This was changed meanwhile: it is now pass by Mara Lind");
    assert_eq!(bench.row(&unit).await.state, AnswerState::Pass);
}

#[tokio::test]
async fn results_need_their_words_and_their_place() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let place = (bench.assessment, bench.android);
    let test = bench.unit(UnitKind::Test).await;
    let direct = bench.unit(UnitKind::Direct).await;
    let code = async |unit: &str, result, text| {
        let stated = workspace.state_result(place.0, place.1, unit, result, text, &[]).await;
        stated.map_or_else(|error| error.code(), |_| "taken")
    };
    let note = AnswerText { note: "Seen".to_owned(), ..AnswerText::default() };
    let method = AnswerText { method: "Reading".to_owned(), ..AnswerText::default() };
    let blank = AnswerText { justification: " \n".to_owned(), ..AnswerText::default() };
    assert_eq!(code(&test, ResultCode::NotApplicable, blank).await, "result.justification_missing");
    assert_eq!(code(&direct, ResultCode::Pass, note).await, "result.method_missing");
    assert_eq!(code(&direct, ResultCode::Fail, method).await, "result.note_missing");
    assert_eq!(code("test:MASTG-TEST-9999", ResultCode::Pass, words()).await, "unit.not_in_profile");
    assert_eq!(code("nonsense", ResultCode::Pass, words()).await, "unit.unknown");
    assert_eq!(code(&test, ResultCode::Pass, AnswerText::default()).await, "taken");
    assert_eq!(code(&direct, ResultCode::Untested, AnswerText::default()).await, "taken");

    let other = workspace.add_release(bench.app, "2.0").await.expect("a release").id;
    let new = common::build(assay_catalogue::Platform::Android, assay_assessment::view::Variant::Debug, "2.0.0");
    let foreign = workspace.add_build(other, new, &Work::unwatched()).await.expect("a build").id;
    let error = workspace
        .state_result(place.0, foreign, &test, ResultCode::Pass, words(), &[])
        .await
        .expect_err("the build is of another release");
    assert_eq!(error.code(), "build.other_release");
}

#[tokio::test]
async fn it_is_all_there_after_opening_again_and_after_a_rebuild() {
    let bench = Bench::new("L2+R").await;
    let unit = bench.unit(UnitKind::Test).await;
    bench.state(&unit, ResultCode::Pass).await;
    let before = bench.checklist().await;
    bench.workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(bench.checklist().await, before);
    let Bench { home, ambient, workspace, assessment, android, folder, .. } = bench;
    let dir = workspace.dir().to_owned();
    workspace.close().await;
    let workspace = Workspace::open(&dir, &home, ambient).await.expect("it opens");
    assert_eq!(workspace.checklist(assessment, android).await.expect("a checklist"), before);
    assert_eq!(workspace.describe().await.expect("the frame").name, "Tests");
    assert_eq!(workspace.notice(), None);
    assert!(workspace.verify(&Work::unwatched()).await.expect("checked").sound);
    drop(folder);
}
