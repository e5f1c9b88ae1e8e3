//! Digests: of one text, and of a whole catalogue.
//!
//! **Text.** UTF-8, line ends as LF, no byte order mark, blank lines at both ends and white space at line ends removed,
//! one LF at the end; the empty text stays empty. So a checkout with CRLF has the digests of one without.
//!
//! **Catalogue.** SHA-256 over lines: first `assay-catalogue 1` and the name, then one line per item in the order of the
//! catalogue: a kind letter and the item's facts as a compact JSON array (an array has no keys that could be reordered);
//! last the pages, because texts of tests send readers there.
//! Version, URL, commit, licence, era, paths and our summaries are left out: they say how the content was obtained.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{Catalogue, Page};

/// The text in the form that is stored and digested.
pub fn normalised_text(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let unified = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    let mut result = String::with_capacity(unified.len());
    for line in unified.trim_matches(['\n', ' ', '\t']).split('\n') {
        result.push_str(line.trim_end());
        result.push('\n');
    }
    if result == "\n" { String::new() } else { result }
}

/// SHA-256 of a text that is normalised already, in lower-case hex.
pub fn digest_of_text(normalised: &str) -> String {
    hex::encode(Sha256::digest(normalised.as_bytes()))
}

/// The digest of the catalogue's content, in lower-case hex.
pub(crate) fn digest_of_catalogue(catalogue: &Catalogue, pages: &[Page]) -> String {
    let mut hash = Sha256::new();
    let mut line = |kind: &str, facts: Value| {
        hash.update(kind.as_bytes());
        hash.update(facts.to_string().as_bytes());
        hash.update(b"\n");
    };
    line("assay-catalogue 1 ", json!(catalogue.name));
    for it in &catalogue.groups {
        line("g", json!([it.id, it.title]));
    }
    for it in &catalogue.controls {
        // Only MASVS 1 has more, so that the digests of MASVS 2 stay what they were.
        if it.number.is_empty() {
            line("c", json!([it.id, it.group, it.text_digest]));
        } else {
            line("c", json!([it.id, it.group, it.number, it.profiles, it.other_profiles, it.text_digest]));
        }
    }
    for it in &catalogue.weaknesses {
        line(
            "w",
            json!([
                it.scheme,
                it.id,
                it.title,
                it.platforms,
                it.profiles,
                it.other_profiles,
                it.controls,
                it.beta,
                it.cwe,
                it.deprecated,
                it.category,
                it.text_digest
            ]),
        );
    }
    for it in &catalogue.tests {
        line(
            "t",
            json!([
                it.id,
                it.title,
                it.platforms,
                it.platform_values,
                it.kinds,
                it.profiles,
                it.other_profiles,
                it.inherits_profiles,
                it.weaknesses.iter().map(ToString::to_string).collect::<Vec<_>>(),
                it.status,
                it.successors,
                it.controls,
                it.controls_v1,
                it.prerequisites,
                it.related,
                it.category,
                it.text_digest
            ]),
        );
    }
    for it in pages {
        line("p", json!([it.kind, it.id, it.title, it.platform_values, it.status, it.text_digest]));
    }
    hex::encode(hash.finalize())
}
