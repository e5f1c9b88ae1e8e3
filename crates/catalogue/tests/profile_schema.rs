//! The published schema, as a validator of JSON Schema reads it, over everything that a profile file was shown to be.
//! (That its keys are those of the parser is tested beside the parser.)

use assay_catalogue::ProfileLibrary;
use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

/// The published schema, compiled.
struct Validator {
    schemas: Schemas,
    schema: SchemaIndex,
}

fn validator() -> Validator {
    let schema = include_str!("../../../docs/assay-profile-1.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    compiler.add_resource("profile.json", schema).expect("a resource");
    let schema = compiler.compile("profile.json", &mut schemas).unwrap_or_else(|problem| panic!("{problem:#}"));
    Validator { schemas, schema }
}

/// What the validator says against a file; nothing where it fits.
fn against(validator: &Validator, yaml: &str) -> Option<String> {
    let value: Value = serde_norway::from_str(yaml).unwrap_or_else(|problem| panic!("{problem}: {yaml}"));
    validator.schemas.validate(&value, validator.schema).err().map(|problem| format!("{problem:#}"))
}

#[test]
fn every_profile_that_ships_fits_the_schema() {
    let validator = validator();
    let mut seen = 0;
    for document in ProfileLibrary::shipped().documents() {
        assert_eq!(against(&validator, &document.text), None, "{}", document.file);
        seen += 1;
    }
    assert_eq!(seen, 6);
}

#[test]
fn every_step_of_the_guide_fits_the_schema() {
    let validator = validator();
    let guide = include_str!("../../../docs/GUIDE.md");
    let chapter = guide.split("## Write a company profile").nth(1).expect("the chapter");
    let chapter = chapter.split("\n## ").next().expect("its text");
    let mut text = String::new();
    let mut steps = 0;
    for block in chapter.split("```yaml\n").skip(1) {
        for line in block.split("```").next().unwrap_or_default().lines() {
            text.push_str(line.strip_prefix("   ").unwrap_or(line));
            text.push('\n');
        }
        steps += 1;
        assert_eq!(against(&validator, &text), None, "step {steps}:\n{text}");
    }
    assert!(steps >= 6, "the guide has examples");
}

#[test]
fn what_the_parser_refuses_by_its_shape_the_schema_refuses_too() {
    let validator = validator();
    let head = "format: assay-profile/1\nid: a\ntitle: A\n";
    for wrong in [
        "inculde: [FIN-1]\n",
        "extends: fintech\n",
        "include: [[FIN-1]]\n",
        "exclude: [FIN-4.6]\n",
        "exclude: [{id: FIN-4.6}]\n",
        "exclude: [{id: FIN-4.6, because: x, why: y}]\n",
        "parameters: {FIN-2.1.idle-minutes: five}\n",
        "parameters: [5]\n",
        "not_applicable: [{items: [A], because: x}]\n",
        "not_applicable: [{when: {data: card, role: merchant}, items: [A], because: x}]\n",
        "not_applicable: [{when: {featur: webview}, items: [A], because: x}]\n",
        "gate: {require: [aproved]}\n",
        "gate: {findings_below: severe}\n",
        "gate: [decided]\n",
        "evidence: [{items: [FIN-1]}]\n",
        "citations: [{source: psd2-rts, items: [FIN-1]}]\n",
    ] {
        assert!(against(&validator, &format!("{head}{wrong}")).is_some(), "the schema takes {wrong}");
    }
    for text in [
        "id: a\ntitle: A\n",
        "format: assay-profile/2\nid: a\ntitle: A\n",
        "format: assay-profile/1\nid: A B\ntitle: A\n",
    ] {
        assert!(against(&validator, text).is_some(), "the schema takes {text}");
    }
}
