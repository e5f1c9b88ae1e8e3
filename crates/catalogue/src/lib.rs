//! Controls, weaknesses, tests and profiles: the model, and the loaders that read OWASP's git repositories.
//!
//! - [`Catalogue`] is one immutable version of one standard; [`Pinned`] holds the three that an assessment is measured
//!   against (MASVS, MASWE, MASTG) with lookups and the [`LinkTable`] from test to weakness to control.
//! - [`shipped()`] is what is embedded in the program: facts and our own summaries, no text of OWASP.
//! - [`Profile`] says which levels are required, [`Plan::resolve`] turns it into the units to be answered on a platform.
//! - [`Requirements`] are our own controls; [`ProfileDocument`] is one profile file, [`Tailoring::resolve`] puts it
//!   together with what it extends, and [`Plan::tailored`] makes the plan of it for the [`Answers`] of a questionnaire.
//! - [`read()`] reads a catalogue, with its texts, from a git repository at a pinned commit or from a folder.
//! - [`CatalogueDiff`] says what changed between two versions; [`Renumbering`] which weaknesses of two numberings are the same.
//! - [`Synonyms`] are words that people type for one thing.
//! - [`Crosswalk`] leads from any item that people cite to what touches it.
//! - [`Resolver`] names what an id in a text stands for, for whoever renders the text.
//!
//! How to change it: a new key in OWASP's front matter goes into `read/keys.rs` (known keys) and, where it is a fact,
//! into the model and `digest.rs`; then regenerate `standards/` with the example `generate`, which says how it is called.

mod crosswalk;
mod diff;
mod digest;
mod error;
mod model;
mod parallel;
mod pinned;
mod plan;
mod profile;
mod questionnaire;
mod read;
mod requirement;
mod resolve;
mod sheet;
mod shipped;
mod source;
mod synonyms;
mod tailoring;
mod write;

pub use crosswalk::{
    Basis, CROSSWALK_NOTE, Crosswalk, CrosswalkItem, CrosswalkKind, Matrix, MatrixLine, MatrixSide, Provenance,
    Relation, RelationKind, Touch, Way, WayStep, squashed,
};
pub use diff::{CatalogueDiff, Change, ChangeKind, DiffCounts, DiffSide, ItemKind, ItemName, Renumbering, Version};
pub use digest::{digest_of_text, normalised_text};
pub use error::CatalogueError;
pub use model::{
    Catalogue, CatalogueName, Control, Era, Group, Level, Page, PageKind, Platform, Scheme, Test, TestStatus, Weakness,
    WeaknessRef,
};
pub use pinned::{Link, LinkTable, Pinned, Unlinked, Via};
pub use plan::{
    CitationLeftOut, ComparedParameter, ComparedUnit, Limit, LimitKind, Plan, PlanComparison, PlannedCitation,
    PlannedControl, PlannedParameter, PlannedUnit, PlannedWeakness, Proposal, ProposedResult, Scope, Standing, UnitId,
    UnitKind,
};
pub use profile::{
    At, EvidenceExpectation, FindingSeverity, Gate, GateRule, ItemChange, NotApplicable, OwnCitation, OwnGate,
    ParameterValue, Profile, ProfileDocument, ProfileItem, ProfileLibrary, ProfilePart, ProfileProblem,
    ProfileProblemCode,
};
pub use questionnaire::{Answers, Condition, Question, QuestionOption, Questionnaire};
pub use read::{Counts, Image, Import, Include, Problem, ProblemCode, Text, UnknownKey};
pub use requirement::{
    Citation, CitationFlag, CitationSource, NamedTest, Parameter, Requirement, RequirementGroup, RequirementLevel,
    RequirementSet, Requirements, SubjectKind, Verification, shipped_requirements, shipped_sources,
};
pub use resolve::{Resolved, ResolvedKind, Resolver};
pub use sheet::{Sheet, plain_cell};
pub use shipped::{shipped, shipped_pages};
pub use source::{Phase, Progress, READER, ReadOptions, Reading, Source, read, read_files, read_unless_known};
pub use synonyms::{LONGEST_PHRASE, Synonyms, shipped_synonyms, stem};
pub use tailoring::{
    Because, ItemDecision, LevelSource, SetParameter, TailoredBar, TailoredCitation, TailoredCondition,
    TailoredEvidence, Tailoring, TailoringDocument,
};
pub use write::{catalogue_file, pages_file};
