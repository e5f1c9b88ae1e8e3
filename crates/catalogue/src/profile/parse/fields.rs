//! The keys of one map, taken one by one, and the problems met on the way.

use assay_messages::{in_words, said};

use super::super::nearest::nearest;
use super::super::yaml::{Key, Node, Place, Value};
use crate::{At, ProfileProblem, ProfileProblemCode as Code};

/// The longest text of one value, in bytes: more is a mistake, and would fill screens and reports.
const MOST_TEXT: usize = 4000;

/// The problems of a file.
pub(super) struct Reader {
    file: String,
    pub(super) problems: Vec<ProfileProblem>,
}

impl Reader {
    pub(super) fn new(file: &str) -> Reader {
        Reader { file: file.to_owned(), problems: Vec::new() }
    }

    pub(super) fn report(
        &mut self,
        code: Code,
        place: Place,
        key: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.problems.push(ProfileProblem {
            code,
            file: self.file.clone(),
            line: place.line,
            column: place.column,
            key: key.to_owned(),
            message: in_words(&message.into()),
            hint: in_words(&hint.into()),
        });
    }

    /// The one value of a node, without white space around it; a problem where there is none.
    pub(super) fn text(&mut self, node: Node, key: &str) -> Option<At<String>> {
        let place = node.place;
        match node.value {
            Value::Text(text) if text.len() > MOST_TEXT => {
                let message = said!("The text has more than {limit} bytes.", limit = MOST_TEXT);
                self.report(
                    Code::BadValue,
                    place,
                    key,
                    message,
                    "Shorten it, and keep the rest in a document of yours.",
                );
                None
            }
            Value::Text(text) if !text.trim().is_empty() => Some(at(place, text.trim().to_owned())),
            Value::Text(_) | Value::Null => {
                self.report(Code::MissingKey, place, key, "There is no value here.", "Write one value.");
                None
            }
            other => {
                let message = said!("This is {kind}.", kind = other.kind());
                self.report(Code::BadValue, place, key, message, "Write one value.");
                None
            }
        }
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(&mut self, node: Node, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(node, key)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(*value);
        }
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let message = said!("\"{word}\" is not allowed here.", word = short(&text.value));
        let hint = did_you_mean(&text.value, &names);
        self.report(Code::BadValue, Place { line: text.line, column: text.column }, key, message, hint);
        None
    }
}

/// `Did you mean x? Allowed are: x, y.`
pub(super) fn did_you_mean(word: &str, names: &[&str]) -> String {
    let allowed = said!("Allowed are: {names}.", names = names.join(", "));
    match nearest(word, names.iter().copied()) {
        Some(meant) => said!("Did you mean {meant}? {allowed}", meant, allowed),
        None => allowed,
    }
}

/// A value as messages quote it: not longer than a line.
pub(crate) fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > 60 {
        format!("{}...", line.chars().take(57).collect::<String>())
    } else {
        line.to_owned()
    }
}

pub(super) fn at<T>(place: Place, value: T) -> At<T> {
    At { line: place.line, column: place.column, value }
}

/// Digits only: no sign, point or unit.
pub(super) fn number_of(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// The keys of one map that were not taken yet.
pub(super) struct Map {
    /// Where the map begins.
    pub(super) place: Place,
    path: String,
    entries: Vec<(Key, Node)>,
}

impl Map {
    /// The map of a node; keys that are not allowed are reported and left out.
    pub(super) fn of(reader: &mut Reader, node: Node, path: &str, allowed: &[&str]) -> Option<Map> {
        let place = node.place;
        let Value::Map(entries) = node.value else {
            let message = said!("This is {kind}.", kind = node.value.kind());
            let hint = said!("Write keys with values; the keys are: {allowed}.", allowed = allowed.join(", "));
            reader.report(Code::BadValue, place, path, message, hint);
            return None;
        };
        let mut map = Map { place, path: path.to_owned(), entries: Vec::new() };
        for (key, node) in entries {
            if allowed.contains(&key.name.as_str()) {
                map.entries.push((key, node));
            } else {
                let message = said!("There is no key \"{key}\" here.", key = short(&key.name));
                let name = map.name_of(&short(&key.name));
                reader.report(Code::UnknownKey, key.place, &name, message, did_you_mean(&key.name, allowed));
            }
        }
        Some(map)
    }

    /// The key with those around it: `gate.require`.
    pub(super) fn name_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The key's place and value.
    pub(super) fn take(&mut self, key: &str) -> Option<(Place, Node)> {
        let at = self.entries.iter().position(|(known, _)| known.name == key)?;
        let (key, node) = self.entries.remove(at);
        Some((key.place, node))
    }

    /// A value that has to be there.
    pub(super) fn text(&mut self, reader: &mut Reader, key: &str) -> Option<At<String>> {
        let name = self.name_of(key);
        if let Some((_, node)) = self.take(key) {
            return reader.text(node, &name);
        }
        let message = said!("The key {key} is missing.", key);
        reader.report(Code::MissingKey, self.place, &name, message, "Add it with a value.");
        None
    }

    /// A value that may be left out.
    pub(super) fn optional_text(&mut self, reader: &mut Reader, key: &str) -> Option<At<String>> {
        let (_, node) = self.take(key)?;
        reader.text(node, &self.name_of(key))
    }

    /// A reason, which has to be there and to say something.
    pub(super) fn reason(&mut self, reader: &mut Reader, key: &str) -> Option<String> {
        let name = self.name_of(key);
        let place = match self.take(key) {
            Some((_, Node { place, value: Value::Text(text) })) if text.trim().is_empty() => place,
            Some((_, Node { place, value: Value::Null })) => place,
            Some((_, node)) => return reader.text(node, &name).map(|text| text.value),
            None => self.place,
        };
        let hint = said!("Add {key} with a sentence that an auditor understands.", key);
        reader.report(Code::MissingReason, place, &name, "There is no reason here.", hint);
        None
    }

    /// The items of a list that may be left out, each with its name for messages: `include[0]`.
    pub(super) fn list(&mut self, reader: &mut Reader, key: &str) -> Vec<(String, Node)> {
        let name = self.name_of(key);
        match self.take(key) {
            None | Some((_, Node { value: Value::Null, .. })) => Vec::new(),
            Some((_, Node { value: Value::List(items), .. })) => {
                items.into_iter().enumerate().map(|(at, node)| (format!("{name}[{at}]"), node)).collect()
            }
            Some((_, node)) => {
                let message = said!("This is {kind}.", kind = node.value.kind());
                reader.report(
                    Code::BadValue,
                    node.place,
                    &name,
                    message,
                    "Write a list: [A, B], or one \"- A\" a line.",
                );
                Vec::new()
            }
        }
    }

    /// As [`Map::list`], for a list that has to be there and to have an item.
    pub(super) fn full_list(&mut self, reader: &mut Reader, key: &str) -> Vec<(String, Node)> {
        let known = reader.problems.len();
        let items = self.list(reader, key);
        if items.is_empty() && reader.problems.len() == known {
            let message = said!("The key {key} is missing or has no items.", key);
            reader.report(
                Code::MissingKey,
                self.place,
                &self.name_of(key),
                message,
                "Add a list with one item or more.",
            );
        }
        items
    }
}
