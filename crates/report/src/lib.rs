//! The report: everything a template may print, as plain data ([`model`]); how an assessment becomes that data
//! ([`mod@compose`]); and how the data becomes a PDF ([`typesetter`], [`export()`]), by a process of its own, so that no host
//! links typst, cancelling means killing, and memory has a bound.
//!
//! To print something new: add it to the model, fill it in `compose/`, say it in `templates/README.md`, and show it in
//! `templates/assessment`. Counting and wording of facts belong into `compose/`, so that all templates say the same.

mod attach;
pub mod builtin;
pub mod comparison;
pub mod compose;
mod error;
mod export;
mod issue;
pub mod model;
mod options;
pub mod page;
pub mod protocol;
pub mod typesetter;
pub mod volumes;
pub mod words;

pub use compose::{Composed, board, compose, disclose};
pub use error::ReportError;
pub use export::{Exported, export, export_board, export_in, of_volume};
pub use issue::{Issued, issue};
pub use options::{BoardOptions, Options, Predecessor};
pub use typesetter::Written;
