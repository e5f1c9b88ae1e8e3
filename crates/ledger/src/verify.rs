//! Checking every byte of the record.

use serde::{Deserialize, Serialize};

use crate::{DeviceId, Hash};

/// Which signed heads to check. The last head of a device covers all of its entries; earlier ones only repeat what
/// earlier reports and checkpoints said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeadScope {
    /// Every signature: some 20 microseconds a transaction.
    #[default]
    All,
    /// The last signature of each device, and the roots of all.
    Last,
}

/// What checking found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// Entries checked.
    pub entries: u64,
    /// Bodies that are there and match.
    pub bodies_present: u64,
    /// Bodies that were redacted.
    pub bodies_erased: u64,
    /// Signed heads checked.
    pub heads: u64,
    /// Each device that wrote.
    pub devices: Vec<VerifiedDevice>,
    /// The first problem, in the order of arrival; nothing when all is well.
    pub problem: Option<Problem>,
}

/// One device in a [`Verification`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifiedDevice {
    /// The device.
    pub device: DeviceId,
    /// Entries in its log.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// Whether the key is the founding one, or known keys vouch for it. "Key unknown" otherwise: its signatures
    /// prove nothing.
    pub known: bool,
}

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The hash that the record gives for the entry, where it is one.
    pub hash: Option<Hash>,
    /// The device.
    pub device: Option<DeviceId>,
    /// The place in the device's log, from 0; for a signed head, its size.
    pub seq: Option<u64>,
    /// A sentence for the user.
    pub sentence: String,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ProblemKind {
    /// The bytes of an entry are not what its hash says, or are no entry.
    Entry,
    /// An entry does not go on where its device's log ended, or one is missing.
    Chain,
    /// A column beside the bytes says something else than the bytes.
    Column,
    /// A body does not match the digest in its entry.
    Body,
    /// The list of superseded entries says something else than the entries.
    Supersedes,
    /// A node of a tree is wrong or missing.
    Node,
    /// A signed head's root is not the tree's.
    Root,
    /// A signature does not match.
    Signature,
    /// Entries that no signed head covers.
    Unsigned,
    /// A device wrote two entries at one place.
    Fork,
}
