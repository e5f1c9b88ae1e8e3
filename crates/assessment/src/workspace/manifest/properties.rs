//! Property lists of iOS, as far as a build needs them. A binary one may refer to a value many times, so that a small file
//! stands for an endless one: how much is read is counted.

use std::cell::Cell;
use std::fmt;
use std::io::Cursor;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::sane;

/// The most values that are read.
const MOST_VALUES: u32 = 50_000;
/// The deepest that values lie inside each other.
const DEEPEST: u32 = 64;

/// A value, as far as it matters.
pub(super) enum Property {
    Text(String),
    Flag(bool),
    Map(Vec<(String, Property)>),
    Other,
}

impl Property {
    /// A value of a map.
    pub(super) fn get(&self, key: &str) -> Option<&Property> {
        self.pairs().iter().find(|(it, _)| it == key).map(|(_, value)| value)
    }

    /// The keys of a map and their values; none of anything else.
    pub(super) fn pairs(&self) -> &[(String, Property)] {
        if let Self::Map(pairs) = self { pairs } else { &[] }
    }

    /// A text.
    pub(super) fn text(&self) -> Option<String> {
        if let Self::Text(text) = self { Some(text.clone()) } else { None }
    }
}

/// Reads a property list, binary or XML.
pub(super) fn read(bytes: &[u8]) -> Option<Property> {
    LEFT.set(MOST_VALUES);
    DEPTH.set(0);
    plist::from_reader(Cursor::new(bytes)).ok()
}

thread_local! {
    /// How many values may still be read, and how deep the reader is: the library gives no place to pass them along.
    static LEFT: Cell<u32> = const { Cell::new(0) };
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Reads what is inside a value.
fn inside<T, E: Error>(read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    if DEPTH.get() == DEEPEST {
        return Err(E::custom("too deep"));
    }
    DEPTH.set(DEPTH.get() + 1);
    let read = read()?;
    DEPTH.set(DEPTH.get() - 1);
    Ok(read)
}

impl<'de> Deserialize<'de> for Property {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        LEFT.set(LEFT.get().checked_sub(1).ok_or_else(|| D::Error::custom("too long"))?);
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Property;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a property list")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Property, E> {
        Ok(Property::Flag(flag))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Property, E> {
        Ok(Property::Other)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Property, E> {
        Ok(Property::Other)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Property, E> {
        Ok(Property::Other)
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<Property, E> {
        Ok(Property::Other)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Property, E> {
        Ok(sane(text).map_or(Property::Other, Property::Text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Property, A::Error> {
        inside(|| {
            while values.next_element::<Property>()?.is_some() {}
            Ok(Property::Other)
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Property, A::Error> {
        inside(|| {
            let mut read = Vec::new();
            while let Some((key, value)) = pairs.next_entry::<String, Property>()? {
                if let Some(key) = sane(&key) {
                    read.push((key, value));
                }
            }
            Ok(Property::Map(read))
        })
    }
}
