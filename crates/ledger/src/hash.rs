//! Digests and the names of devices: 32 bytes, shown and exchanged as 64 hexadecimal digits.

mod batch;
mod lanes;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::LedgerError;

pub(crate) use batch::Batch;

macro_rules! thirty_two_bytes {
    ($name:ident, $what:literal) => {
        impl $name {
            /// The bytes.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// From a slice; nothing when it is not 32 bytes long.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}({})", stringify!($name), hex::encode(self.0))
            }
        }

        impl FromStr for $name {
            type Err = LedgerError;

            /// Exactly 64 lower-case hexadecimal digits: one value has one spelling.
            fn from_str(text: &str) -> Result<Self, LedgerError> {
                let malformed = || LedgerError::NotADigest { what: $what, text: text.chars().take(80).collect() };
                if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    return Err(malformed());
                }
                let mut bytes = [0; 32];
                hex::decode_to_slice(text, &mut bytes).map_err(|_| malformed())?;
                Ok(Self(bytes))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&hex::encode(self.0))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }
    };
}

/// A SHA-256 digest: the id of an entry, the name of a piece of evidence, a node of a tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);
thirty_two_bytes!(Hash, "a SHA-256 digest");

impl Hash {
    /// SHA-256 of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// SHA-256 of several pieces, one after the other.
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        // Most of what we hash is short: put together first, it goes through in whole blocks.
        let mut together = [0; 512];
        let mut length = 0;
        for part in parts {
            let Some(room) = together.get_mut(length..length + part.len()) else { return Self::of_long_parts(parts) };
            room.copy_from_slice(part);
            length += part.len();
        }
        Self::of(&together[..length])
    }

    fn of_long_parts(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }
}

/// The name of a device: its Ed25519 public key, so that nothing has to be looked up to check what it signed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub [u8; 32]);
thirty_two_bytes!(DeviceId, "a device key");
