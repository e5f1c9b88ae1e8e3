//! What a profile names and some catalogues don't have.

use std::collections::BTreeSet;

use assay_messages::said;

use super::Tailoring;
use super::resolve::{meant, problem};
use crate::{At, Pinned, ProfileDocument, ProfileItem, ProfileProblem, ProfileProblemCode as Code, WeaknessRef};

fn has(pinned: &Pinned, item: &ProfileItem) -> bool {
    match item {
        ProfileItem::Requirement(_) => true,
        ProfileItem::Control(id) => pinned.control(id).is_some(),
        ProfileItem::Weakness(weakness) => pinned.weakness_by_reference(weakness).is_some(),
        ProfileItem::Test(id) => pinned.test(id).is_some(),
    }
}

/// Each once, in order.
pub(super) fn of_tailoring(tailoring: &Tailoring, pinned: &Pinned) -> Vec<ProfileItem> {
    let rows = tailoring.not_applicable.iter().flat_map(|row| &row.items);
    let rows = rows.chain(tailoring.evidence.iter().flat_map(|row| &row.items));
    let rows = rows.chain(tailoring.citations.iter().flat_map(|row| &row.items));
    let rows = rows.chain(&tailoring.gate.not_waivable).chain(tailoring.items.keys());
    let unknown: BTreeSet<&ProfileItem> = rows.filter(|item| !has(pinned, item)).collect();
    unknown.into_iter().cloned().collect()
}

impl ProfileDocument {
    /// The weaknesses, tests and controls that this file names and the catalogues don't have, with their lines.
    pub fn unknown_in(&self, pinned: &Pinned) -> Vec<ProfileProblem> {
        let lists = [
            ("include", &self.include),
            ("exclude", &self.exclude),
            ("require", &self.require),
            ("relax", &self.relax),
        ];
        let named = lists.iter().flat_map(|(key, list)| list.iter().map(|change| (*key, &change.item)));
        let rows = self.not_applicable.iter().flat_map(|row| &row.items).map(|item| ("not_applicable", item));
        let named = named.chain(rows);
        let named = named.chain(self.evidence.iter().flat_map(|row| &row.items).map(|item| ("evidence", item)));
        let named = named.chain(self.citations.iter().flat_map(|row| &row.items).map(|item| ("citations", item)));
        let gate = self.gate.iter().flat_map(|gate| &gate.not_waivable).map(|item| ("gate.not_waivable", item));
        let unknown = named.chain(gate).filter(|(_, item)| !has(pinned, &item.value));
        unknown.map(|(key, item)| self.unknown_item(key, item, pinned)).collect()
    }

    fn unknown_item(&self, key: &str, item: &At<ProfileItem>, pinned: &Pinned) -> ProfileProblem {
        let place = (item.line, item.column);
        let (catalogue, hint) = match &item.value {
            ProfileItem::Weakness(weakness) => (&pinned.maswe, hint_for_weakness(weakness, pinned)),
            ProfileItem::Test(id) => {
                let ids = pinned.mastg.tests.iter().map(|test| test.id.as_str());
                (&pinned.mastg, meant(id, ids, "Look up the test's id in the standards."))
            }
            ProfileItem::Control(id) | ProfileItem::Requirement(id) => {
                let ids = pinned.masvs.controls.iter().map(|control| control.id.as_str());
                (&pinned.masvs, meant(id, ids, "Name a control with its number, such as MASVS-NETWORK-2."))
            }
        };
        let message = said!(
            "{catalogue} {version} has no {item}.",
            catalogue = catalogue.name,
            version = catalogue.version,
            item = item.value
        );
        problem(self, Code::UnknownId, place, key, message, hint)
    }
}

/// An id of the beta numbering has successors; one that is mistyped has neighbours.
fn hint_for_weakness(weakness: &WeaknessRef, pinned: &Pinned) -> String {
    if weakness.scheme != pinned.scheme() {
        let successors = pinned.maswe.weaknesses.iter().filter(|it| it.beta.contains(&weakness.id));
        let names: Vec<String> = successors.map(|it| format!("{}@{}", it.id, it.scheme)).collect();
        return match names.as_slice() {
            [] => said!("Name a weakness of {scheme}.", scheme = pinned.scheme()),
            [one] => said!("In {scheme} it is {one}.", scheme = pinned.scheme(), one),
            several => {
                said!("In {scheme} it became {several}.", scheme = pinned.scheme(), several = several.join(" and "))
            }
        };
    }
    let ids: Vec<String> = pinned.maswe.weaknesses.iter().map(|it| format!("{}@{}", it.id, it.scheme)).collect();
    let name = format!("{}@{}", weakness.id, weakness.scheme);
    meant(&name, ids.iter().map(String::as_str), "Look up the weakness's id in the standards.")
}
