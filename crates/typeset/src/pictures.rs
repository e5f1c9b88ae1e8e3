//! The pictures of a report, made ready while the template is already being read: it waits for a picture only where it
//! shows it.

use std::collections::{BTreeMap, HashSet};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::{self, Scope};

use serde_json::{Map, Value, json};
use typst::foundations::Bytes;

use crate::images::{self, Prepared, Shown};
use crate::protocol::{ImageSource, Notice};

/// A picture may take 768 MiB while it is opened, of the 6 GiB that the process has.
const AT_ONCE: usize = 4;

/// Where all that is known of pictures lies in a template's world.
pub(crate) const INDEX: &str = "images.json";
/// Where the pictures lie there, and what is known of each.
pub(crate) const FOLDER: &str = "images/";

/// What became of each picture so far.
pub(crate) struct Pictures {
    /// In the order in which they are listed, each once.
    sources: Vec<ImageSource>,
    /// Which one a worker takes next.
    next: AtomicUsize,
    given_up: AtomicBool,
    made: Mutex<BTreeMap<String, Made>>,
    one_more: Condvar,
}

/// A picture that was looked at.
struct Made {
    shown: Shown,
    /// By name within [`FOLDER`].
    files: Vec<(String, Bytes)>,
}

impl Pictures {
    pub(crate) fn new(sources: &[ImageSource]) -> Self {
        let mut known = HashSet::new();
        Self {
            sources: sources.iter().filter(|source| known.insert(&source.sha256)).cloned().collect(),
            next: AtomicUsize::new(0),
            given_up: AtomicBool::new(false),
            made: Mutex::default(),
            one_more: Condvar::new(),
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.sources.len()
    }

    /// Makes all ready, as many at once as there are cores. Each that is done sends a word.
    pub(crate) fn work<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>) -> mpsc::Receiver<()> {
        let (tell, told) = mpsc::channel();
        let workers = thread::available_parallelism().map_or(1, NonZero::get).min(AT_ONCE).min(self.count());
        for _ in 0..workers {
            let tell = tell.clone();
            scope.spawn(move || {
                while !self.given_up.load(Ordering::Relaxed) {
                    let Some(source) = self.sources.get(self.next.fetch_add(1, Ordering::Relaxed)) else { break };
                    // Whoever waits for this picture must get an answer, even where a decoder has a fault.
                    let prepared = catch_unwind(AssertUnwindSafe(|| images::prepare(source)));
                    self.keep(&source.sha256, prepared.unwrap_or_else(|_| images::unopened()));
                    let _nobody_counts = tell.send(());
                }
            });
        }
        told
    }

    /// No more pictures are wanted: the document is laid out, or failed.
    pub(crate) fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
    }

    fn keep(&self, sha256: &str, prepared: Prepared) {
        let files = prepared.files.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect();
        self.lock().insert(sha256.to_owned(), Made { shown: prepared.shown, files });
        self.one_more.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Made>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A file of a template's world: what is known of all pictures or of one, or a picture. Waits for what it is about.
    pub(crate) fn file(&self, path: &str) -> Option<Bytes> {
        if path == INDEX {
            let made = self.wait(|made| made.len() == self.count());
            let index: Map<String, Value> = made.iter().map(|(sha256, it)| (sha256.clone(), json!(it.shown))).collect();
            return Some(Bytes::from_string(Value::Object(index).to_string()));
        }
        let (sha256, ending) = path.strip_prefix(FOLDER)?.split_once('.')?;
        if !self.sources.iter().any(|source| source.sha256 == sha256) {
            return (ending == "json").then(|| Bytes::from_string("null"));
        }
        let made = self.wait(|made| made.contains_key(sha256));
        let made = made.get(sha256)?;
        if ending == "json" {
            return Some(Bytes::from_string(json!(made.shown).to_string()));
        }
        made.files.iter().find(|(name, _)| name == path).map(|(_, bytes)| bytes.clone())
    }

    fn wait(&self, enough: impl Fn(&BTreeMap<String, Made>) -> bool) -> MutexGuard<'_, BTreeMap<String, Made>> {
        let waited = self.one_more.wait_while(self.lock(), |made| !enough(made));
        waited.unwrap_or_else(PoisonError::into_inner)
    }

    /// Which pictures can't be shown, and why, in the order in which they are listed.
    pub(crate) fn refused(&self) -> Vec<Notice> {
        let made = self.lock();
        let notice = |source: &ImageSource| match &made.get(&source.sha256)?.shown {
            Shown::Refused { code, message } => {
                Some(Notice { code: code.clone(), message: message.clone(), subject: source.sha256.clone() })
            }
            Shown::Ready { .. } => None,
        };
        self.sources.iter().filter_map(notice).collect()
    }
}
