//! Text that nobody would write by accident.

use crate::support::{assert_valid, set, small, text};
use serde_json::{Value, json};

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
    for pointer in [
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
    ] {
        *data.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = json!(words);
    }
    let answer = &mut data["units"][0]["answers"][0];
    answer["statements"][0]["note"] = paragraph.clone();
    answer["statements"][0]["stated"]["by"] = json!(words);
    answer["comments"] = json!([{ "text": paragraph, "stated": { "by": words, "at": "yesterday", "entry": "" } }]);
}

fn printed(words: &str) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = small();
    everywhere(&mut data, words);
    let outcome = set(data, vec![], folder.path());
    assert_valid(&outcome.pdf());
    text(&outcome.path)
}

#[test]
fn markup_is_words() {
    let words = "#panic() #import \"@preview/x:1.0.0\" $x^2$ *b* _i_ `r` <l> @r = H - i / t: d // c /* */ \\u{41} \\ ~ -- ... 'q'";
    let Some(text) = printed(words) else { return };
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
    let Some(text) = printed(&word) else { return };
    assert!(text.replace(' ', "").contains(&word), "every letter is there");
}

#[test]
fn scripts_may_mix_in_one_line() {
    printed("Grüße Ελλάδα Привет العربية 123 עברית ไทย हिन्दी 日本語 简体 繁體 한국어 → ✓ e\u{301} n\u{303} ﷺ ½");
}

#[test]
fn characters_that_no_font_has_are_written_out() {
    let Some(text) =
        printed("smile \u{1f600} private \u{e000} override \u{202e}abc\u{202c} null \u{0} bom \u{feff} tag \u{e0041}")
    else {
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
