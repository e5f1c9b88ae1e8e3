//! DER, as far as a signature needs it: written in the one form that there is, and read in no other.

/// Tags that are used here.
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const OCTETS: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OID: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// An element with this tag around its content.
pub(crate) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![tag];
    match content.len() {
        short @ 0..0x80 => bytes.push(u8::try_from(short).unwrap_or_default()),
        long => {
            let length = long.to_be_bytes();
            let digits: Vec<u8> = length.iter().copied().skip_while(|byte| *byte == 0).collect();
            bytes.push(0x80 | u8::try_from(digits.len()).unwrap_or_default());
            bytes.extend(digits);
        }
    }
    bytes.extend_from_slice(content);
    bytes
}

/// A sequence of elements.
pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(SEQUENCE, &parts.concat())
}

/// A set of elements, in DER's order.
pub(crate) fn set(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort();
    element(SET, &parts.concat())
}

/// The rest of some DER.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    /// The next element: its tag, its content, and all of its bytes.
    pub(crate) fn next(&mut self) -> Option<(u8, &'a [u8], &'a [u8])> {
        let [tag, first, ..] = *self.0 else { return None };
        let (head, length) = if first < 0x80 {
            (2, usize::from(first))
        } else {
            let digits = usize::from(first & 0x7f);
            let bytes = self.0.get(2..2 + digits).filter(|bytes| (1..=4).contains(&bytes.len()) && bytes[0] != 0)?;
            let length = bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            (2 + digits, Some(length).filter(|length| *length >= 0x80)?)
        };
        let whole = self.0.get(..head + length)?;
        self.0 = &self.0[head + length..];
        Some((tag, &whole[head..], whole))
    }

    /// The content of the next element, which must have this tag.
    pub(crate) fn content(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.next().filter(|(found, ..)| *found == tag).map(|(_, content, _)| content)
    }

    /// All of the next element, which must have this tag.
    pub(crate) fn whole(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.next().filter(|(found, ..)| *found == tag).map(|(_, _, whole)| whole)
    }

    /// All elements that are left.
    pub(crate) fn all(mut self) -> Option<Vec<&'a [u8]>> {
        let mut found = Vec::new();
        while !self.0.is_empty() {
            found.push(self.next()?.2);
        }
        Some(found)
    }
}
