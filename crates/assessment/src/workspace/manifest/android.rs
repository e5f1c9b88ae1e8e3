//! Android's binary XML, as far as a manifest needs it: from front to back, without a tree, so that a file cannot ask for more
//! memory than it has bytes. Attributes of Android are known by their resource id, since a shrinker may drop their names.

use assay_catalogue::Platform;

use super::sane;
use crate::view::ArtefactManifest;

/// Kinds of chunks.
const STRINGS: u16 = 0x0001;
const DOCUMENT: u16 = 0x0003;
const BEGIN: u16 = 0x0102;
const END: u16 = 0x0103;
const RESOURCES: u16 = 0x0180;

/// Kinds of values.
const TEXT: u8 = 0x03;
const DECIMAL: u8 = 0x10;
const HEXADECIMAL: u8 = 0x11;
const BOOLEAN: u8 = 0x12;

/// Attributes, by their resource id and by their name.
const NAME: (u32, &str) = (0x0101_0003, "name");
const DEBUGGABLE: (u32, &str) = (0x0101_000f, "debuggable");
const VERSION_CODE: (u32, &str) = (0x0101_021b, "versionCode");
const VERSION_NAME: (u32, &str) = (0x0101_021c, "versionName");
/// It has no resource id.
const PACKAGE: (u32, &str) = (0, "package");

pub(super) fn read(bytes: &[u8]) -> Option<ArtefactManifest> {
    let mut document = Document { strings: None, resources: &[] };
    let mut manifest = ArtefactManifest {
        platform: Platform::Android,
        permissions: Vec::new(),
        package_id: None,
        version_name: None,
        version_code: None,
        debuggable: false,
    };
    let (mut depth, mut begun) = (0_usize, false);
    if short(bytes, 0)? != DOCUMENT {
        return None;
    }
    let mut at = usize::from(short(bytes, 2)?);
    while let Some(chunk) = chunk_at(bytes, at) {
        match short(chunk, 0)? {
            // Android reads the first one and passes over others.
            STRINGS if document.strings.is_none() => document.strings = Some(chunk),
            RESOURCES => document.resources = chunk.get(usize::from(short(chunk, 2)?)..)?,
            BEGIN => {
                depth += 1;
                let element = Element::of(chunk)?;
                let name = document.text(element.name);
                match (depth, name.as_deref()) {
                    (1, Some("manifest")) => {
                        begun = true;
                        manifest.package_id = document.value(&element, PACKAGE);
                        manifest.version_name = document.value(&element, VERSION_NAME);
                        manifest.version_code = document.value(&element, VERSION_CODE);
                    }
                    (2, Some("uses-permission" | "uses-permission-sdk-23")) => {
                        manifest.permissions.extend(document.value(&element, NAME));
                    }
                    (2, Some("application")) => {
                        manifest.debuggable = document.value(&element, DEBUGGABLE).is_some_and(|it| it == "true");
                    }
                    _ => {}
                }
            }
            END => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += chunk.len();
    }
    // What ends early may have asked for more: half a list is none.
    (begun && at >= word(bytes, 4)? as usize).then_some(manifest)
}

/// What elements refer to.
struct Document<'a> {
    strings: Option<&'a [u8]>,
    resources: &'a [u8],
}

impl Document<'_> {
    /// A string of the pool, where it is one short line.
    fn text(&self, index: u32) -> Option<String> {
        const UTF8: u32 = 0x100;
        let pool = self.strings?;
        if index >= word(pool, 8)? {
            return None;
        }
        let offset = word(pool, usize::from(short(pool, 2)?).checked_add(index as usize * 4)?)?;
        let at = (word(pool, 20)? as usize).checked_add(offset as usize)?;
        if word(pool, 16)? & UTF8 != 0 {
            let (_, at) = length_of_bytes(pool, at)?;
            let (length, at) = length_of_bytes(pool, at)?;
            return sane(std::str::from_utf8(pool.get(at..at.checked_add(length)?)?).ok()?);
        }
        let first = short(pool, at)?;
        let (length, at) = if first & 0x8000 == 0 {
            (usize::from(first), at + 2)
        } else {
            (usize::from(first & 0x7fff) << 16 | usize::from(short(pool, at + 2)?), at + 4)
        };
        let units = pool.get(at..at.checked_add(length.checked_mul(2)?)?)?;
        let units: Vec<u16> = units.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        sane(&String::from_utf16(&units).ok()?)
    }

    /// The value of an attribute; none where it stands in the app's resources.
    fn value(&self, element: &Element<'_>, (resource, name): (u32, &str)) -> Option<String> {
        let attribute = element.attributes().find(|it| {
            let Some(index) = word(it, 4) else { return false };
            match word(self.resources, (index as usize).saturating_mul(4)) {
                Some(id) if id != 0 => id == resource,
                _ => self.text(index).is_some_and(|it| it == name),
            }
        })?;
        let data = word(attribute, 16)?;
        match *attribute.get(15)? {
            TEXT => self.text(data),
            DECIMAL | HEXADECIMAL => Some(data.to_string()),
            BOOLEAN => Some((data != 0).to_string()),
            _ => None,
        }
    }
}

/// The beginning of an element.
struct Element<'a> {
    name: u32,
    attributes: &'a [u8],
    size: usize,
    number: usize,
}

impl<'a> Element<'a> {
    fn of(chunk: &'a [u8]) -> Option<Self> {
        let body = chunk.get(usize::from(short(chunk, 2)?)..)?;
        Some(Self {
            name: word(body, 4)?,
            attributes: body.get(usize::from(short(body, 8)?)..)?,
            size: usize::from(short(body, 10)?),
            number: usize::from(short(body, 12)?),
        })
    }

    fn attributes(&self) -> impl Iterator<Item = &'a [u8]> {
        self.attributes.chunks_exact(self.size.max(20)).take(self.number)
    }
}

/// A chunk with its header; none at the end, or where it says that it is longer than the file.
fn chunk_at(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let size = word(bytes, at.checked_add(4)?)? as usize;
    if size < 8 {
        return None;
    }
    bytes.get(at..at.checked_add(size)?)
}

fn length_of_bytes(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let first = usize::from(*bytes.get(at)?);
    if first & 0x80 == 0 {
        return Some((first, at + 1));
    }
    Some(((first & 0x7f) << 8 | usize::from(*bytes.get(at + 1)?), at + 2))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
