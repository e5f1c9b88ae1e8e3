//! The tree of apps of a large company: 200 apps of 20 builds each, with how far every build is, and the board over them.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use assay_assessment::Workspace;

use crate::fill::Fill;
use crate::table::{median, seconds};
use crate::{Bench, Outcome, machine};

/// Releases of an app, and builds of a release.
const RELEASES: usize = 5;
const BUILDS: usize = 4;
const ROUNDS: u8 = 10;

pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let apps = if bench.quick { 10 } else { 200 };
    for answered in [50, usize::MAX] {
        let dir = bench.scratch.path().join(format!("tree-{answered}"));
        let (workspace, answers) = runtime.block_on(populate(&dir, apps, answered))?;
        let builds = apps * RELEASES * BUILDS;
        let what = format!("{apps} apps, {builds} builds, {answers} answers");
        measure(bench, &format!("tree of {what}"), || runtime.block_on(workspace.apps()))?;
        // The first look counts every build that is shown, and keeps the numbers.
        measure(bench, &format!("board of {what}"), || runtime.block_on(workspace.board(false)))?;
        measure(bench, &format!("board, all releases, of {what}"), || runtime.block_on(workspace.board(true)))?;
        runtime.block_on(workspace.close());
    }
    Ok(())
}

/// Does it some times, and tells the first, the least and the median.
fn measure<T, E: Error + 'static>(bench: &mut Bench, what: &str, mut work: impl FnMut() -> Result<T, E>) -> Outcome {
    let mut times = Vec::new();
    let cpu = machine::cpu_seconds();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let read = work()?;
        times.push(start.elapsed().as_secs_f64());
        std::hint::black_box(read);
    }
    let cpu = (machine::cpu_seconds() - cpu) / f64::from(ROUNDS);
    let (first, least) = (times[0], times.iter().copied().fold(f64::INFINITY, f64::min));
    bench.table.row(
        what.to_owned(),
        seconds(median(times)),
        format!("first {}, least {}, CPU {}", seconds(first), seconds(least), seconds(cpu)),
        "under 200 ms",
    );
    Ok(())
}

/// A workspace of so many apps, each build with so many units answered once.
async fn populate(dir: &Path, apps: usize, answered: usize) -> Result<(Workspace, usize), Box<dyn Error>> {
    let mut fill = Fill::new(dir).await?;
    let mut releases = Vec::new();
    for app in 0..apps {
        let id = fill.app(&format!("App {app}")).await?;
        for release in 0..RELEASES {
            releases.push(fill.release(id, &format!("{release}.0"), BUILDS).await?);
        }
    }
    let mut answers = 0;
    for unit in 0..fill.units.len().min(answered) {
        for release in &releases {
            for build in &release.builds {
                fill.answer(release.assessment, *build, unit, None, "pass").await?;
                answers += 1;
            }
        }
    }
    Ok((fill.done().await?, answers))
}
