//! How far a question reaches, as a condition that an index answers: one form of words for each, never "all, or those of".

use sqlx::{QueryBuilder, Sqlite};
use uuid::Uuid;

use crate::projection::bytes;

/// How far a question reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// All there is.
    Workspace,
    /// The releases of an app, and what belongs to them.
    App(Uuid),
    /// A release and what belongs to it.
    Release(Uuid),
    /// An assessment; what belongs to its release is out of reach.
    Assessment(Uuid),
}

impl Reach {
    /// Adds the condition that `column` holds the id of a release within reach.
    pub(super) fn releases(self, query: &mut QueryBuilder<Sqlite>, column: &'static str) {
        match self {
            Reach::Workspace => query.push("1"),
            Reach::App(app) => {
                query.push(column).push(" IN (SELECT id FROM release WHERE app = ").push_bind(bytes(app)).push(")")
            }
            Reach::Release(release) => query.push(column).push(" = ").push_bind(bytes(release)),
            Reach::Assessment(assessment) => query
                .push(column)
                .push(" = (SELECT release FROM assessment WHERE id = ")
                .push_bind(bytes(assessment))
                .push(")"),
        };
    }

    /// Adds the condition that `column` holds the id of an assessment within reach.
    pub(super) fn assessments(self, query: &mut QueryBuilder<Sqlite>, column: &'static str) {
        match self {
            Reach::Workspace => {
                query.push("1");
            }
            Reach::Assessment(assessment) => {
                query.push(column).push(" = ").push_bind(bytes(assessment));
            }
            Reach::App(_) | Reach::Release(_) => {
                query.push(column).push(" IN (SELECT id FROM assessment WHERE ");
                self.releases(query, "release");
                query.push(")");
            }
        }
    }
}
