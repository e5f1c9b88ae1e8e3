//! YAML as the loaders need it: scalars as text, keys in order, and a bound on how much a document may grow.
//!
//! Aliases let a few lines of YAML stand for billions of values. Every value that comes out of the parser costs one of
//! [`MOST_VALUES`], so that such a document ends in an error after a bounded amount of work.

use std::cell::Cell;
use std::fmt;

use assay_messages::said;
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

/// The most values that one document may have; the largest of OWASP's has about 150.
const MOST_VALUES: u32 = 10_000;

/// The most bytes of YAML in one document; the largest of OWASP's, `OWASP_MASVS.yaml`, has 23 kB.
const MOST_BYTES: usize = 256 * 1024;

/// One value. Numbers, truth values and dates are the text that they are written as, as near as the parser keeps it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// Nothing: `key:`, `~`, `null`.
    Null,
    /// One value.
    Scalar(String),
    /// Several.
    List(Vec<Node>),
    /// Keys and values in the order of the file; a key may stand twice.
    Map(Vec<(String, Node)>),
}

impl Node {
    /// The value as JSON, scalars as texts; of a key that stands twice the last value.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match self {
            Node::Null => serde_json::Value::Null,
            Node::Scalar(text) => text.as_str().into(),
            Node::List(items) => items.iter().map(Node::to_json).collect(),
            Node::Map(entries) => entries.iter().map(|(key, value)| (key.clone(), value.to_json())).collect(),
        }
    }
}

/// Why a document could not be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadYaml {
    /// The line in the document, counted from 1, where there is one.
    pub(crate) line: Option<u32>,
    /// What the parser said.
    pub(crate) reason: String,
}

/// Reads one document.
pub(crate) fn parse(yaml: &str) -> Result<Node, BadYaml> {
    if yaml.len() > MOST_BYTES {
        return Err(BadYaml { line: None, reason: said!("it has more than {limit} bytes", limit = MOST_BYTES) });
    }
    let left = Cell::new(MOST_VALUES);
    Budget(&left).deserialize(serde_norway::Deserializer::from_str(yaml)).map_err(|error| BadYaml {
        line: error.location().and_then(|location| u32::try_from(location.line()).ok()),
        reason: error.to_string(),
    })
}

#[derive(Clone, Copy)]
struct Budget<'a>(&'a Cell<u32>);

impl Budget<'_> {
    fn spend<E: Error>(self) -> Result<(), E> {
        let left = self.0.get();
        if left == 0 {
            return Err(E::custom(said!("it grows to more than {limit} values", limit = MOST_VALUES)));
        }
        self.0.set(left - 1);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Budget<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.spend()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Budget<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value without a tag")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        // `{:?}` keeps the point: a version written 12.0 stays 12.0.
        Ok(Node::Scalar(format!("{value:?}")))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = entries.next_key_seed(self)? {
            let key = match key {
                Node::Scalar(key) => key,
                Node::Null => "null".to_owned(),
                Node::List(_) | Node::Map(_) => return Err(A::Error::custom("a key is a list or a map")),
            };
            map.push((key, entries.next_value_seed(self)?));
        }
        Ok(Node::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(text: &str) -> Node {
        Node::Scalar(text.to_owned())
    }

    #[test]
    fn scalars_keep_their_text() {
        let node = parse("a: 12.0\nb: 28\nc: true\nd:\ne: 'x: y'\na: 13\n");
        let expected = [
            ("a", scalar("12.0")),
            ("b", scalar("28")),
            ("c", scalar("true")),
            ("d", Node::Null),
            ("e", scalar("x: y")),
            ("a", scalar("13")),
        ];
        assert_eq!(node, Ok(Node::Map(expected.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())));
    }

    #[test]
    fn a_document_that_grows_without_bounds_is_refused() {
        let mut yaml = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let before = format!("*a{}", level - 1);
            yaml.push_str(
                &["a", &level.to_string(), ": &a", &level.to_string(), " [", &[before.as_str(); 10].join(", "), "]\n"]
                    .concat(),
            );
        }
        let refused = parse(&yaml).expect_err("a bomb");
        assert!(refused.reason.contains("10000 values") || refused.reason.contains("repetition limit"), "{refused:?}");
        let deep = "[".repeat(100_000);
        assert!(parse(&deep).is_err());
        let long = format!("a: {}", "x".repeat(MOST_BYTES));
        assert!(parse(&long).expect_err("too long").reason.contains("bytes"));
    }

    #[test]
    fn errors_name_the_line() {
        assert_eq!(parse("a: 1\nb: [1, 2\nc: 3\n").expect_err("an open list").line, Some(3));
        assert!(parse("a: !!python/object:os.system x\nb: !tag y\n").is_err());
    }
}
