//! What never changes, in memory: plans laid out as rows, the catalogues they come from, and the facts of assessments and
//! builds. Nothing here is ever invalid, so nothing is ever thrown away while the workspace is open.

mod sheet;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use assay_catalogue::{Answers, Pinned, Platform, Requirements, Tailoring};
use assay_ledger::Hash;
use assay_messages::{Language, language};
use jiff::Timestamp;
use uuid::Uuid;

pub(crate) use sheet::{Sheet, SheetControl, SheetUnit, SheetWeakness};

use crate::statement::{AssessmentOpened, PinnedDigests, PinnedTailoring};
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

impl KnownBuild {
    /// A build that is not stated yet: nobody made it, at no time.
    pub(crate) fn about_to_be(id: Uuid, release: Uuid, facts: &BuildFacts) -> KnownBuild {
        KnownBuild { id, release, facts: facts.clone(), made: Made::nobody() }
    }
}

impl Made {
    fn nobody() -> Made {
        Made { entry: Hash::of(&[]), author: Uuid::nil(), at: Timestamp::UNIX_EPOCH }
    }
}

impl AssessmentFacts {
    /// An assessment that is not stated yet.
    pub(crate) fn about_to_be(id: Uuid, release: Uuid, opened: &AssessmentOpened) -> AssessmentFacts {
        let basis = Arc::new(Basis::of(opened));
        AssessmentFacts { id, release, opened: opened.clone(), basis, made: Made::nobody() }
    }
}

/// An assessment without what changes.
#[derive(Debug, Clone)]
pub(crate) struct AssessmentFacts {
    pub(crate) id: Uuid,
    pub(crate) release: Uuid,
    pub(crate) opened: AssessmentOpened,
    /// What its plans are made from.
    pub(crate) basis: Arc<Basis>,
    pub(crate) made: Made,
}

/// All that a plan is made from, but the platform.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Basis {
    pub(crate) profile: String,
    pub(crate) tailoring: Option<PinnedTailoring>,
    /// Digest of the requirements; none for plain MAS levels.
    pub(crate) requirements: Option<String>,
    pub(crate) answers: Answers,
    pub(crate) catalogues: PinnedDigests,
}

impl Basis {
    pub(crate) fn of(opened: &AssessmentOpened) -> Basis {
        Basis {
            profile: opened.profile.clone(),
            tailoring: opened.tailoring.clone(),
            requirements: opened.requirements.clone(),
            answers: opened.answers.clone(),
            catalogues: opened.catalogues.clone(),
        }
    }

    /// The same by other catalogues.
    pub(crate) fn with_catalogues(&self, catalogues: PinnedDigests) -> Basis {
        Basis { catalogues, ..self.clone() }
    }
}

/// Sheets and tailorings say why something is asked for, in the language of whoever asked first.
type SheetsOfPlatforms = HashMap<(Platform, Language), Arc<Sheet>>;

/// What was asked for so far.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    pinned: Mutex<HashMap<PinnedDigests, Arc<Pinned>>>,
    libraries: Mutex<HashMap<PinnedDigests, Arc<Library>>>,
    sheets: Mutex<HashMap<Arc<Basis>, SheetsOfPlatforms>>,
    tailorings: Mutex<HashMap<PinnedTailoring, HashMap<Language, Arc<Tailoring>>>>,
    requirements: Mutex<HashMap<String, Arc<Requirements>>>,
    assessments: Mutex<HashMap<Uuid, Arc<AssessmentFacts>>>,
    builds: Mutex<HashMap<Uuid, Arc<KnownBuild>>>,
    /// The version of the database that assessments and builds were last known to be of.
    seen_at: Mutex<Option<i64>>,
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

    pub(crate) fn sheet(&self, basis: &Basis, platform: Platform) -> Option<Arc<Sheet>> {
        lock(&self.sheets).get(basis)?.get(&(platform, language())).cloned()
    }

    pub(crate) fn keep_sheet(&self, basis: &Arc<Basis>, sheet: Arc<Sheet>) {
        lock(&self.sheets).entry(Arc::clone(basis)).or_default().insert((sheet.plan.platform, language()), sheet);
    }

    pub(crate) fn tailoring(&self, pinned: &PinnedTailoring) -> Option<Arc<Tailoring>> {
        lock(&self.tailorings).get(pinned)?.get(&language()).cloned()
    }

    pub(crate) fn keep_tailoring(&self, pinned: &PinnedTailoring, tailoring: Arc<Tailoring>) {
        lock(&self.tailorings).entry(pinned.clone()).or_default().insert(language(), tailoring);
    }

    pub(crate) fn requirements(&self, digest: &str) -> Option<Arc<Requirements>> {
        lock(&self.requirements).get(digest).cloned()
    }

    pub(crate) fn keep_requirements(&self, digest: &str, requirements: Arc<Requirements>) {
        lock(&self.requirements).insert(digest.to_owned(), requirements);
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

    /// Forgets assessments and builds: some may have been withdrawn, here or by another process.
    pub(crate) fn forget_subjects(&self) {
        lock(&self.assessments).clear();
        lock(&self.builds).clear();
    }

    /// As [`Plans::forget_subjects`], where the database is no longer at the version at which it was last.
    pub(crate) fn at(&self, data_version: i64) {
        if lock(&self.seen_at).replace(data_version) != Some(data_version) {
            self.forget_subjects();
        }
    }
}
