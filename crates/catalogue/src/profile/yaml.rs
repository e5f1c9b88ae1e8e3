//! YAML with a line and a column for every value, and bounds on how much of it there may be.
//!
//! Profiles are people's files: an error has to name the place. So anchors, aliases and tags are refused (a profile has no
//! use for them, and aliases let a few lines stand for billions), and so are a second document and keys that are no text.

use assay_messages::said;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use crate::ProfileProblemCode as Code;

/// The most bytes that a profile file may have; the largest that ships has 9 kB.
pub(super) const MOST_BYTES: usize = 256 * 1024;

/// The most values that it may have.
const MOST_VALUES: usize = 20_000;

/// The most levels that values may be nested.
const MOST_LEVELS: usize = 32;

/// A place in a file, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) column: u32,
}

impl Place {
    /// Where a file begins.
    pub(super) const START: Place = Place { line: 1, column: 1 };

    fn of(span: &Span) -> Place {
        Place { line: number(span.start.line()), column: number(span.start.col()).saturating_add(1) }
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// One value and where it begins.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) value: Value,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Value {
    /// Nothing: `key:`, `~`, `null`.
    Null,
    /// One value as it is written.
    Text(String),
    /// Several.
    List(Vec<Node>),
    /// Keys and values in the order of the file; no key stands twice.
    Map(Vec<(Key, Node)>),
}

impl Value {
    /// What it is, for messages.
    pub(super) fn kind(&self) -> String {
        match self {
            Value::Null => said!("nothing"),
            Value::Text(_) => said!("one value"),
            Value::List(_) => said!("a list"),
            Value::Map(_) => said!("keys with values"),
        }
    }
}

/// A key and where it begins.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) place: Place,
    pub(super) name: String,
}

/// Why a file could not be read at all.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) place: Place,
    pub(super) code: Code,
    pub(super) message: String,
}

fn refuse<T>(place: Place, message: impl Into<String>) -> Result<T, Refused> {
    Err(Refused { place, code: Code::BadYaml, message: message.into() })
}

/// A list or map that was opened and not closed yet.
enum Open {
    List(Place, Vec<Node>),
    Map(Place, Vec<(Key, Node)>, Option<Key>),
}

/// Reads one document. An empty file is nothing.
pub(super) fn read(text: &str) -> Result<Node, Refused> {
    if text.len() > MOST_BYTES {
        return refuse(Place::START, said!("The file has more than {limit} bytes.", limit = MOST_BYTES));
    }
    if let Some(at) = text.find(['\0', '\u{1}', '\u{1b}']) {
        let before = &text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        return refuse(Place { line: number(line), column: number(column) }, "A control character stands here.");
    }
    let mut open: Vec<Open> = Vec::new();
    let mut root: Option<Node> = None;
    let mut values = 0;
    let mut documents = 0;
    for event in Parser::new_from_str(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                let place = Place {
                    line: number(error.marker().line()),
                    column: number(error.marker().col()).saturating_add(1),
                };
                return refuse(place, said!("This is no YAML: {reason}.", reason = error.info().trim_end_matches('.')));
            }
        };
        let place = Place::of(&span);
        values += 1;
        if values > MOST_VALUES {
            return refuse(place, said!("The file has more than {limit} values.", limit = MOST_VALUES));
        }
        match event {
            Event::Nothing | Event::StreamStart | Event::DocumentEnd => {}
            Event::StreamEnd => break,
            Event::DocumentStart(_) => {
                documents += 1;
                if documents > 1 {
                    return refuse(place, "A second document begins here.");
                }
            }
            Event::Alias(_) => return refuse(place, "Aliases are not read in profiles."),
            Event::Scalar(text, style, anchor, tag) => {
                plain(place, anchor, tag.is_some())?;
                let null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = if null { Value::Null } else { Value::Text(text.into_owned()) };
                put(&mut open, &mut root, Node { place, value })?;
            }
            Event::SequenceStart(anchor, tag) => {
                plain(place, anchor, tag.is_some())?;
                deeper(place, &open)?;
                open.push(Open::List(place, Vec::new()));
            }
            Event::MappingStart(anchor, tag) => {
                plain(place, anchor, tag.is_some())?;
                deeper(place, &open)?;
                open.push(Open::Map(place, Vec::new(), None));
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match open.pop() {
                    Some(Open::List(place, items)) => Node { place, value: Value::List(items) },
                    Some(Open::Map(place, entries, _)) => Node { place, value: Value::Map(entries) },
                    None => return refuse(place, "Something ends here that never began."),
                };
                put(&mut open, &mut root, node)?;
            }
        }
    }
    Ok(root.unwrap_or(Node { place: Place::START, value: Value::Null }))
}

fn plain(place: Place, anchor: usize, tagged: bool) -> Result<(), Refused> {
    if anchor != 0 {
        return refuse(place, "Anchors are not read in profiles.");
    }
    if tagged {
        return refuse(place, "Tags are not read in profiles.");
    }
    Ok(())
}

fn deeper(place: Place, open: &[Open]) -> Result<(), Refused> {
    if open.len() >= MOST_LEVELS {
        return refuse(place, said!("Values are nested more than {limit} levels.", limit = MOST_LEVELS));
    }
    Ok(())
}

fn put(open: &mut [Open], root: &mut Option<Node>, node: Node) -> Result<(), Refused> {
    match open.last_mut() {
        None => *root = Some(node),
        Some(Open::List(_, items)) => items.push(node),
        Some(Open::Map(_, entries, key)) => match key.take() {
            Some(key) => entries.push((key, node)),
            None => match node.value {
                Value::Text(name) => {
                    if let Some((first, _)) = entries.iter().find(|(known, _)| known.name == name) {
                        let message =
                            said!("The key {name} stands here and on line {line}.", name, line = first.place.line);
                        return Err(Refused { place: node.place, code: Code::Repeated, message });
                    }
                    *key = Some(Key { place: node.place, name });
                }
                other => {
                    return refuse(node.place, said!("A key is {kind}, and has to be a word.", kind = other.kind()));
                }
            },
        },
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_places() {
        let node = read("a: 1\nbé:\n  - {x: 'y', z: ~}\n  - >-\n    long\n    text\n").expect("YAML");
        let Value::Map(entries) = node.value else { panic!("a map") };
        assert_eq!((entries[1].0.place.line, entries[1].0.place.column), (2, 1));
        let Value::List(items) = &entries[1].1.value else { panic!("a list") };
        let Value::Map(inner) = &items[0].value else { panic!("a map") };
        assert_eq!((inner[0].1.place.line, inner[0].1.place.column), (3, 9));
        assert!(matches!(inner[1].1.value, Value::Null));
        let Value::Text(text) = &items[1].value else { panic!("a text") };
        assert_eq!(text, "long text");
    }

    #[test]
    fn what_a_profile_has_no_use_for_is_refused_with_its_place() {
        let cases = [
            ("a: &x 1\n", 1, "Anchors"),
            ("a: 1\nb: *x\n", 2, ""),
            ("a: !!int 1\n", 1, "Tags"),
            ("a: 1\n---\nb: 2\n", 2, "second document"),
            ("? [a]\n: 1\n", 1, "key is a list"),
            ("a: 1\nb: 2\na: 3\n", 3, "line 1"),
            ("a: [1, 2\nb: 3\n", 2, ""),
            ("a: \u{1b}[31m\n", 1, "control character"),
        ];
        for (text, line, part) in cases {
            let refused = read(text).expect_err(text);
            assert!(refused.message.contains(part), "{text:?}: {}", refused.message);
            assert_eq!(refused.place.line, line, "{text:?}: {}", refused.message);
        }
        assert!(read(&"[".repeat(200)).expect_err("deep").message.contains("nested"));
        assert!(read(&format!("a: [{}]", "1, ".repeat(30_000))).expect_err("many").message.contains("values"));
        assert!(read(&"x".repeat(MOST_BYTES + 1)).expect_err("long").message.contains("bytes"));
        assert!(matches!(read("").expect("nothing").value, Value::Null));
    }
}
