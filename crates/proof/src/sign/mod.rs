//! Signatures in a report: `PAdES` B-B, put into the file by an update that leaves every byte before it as it was.

pub(crate) mod check;
mod cms;
mod der;
mod key;
mod stamp;
mod timestamp;
mod update;

pub use key::Identity;
pub use update::{Ask, Signing, sign};

/// The signature's format, as `PAdES` names it.
const FORMAT: &[u8] = b"ETSI.CAdES.detached";
