//! The ledger: shown, verified, rebuilt.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CommandError, Context, Session};

/// Input of `ledger_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct LedgerShowInput {
    /// How many entries at most; 100 by default.
    pub limit: Option<u32>,
    /// Only entries before this place, for the next page.
    pub before: Option<u64>,
}

/// Input of `ledger_verify`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LedgerVerifyInput {}

/// Input of `ledger_rebuild`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LedgerRebuildInput {}

/// What was rebuilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rebuilt {
    /// How many entries the projections were made from.
    pub entries: u64,
}

/// An entry as the history lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LedgerEntry {
    /// Its id.
    pub hash: String,
    /// The device that wrote it.
    pub device: String,
    /// Its place in that device's log, from 1.
    pub seq: u64,
    /// What kind of statement it is, such as `result`.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// RFC 3339, UTC, as claimed by the device.
    pub at: String,
    /// The member's name.
    pub by: String,
    /// The result code, for results.
    pub result: Option<String>,
    /// Whether a later statement superseded it.
    pub superseded: bool,
}

/// A device's signed head in a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeviceHead {
    /// The device.
    pub device: String,
    /// How many entries it has written.
    pub size: u64,
    /// The Merkle root over them, in hex.
    pub root: String,
}

/// Every device's head under one root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckpointView {
    /// The checkpoint's root, in hex.
    pub root: String,
    /// One a device.
    pub heads: Vec<DeviceHead>,
}

/// A page of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LedgerPage {
    /// The ledger's state now.
    pub checkpoint: CheckpointView,
    /// Newest first.
    pub entries: Vec<LedgerEntry>,
    /// To be given as `before` for the next page; none at the end.
    pub next: Option<u64>,
}

/// What the check found first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LedgerProblem {
    /// Stable, such as `entry_hash`.
    pub code: String,
    /// A sentence.
    pub message: String,
    /// The entry, where it is about one.
    pub entry: Option<String>,
}

/// What checking the ledger gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LedgerVerification {
    /// Whether nothing is wrong.
    pub sound: bool,
    /// How many entries were checked.
    pub entries: u64,
    /// The first bad one.
    pub problem: Option<LedgerProblem>,
    /// Whether the founding key is one that this user knows; a signature by an unknown key proves nothing.
    pub key_known: bool,
}

pub(crate) async fn show(_: &Session, _: LedgerShowInput, _: Context) -> Result<LedgerPage, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn verify(_: &Session, _: LedgerVerifyInput, _: Context) -> Result<LedgerVerification, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn rebuild(_: &Session, _: LedgerRebuildInput, _: Context) -> Result<Rebuilt, CommandError> {
    Err(CommandError::new("stub", "", ""))
}
