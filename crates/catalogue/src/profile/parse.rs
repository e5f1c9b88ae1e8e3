//! From YAML with places to a [`ProfileDocument`]: every problem of the file at once, each with its place.
//!
//! What is allowed stands in the tables below; a test holds them against the published schema.

mod fields;
mod rows;

use assay_messages::said;
pub(crate) use fields::short;
use fields::{Map, Reader, number_of};
pub(super) use rows::{GATE_RULES, SEVERITIES};
use rows::{changes, citations, evidence, gate, not_applicable, parameters, review};
use sha2::{Digest, Sha256};

use super::yaml::{self, Place, Value};
use crate::{At, Level, ProfileDocument, ProfileProblem, ProfileProblemCode as Code};

/// The format that this version reads.
pub(super) const FORMAT: &str = "assay-profile/1";

/// The keys of a profile.
pub(super) const KEYS: &[&str] = &[
    "format",
    "id",
    "title",
    "summary",
    "extends",
    "include",
    "exclude",
    "require",
    "relax",
    "parameters",
    "not_applicable",
    "gate",
    "review",
    "evidence",
    "citations",
];

pub(super) fn parse(file: &str, text: &str) -> Result<ProfileDocument, Vec<ProfileProblem>> {
    match read(file, text) {
        (Some(document), problems) if problems.is_empty() => Ok(document),
        (_, problems) => Err(problems),
    }
}

/// As much of a file as can be read, and what is wrong with it.
pub(super) fn read(file: &str, text: &str) -> (Option<ProfileDocument>, Vec<ProfileProblem>) {
    let mut reader = Reader::new(file);
    let root = match yaml::read(text) {
        Ok(root) => root,
        Err(refused) => {
            reader.report(refused.code, refused.place, "", refused.message, "Correct the file there.");
            return (None, reader.problems);
        }
    };
    if !matches!(root.value, Value::Map(_)) {
        let message = said!("A profile consists of keys with values, and this is {kind}.", kind = root.value.kind());
        let hint = said!("Begin with the line \"format: {format}\".", format = FORMAT);
        reader.report(Code::UnknownFormat, root.place, "", message, hint);
        return (None, reader.problems);
    }
    let Some(mut map) = Map::of(&mut reader, root, "", KEYS) else { return (None, reader.problems) };
    // Nothing else of a file in another format can be judged.
    if !is_our_format(&mut reader, &mut map) {
        return (None, reader.problems);
    }
    let id = identifier(&mut reader, &mut map);
    let title = map.text(&mut reader, "title");
    let document = ProfileDocument {
        id,
        title: title.map(|it| it.value).unwrap_or_default(),
        summary: map.optional_text(&mut reader, "summary").map(|it| it.value).unwrap_or_default(),
        file: file.to_owned(),
        text: text.to_owned(),
        digest: digest(text),
        extends: extends(&mut reader, &mut map),
        include: changes(&mut reader, &mut map, "include"),
        exclude: changes(&mut reader, &mut map, "exclude"),
        require: changes(&mut reader, &mut map, "require"),
        relax: changes(&mut reader, &mut map, "relax"),
        parameters: parameters(&mut reader, &mut map),
        not_applicable: not_applicable(&mut reader, &mut map),
        gate: gate(&mut reader, &mut map),
        four_eyes: review(&mut reader, &mut map),
        evidence: evidence(&mut reader, &mut map),
        citations: citations(&mut reader, &mut map),
    };
    contradictions(&mut reader, &document);
    reader.problems.sort_by_key(|problem| (problem.line, problem.column));
    (Some(document), reader.problems)
}

/// SHA-256 of a file's text, line ends as LF, so that a checkout with CRLF is the same file.
fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.replace("\r\n", "\n").as_bytes()))
}

fn is_our_format(reader: &mut Reader, map: &mut Map) -> bool {
    let Some(format) = map.text(reader, "format") else { return false };
    if format.value != FORMAT {
        let message =
            said!("\"{format}\" is no format that this version reads.", format = fields::short(&format.value));
        let place = Place { line: format.line, column: format.column };
        reader.report(Code::UnknownFormat, place, "format", message, said!("Write {format}.", format = FORMAT));
    }
    format.value == FORMAT
}

fn identifier(reader: &mut Reader, map: &mut Map) -> String {
    let Some(id) = map.text(reader, "id") else { return String::new() };
    let place = Place { line: id.line, column: id.column };
    let word = id.value.as_str();
    let shaped = word.len() <= 64
        && word.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !shaped {
        let message = said!("\"{word}\" is no id of a profile.", word = fields::short(word));
        let hint = "Use small letters, digits and hyphens, at most 64, such as acme-wallet.";
        reader.report(Code::BadValue, place, "id", message, hint);
    } else if levels_of(word).is_some() {
        let message = said!("\"{word}\" is the name of a MAS level.", word);
        reader.report(Code::BadValue, place, "id", message, "Choose another id, such as acme-wallet.");
    }
    id.value
}

/// The levels that a word of `extends` stands for: `L2+R`, `mas-l1`, and also R alone, which another line completes.
pub(crate) fn levels_of(text: &str) -> Option<Vec<Level>> {
    text.split('+')
        .map(|part| {
            let name = part.trim().to_ascii_uppercase();
            Level::from_name(name.strip_prefix("MAS-").unwrap_or(&name))
        })
        .collect()
}

fn extends(reader: &mut Reader, map: &mut Map) -> Vec<At<String>> {
    let mut extends: Vec<At<String>> = Vec::new();
    for (key, node) in map.list(reader, "extends") {
        let Some(id) = reader.text(node, &key) else { continue };
        if extends.iter().any(|known| known.value == id.value) {
            let place = Place { line: id.line, column: id.column };
            let message = said!("{profile} is extended twice.", profile = fields::short(&id.value));
            reader.report(Code::Repeated, place, &key, message, "Remove one of them.");
        } else {
            extends.push(id);
        }
    }
    extends
}

/// One file says two things of one item.
fn contradictions(reader: &mut Reader, document: &ProfileDocument) {
    let lists = [
        ("include", &document.include),
        ("exclude", &document.exclude),
        ("require", &document.require),
        ("relax", &document.relax),
    ];
    // Including what is required or relaxed says it more exactly; every other pair says two things.
    let agree = [("include", "require"), ("include", "relax")];
    for (at, (first, items)) in lists.iter().enumerate() {
        for (second, others) in &lists[at + 1..] {
            if agree.contains(&(first, second)) {
                continue;
            }
            for other in *others {
                let Some(item) = items.iter().find(|item| item.item.value == other.item.value) else { continue };
                let message = said!(
                    "{item} is listed under {first} on line {line} and under {second} here.",
                    item = other.item.value,
                    first,
                    line = item.item.line,
                    second
                );
                let place = Place { line: other.item.line, column: other.item.column };
                reader.report(Code::Conflict, place, second, message, "Keep one of the two.");
            }
        }
    }
}

/// A whole number as `parameters` have them.
fn whole(text: &str) -> Option<u32> {
    number_of(text)
}
