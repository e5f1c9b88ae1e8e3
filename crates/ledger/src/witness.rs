//! The witness: what this computer last saw of its own device in a workspace, kept outside of it.
//! `docs/FORMATS.md`, "Witness".

use std::fs::{self, File};
use std::io;
use std::path::Path;

use uuid::Uuid;

use crate::{DeviceId, Hash, LedgerError, Result};

const MAGIC: &[u8; 16] = b"assay-witness-1\n";
const COVERED: usize = 112;
const LENGTH: usize = COVERED + 32;

/// One record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Witness {
    pub(crate) workspace: Uuid,
    pub(crate) device: DeviceId,
    /// The inode of `assay.db`: a copy has another.
    pub(crate) inode: u64,
    /// The size of the device's log.
    pub(crate) size: u64,
    /// The hash of its last entry.
    pub(crate) last: Hash,
}

/// What a witness file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Absent,
    Damaged,
    Present(Witness),
}

impl Witness {
    fn encode(&self) -> [u8; LENGTH] {
        let mut record = [0; LENGTH];
        record[..16].copy_from_slice(MAGIC);
        record[16..32].copy_from_slice(self.workspace.as_bytes());
        record[32..64].copy_from_slice(self.device.as_bytes());
        record[64..72].copy_from_slice(&self.inode.to_be_bytes());
        record[72..80].copy_from_slice(&self.size.to_be_bytes());
        record[80..112].copy_from_slice(self.last.as_bytes());
        let checksum = Hash::of(&record[..COVERED]);
        record[COVERED..].copy_from_slice(checksum.as_bytes());
        record
    }

    fn decode(record: &[u8]) -> Option<Self> {
        let record: &[u8; LENGTH] = record.try_into().ok()?;
        let (covered, checksum) = record.split_at(COVERED);
        if &covered[..16] != MAGIC || Hash::of(covered).as_bytes() != checksum {
            return None;
        }
        let number = |range: std::ops::Range<usize>| covered[range].try_into().map(u64::from_be_bytes).ok();
        Some(Self {
            workspace: Uuid::from_slice(&covered[16..32]).ok()?,
            device: DeviceId::from_slice(&covered[32..64])?,
            inode: number(64..72)?,
            size: number(72..80)?,
            last: Hash::from_slice(&covered[80..112])?,
        })
    }
}

/// The file of one workspace's witness on this computer, kept open.
#[derive(Debug)]
pub(crate) struct WitnessFile {
    file: File,
    pub(crate) inode: u64,
}

impl WitnessFile {
    /// Opens, or makes empty, the witness of the workspace file with this inode.
    pub(crate) fn open(dir: &Path, inode: u64) -> Result<Self> {
        let path = dir.join(format!("{inode:016x}"));
        let file = crate::home::private_file()
            .read(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| LedgerError::disk(&path, error))?;
        Ok(Self { file, inode })
    }

    /// Tries to be the only one that opens this workspace on this computer.
    pub(crate) fn try_lock(&self) -> bool {
        !matches!(self.file.try_lock(), Err(fs::TryLockError::WouldBlock))
    }

    pub(crate) fn unlock(&self) {
        let _ = self.file.unlock();
    }

    pub(crate) fn read(&self) -> Reading {
        let mut record = [0; LENGTH + 1];
        match read_at_start(&self.file, &mut record) {
            Ok(0) => Reading::Absent,
            Ok(length) => Witness::decode(&record[..length]).map_or(Reading::Damaged, Reading::Present),
            Err(_) => Reading::Damaged,
        }
    }

    /// Overwrites the record in place, without a sync: after a loss of power an older witness is behind the
    /// workspace, which is harmless. A witness of the same device that is further on stays.
    pub(crate) fn write(&self, witness: &Witness) {
        if let Reading::Present(former) = self.read()
            && former.device == witness.device
            && former.size > witness.size
        {
            return;
        }
        // The statement is durable already: failing here must not say otherwise. The next opening sees an older
        // witness, or a damaged one and makes a new device.
        let _ = write_at_start(&self.file, &witness.encode());
    }
}

#[cfg(unix)]
fn read_at_start(file: &File, bytes: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, bytes, 0)
}

#[cfg(unix)]
fn write_at_start(file: &File, bytes: &[u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, 0)
}

#[cfg(windows)]
fn read_at_start(file: &File, bytes: &mut [u8]) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, bytes, 0)
}

#[cfg(windows)]
fn write_at_start(file: &File, bytes: &[u8]) -> io::Result<()> {
    std::os::windows::fs::FileExt::seek_write(file, bytes, 0).map(drop)
}

/// What tells one workspace file from a copy of it: its inode, or where there is none the time it was made.
pub(crate) fn inode(path: &Path) -> io::Result<u64> {
    let metadata = fs::metadata(path)?;
    #[cfg(unix)]
    return Ok(std::os::unix::fs::MetadataExt::ino(&metadata));
    #[cfg(windows)]
    return Ok(std::os::windows::fs::MetadataExt::creation_time(&metadata));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_survives_and_any_flipped_bit_is_noticed() {
        let witness = Witness {
            workspace: Uuid::from_bytes([1; 16]),
            device: DeviceId([2; 32]),
            inode: 3,
            size: 4,
            last: Hash([5; 32]),
        };
        let record = witness.encode();
        assert_eq!(Witness::decode(&record), Some(witness));
        for bit in 0..LENGTH * 8 {
            let mut damaged = record;
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(Witness::decode(&damaged), None, "bit {bit}");
        }
        assert_eq!(Witness::decode(&record[..LENGTH - 1]), None);
    }
}
