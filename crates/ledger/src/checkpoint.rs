//! Signed heads and checkpoints. `docs/FORMATS.md`, "Head" and "Checkpoint".

use assay_messages::said;
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use uuid::Uuid;

use crate::{DeviceId, Hash, LedgerError, Result, keys, merkle};

/// The last head of each device: a look-up for each device, however many heads there are.
pub(crate) const LAST_HEADS: &str = "
    SELECT d.device, h.size, h.root, h.signature FROM devices d
     CROSS JOIN heads h ON h.device = d.id AND h.size = (SELECT max(size) FROM heads WHERE device = d.id)";

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

impl SignedHead {
    /// The bytes that are signed, in the given workspace.
    pub fn bytes(&self, workspace: Uuid) -> Vec<u8> {
        keys::head_bytes(workspace, &self.device, self.size, &self.root)
    }

    /// Whether the signature holds. It says nothing of whose key it is.
    pub fn verify(&self, workspace: Uuid) -> bool {
        keys::public_key(&self.device).is_some_and(|key| keys::holds(&key, &self.bytes(workspace), &self.signature))
    }

    /// What a checkpoint's root is made of.
    pub(crate) fn leaf(&self, workspace: Uuid) -> Hash {
        let mut leaf = self.bytes(workspace);
        leaf.extend_from_slice(&self.signature);
        merkle::leaf_hash(&leaf)
    }

    pub(crate) fn from_row(row: &SqliteRow) -> Result<Self> {
        let (device, size, root, signature): (&[u8], i64, &[u8], &[u8]) =
            (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
        Self::from_columns(device, size, root, signature)
            .ok_or_else(|| LedgerError::DatabaseDamaged(said!("a signed head has not the right lengths")))
    }

    pub(crate) fn from_columns(device: &[u8], size: i64, root: &[u8], signature: &[u8]) -> Option<Self> {
        Some(Self {
            device: DeviceId::from_slice(device)?,
            size: size.try_into().ok()?,
            root: Hash::from_slice(root)?,
            signature: signature.try_into().ok()?,
        })
    }
}

impl Checkpoint {
    /// The checkpoint of some heads, in any order.
    pub fn new(workspace: Uuid, mut heads: Vec<SignedHead>) -> Self {
        heads.sort_by_key(|head| head.device);
        let root = merkle::root_of(heads.iter().map(|head| head.leaf(workspace)));
        Self { workspace, heads, root }
    }

    /// Whether the root is that of the heads, each device is there once, and all signatures hold. It says nothing
    /// of whose keys they are.
    pub fn verify(&self) -> bool {
        self.heads.is_sorted_by(|left, right| left.device < right.device)
            && Self::new(self.workspace, self.heads.clone()).root == self.root
            && self.heads.iter().all(|head| head.verify(self.workspace))
    }

    /// The last signed head of each device, as the connection sees them.
    pub(crate) async fn read(connection: &mut SqliteConnection, workspace: Uuid) -> Result<Self> {
        let rows = sqlx::query(LAST_HEADS).fetch_all(connection).await?;
        let heads = rows.iter().map(SignedHead::from_row).collect::<Result<_>>()?;
        Ok(Self::new(workspace, heads))
    }
}

mod signature_as_hex {
    use serde::{Deserialize, Deserializer, Serializer};

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
