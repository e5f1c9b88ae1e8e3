//! The profile's clauses, from the source's side.

use serde::{Deserialize, Serialize};

use super::AnswerState;

/// A source whose clauses the profile cites.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrosswalkSource {
    /// In a few words, such as `HIPAA Security Rule`.
    pub source: String,
    /// The full title.
    pub title: String,
    /// Which edition.
    pub edition: String,
    /// Whom it binds.
    pub binds: String,
    /// Its clauses, in their order.
    pub clauses: Vec<CrosswalkClause>,
}

/// A clause with the units that are related to it. It is *related to* them; nothing says that it is complied with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrosswalkClause {
    /// The clause.
    pub clause: String,
    /// As in [`Citation::flag`](super::Citation::flag).
    pub flag: Option<String>,
    /// As in [`Citation::verification`](super::Citation::verification).
    pub verification: String,
    /// The units.
    pub units: Vec<CrosswalkUnit>,
}

/// A unit under a clause.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrosswalkUnit {
    /// The unit's anchor; empty where the report has no section on it.
    pub unit: String,
    /// What people call it.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Where its answer stands, one a build.
    pub answers: Vec<CrosswalkAnswer>,
}

/// Where a unit's answer stands on a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrosswalkAnswer {
    /// The build's anchor.
    pub build: String,
    /// Where it stands.
    pub state: AnswerState,
}
