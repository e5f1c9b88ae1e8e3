//! Which item of one version is which of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::{DiffCounts, ItemKind, Renumbering};
use crate::{Weakness, WeaknessRef};

/// The items of two versions side by side.
pub(super) struct Pairs<'a, T> {
    /// Items that correspond; one that was split or merged stands in several.
    pub(super) both: Vec<(&'a T, &'a T)>,
    /// Only in the first version.
    pub(super) removed: Vec<&'a T>,
    /// Only in the second version.
    pub(super) added: Vec<&'a T>,
    pub(super) counts: DiffCounts,
}

fn number(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}

fn counts(item: ItemKind, from: usize, to: usize) -> DiffCounts {
    DiffCounts { item, from: number(from), to: number(to), splits: 0, merges: 0, changes: BTreeMap::new() }
}

/// Pairs items by a key that each version has once.
pub(super) fn by_key<'a, T, K: Ord>(
    item: ItemKind,
    from: &[&'a T],
    to: &[&'a T],
    key: impl Fn(&'a T) -> K,
) -> Pairs<'a, T> {
    let there: BTreeMap<K, &T> = to.iter().map(|it| (key(it), *it)).collect();
    let here: BTreeSet<K> = from.iter().map(|it| key(it)).collect();
    let mut pairs = Pairs {
        both: Vec::new(),
        removed: Vec::new(),
        added: to.iter().filter(|it| !here.contains(&key(it))).copied().collect(),
        counts: counts(item, from.len(), to.len()),
    };
    for it in from {
        match there.get(&key(it)) {
            Some(other) => pairs.both.push((it, other)),
            None => pairs.removed.push(it),
        }
    }
    pairs
}

/// Pairs weaknesses by their full names, and across numberings by what became of them.
pub(super) fn weaknesses<'a>(
    from: &'a [Weakness],
    to: &'a [Weakness],
    renumbering: &Renumbering,
) -> Pairs<'a, Weakness> {
    let there: BTreeMap<WeaknessRef, &Weakness> = to.iter().map(|it| (it.reference(), it)).collect();
    let schemes: BTreeSet<_> = to.iter().map(|it| it.scheme).collect();
    let mut pairs = Pairs {
        both: Vec::new(),
        removed: Vec::new(),
        added: Vec::new(),
        counts: counts(ItemKind::Weakness, from.len(), to.len()),
    };
    // How often each of the second version was reached.
    let mut reached: BTreeMap<WeaknessRef, u32> = BTreeMap::new();
    for weakness in from {
        let before = pairs.both.len();
        let names = schemes.iter().flat_map(|scheme| renumbering.in_scheme(&weakness.reference(), *scheme));
        for other in names.filter_map(|name| there.get(&name).copied()) {
            pairs.both.push((weakness, other));
            *reached.entry(other.reference()).or_default() += 1;
        }
        match pairs.both.len() - before {
            0 => pairs.removed.push(weakness),
            ways => pairs.counts.splits += number(ways - 1),
        }
    }
    pairs.counts.merges = reached.values().map(|times| times - 1).sum();
    pairs.added = to.iter().filter(|it| !reached.contains_key(&it.reference())).collect();
    pairs
}
