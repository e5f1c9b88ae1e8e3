//! Signed heads and checkpoints. `docs/FORMATS.md`, "Head" and "Checkpoint".

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{DeviceId, Hash};

/// What a device signed at the end of a transaction: that its log has this size and this root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// The device, whose name is its public key.
    pub device: DeviceId,
    /// The number of entries in its log.
    pub size: u64,
    /// The RFC 6962 root over those entries.
    pub root: Hash,
    /// The Ed25519 signature over the head's bytes, as 128 hexadecimal digits where it is text.
    #[serde(with = "signature_as_hex")]
    pub signature: [u8; 64],
}

/// The signed heads of all devices under one root: what a report prints, and what someone else can hold against a
/// later copy of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The workspace.
    pub workspace: Uuid,
    /// The last signed head of each device, sorted by device.
    pub heads: Vec<SignedHead>,
    /// The root over the heads.
    pub root: Hash,
}

mod signature_as_hex {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde asks for")]
    pub(super) fn serialize<S: Serializer>(signature: &[u8; 64], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(signature))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 64], D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut signature = [0; 64];
        hex::decode_to_slice(&text, &mut signature).map_err(serde::de::Error::custom)?;
        Ok(signature)
    }
}
