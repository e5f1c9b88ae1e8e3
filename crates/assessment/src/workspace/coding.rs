//! In which letters a text is written: UTF-8, and what consoles and editors on Windows write, UTF-16 and Windows-1252.

use std::io::{Read, Seek, SeekFrom};

use assay_ledger::{EvidenceStore, FolderEvidence, Hash, LedgerError};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::evidence::{head_of, unreadable};
use super::media;
use crate::{AssessmentError, Result};

/// How the letters of a text are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Utf8,
    /// With a byte order mark.
    Utf16Le,
    /// With a byte order mark.
    Utf16Be,
    /// Western European, a byte a letter; ISO 8859-1 is read as it too.
    Windows1252,
}

impl Coding {
    /// The coding of a text that begins with these bytes; none where it is no text. `whole` says whether they are all of it.
    pub(super) fn of(bytes: &[u8], whole: bool) -> Option<Coding> {
        let coding = match bytes {
            [0xff, 0xfe, ..] => Coding::Utf16Le,
            [0xfe, 0xff, ..] => Coding::Utf16Be,
            _ if is_utf8(bytes, whole) => return Some(Coding::Utf8),
            _ if is_western(bytes) => return Some(Coding::Windows1252),
            _ => return None,
        };
        // A letter of two units may be cut where the file goes on.
        let body = &bytes[2..bytes.len() & !1];
        let read = |body: &[u8]| -> Option<String> {
            Some(coding.encoding()?.decode_without_bom_handling_and_without_replacement(body)?.into_owned())
        };
        let text = read(body).or_else(|| (!whole).then(|| read(&body[..body.len().saturating_sub(2)])).flatten())?;
        ((bytes.len().is_multiple_of(2) || !whole) && !text.is_empty() && text.chars().all(is_of_text))
            .then_some(coding)
    }

    /// The coding of a stored file.
    ///
    /// # Errors
    /// `evidence.not_text`, `evidence.missing`.
    pub(super) fn of_stored(store: &FolderEvidence, sha256: &Hash, size: u64) -> Result<Coding> {
        let head = head_of(store, sha256)?;
        let whole = head.len() as u64 == size;
        let media_type = media::sniff(&head, whole);
        let coding = Coding::of(&head, whole).filter(|_| media::is_text_type(media_type));
        coding.ok_or_else(|| AssessmentError::NotText { media_type: media_type.to_owned() })
    }

    /// Where the letters begin, in bytes: behind the byte order mark of UTF-16.
    pub(super) fn begin(self) -> u64 {
        if matches!(self, Coding::Utf16Le | Coding::Utf16Be) { 2 } else { 0 }
    }

    /// Where lines end in bytes that begin with a whole letter, each behind the end's last byte.
    pub(super) fn ends(self, bytes: &[u8]) -> impl Iterator<Item = usize> {
        memchr::memchr_iter(b'\n', bytes).filter_map(move |at| match self {
            Coding::Utf8 | Coding::Windows1252 => Some(at + 1),
            Coding::Utf16Le => (at % 2 == 0 && bytes.get(at + 1) == Some(&0)).then_some(at + 2),
            Coding::Utf16Be => (at % 2 == 1 && bytes[at - 1] == 0).then_some(at + 1),
        })
    }

    /// What `file` holds from a place where a letter begins, as UTF-8.
    pub(super) fn read<'a>(self, file: impl Read + 'a) -> Box<dyn Read + 'a> {
        match self.encoding() {
            None => Box::new(file),
            Some(encoding) => {
                Box::new(DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_sniffing(false).build(file))
            }
        }
    }

    /// A stored file from this place on, as UTF-8.
    pub(super) fn open(self, store: &FolderEvidence, sha256: &Hash, from: u64) -> Result<Box<dyn Read>, LedgerError> {
        let mut file = store.open(sha256)?;
        file.seek(SeekFrom::Start(from)).map_err(|error| unreadable(store, sha256, error))?;
        Ok(self.read(file))
    }

    fn encoding(self) -> Option<&'static Encoding> {
        match self {
            Coding::Utf8 => None,
            Coding::Utf16Le => Some(UTF_16LE),
            Coding::Utf16Be => Some(UTF_16BE),
            Coding::Windows1252 => Some(WINDOWS_1252),
        }
    }
}

/// No control character but tabs, line ends and escapes (coloured logs).
fn is_of_text(letter: char) -> bool {
    !letter.is_control() || matches!(letter, '\t' | '\n' | '\r' | '\x1b')
}

fn is_utf8(bytes: &[u8], whole: bool) -> bool {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        // A character may be cut where the file goes on.
        Err(error) if !whole && error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && text.chars().all(is_of_text)
}

/// Without a mark only a guess: every byte has a letter in Windows-1252, and at most a quarter of them is beyond ASCII, as
/// in the languages that are written so. What is compressed or encrypted has control characters and more of the others.
fn is_western(bytes: &[u8]) -> bool {
    const WITHOUT_LETTER: [u8; 5] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
    let beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let readable =
        |byte: &u8| if byte.is_ascii() { is_of_text(char::from(*byte)) } else { !WITHOUT_LETTER.contains(byte) };
    beyond * 4 <= bytes.len() && bytes.iter().all(readable)
}
