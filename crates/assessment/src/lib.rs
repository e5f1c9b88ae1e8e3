//! The domain. [`Workspace`] is the only door to the database: statements in, projections out.
//!
//! - [`statement`] says what can be stated: kinds, subjects, bodies.
//! - `projection` holds the tables that are made from statements, in the same transaction; [`Workspace::rebuild`] makes
//!   them anew.
//! - [`verdict`] is the rule, and [`gate`] what a release gate says of it, as pure functions.
//! - [`view`] is what front ends and reports see; `view/findings.rs` says how findings and waivers are asked for.
//! - `workspace/` has the doors, a file an area; [`demo`] is the example, made through them.
//!
//! How to change it: a new thing that can be stated gets a kind (see [`statement`]), an effect (`projection/apply.rs`),
//! a door (`workspace/`) and a view. A changed projection gets a new version (`projection/schema.rs`): it is then
//! rebuilt when the workspace is opened.

mod cvss;
pub mod demo;
mod error;
pub mod gate;
mod judging;
mod planned;
mod projection;
pub mod statement;
pub mod verdict;
pub mod view;
mod work;
mod workspace;

use assay_messages::said;
pub use cvss::cvss;
pub use error::{AssessmentError, FindingError, IssueError, Noun, ReviewError};
pub use work::{Step, Work};
pub use workspace::{
    Amending, ArtefactSource, Assign, CatalogueChoice, CodePlace, IssuedFile, KeptFile, MigrationTo, NewAssessment,
    NewBuild, NewFile, NewSignature, ReviewOf, Workspace,
};

/// What the functions of this crate return.
pub type Result<T, E = AssessmentError> = std::result::Result<T, E>;

/// A result in a sentence.
pub(crate) fn result_said(result: view::ResultCode) -> String {
    match result {
        view::ResultCode::Pass => said!("pass"),
        view::ResultCode::Fail => said!("fail"),
        view::ResultCode::NotApplicable => said!("not applicable"),
        view::ResultCode::Inconclusive => said!("inconclusive"),
        view::ResultCode::Untested => said!("untested"),
    }
}
