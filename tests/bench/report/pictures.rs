//! What memory a report with many pictures takes.

use super::fixture::{self, Size};
use super::{Programs, number_of, ours, prepare, programs, tree};
use crate::table::seconds;
use crate::{Bench, Outcome};

/// Exports reports with more and more photographs as evidence.
pub(crate) fn run(bench: &mut Bench) -> Outcome {
    let programs: Programs = programs()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let counts: &[usize] = if bench.quick { &[0, 40] } else { &[0, 250, 500] };
    let mut without = 0.0;
    for count in counts {
        let folder = bench.scratch.path().join(format!("pictures-{count}"));
        let size = Size { builds: 1, pictures: *count, picture: (4000, 3000), tenths: 10 };
        let assessment = runtime.block_on(fixture::make(&folder, &size))?;
        let made = prepare(&programs, folder, assessment)?;
        let taken = tree::seconds_of(&mut ours(&programs, &made.request)?)?;
        let peak = tree::peak_of(&mut ours(&programs, &made.request)?)?;
        if *count == 0 {
            without = peak;
        }
        bench.table.row(
            format!("a report of {} pages with {count} photographs of 4000 x 3000", made.pages),
            format!("{peak:.0} MiB at most, {}", seconds(taken)),
            if *count == 0 {
                String::new()
            } else {
                format!("{:.2} MiB a picture", (peak - without) / number_of(*count as u64))
            },
            "bounded",
        );
        std::fs::remove_dir_all(&made.folder)?;
    }
    Ok(())
}
