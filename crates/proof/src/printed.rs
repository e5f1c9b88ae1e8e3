//! Whether what is printed is what the attached data says: the pages' text, by each font's own table, without blanks.
//!
//! A template may print as little as it likes. Where it prints most units as a section of its own (name, then build and
//! result, then who and when, then the words), or most controls with their verdicts, it is held to all of them.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Document, Encoding, Object};
use serde_json::Value;

use crate::check::Check;
use crate::pdf::{Pdf, STREAM_LIMIT};

/// Compares the pages with the data.
pub(crate) fn printed(pdf: &Pdf, data: &Value) -> Check {
    let id = "printed.agrees";
    if data["document"]["language"] != "en" {
        return Check::open(id, "What is printed was not compared with the data: its words are not English.");
    }
    let text = text(pdf);
    let shorts: HashMap<&str, String> =
        items(&data["builds"]).map(|build| (said(&build["anchor"]), squeezed(said(&build["short"])))).collect();
    let units: Vec<Section> = items(&data["units"]).map(|unit| of_unit(unit, &shorts)).collect();
    let controls: Vec<Section> = items(&data["groups"])
        .flat_map(|group| items(&group["controls"]))
        .map(|control| of_control(control, &shorts))
        .collect();
    let mut counted = Vec::new();
    for (sections, one, many) in [(&units, "unit", "units"), (&controls, "control", "controls")] {
        // A section ends where the next one begins.
        let mut heads: Vec<usize> =
            sections.iter().flat_map(|it| text.match_indices(&it.head).map(|(at, _)| at)).collect();
        heads.sort_unstable();
        let absent: Vec<&Section> = sections.iter().filter(|section| !section.stands_in(&text, &heads)).collect();
        let there = sections.len() - absent.len();
        if there * 2 <= sections.len() {
            continue;
        }
        if let Some(first) = absent.first() {
            return Check::fails(
                id,
                format!("What is printed of {} is not what the attached data says: {}.", first.name, first.sought),
            );
        }
        counted.push(format!("{there} {}", if there == 1 { one } else { many }));
    }
    if counted.is_empty() {
        return Check::open(
            id,
            "This template prints no single results, so what it prints was not compared with the data.",
        );
    }
    Check::holds(id, format!("What is printed of {} is what the attached data says.", counted.join(" and ")))
}

/// A part of the report: its name, and what follows it, in this order.
struct Section {
    name: String,
    head: String,
    words: Vec<String>,
    sought: String,
}

impl Section {
    fn new(name: &str, title: &str, words: Vec<String>) -> Self {
        let sought = words.first().cloned().unwrap_or_default();
        Self { name: name.to_owned(), head: squeezed(name) + &squeezed(title), words, sought }
    }

    fn stands_in(&self, text: &str, heads: &[usize]) -> bool {
        text.match_indices(&self.head).any(|(at, head)| {
            let from = at + head.len();
            let next = heads.get(heads.partition_point(|head| *head < from)).copied().unwrap_or(text.len());
            let mut rest = &text[from..next];
            self.words.iter().all(|word| match rest.find(word.as_str()) {
                Some(place) => {
                    rest = &rest[place + word.len()..];
                    true
                }
                None => false,
            })
        })
    }
}

fn of_unit(unit: &Value, shorts: &HashMap<&str, String>) -> Section {
    let mut words = Vec::new();
    for answer in items(&unit["answers"]) {
        let state = said(&answer["state"]);
        let mut line = shorts.get(said(&answer["build"])).cloned().unwrap_or_default() + word_of(state);
        let statements: Vec<&Value> = items(&answer["statements"]).collect();
        if let ([one], "pass" | "fail" | "inconclusive" | "not_applicable") = (statements.as_slice(), state) {
            let (by, at) = (said(&one["stated"]["by"]), said(&one["stated"]["at"]));
            if let (Some(day), Some(minute)) = (at.get(..10), at.get(11..16))
                && plain(by)
                && !by.is_empty()
            {
                line = format!("{line}{}·{day}{minute}UTC", squeezed(by));
            }
        }
        words.push(line);
        for statement in statements {
            let mut texts = Vec::new();
            leaves(&statement["note"]["blocks"], &mut texts);
            let own = texts.iter().flat_map(|text| text.split_whitespace()).filter(|word| plain(word));
            words.extend(own.map(str::to_owned));
        }
    }
    Section::new(said(&unit["label"]), said(&unit["title"]), words)
}

fn of_control(control: &Value, shorts: &HashMap<&str, String>) -> Section {
    let mut words = Vec::new();
    for verdict in items(&control["verdicts"]) {
        let short = shorts.get(said(&verdict["build"])).cloned().unwrap_or_default();
        words.push(short + word_of(said(&verdict["verdict"])));
        for part in items(&verdict["weaknesses"]).flat_map(|weakness| items(&weakness["units"])) {
            words.push(
                word_of(said(&part["state"])).to_owned()
                    + &squeezed(said(&part["label"]))
                    + &squeezed(said(&part["title"])),
            );
        }
    }
    Section::new(said(&control["id"]), said(&control["summary"]), words)
}

/// The words of results and verdicts as they are printed, without blanks.
fn word_of(state: &str) -> &'static str {
    match state {
        "pass" => "Pass",
        "fail" => "Fail",
        "inconclusive" => "Inconclusive",
        "not_applicable" => "Notapplicable",
        "untested" => "Untested",
        "stale" => "Stale",
        "disputed" => "Disputed",
        "out_of_scope" => "Outofscope",
        _ => "",
    }
}

/// The texts in blocks, in their order.
fn leaves<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => {
            for key in ["title", "text", "inlines", "items", "blocks", "head", "rows"] {
                match map.get(key) {
                    Some(Value::String(text)) => found.push(text),
                    Some(value) => leaves(value, found),
                    None => {}
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| leaves(value, found)),
        _ => {}
    }
}

/// Whether letters are printed one by one and from left to right: others may come in another order or spelling.
fn plain(word: &str) -> bool {
    word.chars().all(
        |letter| matches!(letter, ' '..='~' | '\u{a1}'..='\u{17f}' | '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{45f}'),
    )
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !unseen(*letter)).collect()
}

fn unseen(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{ad}' | '\u{feff}')
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn said(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The text of all pages in the order in which it is drawn, without blanks.
fn text(pdf: &Pdf) -> String {
    let mut text = String::new();
    let mut encodings: HashMap<*const lopdf::Dictionary, Option<Encoding<'_>>> = HashMap::new();
    for page in pdf.document.page_iter() {
        let Ok(content) = pdf.document.get_page_content_with_limit(page, STREAM_LIMIT) else { continue };
        let Ok(content) = Content::decode(&content) else { continue };
        let fonts = pdf.document.get_page_fonts(page).unwrap_or_default();
        let mut font = None;
        for operation in &content.operations {
            match (operation.operator.as_str(), operation.operands.as_slice()) {
                ("Tf", [Object::Name(name), ..]) => {
                    font = fonts.get(name).copied().map(|dictionary| {
                        let read = || dictionary.get_font_encoding_with_limit(&pdf.document, STREAM_LIMIT).ok();
                        encodings.entry(std::ptr::from_ref(dictionary)).or_insert_with(read);
                        std::ptr::from_ref(dictionary)
                    });
                }
                ("Tj", [Object::String(bytes, _)]) => decode(&encodings, font, bytes, &mut text),
                ("TJ", [Object::Array(parts)]) => {
                    for part in parts {
                        if let Object::String(bytes, _) = part {
                            decode(&encodings, font, bytes, &mut text);
                        }
                    }
                }
                _ => {}
            }
        }
    }
    text
}

fn decode(
    encodings: &HashMap<*const lopdf::Dictionary, Option<Encoding<'_>>>,
    font: Option<*const lopdf::Dictionary>,
    bytes: &[u8],
    text: &mut String,
) {
    let Some(Some(encoding)) = font.and_then(|font| encodings.get(&font)) else { return };
    if let Ok(decoded) = Document::decode_text(encoding, bytes) {
        text.extend(decoded.chars().filter(|letter| !unseen(*letter)));
    }
}
