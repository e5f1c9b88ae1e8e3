//! The OSCAL attachment against NIST's schema.

use boon::{Compiler, Schemas};
use serde_json::Value;

fn sample() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates/sample.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("the sample")).expect("JSON")
}

fn problems(results: &Value) -> String {
    let mut compiler = Compiler::new();
    let schema: Value = serde_json::from_str(include_str!("oscal-assessment-results-1.1.3.schema.json")).expect("JSON");
    let id = schema["$id"].as_str().expect("an id").to_owned();
    compiler.add_resource(&id, schema).expect("a schema");
    let mut schemas = Schemas::new();
    let index = compiler.compile(&id, &mut schemas).expect("it compiles");
    schemas.validate(results, index).err().map(|error| format!("{error:#}")).unwrap_or_default()
}

#[test]
fn assessment_results_are_what_the_schema_asks_for() {
    let data = sample();
    let results = assay_proof::oscal::assessment_results(&data);
    assert_eq!(problems(&results), "");
    let result = &results["assessment-results"]["results"][0];
    let states: Vec<&str> = result["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|it| it["target"]["status"]["state"].as_str().expect("a state"))
        .collect();
    let said = |wanted: &str| {
        let verdicts = data["groups"]
            .as_array()
            .expect("groups")
            .iter()
            .flat_map(|group| group["controls"].as_array().expect("controls"));
        verdicts
            .flat_map(|control| control["verdicts"].as_array().expect("verdicts"))
            .filter(|it| it["verdict"] == wanted)
            .count()
    };
    assert_eq!(states.iter().filter(|it| **it == "satisfied").count(), said("pass"));
    assert_eq!(states.iter().filter(|it| **it == "not-satisfied").count(), said("fail"));
    assert!(said("inconclusive") + said("untested") > 0, "the sample has what OSCAL has no word for");
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let mut results = assay_proof::oscal::assessment_results(&sample());
    results["assessment-results"]["results"][0]["findings"][0]["target"]["status"]["state"] = "inconclusive".into();
    assert_ne!(problems(&results), "");
}
