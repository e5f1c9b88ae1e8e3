//! The one registry of what a front end may ask.
//!
//! - [`COMMANDS`] names every command; [`Session::dispatch`] carries one out by name, with JSON in and out, for the
//!   desktop and the bridge; [`Session::call`] does so by type, for the command line.
//! - [`Session`] holds what a host has open: the workspace, the home folder, running tasks.
//! - [`CommandError`] is the only error: code, sentence, next step.
//! - [`typescript`] writes `ui/src/lib/api/bindings/`.
//!
//! To add a command see [`areas`].

pub mod areas;
mod bindings;
mod error;
mod home;
mod list;
mod registry;
mod session;
mod task;

/// The views that commands answer with, for hosts: they know this crate and none below it.
pub use assay_assessment::view;
pub use assay_catalogue::{Level, Platform};
/// Two reports beside each other, likewise.
pub use assay_report::comparison;

/// What changed between two versions of a catalogue, as `standards_diff` answers, and what the cross-walk consists of.
pub mod catalogue {
    pub use assay_catalogue::{Because, Gate, GateRule, ProfileItem, Questionnaire};
    pub use assay_catalogue::{CatalogueDiff, Change, ChangeKind, DiffCounts, DiffSide, ItemKind, ItemName};
    pub use assay_catalogue::{Counts, PageKind};
    pub use assay_catalogue::{CrosswalkItem, CrosswalkKind, Touch, Way, WayStep};
}

pub use bindings::{commands_json, typescript};
pub use error::CommandError;
pub use home::default_home;
pub use list::COMMANDS;
pub use registry::{Command, CommandInfo, Raw, RawBytes, Reply};
pub use session::{Call, Session};
pub use task::{Cancel, Context, Progress, ProgressSink};
