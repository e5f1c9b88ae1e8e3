//! What never changes, in memory: plans laid out as rows, the catalogues they come from, and the facts of assessments and
//! builds. Nothing here is ever invalid, so nothing is ever thrown away while the workspace is open.

mod sheet;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use assay_catalogue::{Pinned, Platform};
use assay_ledger::Hash;
use jiff::Timestamp;
use uuid::Uuid;

pub(crate) use sheet::{Sheet, SheetControl, SheetUnit, SheetWeakness};

use crate::statement::{AssessmentOpened, PinnedDigests};
use crate::view::BuildFacts;
use crate::workspace::Library;

/// Who stated it, when, in which entry; the name is looked up when it is shown, because it can be redacted.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) entry: Hash,
    pub(crate) author: Uuid,
    pub(crate) at: Timestamp,
}

/// A build as it was stated.
#[derive(Debug, Clone)]
pub(crate) struct KnownBuild {
    pub(crate) id: Uuid,
    pub(crate) release: Uuid,
    pub(crate) facts: BuildFacts,
    pub(crate) made: Made,
}

/// An assessment without what changes.
#[derive(Debug, Clone)]
pub(crate) struct AssessmentFacts {
    pub(crate) id: Uuid,
    pub(crate) release: Uuid,
    pub(crate) opened: AssessmentOpened,
    pub(crate) made: Made,
}

type SheetKey = (String, PinnedDigests, Platform);

/// What was asked for so far.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    pinned: Mutex<HashMap<PinnedDigests, Arc<Pinned>>>,
    libraries: Mutex<HashMap<PinnedDigests, Arc<Library>>>,
    sheets: Mutex<HashMap<SheetKey, Arc<Sheet>>>,
    assessments: Mutex<HashMap<Uuid, Arc<AssessmentFacts>>>,
    builds: Mutex<HashMap<Uuid, Arc<KnownBuild>>>,
}

/// A map is whole whenever it is unlocked, even where a thread panicked with it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Plans {
    pub(crate) fn pinned(&self, digests: &PinnedDigests) -> Option<Arc<Pinned>> {
        lock(&self.pinned).get(digests).cloned()
    }

    pub(crate) fn keep_pinned(&self, digests: &PinnedDigests, pinned: Arc<Pinned>) {
        lock(&self.pinned).insert(digests.clone(), pinned);
    }

    pub(crate) fn library(&self, digests: &PinnedDigests) -> Option<Arc<Library>> {
        lock(&self.libraries).get(digests).cloned()
    }

    pub(crate) fn keep_library(&self, digests: &PinnedDigests, library: Arc<Library>) {
        lock(&self.libraries).insert(digests.clone(), library);
    }

    pub(crate) fn sheet(&self, profile: &str, digests: &PinnedDigests, platform: Platform) -> Option<Arc<Sheet>> {
        lock(&self.sheets).get(&(profile.to_owned(), digests.clone(), platform)).cloned()
    }

    pub(crate) fn keep_sheet(&self, profile: &str, digests: &PinnedDigests, sheet: Arc<Sheet>) {
        lock(&self.sheets).insert((profile.to_owned(), digests.clone(), sheet.plan.platform), sheet);
    }

    pub(crate) fn assessment(&self, id: Uuid) -> Option<Arc<AssessmentFacts>> {
        lock(&self.assessments).get(&id).cloned()
    }

    pub(crate) fn keep_assessment(&self, facts: Arc<AssessmentFacts>) {
        lock(&self.assessments).insert(facts.id, facts);
    }

    pub(crate) fn build(&self, id: Uuid) -> Option<Arc<KnownBuild>> {
        lock(&self.builds).get(&id).cloned()
    }

    pub(crate) fn keep_build(&self, build: Arc<KnownBuild>) {
        lock(&self.builds).insert(build.id, build);
    }
}
