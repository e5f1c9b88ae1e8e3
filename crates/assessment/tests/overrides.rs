//! Verdicts of real plans: what counts, overrides, builds of record, resilience on debug builds.

mod common;

use assay_assessment::view::{AnswerState, ResultCode, UnitKind, Variant, Verdict, VerdictView};
use assay_assessment::{Work, Workspace};
use assay_catalogue::Platform;
use common::{Bench, build, words};
use uuid::Uuid;

/// States one result for every required unit of a control.
async fn settle(
    workspace: &Workspace,
    assessment: Uuid,
    build: Uuid,
    control: &str,
    result: ResultCode,
) -> VerdictView {
    let verdict = workspace.verdict(assessment, build, control).await.expect("a verdict");
    let mut done = Vec::new();
    for unit in verdict.weaknesses.iter().flat_map(|part| &part.units).filter(|unit| unit.required) {
        if !done.contains(&unit.unit) {
            done.push(unit.unit.clone());
            let checklist = workspace.checklist(assessment, build).await.expect("a checklist");
            let row = checklist.rows.iter().find(|row| row.unit == unit.unit).expect("its row");
            workspace
                .state_result(assessment, build, &unit.unit, result, words(), &row.heads)
                .await
                .expect("the result is taken");
        }
    }
    workspace.verdict(assessment, build, control).await.expect("a verdict")
}

/// A control that has weaknesses, is in scope and secondary for nothing that could turn it.
const CONTROL: &str = "MASVS-CRYPTO-1";

#[tokio::test]
async fn a_control_passes_when_all_that_it_requires_passed() {
    let bench = Bench::new("L2").await;
    let before = bench.workspace.verdict(bench.assessment, bench.android, CONTROL).await.expect("a verdict");
    assert_eq!((before.verdict, before.row), (Verdict::Untested, 2));
    assert!(before.sentence.contains("no answer that counts"), "{}", before.sentence);
    let after = settle(&bench.workspace, bench.assessment, bench.android, CONTROL, ResultCode::Pass).await;
    assert_eq!((after.verdict, after.row), (Verdict::Pass, 5), "{}", after.sentence);
    let again = settle(&bench.workspace, bench.assessment, bench.android, CONTROL, ResultCode::NotApplicable).await;
    assert_eq!((again.verdict, again.row), (Verdict::NotApplicable, 4), "{}", again.sentence);
    let ios = bench.workspace.verdict(bench.assessment, bench.ios, CONTROL).await.expect("a verdict");
    assert_eq!(ios.verdict, Verdict::Untested, "one platform says nothing about the other");
}

#[tokio::test]
async fn overrides_need_a_reason_lower_and_can_be_taken_back() {
    let bench = Bench::new("L2").await;
    let (workspace, assessment, android) = (&bench.workspace, bench.assessment, bench.android);
    settle(workspace, assessment, android, CONTROL, ResultCode::Pass).await;
    let state = async |verdict, reason: &str, expected: &[String]| {
        workspace.override_verdict(assessment, android, CONTROL, verdict, reason, expected).await
    };
    let code = |result: Result<VerdictView, assay_assessment::AssessmentError>| result.expect_err("refused").code();
    assert_eq!(code(state(Some(Verdict::Fail), " ", &[]).await), "override.reason_missing");
    for raising in [Verdict::Pass, Verdict::NotApplicable, Verdict::Untested, Verdict::OutOfScope] {
        assert_eq!(code(state(Some(raising), "Because", &[]).await), "override.does_not_lower");
    }
    assert_eq!(code(state(None, "", &[]).await), "override.missing");
    let lowered = state(Some(Verdict::Inconclusive), "Keys are **rotated** by hand", &[]).await.expect("lowered");
    assert_eq!((lowered.verdict, lowered.computed), (Verdict::Inconclusive, Verdict::Pass));
    assert!(!lowered.overrides[0].concludes && !lowered.to_conclude, "it lowers");
    assert_eq!(lowered.overrides[0].reason.as_deref(), Some("Keys are **rotated** by hand"));
    assert!(lowered.sentence.contains("An assessor concluded inconclusive where the rule gives pass."));
    assert_eq!(code(state(Some(Verdict::Fail), "Because", &[]).await), "statement.changed_meanwhile");

    // The results get worse: the override stays in the record and has no effect.
    let failed = settle(workspace, assessment, android, CONTROL, ResultCode::Fail).await;
    assert_eq!(failed.verdict, Verdict::Fail);
    assert!(!failed.overrides[0].effective);
    settle(workspace, assessment, android, CONTROL, ResultCode::Pass).await;
    let back = state(None, "", &lowered.override_heads).await.expect("taken back");
    assert_eq!(back.verdict, Verdict::Pass);
    assert!(back.overrides.is_empty());
    assert_eq!(back.override_heads.len(), 1, "the next one names what took it back");
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(workspace.verdict(assessment, android, CONTROL).await.expect("a verdict"), back);
}

#[tokio::test]
async fn a_secondary_failure_asks_the_assessor() {
    let bench = Bench::new("L2+P").await;
    let (workspace, assessment, android) = (&bench.workspace, bench.assessment, bench.android);
    let pinned = workspace.pinned(assessment).await.expect("catalogues");
    let plan = workspace.plan(assessment, Platform::Android).await.expect("a plan");
    let (secondary, primary) = plan
        .controls
        .iter()
        .flat_map(|control| control.secondary.iter().map(move |weakness| (control.id.clone(), weakness.clone())))
        .find_map(|(control, weakness)| {
            let primary = pinned.weakness_by_reference(&weakness)?.primary_control()?.to_owned();
            (primary != control).then_some((control, primary))
        })
        .expect("the catalogues have a secondary control");
    settle(workspace, assessment, android, &secondary, ResultCode::Pass).await;
    let failed = settle(workspace, assessment, android, &primary, ResultCode::Fail).await;
    assert_eq!(failed.verdict, Verdict::Fail);
    settle(workspace, assessment, android, &secondary, ResultCode::Pass).await;
    let turned = workspace.verdict(assessment, android, &secondary).await.expect("a verdict");
    assert_eq!((turned.verdict, turned.row), (Verdict::Inconclusive, 5), "{}", turned.sentence);
    assert!(!turned.secondary_failures.is_empty() && turned.to_conclude);
    let concluded = workspace
        .override_verdict(assessment, android, &secondary, Some(Verdict::Pass), "It is about another part", &[])
        .await
        .expect("concluded");
    assert_eq!(concluded.verdict, Verdict::Pass);
    assert!(concluded.overrides[0].concludes, "it lowers nothing");
    // The reason is redacted, and with it what was concluded on: the question is open again.
    let entry = concluded.override_heads[0].parse().expect("an entry");
    workspace.redact(&entry, "It named a person").await.expect("redacted");
    let open = workspace.verdict(assessment, android, &secondary).await.expect("a verdict");
    assert_eq!((open.verdict, open.overrides[0].reason.clone()), (Verdict::Inconclusive, None));
}

#[tokio::test]
async fn resilience_counts_on_release_variants_only() {
    let bench = Bench::new("L2+R").await;
    let (workspace, assessment) = (&bench.workspace, bench.assessment);
    let debug = build(Platform::Android, Variant::Debug, "1.0.1");
    let debug = workspace.add_build(bench.release, debug, &Work::unwatched()).await.expect("a build").id;
    let control = "MASVS-RESILIENCE-2";
    let on_debug = settle(workspace, assessment, debug, control, ResultCode::Pass).await;
    assert_eq!(on_debug.verdict, Verdict::Untested, "{}", on_debug.sentence);
    let unit = &on_debug.weaknesses[0].units[0];
    assert_eq!((unit.state, unit.counts), (AnswerState::Pass, false));
    assert!(unit.remark.contains("release variants only"));
    let on_release = settle(workspace, assessment, bench.android, control, ResultCode::Pass).await;
    assert_eq!(on_release.verdict, Verdict::Pass, "{}", on_release.sentence);
    let other = settle(workspace, assessment, debug, CONTROL, ResultCode::Pass).await;
    assert_eq!(other.verdict, Verdict::Pass, "other groups count on any variant");
}

#[tokio::test]
async fn the_build_of_record_is_the_newest_that_users_get() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let record = async || {
        let builds = workspace.builds_of_record(bench.assessment).await.expect("builds");
        builds.iter().map(|build| build.id).collect::<Vec<_>>()
    };
    let add = async |platform, variant, version| {
        let new = build(platform, variant, version);
        workspace.add_build(bench.release, new, &Work::unwatched()).await.expect("a build").id
    };
    assert_eq!(record().await, [bench.android, bench.ios]);
    add(Platform::Android, Variant::Debug, "1.0.1").await;
    assert_eq!(record().await, [bench.android, bench.ios], "a debug build takes no release's place");
    let newer = add(Platform::Android, Variant::StoreSigned, "1.0.2").await;
    assert_eq!(record().await, [newer, bench.ios]);
    let verdicts = workspace.verdicts(bench.assessment).await.expect("verdicts");
    assert_eq!(verdicts.platforms.len(), 2);
    assert_eq!(verdicts.platforms[0].verdicts.len(), 24, "every control of MASVS");
    let out = verdicts.platforms[0].verdicts.iter().find(|it| it.verdict == Verdict::OutOfScope);
    assert_eq!(out.map(|it| it.row), Some(0));
}

#[tokio::test]
async fn a_justification_that_was_redacted_no_longer_justifies() {
    let bench = Bench::new("L2").await;
    let unit = bench.unit(UnitKind::Test).await;
    let change = bench.state(&unit, ResultCode::NotApplicable).await;
    assert_eq!(change.rows[0].state, AnswerState::NotApplicable);
    let entry = change.entry.parse().expect("an entry");
    bench.workspace.redact(&entry, "It named a person").await.expect("redacted");
    let row = bench.row(&unit).await;
    assert_eq!((row.state, row.former), (AnswerState::Untested, Some(ResultCode::NotApplicable)));
    let detail = bench.workspace.unit(bench.assessment, bench.android, &unit).await.expect("the detail");
    assert_eq!((detail.answers[0].result, detail.answers[0].text.clone()), (ResultCode::NotApplicable, None));
    let again = bench.workspace.redact(&entry, "Again").await.expect_err("it is gone");
    assert_eq!(again.code(), "body.nothing_to_redact");
    assert!(bench.workspace.verify(&Work::unwatched()).await.expect("checked").sound, "the chain still verifies");
}
