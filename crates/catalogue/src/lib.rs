//! Controls, weaknesses, tests and profiles: the model, and the loaders that read OWASP's git repositories.
//!
//! - [`Catalogue`] is one immutable version of one standard; [`Pinned`] holds the three that an assessment is measured
//!   against (MASVS, MASWE, MASTG) with lookups and the [`LinkTable`] from test to weakness to control.
//! - [`shipped()`] is what is embedded in the program: facts and our own summaries, no text of OWASP.
//! - [`Profile`] says which levels are required, [`Plan::resolve`] turns it into the units to be answered on a platform.
//! - [`read()`] reads a catalogue, with its texts, from a git repository at a pinned commit or from a folder.
//! - [`Resolver`] names what an id in a text stands for, for whoever renders the text.
//!
//! How to change it: a new key in OWASP's front matter goes into `read/keys.rs` (known keys) and, where it is a fact,
//! into the model and `digest.rs`; then regenerate `standards/` with the example `generate`, which says how it is called.

mod digest;
mod error;
mod model;
mod pinned;
mod plan;
mod profile;
mod read;
mod resolve;
mod shipped;
mod source;
mod write;

pub use digest::{digest_of_text, normalised_text};
pub use error::CatalogueError;
pub use model::{
    Catalogue, CatalogueName, Control, Era, Group, Level, Page, PageKind, Platform, Scheme, Test, TestStatus, Weakness,
    WeaknessRef,
};
pub use pinned::{Link, LinkTable, Pinned, Unlinked, Via};
pub use plan::{Limit, LimitKind, Plan, PlannedControl, PlannedUnit, PlannedWeakness, Scope, UnitId, UnitKind};
pub use profile::{Profile, ProfilePart};
pub use read::{Counts, Import, Include, Problem, ProblemCode, Text, UnknownKey};
pub use resolve::{Resolved, ResolvedKind, Resolver};
pub use shipped::{shipped, shipped_pages};
pub use source::{Phase, Progress, ReadOptions, Source, read};
pub use write::{catalogue_file, pages_file};
