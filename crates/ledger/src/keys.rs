//! Ed25519 keys and the bytes that they sign.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use minicbor::Encoder;
use minicbor::encode::Write;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{Ambient, DeviceId, Hash};

/// The domain tag of a head.
const HEAD_TAG: &str = "assay/head/1";
/// The domain tag of a voucher.
const VOUCHER_TAG: &str = "assay/voucher/1";
/// The domain tag of a workspace's id.
const WORKSPACE_TAG: &[u8] = b"assay/workspace/1";

/// A secret key. It is wiped from memory when dropped.
pub(crate) struct Key(SigningKey);

impl Key {
    pub(crate) fn generate(ambient: &Ambient) -> Self {
        let secret = Zeroizing::new(ambient.bytes::<32>());
        Self(SigningKey::from_bytes(&secret))
    }

    pub(crate) fn from_secret(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    pub(crate) fn secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    pub(crate) fn device(&self) -> DeviceId {
        DeviceId(self.0.verifying_key().to_bytes())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

/// A public key, unpacked once for many signatures; nothing when the bytes are no key.
pub(crate) fn public_key(device: &DeviceId) -> Option<VerifyingKey> {
    VerifyingKey::from_bytes(device.as_bytes()).ok()
}

/// Whether a signature holds, by the strict rules: everyone who checks must come to the same answer, which batch
/// verification does not promise for crafted keys.
pub(crate) fn holds(key: &VerifyingKey, message: &[u8], signature: &[u8; 64]) -> bool {
    key.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
}

/// The id of the workspace that a device founds: it commits to the founding key, so that a copy's root can't be
/// swapped without changing the id that every entry holds.
pub(crate) fn workspace_id(founder: &DeviceId) -> Uuid {
    let hash = Hash::of_parts(&[WORKSPACE_TAG, founder.as_bytes()]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.0[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The bytes of a head, as they are signed.
pub(crate) fn head_bytes(workspace: Uuid, device: &DeviceId, size: u64, root: &Hash) -> Vec<u8> {
    encoded(|encoder| {
        encoder.array(5)?.str(HEAD_TAG)?.bytes(workspace.as_bytes())?.bytes(device.as_bytes())?.u64(size)?;
        encoder.bytes(root.as_bytes())?.ok()
    })
}

/// The bytes that vouch for a device, as they are signed.
pub(crate) fn voucher_bytes(workspace: Uuid, device: &DeviceId) -> Vec<u8> {
    encoded(|encoder| encoder.array(3)?.str(VOUCHER_TAG)?.bytes(workspace.as_bytes())?.bytes(device.as_bytes())?.ok())
}

type EncodeError = minicbor::encode::Error<<Vec<u8> as Write>::Error>;

fn encoded(encode: impl FnOnce(&mut Encoder<&mut Vec<u8>>) -> Result<(), EncodeError>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(128);
    // Writing into memory can't fail: only a custom encoder could, and none is used.
    encode(&mut Encoder::new(&mut bytes)).unwrap_or_else(|_| unreachable!("writing CBOR into memory"));
    bytes
}
