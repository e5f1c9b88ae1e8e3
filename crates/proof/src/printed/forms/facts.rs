//! What a report says of itself in every volume: which one it is and for whom, the catalogues, the record.

use serde_json::Value;

use super::{Form, Head, LONG, Part, TEMPLATES, comparable};
use crate::printed::foreign::moment;
use crate::printed::text::{plain, right_to_left, squeezed};
use crate::printed::words::Words;
use crate::printed::{items, said};

/// Forms that every volume prints.
pub(super) const IN_EVERY_VOLUME: [&str; 3] = ["facts of the report", "catalogues", "facts of the record"];

pub(super) fn forms(data: &Value, words: &Words) -> Vec<Form> {
    let whole: &[&str] = &["assessment"];
    let facts = [app(data, words), identity(data, words), engagement(data, words)].into_iter().flatten().collect();
    let devices = items(&data["ledger"]["checkpoint"]["devices"]).filter_map(|it| device(it, words));
    let record = [checkpoint(data, words), entries(data, words)].into_iter().flatten().chain(devices).collect();
    let [of_report, of_catalogues, of_record] = IN_EVERY_VOLUME;
    vec![
        Form { of: TEMPLATES, many: of_report, parts: facts },
        Form { of: whole, many: of_catalogues, parts: items(&data["catalogues"]).filter_map(catalogue).collect() },
        Form { of: whole, many: of_record, parts: record },
    ]
}

impl Part {
    /// A value with its label before it, where the label is known.
    fn labelled(&mut self, words: &Words, what: &'static str, label: &str, value: &str) {
        let turned = value.chars().any(right_to_left);
        let mut all: Vec<String> = value
            .split_whitespace()
            .filter(|it| plain(it) && !turned && it.len() < LONG)
            .map(squeezed)
            .filter(|it| !it.is_empty())
            .collect();
        if let Some(first) =
            all.first_mut().filter(|first| words.english() && squeezed(value).starts_with(first.as_str()))
        {
            first.insert_str(0, &squeezed(label));
        }
        self.exact(what, all, value);
    }
}

fn part(name: &str, head: String) -> Option<Part> {
    let mut part = Part::new(name, Head::Name(head));
    part.ends = false;
    Some(part).filter(|it| comparable(it.head()))
}

/// The app with its release, and which volume it is.
fn app(data: &Value, words: &Words) -> Option<Part> {
    let cover = &data["cover"];
    let app = said(&cover["app"]);
    let mut part = part("the app", squeezed(app)).filter(|_| comparable(app))?;
    part.labelled(words, "its release", "Release", said(&cover["release"]));
    let volume = &data["document"]["volume"];
    if let (true, Some(number)) = (words.english(), volume["number"].as_u64()) {
        let count = items(&volume["parts"]).count();
        part.exact("which volume it is", vec![format!("Volume{number}of{count}")], &format!("{number} of {count}"));
    }
    Some(part)
}

/// Which report it is, for whom, and by whom.
fn identity(data: &Value, words: &Words) -> Option<Part> {
    let (document, engagement) = (&data["document"], &data["engagement"]);
    let number = said(&document["number"]);
    let mut part = part("the report", squeezed(number)).filter(|_| comparable(number))?;
    let day = |value: &Value| words.day(said(value)).concat();
    let level = said(&document["disclosure"]);
    part.labelled(words, "when it was issued", "Issued", &day(&document["issued"]));
    part.labelled(words, "its level of disclosure", "Disclosure", &words.word("levels", level));
    for (what, label, key) in [
        ("its customer", "Customer", "customer"),
        ("its laboratory", "Laboratory", "laboratory"),
        ("the laboratory's place", "Place", "place"),
        ("who authorised it", "Authorised by", "authorised_by"),
    ] {
        part.labelled(words, what, label, said(&engagement[key]));
    }
    Some(part)
}

/// What was done for it and when: the right one of two columns, either of which may go on on the next page.
fn engagement(data: &Value, words: &Words) -> Option<Part> {
    let (document, engagement) = (&data["document"], &data["engagement"]);
    let number = said(&document["number"]);
    let mut part = part("the report", squeezed(number)).filter(|_| comparable(number))?;
    let day = |value: &Value| words.day(said(value)).concat();
    part.labelled(words, "its profile", "Profile", said(&data["cover"]["profile"]));
    part.text("its profile's title", said(&data["cover"]["profile_title"]));
    let measured: Vec<String> =
        items(&data["catalogues"]).map(|it| format!("{} {}", said(&it["name"]), said(&it["version"]))).collect();
    part.labelled(words, "what it was measured by", "Measured by", &measured.join(", "));
    part.labelled(words, "when builds were received", "Builds received", &day(&engagement["received"]));
    part.labelled(words, "when testing began", "", &day(&engagement["started"]));
    part.labelled(words, "when testing ended", "", &day(&engagement["finished"]));
    let created = moment(said(&document["created"])).unwrap_or_default();
    part.labelled(words, "the record that it is of", "Record as of", &created);
    for (at, name) in items(&data["cover"]["assessors"]).map(said).enumerate() {
        part.labelled(words, "its assessors", if at == 0 { "Assessors" } else { "" }, name);
    }
    Some(part)
}

/// A catalogue that it was measured by.
fn catalogue(catalogue: &Value) -> Option<Part> {
    let name = format!("{} {}", said(&catalogue["name"]), said(&catalogue["version"]));
    let mut part = part(&name, squeezed(&name))?;
    part.text("its title", said(&catalogue["title"]));
    part.text("its publisher", said(&catalogue["publisher"]));
    part.text("its licence", said(&catalogue["licence"]));
    part.one("its source", &catalogue["source_url"]);
    part.one("its commit", &catalogue["commit"]);
    part.one("its digest", &catalogue["digest"]);
    Some(part)
}

/// The checkpoint that it rests on.
fn checkpoint(data: &Value, words: &Words) -> Option<Part> {
    let checkpoint = &data["ledger"]["checkpoint"];
    let mut part = part("the checkpoint", said(&checkpoint["root"]).to_owned())?;
    let at = said(&checkpoint["at"]);
    part.exact("its time", moment(at).into_iter().collect(), at);
    part.labelled(words, "its workspace", "Workspace", said(&data["ledger"]["workspace"]));
    part.labelled(words, "the report's number", "Report", said(&data["document"]["number"]));
    part.labelled(words, "the id of the report's data", "Id of its data", said(&data["document"]["id"]));
    Some(part)
}

/// How many entries the record has.
fn entries(data: &Value, words: &Words) -> Option<Part> {
    let [all, own] = ["entries", "assessment_entries"].map(|key| data["ledger"][key].as_u64().unwrap_or_default());
    let entries = if all == 1 { "entry" } else { "entries" };
    let belong = if own == 1 { "belongs" } else { "belong" };
    let sentence = format!("{all} {entries}, of which {own} {belong} to this assessment.");
    part("the number of entries", squeezed(&sentence)).filter(|_| words.english())
}

/// A device's part of the record.
fn device(device: &Value, words: &Words) -> Option<Part> {
    let key = said(&device["device"]);
    let mut part = part("a device's part of the record", key.to_owned())?;
    let (size, root) = (device["size"].to_string(), said(&device["root"]));
    let line =
        if words.english() { vec![format!("Entries{size}Root{root}")] } else { vec![size.clone(), root.to_owned()] };
    part.exact("its entries or its root", line, &format!("{size}, {root}"));
    Some(part)
}
