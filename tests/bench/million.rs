//! A workspace of a million statements: opening a checklist, the tree of apps, verifying, rebuilding.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use assay_assessment::Workspace;
use assay_ledger::Hash;
use uuid::Uuid;

use crate::fill::{Fill, Release};
use crate::table::{least, median, seconds};
use crate::{Bench, Outcome, machine, verify};

/// Builds of a usual release.
const FEW: usize = 4;
/// Builds of the one release that went on for long.
const MANY: usize = 50;
/// How often a checklist is opened.
const ROUNDS: u8 = 100;

/// Where a checklist is opened.
struct Place {
    what: String,
    assessment: Uuid,
    build: Uuid,
    /// What each opening took, in seconds.
    times: Vec<f64>,
    cpu: f64,
}

pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let counts: [usize; 3] = if bench.quick { [10_000, 15_000, 20_000] } else { [10_000, 100_000, 1_000_000] };
    let folder = |bench: &Bench, count: usize| bench.scratch.path().join(format!("statements-{count}"));
    let mut filled = Vec::new();
    for count in counts {
        filled.push(runtime.block_on(populate(&folder(bench, count), count))?);
    }
    // In turns, so that what else the machine does falls on all of them.
    for _ in 0..ROUNDS {
        for (workspace, places) in &mut filled {
            for place in places {
                place.open(&runtime, workspace)?;
            }
        }
    }
    let smallest: Vec<f64> = filled[0].1.iter().map(Place::least).collect();
    for ((workspace, places), count) in filled.iter().zip(counts) {
        for (place, smallest) in places.iter().zip(&smallest) {
            let what = runtime.block_on(place.describe(workspace))?;
            let (median, first, cpu) = (median(place.times.clone()), place.times[0], place.cpu / f64::from(ROUNDS));
            bench.table.row(
                format!("checklist, {count} statements, {what}: least"),
                seconds(place.least()),
                format!(
                    "{:.2} times the smallest; median {}, first {}, CPU {}",
                    place.least() / smallest,
                    seconds(median),
                    seconds(first),
                    seconds(cpu)
                ),
                "under 10 ms, flat",
            );
        }
        tree(bench, &runtime, workspace, count)?;
    }
    for (workspace, _) in filled {
        runtime.block_on(workspace.close());
    }
    verify::run(bench, &folder(bench, counts[2]))
}

impl Place {
    fn open(&mut self, runtime: &tokio::runtime::Runtime, workspace: &Workspace) -> Outcome {
        let (start, cpu) = (Instant::now(), machine::cpu_seconds());
        std::hint::black_box(runtime.block_on(workspace.checklist(self.assessment, self.build))?);
        self.times.push(start.elapsed().as_secs_f64());
        self.cpu += machine::cpu_seconds() - cpu;
        Ok(())
    }

    fn least(&self) -> f64 {
        least(&self.times)
    }

    async fn describe(&self, workspace: &Workspace) -> Result<String, Box<dyn Error>> {
        let checklist = workspace.checklist(self.assessment, self.build).await?;
        let (rows, answered) = (checklist.rows.len(), checklist.progress.required - checklist.progress.untested);
        let remarks: u32 = checklist.rows.iter().map(|row| row.evidence + row.comments).sum();
        Ok(format!("{} ({rows} rows, {answered} answered, {remarks} remarks)", self.what))
    }
}

/// Reads the tree of apps, releases, builds and assessments with all progress.
fn tree(bench: &mut Bench, runtime: &tokio::runtime::Runtime, workspace: &Workspace, count: usize) -> Outcome {
    let mut times = Vec::new();
    let mut builds = 0;
    let cpu = machine::cpu_seconds();
    for _ in 0..5 {
        let start = Instant::now();
        let apps = runtime.block_on(workspace.apps())?;
        times.push(start.elapsed().as_secs_f64());
        builds = apps.iter().flat_map(|app| &app.releases).map(|release| release.builds.len()).sum();
    }
    let cpu = (machine::cpu_seconds() - cpu) / 5.0;
    bench.table.row(
        format!("tree of apps, {count} statements, {builds} builds"),
        seconds(least(&times)),
        format!("CPU {}", seconds(cpu)),
        "stated",
    );
    Ok(())
}

/// Builds, the answers that are there by build and unit, and how many were stated.
type Share = (Vec<(Uuid, Uuid)>, Vec<Option<Hash>>, usize);

/// A workspace with `count` answers: one release of 50 builds with four in ten of them, and releases of 4 builds. The two
/// builds whose checklists are opened are answered once, whole, with evidence and a comment on every unit, all of it
/// spread over what is stated of the others, whose units are answered about one and a half times.
async fn populate(dir: &Path, count: usize) -> Result<(Workspace, Vec<Place>), Box<dyn Error>> {
    let mut fill = Fill::new(dir).await?;
    let units = fill.units.len();
    let app = fill.app("Bench").await?;
    let long = fill.release(app, "0.1", MANY).await?;
    let usual = fill.release(app, "0.2", FEW).await?;
    let mut others: Vec<Release> = Vec::new();
    for number in 0..(count * 4 / 10 / (FEW * units)).max(1) {
        others.push(fill.release(app, &format!("1.{number}"), FEW).await?);
    }
    let measured = [(usual.assessment, usual.builds[FEW - 1]), (long.assessment, long.builds[MANY - 1])];
    let places = measured.map(|place| [place]).concat();
    let of_long: Vec<(Uuid, Uuid)> = long.builds[..MANY - 1].iter().map(|it| (long.assessment, *it)).collect();
    let of_usual: Vec<(Uuid, Uuid)> = others
        .iter()
        .chain([&usual])
        .flat_map(|release| release.builds.iter().map(|it| (release.assessment, *it)))
        .filter(|place| !measured.contains(place))
        .collect();
    // Each a list of builds, the answers that are there, and how many were stated.
    let mut shares: [Share; 3] = [places, of_long, of_usual].map(|builds| {
        let heads = vec![None; builds.len() * units];
        (builds, heads, 0)
    });
    let whole = 2 * units;
    for number in 0..count {
        // The measured builds' answers come evenly among all.
        let measured = (number + 1) * whole / count > number * whole / count;
        let share = if measured {
            0
        } else if number % 10 < 4 {
            1
        } else {
            2
        };
        let (builds, heads, stated) = &mut shares[share];
        let at = *stated % heads.len();
        *stated += 1;
        // All builds of a share are worked on at the same time, so that a build's answers lie far apart.
        let (build, unit) = (at % builds.len(), at / builds.len());
        let (assessment, build) = builds[build];
        let result = if number % 7 == 0 { "fail" } else { "pass" };
        heads[at] = Some(fill.answer(assessment, build, unit, heads[at], result).await?);
        if measured {
            fill.remark(assessment, build, unit).await?;
        }
    }
    let place = |what: String, at: usize| {
        let (assessment, build) = measured[at];
        Place { what, assessment, build, times: Vec::new(), cpu: 0.0 }
    };
    let places = vec![place(format!("{FEW} builds"), 0), place(format!("{MANY} builds"), 1)];
    Ok((fill.done().await?, places))
}
