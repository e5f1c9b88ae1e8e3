//! `templates/sample.json` is what people try templates with; it is made here and kept current here.

mod sample;

use std::path::Path;

#[test]
fn the_sample_for_template_writers_is_what_the_model_says_now() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/sample.json");
    let expected =
        format!("{}\n", serde_json::to_string_pretty(&sample::sample(48)).expect("the sample is plain data"));
    if std::env::var_os("ASSAY_UPDATE_SAMPLE").is_some() {
        std::fs::write(&path, &expected).expect("templates/ can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "templates/sample.json is behind the model: run this test with ASSAY_UPDATE_SAMPLE=1");
    let back: assay_report::model::ReportData = serde_json::from_str(&found).expect("it reads back");
    assert_eq!(back, sample::sample(48));
}
