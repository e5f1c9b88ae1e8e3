//! Who stated what: members' names, looked up when they are shown.

use std::collections::HashMap;

use assay_ledger::Hash;
use jiff::Timestamp;
use uuid::Uuid;

use super::Workspace;
use super::states::id;
use crate::Result;
use crate::planned::{KnownBuild, Made};
use crate::view::{BuildView, Stamp};

/// The names of the workspace's members.
#[derive(Debug, Default)]
pub(crate) struct Names(HashMap<Uuid, String>);

impl Names {
    /// A member's name, or what stands for it where it was redacted.
    pub(super) fn of(&self, member: Uuid) -> String {
        self.0.get(&member).cloned().unwrap_or_else(|| {
            let id = member.simple().to_string();
            format!("member {}", &id[..8])
        })
    }

    pub(super) fn stamp(&self, author: Uuid, at: Timestamp, entry: &Hash) -> Stamp {
        Stamp { at, by: self.of(author), member: author, entry: entry.to_string() }
    }

    pub(super) fn made(&self, made: &Made) -> Stamp {
        self.stamp(made.author, made.at, &made.entry)
    }

    pub(super) fn build(&self, build: &KnownBuild) -> BuildView {
        BuildView { id: build.id, release: build.release, facts: build.facts.clone(), added: self.made(&build.made) }
    }
}

impl Workspace {
    pub(super) async fn names(&self) -> Result<Names> {
        let rows: Vec<(Vec<u8>, Option<String>)> =
            sqlx::query_as("SELECT id, name FROM member WHERE head = 1 ORDER BY entry DESC")
                .fetch_all(self.ledger.readers())
                .await?;
        let mut names = HashMap::with_capacity(rows.len());
        for (member, name) in rows {
            // The last one counts: the smallest entry, where a member's name is disputed.
            if let Some(name) = name {
                names.insert(id(&member)?, name);
            }
        }
        Ok(Names(names))
    }
}
