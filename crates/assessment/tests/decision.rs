//! What is planned and decided of a release, and when a decision is outdated.

mod common;

use std::path::Path;
use std::sync::Arc;

use assay_assessment::view::{AnswerText, DecisionChoice, DecisionView, ReleaseReadiness, ResultCode, UnitKind};
use assay_assessment::{NewAssessment, Work, Workspace};
use assay_catalogue::SubjectKind;
use assay_ledger::Ambient;
use assay_ledger::ambient::SteppingClock;
use common::{Bench, words};
use jiff::SignedDuration;

async fn readiness(bench: &Bench) -> ReleaseReadiness {
    bench.workspace.release_readiness(bench.release).await.expect("readiness")
}

async fn decided(bench: &Bench) -> DecisionView {
    readiness(bench).await.decisions.first().cloned().expect("a decision")
}

async fn go(bench: &Bench) -> ReleaseReadiness {
    let heads = readiness(bench).await.decision_heads;
    let go = DecisionChoice::Go;
    bench.workspace.decide_release(bench.release, go, "", "Known and accepted.", "", &heads).await.expect("decided")
}

/// The same workspace under a clock of its own.
async fn at(bench: &Bench, time: &str) -> Workspace {
    let clock = SteppingClock::new(time.parse().expect("a time"), SignedDuration::from_secs(1));
    let ambient = Ambient { clock: Arc::new(clock), entropy: bench.ambient.entropy.clone() };
    Workspace::open(bench.workspace.dir(), &bench.home, ambient).await.expect("it opens")
}

#[tokio::test]
async fn a_release_is_due_on_a_day_until_somebody_says_another_or_none() {
    let bench = Bench::new("L1").await;
    let (workspace, release) = (&bench.workspace, bench.release);
    assert_eq!(readiness(&bench).await.due, None);
    for wrong in ["tomorrow", "2026-13-01", "15.01.2026"] {
        let refused = workspace.plan_release(release, Some(wrong)).await.expect_err("no day");
        assert_eq!(refused.code(), "input.malformed");
    }
    workspace.plan_release(release, Some("2026-02-01")).await.expect("planned");
    let planned = workspace.plan_release(release, Some(" 2026-01-15 ")).await.expect("planned");
    let due = planned.due.expect("a day");
    // The clock of the tests begins on the fifth of January.
    assert_eq!((due.day.as_str(), due.days_left, due.stated.by.as_str()), ("2026-01-15", 10, "Mara Lind"));
    let late = at(&bench, "2026-01-18T08:00:00Z").await.release_readiness(release).await.expect("readiness");
    assert_eq!(late.due.expect("a day").days_left, -3);
    assert_eq!(workspace.plan_release(release, None).await.expect("planned").due, None);
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(readiness(&bench).await.due, None);
}

#[tokio::test]
async fn each_decision_needs_the_words_that_carry_it() {
    let bench = Bench::new("L1").await;
    let cases = [
        (DecisionChoice::Go, "", "", Some("decision.reason_missing")),
        (DecisionChoice::Hold, " ", "", Some("decision.reason_missing")),
        (DecisionChoice::Conditional, "Because", "", Some("decision.conditions_missing")),
        (DecisionChoice::Conditional, "", "Fix it by May", Some("decision.reason_missing")),
        (DecisionChoice::Conditional, "Because", "Fix it by May", None),
    ];
    for (choice, reason, conditions, refused) in cases {
        let heads = readiness(&bench).await.decision_heads;
        let answer = bench.workspace.decide_release(bench.release, choice, "", reason, conditions, &heads).await;
        assert_eq!(answer.err().map(|error| error.code()), refused, "{choice:?} {reason:?} {conditions:?}");
    }
    let decision = decided(&bench).await;
    assert_eq!(decision.conditions.as_deref(), Some("Fix it by May"));
    assert!(decision.over_closed_gate && decision.current && !decision.outdated);
}

#[tokio::test]
async fn a_decision_rests_on_the_checkpoint_and_says_so_when_its_words_are_gone() {
    let bench = Bench::new("L1").await;
    let before = bench.workspace.checkpoint().await.expect("a checkpoint").root;
    let made = go(&bench).await;
    let decision = &made.decisions[0];
    assert_eq!(decision.checkpoint, before);
    assert!(decision.gates.as_ref().is_some_and(|gates| gates[0].starts_with("Not ready: ")));
    let entry = decision.stated.entry.parse().expect("an entry");
    bench.workspace.redact(&entry, "It named a customer").await.expect("redacted");
    let bare = decided(&bench).await;
    assert_eq!((bare.reason, bare.conditions, bare.gates), (None, None, None));
    assert!(bare.over_closed_gate && bare.choice == DecisionChoice::Go && bare.checkpoint == before);
}

#[tokio::test]
async fn a_later_decision_takes_the_place_of_the_one_that_its_author_saw() {
    let bench = Bench::new("L1").await;
    let first = go(&bench).await;
    let hold = DecisionChoice::Hold;
    let stale = bench.workspace.decide_release(bench.release, hold, "", "Wait", "", &[]).await.expect_err("unseen");
    assert_eq!(stale.code(), "statement.changed_meanwhile");
    let heads = first.decision_heads;
    let second = bench.workspace.decide_release(bench.release, hold, "", "Wait", "", &heads).await.expect("decided");
    let choices: Vec<(DecisionChoice, bool)> = second.decisions.iter().map(|it| (it.choice, it.current)).collect();
    assert_eq!(choices, [(DecisionChoice::Hold, true), (DecisionChoice::Go, false)]);
    assert!(!second.decisions[0].over_closed_gate, "a hold is over no gate");
}

#[tokio::test]
async fn what_bears_on_the_release_outdates_its_decision_and_nothing_else_does() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let unit = bench.unit(UnitKind::Test).await;
    go(&bench).await;

    // Remarks, plans, other apps and releases.
    workspace.add_comment(bench.assessment, bench.android, &unit, "Looks fine.").await.expect("a comment");
    workspace.plan_release(bench.release, Some("2026-02-01")).await.expect("planned");
    workspace.add_app("Another", None).await.expect("an app");
    let other = workspace.add_release(bench.app, "9.0").await.expect("a release").id;
    workspace.open_assessment(other, "L1", None, None).await.expect("opened");
    assert!(!decided(&bench).await.outdated);

    bench.state(&unit, ResultCode::Fail).await;
    bench.state(&unit, ResultCode::NotApplicable).await;
    let outdated = decided(&bench).await;
    assert_eq!((outdated.outdated, outdated.later), (true, 2));

    // Deciding again on what is there now is up to date, until an answer loses what justifies it.
    go(&bench).await;
    assert!(!decided(&bench).await.outdated);
    let entry = bench.row(&unit).await.heads[0].parse().expect("an entry");
    workspace.redact(&entry, "It named a person").await.expect("redacted");
    let redacted = decided(&bench).await;
    assert_eq!((redacted.outdated, redacted.later), (true, 1));

    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(decided(&bench).await, redacted);
    let board = workspace.board(false).await.expect("the board");
    let shown = board.releases.iter().find(|it| it.release == bench.release);
    assert!(shown.is_some_and(|it| it.decision.as_ref().is_some_and(|decision| decision.outdated)));
}

#[tokio::test]
async fn an_answer_about_the_organisation_bears_on_releases_that_ask_for_one() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let asking = workspace.add_release(bench.app, "2.0").await.expect("a release").id;
    let build = common::build(assay_catalogue::Platform::Android, assay_assessment::view::Variant::Release, "2.0.0");
    let build = workspace.add_build(asking, build, &Work::unwatched()).await.expect("a build").id;
    let new = NewAssessment { profile: "enterprise".to_owned(), ..NewAssessment::default() };
    let assessment = workspace.open_assessment_with(asking, new).await.expect("opened").id;
    for release in [bench.release, asking] {
        workspace.decide_release(release, DecisionChoice::Go, "", "Known.", "", &[]).await.expect("decided");
    }
    let checklist = workspace.checklist(assessment, build).await.expect("a checklist");
    let row = checklist.rows.iter().find(|row| row.subject == SubjectKind::Organisation).expect("a unit");
    let text = AnswerText { valid_until: Some("2026-12-31".to_owned()), ..words() };
    workspace.state_result(assessment, build, &row.unit, ResultCode::Pass, text, &[]).await.expect("stated");
    let of = |release| async move { workspace.release_readiness(release).await.expect("it").decisions[0].outdated };
    assert!(of(asking).await);
    assert!(!of(bench.release).await);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

async fn send(from: &Workspace, to: &Workspace) {
    let rows = from.ledger().export(&from.ledger().device(), 0).await.expect("exported");
    to.import(rows).await.expect("taken in");
}

#[tokio::test]
async fn two_devices_that_decide_at_once_leave_a_dispute_and_know_what_the_other_did_not_see() {
    let Bench { folder, home, ambient, workspace, release, assessment, android, .. } = Bench::new("L1").await;
    let (dir, there) = (workspace.dir().to_owned(), folder.path().join("copy"));
    workspace.close().await;
    copy(&dir, &there);
    let one = Workspace::open(&dir, &home, ambient.clone()).await.expect("it opens");
    let other = Workspace::open(&there, &home, ambient.clone()).await.expect("it opens");

    // The other states a result that the decision does not know.
    let decide = |choice| one.decide_release(release, choice, "", "Known.", "", &[]);
    decide(DecisionChoice::Go).await.expect("decided");
    let checklist = other.checklist(assessment, android).await.expect("a checklist");
    let row = checklist.rows.iter().find(|row| row.kind == UnitKind::Test).expect("a unit");
    other.state_result(assessment, android, &row.unit, ResultCode::Fail, words(), &[]).await.expect("stated");
    other.decide_release(release, DecisionChoice::Hold, "", "A failure.", "", &[]).await.expect("decided");
    send(&other, &one).await;
    send(&one, &other).await;
    let seen = one.release_readiness(release).await.expect("readiness");
    assert_eq!(seen.decisions, other.release_readiness(release).await.expect("readiness").decisions);
    let state: Vec<(DecisionChoice, bool, bool)> =
        seen.decisions.iter().map(|it| (it.choice, it.current, it.outdated)).collect();
    assert!(state.contains(&(DecisionChoice::Go, true, true)), "it knows nothing of the failure: {state:?}");
    assert!(state.contains(&(DecisionChoice::Hold, true, false)), "{state:?}");
    let board = one.board(false).await.expect("the board");
    assert_eq!((board.releases[0].decisions, board.releases[0].decision.is_none()), (2, true));

    let settled = one.decide_release(release, DecisionChoice::Hold, "", "Agreed.", "", &seen.decision_heads).await;
    assert_eq!(settled.expect("decided").decisions.iter().filter(|it| it.current).count(), 1);
}
