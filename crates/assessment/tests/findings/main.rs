//! Findings and waivers, through the doors that users go through.

#[path = "../common/mod.rs"]
mod common;
mod waivers;

use assay_assessment::view::{
    CandidateReason, FindingDetail, FindingEventKind, FindingOnBuild, FindingPlace, FindingRow, FindingScope,
    FindingState, FindingText, ResultCode, RetestOutcome, Severity, UnitKind, Variant, WaiverOver, WaiverText,
    WaiverView,
};
use assay_assessment::{AssessmentError, Work, Workspace};
use assay_catalogue::{FindingSeverity, Platform};
use common::{Bench, words};
use uuid::Uuid;

const VECTOR: &str = "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N";

fn text(title: &str) -> FindingText {
    FindingText { title: title.to_owned(), ..FindingText::default() }
}

fn accepted() -> WaiverText {
    WaiverText {
        approver: "Ines Roth".to_owned(),
        role: "Head of security".to_owned(),
        reason: "The server refuses it since May.".to_owned(),
        conditions: "The rule stays in place.".to_owned(),
        ..WaiverText::default()
    }
}

fn code<T>(result: Result<T, AssessmentError>) -> &'static str {
    result.err().map_or("done", |error| error.code())
}

/// A unit that failed on the Android build.
async fn failed(bench: &Bench) -> String {
    let unit = bench.unit(UnitKind::Test).await;
    bench.state(&unit, ResultCode::Fail).await;
    unit
}

/// A finding that a failed unit showed on the Android build.
async fn found(bench: &Bench, unit: &str, severity: Severity) -> FindingDetail {
    let place = FindingPlace { assessment: bench.assessment, unit: unit.to_owned() };
    let seen = Some((bench.android, Some(place)));
    bench.workspace.open_finding(bench.app, Some(severity), text("Keys in the log"), seen).await.expect("opened")
}

/// The next release with a build for Android and an assessment.
async fn next(bench: &Bench, profile: &str) -> (Uuid, Uuid, Uuid) {
    let release = bench.workspace.add_release(bench.app, "1.1").await.expect("a release").id;
    let build = common::build(Platform::Android, Variant::Release, "1.1.0");
    let build = bench.workspace.add_build(release, build, &Work::unwatched()).await.expect("a build").id;
    let assessment = bench.workspace.open_assessment(release, profile, None, None).await.expect("opened").id;
    (release, build, assessment)
}

async fn one(workspace: &Workspace, scope: FindingScope, finding: Uuid) -> Option<FindingRow> {
    workspace.findings(scope).await.expect("findings").into_iter().find(|row| row.id == finding)
}

async fn grant(workspace: &Workspace, over: WaiverOver, until: &str) -> Result<WaiverView, AssessmentError> {
    workspace.grant_waiver(over, accepted(), until).await
}

#[tokio::test]
async fn a_finding_keeps_its_identity_and_is_fixed_only_by_a_retest_on_a_named_build() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let unit = failed(&bench).await;
    let opened = found(&bench, &unit, Severity::High).await.finding;
    assert_eq!((opened.state, opened.severity, opened.builds.len()), (FindingState::Open, Severity::High, 1));
    assert_eq!(opened.builds[0].places[0].unit, unit);
    let (release, later, assessment) = next(&bench, "L1").await;
    let scope = FindingScope::Assessment(assessment);
    let carried = one(workspace, scope, opened.id).await.expect("it concerns the next release");
    assert_eq!(carried.state, FindingState::Open, "a new build proves nothing");

    // A pass of the same unit there does not mend it either: somebody has to say so of the finding.
    let heads: Vec<String> = Vec::new();
    let passed =
        workspace.state_result(assessment, later, &unit, ResultCode::Pass, words(), &heads).await.expect("taken");
    assert_eq!(one(workspace, scope, opened.id).await.expect("there").state, FindingState::Open);
    let retest = async |outcome, basis: Option<&str>, expected: &[String]| {
        workspace.retest_finding(opened.id, later, outcome, "Looked at the log.", basis, expected).await
    };
    let fixed = retest(RetestOutcome::Fixed, Some(&passed.entry), &[]).await.expect("retested").finding;
    assert_eq!((fixed.state, fixed.fixed_on.as_slice()), (FindingState::Fixed, [later].as_slice()));
    assert_eq!(fixed.builds[0].basis.as_deref(), Some(passed.entry.as_str()));
    assert_eq!(fixed.builds[0].note.as_deref(), Some("Looked at the log."));
    // The release before still has it.
    let before = one(workspace, FindingScope::Release(bench.release), opened.id).await.expect("there");
    assert_eq!((before.state, before.builds.len()), (FindingState::Open, 1));
    assert_eq!(
        one(workspace, FindingScope::Release(release), opened.id).await.expect("there").state,
        FindingState::Fixed
    );

    // It comes back on the same build: the later statement names what it takes the place of.
    assert_eq!(code(retest(RetestOutcome::StillThere, None, &[]).await), "statement.changed_meanwhile");
    let back = retest(RetestOutcome::StillThere, None, &fixed.builds[0].heads).await.expect("retested").finding;
    assert_eq!((back.state, back.builds[0].state), (FindingState::Open, FindingOnBuild::StillThere));
    // Fixed on one platform says nothing of the other.
    let heads = &back.builds[0].heads;
    retest(RetestOutcome::Fixed, None, heads).await.expect("retested");
    let on_ios = workspace.link_finding(opened.id, bench.ios, None).await.expect("linked").finding;
    assert_eq!(on_ios.state, FindingState::Open);
    assert_eq!(on_ios.builds.len(), 3);
}

#[tokio::test]
async fn a_finding_by_hand_is_open_everywhere_until_a_build_says_otherwise() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let opened =
        workspace.open_finding(bench.app, Some(Severity::Low), text("No rate limit"), None).await.expect("opened");
    let id = opened.finding.id;
    let (release, build, _) = next(&bench, "L1").await;
    for scope in [
        FindingScope::Workspace,
        FindingScope::App(bench.app),
        FindingScope::Release(bench.release),
        FindingScope::Release(release),
    ] {
        assert_eq!(one(workspace, scope, id).await.expect("there").state, FindingState::Open, "{scope:?}");
    }
    workspace.retest_finding(id, build, RetestOutcome::Fixed, "Tried it.", None, &[]).await.expect("retested");
    assert_eq!(one(workspace, FindingScope::Release(release), id).await.expect("there").state, FindingState::Fixed);
    assert_eq!(
        one(workspace, FindingScope::Release(bench.release), id).await.expect("there").state,
        FindingState::Open
    );
    // One that was seen on a later build only does not concern an earlier release.
    let later =
        workspace.open_finding(bench.app, Some(Severity::Low), text("New"), Some((build, None))).await.expect("opened");
    assert_eq!(one(workspace, FindingScope::Release(bench.release), later.finding.id).await, None);
}

#[tokio::test]
async fn severity_follows_from_the_vector_or_is_a_plain_level() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let vector = FindingText { vector: Some(VECTOR.to_owned()), cwe: vec![532, 200, 532], ..text("A") };
    let opened = workspace.open_finding(bench.app, Some(Severity::Low), vector, None).await.expect("opened");
    assert_eq!((opened.finding.severity, opened.finding.score), (Severity::High, Some(8.3)), "the vector decides");
    assert_eq!(opened.finding.text.as_ref().expect("words").cwe, [200, 532]);
    assert_eq!(opened.cvss.expect("a score").nomenclature, "CVSS-B");
    let changed = workspace.change_finding(opened.finding.id, Some(Severity::Medium), text("A"), &opened.finding.heads);
    let changed = changed.await.expect("changed");
    assert_eq!((changed.finding.severity, changed.finding.score), (Severity::Medium, None));
    assert!(Severity::Medium.is_below(FindingSeverity::High) && !Severity::High.is_below(FindingSeverity::High));

    let open = async |severity, text| code(workspace.open_finding(bench.app, severity, text, None).await);
    assert_eq!(open(None, text("A")).await, "finding.severity_missing");
    assert_eq!(open(Some(Severity::Low), text(" ")).await, "input.missing");
    let odd = FindingText { vector: Some("CVSS:3.1/AV:N".to_owned()), ..text("A") };
    assert_eq!(open(None, odd).await, "cvss.other_version");
    let odd = FindingText { due: Some("soon".to_owned()), ..text("A") };
    assert_eq!(open(Some(Severity::Low), odd).await, "input.malformed");
    let odd = FindingText { ticket: Some("javascript:alert(1)".to_owned()), ..text("A") };
    assert_eq!(open(Some(Severity::Low), odd).await, "evidence.link_refused");
    let odd = FindingText { cwe: vec![0], ..text("A") };
    assert_eq!(open(Some(Severity::Low), odd).await, "input.malformed");
}

#[tokio::test]
async fn what_was_withdrawn_says_why_and_a_change_opens_it_again() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let unit = failed(&bench).await;
    let opened = found(&bench, &unit, Severity::High).await.finding;
    let stale = workspace.withdraw_finding(opened.id, "It is test data.", &[]).await;
    assert_eq!(code(stale), "statement.changed_meanwhile");
    let none = workspace.withdraw_finding(opened.id, "It is test data.", &opened.heads).await.expect("withdrawn");
    assert_eq!(none.finding.state, FindingState::Withdrawn);
    assert_eq!(none.withdrawn_because.as_deref(), Some("It is test data."));
    assert_eq!(none.finding.text.as_ref().expect("words").title, "Keys in the log", "it keeps its name");
    let retest = workspace.retest_finding(opened.id, bench.android, RetestOutcome::Fixed, "x", None, &[]).await;
    assert_eq!(code(retest), "finding.withdrawn");
    let over = WaiverOver::Finding { finding: opened.id };
    assert_eq!(code(grant(workspace, over, "2026-12-31").await), "waiver.nothing_failed");
    let again = workspace.change_finding(opened.id, Some(Severity::Low), text("Keys"), &none.finding.heads).await;
    assert_eq!(again.expect("changed").finding.state, FindingState::Open);
    let undone = workspace.undo_finding(opened.id).await.expect("undone").finding.expect("there");
    assert_eq!(undone.finding.state, FindingState::Withdrawn);
    assert_eq!(undone.withdrawn_because.as_deref(), Some("It is test data."));
}

#[tokio::test]
async fn undo_takes_back_ones_own_last_steps_one_by_one() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let unit = failed(&bench).await;
    let opened = found(&bench, &unit, Severity::High).await.finding;
    workspace.change_finding(opened.id, Some(Severity::Low), text("Other"), &opened.heads).await.expect("changed");
    let heads = &opened.builds[0].heads;
    workspace
        .retest_finding(opened.id, bench.android, RetestOutcome::Fixed, "Gone", None, heads)
        .await
        .expect("retested");
    let undo = async || workspace.undo_finding(opened.id).await.expect("undone");
    let back = undo().await.finding.expect("there").finding;
    assert_eq!((back.state, back.builds[0].state), (FindingState::Open, FindingOnBuild::Affected));
    assert_eq!(back.builds[0].places.len(), 1);
    let waiver = grant(workspace, WaiverOver::Finding { finding: opened.id }, "2026-12-31").await.expect("granted");
    assert_eq!(one(workspace, FindingScope::Workspace, opened.id).await.expect("it").state, FindingState::Waived);
    workspace.withdraw_waiver(waiver.id, "No longer", &waiver.heads).await.expect("withdrawn");
    assert_eq!(undo().await.finding.expect("there").finding.state, FindingState::Waived);
    assert_eq!(undo().await.finding.expect("there").finding.state, FindingState::Open);
    let back = undo().await.finding.expect("there").finding;
    assert_eq!((back.severity, back.text.expect("words").title.as_str()), (Severity::High, "Keys in the log"));
    assert_eq!(undo().await.finding, None, "opening from a failed unit is one step");
    assert_eq!(code(workspace.undo_finding(opened.id).await), "undo.nothing");
    assert_eq!(workspace.findings(FindingScope::Workspace).await.expect("findings"), []);
    // A build that was taken back can be named again.
    let again = found(&bench, &unit, Severity::High).await.finding;
    workspace.link_finding(again.id, bench.ios, None).await.expect("linked");
    workspace.undo_finding(again.id).await.expect("undone");
    let retested = workspace.retest_finding(again.id, bench.ios, RetestOutcome::StillThere, "x", None, &[]).await;
    assert_eq!(retested.expect("retested").finding.builds.len(), 2);
}

#[tokio::test]
async fn a_failed_unit_offers_what_may_be_the_same() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let unit = failed(&bench).await;
    let draft = workspace.draft_finding(bench.assessment, bench.android, &unit).await.expect("a draft");
    assert_eq!(draft.text.title, bench.row(&unit).await.title);
    assert_eq!(draft.text.description, words().note);
    assert!(draft.candidates.is_empty());
    let opened = found(&bench, &unit, Severity::High).await.finding;
    let (_, later, assessment) = next(&bench, "L1").await;
    let draft = workspace.draft_finding(assessment, later, &unit).await.expect("a draft");
    let candidate = &draft.candidates[0];
    assert_eq!((candidate.finding.id, candidate.because), (opened.id, CandidateReason::SameUnit));
    assert!(!candidate.linked);
    let place = FindingPlace { assessment, unit: unit.clone() };
    let linked = workspace.link_finding(opened.id, later, Some(place)).await.expect("linked").finding;
    assert_eq!((linked.builds.len(), linked.builds[0].build), (2, later), "newest first");
    assert!(workspace.draft_finding(assessment, later, &unit).await.expect("a draft").candidates[0].linked);
    // Another test of the same weakness.
    let own = bench.row(&unit).await.weakness.expect("a weakness").id;
    let rows = workspace.checklist(assessment, later).await.expect("a checklist").rows;
    let other = rows.iter().find(|row| row.unit != unit && row.weakness.as_ref().is_some_and(|it| it.id == own));
    if let Some(other) = other {
        let draft = workspace.draft_finding(assessment, later, &other.unit).await.expect("a draft");
        assert_eq!(draft.candidates[0].because, CandidateReason::SameWeakness);
    }
    let elsewhere = workspace.add_app("Elsewhere", None).await.expect("an app").id;
    let release = workspace.add_release(elsewhere, "1.0").await.expect("a release").id;
    let foreign = common::build(Platform::Android, Variant::Release, "1.0");
    let foreign = workspace.add_build(release, foreign, &Work::unwatched()).await.expect("a build").id;
    assert_eq!(code(workspace.link_finding(opened.id, foreign, None).await), "finding.other_app");
    let basis = Some("0000000000000000000000000000000000000000000000000000000000000000");
    let retest = workspace.retest_finding(opened.id, later, RetestOutcome::Fixed, "x", basis, &linked.builds[0].heads);
    assert_eq!(code(retest.await), "finding.no_basis");
}

#[tokio::test]
async fn redaction_takes_words_and_leaves_severity_state_and_last_day() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let unit = failed(&bench).await;
    let opened = found(&bench, &unit, Severity::High).await.finding;
    let waiver = grant(workspace, WaiverOver::Finding { finding: opened.id }, "2026-12-31").await.expect("granted");
    let redact = async |entry: &str| workspace.redact(&entry.parse().expect("a hash"), "It names a person").await;
    for entry in [&opened.heads[0], &waiver.heads[0]] {
        redact(entry).await.expect("redacted");
    }
    assert_eq!(code(redact(&opened.builds[0].heads[0]).await), "body.not_redactable", "it holds no words");
    let (_, later, _) = next(&bench, "L1").await;
    let row = one(workspace, FindingScope::App(bench.app), opened.id).await.expect("there");
    assert_eq!((row.state, row.severity, row.text), (FindingState::Waived, Severity::High, None));
    assert_eq!((row.waivers[0].until.as_str(), row.waivers[0].text.clone()), ("2026-12-31", None));
    assert_eq!(row.builds[0].places[0].unit, unit);
    let fixed = workspace.retest_finding(opened.id, later, RetestOutcome::Fixed, "Ask Jo.", None, &[]).await;
    let fixed = fixed.expect("retested").finding;
    redact(&fixed.builds[0].heads[0]).await.expect("redacted");
    let detail = workspace.finding(opened.id).await.expect("there");
    assert_eq!((detail.finding.state, detail.finding.builds[0].note.as_deref()), (FindingState::Fixed, None));
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(workspace.finding(opened.id).await.expect("there"), detail);
    let history = detail.history;
    let kinds: Vec<FindingEventKind> = history.iter().map(|event| event.kind).collect();
    let expected =
        [FindingEventKind::Fixed, FindingEventKind::Waived, FindingEventKind::Affects, FindingEventKind::Opened];
    assert_eq!(kinds, expected, "newest first");
    assert!(history.iter().all(|event| event.text.is_empty()), "{history:?}");
}
