//! What an id in a text stands for: `@MASTG-TECH-0157` becomes a link with a title.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Page, PageKind, Pinned, Scheme};

/// What kind of thing an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "page")]
pub enum ResolvedKind {
    /// A group of controls.
    Group,
    /// A control.
    Control,
    /// A weakness.
    Weakness,
    /// A test.
    Test,
    /// A page of the testing guide.
    Page(PageKind),
}

/// What an id stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Resolved {
    /// The id in the pinned catalogues; differs from the one in the text where a weakness was renumbered.
    pub id: String,
    /// What it is.
    #[serde(flatten)]
    pub kind: ResolvedKind,
    /// Its title; our summary for a control, its id where there is none.
    pub title: String,
}

/// Names what ids stand for. Made once from the pinned catalogues and pages; a lookup is a hash away.
#[derive(Debug, Clone)]
pub struct Resolver {
    entries: HashMap<String, Resolved>,
    /// From an id of the beta numbering to the weaknesses that replace it.
    beta: HashMap<String, Vec<String>>,
    scheme: Scheme,
}

impl Resolver {
    /// A resolver over everything pinned and these pages.
    pub fn new(pinned: &Pinned, pages: &[Page]) -> Resolver {
        let mut entries = HashMap::new();
        let mut add = |id: &str, kind, title: &str| {
            let title = if title.is_empty() { id } else { title };
            entries.insert(id.to_owned(), Resolved { id: id.to_owned(), kind, title: title.to_owned() });
        };
        for page in pages {
            add(&page.id, ResolvedKind::Page(page.kind), &page.title);
        }
        for test in &pinned.mastg.tests {
            add(&test.id, ResolvedKind::Test, &test.title);
        }
        let mut beta: HashMap<String, Vec<String>> = HashMap::new();
        for weakness in &pinned.maswe.weaknesses {
            add(&weakness.id, ResolvedKind::Weakness, &weakness.title);
            for id in &weakness.beta {
                beta.entry(id.clone()).or_default().push(weakness.id.clone());
            }
        }
        for control in &pinned.masvs.controls {
            add(&control.id, ResolvedKind::Control, &control.summary);
        }
        for group in &pinned.masvs.groups {
            add(&group.id, ResolvedKind::Group, &group.title);
        }
        Resolver { entries, beta, scheme: pinned.scheme() }
    }

    /// What the id stands for, a weakness's being one of the pinned numbering.
    pub fn resolve(&self, id: &str) -> Option<&Resolved> {
        self.entries.get(id)
    }

    /// What the id stands for in a text that numbers weaknesses by this scheme: nothing, one thing, or, for a weakness
    /// that was split when it was renumbered, several.
    pub fn resolve_in(&self, scheme: Scheme, id: &str) -> Vec<&Resolved> {
        if scheme == self.scheme || !id.starts_with("MASWE-") {
            return self.resolve(id).into_iter().collect();
        }
        match scheme {
            Scheme::MasweBeta => {
                self.beta.get(id).into_iter().flatten().filter_map(|id| self.entries.get(id)).collect()
            }
            Scheme::Maswe1 => Vec::new(),
        }
    }
}
