//! The evidence of a workspace folder: `evidence/sha256/ab/cd/<hex>`, with `evidence/incoming/` on the way there.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::thread;

use assay_messages::said;
use sha2::{Digest, Sha256};

use super::source::Source;
use super::{Damage, EvidenceFile, EvidenceStore, Stored};
use crate::home::{private_file, sync_dir};
use crate::{Ambient, Cancel, Hash, LedgerError, Progress, Result};

/// How much is read at once: small enough to stay in a core's cache between reading and writing.
const CHUNK: usize = 128 << 10;
/// Chunks between reading and hashing: what an add needs in memory, whatever the size of the file.
const CHUNKS: usize = 16;
/// After so many bytes the disk is asked to begin, so that the sync at the end finds little left to do.
const FLUSH: u64 = 32 << 20;
/// Files up to this size are hashed where they are read; a second thread costs more than it saves.
const SMALL: u64 = 4 << 20;

/// The evidence of a workspace folder. Clones share nothing but the folder.
#[derive(Clone, Debug)]
pub struct FolderEvidence {
    dir: PathBuf,
    ambient: Ambient,
}

impl FolderEvidence {
    /// The evidence of the workspace folder `workspace`; its folders are made at the first add.
    pub(crate) fn new(workspace: &Path, ambient: Ambient) -> Self {
        Self { dir: workspace.join("evidence"), ambient }
    }

    /// The path of a stored file, for revealing it in a file manager. Never launch it.
    pub fn path(&self, sha256: &Hash) -> PathBuf {
        let name = sha256.to_string();
        self.dir.join("sha256").join(&name[..2]).join(&name[2..4]).join(&name)
    }

    /// As [`EvidenceStore::add`], off the async threads.
    ///
    /// # Errors
    /// As [`EvidenceStore::add`].
    pub async fn add_file(
        &self,
        path: &Path,
        progress: impl Fn(Progress) + Send + 'static,
        cancel: &Cancel,
    ) -> Result<Stored> {
        let (store, path, cancel) = (self.clone(), path.to_owned(), cancel.clone());
        tokio::task::spawn_blocking(move || store.add(&path, &progress, &cancel))
            .await
            .map_err(|error| LedgerError::TaskFailed(error.to_string()))?
    }

    /// Takes in what `write` hands over piece by piece, such as a copy of a stored file that is changed on the way: never
    /// whole in memory. Blocks. Where `write` fails, nothing is left behind.
    ///
    /// # Errors
    /// `evidence.read_only`, `disk.full`, and what `write` gives.
    pub fn add_written<E: From<LedgerError>>(
        &self,
        write: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<()>) -> std::result::Result<(), E>,
    ) -> std::result::Result<Stored, E> {
        let _adding = self.begin_adding()?;
        let mut incoming = self.incoming_file()?;
        let (mut hasher, mut size) = (Sha256::new(), 0);
        write(&mut |bytes| {
            hasher.update(bytes);
            size += bytes.len() as u64;
            incoming.write(bytes)
        })?;
        Ok(self.arrive(incoming, Stored { sha256: Hash(hasher.finalize().into()), size })?)
    }

    fn incoming(&self) -> PathBuf {
        self.dir.join("incoming")
    }

    /// The lock between adds (shared) and sweeping (exclusive).
    fn lock_file(&self) -> Result<File> {
        let path = self.dir.join("lock");
        private_file().create(true).truncate(false).open(&path).map_err(|error| refused(&path, error))
    }

    /// Takes part in adding, until the file that is returned is dropped.
    fn begin_adding(&self) -> Result<File> {
        let incoming = self.incoming();
        make_durable_dir(&incoming).map_err(|error| refused(&incoming, error))?;
        let lock = self.lock_file()?;
        lock.lock_shared().map_err(|error| refused(&self.dir, error))?;
        Ok(lock)
    }

    /// A new file in `incoming/`.
    fn incoming_file(&self) -> Result<Incoming> {
        let path = self.incoming().join(hex::encode(self.ambient.bytes::<16>()));
        let file = private_file().create_new(true).open(&path).map_err(|error| refused(&path, error))?;
        Ok(Incoming { path, file, arrived: false })
    }

    /// Gives a written file its name: synced, renamed, the folder synced.
    fn arrive(&self, mut incoming: Incoming, stored: Stored) -> Result<Stored> {
        let path = self.path(&stored.sha256);
        let dir = path.parent().unwrap_or(&self.dir);
        let fail = |error| refused(&path, error);
        make_durable_dir(dir).map_err(fail)?;
        let there = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata.is_file() && metadata.len() == stored.size,
            Err(_) => false,
        };
        if !there {
            // What is there under this name with another size is damaged: the good file takes its place.
            close_to_writing(&incoming.file).map_err(fail)?;
            incoming.file.sync_all().map_err(fail)?;
            fs::rename(&incoming.path, &path).map_err(fail)?;
            incoming.arrived = true;
        }
        // Also where it was there already: another process may have renamed it a moment ago.
        sync_dir(dir).map_err(fail)?;
        Ok(stored)
    }
}

impl EvidenceStore for FolderEvidence {
    fn add(&self, path: &Path, progress: &dyn Fn(Progress), cancel: &Cancel) -> Result<Stored> {
        let mut source = Source::open(path)?;
        let _adding = self.begin_adding()?;
        let mut incoming = self.incoming_file()?;
        let stored = if source.size() <= SMALL {
            copy_small(&mut source, &mut incoming, progress, cancel)?
        } else {
            copy_large(&mut source, &mut incoming, progress, cancel)?
        };
        source.check_unchanged(stored.size)?;
        self.arrive(incoming, stored)
    }

    fn add_bytes(&self, bytes: &[u8]) -> Result<Stored> {
        let _adding = self.begin_adding()?;
        let mut incoming = self.incoming_file()?;
        incoming.write(bytes)?;
        self.arrive(incoming, Stored { sha256: Hash::of(bytes), size: bytes.len() as u64 })
    }

    fn open(&self, sha256: &Hash) -> Result<Box<dyn EvidenceFile>> {
        let path = self.path(sha256);
        match File::open(&path) {
            Ok(file) => Ok(Box::new(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(LedgerError::EvidenceMissing(*sha256)),
            Err(error) => Err(LedgerError::disk(&path, error)),
        }
    }

    fn size(&self, sha256: &Hash) -> Result<Option<u64>> {
        let path = self.path(sha256);
        match fs::symlink_metadata(&path) {
            Ok(metadata) => Ok(metadata.is_file().then_some(metadata.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LedgerError::disk(&path, error)),
        }
    }

    fn verify(&self, named: Option<&[Hash]>, progress: &dyn Fn(Progress), cancel: &Cancel) -> Result<Vec<Damage>> {
        let mut wanted = match named {
            Some(named) => named.to_vec(),
            None => self.present()?,
        };
        wanted.sort_unstable();
        wanted.dedup();
        let mut total = 0;
        for sha256 in &wanted {
            total += self.size(sha256)?.unwrap_or(0);
        }
        let mut done = 0;
        let mut damages = Vec::new();
        let mut buffer = vec![0; CHUNK];
        for sha256 in wanted {
            let mut file = match self.open(&sha256) {
                Ok(file) => file,
                Err(LedgerError::EvidenceMissing(_)) => {
                    damages.push(Damage::Missing { sha256 });
                    continue;
                }
                Err(error) => return Err(error),
            };
            let mut hasher = Sha256::new();
            loop {
                cancel.check()?;
                let length = file.read(&mut buffer).map_err(|error| LedgerError::disk(&self.path(&sha256), error))?;
                if length == 0 {
                    break;
                }
                hasher.update(&buffer[..length]);
                done += length as u64;
                progress(Progress { done, total });
            }
            let found = Hash(hasher.finalize().into());
            if found != sha256 {
                damages.push(Damage::Altered { sha256, found });
            }
        }
        Ok(damages)
    }

    fn sweep(&self) -> Result<u64> {
        let incoming = self.incoming();
        let entries = match fs::read_dir(&incoming) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(LedgerError::disk(&incoming, error)),
        };
        let lock = self.lock_file()?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(LedgerError::EvidenceBusy),
            Err(fs::TryLockError::Error(error)) => return Err(refused(&self.dir, error)),
        }
        let mut removed = 0;
        for entry in entries {
            let entry = entry.map_err(|error| LedgerError::disk(&incoming, error))?;
            fs::remove_file(entry.path()).map_err(|error| refused(&entry.path(), error))?;
            removed += 1;
        }
        Ok(removed)
    }
}

impl FolderEvidence {
    /// The names of all stored files.
    fn present(&self) -> Result<Vec<Hash>> {
        let mut names = Vec::new();
        let mut dirs = vec![self.dir.join("sha256")];
        while let Some(dir) = dirs.pop() {
            let entries = match fs::read_dir(&dir) {
                Ok(entries) => entries,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(LedgerError::disk(&dir, error)),
            };
            for entry in entries {
                let entry = entry.map_err(|error| LedgerError::disk(&dir, error))?;
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    dirs.push(entry.path());
                } else if let Some(name) = entry.file_name().to_str().and_then(|name| name.parse().ok()) {
                    names.push(name);
                }
            }
        }
        Ok(names)
    }
}

/// A file on its way in; it leaves nothing behind unless it arrives.
struct Incoming {
    path: PathBuf,
    file: File,
    arrived: bool,
}

impl Incoming {
    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|error| refused(&self.path, error))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.arrived {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Reads, hashes and writes on this thread.
fn copy_small(
    source: &mut Source,
    incoming: &mut Incoming,
    progress: &dyn Fn(Progress),
    cancel: &Cancel,
) -> Result<Stored> {
    let total = source.size();
    let room = usize::try_from(total).unwrap_or(CHUNK).clamp(1 << 12, CHUNK);
    let (mut hasher, mut size, mut buffer) = (Sha256::new(), 0, vec![0; room]);
    loop {
        cancel.check()?;
        let length = source.read(&mut buffer)?;
        if length == 0 {
            break;
        }
        hasher.update(&buffer[..length]);
        incoming.write(&buffer[..length])?;
        size += length as u64;
        progress(Progress { done: size, total });
    }
    Ok(Stored { sha256: Hash(hasher.finalize().into()), size })
}

/// Reads and writes on this thread and hashes on another, which gives each buffer back when it is done with it. A
/// third one makes the disk write what is there already; whether that succeeds shows at the sync at the end.
fn copy_large(
    source: &mut Source,
    incoming: &mut Incoming,
    progress: &dyn Fn(Progress),
    cancel: &Cancel,
) -> Result<Stored> {
    let total = source.size();
    let (full_sender, full) = sync_channel::<(Vec<u8>, usize)>(CHUNKS);
    let (empty_sender, empty) = sync_channel::<Vec<u8>>(CHUNKS);
    for _ in 0..CHUNKS {
        let _ = empty_sender.send(vec![0; CHUNK]);
    }
    let (flush, flushes) = sync_channel::<()>(1);
    let file = incoming.file.try_clone().map_err(|error| refused(&incoming.path, error))?;
    thread::scope(|scope| {
        scope.spawn(move || flushes.into_iter().for_each(|()| drop(file.sync_data())));
        let hashing = scope.spawn(move || {
            let mut hasher = Sha256::new();
            for (buffer, length) in full {
                hasher.update(&buffer[..length]);
                let _ = empty_sender.send(buffer);
            }
            Hash(hasher.finalize().into())
        });
        let ended = || LedgerError::TaskFailed(said!("hashing ended early"));
        let mut size = 0;
        loop {
            cancel.check()?;
            let mut buffer = empty.recv().map_err(|_| ended())?;
            let length = source.read(&mut buffer)?;
            if length == 0 {
                break;
            }
            incoming.write(&buffer[..length])?;
            full_sender.send((buffer, length)).map_err(|_| ended())?;
            size += length as u64;
            if size % FLUSH < length as u64 {
                // While it is still busy with what came before, there is nothing to ask for.
                let _ = flush.try_send(());
            }
            progress(Progress { done: size, total });
        }
        drop(full_sender);
        drop(flush);
        let sha256 = hashing.join().map_err(|_| ended())?;
        Ok(Stored { sha256, size })
    })
}

/// An error of writing into the store, sorted.
fn refused(path: &Path, error: io::Error) -> LedgerError {
    match error.kind() {
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            LedgerError::EvidenceReadOnly { path: path.to_owned() }
        }
        _ => LedgerError::disk(path, error),
    }
}

/// Makes a folder and those above it, each new name durable in the folder that holds it. Folders that are there may
/// have been made a moment ago by another process, so that the names are synced in any case where one was missing.
fn make_durable_dir(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let Some(parent) = dir.parent() else { return Ok(()) };
    make_durable_dir(parent)?;
    match fs::create_dir(dir) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    sync_dir(parent)
}

#[cfg(unix)]
fn close_to_writing(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o400))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the shape of the Unix version")]
fn close_to_writing(_file: &File) -> io::Result<()> {
    Ok(())
}
