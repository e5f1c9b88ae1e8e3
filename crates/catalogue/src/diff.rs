//! What changed between two versions of one standard.
//!
//! Items are paired by id; weaknesses of two numberings by what MASWE says they replace, so that one may become several
//! and several one. Every pair is compared fact by fact, texts by their digests. The same two versions give the same
//! changes in the same order, and the changes backwards are those of the other direction ([`CatalogueDiff::mirrored`]).

mod compare;
mod pair;
mod renumbering;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use renumbering::Renumbering;

use crate::{Catalogue, CatalogueError, CatalogueName, Era, Page, PageKind};

/// What kind of item changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// A group of controls.
    Group,
    /// A control.
    Control,
    /// A weakness.
    Weakness,
    /// A test.
    Test,
    /// A page: how something is done.
    Technique,
    /// A page: a tool.
    Tool,
    /// A page: background.
    Knowledge,
    /// A page: what an app should do instead.
    BestPractice,
    /// A page: an app to practise on.
    App,
    /// A page: a test carried out on an example.
    Demo,
    /// A page: a preparation.
    Prerequisite,
    /// A chapter.
    Document,
    /// A risk, a test or a demo from before they had ids.
    Draft,
}

impl From<PageKind> for ItemKind {
    fn from(kind: PageKind) -> ItemKind {
        match kind {
            PageKind::Technique => ItemKind::Technique,
            PageKind::Tool => ItemKind::Tool,
            PageKind::Knowledge => ItemKind::Knowledge,
            PageKind::BestPractice => ItemKind::BestPractice,
            PageKind::App => ItemKind::App,
            PageKind::Demo => ItemKind::Demo,
            PageKind::Prerequisite => ItemKind::Prerequisite,
            PageKind::Document => ItemKind::Document,
            PageKind::Draft => ItemKind::Draft,
        }
    }
}

/// What happened to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// The newer version has it, the older had not.
    Added,
    /// The newer version has it no more, under no id.
    Removed,
    /// It has another id. A weakness that became several has one such change for each, and so has one that several became.
    Renumbered,
    /// Upstream withdrew it; `after` names what covers it now.
    Deprecated,
    /// Upstream took the withdrawal back; `before` names what had covered it.
    Restored,
    /// Announced became live, or the like.
    StatusChanged,
    /// A withdrawn test names other successors.
    SuccessorsChanged,
    /// Another title.
    Retitled,
    /// Another text: the digests differ.
    Reworded,
    /// Other levels require it.
    Reprofiled,
    /// Other platforms.
    Replatformed,
    /// It counts elsewhere: a test looks for another weakness, a weakness stands under another control.
    Remapped,
    /// A test names the same weakness as before, under the weakness's new number.
    Relinked,
    /// Another fact; `field` says which.
    Amended,
}

impl ChangeKind {
    /// What it is when looked at from the newer version.
    fn mirrored(self) -> ChangeKind {
        match self {
            ChangeKind::Added => ChangeKind::Removed,
            ChangeKind::Removed => ChangeKind::Added,
            ChangeKind::Deprecated => ChangeKind::Restored,
            ChangeKind::Restored => ChangeKind::Deprecated,
            same => same,
        }
    }
}

/// An item as one of the versions calls it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct ItemName {
    /// Its id; for a weakness the full name, `maswe-1/MASWE-0018`.
    pub id: String,
    /// Its title; empty for a control, which has none.
    pub title: String,
}

/// One change of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Change {
    /// What kind of item.
    pub item: ItemKind,
    /// What happened.
    pub kind: ChangeKind,
    /// As the older version calls it; none for what was added.
    pub from: Option<ItemName>,
    /// As the newer version calls it; none for what was removed.
    pub to: Option<ItemName>,
    /// The fact that changed, by its name in the model: `profiles`, `weaknesses`, `text_digest`, ...
    pub field: String,
    /// The fact in the older version, a value a line; texts by their digest.
    pub before: Vec<String>,
    /// The fact in the newer version.
    pub after: Vec<String>,
    /// Successors that the version which names them does not have.
    pub dangling: Vec<String>,
}

impl Change {
    /// The id by which people look for it: the older one, for what was added the newer one.
    pub fn id(&self) -> &str {
        self.from.as_ref().or(self.to.as_ref()).map_or("", |name| &name.id)
    }

    fn mirrored(&self) -> Change {
        Change {
            item: self.item,
            kind: self.kind.mirrored(),
            from: self.to.clone(),
            to: self.from.clone(),
            field: self.field.clone(),
            before: self.after.clone(),
            after: self.before.clone(),
            dangling: self.dangling.clone(),
        }
    }
}

/// One of the two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiffSide {
    /// Its version as people say it.
    pub version: String,
    /// Its digest.
    pub digest: String,
    /// The git commit it was read from; empty where unknown.
    pub commit: String,
    /// The shape of the data that it was read from.
    pub era: Era,
}

/// How many items of one kind there are, and how many changed how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiffCounts {
    /// The kind of item.
    pub item: ItemKind,
    /// Items of the older version.
    pub from: u32,
    /// Items of the newer version: `from + added - removed + splits - merges`.
    pub to: u32,
    /// Items of the newer version beyond one for each that was renumbered: what became two counts one.
    pub splits: u32,
    /// Items of the older version beyond one for each that they became: two that became one count one.
    pub merges: u32,
    /// How many changes of each kind; a kind without any is left out.
    pub changes: BTreeMap<ChangeKind, u32>,
}

/// What changed between two versions of one standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CatalogueDiff {
    /// Which standard.
    pub name: CatalogueName,
    /// The older version, or the one given first.
    pub from: DiffSide,
    /// The newer version, or the one given second.
    pub to: DiffSide,
    /// Every change, ordered by kind of item, id, kind of change.
    pub changes: Vec<Change>,
    /// Per kind of item that either version has.
    pub counts: Vec<DiffCounts>,
}

/// One version of a standard with its pages, as it goes into a comparison.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// Its pages; empty to leave them out.
    pub pages: &'a [Page],
}

impl<'a> From<&'a Catalogue> for Version<'a> {
    fn from(catalogue: &'a Catalogue) -> Version<'a> {
        Version { catalogue, pages: &[] }
    }
}

impl CatalogueDiff {
    /// Compares two versions. `renumbering` says which weaknesses of the two numberings are the same, for what tests
    /// name; what the two catalogues say themselves is known without it.
    ///
    /// # Errors
    /// `catalogue.wrong_catalogue` where the two are versions of different standards.
    pub fn between(
        from: Version<'_>,
        to: Version<'_>,
        renumbering: &Renumbering,
    ) -> Result<CatalogueDiff, CatalogueError> {
        if from.catalogue.name != to.catalogue.name {
            return Err(CatalogueError::WrongCatalogue { expected: from.catalogue.name, found: to.catalogue.name });
        }
        let (mut changes, mut counts) = compare::compare(from, to, renumbering);
        sort(&mut changes);
        for count in &mut counts {
            for change in changes.iter().filter(|change| change.item == count.item) {
                *count.changes.entry(change.kind).or_default() += 1;
            }
        }
        Ok(CatalogueDiff {
            name: from.catalogue.name,
            from: side(from.catalogue),
            to: side(to.catalogue),
            changes,
            counts,
        })
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many changes of a kind there are of a kind of item.
    pub fn count(&self, item: ItemKind, kind: ChangeKind) -> u32 {
        let counts = self.counts.iter().find(|counts| counts.item == item);
        counts.and_then(|counts| counts.changes.get(&kind)).copied().unwrap_or_default()
    }

    /// The same comparison looked at from the other side: that of the second version with the first.
    #[must_use]
    pub fn mirrored(&self) -> CatalogueDiff {
        let mut changes: Vec<Change> = self.changes.iter().map(Change::mirrored).collect();
        sort(&mut changes);
        let counts = self.counts.iter().map(|it| DiffCounts {
            item: it.item,
            from: it.to,
            to: it.from,
            splits: it.merges,
            merges: it.splits,
            changes: it.changes.iter().map(|(kind, number)| (kind.mirrored(), *number)).collect(),
        });
        CatalogueDiff {
            name: self.name,
            from: self.to.clone(),
            to: self.from.clone(),
            changes,
            counts: counts.collect(),
        }
    }
}

fn side(catalogue: &Catalogue) -> DiffSide {
    DiffSide {
        version: catalogue.version.clone(),
        digest: catalogue.digest.clone(),
        commit: catalogue.commit.clone(),
        era: catalogue.era,
    }
}

/// A total order, so that both directions come out alike.
fn sort(changes: &mut [Change]) {
    changes.sort_by(|a, b| {
        let key = |it: &'_ Change| (it.item, it.id().to_owned(), it.kind, it.to.clone(), it.field.clone());
        key(a).cmp(&key(b))
    });
}
