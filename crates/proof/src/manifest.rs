//! `evidence.json`: what a report rests on, by digest.

use serde_json::{Value, json};

/// What the manifest is called inside.
pub const FORMAT: &str = "assay-evidence-1";

/// The manifest of a report's data. It follows from the data alone, so that whoever has one can make the other.
pub fn manifest(data: &Value) -> Value {
    let pieces: Vec<Value> = data["evidence"].as_array().into_iter().flatten().map(piece).collect();
    json!({ "format": FORMAT, "report": data["document"]["id"], "evidence": pieces })
}

fn piece(piece: &Value) -> Value {
    let content = &piece["content"];
    let mut line = json!({ "number": piece["number"], "kind": content["kind"] });
    for key in ["name", "sha256", "size", "media_type", "url", "repository", "id", "withheld", "redacts"] {
        if let Some(value) = content.get(key) {
            line[key] = value.clone();
        }
    }
    if let Some(entry) = piece.pointer("/added/entry") {
        line["entry"] = entry.clone();
    }
    line
}

/// The files that the evidence names: number, name, SHA-256.
pub fn files(data: &Value) -> impl Iterator<Item = (u64, &str, &str)> {
    data["evidence"].as_array().into_iter().flatten().filter_map(|piece| {
        let content = &piece["content"];
        let file = content["kind"] == "file";
        Some((piece["number"].as_u64()?, content["name"].as_str()?, content["sha256"].as_str()?)).filter(|_| file)
    })
}
