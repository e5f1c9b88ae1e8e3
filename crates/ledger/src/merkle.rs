//! RFC 6962 trees. `docs/FORMATS.md`, "Merkle tree".

use serde::{Deserialize, Serialize};

use crate::hash::Batch;
use crate::{Hash, SignedHead};

/// What is hashed before a leaf.
pub(crate) const LEAF: &[u8] = &[0];

/// What is hashed before the children of a node.
const NODE: &[u8] = &[1];

/// The hash of a leaf: SHA-256 over a zero byte and the entry.
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    Hash::of_parts(&[LEAF, bytes])
}

/// The hash of a node: SHA-256 over a one byte and both children.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::of_parts(&[NODE, left.as_bytes(), right.as_bytes()])
}

/// The root over some leaf hashes. Of none it is the SHA-256 of nothing.
pub fn root_of(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    let mut frontier = Frontier::default();
    for leaf in leaves {
        frontier.push(leaf, |_| {});
    }
    frontier.root()
}

/// The root of a complete subtree above the leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) level: u32,
    pub(crate) index: u64,
    pub(crate) hash: Hash,
}

/// Leaves for which it is worth it to hash a whole level at once.
const MANY: usize = 8;

/// The roots of the complete subtrees that a tree of some size falls into: all that is needed to go on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frontier {
    size: u64,
    /// One root for each bit of `size` that is set, the largest subtree first.
    peaks: Vec<Hash>,
}

impl Node {
    /// The place of the leaf that completes it.
    pub(crate) fn last_leaf(&self) -> u64 {
        ((self.index + 1) << self.level) - 1
    }
}

impl Frontier {
    /// The tree of this size, from the roots of its subtrees, the largest first; nothing when their number is wrong.
    pub(crate) fn new(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        (peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf; `made` is told the nodes that it completes.
    pub(crate) fn push(&mut self, leaf: Hash, mut made: impl FnMut(Node)) {
        let mut hash = leaf;
        for level in 1..=self.size.trailing_ones() {
            // As many peaks as the size has trailing ones are merged, and the size has one peak for each.
            let Some(left) = self.peaks.pop() else { break };
            hash = node_hash(&left, &hash);
            made(Node { level, index: self.size >> level, hash });
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// Adds leaves. The nodes of each level of many are hashed together; those of one level come in their order.
    pub(crate) fn extend(&mut self, leaves: &[Hash], batch: &mut Batch, mut made: impl FnMut(Node)) {
        if leaves.len() < MANY {
            for leaf in leaves {
                self.push(*leaf, &mut made);
            }
            return;
        }
        let mut hashes = leaves.to_vec();
        let (mut start, mut level) = (self.size, 0);
        let mut last: Vec<Hash> = Vec::new();
        while !hashes.is_empty() {
            // A peak that waits on this level is the left one of the first two.
            if start & 1 == 1
                && let Some(peak) = self.peaks.pop()
            {
                hashes.insert(0, peak);
            }
            start >>= 1;
            level += 1;
            let (pairs, alone) = hashes.as_chunks();
            last.extend(alone);
            batch.clear();
            for [left, right] in pairs {
                batch.push(&[NODE, left.as_bytes(), right.as_bytes()]);
            }
            hashes = batch.hashes().to_vec();
            for (index, hash) in (start..).zip(&hashes) {
                made(Node { level, index, hash: *hash });
            }
        }
        self.peaks.extend(last.into_iter().rev());
        self.size += leaves.len() as u64;
    }

    /// The root over all leaves.
    pub(crate) fn root(&self) -> Hash {
        fold(&self.peaks)
    }
}

/// The root over the roots of complete subtrees, the largest (leftmost) first.
fn fold(peaks: &[Hash]) -> Hash {
    peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(|| Hash::of(b""))
}

/// The leaves from `start` to before `end`: a subtree whose root a proof names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    start: u64,
    end: u64,
}

impl Span {
    /// Level and index of the complete subtrees that it falls into, from left to right.
    pub(crate) fn nodes(self) -> Vec<(u32, u64)> {
        let mut nodes = Vec::new();
        let mut start = self.start;
        while start < self.end {
            let level = (self.end - start).ilog2();
            nodes.push((level, start >> level));
            start += 1 << level;
        }
        nodes
    }

    /// Its root, from the hashes of [`Span::nodes`].
    pub(crate) fn root(nodes: &[Hash]) -> Hash {
        fold(nodes)
    }
}

/// The largest power of two below `size`, where RFC 6962 splits a tree. `size` is at least 2.
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// The subtrees whose roots are the audit path of the leaf `index` in a tree of `size` (RFC 6962, 2.1.1).
pub(crate) fn inclusion_spans(index: u64, size: u64) -> Vec<Span> {
    let (mut start, mut end) = (0, size);
    let mut spans = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            spans.push(Span { start: middle, end });
            end = middle;
        } else {
            spans.push(Span { start, end: middle });
            start = middle;
        }
    }
    spans.reverse();
    spans
}

/// The subtrees whose roots prove that the tree of size `from` begins the one of size `to` (RFC 6962, 2.1.2).
pub(crate) fn consistency_spans(from: u64, to: u64) -> Vec<Span> {
    let (mut start, mut end, mut whole) = (0, to, true);
    let mut spans = Vec::new();
    if from == 0 || from >= to {
        return spans;
    }
    while end != from {
        let middle = start + split(end - start);
        if from <= middle {
            spans.push(Span { start: middle, end });
            end = middle;
        } else {
            spans.push(Span { start, end: middle });
            start = middle;
            whole = false;
        }
    }
    if !whole {
        spans.push(Span { start, end });
    }
    spans.reverse();
    spans
}

/// A whole tree in memory, for many proofs at once.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The roots of the complete subtrees of each height, from left to right; the leaves first.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// The tree over these leaf hashes.
    pub fn new(leaves: Vec<Hash>) -> Self {
        let mut levels = vec![leaves];
        while let Some(level) = levels.last().filter(|level| level.len() > 1) {
            let (pairs, _alone) = level.as_chunks();
            let next = pairs.iter().map(|[left, right]| node_hash(left, right)).collect();
            levels.push(next);
        }
        Self { levels }
    }

    /// The leaf hashes.
    pub fn leaves(&self) -> &[Hash] {
        &self.levels[0]
    }

    /// The root over all leaves.
    pub fn root(&self) -> Hash {
        self.root_of(Span { start: 0, end: self.levels[0].len() as u64 })
    }

    /// The audit path of a leaf, from the leaf up; none where there is no such leaf.
    pub fn path(&self, index: u64) -> Option<Vec<Hash>> {
        let size = self.levels[0].len() as u64;
        (index < size).then(|| inclusion_spans(index, size).into_iter().map(|span| self.root_of(span)).collect())
    }

    fn root_of(&self, span: Span) -> Hash {
        let place =
            |(level, index): (u32, u64)| self.levels[level as usize][usize::try_from(index).unwrap_or(usize::MAX)];
        Span::root(&span.nodes().into_iter().map(place).collect::<Vec<_>>())
    }
}

/// The proof that an entry is in a device's log as signed by [`InclusionProof::head`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InclusionProof {
    /// The entry's place in the log, from 0.
    pub index: u64,
    /// The signed head that it is proved against.
    pub head: SignedHead,
    /// The audit path, from the leaf up.
    pub path: Vec<Hash>,
}

impl InclusionProof {
    /// Whether the path leads from the entry's hash to the root of the head. Check the head's signature as well:
    /// [`SignedHead::verify`].
    pub fn proves(&self, entry: &Hash) -> bool {
        if self.index >= self.head.size {
            return false;
        }
        let (mut index, mut last, mut hash) = (self.index, self.head.size - 1, *entry);
        for sibling in &self.path {
            if last == 0 {
                return false;
            }
            if index & 1 == 1 || index == last {
                hash = node_hash(sibling, &hash);
                while index & 1 == 0 && index != 0 {
                    index >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node_hash(&hash, sibling);
            }
            index >>= 1;
            last >>= 1;
        }
        last == 0 && hash == self.head.root
    }
}

/// The proof that a log of one size is the beginning of the log at a larger size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsistencyProof {
    /// The smaller size.
    pub from: u64,
    /// The larger size.
    pub to: u64,
    /// The nodes, in the order of RFC 6962, section 2.1.2.
    pub path: Vec<Hash>,
}

impl ConsistencyProof {
    /// Whether the log with root `from` is the beginning of the log with root `to` (RFC 9162, 2.1.4.2).
    pub fn proves(&self, from: &Hash, to: &Hash) -> bool {
        if self.from == self.to {
            return self.path.is_empty() && from == to;
        }
        if self.from == 0 || self.from > self.to {
            return self.from == 0 && self.path.is_empty() && *from == root_of([]);
        }
        let mut path = self.path.iter();
        let first = if self.from.is_power_of_two() { Some(from) } else { path.next() };
        let Some(&first) = first else { return false };
        let (mut index, mut last) = (self.from - 1, self.to - 1);
        let shift = index.trailing_ones();
        index >>= shift;
        last >>= shift;
        let (mut old, mut new) = (first, first);
        for node in path {
            if last == 0 {
                return false;
            }
            if index & 1 == 1 || index == last {
                old = node_hash(node, &old);
                new = node_hash(node, &new);
                while index & 1 == 0 && index != 0 {
                    index >>= 1;
                    last >>= 1;
                }
            } else {
                new = node_hash(&new, node);
            }
            index >>= 1;
            last >>= 1;
        }
        last == 0 && old == *from && new == *to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
    }

    /// RFC 6962, 2.1, word for word.
    fn naive_root(leaves: &[Hash]) -> Hash {
        match leaves.len() {
            0 => Hash::of(b""),
            1 => leaves[0],
            size => {
                let middle = (1..size).rev().find(|middle| middle.is_power_of_two()).unwrap();
                node_hash(&naive_root(&leaves[..middle]), &naive_root(&leaves[middle..]))
            }
        }
    }

    fn naive_inclusion(index: usize, leaves: &[Hash]) -> Vec<Hash> {
        if leaves.len() <= 1 {
            return vec![];
        }
        let middle = (1..leaves.len()).rev().find(|middle| middle.is_power_of_two()).unwrap();
        let (left, right) = leaves.split_at(middle);
        if index < middle {
            [naive_inclusion(index, left), vec![naive_root(right)]].concat()
        } else {
            [naive_inclusion(index - middle, right), vec![naive_root(left)]].concat()
        }
    }

    fn naive_consistency(from: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
        if from == leaves.len() {
            return if whole { vec![] } else { vec![naive_root(leaves)] };
        }
        let middle = (1..leaves.len()).rev().find(|middle| middle.is_power_of_two()).unwrap();
        let (left, right) = leaves.split_at(middle);
        if from <= middle {
            [naive_consistency(from, left, whole), vec![naive_root(right)]].concat()
        } else {
            [naive_consistency(from - middle, right, false), vec![naive_root(left)]].concat()
        }
    }

    fn roots(spans: &[Span], leaves: &[Hash]) -> Vec<Hash> {
        let node = |(level, index): (u32, u64)| {
            let width = 1 << level;
            naive_root(&leaves[usize::try_from(index * width).unwrap()..usize::try_from((index + 1) * width).unwrap()])
        };
        spans.iter().map(|span| Span::root(&span.nodes().into_iter().map(node).collect::<Vec<_>>())).collect()
    }

    #[test]
    fn a_tree_in_memory_gives_the_paths_of_the_rfc() {
        for size in (1..70).chain([127, 128, 129]) {
            let leaves = leaves(size);
            let tree = Tree::new(leaves.clone());
            assert_eq!(tree.root(), naive_root(&leaves));
            for index in 0..size {
                let expected = naive_inclusion(usize::try_from(index).unwrap(), &leaves);
                assert_eq!(tree.path(index), Some(expected));
            }
            assert_eq!(tree.path(size), None);
        }
        assert_eq!(Tree::new(Vec::new()).root(), root_of([]));
    }

    #[test]
    fn many_leaves_at_once_make_the_tree_that_they_make_one_by_one() {
        let all = leaves(300);
        let mut batch = Batch::default();
        for before in (0..70).chain([127, 128, 129]) {
            for more in (0..70).chain([127, 128, 129, 171]) {
                let (first, then) = all[..before + more].split_at(before);
                let (mut one_by_one, mut at_once) = (Frontier::default(), Frontier::default());
                let (mut expected, mut made) = (Vec::new(), Vec::new());
                for leaf in first {
                    one_by_one.push(*leaf, |_| {});
                }
                at_once.extend(first, &mut batch, |_| {});
                assert_eq!((at_once.size(), at_once.root()), (one_by_one.size(), one_by_one.root()));
                for leaf in then {
                    let size = one_by_one.size();
                    one_by_one.push(*leaf, |node| {
                        assert_eq!(node.last_leaf(), size);
                        expected.push(node);
                    });
                }
                at_once.extend(then, &mut batch, |node| made.push(node));
                assert_eq!((at_once.size(), at_once.root()), (one_by_one.size(), one_by_one.root()));
                // Those of one level stay in their order.
                made.sort_by_key(|node| node.level);
                expected.sort_by_key(|node| node.level);
                assert_eq!(made, expected);
            }
        }
    }

    #[test]
    fn roots_nodes_and_proofs_are_those_of_the_rfc() {
        const MOST: u64 = 40;
        let all = leaves(MOST);
        let mut frontier = Frontier::default();
        for size in 0..MOST {
            let known = &all[..usize::try_from(size).unwrap()];
            assert_eq!(frontier.root(), naive_root(known), "size {size}");
            assert_eq!(root_of(known.iter().copied()), naive_root(known));
            for index in 0..size {
                let path = roots(&inclusion_spans(index, size), known);
                assert_eq!(path, naive_inclusion(usize::try_from(index).unwrap(), known), "{index} in {size}");
                let head =
                    SignedHead { device: crate::DeviceId([0; 32]), size, root: naive_root(known), signature: [0; 64] };
                let proof = InclusionProof { index, head, path };
                for other in 0..size {
                    assert_eq!(proof.proves(&all[usize::try_from(other).unwrap()]), other == index);
                }
            }
            for from in 1..=size {
                let path = roots(&consistency_spans(from, size), known);
                let beginning = &known[..usize::try_from(from).unwrap()];
                assert_eq!(path, naive_consistency(beginning.len(), known, true), "{from} of {size}");
                let mut proof = ConsistencyProof { from, to: size, path };
                assert!(proof.proves(&naive_root(beginning), &naive_root(known)));
                assert!(!proof.proves(&naive_root(beginning), &Hash([9; 32])));
                assert!(!proof.proves(&Hash([9; 32]), &naive_root(known)));
                if let Some(first) = proof.path.first_mut() {
                    first.0[0] ^= 1;
                    assert!(!proof.proves(&naive_root(beginning), &naive_root(known)));
                }
            }
            let mut made = Vec::new();
            frontier.push(all[usize::try_from(size).unwrap()], |node| made.push(node));
            for node in made {
                let width = 1_u64 << node.level;
                let start = usize::try_from(node.index * width).unwrap();
                assert_eq!(node.hash, naive_root(&all[start..start + usize::try_from(width).unwrap()]));
            }
        }
    }
}
