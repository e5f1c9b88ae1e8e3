//! Comparing what was paired, fact by fact.

use std::collections::{BTreeMap, BTreeSet};

use super::pair::{self, Pairs};
use super::{Change, ChangeKind, DiffCounts, ItemKind, ItemName, Renumbering, Version};
use crate::{Control, Level, Page, Scheme, Test, TestStatus, Weakness, WeaknessRef};

/// All changes, in no order yet, and the counts per kind of item without their changes.
pub(super) fn compare(from: Version<'_>, to: Version<'_>, renumbering: &Renumbering) -> (Vec<Change>, Vec<DiffCounts>) {
    let (a, b) = (from.catalogue, to.catalogue);
    let renumbering = Renumbering::of([a, b]).and(renumbering);
    let mut all = All::default();

    let pairs = pair::by_key(ItemKind::Group, &refs(&a.groups), &refs(&b.groups), |it| &it.id);
    all.take(pairs, |it| name(&it.id, &it.title), |_, _| {});

    let pairs = pair::by_key(ItemKind::Control, &refs(&a.controls), &refs(&b.controls), |it| &it.id);
    all.take(pairs, |it| name(&it.id, ""), |it, (x, y)| control(it, x, y));

    let pairs = pair::weaknesses(&a.weaknesses, &b.weaknesses, &renumbering);
    all.take(pairs, |it| name(&it.reference().to_string(), &it.title), |it, (x, y)| weakness(it, x, y));

    let known = (ids(&a.tests), ids(&b.tests));
    let pairs = pair::by_key(ItemKind::Test, &refs(&a.tests), &refs(&b.tests), |it| &it.id);
    let comparing = Tests { renumbering: &renumbering, known };
    all.take(pairs, |it| name(&it.id, &it.title), |it, (x, y)| comparing.test(it, x, y));

    let mut kinds: BTreeMap<ItemKind, (Vec<&Page>, Vec<&Page>)> = BTreeMap::new();
    for page in from.pages {
        kinds.entry(page.kind.into()).or_default().0.push(page);
    }
    for page in to.pages {
        kinds.entry(page.kind.into()).or_default().1.push(page);
    }
    for (kind, (from, to)) in kinds {
        let pairs = pair::by_key(kind, &from, &to, |it| &it.id);
        all.take(pairs, |it| name(&it.id, &it.title), |it, (x, y)| page(it, x, y));
    }
    (all.changes, all.counts)
}

fn refs<T>(items: &[T]) -> Vec<&T> {
    items.iter().collect()
}

fn ids(tests: &[Test]) -> BTreeSet<&str> {
    tests.iter().map(|test| test.id.as_str()).collect()
}

fn name(id: &str, title: &str) -> ItemName {
    ItemName { id: id.to_owned(), title: title.to_owned() }
}

#[derive(Default)]
struct All {
    changes: Vec<Change>,
    counts: Vec<DiffCounts>,
}

impl All {
    fn take<'a, T>(
        &mut self,
        pairs: Pairs<'a, T>,
        name: impl Fn(&T) -> ItemName,
        compare: impl Fn(&mut Item<'_>, (&'a T, &'a T)),
    ) {
        let kind = pairs.counts.item;
        if pairs.counts.from + pairs.counts.to > 0 {
            self.counts.push(pairs.counts);
        }
        let changes = &mut self.changes;
        for it in pairs.removed {
            Item { changes, kind, from: Some(name(it)), to: None }.push(ChangeKind::Removed, "id", vec![], vec![]);
        }
        for it in pairs.added {
            Item { changes, kind, from: None, to: Some(name(it)) }.push(ChangeKind::Added, "id", vec![], vec![]);
        }
        for (x, y) in pairs.both {
            let (from, to) = (name(x), name(y));
            let mut item = Item { changes, kind, from: Some(from.clone()), to: Some(to.clone()) };
            if from.id != to.id {
                item.push(ChangeKind::Renumbered, "id", vec![from.id], vec![to.id]);
            }
            if from.title != to.title {
                item.push(ChangeKind::Retitled, "title", vec![from.title], vec![to.title]);
            }
            compare(&mut item, (x, y));
        }
    }
}

/// One pair, under which changes are noted.
struct Item<'a> {
    changes: &'a mut Vec<Change>,
    kind: ItemKind,
    from: Option<ItemName>,
    to: Option<ItemName>,
}

impl Item<'_> {
    fn push(&mut self, kind: ChangeKind, field: &str, before: Vec<String>, after: Vec<String>) {
        self.changes.push(Change {
            item: self.kind,
            kind,
            from: self.from.clone(),
            to: self.to.clone(),
            field: field.to_owned(),
            before,
            after,
            dangling: Vec::new(),
        });
    }

    /// Notes lists that differ.
    fn lists<T: ToString>(&mut self, kind: ChangeKind, field: &str, before: &[T], after: &[T]) {
        let (before, after) = (words(before), words(after));
        if before != after {
            self.push(kind, field, before, after);
        }
    }

    fn texts(&mut self, kind: ChangeKind, field: &str, before: &str, after: &str) {
        self.lists(kind, field, &[before], &[after]);
    }

    fn withdrawn(&mut self, kind: ChangeKind, before: &[String], after: &[String], dangling: BTreeSet<&str>) {
        self.push(kind, "successors", before.to_vec(), after.to_vec());
        if let Some(change) = self.changes.last_mut() {
            change.dangling = dangling.into_iter().map(ToOwned::to_owned).collect();
        }
    }
}

fn words<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn control(item: &mut Item<'_>, x: &Control, y: &Control) {
    item.texts(ChangeKind::Reworded, "text_digest", &x.text_digest, &y.text_digest);
    item.texts(ChangeKind::Remapped, "group", &x.group, &y.group);
    item.texts(ChangeKind::Amended, "number", &x.number, &y.number);
    let levels = |it: &Control| levels(&it.profiles, &it.other_profiles, false);
    item.lists(ChangeKind::Reprofiled, "profiles", &levels(x), &levels(y));
}

fn weakness(item: &mut Item<'_>, x: &Weakness, y: &Weakness) {
    match (x.deprecated, y.deprecated) {
        (false, true) => item.push(ChangeKind::Deprecated, "deprecated", vec![], vec![]),
        (true, false) => item.push(ChangeKind::Restored, "deprecated", vec![], vec![]),
        _ => {}
    }
    item.texts(ChangeKind::Reworded, "text_digest", &x.text_digest, &y.text_digest);
    let levels = |it: &Weakness| levels(&it.profiles, &it.other_profiles, false);
    item.lists(ChangeKind::Reprofiled, "profiles", &levels(x), &levels(y));
    item.lists(ChangeKind::Replatformed, "platforms", &x.platforms, &y.platforms);
    item.lists(ChangeKind::Remapped, "controls", &x.controls, &y.controls);
    item.lists(ChangeKind::Amended, "cwe", &x.cwe, &y.cwe);
    item.texts(ChangeKind::Amended, "category", &x.category, &y.category);
    // Across numberings, what replaces what is the pairing itself.
    if x.scheme == y.scheme {
        item.lists(ChangeKind::Amended, "beta", &x.beta, &y.beta);
    }
}

struct Tests<'a> {
    renumbering: &'a Renumbering,
    /// The tests of both versions.
    known: (BTreeSet<&'a str>, BTreeSet<&'a str>),
}

impl Tests<'_> {
    fn test(&self, item: &mut Item<'_>, x: &Test, y: &Test) {
        let deprecated = |it: &Test| it.status == TestStatus::Deprecated;
        let withdrawal = match (deprecated(x), deprecated(y)) {
            (false, true) => Some(ChangeKind::Deprecated),
            (true, false) => Some(ChangeKind::Restored),
            _ => (x.successors != y.successors).then_some(ChangeKind::SuccessorsChanged),
        };
        if let Some(kind) = withdrawal {
            item.withdrawn(kind, &x.successors, &y.successors, self.dangling(x, y));
        }
        // Whether it was live or announced before it was withdrawn is a change too, where both versions say so.
        if !deprecated(x) && !deprecated(y) {
            item.texts(ChangeKind::StatusChanged, "status", status(x.status), status(y.status));
        }
        item.texts(ChangeKind::Reworded, "text_digest", &x.text_digest, &y.text_digest);
        let levels = |it: &Test| levels(&it.profiles, &it.other_profiles, it.inherits_profiles);
        item.lists(ChangeKind::Reprofiled, "profiles", &levels(x), &levels(y));
        if x.platform_values == y.platform_values {
            item.lists(ChangeKind::Replatformed, "platforms", &x.platforms, &y.platforms);
        } else {
            item.lists(ChangeKind::Replatformed, "platform_values", &x.platform_values, &y.platform_values);
        }
        let link = if self.same(&x.weaknesses, &y.weaknesses) { ChangeKind::Relinked } else { ChangeKind::Remapped };
        item.lists(link, "weaknesses", &x.weaknesses, &y.weaknesses);
        item.lists(ChangeKind::Remapped, "controls", &x.controls, &y.controls);
        item.lists(ChangeKind::Remapped, "controls_v1", &x.controls_v1, &y.controls_v1);
        item.lists(ChangeKind::Amended, "kinds", &x.kinds, &y.kinds);
        item.lists(ChangeKind::Amended, "prerequisites", &x.prerequisites, &y.prerequisites);
        item.lists(ChangeKind::Amended, "related", &x.related, &y.related);
        item.texts(ChangeKind::Amended, "category", &x.category, &y.category);
    }

    fn dangling<'t>(&self, x: &'t Test, y: &'t Test) -> BTreeSet<&'t str> {
        let missing = |test: &'t Test, known: &BTreeSet<&str>| {
            let missing: Vec<&str> =
                test.successors.iter().map(String::as_str).filter(|id| !known.contains(id)).collect();
            missing
        };
        missing(x, &self.known.0).into_iter().chain(missing(y, &self.known.1)).collect()
    }

    /// Whether the two lists name the same weaknesses in two numberings: each of one has one of the other that it became
    /// or that became it.
    fn same(&self, x: &[WeaknessRef], y: &[WeaknessRef]) -> bool {
        let scheme = |them: &[WeaknessRef]| them.first().map(|it| it.scheme);
        let (Some(from), Some(to)) = (scheme(x), scheme(y)) else { return false };
        let met = |them: &[WeaknessRef], others: &[WeaknessRef], scheme: Scheme| {
            them.iter().all(|it| self.renumbering.in_scheme(it, scheme).iter().any(|name| others.contains(name)))
        };
        from != to && met(x, y, to) && met(y, x, from)
    }
}

fn page(item: &mut Item<'_>, x: &Page, y: &Page) {
    item.texts(ChangeKind::StatusChanged, "status", &x.status, &y.status);
    item.texts(ChangeKind::Reworded, "text_digest", &x.text_digest, &y.text_digest);
    item.lists(ChangeKind::Replatformed, "platform_values", &x.platform_values, &y.platform_values);
}

fn status(status: TestStatus) -> &'static str {
    match status {
        TestStatus::Live => "live",
        TestStatus::Placeholder => "placeholder",
        TestStatus::Deprecated => "deprecated",
    }
}

/// The levels as upstream names them; `inherited` where they are the weakness's.
fn levels(levels: &[Level], other: &[String], inherits: bool) -> Vec<String> {
    let inherited = inherits.then(|| "inherited".to_owned());
    inherited.into_iter().chain(words(levels)).chain(other.iter().cloned()).collect()
}
