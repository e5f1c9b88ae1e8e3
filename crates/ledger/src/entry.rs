//! An entry: the exact bytes that are hashed, chained and covered by a signed head. `docs/FORMATS.md`, "Entry".

mod reader;

use jiff::Timestamp;
use minicbor::Encoder;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{DeviceId, Hash, LedgerError, Result, merkle};
use reader::Reader;

/// The domain tag of an entry: nothing else that a key of ours covers begins like this.
pub(crate) const ENTRY_TAG: &str = "assay/entry/1";
/// The domain tag of a body's digest.
pub(crate) const BODY_TAG: &[u8] = b"assay/body/1";
/// Elements of the entry's array.
const ELEMENTS: u64 = 14;

/// Longest kind, in bytes.
const KIND_LIMIT: usize = 64;
/// Longest subject, in bytes.
const SUBJECT_LIMIT: usize = 1024;
/// Longest result code, in bytes.
const RESULT_LIMIT: usize = 64;
/// Largest body: statements hold text; files are evidence.
const BODY_LIMIT: usize = 16 << 20;

/// A statement that is about to be recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What kind of statement, such as `result.stated`: lower-case ASCII letters, digits, `.`, `-` and `_`.
    pub kind: String,
    /// The version of that kind's body, from 1.
    pub version: u32,
    /// What it is about: a path that is opaque to the ledger, such as `assessment/<uuid>/unit/<id>`.
    pub subject: String,
    /// The entries that this one takes the place of: each must be a current one, else "changed meanwhile".
    /// Any order; kept sorted.
    pub supersedes: Vec<Hash>,
    /// The result code, where there is one. It is signed with the entry and can never be redacted.
    pub result: Option<String>,
    /// Texts, names, notes: kept apart, salted, and erasable later.
    pub body: Option<Vec<u8>>,
}

/// The last entry of another device that the author's device had seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Seen {
    /// The other device.
    pub device: DeviceId,
    /// The place of its last entry, from 0.
    pub seq: u64,
    /// The hash of that entry.
    pub hash: Hash,
}

/// One signed entry of the ledger. Immutable; all fields but [`Entry::arrival`] come from the hashed bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// SHA-256 over a zero byte and [`Entry::bytes`] (the leaf hash of RFC 6962): the id.
    pub hash: Hash,
    /// The order of arrival in this workspace, a cursor for paging only: other copies have another order.
    pub arrival: i64,
    /// The workspace it was made in.
    pub workspace: Uuid,
    /// The device that wrote it.
    pub device: DeviceId,
    /// Its place in the device's log, from 0: the index of its leaf in the device's tree.
    pub seq: u64,
    /// The entry before it in the device's log; nothing for the first.
    pub previous: Option<Hash>,
    /// The member who says it.
    pub author: Uuid,
    /// What kind of statement.
    pub kind: String,
    /// The version of that kind's body.
    pub version: u32,
    /// What it is about.
    pub subject: String,
    /// The entries that it takes the place of, sorted.
    pub supersedes: Vec<Hash>,
    /// What the device had seen of the others, sorted by device.
    pub seen: Vec<Seen>,
    /// The time that the author's device claims, in whole milliseconds, never behind the entry before.
    pub time: Timestamp,
    /// The result code, where there is one.
    pub result: Option<String>,
    /// The digest of the salted body, where there is one.
    pub body_digest: Option<Hash>,
    bytes: Vec<u8>,
}

/// What is left of an entry's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// The entry never had one.
    None,
    /// It was redacted: the digest in the entry is all that is left.
    Erased,
    /// The bytes, checked against the digest in the entry.
    Present(Vec<u8>),
}

impl Body {
    /// The bytes, where they are there.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Present(bytes) => Some(bytes),
            Self::None | Self::Erased => None,
        }
    }
}

/// A body with the salt that its digest was made with, as a bundle carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salted {
    /// 32 random bytes.
    pub salt: [u8; 32],
    /// The body.
    pub body: Vec<u8>,
}

/// An entry with what is left of its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The entry.
    pub entry: Entry,
    /// Its body.
    pub body: Body,
}

/// The digest that an entry holds of its body: SHA-256 over `assay/body/1`, the salt and the body.
pub fn body_digest(salt: &[u8; 32], body: &[u8]) -> Hash {
    Hash::of_parts(&[BODY_TAG, salt, body])
}

/// An entry's fields, borrowed: what is encoded, and what decoding gives without copying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fields<'a> {
    pub(crate) workspace: Uuid,
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) previous: Option<Hash>,
    pub(crate) author: Uuid,
    pub(crate) kind: &'a str,
    pub(crate) version: u32,
    pub(crate) subject: &'a str,
    pub(crate) supersedes: Vec<Hash>,
    pub(crate) seen: Vec<Seen>,
    pub(crate) time: i64,
    pub(crate) result: Option<&'a str>,
    pub(crate) body_digest: Option<Hash>,
}

impl Fields<'_> {
    /// Appends the one encoding of these fields to `bytes`.
    pub(crate) fn encode(&self, bytes: &mut Vec<u8>) {
        // Writing into memory can't fail: only a custom encoder could, and none is used.
        self.try_encode(&mut Encoder::new(bytes)).unwrap_or_else(|_| unreachable!("writing CBOR into memory"));
    }

    fn try_encode(
        &self,
        encoder: &mut Encoder<&mut Vec<u8>>,
    ) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        encoder.array(ELEMENTS)?.str(ENTRY_TAG)?;
        encoder.bytes(self.workspace.as_bytes())?.bytes(self.device.as_bytes())?.u64(self.seq)?;
        optional_bytes(encoder, self.previous.as_ref())?;
        encoder.bytes(self.author.as_bytes())?.str(self.kind)?.u32(self.version)?.str(self.subject)?;
        encoder.array(self.supersedes.len() as u64)?;
        for hash in &self.supersedes {
            encoder.bytes(hash.as_bytes())?;
        }
        encoder.array(self.seen.len() as u64)?;
        for seen in &self.seen {
            encoder.array(3)?.bytes(seen.device.as_bytes())?.u64(seen.seq)?.bytes(seen.hash.as_bytes())?;
        }
        encoder.i64(self.time)?;
        match self.result {
            Some(result) => encoder.str(result)?,
            None => encoder.null()?,
        };
        optional_bytes(encoder, self.body_digest.as_ref())
    }
}

fn optional_bytes(
    encoder: &mut Encoder<&mut Vec<u8>>,
    hash: Option<&Hash>,
) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
    match hash {
        Some(hash) => encoder.bytes(hash.as_bytes())?,
        None => encoder.null()?,
    };
    Ok(())
}

/// Why bytes are no entry: a short reason, made into an error by the caller.
type Reason = &'static str;

impl<'a> Fields<'a> {
    /// Reads an entry. Strict: whatever is not the one encoding of its fields is refused.
    pub(crate) fn decode(bytes: &'a [u8]) -> Result<Self, Reason> {
        let mut reader = Reader(bytes);
        if reader.array()? != ELEMENTS {
            return Err("the list has not the right number of fields");
        }
        if reader.text()? != ENTRY_TAG {
            return Err("the domain tag is another");
        }
        let fields = Self {
            workspace: Uuid::from_bytes(reader.fixed()?),
            device: DeviceId(reader.fixed()?),
            seq: reader.number()?,
            previous: reader.optional(Reader::fixed)?.map(Hash),
            author: Uuid::from_bytes(reader.fixed()?),
            kind: reader.text()?,
            version: u32::try_from(reader.number()?).map_err(|_| "the version is out of range")?,
            subject: reader.text()?,
            // No room is reserved for a length that is only claimed.
            supersedes: (0..reader.array()?).map(|_| reader.fixed().map(Hash)).collect::<Result<_, _>>()?,
            seen: (0..reader.array()?).map(|_| Seen::read(&mut reader)).collect::<Result<_, _>>()?,
            time: reader.signed()?,
            result: reader.optional(Reader::text)?,
            body_digest: reader.optional(Reader::fixed)?.map(Hash),
        };
        if !reader.0.is_empty() {
            return Err("there is more than the fields");
        }
        fields.check()?;
        Ok(fields)
    }

    /// The rules that hold for every entry, whoever wrote it.
    pub(crate) fn check(&self) -> Result<(), Reason> {
        let kind_byte =
            |byte: u8| byte.is_ascii_lowercase() | byte.is_ascii_digit() | matches!(byte, b'.' | b'-' | b'_');
        if self.kind.is_empty() || self.kind.len() > KIND_LIMIT || !self.kind.bytes().all(kind_byte) {
            return Err("the kind is not a short lower-case name");
        }
        if self.version == 0 {
            return Err("versions start at 1");
        }
        if self.subject.is_empty() || self.subject.len() > SUBJECT_LIMIT {
            return Err("the subject is empty or too long");
        }
        if has_control(self.subject) {
            return Err("the subject holds a control character");
        }
        if self.result.is_some_and(|result| result.is_empty() || result.len() > RESULT_LIMIT) {
            return Err("the result code is empty or too long");
        }
        if (self.seq == 0) != self.previous.is_none() {
            return Err("the first entry of a device has no entry before it, every other has one");
        }
        if !self.supersedes.is_sorted_by(|left, right| left < right) {
            return Err("the superseded entries are not sorted, or one is there twice");
        }
        if !self.seen.is_sorted_by(|left, right| left.device < right.device) {
            return Err("the heads seen are not sorted, or a device is there twice");
        }
        if self.seen.iter().any(|seen| seen.device == self.device) {
            return Err("a device does not list itself among the heads seen");
        }
        if i64::try_from(self.seq).is_err() || self.seen.iter().any(|seen| i64::try_from(seen.seq).is_err()) {
            return Err("a place in a log is out of range");
        }
        if Timestamp::from_millisecond(self.time).is_err() {
            return Err("the time is out of range");
        }
        Ok(())
    }
}

/// Whether a text holds a control character. They are below 0x20, 0x7f, or two bytes of which the first is 0xc2, so
/// that hardly any text has to be looked at by characters. All bytes are looked at, without an early end, so that it
/// is done in many at once.
#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator would look at one byte at a time")]
fn has_control(text: &str) -> bool {
    let suspect = text.bytes().fold(false, |found, byte| found | (byte < 0x20) | (byte == 0x7f) | (byte == 0xc2));
    suspect && text.chars().any(char::is_control)
}

/// Whether a body is small enough to be recorded.
pub(crate) fn check_body(body: &[u8]) -> Result<(), Reason> {
    if body.len() > BODY_LIMIT { Err("its text is larger than 16 MiB; attach it as evidence") } else { Ok(()) }
}

impl Seen {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Reason> {
        if reader.array()? != 3 {
            return Err("a head seen has not three fields");
        }
        Ok(Self { device: DeviceId(reader.fixed()?), seq: reader.number()?, hash: Hash(reader.fixed()?) })
    }
}

impl Entry {
    /// Reads an entry from its bytes. Strict: whatever is not the one encoding of its fields is refused.
    /// The kind may be any: newer versions know more of them.
    ///
    /// # Errors
    /// [`LedgerError::EntryMalformed`].
    pub fn decode(bytes: Vec<u8>) -> Result<Self> {
        Self::from_row(bytes, 0)
    }

    pub(crate) fn from_row(bytes: Vec<u8>, arrival: i64) -> Result<Self> {
        let malformed = |reason: Reason| LedgerError::EntryMalformed { reason: reason.to_owned() };
        let fields = Fields::decode(&bytes).map_err(malformed)?;
        let hash = merkle::leaf_hash(&bytes);
        let entry = Self::from_fields(&fields, hash, Vec::new(), arrival).map_err(malformed)?;
        Ok(Self { bytes, ..entry })
    }

    pub(crate) fn from_fields(fields: &Fields<'_>, hash: Hash, bytes: Vec<u8>, arrival: i64) -> Result<Self, Reason> {
        Ok(Self {
            hash,
            arrival,
            workspace: fields.workspace,
            device: fields.device,
            seq: fields.seq,
            previous: fields.previous,
            author: fields.author,
            kind: fields.kind.to_owned(),
            version: fields.version,
            subject: fields.subject.to_owned(),
            supersedes: fields.supersedes.clone(),
            seen: fields.seen.clone(),
            time: Timestamp::from_millisecond(fields.time).map_err(|_| "the time is out of range")?,
            result: fields.result.map(ToOwned::to_owned),
            body_digest: fields.body_digest,
            bytes,
        })
    }

    /// The exact bytes that are hashed.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests;
