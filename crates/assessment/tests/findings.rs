//! Findings and waivers, through the doors that users go through.

mod common;

use std::sync::Arc;

use assay_assessment::view::{
    CandidateReason, FindingDetail, FindingEventKind, FindingOnBuild, FindingPlace, FindingRow, FindingScope,
    FindingState, FindingText, ResultCode, RetestOutcome, Severity, UnitKind, Variant, Verdict, WaiverOver,
    WaiverStanding, WaiverText, WaiverView,
};
use assay_assessment::{AssessmentError, Work, Workspace};
use assay_catalogue::{FindingSeverity, Platform};
use assay_ledger::ambient::{SeededEntropy, SteppingClock};
use assay_ledger::{Ambient, Home};
use common::{Bench, words};
use jiff::{SignedDuration, Timestamp};
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
    assert_eq!(open(None, odd).await, "cvss.malformed");
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

/// A bench whose clock the test sets.
async fn with_clock(profile: &str) -> (Bench, Arc<SteppingClock>) {
    let clock = Arc::new(SteppingClock::new(Timestamp::UNIX_EPOCH, SignedDuration::from_secs(1)));
    clock.set("2026-03-01T09:00:00Z".parse().expect("a time"));
    let ambient = Ambient { clock: Arc::clone(&clock) as _, entropy: Arc::new(SeededEntropy::new(5)) };
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::at(folder.path().join("home"));
    home.set_identity(&ambient, "Mara Lind", "mara@example.org").expect("an identity");
    let workspace = Workspace::create(&folder.path().join("work"), &home, ambient.clone(), "T").await.expect("created");
    let app = workspace.add_app("Harbour", None).await.expect("an app").id;
    let release = workspace.add_release(app, "1.0").await.expect("a release").id;
    let build = common::build(Platform::Android, Variant::Release, "1.0.0");
    let android = workspace.add_build(release, build, &Work::unwatched()).await.expect("a build").id;
    let build = common::build(Platform::Ios, Variant::Release, "1.0.0");
    let ios = workspace.add_build(release, build, &Work::unwatched()).await.expect("a build").id;
    let assessment = workspace.open_assessment(release, profile, None, None).await.expect("opened").id;
    (Bench { folder, home, ambient, workspace, app, release, android, ios, assessment }, clock)
}

#[tokio::test]
async fn a_waiver_counts_until_its_last_day_and_then_says_so() {
    let (bench, clock) = with_clock("L1").await;
    let workspace = &bench.workspace;
    let unit = failed(&bench).await;
    let due = FindingText { due: Some("2026-03-10".to_owned()), ..text("Keys in the log") };
    let place = FindingPlace { assessment: bench.assessment, unit: unit.clone() };
    let opened = workspace.open_finding(bench.app, Some(Severity::High), due, Some((bench.android, Some(place))));
    let opened = opened.await.expect("opened").finding;
    let over = WaiverOver::Finding { finding: opened.id };
    assert_eq!(code(grant(workspace, over.clone(), "2026-02-28").await), "waiver.expiry_past");
    assert_eq!(code(grant(workspace, over.clone(), "").await), "input.missing");
    let nobody = WaiverText { approver: String::new(), ..accepted() };
    assert_eq!(code(workspace.grant_waiver(over.clone(), nobody, "2026-03-31").await), "input.missing");
    let waiver = grant(workspace, over, "2026-03-31").await.expect("granted");
    assert_eq!((waiver.standing, waiver.days_left), (WaiverStanding::InForce, 30));
    let before = workspace.verdicts_of_build(bench.assessment, bench.android).await.expect("verdicts");
    for (day, state, standing, left, overdue) in [
        ("2026-03-10T23:00:00Z", FindingState::Waived, WaiverStanding::InForce, 21, false),
        ("2026-03-31T23:59:00Z", FindingState::Waived, WaiverStanding::InForce, 0, true),
        ("2026-04-01T00:00:00Z", FindingState::Open, WaiverStanding::Expired, -1, true),
    ] {
        clock.set(day.parse().expect("a time"));
        let row = one(workspace, FindingScope::Assessment(bench.assessment), opened.id).await.expect("there");
        assert_eq!((row.state, row.overdue), (state, overdue), "{day}");
        assert_eq!((row.waivers[0].standing, row.waivers[0].days_left), (standing, left), "{day}");
        let excused = !workspace.excuses(bench.assessment).await.expect("excuses").is_empty();
        assert_eq!(excused, standing == WaiverStanding::InForce, "{day}");
    }
    assert_eq!(one(workspace, FindingScope::Workspace, opened.id).await.expect("there").age_days, 31);
    assert!(workspace.waiver(waiver.id).await.expect("it").sentence.contains("expired on 2026-03-31"));
    let after = workspace.verdicts_of_build(bench.assessment, bench.android).await.expect("verdicts");
    assert_eq!(before, after, "a waiver never touches a verdict");
    assert!(after.iter().any(|verdict| verdict.verdict == Verdict::Fail));
}

#[tokio::test]
async fn a_finding_that_got_worse_is_more_than_what_was_accepted() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let unit = failed(&bench).await;
    let opened = found(&bench, &unit, Severity::Medium).await.finding;
    grant(workspace, WaiverOver::Finding { finding: opened.id }, "2026-12-31").await.expect("granted");
    let worse = workspace.change_finding(opened.id, Some(Severity::Critical), text("Worse"), &opened.heads).await;
    let worse = worse.expect("changed").finding;
    assert_eq!((worse.state, worse.waivers[0].standing), (FindingState::Open, WaiverStanding::Outgrown));
    assert_eq!(worse.waivers[0].sentence, "Medium was accepted, and it is critical now: it counts no longer.");
    let better = workspace.change_finding(opened.id, Some(Severity::Low), text("Better"), &worse.heads).await;
    assert_eq!(better.expect("changed").finding.state, FindingState::Waived);
}

#[tokio::test]
async fn a_waiver_over_a_control_or_unit_needs_a_failure_and_excuses_it() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let unit = bench.unit(UnitKind::Test).await;
    let (assessment, platform) = (bench.assessment, Platform::Android);
    let over_unit = WaiverOver::Unit { assessment, platform, unit: unit.clone() };
    let control = bench.row(&unit).await.control;
    let over_control = WaiverOver::Control { assessment, platform, control: control.clone() };
    for over in [&over_unit, &over_control] {
        assert_eq!(code(grant(workspace, over.clone(), "2026-12-31").await), "waiver.nothing_failed");
    }
    bench.state(&unit, ResultCode::Fail).await;
    let on_ios = WaiverOver::Control { assessment, platform: Platform::Ios, control: control.clone() };
    assert_eq!(code(grant(workspace, on_ios, "2026-12-31").await), "waiver.nothing_failed", "platforms stay apart");
    let waiver = grant(workspace, over_unit, "2026-12-31").await.expect("granted");
    grant(workspace, over_control, "2026-12-31").await.expect("granted");
    let excuses = workspace.excuses(assessment).await.expect("excuses");
    assert!(excuses.iter().any(|it| it.unit.as_deref() == Some(&unit) && it.waivers == [waiver.id]));
    assert!(excuses.iter().any(|it| it.control.as_deref() == Some(&control)));
    let withdrawn = workspace.withdraw_waiver(waiver.id, "Mended", &waiver.heads).await.expect("withdrawn");
    assert_eq!(withdrawn.standing, WaiverStanding::Withdrawn);
    assert_eq!(withdrawn.withdrawn_because.as_deref(), Some("Mended"));
    assert_eq!(code(workspace.withdraw_waiver(waiver.id, "x", &withdrawn.heads).await), "waiver.withdrawn");
    assert_eq!(workspace.waivers(FindingScope::Assessment(assessment)).await.expect("waivers").len(), 2);
    assert_eq!(workspace.waivers(FindingScope::App(bench.app)).await.expect("waivers").len(), 2);
    assert_eq!(workspace.find_waiver(&waiver.id.to_string()[..8]).await.expect("found"), waiver.id);
}

#[tokio::test]
async fn what_a_profile_calls_not_waivable_cant_be_waived() {
    let bench = Bench::new("fintech").await;
    let workspace = &bench.workspace;
    let (assessment, platform) = (bench.assessment, Platform::Android);
    let barred = "direct:FIN-1.1".to_owned();
    let row = bench.row(&barred).await;
    let later = Some("2026-12-31".to_owned());
    let say = assay_assessment::view::AnswerText { valid_until: later, ..words() };
    workspace.state_result(assessment, bench.android, &barred, ResultCode::Fail, say, &row.heads).await.expect("taken");
    let over = WaiverOver::Unit { assessment, platform, unit: barred.clone() };
    let refused = grant(workspace, over, "2026-12-31").await.expect_err("it is barred");
    assert_eq!(
        (refused.code(), refused.path().as_deref(), refused.line()),
        ("waiver.not_waivable", Some("fintech.yaml"), Some(31))
    );
    assert!(refused.to_string().contains("FIN-1.1"), "{refused}");
    let over = WaiverOver::Control { assessment, platform, control: "FIN-1.1".to_owned() };
    assert_eq!(code(grant(workspace, over, "2026-12-31").await), "waiver.not_waivable");
    let opened = found(&bench, &barred, Severity::Low).await.finding;
    let over = WaiverOver::Finding { finding: opened.id };
    assert_eq!(code(grant(workspace, over, "2026-12-31").await), "waiver.not_waivable");

    // A waiver that was granted where no profile minded does not count where one does.
    let plain = workspace.open_assessment(bench.release, "L1", None, None).await.expect("opened").id;
    let by_hand =
        workspace.open_finding(bench.app, Some(Severity::Low), text("By hand"), None).await.expect("opened").finding;
    grant(workspace, WaiverOver::Finding { finding: by_hand.id }, "2026-12-31").await.expect("granted");
    let place = FindingPlace { assessment, unit: barred.clone() };
    workspace.link_finding(by_hand.id, bench.android, Some(place)).await.expect("linked");
    let strict = one(workspace, FindingScope::Assessment(assessment), by_hand.id).await.expect("there");
    assert_eq!((strict.state, strict.waivers[0].standing), (FindingState::Open, WaiverStanding::Barred));
    let lenient = one(workspace, FindingScope::Assessment(plain), by_hand.id).await.expect("there");
    assert_eq!(lenient.state, FindingState::Waived);
    assert!(workspace.excuses(assessment).await.expect("excuses").is_empty());
}

#[tokio::test]
async fn nobody_accepts_the_risk_of_their_own_work_where_the_profile_asks_for_two() {
    let fintech = Bench::new("fintech").await;
    let unit = failed(&fintech).await;
    let owned = FindingText { owner: "Jo Berg".to_owned(), ..text("Keys") };
    let place = FindingPlace { assessment: fintech.assessment, unit: unit.clone() };
    let opened =
        fintech.workspace.open_finding(fintech.app, Some(Severity::Low), owned, Some((fintech.android, Some(place))));
    let over = WaiverOver::Finding { finding: opened.await.expect("opened").finding.id };
    let by = async |workspace: &Workspace, over: &WaiverOver, approver: &str| {
        let text = WaiverText { approver: approver.to_owned(), ..accepted() };
        code(workspace.grant_waiver(over.clone(), text, "2026-12-31").await)
    };
    assert_eq!(by(&fintech.workspace, &over, "mara lind").await, "waiver.own_work", "who opened it");
    assert_eq!(by(&fintech.workspace, &over, "Jo Berg").await, "waiver.own_work", "who owns it");
    assert_eq!(by(&fintech.workspace, &over, "Ines Roth").await, "done");
    let over = WaiverOver::Unit { assessment: fintech.assessment, platform: Platform::Android, unit };
    assert_eq!(by(&fintech.workspace, &over, "Mara Lind").await, "waiver.own_work", "who stated the result");

    let plain = Bench::new("L1").await;
    let unit = failed(&plain).await;
    let over = WaiverOver::Finding { finding: found(&plain, &unit, Severity::Low).await.finding.id };
    assert_eq!(by(&plain.workspace, &over, "Mara Lind").await, "done");
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
