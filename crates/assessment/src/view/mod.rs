//! What a front end sees: plain data, made from the projections, serialised as it is.
//!
//! Ids are UUIDs as text; entry ids and digests are SHA-256 in lower-case hex; times are RFC 3339 in UTC.

mod apps;
mod board;
mod builds;
mod checklist;
mod decision;
mod evidence;
mod findings;
mod former;
mod migration;
mod readiness;
mod report;
mod review;
mod search;
mod tailored;
mod unit;
mod verdict;
mod workspace;

pub use apps::*;
pub use board::*;
pub use builds::*;
pub use checklist::*;
pub use decision::*;
pub use evidence::*;
pub use findings::*;
pub use former::*;
pub use migration::*;
pub use readiness::*;
pub use report::*;
pub use review::*;
pub use search::*;
pub use tailored::*;
pub use unit::*;
pub use verdict::*;
pub use workspace::*;
