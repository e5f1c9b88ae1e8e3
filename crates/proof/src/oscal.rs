//! `oscal-assessment-results.json`: the same assessment as NIST's OSCAL assessment results.
//!
//! OSCAL knows two results, satisfied and not satisfied. Only passes and fails of controls become its findings; what is
//! not applicable, inconclusive, untested or out of scope, and every unit, becomes an observation, which claims neither.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The version of OSCAL that is written.
pub const VERSION: &str = "1.1.3";

/// The namespace of our properties.
const NAMESPACE: &str = "https://assay.invalid/ns/oscal";

/// OSCAL assessment results of a report's data. They follow from the data alone.
pub fn assessment_results(data: &Value) -> Value {
    let ids = Ids(text(&data["document"]["id"]));
    let created = &data["document"]["created"];
    let started = data["cover"]["opened"]["at"].as_str().unwrap_or_else(|| created.as_str().unwrap_or_default());
    let mut observations = Vec::new();
    let mut findings = Vec::new();
    for unit in items(&data["units"]) {
        for answer in items(&unit["answers"]) {
            observations.push(of_unit(data, &ids, unit, answer, created));
        }
    }
    for control in items(&data["groups"]).flat_map(|group| items(&group["controls"])) {
        for verdict in items(&control["verdicts"]) {
            of_control(data, &ids, (control, verdict), created, &mut findings, &mut observations);
        }
    }
    let controls: Vec<Value> = items(&data["groups"])
        .flat_map(|group| items(&group["controls"]))
        .map(|control| json!({ "control-id": token(text(&control["id"])) }))
        .collect();
    let selection =
        if controls.is_empty() { json!({ "include-all": {} }) } else { json!({ "include-controls": controls }) };
    let mut result = json!({
        "uuid": ids.of("result"),
        "title": line(&data["document"]["title"]),
        "description": description(data),
        "start": started,
        "end": created,
        "reviewed-controls": { "control-selections": [selection] },
    });
    if !observations.is_empty() {
        result["observations"] = Value::Array(observations);
    }
    if !findings.is_empty() {
        result["findings"] = Value::Array(findings);
    }
    let mut results = json!({
        "uuid": ids.of("assessment-results"),
        "metadata": {
            "title": line(&data["document"]["title"]),
            "last-modified": created,
            "version": ids.0,
            "oscal-version": VERSION,
        },
        // There is no assessment plan in OSCAL: the profile and the catalogues are in the assessment's own data.
        "import-ap": { "href": "assessment.json" },
        "results": [result],
    });
    let resources: Vec<Value> = items(&data["evidence"]).map(|piece| resource(&ids, piece)).collect();
    if !resources.is_empty() {
        results["back-matter"] = json!({ "resources": resources });
    }
    json!({ "assessment-results": results })
}

fn of_unit(data: &Value, ids: &Ids<'_>, unit: &Value, answer: &Value, created: &Value) -> Value {
    let build = build(data, &answer["build"]);
    let state = text(&answer["state"]);
    let mut observation = json!({
        "uuid": ids.of(&format!("unit/{}/{}", text(&unit["id"]), text(&answer["build"]))),
        "title": line(&json!(format!("{}: {}", text(&unit["label"]), text(&unit["title"])))),
        "description": format!("{} on {build}: {state}.", said(&unit["label"])),
        "props": [property("state", state), property("unit", text(&unit["id"])), property("build", &build)],
        "methods": ["TEST"],
        "collected": collected(answer).unwrap_or(created),
    });
    let evidence: Vec<Value> = items(&answer["evidence"])
        .map(|number| {
            json!({ "href": format!("#{}", ids.of(&format!("evidence/{number}"))), "description": format!("E-{number}") })
        })
        .collect();
    if !evidence.is_empty() {
        observation["relevant-evidence"] = Value::Array(evidence);
    }
    observation
}

fn of_control(
    data: &Value,
    ids: &Ids<'_>,
    (control, verdict): (&Value, &Value),
    created: &Value,
    findings: &mut Vec<Value>,
    observations: &mut Vec<Value>,
) {
    let build = build(data, &verdict["build"]);
    let id = text(&control["id"]);
    let name = format!("control/{id}/{}", text(&verdict["build"]));
    let counts = text(&verdict["verdict"]);
    let title = line(&json!(format!("{id} on {build}")));
    let sentence = said(&verdict["explanation"]);
    let status = match counts {
        "pass" => "satisfied",
        "fail" => "not-satisfied",
        _ => {
            observations.push(json!({
                "uuid": ids.of(&name),
                "title": title,
                "description": sentence,
                "props": [property("verdict", counts), property("control", id), property("build", &build)],
                "methods": ["EXAMINE"],
                "collected": created,
            }));
            return;
        }
    };
    let related: Vec<Value> = items(&verdict["weaknesses"])
        .flat_map(|weakness| items(&weakness["units"]))
        .filter_map(|part| items(&data["units"]).find(|unit| unit["anchor"] == part["unit"]))
        .map(|unit| ids.of(&format!("unit/{}/{}", text(&unit["id"]), text(&verdict["build"]))))
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .map(|id| json!({ "observation-uuid": id }))
        .collect();
    let mut finding = json!({
        "uuid": ids.of(&name),
        "title": title,
        "description": sentence,
        "props": [property("verdict", counts), property("build", &build)],
        "target": { "type": "objective-id", "target-id": token(id), "status": { "state": status } },
    });
    if !related.is_empty() {
        finding["related-observations"] = Value::Array(related);
    }
    findings.push(finding);
}

fn resource(ids: &Ids<'_>, piece: &Value) -> Value {
    let content = &piece["content"];
    let mut resource = json!({
        "uuid": ids.of(&format!("evidence/{}", piece["number"])),
        "title": line(&json!(format!("E-{}", piece["number"]))),
        "props": [property("kind", text(&content["kind"]))],
    });
    if let Some(digest) = content["sha256"].as_str() {
        resource["rlinks"] = json!([{
            "href": format!("evidence/{digest}"),
            "hashes": [{ "algorithm": "SHA-256", "value": digest }],
        }]);
    }
    resource
}

/// The time of the newest statement of an answer.
fn collected(answer: &Value) -> Option<&Value> {
    items(&answer["statements"]).map(|it| &it["stated"]["at"]).max_by_key(|at| text(at))
}

fn description(data: &Value) -> String {
    let sentences: Vec<&str> = items(&data["summary"]["sentences"]).filter_map(Value::as_str).collect();
    let words = sentences.join(" ");
    if words.trim().is_empty() { "Results of the assessment.".to_owned() } else { words }
}

fn build(data: &Value, anchor: &Value) -> String {
    let named = items(&data["builds"]).find(|build| build["anchor"] == *anchor);
    named.map_or_else(|| text(anchor).to_owned(), |build| text(&build["short"]).to_owned())
}

fn property(name: &str, value: &str) -> Value {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let value = if value.is_empty() { "none".to_owned() } else { value };
    json!({ "name": name, "ns": NAMESPACE, "value": value })
}

/// One line, never empty: OSCAL's titles are.
fn line(value: &Value) -> String {
    let words = text(value).split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { "Untitled".to_owned() } else { words }
}

fn said(value: &Value) -> String {
    if text(value).trim().is_empty() { "No explanation was given.".to_owned() } else { text(value).to_owned() }
}

/// An id as OSCAL's tokens are: letters, digits, dots, hyphens, underscores, beginning with a letter.
fn token(id: &str) -> String {
    let kept: String = id
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || "-._".contains(letter) { letter } else { '_' })
        .collect();
    if kept.starts_with(|letter: char| letter.is_ascii_alphabetic()) { kept } else { format!("_{kept}") }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Ids that follow from the report's own: the same report has the same ones.
struct Ids<'a>(&'a str);

impl Ids<'_> {
    fn of(&self, name: &str) -> String {
        let digest = Sha256::digest(format!("{}\n{name}", self.0));
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        // OSCAL takes version 4 or 5 only; of the two, this is nearer to the truth.
        uuid::Builder::from_sha1_bytes(bytes).into_uuid().to_string()
    }
}
