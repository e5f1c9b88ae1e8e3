//! Where the record stood when the report was made.

use serde::{Deserialize, Serialize};

/// Where the record stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// The workspace's id.
    pub workspace: String,
    /// Entries under the checkpoint, of all devices.
    pub entries: u64,
    /// Entries of them that belong to this assessment.
    pub assessment_entries: u64,
    /// What the entries are fixed by.
    pub checkpoint: Checkpoint,
    /// Headers of all the assessment's entries, so that a reader sees that nothing was left out. Attached to the file.
    pub headers: Vec<EntryHeader>,
}

/// Every device's signed head under one root.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The combined root, hex.
    pub root: String,
    /// The time of the newest entry under it.
    pub at: String,
    /// The heads.
    pub devices: Vec<DeviceHead>,
}

/// A device's signed head.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceHead {
    /// The device's public key, hex: its id.
    pub device: String,
    /// Who stated things of this assessment with it; none where nobody did.
    pub name: Option<String>,
    /// How many entries.
    pub size: u64,
    /// The Merkle root over them.
    pub root: String,
    /// The signature over size and root, hex.
    pub signature: String,
}

/// The public part of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryHeader {
    /// The entry's id: the hash of a zero byte and `bytes`.
    pub entry: String,
    /// The device that made it.
    pub device: String,
    /// Its place in the device's log, counted from 0.
    pub sequence: u64,
    /// Such as `result.stated`.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// The result code, where there is one.
    pub result: Option<String>,
    /// When, as the device claimed.
    pub at: String,
    /// Ids of entries that it supersedes.
    pub supersedes: Vec<String>,
    /// The signed bytes, hex: everything above is in them, and `docs/FORMATS.md` says how. They hold no words of people.
    pub bytes: String,
}
