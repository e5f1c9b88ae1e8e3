//! An append-only, hash-chained, signed record of statements, and the store of the evidence they rest on.
//!
//! The crate knows nothing about mobile apps: kinds, subjects and bodies are opaque to it. What it keeps is described
//! byte by byte in `docs/FORMATS.md`.
//!
//! - [`Home`] is the user's own folder, outside of any workspace: who they are, their device keys, the witnesses.
//! - [`Ledger`] is an open workspace folder. Reading goes through it, or through its pool of [`Ledger::readers`].
//! - [`Writing`] is one transaction: statements are appended and the layer above writes its projections beside them;
//!   [`Writing::commit`] signs the device's head once. Dropping it takes everything back.
//! - [`EvidenceStore`] keeps files by their SHA-256, durable before the statement that names them.
//! - [`Ledger::verify`] checks every byte of the record and names the first bad one.
//!
//! To change the tables, add a file to `migrations/` and to the list in `schema.rs`; never edit one that has landed.
//! To change the bytes of an entry, give it a new domain tag and keep reading the old one.

pub mod ambient;
mod checkpoint;
mod entry;
mod error;
mod evidence;
mod founding;
mod hash;
mod home;
mod import;
mod kept;
mod keys;
mod ledger;
mod log;
pub mod merkle;
mod opening;
mod progress;
mod query;
mod raw;
mod replay;
mod schema;
mod verify;
mod witness;
mod writer;
mod writing;

pub use ambient::{Ambient, Clock, Entropy};
pub use checkpoint::{Checkpoint, SignedHead};
pub use entry::{Body, Draft, Entry, Recorded, Salted, Seen, body_digest};
pub use error::LedgerError;
pub use evidence::{Damage, EvidenceFile, EvidenceStore, FolderEvidence, Stored};
pub use founding::{DeviceEnrolled, MemberAdded, Voucher, WorkspaceFounded, WorkspaceNamed, kinds};
pub use hash::{DeviceId, Hash};
pub use home::{Home, Identity};
pub use import::{Import, ImportedEntry};
pub use kept::Kept;
pub use ledger::{Ledger, Settings};
pub use opening::{NewDeviceReason, Opening};
pub use progress::{Cancel, Progress};
pub use query::Filter;
pub use replay::Replay;
pub use verify::{HeadScope, Problem, ProblemKind, Verification, VerifiedDevice};
pub use writing::{Committed, Writing};

/// What the functions of this crate return.
pub type Result<T, E = LedgerError> = std::result::Result<T, E>;
