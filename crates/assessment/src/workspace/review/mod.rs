//! Work and its review by a second person.
//!
//! - `standing` works out where the review of each unit of a checklist stands.
//! - `stating` submits, approves and returns; `assigning` says who is to test what.
//! - `unit` shows the review of one unit in full; `queues` and `approvals` sum up.
//! - `sign_off` is over a checkpoint of the ledger.
//!
//! A review statement names the entries that its author saw: the answer, and those by which its evidence is there. It
//! counts as long as exactly those are current, so whatever is stated later, or was at the same time elsewhere, leaves it
//! behind, in whatever order things arrive. Where several count that do not know of each other, the strictest does:
//! returned before approved before submitted.

mod approvals;
mod assigning;
mod queues;
mod sign_off;
mod standing;
mod stating;
mod unit;

pub use assigning::Assign;
pub(crate) use standing::{Reviews, Standing};
pub use stating::ReviewOf;
