//! Taking in rows of other devices.

use crate::{Salted, SignedHead};

/// Rows of other devices. Each device's entries are a run without gaps that goes on where its log here ends (entries
/// known already are skipped), and its last entry is covered by a signed head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The entries; those of one device in the order of its log.
    pub entries: Vec<ImportedEntry>,
    /// The signed heads.
    pub heads: Vec<SignedHead>,
}

/// One entry of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedEntry {
    /// The exact bytes.
    pub bytes: Vec<u8>,
    /// The body with its salt; nothing where there is none or it was erased.
    pub body: Option<Salted>,
}
