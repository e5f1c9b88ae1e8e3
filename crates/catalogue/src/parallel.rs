//! The same work on each of many things, on all cores; what comes of it is in the order of the things, so that nobody
//! can tell how many cores there were.

use std::convert::Infallible;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::{panic, thread};

/// Things for which another thread is worth its start.
const WORTH_A_THREAD: usize = 16;

/// The most threads, however many cores there are.
const MOST_THREADS: usize = 8;

/// How many threads are worth it for so many things, the calling one included.
pub(crate) fn threads(things: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    cores.min(MOST_THREADS).min(things.div_ceil(WORTH_A_THREAD)).max(1)
}

/// Does `work` on each thing, on a thread for each of the tools, of which there is at least one. The calling thread takes
/// the first, and tells `watch` which thing it comes to; where that is an error, the rest is left undone.
///
/// # Errors
/// Those of `watch`.
pub(crate) fn each<W: Send, T: Sync, R: Send, E>(
    tools: &mut [W],
    things: &[T],
    work: impl Fn(&mut W, &T) -> R + Sync,
    mut watch: impl FnMut(usize) -> Result<(), E>,
) -> Result<Vec<R>, E> {
    let Some((own, others)) = tools.split_first_mut() else { return Ok(Vec::new()) };
    let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let take = || {
        let number = next.fetch_add(1, Ordering::Relaxed);
        things.get(number).filter(|_| !stopped.load(Ordering::Relaxed)).map(|thing| (number, thing))
    };
    let help = |tool: &mut W| {
        let mut done = Vec::new();
        while let Some((number, thing)) = take() {
            done.push((number, work(tool, thing)));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let helpers: Vec<_> = others.iter_mut().map(|tool| scope.spawn(|| help(tool))).collect();
        let mut done = Vec::with_capacity(things.len());
        let mut watched = Ok(());
        while let Some((number, thing)) = take() {
            watched = watch(number);
            if watched.is_err() {
                stopped.store(true, Ordering::Relaxed);
                break;
            }
            done.push((number, work(own, thing)));
        }
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|reason| panic::resume_unwind(reason)));
        }
        watched.map(|()| done)
    })?;
    done.sort_unstable_by_key(|(number, _)| *number);
    Ok(done.into_iter().map(|(_, made)| made).collect())
}

/// As [`each`], where no tools are needed and nobody watches.
pub(crate) fn unwatched<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let mut hands = vec![(); threads(things.len())];
    each(&mut hands, things, |(), thing| work(thing), |_| Ok::<_, Infallible>(()))
        .unwrap_or_else(|never| match never {})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_in_the_order_of_the_things() {
        for length in [0, 1, 15, 16, 17, 1000] {
            let things: Vec<usize> = (0..length).collect();
            // The earlier a thing, the longer it takes.
            let work = |thing: &usize| (0..(length - thing) * 50).fold(*thing, |sum, more| sum ^ (more << 20)) & 0xffff;
            assert_eq!(unwatched(&things, work), things);
        }
    }

    #[test]
    fn what_the_watcher_does_not_want_is_left_undone() {
        let things = vec![(); 100_000];
        let begun = AtomicUsize::new(0);
        let work = |(): &mut (), (): &()| begun.fetch_add(1, Ordering::Relaxed);
        let mut left = 3;
        let stopped = each(&mut [(), ()], &things, work, |_| {
            left -= 1;
            if left == 0 { Err("enough") } else { Ok(()) }
        });
        assert_eq!(stopped, Err("enough"));
        assert!(begun.into_inner() < things.len());
    }

    #[test]
    fn a_panic_reaches_the_caller() {
        let things: Vec<usize> = (0..100).collect();
        let work = |thing: &usize| assert_ne!(*thing, 70);
        let caught = panic::catch_unwind(|| unwatched(&things, work));
        assert!(caught.is_err());
    }
}
