//! The gate: every rule on plain facts, and the same over a real workspace.

mod common;

use std::sync::Arc;

use assay_assessment::gate::{
    Accepts, FindingFact, GateAnswer, GateFacts, HeldControl, JudgedBuild, WaiverFact, answer,
};
use assay_assessment::view::{
    Counted, CountedItem, DecisionChoice, FindingPlace, FindingText, ReasonCode, ResultCode, ReviewAction, Severity,
    Tally, Variant, Verdict, WaiverOver, WaiverText,
};
use assay_assessment::{NewAssessment, ReviewOf, Work, Workspace};
use assay_catalogue::{FindingSeverity, Gate, GateRule, Platform, ProfileItem, Scheme, WeaknessRef};
use assay_ledger::ambient::SteppingClock;
use assay_ledger::{Ambient, Identity};
use common::{Bench, build, words};
use jiff::SignedDuration;
use uuid::Uuid;

fn tally(count: u32) -> Tally {
    let item = |number| CountedItem { id: format!("unit-{number}"), label: String::new(), title: String::new() };
    Tally { count, items: (0..count).map(item).collect() }
}

/// A build on which everything is as it should be.
fn sound(platform: Platform) -> JudgedBuild {
    JudgedBuild {
        platform,
        build: Uuid::from_u128(if platform == Platform::Android { 1 } else { 2 }),
        undecided: tally(0),
        stale: tally(0),
        disputed: tally(0),
        debug_only: tally(0),
        no_evidence: tally(0),
        expected_evidence: tally(0),
        not_approved: tally(0),
        controls: Vec::new(),
    }
}

fn with(change: impl FnOnce(&mut JudgedBuild)) -> GateFacts {
    let mut build = sound(Platform::Android);
    change(&mut build);
    GateFacts { builds: vec![build], ..GateFacts::default() }
}

fn asking(rules: &[GateRule]) -> Gate {
    Gate { require: rules.to_vec(), ..Gate::default() }
}

fn codes(answer: &GateAnswer) -> Vec<(ReasonCode, u32)> {
    answer.reasons.iter().map(|reason| (reason.code, reason.count)).collect()
}

fn control(id: &str, fails: bool) -> HeldControl {
    HeldControl {
        id: id.to_owned(),
        title: "A control".to_owned(),
        fails,
        causes: vec!["MASTG-TEST-0200".to_owned(), "MASWE-0006@maswe-1".to_owned()],
        units: vec!["test:MASTG-TEST-0200".to_owned(), "test:MASTG-TEST-0201".to_owned()],
    }
}

fn waiver(number: u128, accepts: Accepts, expired: bool) -> WaiverFact {
    WaiverFact { id: Uuid::from_u128(number), label: format!("W{number}"), title: "Known".to_owned(), accepts, expired }
}

fn finding(severity: Severity, waived: bool) -> FindingFact {
    FindingFact {
        id: Uuid::from_u128(9),
        title: "A token in the clear".to_owned(),
        severity,
        waived,
        shown_by: vec![(Platform::Android, "test:MASTG-TEST-0200".to_owned())],
    }
}

#[test]
fn each_rule_closes_the_gate_for_what_it_is_about_and_for_nothing_else() {
    type Change = fn(&mut JudgedBuild);
    use GateRule::{
        Approved, Decided, Evidence, ExpectedEvidence, NoFailedRequired, NothingDisputed, NothingInconclusive,
        NothingStale,
    };
    let cases: [(Change, ReasonCode, &[GateRule], &str); 10] = [
        (|it| it.undecided = tally(3), ReasonCode::Undecided, &[Decided], "3 required units untested"),
        (|it| it.stale = tally(4), ReasonCode::Stale, &[Decided, NothingStale], "4 answers stale"),
        (|it| it.disputed = tally(1), ReasonCode::Disputed, &[Decided, NothingDisputed], "1 answer disputed"),
        (|it| it.debug_only = tally(2), ReasonCode::DebugOnly, &[Decided], "2 controls judged on a debug build only"),
        (|it| it.no_evidence = tally(1), ReasonCode::NoEvidence, &[Evidence], "1 result without evidence"),
        (
            |it| it.expected_evidence = tally(2),
            ReasonCode::ExpectedEvidence,
            &[ExpectedEvidence],
            "2 results without expected evidence",
        ),
        (|it| it.not_approved = tally(7), ReasonCode::NotApproved, &[Approved], "7 results not approved"),
        (
            |it| it.controls = vec![control("MASVS-STORAGE-1", true)],
            ReasonCode::ControlFails,
            &[NoFailedRequired],
            "1 required control fails",
        ),
        (
            |it| it.controls = vec![control("MASVS-STORAGE-1", true), control("MASVS-AUTH-1", true)],
            ReasonCode::ControlFails,
            &[NoFailedRequired],
            "2 required controls fail",
        ),
        (
            |it| it.controls = vec![control("MASVS-AUTH-2", false)],
            ReasonCode::Inconclusive,
            &[NothingInconclusive],
            "1 required control inconclusive",
        ),
    ];
    let all = [
        Decided,
        NoFailedRequired,
        Evidence,
        ExpectedEvidence,
        Approved,
        NothingDisputed,
        NothingStale,
        NothingInconclusive,
    ];
    assert!(answer(&asking(&all), &with(|_| {})).ready(), "nothing is held back for nothing");
    for (change, code, closing, words) in cases {
        let facts = with(change);
        for rule in all {
            let answer = answer(&asking(&[rule]), &facts);
            assert_eq!(!answer.ready(), closing.contains(&rule), "{code:?} under {rule:?}");
            if !answer.ready() {
                assert_eq!(answer.reasons[0].code, code);
                assert_eq!(answer.sentence(), format!("Not ready: {words}."));
                assert_eq!(answer.reasons[0].parts[0].platform, Some(Platform::Android));
            }
        }
        if code != ReasonCode::ExpectedEvidence {
            assert_eq!(codes(&answer(&asking(&all), &facts)).len(), 1, "{code:?} is told once");
        }
    }
}

#[test]
fn where_all_results_need_evidence_expected_evidence_is_not_counted_twice() {
    let facts = with(|it| (it.no_evidence, it.expected_evidence) = (tally(5), tally(2)));
    let both = answer(&asking(&[GateRule::Evidence, GateRule::ExpectedEvidence]), &facts);
    assert_eq!(codes(&both), [(ReasonCode::NoEvidence, 5)]);
}

#[test]
fn nothing_to_judge_and_unknown_statements_close_every_gate() {
    let nothing = Gate::default();
    let none = answer(&nothing, &GateFacts::default());
    assert_eq!(none.sentence(), "Not ready: there is no build to judge.");
    let unknown = GateFacts { unknown_statements: 2, ..with(|_| {}) };
    let unknown = answer(&nothing, &unknown);
    assert_eq!(unknown.sentence(), "Not ready: 2 statements that only a newer version knows.");
    assert_eq!(unknown.reasons[0].what, Counted::Statements);
}

#[test]
fn platforms_are_summed_up_and_told_apart() {
    let mut facts = with(|it| it.undecided = tally(3));
    let mut ios = sound(Platform::Ios);
    ios.undecided = tally(2);
    ios.stale = tally(1);
    facts.builds.push(ios);
    let answer = answer(&Gate::usual(), &facts);
    assert_eq!(answer.sentence(), "Not ready: 1 answer stale, 5 required units untested.");
    let parts: Vec<(Option<Platform>, u32)> =
        answer.reasons[1].parts.iter().map(|part| (part.platform, part.tally.count)).collect();
    assert_eq!(parts, [(Some(Platform::Android), 3), (Some(Platform::Ios), 2)]);
    for reason in &answer.reasons {
        let items: usize = reason.parts.iter().map(|part| part.tally.items.len()).sum();
        assert_eq!(items, reason.count as usize, "each number leads to what it counts");
    }
}

#[test]
fn a_waiver_accepts_a_control_until_its_last_day_and_never_what_is_not_waivable() {
    let gate = asking(&[GateRule::NoFailedRequired]);
    let failing = with(|it| it.controls = vec![control("MASVS-STORAGE-1", true)]);
    let on = |accepts: &Accepts, expired| GateFacts {
        waivers: vec![waiver(5, accepts.clone(), expired)],
        ..failing.clone()
    };
    let this = Accepts::Control(Platform::Android, "MASVS-STORAGE-1".to_owned());

    let accepted = answer(&gate, &on(&this, false));
    assert!(accepted.ready());
    assert_eq!(accepted.sentence(), "Ready, with accepted risks: 1 required control fails.");

    let expired = answer(&gate, &on(&this, true));
    assert_eq!(expired.sentence(), "Not ready: 1 required control fails, 1 waiver expired.");
    assert_eq!(expired.reasons[1].parts[0].tally.items[0].label, "W5");

    for other in [
        Accepts::Control(Platform::Ios, "MASVS-STORAGE-1".to_owned()),
        Accepts::Control(Platform::Android, "MASVS-STORAGE-2".to_owned()),
        Accepts::Finding(Uuid::from_u128(9)),
    ] {
        assert_eq!(codes(&answer(&gate, &on(&other, false))), [(ReasonCode::ControlFails, 1)], "{other:?}");
    }

    let fixed = [
        ProfileItem::Control("MASVS-STORAGE-1".to_owned()),
        ProfileItem::Test("MASTG-TEST-0200".to_owned()),
        ProfileItem::Weakness(WeaknessRef { scheme: Scheme::Maswe1, id: "MASWE-0006".to_owned() }),
    ];
    for item in fixed {
        let strict = Gate { not_waivable: vec![item.clone()], ..gate.clone() };
        assert!(!answer(&strict, &on(&this, false)).ready(), "{item}");
    }
}

#[test]
fn waivers_of_units_accept_a_control_once_they_cover_all_that_fails() {
    let gate = asking(&[GateRule::NoFailedRequired]);
    let failing = with(|it| it.controls = vec![control("MASVS-STORAGE-1", true)]);
    let of = |unit: &str| Accepts::Unit(Platform::Android, unit.to_owned());
    let (one, other) = (of("test:MASTG-TEST-0200"), of("test:MASTG-TEST-0201"));
    let half = GateFacts { waivers: vec![waiver(1, one.clone(), false)], ..failing.clone() };
    assert!(!answer(&gate, &half).ready());
    let whole =
        GateFacts { waivers: vec![waiver(1, one.clone(), false), waiver(2, other.clone(), false)], ..failing.clone() };
    assert!(answer(&gate, &whole).ready());
    let late = GateFacts { waivers: vec![waiver(1, one, false), waiver(2, other, true)], ..failing };
    assert_eq!(codes(&answer(&gate, &late)), [(ReasonCode::ControlFails, 1), (ReasonCode::WaiverExpired, 1)]);
    // What an assessor concluded has no units: nothing of it is accepted by the way.
    let concluded = with(|it| {
        it.controls = vec![HeldControl { units: Vec::new(), causes: Vec::new(), ..control("MASVS-STORAGE-1", true) }];
    });
    assert!(!answer(&gate, &concluded).ready());
}

#[test]
fn findings_count_from_a_severity_on_unless_they_are_accepted() {
    use FindingSeverity::{Critical, High, Low};
    for (below, severity, closed) in [
        (High, Severity::Medium, false),
        (High, Severity::High, true),
        (High, Severity::Critical, true),
        (Low, Severity::Low, true),
        (Low, Severity::Info, false),
        (Critical, Severity::High, false),
    ] {
        let gate = Gate { findings_below: Some(below), ..Gate::default() };
        let on = |waived| GateFacts { findings: vec![finding(severity, waived)], ..with(|_| {}) };
        let open = answer(&gate, &on(false));
        assert_eq!(!open.ready(), closed, "{severity:?} below {below:?}");
        assert!(answer(&Gate::default(), &on(false)).ready(), "a gate that says nothing of findings");
        let waived = answer(&gate, &on(true));
        assert!(waived.ready());
        assert_eq!(waived.waived.len(), usize::from(closed), "it says what was accepted");
    }
    let gate = Gate { findings_below: Some(High), ..Gate::default() };
    let over = Accepts::Finding(Uuid::from_u128(9));
    let expired = GateFacts {
        findings: vec![finding(Severity::High, false)],
        waivers: vec![waiver(3, over, true)],
        ..with(|_| {})
    };
    assert_eq!(answer(&gate, &expired).sentence(), "Not ready: 1 open finding is high or worse, 1 waiver expired.");
}

#[test]
fn a_control_is_accepted_where_every_finding_that_its_units_show_is() {
    let gate = asking(&[GateRule::NoFailedRequired]);
    let mut failing = with(|it| {
        let units = vec!["test:MASTG-TEST-0200".to_owned()];
        it.controls = vec![HeldControl { units, ..control("MASVS-STORAGE-1", true) }];
    });
    failing.findings = vec![finding(Severity::High, true)];
    assert!(answer(&gate, &failing).ready());
    let other = FindingFact { id: Uuid::from_u128(10), ..finding(Severity::Low, false) };
    failing.findings.push(other);
    assert!(!answer(&gate, &failing).ready(), "one that nobody accepted is shown too");
}

/// Passes everything that the profile requires of a build.
async fn pass_all(workspace: &Workspace, assessment: Uuid, build: Uuid) {
    let checklist = workspace.checklist(assessment, build).await.expect("a checklist");
    let mut done = Vec::new();
    for row in checklist.rows.iter().filter(|row| row.required) {
        if !done.contains(&row.unit) {
            let stated =
                workspace.state_result(assessment, build, &row.unit, ResultCode::Pass, words(), &row.heads).await;
            stated.expect("stated");
            done.push(row.unit.clone());
        }
    }
}

#[tokio::test]
async fn a_real_release_opens_its_gate_step_by_step() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let before = workspace.readiness(bench.assessment).await.expect("readiness");
    assert!(!before.ready && before.gate == Gate::usual());
    let required: u32 = before.platforms.iter().map(|it| it.progress.required).sum();
    assert_eq!(before.sentence, format!("Not ready: {required} required units untested."));
    assert_eq!(before.reasons[0].parts.len(), 2, "each platform leads to its own checklist");

    // Everything passes on both platforms.
    for build in [bench.android, bench.ios] {
        pass_all(workspace, bench.assessment, build).await;
    }
    let passed = workspace.readiness(bench.assessment).await.expect("readiness");
    assert_eq!(passed.sentence, "Ready: everything that the gate asks for holds.");
    assert!(passed.ready && passed.platforms.iter().all(|it| it.verdicts.untested + it.verdicts.fail == 0));

    // A failure, and an assessor who concludes that another control is inconclusive.
    let failed = bench.unit(assay_assessment::view::UnitKind::Test).await;
    bench.state(&failed, ResultCode::Fail).await;
    workspace
        .override_verdict(bench.assessment, bench.ios, "MASVS-CRYPTO-1", Some(Verdict::Inconclusive), "Doubts", &[])
        .await
        .expect("lowered");
    let held = workspace.readiness(bench.assessment).await.expect("readiness");
    let told: Vec<ReasonCode> = held.reasons.iter().map(|reason| reason.code).collect();
    assert_eq!(told, [ReasonCode::ControlFails, ReasonCode::Inconclusive]);
    let on = |reason: usize, platform| held.reasons[reason].parts.iter().any(|part| part.platform == Some(platform));
    assert!(on(0, Platform::Android) && !on(0, Platform::Ios) && on(1, Platform::Ios));
    let row = bench.row(&failed).await;
    assert!(held.reasons[0].parts[0].tally.items.iter().any(|item| item.id == row.control));
}

#[tokio::test]
async fn resilience_on_a_debug_build_closes_the_gate_though_every_result_is_there() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let release = workspace.add_release(bench.app, "2.0").await.expect("a release").id;
    let debug = build(Platform::Android, Variant::Debug, "2.0.0");
    let debug = workspace.add_build(release, debug, &Work::unwatched()).await.expect("a build").id;
    let new = NewAssessment { profile: "L1+R".to_owned(), ..NewAssessment::default() };
    let assessment = workspace.open_assessment_with(release, new).await.expect("opened").id;
    pass_all(workspace, assessment, debug).await;
    let readiness = workspace.readiness(assessment).await.expect("readiness");
    let told: Vec<ReasonCode> = readiness.reasons.iter().map(|reason| reason.code).collect();
    assert_eq!(told, [ReasonCode::DebugOnly], "{}", readiness.sentence);
}

#[tokio::test]
async fn a_release_without_a_build_is_not_ready() {
    let bench = Bench::new("L1").await;
    let release = bench.workspace.add_release(bench.app, "2.0").await.expect("a release").id;
    let opened = bench.workspace.open_assessment(release, "L1", None, None).await.expect("opened").id;
    let readiness = bench.workspace.readiness(opened).await.expect("readiness");
    assert_eq!(readiness.sentence, "Not ready: there is no build to judge.");
}

/// The same workspace on another day.
async fn on_day(bench: &Bench, day: &str) -> Workspace {
    let time = format!("{day}T09:00:00Z").parse().expect("a time");
    let clock = SteppingClock::new(time, SignedDuration::from_secs(1));
    let ambient = Ambient { clock: Arc::new(clock), entropy: bench.ambient.entropy.clone() };
    Workspace::open(bench.workspace.dir(), &bench.home, ambient).await.expect("it opens")
}

#[tokio::test]
async fn a_real_waiver_opens_the_gate_until_its_last_day_and_outdates_the_decision() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    for build in [bench.android, bench.ios] {
        pass_all(workspace, bench.assessment, build).await;
    }
    assert!(workspace.readiness(bench.assessment).await.expect("readiness").ready);

    let failed = bench.unit(assay_assessment::view::UnitKind::Test).await;
    bench.state(&failed, ResultCode::Fail).await;
    let text = FindingText { title: "A token in the clear".to_owned(), ..FindingText::default() };
    let place = FindingPlace { assessment: bench.assessment, unit: failed.clone() };
    let seen = Some((bench.android, Some(place)));
    let finding = workspace.open_finding(bench.app, Some(Severity::High), text, seen).await.expect("opened").finding.id;
    let held = workspace.readiness(bench.assessment).await.expect("readiness");
    let told: Vec<ReasonCode> = held.reasons.iter().map(|reason| reason.code).collect();
    assert!(told.contains(&ReasonCode::ControlFails) && told.contains(&ReasonCode::FindingOpen), "{}", held.sentence);
    let go = DecisionChoice::Go;
    workspace.decide_release(bench.release, go, "", "Known.", "", &[]).await.expect("decided");

    let by = WaiverText {
        approver: "Nora Weiss".to_owned(),
        role: "Head of product".to_owned(),
        reason: "Behind a switch until the fix ships.".to_owned(),
        ..WaiverText::default()
    };
    workspace.grant_waiver(WaiverOver::Finding { finding }, by, "2026-01-20").await.expect("granted");
    let accepted = workspace.readiness(bench.assessment).await.expect("readiness");
    let still: Vec<ReasonCode> = accepted.reasons.iter().map(|reason| reason.code).collect();
    assert!(!still.contains(&ReasonCode::ControlFails) && !still.contains(&ReasonCode::FindingOpen), "{still:?}");
    let waived: Vec<ReasonCode> = accepted.waived.iter().map(|reason| reason.code).collect();
    assert_eq!(waived, [ReasonCode::ControlFails, ReasonCode::FindingOpen]);
    let decided = workspace.release_readiness(bench.release).await.expect("readiness").decisions[0].clone();
    assert_eq!((decided.outdated, decided.later), (true, 1), "a waiver bears on the release");
    let board = workspace.board(false).await.expect("the board");
    assert_eq!(board.releases[0].assessments[0].sentence, accepted.sentence);
    assert_eq!((board.waivers.len(), board.waivers[0].days_left, board.findings.len()), (1, 15, 0));

    let late = on_day(&bench, "2026-01-21").await;
    let expired = late.readiness(bench.assessment).await.expect("readiness");
    assert!(!expired.ready && expired.sentence.contains("1 waiver expired"), "{}", expired.sentence);
    let board = late.board(false).await.expect("the board");
    assert_eq!(board.releases[0].assessments[0].sentence, expired.sentence, "the board keeps no days");
    assert_eq!((board.waivers[0].days_left, board.findings[0].severity), (-1, Severity::High));
    late.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(late.readiness(bench.assessment).await.expect("readiness").sentence, expired.sentence);

    // Another one in its place: the board asks for the one that ended no more.
    let by = WaiverText {
        approver: "Nora Weiss".to_owned(),
        role: "Head of product".to_owned(),
        reason: "The fix takes longer.".to_owned(),
        ..WaiverText::default()
    };
    late.grant_waiver(WaiverOver::Finding { finding }, by, "2026-06-30").await.expect("granted");
    assert_eq!(late.board(false).await.expect("the board").waivers, []);
}

#[tokio::test]
async fn a_gate_that_asks_for_approval_wants_a_second_person_for_each_result() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let text = "format: assay-profile/1\nid: acme\ntitle: Acme\nextends: [L1]\ngate: {require: [approved]}\n";
    workspace.put_own_profile("acme", "acme.yaml", text).await.expect("kept");
    let assessment = workspace.open_assessment(bench.release, "acme", None, None).await.expect("opened").id;
    let identity =
        Identity { member: Uuid::from_u128(2), name: "Jo Park".to_owned(), email: "jo@example.org".to_owned() };
    workspace.add_member(&identity).await.expect("a member");
    let jo = workspace.as_member(identity.member).await.expect("they may write");
    assert!(workspace.readiness(assessment).await.expect("readiness").ready, "nothing is there to approve");

    let checklist = workspace.checklist(assessment, bench.android).await.expect("a checklist");
    let row = checklist.rows.iter().find(|row| row.required).expect("a row");
    let state = |result, heads: Vec<String>| {
        let unit = row.unit.clone();
        async move { workspace.state_result(assessment, bench.android, &unit, result, words(), &heads).await }
    };
    let stated = state(ResultCode::Pass, Vec::new()).await.expect("stated");
    let held = workspace.readiness(assessment).await.expect("readiness");
    assert_eq!(held.sentence, "Not ready: 1 result not approved.");
    assert_eq!(held.reasons[0].parts[0].tally.items[0].id, row.unit);

    for (who, action) in [(workspace, ReviewAction::Submit), (&jo, ReviewAction::Approve)] {
        let checklist = who.checklist(assessment, bench.android).await.expect("a checklist");
        let now = checklist.rows.iter().find(|it| it.unit == row.unit).expect("the row");
        let of = [ReviewOf { unit: row.unit.clone(), basis: now.review.basis.clone() }];
        who.state_review(assessment, bench.android, action, &of, None).await.expect("said");
    }
    assert!(workspace.readiness(assessment).await.expect("readiness").ready);
    let board = workspace.board(false).await.expect("the board");
    let shown = board.releases[0].assessments.iter().find(|it| it.assessment == assessment).expect("it is shown");
    assert!(shown.ready, "the board forgot what it had counted");

    // Another answer was approved by nobody.
    let heads: Vec<String> = stated.rows[0].heads.clone();
    state(ResultCode::Fail, heads).await.expect("stated");
    let again = workspace.readiness(assessment).await.expect("readiness");
    assert_eq!(again.sentence, "Not ready: 1 result not approved.");
}
