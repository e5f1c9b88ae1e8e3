//! The files of `standards/`: valid JSON with one item a line, so that a difference between two versions can be read.

use serde::Serialize;
use serde_json::Value;

use crate::{Catalogue, Page};

/// The text of `standards/<name>.json`: facts and digests. Our summaries have files of their own and are left out, so
/// are empty lists, empty texts and `false`, which reading puts back.
pub fn catalogue_file(catalogue: &Catalogue) -> String {
    let mut bare = catalogue.clone();
    bare.controls.iter_mut().for_each(|it| it.summary.clear());
    bare.weaknesses.iter_mut().for_each(|it| it.summary.clear());
    bare.tests.iter_mut().for_each(|it| it.summary.clear());
    let head = [
        ("publisher", Value::from(bare.publisher)),
        ("name", value(&bare.name)),
        ("version", Value::from(bare.version)),
        ("source_url", Value::from(bare.source_url)),
        ("commit", Value::from(bare.commit)),
        ("licence", Value::from(bare.licence)),
        ("digest", Value::from(bare.digest)),
        ("era", value(&bare.era)),
    ];
    let mut text = String::from("{\n");
    for (key, value) in head {
        text.push_str(&[&compact(&Value::from(key)), ": ", &compact(&value), ",\n"].concat());
    }
    let lists = [
        ("groups", lines(&bare.groups)),
        ("controls", lines(&bare.controls)),
        ("weaknesses", lines(&bare.weaknesses)),
        ("tests", lines(&bare.tests)),
    ];
    let lists: Vec<String> = lists.iter().map(|(key, lines)| list(key, lines)).collect();
    text.push_str(&lists.join(",\n"));
    text.push_str("\n}\n");
    text
}

/// The text of `standards/mastg-pages.json`.
pub fn pages_file(pages: &[Page]) -> String {
    format!("{{\n{}\n}}\n", list("pages", &lines(pages)))
}

fn list(key: &str, lines: &[String]) -> String {
    if lines.is_empty() { format!("\"{key}\": []") } else { format!("\"{key}\": [\n{}\n]", lines.join(",\n")) }
}

fn lines<T: Serialize>(items: &[T]) -> Vec<String> {
    items.iter().map(|item| compact(&value(item))).collect()
}

/// Values of the model are plain data, which always becomes JSON.
fn value<T: Serialize>(item: &T) -> Value {
    serde_json::to_value(item).unwrap_or(Value::Null)
}

/// Compact JSON with `id` first and the other keys sorted, which doesn't depend on how `serde_json` was built; without
/// fields that are empty or false.
fn compact(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<(&String, &Value)> = fields.iter().filter(|(_, value)| !is_empty(value)).collect();
            fields.sort_by_key(|(key, _)| (*key != "id", *key));
            let fields: Vec<String> =
                fields.iter().map(|(key, value)| format!("\"{key}\":{}", compact(value))).collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(compact).collect();
            format!("[{}]", items.join(","))
        }
        plain => plain.to_string(),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Bool(yes) => !yes,
        _ => false,
    }
}
