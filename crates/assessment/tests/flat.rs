//! What is read grows with what is asked for, not with what else the workspace holds. Counted in steps of the database,
//! so that no clock decides.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use assay_assessment::view::{AnswerText, ResultCode, Variant};
use assay_assessment::{Work, Workspace};
use assay_catalogue::{Platform, SubjectKind};
use common::{Bench, build, words};
use uuid::Uuid;

/// Counts the steps that the readers' connections take.
struct Steps(Arc<AtomicU64>);

impl Steps {
    async fn of(workspace: &Workspace) -> Steps {
        let readers = workspace.ledger().readers();
        let steps = Arc::new(AtomicU64::new(0));
        let mut held = Vec::new();
        for _ in 0..readers.options().get_max_connections() {
            held.push(readers.acquire().await.expect("a connection"));
        }
        for connection in &mut held {
            let steps = Arc::clone(&steps);
            let mut handle = connection.lock_handle().await.expect("a handle");
            handle.set_progress_handler(1, move || {
                steps.fetch_add(1, Ordering::Relaxed);
                true
            });
        }
        Steps(steps)
    }

    fn taken(&self) -> u64 {
        self.0.swap(0, Ordering::Relaxed)
    }
}

/// Opening the checklist, once what is kept in memory is there.
async fn opening(bench: &Bench) -> u64 {
    let steps = Steps::of(&bench.workspace).await;
    // Every connection has prepared every statement.
    for _ in 0..8 {
        bench.checklist().await;
    }
    steps.taken();
    bench.checklist().await;
    steps.taken()
}

/// Answers the first units of a build.
async fn answer(bench: &Bench, assessment: Uuid, build: Uuid, units: &[String]) {
    for unit in units {
        let taken = bench.workspace.state_result(assessment, build, unit, ResultCode::Pass, words(), &[]).await;
        taken.expect("the result is taken");
    }
}

#[tokio::test]
async fn a_checklist_reads_no_more_where_there_are_more_builds_and_assessments() {
    let bench = Bench::new("L1").await;
    let mut units: Vec<String> = bench.checklist().await.rows.into_iter().map(|row| row.unit).collect();
    units.dedup();
    units.truncate(12);
    answer(&bench, bench.assessment, bench.android, &units).await;
    let alone = opening(&bench).await;
    assert!(alone > 12, "steps are counted: {alone}");
    let second = bench.workspace.open_assessment(bench.release, "L1", None, None).await.expect("an assessment").id;
    for version in 1..=8 {
        let new = build(Platform::Android, Variant::Release, &format!("1.0.{version}"));
        let new = bench.workspace.add_build(bench.release, new, &Work::unwatched()).await.expect("a build").id;
        for assessment in [bench.assessment, second] {
            answer(&bench, assessment, new, &units).await;
        }
    }
    // Some steps come and go with how the random ids are ordered; each of the builds would take a dozen.
    let among = opening(&bench).await;
    assert!(among < alone + 24, "{alone} steps alone, {among} among others");
}

#[tokio::test]
async fn what_builds_share_is_looked_up_and_not_searched_among_other_apps() {
    let bench = Bench::new("fintech").await;
    let rows = bench.checklist().await.rows;
    let shared: Vec<&str> =
        rows.iter().filter(|row| row.subject == SubjectKind::BackEnd).map(|row| row.unit.as_str()).take(5).collect();
    let valid = AnswerText { valid_until: Some("2026-12-31".to_owned()), ..words() };
    let answer = async |assessment, build| {
        for unit in &shared {
            let taken =
                bench.workspace.state_result(assessment, build, unit, ResultCode::Fail, valid.clone(), &[]).await;
            taken.expect("the result is taken");
        }
    };
    answer(bench.assessment, bench.android).await;
    let alone = opening(&bench).await;
    for name in ["One", "Two", "Three", "Four", "Five", "Six"] {
        let app = bench.workspace.add_app(name, None).await.expect("an app").id;
        let release = bench.workspace.add_release(app, "1.0").await.expect("a release").id;
        let new = build(Platform::Android, Variant::Release, "1.0");
        let new = bench.workspace.add_build(release, new, &Work::unwatched()).await.expect("a build").id;
        let assessment = bench.workspace.open_assessment(release, "fintech", None, None).await.expect("opened").id;
        answer(assessment, new).await;
    }
    // Some steps come and go with how the random ids are ordered; the thirty answers of others would take one each.
    let among = opening(&bench).await;
    assert!(among < alone + 15, "{alone} steps alone, {among} among others");
}

#[tokio::test]
async fn the_tree_is_read_in_proportion_to_what_it_holds() {
    let bench = Bench::new("L1").await;
    let steps = Steps::of(&bench.workspace).await;
    let mut releases = 1;
    let mut taken = Vec::new();
    for wanted in [5, 20] {
        while releases < wanted {
            let name = format!("2.{releases}");
            let release = bench.workspace.add_release(bench.app, &name).await.expect("a release").id;
            for platform in Platform::ALL {
                let new = build(platform, Variant::Release, &name);
                bench.workspace.add_build(release, new, &Work::unwatched()).await.expect("a build");
            }
            bench.workspace.open_assessment(release, "L1", None, None).await.expect("an assessment");
            releases += 1;
        }
        for _ in 0..8 {
            assert_eq!(bench.workspace.apps().await.expect("the tree")[0].releases.len(), wanted);
        }
        steps.taken();
        bench.workspace.apps().await.expect("the tree");
        taken.push(steps.taken());
    }
    assert!(taken[1] < 5 * taken[0], "four times the releases took {taken:?} steps");
}
