//! The cross-walk: from any item that people cite (a clause, a CWE, an id of the first MASVS, an entry of a Top 10, an
//! item of MASA, a requirement, control, weakness or test) to every item that touches it, and back.
//!
//! - [`CrosswalkItem`] is one thing with an id, [`Relation`] one stated connection between two of them, with where it
//!   comes from. `build.rs` makes them from the pinned catalogues, the requirements and the files of
//!   `standards/crosswalk/` (`facts.rs`).
//! - [`Crosswalk::resolve`] finds items by whatever spelling people use (`spelling.rs`).
//! - [`Crosswalk::touching`] walks the relations (`walk.rs` says which ways count); [`Matrix`] sets two kinds against
//!   each other, as CSV or JSON.
//!
//! A relation says that two items touch. It never says that one is met because the other is.

mod build;
mod facts;
mod matrix;
mod spelling;
mod walk;

use std::collections::HashMap;

use assay_messages::said;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CitationSource, Pinned, Requirements, Verification};

pub use matrix::{Matrix, MatrixLine, MatrixSide};
pub use spelling::squashed;
pub use walk::{Touch, Way, WayStep};

/// What a reader has to know of every cross-walk.
pub const CROSSWALK_NOTE: &str =
    "A relation says that two items touch the same thing. It never says that one is met because the other is.";

/// What kind of item it is, in the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CrosswalkKind {
    /// A control of MASVS 2.
    Control,
    /// A weakness of MASWE, in either numbering.
    Weakness,
    /// A test of MASTG.
    Test,
    /// A requirement of the baseline or of an industry.
    Requirement,
    /// An item of the App Defense Alliance's MASA.
    MasaItem,
    /// A clause of regulation or guidance.
    Clause,
    /// An entry of the Common Weakness Enumeration.
    Cwe,
    /// A requirement of the first MASVS (`MSTG-STORAGE-1`).
    #[serde(rename = "masvs-v1")]
    MasvsV1,
    /// An entry of OWASP's Mobile Top 10.
    #[serde(rename = "mobile-top10")]
    MobileTop10,
    /// An entry of OWASP's API Security Top 10.
    #[serde(rename = "api-top10")]
    ApiTop10,
    /// A requirement of OWASP's ASVS 5.
    Asvs,
}

impl CrosswalkKind {
    /// Every kind, in order.
    pub const ALL: [CrosswalkKind; 11] = [
        CrosswalkKind::Control,
        CrosswalkKind::Weakness,
        CrosswalkKind::Test,
        CrosswalkKind::Requirement,
        CrosswalkKind::MasaItem,
        CrosswalkKind::Clause,
        CrosswalkKind::Cwe,
        CrosswalkKind::MasvsV1,
        CrosswalkKind::MobileTop10,
        CrosswalkKind::ApiTop10,
        CrosswalkKind::Asvs,
    ];

    /// `control`, `masvs-v1`, ...
    pub fn as_str(self) -> &'static str {
        match self {
            CrosswalkKind::Control => "control",
            CrosswalkKind::Weakness => "weakness",
            CrosswalkKind::Test => "test",
            CrosswalkKind::Requirement => "requirement",
            CrosswalkKind::MasaItem => "masa-item",
            CrosswalkKind::Clause => "clause",
            CrosswalkKind::Cwe => "cwe",
            CrosswalkKind::MasvsV1 => "masvs-v1",
            CrosswalkKind::MobileTop10 => "mobile-top10",
            CrosswalkKind::ApiTop10 => "api-top10",
            CrosswalkKind::Asvs => "asvs",
        }
    }

    /// The kind of exactly this name.
    pub fn from_name(name: &str) -> Option<CrosswalkKind> {
        CrosswalkKind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Something with an id that people cite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CrosswalkItem {
    /// What it is.
    pub kind: CrosswalkKind,
    /// Its id as its source writes it: `MASWE-0018`, `164.312(a)(2)(iv)`, `CWE-312`.
    pub id: String,
    /// What it belongs to: the numbering of a weakness (`maswe-1`), the key of a clause's source (`hipaa`), the set of a
    /// requirement (`fintech`), the number of a requirement of the first MASVS (`2.14`); empty elsewhere.
    pub within: String,
    /// The name that goes before the id when it is shown alone (`HIPAA Security Rule`, `MASWE beta`); empty where the id
    /// says it.
    pub qualifier: String,
    /// Its title or topic; empty where only the id is known.
    pub title: String,
    /// It was withdrawn, or belongs to an edition that another one replaced.
    pub former: bool,
}

impl CrosswalkItem {
    /// The name that no other item has: `weakness:maswe-1/MASWE-0018`, `control:MASVS-STORAGE-1`.
    pub fn key(&self) -> String {
        key(self.kind, &self.within, &self.id)
    }

    /// Every spelling that finds it, as [`squashed`] writes it, most specific first.
    pub fn spellings(&self) -> Vec<String> {
        spelling::of_item(self)
    }
}

/// The key of an item.
fn key(kind: CrosswalkKind, within: &str, id: &str) -> String {
    // Elsewhere ids are unique, so that a requirement that moves to another set keeps its key.
    let within = if matches!(kind, CrosswalkKind::Weakness | CrosswalkKind::Clause) { within } else { "" };
    let slash = if within.is_empty() { "" } else { "/" };
    format!("{}:{within}{slash}{id}", kind.as_str())
}

/// How one item is connected with another, read from `from` to `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// A weakness counts under its first control.
    CountsUnder,
    /// A weakness names a further control.
    SecondaryUnder,
    /// A test looks for a weakness.
    LooksFor,
    /// The later one stands in the place of the former one.
    Replaces,
    /// The source of one names the other.
    Names,
    /// A control of MASVS 2 follows from one of the first MASVS, because tests name both.
    LeadsTo,
    /// A requirement is near to an item of another standard.
    MappedTo,
    /// A requirement is related to a clause.
    RelatedTo,
}

impl RelationKind {
    /// The words between the two, read in the direction of the relation or against it.
    pub fn words(self, forward: bool) -> String {
        match (self, forward) {
            (RelationKind::CountsUnder, true) => said!("counts under"),
            (RelationKind::CountsUnder, false) => said!("is the first control of"),
            (RelationKind::SecondaryUnder, true) => said!("also touches"),
            (RelationKind::SecondaryUnder, false) => said!("is also touched by"),
            (RelationKind::LooksFor, true) => said!("looks for"),
            (RelationKind::LooksFor, false) => said!("is looked for by"),
            (RelationKind::Replaces, true) => said!("replaces"),
            (RelationKind::Replaces, false) => said!("was replaced by"),
            (RelationKind::Names, true) => said!("names"),
            (RelationKind::Names, false) => said!("is named by"),
            (RelationKind::LeadsTo, true) => said!("leads to"),
            (RelationKind::LeadsTo, false) => said!("follows from"),
            (RelationKind::MappedTo, _) => said!("is mapped to"),
            (RelationKind::RelatedTo, _) => said!("is related to"),
        }
    }
}

/// How much is known of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The publisher of one of the two states it.
    Published,
    /// It was worked out from what publishers state.
    Derived,
    /// The makers of Assay judged it so.
    Judged,
    /// A judgement; the clause was seen in a stored source.
    Stored,
    /// A judgement; the clause, or the statement, is known through a third party.
    Secondary,
    /// A judgement; the clause was written down from memory.
    Unverified,
}

impl Basis {
    /// One word for tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Published => "published",
            Basis::Derived => "derived",
            Basis::Judged => "judged",
            Basis::Stored => "stored",
            Basis::Secondary => "secondary",
            Basis::Unverified => "unverified",
        }
    }
}

impl From<Verification> for Basis {
    fn from(verification: Verification) -> Basis {
        match verification {
            Verification::Stored => Basis::Stored,
            Verification::Secondary => Basis::Secondary,
            Verification::Unverified => Basis::Unverified,
        }
    }
}

/// Where a relation comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Provenance {
    /// How much is known of it.
    pub basis: Basis,
    /// Who states it: `MASWE 1.0.0`, `Assay, fintech`.
    pub source: String,
    /// What a reader has to know of this relation; empty mostly.
    pub note: String,
}

/// One stated connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The position of one item, see [`Crosswalk::items`].
    pub from: usize,
    /// The position of the other.
    pub to: usize,
    /// How they are connected.
    pub kind: RelationKind,
    /// Where that comes from.
    pub provenance: Provenance,
}

/// All items with their relations. Made once for a set of pinned catalogues; every question is then quick.
#[derive(Debug, Clone, Default)]
pub struct Crosswalk {
    items: Vec<CrosswalkItem>,
    relations: Vec<Relation>,
    by_key: HashMap<String, usize>,
    by_spelling: HashMap<String, Vec<usize>>,
    /// For every item its relations, by position.
    around: Vec<Vec<usize>>,
    /// The numbering of weaknesses that is meant where nobody says which.
    numbering: &'static str,
}

impl Crosswalk {
    /// Makes it from these catalogues, requirements and sources of regulation. Items of MASVS 2 and MASWE 1 that the
    /// catalogues don't hold, because they are of another era, come from what ships.
    pub fn new(pinned: &Pinned, requirements: &Requirements, sources: &[CitationSource]) -> Crosswalk {
        build::build(pinned, requirements, sources)
    }

    /// Every item.
    pub fn items(&self) -> &[CrosswalkItem] {
        &self.items
    }

    /// Every relation.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// The item with this key.
    pub fn by_key(&self, key: &str) -> Option<&CrosswalkItem> {
        self.by_key.get(key).map(|at| &self.items[*at])
    }

    /// The items that people mean by a text: a key, an id in any spelling, with or without what it belongs to. The
    /// likeliest comes first; empty where there is none.
    pub fn resolve(&self, text: &str) -> Vec<&CrosswalkItem> {
        self.positions(text).into_iter().map(|at| &self.items[at]).collect()
    }

    /// The items whose id begins with the text, in any spelling, at most `limit`: `164.312(a)` begins several clauses.
    pub fn beginning_with(&self, text: &str, limit: usize) -> Vec<&CrosswalkItem> {
        let beginning = squashed(text);
        if beginning.is_empty() {
            return Vec::new();
        }
        let begins = |item: &&CrosswalkItem| item.spellings().iter().any(|it| it.starts_with(&beginning));
        self.items.iter().filter(begins).take(limit).collect()
    }

    /// Everything that touches an item, by kind, the nearest first; none for a key that no item has.
    pub fn touching(&self, key: &str) -> Option<Vec<Touch>> {
        self.by_key.get(key).map(|at| walk::touching(self, *at, None))
    }

    fn positions(&self, text: &str) -> Vec<usize> {
        let text = text.trim();
        if let Some(at) = self.by_key.get(text) {
            return vec![*at];
        }
        let spelling = squashed(text);
        let mut found = self.by_spelling.get(&spelling).cloned().unwrap_or_default();
        let full = |at: &usize| squashed(&self.items[*at].id) == spelling;
        // A full id of the second MASVS means itself, and not what scanners spell like it.
        if found.iter().any(full) {
            found.retain(|at| full(at) || self.items[*at].kind != CrosswalkKind::MasvsV1);
        }
        found.sort_by_key(|at| {
            let item = &self.items[*at];
            let other_numbering = item.kind == CrosswalkKind::Weakness && item.within != self.numbering;
            (item.former, other_numbering, !full(at), item.kind, *at)
        });
        found
    }
}
