//! Text that nobody would write by accident.

use assay_typeset::protocol::TemplateSource;

use crate::support::{assert_valid, empty, run, small, text};
use serde_json::{Value, json};

/// Where the sample has words of people, and codes that a template may not know.
const PLACES: [&str; 81] = [
    "/cover/app",
    "/cover/release",
    "/cover/title",
    "/cover/app_description",
    "/cover/assessors/0",
    "/cover/profile",
    "/cover/profile_title",
    "/document/title",
    "/engagement/customer",
    "/engagement/laboratory",
    "/engagement/access",
    "/engagement/sensitive_data/0",
    "/engagement/first_party_domains/0",
    "/engagement/devices/0/name",
    "/engagement/devices/0/system_version",
    "/engagement/tools/0/name",
    "/engagement/tools/0/version",
    "/engagement/people/0/name",
    "/engagement/started",
    "/builds/0/package_id",
    "/builds/0/version_name",
    "/builds/0/short",
    "/builds/0/artefact/file_name",
    "/summary/sentences/0",
    "/summary/attention/0/title",
    "/summary/attention/0/label",
    "/groups/0/title",
    "/groups/0/controls/0/summary",
    "/groups/0/controls/0/verdicts/0/explanation",
    "/units/0/title",
    "/units/0/label",
    "/units/0/summary",
    "/units/0/weaknesses/0/title",
    "/evidence/0/caption",
    "/evidence/0/content/name",
    "/evidence/1/content/name",
    "/evidence/1/added/by",
    "/method/limits/sentences/0",
    "/catalogues/0/title",
    "/ledger/checkpoint/devices/0/name",
    "/document/number",
    "/engagement/authorised_by",
    "/engagement/out_of_scope/0",
    "/engagement/from_others/0",
    "/engagement/deviations/0",
    "/engagement/opinions/0",
    "/engagement/people/0/roles/0",
    "/findings/0/title",
    "/findings/0/owner",
    "/findings/0/due",
    "/findings/0/ticket",
    "/findings/0/vector",
    "/findings/0/score",
    "/findings/0/cwe/0",
    "/findings/0/weaknesses/0",
    "/findings/0/builds/0/name",
    "/findings/0/builds/1/release",
    "/findings/4/withdrawn_because",
    "/waivers/0/words",
    "/waivers/0/sentence",
    "/waivers/0/approver",
    "/waivers/0/role",
    "/waivers/0/reason",
    "/waivers/0/conditions",
    "/waivers/0/until",
    "/sign_offs/0/statement",
    "/sign_offs/1/same_device_as/0",
    "/crosswalk/0/source",
    "/crosswalk/0/title",
    "/crosswalk/0/clauses/0/clause",
    "/crosswalk/0/clauses/0/units/0/title",
    "/readiness/sentence",
    "/readiness/reasons/0/code",
    "/readiness/reasons/0/words",
    "/readiness/reasons/0/parts/0/labels/0",
    "/readiness/decisions/0/reason",
    "/readiness/decisions/0/conditions",
    "/attribution/0/code",
    "/attribution/0/words",
    "/attribution/1/code",
    "/readiness/decisions/0/choice",
];

/// Puts a text wherever the sample has words of people.
fn everywhere(data: &mut Value, words: &str) {
    let paragraph = json!({ "redacted": false, "blocks": [
        { "kind": "paragraph", "inlines": [{ "kind": "text", "text": words }, { "kind": "code", "text": words }] },
        { "kind": "code", "language": words, "text": words },
        { "kind": "list", "ordered": true, "start": 7, "items": [[
            { "kind": "quote", "blocks": [{ "kind": "heading", "level": 1, "text": words }] }]] },
        { "kind": "table", "head": [[{ "kind": "text", "text": words }], [], []],
          "rows": [[[{ "kind": "text", "text": words }], [{ "kind": "strong", "inlines": [{ "kind": "text", "text": words }] }], []]] },
        { "kind": "admonition", "tone": "note", "title": [{ "kind": "text", "text": words }], "blocks": [] },
        { "kind": "rule" },
        { "kind": "paragraph", "inlines": [{ "kind": "link", "url": format!("https://example.org/?q={words}"),
            "inlines": [{ "kind": "text", "text": words }] }] },
    ] });
    for pointer in PLACES {
        *data.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = json!(words);
    }
    for part in ["description", "steps", "remedy"] {
        data["findings"][0][part] = paragraph.clone();
    }
    let answer = &mut data["units"][0]["answers"][0];
    answer["statements"][0]["note"] = paragraph.clone();
    answer["statements"][0]["stated"]["by"] = json!(words);
    answer["comments"] = json!([{ "text": paragraph, "stated": { "by": words, "at": "yesterday", "entry": "" } }]);
}

/// The small sample with a text in every place, set with the whole report: its text, once it is valid.
fn printed(words: &str) -> Option<String> {
    with(&["assessment"], words)
}

/// The same with every template over the report's data; the text is the last one's.
fn printed_by_all(words: &str) -> Option<String> {
    with(&["executive", "remediation", "masa", "applicability", "assessment"], words)
}

fn with(templates: &[&str], words: &str) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = small();
    everywhere(&mut data, words);
    data["groups"][0]["id"] = json!("MASA-STORAGE");
    let mut said = None;
    for name in templates {
        data["document"]["template"] = json!(name);
        let outcome = run(TemplateSource::BuiltIn((*name).to_owned()), data.clone(), vec![], folder.path());
        let pdf = outcome.pdf();
        assert_valid(&pdf);
        let check = assay_proof::Pages::of(&pdf).expect("it can be read").agree_with(&data);
        assert_ne!(check.outcome, assay_proof::Outcome::Fails, "{name} is accused: {check:?}");
        said = text(&outcome.path);
    }
    said
}

#[test]
fn markup_is_words() {
    let words = "#panic() #import \"@preview/x:1.0.0\" $x^2$ *b* _i_ `r` <l> @r = H - i / t: d // c /* */ \\u{41} \\ ~ -- ... 'q'";
    let Some(text) = printed_by_all(words) else { return };
    assert!(
        text.contains(
            "#panic() #import \"@preview/x:1.0.0\" $x^2$ *b* _i_ `r` <l> @r = H - i / t: d // c /* */ \\u{41} \\ ~"
        ),
        "{text}"
    );
}

#[test]
fn a_word_of_ten_thousand_letters_breaks() {
    let word = "Supercalifragilistic".repeat(500);
    let Some(text) = printed_by_all(&word) else { return };
    // Where a page ends, its foot and the head of the next stand between the letters.
    let letters = text.replace(' ', "");
    let whole = letters.matches("Supercalifragilistic").count();
    assert!(letters.contains(&word[..word.len() / 20]), "whole pages of it are there: {text}");
    assert!(whole >= 490, "{whole} of 500 at least: the others are where pages end");
}

#[test]
fn scripts_may_mix_in_one_line() {
    printed("Grüße Ελλάδα Привет العربية 123 עברית ไทย हिन्दी 日本語 简体 繁體 한국어 → ✓ e\u{301} n\u{303} ﷺ ½");
}

#[test]
fn characters_that_no_font_has_are_written_out() {
    let Some(text) = printed_by_all(
        "smile \u{1f600} private \u{e000} override \u{202e}abc\u{202c} null \u{0} bom \u{feff} tag \u{e0041}",
    ) else {
        return;
    };
    for wanted in ["[U+1F600]", "[U+E000]", "[U+202E]", "[U+0000]", "[U+FEFF]", "[U+E0041]"] {
        assert!(text.contains(wanted), "{wanted}");
    }
}

#[test]
fn marks_without_a_base_and_odd_clusters_do_no_harm() {
    let zalgo: String = "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}".repeat(20);
    printed(&format!(
        "\u{301}\u{200d}\u{200b}\u{200e}\u{200f}\u{ad}\u{34f} {zalgo} 漢\u{301} ا\u{301} \u{fe0f}1\u{20e3} 👩\u{200d}💻 \u{1f1e9}\u{1f1ea}"
    ));
}

#[test]
fn blanks_and_line_breaks_do_no_harm() {
    printed(" \u{a0}\u{2003}\n\n\t\r\n \u{2028} ");
    printed("");
}

#[test]
fn characters_that_were_written_out_are_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = empty();
    data["cover"]["app"] = json!("smile \u{1f600} \u{1f600} and \u{fffd} of broken bytes");
    let outcome = run(TemplateSource::BuiltIn("executive".to_owned()), data, vec![], folder.path());
    assert_valid(&outcome.pdf());
    let notices = outcome.notices();
    let told = notices.iter().find(|it| it.code == "typeset.characters_written_out").expect("it is told");
    assert!(told.subject.contains("U+1F600"), "{told:?}");
}
