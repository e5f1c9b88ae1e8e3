//! The published schema of profile files, for editors that check while one types. The parser is what decides; tests hold
//! the two together.

#![expect(dead_code, reason = "the types are only described, never made")]

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use crate::{FindingSeverity, GateRule, ProfileDocument, Questionnaire};

/// A profile of Assay: what an assessment asks for, extending MAS levels and other profiles.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, title = "Assay profile")]
struct ProfileFile {
    /// The format of this file.
    #[schemars(extend("const" = super::parse::FORMAT))]
    format: String,
    /// What other files and assessments name the profile by.
    #[schemars(regex(pattern = r"^[a-z0-9][a-z0-9-]{0,63}$"))]
    id: String,
    /// Its title.
    #[schemars(length(min = 1))]
    title: String,
    /// What it is for.
    summary: Option<String>,
    /// Ids of profiles (shipped, in the workspace, or in files next to this one) and MAS levels such as L2+R.
    extends: Option<Vec<String>>,
    /// What comes in: ids of controls, groups of controls, weaknesses or tests.
    include: Option<Vec<Included>>,
    /// What goes out.
    exclude: Option<Vec<ItemWithReason>>,
    /// What was optional and is required.
    require: Option<Vec<ItemWithReason>>,
    /// What was required and is optional: controls of the baseline and of industries, and tests.
    relax: Option<Vec<ItemWithReason>>,
    /// Values of parameters, by control and parameter: `FIN-2.1.idle-minutes: 5`.
    parameters: Option<BTreeMap<String, u32>>,
    /// What is proposed as not applicable where a condition holds.
    not_applicable: Option<Vec<NotApplicable>>,
    /// What has to hold before a release may ship. What is left out is inherited.
    gate: Option<Gate>,
    /// How answers are reviewed. What is left out is inherited.
    review: Option<Review>,
    /// What evidence is expected.
    evidence: Option<Vec<Evidence>>,
    /// Clauses that items are related to.
    citations: Option<Vec<CitationRow>>,
}

/// A control (`FIN-2.1`), a group (`FIN-2`), a control of MASVS (`MASVS-NETWORK-2`), a weakness with its numbering
/// (`MASWE-0018@maswe-1`) or a test (`MASTG-TEST-0235`).
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Item(#[schemars(length(min = 1))] String);

/// An item, or an item with a reason.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Included {
    /// The item.
    Item(Item),
    /// The item with a reason.
    WithReason(IncludedWithReason),
}

/// An item, with a reason if one likes.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct IncludedWithReason {
    /// The item.
    id: Item,
    /// Why.
    because: Option<String>,
}

/// An item with the reason that an auditor reads.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ItemWithReason {
    /// The item.
    id: Item,
    /// Why.
    #[schemars(length(min = 1))]
    because: String,
}

/// Where `when` holds, the items are proposed as not applicable.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct NotApplicable {
    /// The condition over the answers of the questionnaire.
    when: ConditionRow,
    /// What it concerns.
    #[schemars(length(min = 1))]
    items: Vec<Item>,
    /// Why.
    #[schemars(length(min = 1))]
    because: String,
}

/// The release gate.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Gate {
    /// What it asks for; replaces what is inherited.
    require: Option<Vec<GateRule>>,
    /// Open findings have to be below this; replaces what is inherited.
    findings_below: Option<FindingSeverity>,
    /// What no waiver may let through; is added to what is inherited.
    not_waivable: Option<Vec<Item>>,
}

/// How answers are reviewed.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Review {
    /// Whether nobody may approve their own answer.
    four_eyes: Option<bool>,
}

/// What evidence is expected.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Evidence {
    /// What it concerns.
    #[schemars(length(min = 1))]
    items: Vec<Item>,
    /// What is expected.
    #[schemars(length(min = 1))]
    expect: String,
}

/// A clause that items are related to.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct CitationRow {
    /// The key of a source that ships, or a name of one's own.
    #[schemars(length(min = 1))]
    source: String,
    /// The clause.
    #[schemars(length(min = 1))]
    clause: String,
    /// What it concerns.
    #[schemars(length(min = 1))]
    items: Vec<Item>,
}

/// `{feature: webview}`, `{not: {...}}`, `{any: [...]}`, `{all: [...]}`: the questions are those of the questionnaire.
struct ConditionRow;

impl JsonSchema for ConditionRow {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let inner = generator.subschema_for::<ConditionRow>();
        let one = |key: &str, value: serde_json::Value| {
            serde_json::json!({
                "type": "object", "properties": { key: value }, "required": [key], "additionalProperties": false,
            })
        };
        let several = serde_json::json!({ "type": "array", "items": inner, "minItems": 1 });
        let mut kinds = vec![one("not", serde_json::json!(inner)), one("any", several.clone()), one("all", several)];
        for question in &Questionnaire::shipped().questions {
            let words: Vec<&str> = question.options.iter().map(|option| option.word.as_str()).collect();
            kinds.push(one(&question.key, serde_json::json!({ "enum": words, "description": question.question })));
        }
        json_schema!({ "description": "A condition over the answers of the questionnaire.", "oneOf": kinds })
    }
}

impl ProfileDocument {
    /// The JSON schema of profile files, as `docs/assay-profile-1.schema.json` publishes it.
    pub fn schema() -> String {
        let schema = schemars::schema_for!(ProfileFile);
        let mut text = Vec::new();
        let mut serializer =
            serde_json::Serializer::with_formatter(&mut text, serde_json::ser::PrettyFormatter::with_indent(b"  "));
        // Writing JSON to memory cannot fail.
        let written = schema.serialize(&mut serializer);
        debug_assert!(written.is_ok());
        text.push(b'\n');
        String::from_utf8(text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::{GATE_RULES, KEYS, SEVERITIES};
    use super::*;

    #[test]
    fn the_published_schema_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/assay-profile-1.schema.json");
        let schema = ProfileDocument::schema();
        if std::env::var_os("ASSAY_WRITE_SCHEMA").is_some() {
            std::fs::write(path, &schema).expect("the file can be written");
        }
        let published = std::fs::read_to_string(path).expect("the published schema");
        assert!(published == schema, "run this test with ASSAY_WRITE_SCHEMA=1 and commit the file");
    }

    #[test]
    fn the_schema_allows_the_keys_and_words_that_the_parser_reads() {
        let schema: serde_json::Value = serde_json::from_str(&ProfileDocument::schema()).expect("JSON");
        let mut keys: Vec<&str> =
            schema["properties"].as_object().expect("properties").keys().map(String::as_str).collect();
        let mut known = KEYS.to_vec();
        keys.sort_unstable();
        known.sort_unstable();
        assert_eq!(keys, known);
        assert_eq!(schema["required"], serde_json::json!(["format", "id", "title"]));
        let text = schema.to_string();
        for word in GATE_RULES.iter().map(|(word, _)| *word).chain(SEVERITIES.iter().map(|(word, _)| *word)) {
            assert!(text.contains(&format!("\"{word}\"")), "{word}");
        }
        for question in &Questionnaire::shipped().questions {
            assert!(text.contains(&format!("\"{}\"", question.key)), "{}", question.key);
        }
    }
}
