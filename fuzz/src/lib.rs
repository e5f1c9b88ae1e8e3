//! What each fuzz target does with its bytes. A target panics when something that must always hold does not.
//!
//! The same modules are part of `tests/tests/fuzz_corpus.rs`, which runs every file of `corpus/` through them. To add a
//! target: a module here with `pub fn run(data: &[u8])`, a line in `TARGETS`, a bin in `Cargo.toml` and `targets/`.

pub mod loaders;
pub mod markdown;
pub mod profiles;

/// The work of a target.
pub type Run = fn(&[u8]);

/// Each target with the name of its bin and of its folder in `corpus/`.
pub const TARGETS: &[(&str, Run)] =
    &[("loaders", loaders::run), ("markdown", markdown::run), ("profiles", profiles::run)];
