//! A JPEG file without everything that is not the picture.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The picture's own segments (frame, tables, scans), or nothing where it has to be encoded anew: another number of
/// components than three, other colours than those that a reader assumes (Adobe's mark), another kind of coding, or a
/// structure that readers may take differently. Says nothing about whether the scans can be decoded. Markers by ITU-T T.81,
/// annex B.
pub(crate) fn alone(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend([0xFF, 0xD8]);
    let (mut framed, mut scanned) = (false, false);
    loop {
        rest = rest.strip_prefix(&[0xFF])?;
        // A marker may be preceded by any number of these.
        while let [0xFF, more @ ..] = rest {
            rest = more;
        }
        let (&marker, after) = rest.split_first()?;
        if marker == 0xD9 {
            kept.extend([0xFF, 0xD9]);
            return scanned.then_some(kept);
        }
        let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
        let segment = after.get(..length).filter(|it| it.len() >= 2)?;
        rest = &after[length..];
        match marker {
            // Baseline, extended sequential and progressive frames: 8 bits, three components that are numbered as JFIF has it.
            0xC0..=0xC2 => {
                let numbered = segment.get(7).is_some_and(|&count| count == 3)
                    && [8, 11, 14].iter().zip(1..).all(|(&at, number)| segment.get(at) == Some(&number));
                if framed || segment.get(2) != Some(&8) || !numbered {
                    return None;
                }
                framed = true;
            }
            // Tables, and the distance of restarts.
            0xC4 | 0xDB | 0xDD => {}
            0xDA if framed => scanned = true,
            // Applications' data and comments: what a camera or an editor says, colour profiles, whole other pictures.
            0xE0..=0xED | 0xEF | 0xFE => continue,
            _ => return None,
        }
        kept.extend([0xFF, marker]);
        kept.extend(segment);
        if marker == 0xDA {
            let end = end_of_scan(rest)?;
            kept.extend(&rest[..end]);
            rest = &rest[end..];
        }
    }
}

/// Where the coded data of a scan end: at the first marker that is neither a restart nor a stuffed byte.
fn end_of_scan(rest: &[u8]) -> Option<usize> {
    rest.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7))
}

/// Whether the scans can be decoded. It unpacks all of them, and makes a picture of their brightness alone: to make the
/// colours too takes half as long again.
pub(crate) fn decodes(bytes: &[u8]) -> bool {
    let options = DecoderOptions::default().set_strict_mode(false).jpeg_set_out_colorspace(ColorSpace::Luma);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode().is_ok()
}
