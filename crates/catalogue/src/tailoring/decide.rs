//! What the files say of each item, and who decides.

use std::collections::{BTreeMap, BTreeSet};

use assay_messages::said;

use super::resolve::{Family, meant, problem, spread_one};
use super::{Because, ItemDecision};
use crate::{At, ItemChange, ProfileDocument, ProfileItem, ProfileProblem, ProfileProblemCode as Code, Requirements};

/// What one file says of one item. `exact` where it names the item, not only its group.
#[derive(Debug, Clone)]
struct Saying {
    exact: bool,
    value: bool,
    line: u32,
    words: String,
}

/// An item that a file excludes or relaxes: the file, the list, where it stands, and what it stands for.
type Changed<'a> = (&'a ProfileDocument, &'static str, &'a At<ProfileItem>, ProfileItem);

/// Per item, per file: whether it is in, and whether it is required.
#[derive(Debug, Default)]
pub(super) struct Sayings<'a> {
    included: BTreeMap<ProfileItem, BTreeMap<&'a str, Saying>>,
    required: BTreeMap<ProfileItem, BTreeMap<&'a str, Saying>>,
    /// Items that some file includes, were it by their group.
    offered: BTreeSet<ProfileItem>,
    /// Items that a file excludes or relaxes: somebody has to include them.
    changed: Vec<Changed<'a>>,
}

/// The key of a list, its items, and what it says: whether they are in, and whether they are required.
type Changes<'a> = (&'static str, &'a [ItemChange], Option<bool>, Option<bool>);

impl<'a> Sayings<'a> {
    /// Takes in one file.
    pub(super) fn hear(
        &mut self,
        document: &'a ProfileDocument,
        requirements: &Requirements,
        problems: &mut Vec<ProfileProblem>,
    ) {
        let lists: [Changes<'a>; 4] = [
            ("include", &document.include, Some(true), None),
            ("exclude", &document.exclude, Some(false), None),
            ("require", &document.require, Some(true), Some(true)),
            ("relax", &document.relax, None, Some(false)),
        ];
        for (list, changes, included, required) in lists {
            for change in changes {
                check(document, list, &change.item, requirements, problems);
                let spread = spread_one(&change.item.value, requirements);
                let exact = spread.first() == Some(&change.item.value);
                for item in spread {
                    let says = says(list, &change.item.value);
                    let words = if change.because.is_empty() { says } else { format!("{says}: {}", change.because) };
                    let saying = |value| Saying { exact, value, line: change.item.line, words: words.clone() };
                    if included == Some(true) {
                        self.offered.insert(item.clone());
                    }
                    if let Some(value) = included {
                        say(&mut self.included, &item, &document.id, saying(value));
                    }
                    if let Some(value) = required {
                        say(&mut self.required, &item, &document.id, saying(value));
                    }
                    if included != Some(true) {
                        self.changed.push((document, list, &change.item, item.clone()));
                    }
                }
            }
        }
        let rows = document.not_applicable.iter().flat_map(|row| &row.items).map(|item| ("not_applicable", item));
        let rows = rows.chain(document.evidence.iter().flat_map(|row| &row.items).map(|item| ("evidence", item)));
        let rows = rows.chain(document.citations.iter().flat_map(|row| &row.items).map(|item| ("citations", item)));
        let gate = document.gate.iter().flat_map(|gate| &gate.not_waivable).map(|item| ("gate.not_waivable", item));
        for (key, item) in rows.chain(gate) {
            check(document, key, item, requirements, problems);
        }
    }
}

/// Within one file the item decides over its group.
/// What a row of a list says, as what a file does.
fn says(list: &str, item: &ProfileItem) -> String {
    match list {
        "include" => said!("includes {item}", item),
        "exclude" => said!("excludes {item}", item),
        "require" => said!("requires {item}", item),
        _ => said!("relaxes {item}", item),
    }
}

fn say<'a>(
    all: &mut BTreeMap<ProfileItem, BTreeMap<&'a str, Saying>>,
    item: &ProfileItem,
    document: &'a str,
    saying: Saying,
) {
    let said = all.entry(item.clone()).or_default();
    if said.get(document).is_none_or(|known| saying.exact || !known.exact) {
        said.insert(document, saying);
    }
}

/// A requirement or group has to exist. Ids of the catalogues are looked up where the catalogues are known.
fn check(
    document: &ProfileDocument,
    key: &str,
    item: &At<ProfileItem>,
    requirements: &Requirements,
    problems: &mut Vec<ProfileProblem>,
) {
    let ProfileItem::Requirement(id) = &item.value else { return };
    if requirements.get(id).is_some() || requirements.group(id).is_some() {
        return;
    }
    let groups = requirements.sets.iter().flat_map(|set| &set.groups).map(|group| group.id.as_str());
    let names: Vec<&str> = groups.chain(requirements.all().map(|it| it.id.as_str())).collect();
    let otherwise = "Use the id of a control, a group of controls, a weakness with its numbering, or a test.";
    let hint = meant(id, names, otherwise);
    let message = said!("Nothing has the id {id}.", id = crate::profile::short(id));
    problems.push(problem(document, Code::UnknownId, (item.line, item.column), key, message, hint));
}

/// The decisions. Conflicts and changes of what is not in are problems.
pub(super) fn decisions(
    family: &Family<'_>,
    sayings: &Sayings<'_>,
    problems: &mut Vec<ProfileProblem>,
) -> BTreeMap<ProfileItem, ItemDecision> {
    let items: BTreeSet<&ProfileItem> = sayings.included.keys().chain(sayings.required.keys()).collect();
    let mut decisions = BTreeMap::new();
    for item in items {
        let mut because: Vec<Because> = Vec::new();
        let mut settle = |said: Option<&BTreeMap<&str, Saying>>, problems: &mut Vec<ProfileProblem>| {
            let said = said?;
            let highest = family.highest(&said.keys().copied().collect());
            let said: Vec<(&str, &Saying)> = highest.into_iter().map(|id| (id, &said[id])).collect();
            let (first_id, first) = said.first()?;
            if let Some((other_id, other)) = said.iter().find(|(_, other)| other.value != first.value) {
                let message = said!(
                    "{item}: {first_id} (line {line}) {words}, and {other_id} (line {line_2}) {other_words}.",
                    item,
                    first_id,
                    line = first.line,
                    words = first.words.trim_end_matches('.'),
                    other_id,
                    line_2 = other.line,
                    other_words = other.words.trim_end_matches('.')
                );
                let hint = said!("Decide in this file: list {item} under include, exclude, require or relax.", item);
                problems.push(problem(family.root, Code::Conflict, family.place(), "extends", message, hint));
                return None;
            }
            for (id, saying) in &said {
                because.push(Because { document: (*id).to_owned(), line: saying.line, words: saying.words.clone() });
            }
            Some(first.value)
        };
        let included = settle(sayings.included.get(item), problems);
        // What is out is neither required nor optional.
        let required = if included == Some(false) { None } else { settle(sayings.required.get(item), problems) };
        because.sort();
        because.dedup();
        decisions.insert(item.clone(), ItemDecision { included, required, because });
    }
    for (document, list, at, item) in &sayings.changed {
        let ProfileItem::Requirement(id) = item else { continue };
        // A group may hold some that are not in.
        if at.value != *item {
            continue;
        }
        if !sayings.offered.contains(item) {
            let message = said!("{id} is not in this profile, so there is nothing to {list}.", id, list);
            let hint = "Remove the line, or extend or include what has it.";
            problems.push(problem(document, Code::NothingToChange, (at.line, at.column), list, message, hint));
        }
    }
    decisions
}
