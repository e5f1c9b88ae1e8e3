//! A workspace of a million statements: the checklist's query, verifying, rebuilding.

use std::path::Path;
use std::time::Instant;

use assay_assessment::statement::{Kind, Place, Subject};
use assay_assessment::view::{AnswerText, Variant};
use assay_assessment::{NewBuild, Work, Workspace};
use assay_catalogue::{Platform, UnitId};
use assay_ledger::{Ambient, Draft, Hash, Home};
use uuid::Uuid;

use crate::table::{median, seconds};
use crate::{Bench, Outcome, verify};

/// As many builds share the statements: a long-lived product, each build answered again and again.
const BUILDS: usize = 50;
/// Statements a transaction, as a bulk import writes them.
const BATCH: usize = 1000;

pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let large: usize = if bench.quick { 20_000 } else { 1_000_000 };
    let mut queries = Vec::new();
    for count in [10_000.min(large), large] {
        let dir = bench.scratch.path().join(format!("statements-{count}"));
        let (workspace, assessment, build) = runtime.block_on(populate(&dir, count))?;
        runtime.block_on(workspace.rebuild(&Work::unwatched()))?;
        let mut times = Vec::new();
        let mut rows = 0;
        for _ in 0..50 {
            let start = Instant::now();
            rows = runtime.block_on(workspace.checklist(assessment, build))?.rows.len();
            times.push(start.elapsed().as_secs_f64());
        }
        queries.push(median(times));
        bench.table.row(
            format!("checklist of {rows} rows in {count} statements"),
            seconds(median_of_last(&queries)),
            format!("{:.2} times the smaller workspace", median_of_last(&queries) / queries[0]),
            "under 10 ms, flat",
        );
        if count == large {
            runtime.block_on(workspace.close());
            verify::run(bench, &dir)?;
        } else {
            runtime.block_on(workspace.close());
        }
    }
    Ok(())
}

fn median_of_last(values: &[f64]) -> f64 {
    values.last().copied().unwrap_or(f64::NAN)
}

/// A workspace with `count` statements of results over the units of one assessment and its builds.
async fn populate(dir: &Path, count: usize) -> Result<(Workspace, Uuid, Uuid), Box<dyn std::error::Error>> {
    let home = Home::at(dir.join("home"));
    let ambient = Ambient::deterministic(1);
    home.set_identity(&ambient, "Bench", "bench@example.org")?;
    let workspace = Workspace::create(&dir.join("workspace"), &home, ambient, "Bench").await?;
    let app = workspace.add_app("Bench", None).await?.id;
    let release = workspace.add_release(app, "1.0").await?.id;
    let mut builds = Vec::new();
    for number in 0..BUILDS {
        let build = NewBuild {
            platform: Platform::Android,
            version_name: "1.0".to_owned(),
            version_code: number.to_string(),
            package_id: None,
            variant: Variant::Release,
            artefact: None,
            signing_certificate: None,
            commit: None,
        };
        builds.push(workspace.add_build(release, build, &Work::unwatched()).await?.id);
    }
    let assessment = workspace.open_assessment(release, "L2+R+P", None, None).await?.id;
    let build = builds[BUILDS - 1];
    let mut units: Vec<UnitId> = Vec::new();
    for row in workspace.checklist(assessment, build).await?.rows {
        let unit = row.unit.parse().map_err(|_| "a unit without a name")?;
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    let places = BUILDS * units.len();
    let mut heads: Vec<Option<Hash>> = vec![None; places];
    let body = serde_json::to_vec(&AnswerText {
        note: "Seen on the device, nothing leaks.".to_owned(),
        ..AnswerText::default()
    })?;
    let ledger = workspace.ledger();
    let mut written = 0;
    while written < count {
        let mut writing = ledger.write().await?;
        for number in written..(written + BATCH).min(count) {
            let at = number % places;
            let place = Place { assessment, build: builds[at / units.len()], unit: units[at % units.len()].clone() };
            let draft = Draft {
                kind: Kind::ResultStated.as_str().to_owned(),
                version: 1,
                subject: Subject::Unit(place).to_string(),
                supersedes: heads[at].into_iter().collect(),
                result: Some(if number % 7 == 0 { "fail" } else { "pass" }.to_owned()),
                body: Some(body.clone()),
            };
            heads[at] = Some(writing.append(draft).await?.hash);
        }
        writing.commit().await?;
        written += BATCH;
    }
    Ok((workspace, assessment, build))
}
