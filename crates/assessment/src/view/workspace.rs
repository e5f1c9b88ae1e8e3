//! The workspace itself: its frame, its ledger, its standards, its profiles.

use assay_catalogue::{Counts, Era, Level, Problem, UnknownKey};
use assay_ledger::Checkpoint;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::checklist::ChecklistChange;
use super::evidence::{CommentView, EvidenceView, KnownFile};

/// An open workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkspaceView {
    /// Its id.
    pub id: Uuid,
    /// Its folder.
    pub dir: String,
    /// Its name.
    pub name: String,
    /// The public key of the device that writes, in hex.
    pub device: String,
    /// Why a new device was enrolled when it was opened: it had been copied or restored. None otherwise.
    pub notice: Option<String>,
    /// How many statements of kinds that only a newer version knows the ledger holds.
    #[ts(type = "number")]
    pub unknown_statements: u64,
}

/// A profile that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileView {
    /// The canonical id, such as `L2+R`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for, in our own words: a sentence a level.
    pub summary: String,
    /// Its levels.
    pub levels: Vec<Level>,
}

/// A catalogue that the workspace knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StandardView {
    /// `MASVS`, `MASWE` or `MASTG`.
    pub name: String,
    /// Such as `2.1.0`.
    pub version: String,
    /// Which shape of OWASP's data it was read from.
    pub era: Era,
    /// Who publishes it.
    pub publisher: String,
    /// The git commit it was read from; empty for a folder without one.
    pub commit: String,
    /// The digest that pins it.
    pub digest: String,
    /// The licence of its texts.
    pub licence: String,
    /// Where it was read from.
    pub source_url: String,
    /// Whether it ships with the program.
    pub shipped: bool,
    /// Whether OWASP's texts of it are there to be read: all of them, or all but a few broken files.
    pub has_text: bool,
    /// How much it holds.
    pub counts: Counts,
}

/// What reading a standard gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncReport {
    /// The catalogue that was read.
    pub catalogue: StandardView,
    /// The branch, tag or `HEAD` that was asked for, where it was not a full commit id.
    pub revision: Option<String>,
    /// How much was read.
    pub counts: Counts,
    /// What was wrong with single files; each cost only itself.
    pub problems: Vec<Problem>,
    /// Keys that this version does not know, with their values: they are kept here and change nothing.
    pub unknown: Vec<UnknownKey>,
    /// The same commit was read before: nothing was read again, and this is what was found then.
    pub known_before: bool,
    /// Whether it differs from the catalogue that new assessments pin: then it stands beside it, and nothing that is
    /// under way changes.
    pub changed_pinned: bool,
}

/// An entry of the ledger as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EntryView {
    /// The entry's id.
    pub hash: String,
    /// The order of arrival here: what paging goes by.
    #[ts(type = "number")]
    pub arrival: i64,
    /// The device that wrote it.
    pub device: String,
    /// Its place in the device's log, from 0.
    #[ts(type = "number")]
    pub seq: u64,
    /// What kind of statement.
    pub kind: String,
    /// What it is about, as a path.
    pub subject: String,
    /// When, as claimed by the device.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// The member's name.
    pub by: String,
    /// The result code, where there is one.
    pub result: Option<String>,
    /// Whether a later statement took its place.
    pub superseded: bool,
    /// Whether its body was redacted.
    pub redacted: bool,
}

/// A device's signed head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HeadView {
    /// The device's public key.
    pub device: String,
    /// How many entries it signed.
    #[ts(type = "number")]
    pub size: u64,
    /// The root over them.
    pub root: String,
    /// The signature.
    pub signature: String,
}

/// Every device's signed head under one root: what a report prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckpointView {
    /// The workspace.
    pub workspace: Uuid,
    /// The root over the heads.
    pub root: String,
    /// The heads, by device.
    pub heads: Vec<HeadView>,
}

impl From<Checkpoint> for CheckpointView {
    fn from(checkpoint: Checkpoint) -> Self {
        let heads = checkpoint.heads.iter().map(|head| HeadView {
            device: head.device.to_string(),
            size: head.size,
            root: head.root.to_string(),
            signature: hex::encode(head.signature),
        });
        Self { workspace: checkpoint.workspace, root: checkpoint.root.to_string(), heads: heads.collect() }
    }
}

/// A page of the ledger, newest arrival first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LedgerPage {
    /// What it is all covered by.
    pub checkpoint: CheckpointView,
    /// All entries there are.
    #[ts(type = "number")]
    pub total: u64,
    /// The page.
    pub entries: Vec<EntryView>,
}

/// What an undo or a redo did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Undone {
    /// What it changed.
    pub change: ChecklistChange,
    /// The unit it was about, the first of many; none where it was about no unit.
    pub unit: Option<String>,
    /// The control it was about, where it was a conclusion on one.
    pub control: Option<String>,
    /// What was undone or done again, as a sentence.
    pub undone: String,
}

/// Evidence that was attached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EvidenceAdded {
    /// The pieces, in the order given.
    pub evidence: Vec<EvidenceView>,
    /// Which of the files were evidence already. Those that the unit had are not among the pieces.
    pub known: Vec<KnownFile>,
    /// What they changed.
    pub change: ChecklistChange,
}

/// A comment that was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CommentAdded {
    /// The comment.
    pub comment: CommentView,
    /// What it changed.
    pub change: ChecklistChange,
}

/// The verdicts of one platform, from its build of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlatformVerdicts {
    /// The platform.
    pub platform: assay_catalogue::Platform,
    /// The newest release or store-signed build of the platform, else the newest of any variant.
    pub build: super::BuildView,
    /// In MASVS order, controls out of scope included.
    pub verdicts: Vec<super::VerdictView>,
}

/// The verdicts of an assessment: a part a platform that the release has a build for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Verdicts {
    /// Android first.
    pub platforms: Vec<PlatformVerdicts>,
}

/// What a check of the whole ledger found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VerificationView {
    /// Whether nothing is wrong.
    pub sound: bool,
    /// Entries checked.
    #[ts(type = "number")]
    pub entries: u64,
    /// Bodies that are there and match.
    #[ts(type = "number")]
    pub bodies_present: u64,
    /// Bodies that were redacted.
    #[ts(type = "number")]
    pub bodies_erased: u64,
    /// Signed heads checked.
    #[ts(type = "number")]
    pub heads: u64,
    /// Devices whose keys nothing vouches for: their signatures prove nothing.
    pub unknown_keys: Vec<String>,
    /// The first thing that is wrong, as a sentence.
    pub problem: Option<ProblemView>,
    /// What it is all covered by.
    pub checkpoint: CheckpointView,
}

/// The first thing that is wrong with a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProblemView {
    /// What it is: `entry`, `chain`, `column`, `body`, `supersedes`, `node`, `root`, `signature`, `unsigned`, `fork`.
    pub kind: String,
    /// The entry, where it is one.
    pub entry: Option<String>,
    /// The device.
    pub device: Option<String>,
    /// The place in the device's log.
    #[ts(type = "number | null")]
    pub seq: Option<u64>,
    /// A sentence for the user.
    pub sentence: String,
}

/// What became of a checkpoint that was kept elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckpointOutcome {
    /// This record had it, so that what was stated by then was not rewritten.
    Found,
    /// None of its states has it.
    Unknown,
    /// Too many states of several devices: it can't be told.
    TooMany,
}

/// A checkpoint that was kept elsewhere, held against the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckpointCheck {
    /// The root that was looked for.
    pub root: String,
    /// What became of it.
    pub outcome: CheckpointOutcome,
    /// How many entries there were then; 0 where it was not found.
    #[ts(type = "number")]
    pub entries: u64,
    /// How many came since; 0 where it was not found.
    #[ts(type = "number")]
    pub since: u64,
}
