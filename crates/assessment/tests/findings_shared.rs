//! Findings and waivers on several devices: the same in any order of arrival, and after a rebuild.

mod common;

use assay_assessment::view::{
    FindingDetail, FindingOnBuild, FindingPlace, FindingRow, FindingScope, FindingState, FindingText, ResultCode,
    RetestOutcome, Severity, UnitKind, WaiverOver, WaiverStanding, WaiverText, WaiverView,
};
use assay_assessment::{Work, Workspace};
use assay_catalogue::Platform;
use common::devices::{exchange, export, interleaved, two_devices};
use proptest::prelude::*;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

fn text(title: &str) -> FindingText {
    FindingText { title: title.to_owned(), ..FindingText::default() }
}

fn accepted() -> WaiverText {
    WaiverText {
        approver: "Ines Roth".to_owned(),
        role: "Head of security".to_owned(),
        reason: "It is behind a login.".to_owned(),
        conditions: String::new(),
        ..WaiverText::default()
    }
}

#[tokio::test]
async fn two_who_do_not_know_of_each_other_are_disputed_and_the_worse_counts() {
    let (bench, other) = two_devices().await;
    let one = &bench.workspace;
    let opened = one.open_finding(bench.app, Some(Severity::Medium), text("A"), Some((bench.android, None))).await;
    let opened = opened.expect("opened").finding;
    exchange(one, &other).await;
    one.change_finding(opened.id, Some(Severity::Low), text("Low"), &opened.heads).await.expect("changed");
    other.change_finding(opened.id, Some(Severity::High), text("High"), &opened.heads).await.expect("changed");
    let heads = &opened.builds[0].heads;
    one.retest_finding(opened.id, bench.android, RetestOutcome::Fixed, "Gone", None, heads).await.expect("retested");
    other.retest_finding(opened.id, bench.android, RetestOutcome::StillThere, "There", None, heads).await.expect("it");
    exchange(one, &other).await;
    for workspace in [one, &other] {
        let detail = workspace.finding(opened.id).await.expect("there");
        let row = &detail.finding;
        assert_eq!((row.state, row.severity, row.disputed), (FindingState::Open, Severity::High, true));
        assert_eq!((detail.versions.len(), row.heads.len()), (2, 2));
        assert_eq!(row.text.as_ref().expect("words").title, "High");
        assert_eq!((row.builds[0].state, row.builds[0].disputed), (FindingOnBuild::StillThere, true));
        assert_eq!(workspace.undo_finding(opened.id).await.expect_err("two heads").code(), "undo.superseded");
    }
    // Whoever settles it takes the place of both.
    let row = one.finding(opened.id).await.expect("there").finding;
    one.change_finding(opened.id, Some(Severity::Low), text("Settled"), &row.heads).await.expect("changed");
    let heads = &row.builds[0].heads;
    one.retest_finding(opened.id, bench.android, RetestOutcome::Fixed, "Both looked", None, heads).await.expect("it");
    exchange(one, &other).await;
    let settled = other.finding(opened.id).await.expect("there").finding;
    assert_eq!((settled.state, settled.severity, settled.disputed), (FindingState::Fixed, Severity::Low, false));
    // Undoing that does not make two answers one: the worse stands.
    one.undo_finding(opened.id).await.expect("undone");
    one.undo_finding(opened.id).await.expect("undone");
    let back = one.finding(opened.id).await.expect("there").finding;
    assert_eq!((back.state, back.severity), (FindingState::Open, Severity::High));
    assert_eq!(back.text.expect("words").title, "High");
}

#[tokio::test]
async fn a_withdrawal_and_a_change_apart_leave_the_finding_open() {
    let (bench, other) = two_devices().await;
    let one = &bench.workspace;
    let opened = one.open_finding(bench.app, Some(Severity::Medium), text("A"), None).await.expect("opened").finding;
    let over = WaiverOver::Finding { finding: opened.id };
    let waiver = one.grant_waiver(over, accepted(), "2026-12-31").await.expect("granted");
    exchange(one, &other).await;
    one.withdraw_finding(opened.id, "It is none", &opened.heads).await.expect("withdrawn");
    other.change_finding(opened.id, Some(Severity::Low), text("B"), &opened.heads).await.expect("changed");
    other.withdraw_waiver(waiver.id, "Too long", &waiver.heads).await.expect("withdrawn");
    exchange(one, &other).await;
    let seen = one.finding(opened.id).await.expect("there");
    assert_eq!((seen.finding.state, seen.finding.severity), (FindingState::Open, Severity::Low));
    assert_eq!(seen.finding.waivers[0].standing, WaiverStanding::Withdrawn);
    assert_eq!(seen, other.finding(opened.id).await.expect("there"));
}

/// The tables of findings and waivers as text, rows sorted, without the order of arrival.
async fn dump(workspace: &Workspace) -> Vec<String> {
    const TABLES: [(&str, &str); 3] = [
        ("finding_statement", "hex(entry), hex(app), hex(finding), hex(build), act, code, hex(words), at, head"),
        ("waiver_statement", "hex(entry), hex(waiver), over, hex(scope), item, act, code, until, hex(words), at, head"),
        ("finding_place", "hex(assessment), unit"),
    ];
    let mut dump = Vec::new();
    for (table, columns) in TABLES {
        let query = format!("SELECT json_array({columns}) FROM {table} ORDER BY 1");
        let rows: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(workspace.ledger().readers()).await.expect("a table");
        dump.extend(rows.into_iter().map(|row| format!("{table} {row}")));
    }
    dump
}

/// Everything that a front end sees of findings.
type Seen = (Vec<FindingRow>, Vec<WaiverView>, Vec<FindingDetail>);

async fn seen(workspace: &Workspace) -> Seen {
    let rows = workspace.findings(FindingScope::Workspace).await.expect("findings");
    let mut details = Vec::new();
    for row in &rows {
        details.push(workspace.finding(row.id).await.expect("a finding"));
    }
    (rows, workspace.waivers(FindingScope::Workspace).await.expect("waivers"), details)
}

#[derive(Debug, Clone)]
enum Step {
    Open { severity: Severity, build: Option<bool>, unit: bool },
    Change { nth: usize, severity: Severity },
    Withdraw { nth: usize },
    Link { nth: usize, ios: bool, unit: bool },
    Retest { nth: usize, ios: bool, fixed: bool },
    Waive { nth: usize },
    WaiveUnit,
    WithdrawWaiver { nth: usize },
    Undo { nth: usize },
    Redact { back: usize },
    Exchange { dealt: bool },
}

fn steps() -> impl Strategy<Value = Vec<(bool, Step)>> {
    let nth = 0usize..3;
    let severity = proptest::sample::select(Severity::ALL.to_vec());
    let flag = any::<bool>();
    let step = prop_oneof![
        3 => (severity.clone(), proptest::option::of(flag), flag)
            .prop_map(|(severity, build, unit)| Step::Open { severity, build, unit }),
        3 => (nth.clone(), severity).prop_map(|(nth, severity)| Step::Change { nth, severity }),
        1 => nth.clone().prop_map(|nth| Step::Withdraw { nth }),
        2 => (nth.clone(), flag, flag).prop_map(|(nth, ios, unit)| Step::Link { nth, ios, unit }),
        4 => (nth.clone(), flag, flag).prop_map(|(nth, ios, fixed)| Step::Retest { nth, ios, fixed }),
        2 => nth.clone().prop_map(|nth| Step::Waive { nth }),
        1 => Just(Step::WaiveUnit),
        1 => nth.clone().prop_map(|nth| Step::WithdrawWaiver { nth }),
        3 => nth.prop_map(|nth| Step::Undo { nth }),
        2 => (0usize..10).prop_map(|back| Step::Redact { back }),
        3 => any::<bool>().prop_map(|dealt| Step::Exchange { dealt }),
    ];
    proptest::collection::vec((any::<bool>(), step), 1..24)
}

struct Where {
    app: Uuid,
    assessment: Uuid,
    android: Uuid,
    ios: Uuid,
    unit: String,
}

/// Does a step; one that the rules refuse is no part of the sequence.
async fn perform(step: &Step, workspace: &Workspace, other: &Workspace, at: &Where) {
    let rows = workspace.findings(FindingScope::Workspace).await.expect("findings");
    let build = |ios: bool| if ios { at.ios } else { at.android };
    let place = |unit: bool| unit.then(|| FindingPlace { assessment: at.assessment, unit: at.unit.clone() });
    let chosen = |nth: &usize| rows.get(*nth);
    match step {
        Step::Open { severity, build: on, unit } => {
            let seen = on.map(|ios| (build(ios), place(*unit && !ios)));
            workspace.open_finding(at.app, Some(*severity), text("Found"), seen).await.expect("opened");
        }
        Step::Change { nth, severity } => {
            let Some(row) = chosen(nth) else { return };
            workspace.change_finding(row.id, Some(*severity), text("Changed"), &row.heads).await.expect("changed");
        }
        Step::Withdraw { nth } => {
            let Some(row) = chosen(nth) else { return };
            let _ = workspace.withdraw_finding(row.id, "None", &row.heads).await;
        }
        Step::Link { nth, ios, unit } => {
            let Some(row) = chosen(nth) else { return };
            let _ = workspace.link_finding(row.id, build(*ios), place(*unit && !*ios)).await;
        }
        Step::Retest { nth, ios, fixed } => {
            let Some(row) = chosen(nth) else { return };
            let on = row.builds.iter().find(|it| it.build == build(*ios));
            let heads = on.map(|on| on.heads.clone()).unwrap_or_default();
            let outcome = if *fixed { RetestOutcome::Fixed } else { RetestOutcome::StillThere };
            let _ = workspace.retest_finding(row.id, build(*ios), outcome, "Looked", None, &heads).await;
        }
        Step::Waive { nth } => {
            let Some(row) = chosen(nth) else { return };
            let _ = workspace.grant_waiver(WaiverOver::Finding { finding: row.id }, accepted(), "2026-12-31").await;
        }
        Step::WaiveUnit => {
            let (assessment, platform) = (at.assessment, Platform::Android);
            let over = WaiverOver::Unit { assessment, platform, unit: at.unit.clone() };
            workspace.grant_waiver(over, accepted(), "2026-12-31").await.expect("granted");
        }
        Step::WithdrawWaiver { nth } => {
            let waivers = workspace.waivers(FindingScope::Workspace).await.expect("waivers");
            let Some(waiver) = waivers.get(*nth) else { return };
            let _ = workspace.withdraw_waiver(waiver.id, "Enough", &waiver.heads).await;
        }
        Step::Undo { nth } => {
            let Some(row) = chosen(nth) else { return };
            let _ = workspace.undo_finding(row.id).await;
        }
        Step::Redact { back } => {
            let page = workspace.ledger_page(10, None).await.expect("a page");
            if let Some(entry) = page.entries.get(*back) {
                let before = standing(&seen(workspace).await);
                let _ = workspace.redact(&entry.hash.parse().expect("a hash"), "It named a person").await;
                assert_eq!(before, standing(&seen(workspace).await), "redaction changed where something stands");
            }
        }
        Step::Exchange { dealt } => {
            let rows = export(other).await;
            workspace.import(if *dealt { interleaved(rows) } else { rows }).await.expect("taken in");
        }
    }
}

/// What a gate rests on.
fn standing((rows, waivers, _): &Seen) -> Vec<String> {
    let rows = rows.iter().map(|row| format!("{} {:?} {:?} {}", row.id, row.state, row.severity, row.disputed));
    rows.chain(waivers.iter().map(|it| format!("{} {:?} {}", it.id, it.standing, it.until))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_a_rebuild_give_the_same(steps in steps()) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let (bench, other) = two_devices().await;
            let unit = bench.unit(UnitKind::Test).await;
            bench.state(&unit, ResultCode::Fail).await;
            exchange(&bench.workspace, &other).await;
            let (app, assessment, android, ios) = (bench.app, bench.assessment, bench.android, bench.ios);
            let at = Where { app, assessment, android, ios, unit };
            for (second, step) in &steps {
                let (mine, theirs) = if *second { (&other, &bench.workspace) } else { (&bench.workspace, &other) };
                perform(step, mine, theirs, &at).await;
            }
            exchange(&bench.workspace, &other).await;
            exchange(&bench.workspace, &other).await;
            let (before, shown) = (dump(&bench.workspace).await, seen(&bench.workspace).await);
            prop_assert_eq!(&before, &dump(&other).await, "two devices with the same statements");
            prop_assert_eq!(&standing(&shown), &standing(&seen(&other).await));
            for workspace in [&bench.workspace, &other] {
                workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
                prop_assert_eq!(&before, &dump(workspace).await, "after a rebuild");
                prop_assert_eq!(workspace.unknown_statements().await.expect("a count"), 0);
                prop_assert!(workspace.verify(&Work::unwatched()).await.expect("checked").sound);
            }
            prop_assert_eq!(&shown, &seen(&bench.workspace).await);
            Ok(())
        })?;
    }
}
