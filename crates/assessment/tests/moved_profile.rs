//! An assessment that is under way is moved to another profile, or to its own with another gate: answers, findings and the
//! risks accepted for them go with it, and the release is measured by the new one alone.

mod common;

use assay_assessment::view::{
    FindingPlace, FindingText, MigrationOutcome, ReasonCode, ResultCode, Severity, UnitKind, Verdict, WaiverOver,
    WaiverText,
};
use assay_assessment::{Assign, MigrationTo, Workspace};
use assay_catalogue::{GateRule, Level};
use common::Bench;
use uuid::Uuid;

fn own(gate: &str) -> String {
    format!("format: assay-profile/1\nid: ours\ntitle: Ours\nextends: [L1]\n{gate}")
}

async fn put(workspace: &Workspace, gate: &str) {
    workspace.put_own_profile("ours", "ours.yaml", &own(gate)).await.expect("kept");
}

fn to(profile: &str) -> MigrationTo {
    MigrationTo { profile: Some(profile.to_owned()), ..MigrationTo::default() }
}

/// What holds the release back by an assessment, with how many.
async fn held(workspace: &Workspace, assessment: Uuid) -> Vec<(ReasonCode, u32)> {
    let readiness = workspace.readiness(assessment).await.expect("readiness");
    readiness.reasons.iter().map(|reason| (reason.code, reason.count)).collect()
}

async fn moved(workspace: &Workspace, assessment: Uuid, to: &MigrationTo) -> Uuid {
    let proposal = workspace.propose_migration(assessment, to).await.expect("a proposal");
    let moved = workspace.apply_migration(assessment, to, None, &proposal.token, &[]).await;
    moved.expect("moved").assessment.id
}

#[tokio::test]
async fn the_gate_of_a_release_under_way_is_changed_by_its_profile() {
    let mut bench = Bench::new("L1").await;
    put(&bench.workspace, "gate: {require: [no-failed-required]}\n").await;
    bench.assessment = bench.workspace.open_assessment(bench.release, "ours", None, None).await.expect("opened").id;
    let failing = bench.unit(UnitKind::Test).await;
    bench.state(&failing, ResultCode::Fail).await;
    let workspace = &bench.workspace;
    assert_eq!(held(workspace, bench.assessment).await, [(ReasonCode::ControlFails, 1)]);

    // The failure is accepted, by its finding.
    let place = FindingPlace { assessment: bench.assessment, unit: failing.clone() };
    let text = FindingText { title: "Keys in the log".to_owned(), ..FindingText::default() };
    let seen = Some((bench.android, Some(place)));
    let finding =
        workspace.open_finding(bench.app, Some(Severity::Medium), text, seen).await.expect("opened").finding.id;
    let accepted = WaiverText {
        approver: "Ines Roth".to_owned(),
        role: "Head of security".to_owned(),
        reason: "The server refuses it.".to_owned(),
        ..WaiverText::default()
    };
    let over = WaiverOver::Finding { finding };
    workspace.grant_waiver(over, accepted, "2999-12-31").await.expect("granted");
    assert!(held(workspace, bench.assessment).await.is_empty());

    let me = workspace.members().await.expect("members")[0].id;
    let due = Some("2999-12-30".to_owned());
    let work = Assign { assignee: Some(me), due, units: vec![failing.clone()], ..Assign::default() };
    workspace.assign(bench.assessment, bench.android, &work).await.expect("assigned");

    // The file changes: what is open keeps the gate that it was opened with, until it is moved.
    put(workspace, "gate: {require: [no-failed-required, approved], findings_below: critical}\n").await;
    assert!(held(workspace, bench.assessment).await.is_empty());
    let proposal = workspace.propose_migration(bench.assessment, &to("ours")).await.expect("a proposal");
    assert_eq!(proposal.profile_from.gate.require, [GateRule::NoFailedRequired]);
    assert!(proposal.profile_to.gate.require.contains(&GateRule::Approved));
    assert_eq!(proposal.from, proposal.to, "the catalogues stay");
    let items: Vec<MigrationOutcome> =
        proposal.builds.iter().flat_map(|build| &build.items).map(|item| item.outcome).collect();
    assert_eq!(items, [MigrationOutcome::Carried]);
    let strict = moved(workspace, bench.assessment, &to("ours")).await;
    let view = workspace.assessment(strict).await.expect("there");
    assert_eq!((view.profile.as_str(), view.moved_from.as_slice()), ("ours", [bench.assessment].as_slice()));
    // The failure is accepted as before: its finding was seen where it came from. Its approval is asked for now.
    assert_eq!(held(workspace, strict).await, [(ReasonCode::NotApproved, 1)]);

    let assigned = workspace.assignments(strict, bench.android).await.expect("assignments");
    assert_eq!(assigned.iter().map(|it| (it.id.as_str(), it.assignee)).collect::<Vec<_>>(), [(failing.as_str(), me)]);

    // The release is measured by the new one alone.
    let decision = workspace.release_readiness(bench.release).await.expect("readiness");
    let measured: Vec<Uuid> = decision.assessments.iter().map(|it| it.assessment).collect();
    assert!(measured.contains(&strict) && !measured.contains(&bench.assessment), "{measured:?}");

    // There is nothing to move to once more; back to the former gate there is.
    let again = workspace.propose_migration(strict, &to("ours")).await.expect_err("nothing differs");
    assert_eq!(again.code(), "migration.nothing");
    put(workspace, "gate: {require: [no-failed-required]}\n").await;
    let back = moved(workspace, strict, &to("ours")).await;
    assert!(held(workspace, back).await.is_empty());
    assert!(workspace.assessment(back).await.expect("there").title.starts_with("Harbour 1.0, ours of "));
    let lineage = workspace.assessment(back).await.expect("there").moved_from;
    assert_eq!(lineage, [strict, bench.assessment]);
}

#[tokio::test]
async fn another_profile_takes_what_it_asks_for_and_says_of_the_rest_that_it_does_not() {
    let bench = Bench::new("L1+P").await;
    let workspace = &bench.workspace;
    let checklist = bench.checklist().await;
    let unit = |of_l2: bool| {
        let mut rows = checklist.rows.iter().filter(|row| row.required && row.levels.contains(&Level::L2) == of_l2);
        rows.next().expect("a unit").unit.clone()
    };
    let (kept, dropped) = (unit(true), unit(false));
    bench.state(&kept, ResultCode::Pass).await;
    bench.state(&dropped, ResultCode::Pass).await;
    let proposal = workspace.propose_migration(bench.assessment, &to("L2")).await.expect("a proposal");
    let android = proposal.builds.iter().find(|it| it.build == bench.android).expect("the build");
    let of = |unit: &str| android.items.iter().find(|item| item.unit == unit).expect("an item");
    assert_eq!(of(&kept).outcome, MigrationOutcome::Carried);
    assert_eq!(of(&dropped).outcome, MigrationOutcome::Dropped);
    assert!(of(&dropped).because.contains("L2"), "{}", of(&dropped).because);
    assert!(android.new_units.iter().any(|unit| unit.required), "L2 asks for more");
    let second = moved(workspace, bench.assessment, &to("L2")).await;
    let view = workspace.assessment(second).await.expect("there");
    assert_eq!(view.title, "Harbour 1.0, L2");
    assert_eq!(code(workspace, bench.assessment, "nothing-like-it").await, "profile.unknown_profile");
}

#[tokio::test]
async fn a_lowered_verdict_stays_lowered_and_says_who_lowered_it_without_their_words() {
    let bench = Bench::new("L2").await;
    let workspace = &bench.workspace;
    let control = "MASVS-CRYPTO-1";
    let rows = bench.checklist().await.rows;
    for row in rows.iter().filter(|row| row.control == control) {
        bench.state(&row.unit, ResultCode::Pass).await;
    }
    let lowered = workspace.override_verdict(
        bench.assessment,
        bench.android,
        control,
        Some(Verdict::Inconclusive),
        "Keys are rotated by hand.",
        &[],
    );
    let lowered = lowered.await.expect("lowered");
    assert_eq!((lowered.verdict, lowered.computed), (Verdict::Inconclusive, Verdict::Pass));
    put(workspace, "gate: {require: [decided]}\n").await;
    let plain = workspace.propose_migration(bench.assessment, &to("L2+R")).await.expect("a proposal");
    assert!(plain.builds.iter().all(|build| build.conclusions.is_empty()), "none stays behind");
    let second = moved(workspace, bench.assessment, &to("L2+R")).await;
    let after = workspace.verdict(second, bench.android, control).await.expect("a verdict");
    assert_eq!((after.verdict, after.computed), (Verdict::Inconclusive, Verdict::Pass));
    let reason = after.overrides[0].reason.clone().expect("a reason");
    assert!(reason.contains("As Mara Lind concluded on") && !reason.contains("rotated"), "{reason}");
}

async fn code(workspace: &Workspace, assessment: Uuid, profile: &str) -> &'static str {
    workspace.propose_migration(assessment, &to(profile)).await.expect_err("no such profile").code()
}
