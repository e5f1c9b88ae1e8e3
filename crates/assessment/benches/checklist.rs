//! Figures: opening a checklist in a workspace of 10,000 and of 1,000,000 statements, stating one result there, and
//! making the projections anew. `cargo bench -p assay-assessment`; `ASSAY_BENCH_STATEMENTS` sets another size.
//!
//! A build holds about 300 current statements: a result for every unit of L2+R+P, then evidence notes and comments. Its
//! former answers make up a tenth.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::time::{Duration, Instant};

use assay_assessment::view::{AnswerText, ResultCode, Variant};
use assay_assessment::{NewBuild, Result, Work, Workspace};
use assay_catalogue::Platform;
use assay_ledger::{Ambient, Draft, Hash, Home};
use uuid::Uuid;

/// Current statements a build.
const A_BUILD: usize = 300;

#[tokio::main]
async fn main() {
    // `cargo test --benches` only asks whether it runs.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let size = std::env::var("ASSAY_BENCH_STATEMENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    if let Err(error) = run(size).await {
        eprintln!("{}: {error}", error.code());
        std::process::exit(1);
    }
}

async fn run(size: usize) -> Result<()> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ambient = Ambient::deterministic(1);
    let home = Home::at(folder.path().join("home"));
    home.set_identity(&ambient, "Bench", "bench@example.org")?;
    let workspace = Workspace::create(&folder.path().join("work"), &home, ambient.clone(), "Bench").await?;
    let app = workspace.add_app("Bench", None).await?.id;
    let plan = workspace.profile_plan("L2+R+P", Platform::Android).await?;
    let units: Vec<String> = plan.units().iter().map(|unit| unit.id.to_string()).collect();
    println!(
        "a checklist of {} units, {A_BUILD} current statements a build, {A_RELEASE} builds a release",
        units.len()
    );
    let mut builds: Vec<(Uuid, Uuid)> = Vec::new();
    let mut filled = 0;
    let small = size / 100;
    for target in [small, size] {
        let started = Instant::now();
        let (mut release, mut assessment) = (Uuid::nil(), Uuid::nil());
        while filled < target {
            if builds.len().is_multiple_of(A_RELEASE) || release.is_nil() {
                release = workspace.add_release(app, &format!("1.{}", builds.len())).await?.id;
                assessment = workspace.open_assessment(release, "L2+R+P", None, None).await?.id;
            }
            let new = NewBuild {
                platform: Platform::Android,
                version_name: format!("1.{}", builds.len()),
                version_code: builds.len().to_string(),
                variant: Variant::Release,
                package_id: None,
                artefact: None,
                signing_certificate: None,
                commit: None,
            };
            let build = workspace.add_build(release, new, &Work::unwatched()).await?.id;
            filled += fill(&workspace, &ambient, assessment, build, &units).await?;
            builds.push((assessment, build));
        }
        println!("filled to {filled} statements in {:.1} s", started.elapsed().as_secs_f64());
        let started = Instant::now();
        let entries = workspace.rebuild(&Work::unwatched()).await?;
        let took = started.elapsed();
        let each = took / u32::try_from(entries.max(1)).unwrap_or(u32::MAX);
        println!("figure: rebuild of {entries} entries: {:.2} s, {each:.1?} an entry", took.as_secs_f64());
        figures(&workspace, &builds, &units, filled).await?;
    }
    workspace.close().await;
    Ok(())
}

/// Builds a release: a few candidates on their way to the store.
const A_RELEASE: usize = 4;

/// Statements through the ledger itself, many a transaction: what a workspace holds after years.
async fn fill(
    workspace: &Workspace,
    ambient: &Ambient,
    assessment: Uuid,
    build: Uuid,
    units: &[String],
) -> Result<usize> {
    let place = |unit: &str| format!("assessment/{assessment}/build/{build}/unit/{unit}");
    let body = |text: String| Some(text.into_bytes());
    let mut writing = workspace.ledger().write().await?;
    let mut count = 0;
    let mut first: Vec<Hash> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let result = ["pass", "pass", "pass", "fail", "inconclusive"][at % 5];
        let stated = |supersedes: Vec<Hash>| Draft {
            kind: "result.stated".to_owned(),
            version: 1,
            subject: place(unit),
            supersedes,
            result: Some(result.to_owned()),
            body: body(
                r#"{"note":"Seen on the device, and in the code.","justification":"","method":"Reading"}"#.to_owned(),
            ),
        };
        let entry = writing.append(stated(Vec::new())).await?;
        count += 1;
        if at % 6 == 0 {
            writing.append(stated(vec![entry.hash])).await?;
            count += 1;
        }
        first.push(entry.hash);
    }
    for at in units.len()..A_BUILD {
        let unit = &units[at % units.len()];
        let (kind, subject, text) = if at % 2 == 0 {
            let content = r#"{"content":{"kind":"note","text":"What the log says"},"caption":"Log"}"#;
            ("evidence.attached", format!("{}/evidence/{}", place(unit), ambient.uuid()), content)
        } else {
            ("comment.added", format!("{}/comment/{}", place(unit), ambient.uuid()), r#"{"text":"Look again"}"#)
        };
        let draft =
            Draft { kind: kind.to_owned(), version: 1, subject, body: body(text.to_owned()), ..Draft::default() };
        writing.append(draft).await?;
        count += 1;
    }
    writing.commit().await?;
    Ok(count)
}

async fn figures(workspace: &Workspace, builds: &[(Uuid, Uuid)], units: &[String], filled: usize) -> Result<()> {
    // Spread over all builds, so that most pages come from the file's cache and not from SQLite's.
    let step = (builds.len() / 60).max(1);
    let (mut open, mut query) = (Vec::new(), Vec::new());
    for (assessment, build) in builds.iter().step_by(step).take(60) {
        let started = Instant::now();
        let heads: Vec<(String, Vec<u8>, i64)> = sqlx::query_as(
            "SELECT unit, entry, act FROM unit_statement WHERE assessment = ?1 AND build = ?2 AND head = 1",
        )
        .bind(assessment.as_bytes().to_vec())
        .bind(build.as_bytes().to_vec())
        .fetch_all(workspace.ledger().readers())
        .await?;
        query.push(started.elapsed());
        assert_eq!(heads.len(), A_BUILD.max(units.len()), "the build holds what was stated");
        let started = Instant::now();
        let checklist = workspace.checklist(*assessment, *build).await?;
        open.push(started.elapsed());
        assert_eq!(checklist.progress.untested, 0);
    }
    let mut state = Vec::new();
    for (assessment, build) in builds.iter().step_by(step).take(30) {
        let checklist = workspace.checklist(*assessment, *build).await?;
        let row = &checklist.rows[0];
        let started = Instant::now();
        let text = AnswerText { method: "Reading".to_owned(), note: "Seen".to_owned(), ..AnswerText::default() };
        workspace.state_result(*assessment, *build, &row.unit, ResultCode::Fail, text, &row.heads).await?;
        state.push(started.elapsed());
    }
    print("the query of a checklist", filled, query, "10 ms");
    print("opening a checklist, rows and verdicts included", filled, open, "none");
    print("stating a result until its change is known", filled, state, "none");
    Ok(())
}

fn print(what: &str, filled: usize, mut times: Vec<Duration>, bound: &str) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    println!("figure: {what} at {filled} statements: median {:.2} ms, 95 % {:.2} ms (bound: {bound})", at(50), at(95));
}
