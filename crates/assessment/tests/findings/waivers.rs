//! Waivers: what they accept, until when, and what no waiver accepts.

use std::sync::Arc;

use assay_assessment::view::{
    FindingPlace, FindingScope, FindingState, FindingText, ResultCode, Severity, UnitKind, Variant, Verdict,
    WaiverOver, WaiverStanding, WaiverText,
};
use assay_assessment::{Work, Workspace};
use assay_catalogue::Platform;
use assay_ledger::ambient::{SeededEntropy, SteppingClock};
use assay_ledger::{Ambient, Home};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{accepted, code, failed, found, grant, one, text};
use crate::common::{Bench, build, words};

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
    let android = build(Platform::Android, Variant::Release, "1.0.0");
    let android = workspace.add_build(release, android, &Work::unwatched()).await.expect("a build").id;
    let ios = build(Platform::Ios, Variant::Release, "1.0.0");
    let ios = workspace.add_build(release, ios, &Work::unwatched()).await.expect("a build").id;
    let assessment = workspace.open_assessment(release, profile, None, None).await.expect("opened").id;
    (Bench { folder, home, ambient, workspace, app, release, android, ios, assessment }, clock)
}

/// The controls and findings that hold nothing back because waivers accept them, by the gate's own answer.
async fn accepted_on(workspace: &Workspace, assessment: Uuid) -> Vec<String> {
    let readiness = workspace.readiness(assessment).await.expect("readiness");
    let parts = readiness.waived.into_iter().flat_map(|reason| reason.parts);
    parts.flat_map(|part| part.tally.items).map(|item| item.id).collect()
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
        let accepted = accepted_on(workspace, bench.assessment).await.contains(&opened.id.to_string());
        assert_eq!(accepted, standing == WaiverStanding::InForce, "{day}");
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
async fn a_waiver_over_a_control_or_unit_needs_a_failure_and_lets_it_through() {
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
    assert!(accepted_on(workspace, assessment).await.is_empty());
    let waiver = grant(workspace, over_unit, "2026-12-31").await.expect("granted");
    assert_eq!(
        accepted_on(workspace, assessment).await,
        std::slice::from_ref(&control),
        "its one failed unit is accepted"
    );
    let over = grant(workspace, over_control, "2026-12-31").await.expect("granted");
    assert_eq!(accepted_on(workspace, assessment).await, std::slice::from_ref(&control));
    let gone = workspace.withdraw_waiver(over.id, "Another was granted", &over.heads).await.expect("withdrawn");
    assert_eq!(gone.standing, WaiverStanding::Withdrawn);
    let withdrawn = workspace.withdraw_waiver(waiver.id, "Mended", &waiver.heads).await.expect("withdrawn");
    assert_eq!(withdrawn.standing, WaiverStanding::Withdrawn);
    assert_eq!(withdrawn.withdrawn_because.as_deref(), Some("Mended"));
    assert!(accepted_on(workspace, assessment).await.is_empty(), "and nothing is let through any more");
    assert_eq!(code(workspace.withdraw_waiver(waiver.id, "x", &withdrawn.heads).await), "waiver.withdrawn");
    assert_eq!(workspace.waivers(FindingScope::Assessment(assessment)).await.expect("waivers").len(), 2);
    assert_eq!(workspace.waivers(FindingScope::App(bench.app)).await.expect("waivers").len(), 2);
    assert_eq!(workspace.find_waiver(&waiver.id.to_string()[..8]).await.expect("found"), waiver.id);
}

#[tokio::test]
async fn conditions_of_whatever_is_accepted_stand_beside_the_gate_and_say_when_their_day_is_over() {
    let (bench, clock) = with_clock("L1").await;
    let (workspace, assessment, platform) = (&bench.workspace, bench.assessment, Platform::Android);
    let unit = failed(&bench).await;
    let control = bench.row(&unit).await.control;
    let finding = found(&bench, &unit, Severity::High).await.finding;
    let under = |conditions: &str, due: Option<&str>| WaiverText {
        conditions: conditions.to_owned(),
        conditions_by: due.map(|_| "Ines Aalto".to_owned()).unwrap_or_default(),
        conditions_due: due.map(ToOwned::to_owned),
        ..accepted()
    };
    let over_control = WaiverOver::Control { assessment, platform, control: control.clone() };
    for (over, text) in [
        (WaiverOver::Unit { assessment, platform, unit: unit.clone() }, under("No dates.", None)),
        (over_control, under("Later.", Some("2026-03-20"))),
        (WaiverOver::Finding { finding: finding.id }, under("First.", Some("2026-03-10"))),
        (WaiverOver::Finding { finding: finding.id }, under("", None)),
    ] {
        workspace.grant_waiver(over, text, "2026-12-31").await.expect("granted");
    }
    let told = async || {
        let readiness = workspace.readiness(assessment).await.expect("readiness");
        let board = workspace.board(false).await.expect("a board");
        assert_eq!(board.releases[0].assessments[0].conditions, readiness.conditions, "the same on the board");
        let told = readiness.conditions.into_iter().map(|it| (it.words, it.overdue));
        told.collect::<Vec<_>>()
    };
    let of = |overdue: [bool; 3]| -> Vec<(String, bool)> {
        ["First.", "Later.", "No dates."].map(ToOwned::to_owned).into_iter().zip(overdue).collect()
    };
    for (day, overdue) in [
        ("2026-03-10T23:00:00Z", [false, false, false]),
        ("2026-03-11T00:00:00Z", [true, false, false]),
        ("2026-03-21T00:00:00Z", [true, true, false]),
    ] {
        clock.set(day.parse().expect("a time"));
        assert_eq!(told().await, of(overdue), "{day}");
    }
    let first = &workspace.readiness(assessment).await.expect("readiness").conditions[0];
    assert_eq!((first.by.as_str(), first.label.as_str()), ("Ines Aalto", finding.text.expect("words").title.as_str()));
    // What ends soon carries its own conditions, whatever it is over.
    clock.set("2026-12-10T00:00:00Z".parse().expect("a time"));
    let ending = workspace.board(false).await.expect("a board").waivers;
    assert_eq!(ending.iter().filter(|it| it.conditions.is_some()).count(), 3, "{ending:?}");
    // After its last day a waiver accepts nothing, and its conditions are none of the gate's.
    clock.set("2027-01-01T00:00:00Z".parse().expect("a time"));
    assert!(told().await.is_empty());
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
        ("waiver.not_waivable", Some("fintech.yaml"), Some(34))
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
    assert!(accepted_on(workspace, assessment).await.is_empty());
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
async fn a_waiver_says_whether_its_approver_is_a_member_and_who_sees_to_its_conditions() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let opened = workspace.open_finding(bench.app, Some(Severity::High), text("Keys in the log"), None).await;
    let over = WaiverOver::Finding { finding: opened.expect("opened").finding.id };
    let me = workspace.members().await.expect("members").remove(0).name;
    for (approver, outside) in [(format!(" {} ", me.to_uppercase()), false), ("Dr. Nobody".to_owned(), true)] {
        // What a caller says about it counts for nothing.
        let words = WaiverText {
            approver,
            outside: Some(!outside),
            conditions: "The pilot stays small.".to_owned(),
            conditions_by: "Ines Aalto".to_owned(),
            conditions_due: Some("2099-02-01".to_owned()),
            ..accepted()
        };
        let waiver = workspace.grant_waiver(over.clone(), words, "2099-03-31").await.expect("granted");
        let text = workspace.waiver(waiver.id).await.expect("it").text.expect("words");
        assert_eq!(text.outside, Some(outside), "{}", text.approver);
        assert_eq!((text.conditions_by.as_str(), text.conditions_due.as_deref()), ("Ines Aalto", Some("2099-02-01")));
    }
    let refused = |text: WaiverText| workspace.grant_waiver(over.clone(), text, "2099-03-31");
    let no_day = WaiverText { conditions_due: Some("soon".to_owned()), ..accepted() };
    assert_eq!(code(refused(no_day).await), "input.malformed");
    let of_nothing = WaiverText { conditions: String::new(), conditions_by: "Ines".to_owned(), ..accepted() };
    assert_eq!(code(refused(of_nothing).await), "input.missing");
    // What was written before any of this was recorded is read as before.
    let former: WaiverText =
        serde_json::from_str(r#"{"approver":"A","role":"B","reason":"C","conditions":""}"#).expect("read");
    assert_eq!((former.outside, former.conditions_due), (None, None));
}
