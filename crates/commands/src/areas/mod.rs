//! The commands by area. Each file holds the inputs, the outputs that are no view of the domain, and the functions.
//!
//! To add a command: write its input and its function in the file of its area, add a line to `crate::COMMANDS` in
//! `list.rs`, and run `cargo run -p assay-commands --example bindings`.

pub mod about;
pub mod answers;
pub mod apps;
pub mod assessments;
pub mod board;
pub mod demo;
pub mod evidence;
pub mod findings;
pub mod issuing;
pub mod ledger;
pub mod migration;
pub mod moving;
pub mod next_build;
pub mod people;
pub mod profiles;
pub mod reports;
pub mod review;
pub mod search;
pub mod settings;
pub mod sheets;
pub mod signing;
pub mod standards;
pub mod verify;
pub mod waivers;
pub mod workspaces;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An answer that says no more than that it was done: `{}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Done {}
