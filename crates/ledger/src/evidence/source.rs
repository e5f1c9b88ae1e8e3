//! A file that is about to become evidence: opened without following links, and watched while it is read.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::{LedgerError, Result};

/// What tells that a file is still the one, and unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    size: u64,
    modified: Option<SystemTime>,
    identity: (u64, u64),
}

impl Mark {
    fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        let identity = {
            use std::os::unix::fs::MetadataExt;
            (metadata.dev(), metadata.ino())
        };
        #[cfg(not(unix))]
        let identity = (0, 0);
        Self { size: metadata.len(), modified: metadata.modified().ok(), identity }
    }
}

/// An open regular file.
pub(super) struct Source {
    path: PathBuf,
    file: File,
    before: Mark,
}

impl Source {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let owned = || path.to_owned();
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                LedgerError::EvidenceFileMissing { path: owned() }
            }
            _ => LedgerError::EvidenceUnreadable { path: owned(), source: error },
        };
        // Looked at before it is opened, because opening a device can already do something.
        check_kind(path, &fs::symlink_metadata(path).map_err(failed)?)?;
        let mut options = OpenOptions::new();
        options.read(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            // Someone may put a link or a pipe there in between: neither is followed, nor waited for.
            let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
            options.custom_flags(flags.bits().cast_signed());
        }
        let file = options.open(path).map_err(|error| {
            if is_link(&error) { LedgerError::EvidenceIsLink { path: owned() } } else { failed(error) }
        })?;
        let metadata = file.metadata().map_err(failed)?;
        check_kind(path, &metadata)?;
        Ok(Self { path: owned(), file, before: Mark::of(&metadata) })
    }

    /// The size when it was opened.
    pub(super) fn size(&self) -> u64 {
        self.before.size
    }

    /// Reads on; zero at the end.
    pub(super) fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        loop {
            match self.file.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(source) => return Err(LedgerError::EvidenceUnreadable { path: self.path.clone(), source }),
                Ok(length) => return Ok(length),
            }
        }
    }

    /// Checks, after the end, that the file is what it was at the beginning: its size, its time and, at the same
    /// path, itself.
    pub(super) fn check_unchanged(&self, read: u64) -> Result<()> {
        let changed = || LedgerError::EvidenceChanged { path: self.path.clone() };
        let now = self.file.metadata().map_err(|_| changed())?;
        let there = fs::symlink_metadata(&self.path).map_err(|_| changed())?;
        let same = read == self.before.size && Mark::of(&now) == self.before && Mark::of(&there) == self.before;
        if same { Ok(()) } else { Err(changed()) }
    }
}

fn check_kind(path: &Path, metadata: &Metadata) -> Result<()> {
    let kind = metadata.file_type();
    if kind.is_file() {
        return Ok(());
    }
    if kind.is_symlink() {
        return Err(LedgerError::EvidenceIsLink { path: path.to_owned() });
    }
    Err(LedgerError::EvidenceNotAFile { path: path.to_owned(), what: what(kind) })
}

/// Whether opening failed because a link was there.
#[cfg(unix)]
fn is_link(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_link(_error: &io::Error) -> bool {
    false
}

fn what(kind: fs::FileType) -> &'static str {
    if kind.is_dir() {
        return "a folder";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    "something else"
}
