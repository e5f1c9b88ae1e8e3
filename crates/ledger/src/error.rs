//! What can go wrong: each case has a stable code, a sentence for the user, and what to do next.

use std::io;
use std::path::{Path, PathBuf};

use assay_messages::{in_words, said};
use uuid::Uuid;

use crate::{DeviceId, Hash};

/// What can go wrong in the ledger and the evidence store. `Display` is the sentence for the user.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// Nobody has said yet who works here.
    #[error("{}", said!("Nobody has said yet who works on this computer: {home} holds no identity", home = .home.display()))]
    IdentityMissing {
        /// The home folder that was looked in.
        home: PathBuf,
    },
    /// A name or an e-mail that can't be used.
    #[error("{}", said!("This identity can't be used: {reason}", reason = in_words(.reason)))]
    IdentityInvalid {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Nobody of that id works on this computer.
    #[error("{}", said!("Nobody with the id {id} works on this computer", id = .0))]
    IdentityUnknown(Uuid),
    /// A file of the home folder can't be understood.
    #[error("{}", said!("{path} can't be read: {reason}", path = .path.display(), reason = in_words(.reason)))]
    HomeDamaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// No workspace is there.
    #[error("{}", said!("There is no workspace in {dir}", dir = .dir.display()))]
    WorkspaceMissing {
        /// The folder.
        dir: PathBuf,
    },
    /// A workspace is there already.
    #[error("{}", said!("There is a workspace in {dir} already", dir = .dir.display()))]
    WorkspaceExists {
        /// The folder.
        dir: PathBuf,
    },
    /// What is there is something else.
    #[error("{}", said!("{dir} is not a workspace: {reason}", dir = .dir.display(), reason = in_words(.reason)))]
    NotAWorkspace {
        /// The folder.
        dir: PathBuf,
        /// What was found instead.
        reason: String,
    },
    /// The workspace was written by a newer version.
    #[error("{}", said!("The workspace in {dir} was written by a newer version (schema {found}; this version knows {known})", dir = .dir.display(), found = .found, known = .known))]
    WorkspaceNewer {
        /// The folder.
        dir: PathBuf,
        /// The schema found.
        found: u32,
        /// The newest schema known here.
        known: u32,
    },
    /// The workspace belongs to people who don't know the one who opens it.
    #[error("{}", said!("The workspace in {dir} was made by someone else", dir = .dir.display()))]
    WorkspaceForeign {
        /// The folder.
        dir: PathBuf,
    },
    /// Nobody stated that they are a member of this workspace.
    #[error("{}", said!("Nobody with the id {id} is a member of this workspace", id = .0))]
    MemberUnknown(Uuid),
    /// Another program holds the database.
    #[error("{}", said!("Another program holds the workspace"))]
    WorkspaceLocked,
    /// The workspace can't be written to.
    #[error("{}", said!("The workspace can't be written to"))]
    WorkspaceReadOnly,
    /// No space is left.
    #[error("{}", said!("The disk is full"))]
    DiskFull,
    /// The system refused to read or write a file.
    #[error("{}", said!("{path} can't be used: {source}", path = .path.display(), source = .source))]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The database refused; not one of the cases above.
    #[error("{}", said!("The database refused: {reason}", reason = .0))]
    Database(#[source] sqlx::Error),
    /// The database file is damaged.
    #[error("{}", said!("The database file is damaged: {reason}", reason = .0))]
    DatabaseDamaged(String),
    /// One device has written two different entries at one place.
    #[error("{}", said!("The device {device} has written two different entries at place {seq}: its key was used in two copies", device = .device, seq = .seq))]
    Fork {
        /// The device.
        device: DeviceId,
        /// The place in its log.
        seq: u64,
    },
    /// No entry has this hash.
    #[error("{}", said!("There is no entry {entry}", entry = .0))]
    UnknownEntry(Hash),
    /// No such device or no such size of its log.
    #[error("{}", said!("The log of the device {device} has no size {size}", device = .device, size = .size))]
    UnknownHead {
        /// The device.
        device: DeviceId,
        /// The size asked for.
        size: u64,
    },
    /// Bytes that are no entry.
    #[error("{}", said!("These bytes are no entry: {reason}", reason = in_words(.reason)))]
    EntryMalformed {
        /// What is wrong with them.
        reason: String,
    },
    /// A draft that can't become an entry.
    #[error("{}", said!("This statement can't be recorded: {reason}", reason = in_words(.reason)))]
    DraftInvalid {
        /// What is wrong with it.
        reason: String,
    },
    /// What the statement builds on is no longer the current answer.
    #[error("{}", said!("This was changed meanwhile: {subject}", subject = .subject))]
    ChangedMeanwhile {
        /// The subject that changed.
        subject: String,
    },
    /// A stored body does not match the digest in its entry.
    #[error("{}", said!("The text of the entry {entry} was altered", entry = .0))]
    BodyAltered(Hash),
    /// The body of this entry holds keys and may not be erased.
    #[error("{}", said!("The text of the entry {entry} holds keys and can't be erased", entry = .0))]
    BodyNotErasable(Hash),
    /// An import that does not hold together.
    #[error("{}", said!("This import was refused: {reason}", reason = in_words(.reason)))]
    ImportRefused {
        /// What is wrong with it.
        reason: String,
    },
    /// The text is no digest.
    #[error("{}", said!("`{text}` is not {what} (64 lower-case hexadecimal digits)", text = .text, what = in_words(.what)))]
    NotADigest {
        /// What was expected.
        what: &'static str,
        /// The text, cut.
        text: String,
    },
    /// No such file for evidence.
    #[error("{}", said!("There is no file {path}", path = .path.display()))]
    EvidenceFileMissing {
        /// The file.
        path: PathBuf,
    },
    /// A link is not followed.
    #[error("{}", said!("{path} is a link", path = .path.display()))]
    EvidenceIsLink {
        /// The file.
        path: PathBuf,
    },
    /// A folder, a device, a pipe or a socket.
    #[error("{}", said!("{path} is not a regular file but {what}", path = .path.display(), what = in_words(.what)))]
    EvidenceNotAFile {
        /// The path.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// The file changed while it was read.
    #[error("{}", said!("{path} changed while it was read", path = .path.display()))]
    EvidenceChanged {
        /// The file.
        path: PathBuf,
    },
    /// The file can't be read.
    #[error("{}", said!("{path} can't be read: {source}", path = .path.display(), source = .source))]
    EvidenceUnreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The evidence folder can't be written to.
    #[error("{}", said!("The evidence folder {path} can't be written to", path = .path.display()))]
    EvidenceReadOnly {
        /// The folder or file.
        path: PathBuf,
    },
    /// No evidence of this digest is in the store.
    #[error("{}", said!("The evidence {digest} is not in the workspace", digest = .0))]
    EvidenceMissing(Hash),
    /// Files are being added at this moment.
    #[error("{}", said!("Evidence is being added at this moment"))]
    EvidenceBusy,
    /// Someone asked to stop.
    #[error("Stopped")]
    Cancelled,
    /// A task of the program ended before its work was done.
    #[error("{}", said!("A part of the program ended early: {reason}", reason = .0))]
    TaskFailed(String),
}

impl LedgerError {
    /// The stable code: front ends match on this, never on the sentence.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IdentityMissing { .. } => "identity.missing",
            Self::IdentityInvalid { .. } => "identity.invalid",
            Self::IdentityUnknown(_) => "identity.unknown",
            Self::HomeDamaged { .. } => "home.damaged",
            Self::WorkspaceMissing { .. } => "workspace.missing",
            Self::WorkspaceExists { .. } => "workspace.exists",
            Self::NotAWorkspace { .. } => "workspace.not_one",
            Self::WorkspaceNewer { .. } => "workspace.newer",
            Self::WorkspaceForeign { .. } => "workspace.foreign",
            Self::MemberUnknown(_) => "member.unknown",
            Self::WorkspaceLocked => "workspace.locked",
            Self::WorkspaceReadOnly => "workspace.read_only",
            Self::DiskFull => "disk.full",
            Self::Disk { .. } => "disk.failed",
            Self::Database(_) => "database.failed",
            Self::DatabaseDamaged(_) => "database.damaged",
            Self::Fork { .. } => "ledger.fork",
            Self::UnknownEntry(_) => "ledger.unknown_entry",
            Self::UnknownHead { .. } => "ledger.unknown_head",
            Self::EntryMalformed { .. } => "entry.malformed",
            Self::DraftInvalid { .. } => "statement.invalid",
            Self::ChangedMeanwhile { .. } => "statement.changed_meanwhile",
            Self::BodyAltered(_) => "body.altered",
            Self::BodyNotErasable(_) => "body.not_erasable",
            Self::ImportRefused { .. } => "import.refused",
            Self::NotADigest { .. } => "digest.malformed",
            Self::EvidenceFileMissing { .. } => "evidence.no_file",
            Self::EvidenceIsLink { .. } => "evidence.link",
            Self::EvidenceNotAFile { .. } => "evidence.not_a_file",
            Self::EvidenceChanged { .. } => "evidence.changed",
            Self::EvidenceUnreadable { .. } => "evidence.unreadable",
            Self::EvidenceReadOnly { .. } => "evidence.read_only",
            Self::EvidenceMissing(_) => "evidence.missing",
            Self::EvidenceBusy => "evidence.busy",
            Self::Cancelled => "cancelled",
            Self::TaskFailed(_) => "program.failed",
        }
    }

    /// What the user can do next, as one sentence.
    pub const fn next_step(&self) -> &'static str {
        match self {
            Self::IdentityMissing { .. } => "Say your name and e-mail first, then try again.",
            Self::IdentityInvalid { .. } => "Give a name and an e-mail address, each on one line.",
            Self::IdentityUnknown(_) => "Add them first, or look who works here.",
            Self::HomeDamaged { .. } => "Restore this file from a backup, or move it away and set your identity again.",
            Self::WorkspaceMissing { .. } => "Choose another folder, or create a workspace there.",
            Self::WorkspaceExists { .. } => "Open it, or choose an empty folder for the new one.",
            Self::NotAWorkspace { .. } => "Choose the folder that holds `assay.db` of a workspace.",
            Self::WorkspaceNewer { .. } => "Update Assay on this computer, then open the workspace again.",
            Self::WorkspaceForeign { .. } => {
                "Switch to somebody who is a member of it, who can add you, or ask for a bundle and import it."
            }
            Self::MemberUnknown(_) => "Let somebody who is a member add them first.",
            Self::WorkspaceLocked => "Close the other program, or wait until it is done, and try again.",
            Self::WorkspaceReadOnly => "Make the folder and its files writable for you, then try again.",
            Self::DiskFull => "Free some space, then try again. Nothing was recorded.",
            Self::Disk { .. } => "Check that the folder is there and that you may use it, then try again.",
            Self::Database(_) | Self::TaskFailed(_) => "Try again; if it happens again, report it with this sentence.",
            Self::DatabaseDamaged(_) => "Restore the workspace from a backup and keep the damaged folder for analysis.",
            Self::Fork { .. } => "Stop working in both copies and import one of them into the other as a bundle.",
            Self::UnknownEntry(_) => "Check the hash; it may belong to another workspace.",
            Self::UnknownHead { .. } => "Check that the checkpoint belongs to this workspace.",
            Self::EntryMalformed { .. } => {
                "The source may be damaged or newer than this version; update and try again."
            }
            Self::DraftInvalid { .. } => "Correct the input and try again.",
            Self::ChangedMeanwhile { .. } => "Look at the new answer, then decide again.",
            Self::BodyAltered(_) => "Run `ledger verify` and restore the workspace from a backup.",
            Self::BodyNotErasable(_) => "Keys can't be redacted; redact the statements that hold the text instead.",
            Self::ImportRefused { .. } => "Ask for the bundle again; nothing of it was taken in.",
            Self::NotADigest { .. } => "Copy the whole digest and try again.",
            Self::EvidenceFileMissing { .. } => "Check the path and try again.",
            Self::EvidenceIsLink { .. } => "Add the file that the link leads to.",
            Self::EvidenceNotAFile { .. } => "Add a regular file; put a folder into an archive first.",
            Self::EvidenceChanged { .. } => "Wait until nothing writes to the file any more, then add it again.",
            Self::EvidenceUnreadable { .. } => "Make the file readable for you, then add it again.",
            Self::EvidenceReadOnly { .. } => "Make the evidence folder writable for you, then try again.",
            Self::EvidenceMissing(_) => "Restore the file from a backup, or add it again.",
            Self::EvidenceBusy => "Wait until it is done, then try again.",
            Self::Cancelled => "Start it again when you like; nothing was left half done.",
        }
    }

    /// An error of the file system, sorted: a full disk has a case of its own.
    pub(crate) fn disk(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Disk { path: path.to_owned(), source },
        }
    }
}

/// Primary result codes of SQLite (the low byte of an extended code), <https://www.sqlite.org/rescode.html>.
mod result_code {
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const READONLY: i32 = 8;
    pub(super) const CORRUPT: i32 = 11;
    pub(super) const FULL: i32 = 13;
    pub(super) const CANTOPEN: i32 = 14;
    pub(super) const NOTADB: i32 = 26;
}

impl From<sqlx::Error> for LedgerError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => return Self::WorkspaceLocked,
            sqlx::Error::Database(database) => {
                let code = database.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or_default();
                match code & 0xff {
                    result_code::BUSY | result_code::LOCKED => return Self::WorkspaceLocked,
                    result_code::READONLY | result_code::CANTOPEN => return Self::WorkspaceReadOnly,
                    result_code::FULL => return Self::DiskFull,
                    result_code::CORRUPT | result_code::NOTADB => {
                        return Self::DatabaseDamaged(database.message().to_owned());
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        Self::Database(error)
    }
}
