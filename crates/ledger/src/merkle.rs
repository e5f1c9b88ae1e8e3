//! RFC 6962 trees. `docs/FORMATS.md`, "Merkle tree".

use serde::{Deserialize, Serialize};

use crate::{Hash, SignedHead};

/// The hash of a leaf: SHA-256 over a zero byte and the entry.
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    Hash::of_parts(&[&[0], bytes])
}

/// The hash of a node: SHA-256 over a one byte and both children.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::of_parts(&[&[1], left.as_bytes(), right.as_bytes()])
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
