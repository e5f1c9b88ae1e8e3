//! Reading CBOR in its one deterministic form: what is spelled in another way is refused where it stands, so that
//! nothing has to be encoded again to be sure. A million entries are read in a second; a general decoder and the
//! comparison with a second encoding cost more than the hashing.

use super::Reason;

/// The rest of the bytes.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

/// Major types of RFC 8949, section 3.1.
const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;

const NULL: u8 = 0xf6;

impl<'a> Reader<'a> {
    #[inline]
    fn take(&mut self, length: usize) -> Result<&'a [u8], Reason> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or("they end too early")?;
        self.0 = rest;
        Ok(taken)
    }

    #[inline]
    fn take_number<const N: usize>(&mut self) -> Result<[u8; N], Reason> {
        self.take(N)?.try_into().map_err(|_| "they end too early")
    }

    /// The head of an item of this major type: its number, in the shortest of the five spellings.
    #[inline]
    fn head(&mut self, major: u8) -> Result<u64, Reason> {
        let [first] = self.take_number()?;
        if first >> 5 != major {
            return Err("a field is of another type");
        }
        let (value, least) = match first & 0x1f {
            short @ 0..24 => return Ok(u64::from(short)),
            24 => (u64::from(u8::from_be_bytes(self.take_number()?)), 24),
            25 => (u64::from(u16::from_be_bytes(self.take_number()?)), 1 << 8),
            26 => (u64::from(u32::from_be_bytes(self.take_number()?)), 1 << 16),
            27 => (u64::from_be_bytes(self.take_number()?), 1 << 32),
            _ => return Err("a length is not given"),
        };
        if value < least { Err("a number is not spelled in the shortest way") } else { Ok(value) }
    }

    #[inline]
    pub(super) fn number(&mut self) -> Result<u64, Reason> {
        self.head(UNSIGNED)
    }

    #[inline]
    pub(super) fn signed(&mut self) -> Result<i64, Reason> {
        let out_of_range = |_| "a number is out of range";
        match self.0.first() {
            // A negative number is stored as what is left of it below minus one.
            Some(first) if first >> 5 == NEGATIVE => Ok(!i64::try_from(self.head(NEGATIVE)?).map_err(out_of_range)?),
            _ => i64::try_from(self.head(UNSIGNED)?).map_err(out_of_range),
        }
    }

    #[inline]
    pub(super) fn array(&mut self) -> Result<u64, Reason> {
        self.head(ARRAY)
    }

    #[inline]
    fn counted(&mut self, major: u8) -> Result<&'a [u8], Reason> {
        let length = self.head(major)?;
        self.take(usize::try_from(length).map_err(|_| "they end too early")?)
    }

    #[inline]
    pub(super) fn fixed<const N: usize>(&mut self) -> Result<[u8; N], Reason> {
        self.counted(BYTES)?.try_into().map_err(|_| "a field has not the right length")
    }

    #[inline]
    pub(super) fn text(&mut self) -> Result<&'a str, Reason> {
        std::str::from_utf8(self.counted(TEXT)?).map_err(|_| "a text is not UTF-8")
    }

    /// Null, or what `read` reads.
    #[inline]
    pub(super) fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Reason>,
    ) -> Result<Option<T>, Reason> {
        match self.0.split_first() {
            Some((&NULL, rest)) => {
                self.0 = rest;
                Ok(None)
            }
            _ => read(self).map(Some),
        }
    }
}
