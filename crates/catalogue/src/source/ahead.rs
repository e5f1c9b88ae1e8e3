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
        let outcome = if let Some(outcome) = outcome {
            outcome
        } else {
            watch(super::count(number))?;
            load(&mut sources[0], listed, bounds.each.min(left))
        };
        all.push(match outcome {
            Ok(Some((length, content))) if length <= left => {
                left -= length;
                Loaded::Made(content)
            }
            Ok(None) if was_read || left >= bounds.each => Loaded::TooLarge,
            Ok(_) => Loaded::NoRoom,
            Err(CatalogueError::Io { source, .. }) => Loaded::NotReadable(source.to_string()),
            Err(error) => return Err(error),
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, Source};

    #[test]
    fn room_is_given_in_the_order_of_the_files_whichever_was_read_first() {
        let made = tempfile::tempdir().expect("a folder");
        let sizes: Vec<usize> = (0..100).map(|number| (number * 37) % 90).collect();
        let paths: Vec<String> = (0..sizes.len()).map(|number| format!("{number:03}.md")).collect();
        for (path, size) in paths.iter().zip(&sizes) {
            std::fs::write(made.path().join(path), "x".repeat(*size)).expect("a file");
        }
        let mut listed: Vec<Listed> = paths.iter().map(|path| Listed { path: path.clone(), object: None }).collect();
        listed.push(Listed { path: "gone.md".to_owned(), object: None });
        let files: Vec<&Listed> = listed.iter().collect();
        let source = Source::Folder(made.path().to_owned());
        let mut go_on = |_| std::ops::ControlFlow::Continue(());
        let opened = super::super::Opened::open(&source, &ReadOptions::default(), &mut go_on).expect("it is there");
        for in_all in [0, 50, 1000, 3000, 100_000] {
            let bounds = Bounds { each: 80, in_all };
            let mut left = in_all;
            let one_by_one: Vec<String> = sizes
                .iter()
                .map(|&size| match u64::try_from(size).expect("small") {
                    size if size > bounds.each => "too large".to_owned(),
                    size if size > left => "no room".to_owned(),
                    size => {
                        left -= size;
                        format!("{size} bytes")
                    }
                })
                .chain(["not readable".to_owned()])
                .collect();
            for threads in [1, 2, 5] {
                let mut sources = opened.files(threads).expect("it is there");
                let loaded = load_all(&files, &mut sources, &bounds, |bytes| bytes.len(), |_| Ok(())).expect("read");
                let told = loaded.into_iter().map(|it| match it {
                    Loaded::Made(length) => format!("{length} bytes"),
                    Loaded::NoRoom => "no room".to_owned(),
                    Loaded::TooLarge => "too large".to_owned(),
                    Loaded::NotReadable(_) => "not readable".to_owned(),
                });
                let told: Vec<String> = told.collect();
                for (told, expected) in told.iter().zip(&one_by_one) {
                    // Where no room is left, nobody looks how large a file is.
                    assert!(told == expected || (told == "no room" && expected == "too large"), "{told} {expected}");
                }
                assert_eq!(told.len(), one_by_one.len());
            }
        }
    }
}
