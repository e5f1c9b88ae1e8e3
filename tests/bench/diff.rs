//! Comparing two versions of the testing guide that lie a year apart.

use std::time::Instant;

use assay_catalogue::{CatalogueDiff, ReadOptions, Renumbering, Source, Version, read, shipped};

use crate::{Bench, Outcome};

/// How often it is done; the slowest counts.
const TIMES: usize = 50;

pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let versions = ["owasp/mastg-2025-07", "owasp/mastg"].map(assay_tests::shared);
    let [Some(old), Some(new)] = versions else { return Ok(()) };
    let import =
        |folder| read(&Source::Folder(folder), &ReadOptions::default(), &mut |_| std::ops::ControlFlow::Continue(()));
    let (old, new) = (import(old)?, import(new)?);
    let renumbering = Renumbering::of([shipped().maswe.as_ref()]);
    let mut times = Vec::with_capacity(TIMES);
    let mut changes = 0;
    for _ in 0..TIMES {
        let begun = Instant::now();
        let diff = CatalogueDiff::between(
            Version { catalogue: &old.catalogue, pages: &old.pages },
            Version { catalogue: &new.catalogue, pages: &new.pages },
            &renumbering,
        )?;
        times.push(begun.elapsed());
        changes = diff.changes.len();
    }
    times.sort_unstable();
    let milliseconds = |at: usize| format!("{:.2} ms", times[at].as_secs_f64() * 1000.0);
    bench.table.row(
        format!("diff of MASTG 2025-07 and 2026-07, {changes} changes, slowest of {TIMES}"),
        milliseconds(TIMES - 1),
        "none",
        "below 100 ms",
    );
    bench.table.row("diff of MASTG, median", milliseconds(TIMES / 2), "none", "below 100 ms");
    Ok(())
}
