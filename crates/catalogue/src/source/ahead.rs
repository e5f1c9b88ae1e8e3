//! Reading many files on all cores, within a bound on the bytes of all of them.

use std::sync::atomic::{AtomicU64, Ordering};

use super::Files;
use super::listing::Listed;
use crate::{CatalogueError, parallel};

/// How much is read.
pub(super) struct Bounds {
    /// The most bytes of one file.
    pub(super) each: u64,
    /// The most bytes of all files.
    pub(super) in_all: u64,
}

/// A file that was read.
pub(super) enum Loaded<T> {
    /// What was made of its bytes.
    Made(T),
    /// It is larger than one file may be.
    TooLarge,
    /// With the files before it, it is more than all of them may be.
    NoRoom,
    /// The file system refused to give it, for this reason.
    NotReadable(String),
}

/// Reads files from what each thread has of a source; `make` is what is made of their bytes, on whichever core read them. Room is given to the files in their
/// order, so that the outcome does not depend on which core was quicker. `watch` is told how many files were begun.
///
/// # Errors
/// Those of `watch`, and `catalogue.damaged`: a file that may not be read costs only itself, but a damaged repository
/// cannot be trusted at all.
pub(super) fn load_all<T: Send>(
    files: &[&Listed],
    sources: &mut [Files<'_>],
    bounds: &Bounds,
    make: impl Fn(Vec<u8>) -> T + Sync,
    mut watch: impl FnMut(u32) -> Result<(), CatalogueError>,
) -> Result<Vec<Loaded<T>>, CatalogueError> {
    let load = |source: &mut Files<'_>, listed: &Listed, most| {
        let loaded = source.load(listed, most)?;
        Ok::<_, CatalogueError>(loaded.map(|bytes| (bytes.len() as u64, make(bytes))))
    };
    let read = AtomicU64::new(0);
    let ahead = |source: &mut Files<'_>, listed: &&Listed| {
        // Beyond the bound nothing is read before it is known that there is room for it.
        (read.load(Ordering::Relaxed) <= bounds.in_all).then(|| {
            let loaded = load(source, listed, bounds.each);
            if let Ok(Some((length, _))) = &loaded {
                read.fetch_add(*length, Ordering::Relaxed);
            }
            loaded
        })
    };
    let outcomes = parallel::each(sources, files, ahead, |number| watch(super::count(number)))?;
    let mut left = bounds.in_all;
    let mut all = Vec::with_capacity(files.len());
    for (number, (listed, outcome)) in files.iter().zip(outcomes).enumerate() {
        let was_read = outcome.is_some();
        let outcome = match outcome {
            Some(outcome) => outcome,
            None => {
                watch(super::count(number))?;
                load(&mut sources[0], listed, bounds.each.min(left))
            }
        };
        all.push(match outcome {
            Ok(Some((length, made))) if length <= left => {
                left -= length;
                Loaded::Made(made)
            }
            Ok(Some(_)) => Loaded::NoRoom,
            Ok(None) if was_read || left >= bounds.each => Loaded::TooLarge,
            Ok(None) => Loaded::NoRoom,
            Err(CatalogueError::Io { source, .. }) => Loaded::NotReadable(source.to_string()),
            Err(error) => return Err(error),
        });
    }
    Ok(all)
}
