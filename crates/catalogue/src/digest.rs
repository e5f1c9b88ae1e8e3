//! Digests: of one text, and of a whole catalogue.
//!
//! **Text.** UTF-8, line ends as LF, no byte order mark, blank lines at both ends and white space at line ends removed,
//! one LF at the end; the empty text stays empty. So a checkout with CRLF has the digests of one without.
//!
//! **Catalogue.** SHA-256 over lines: first `assay-catalogue 1` and the name, then one line per item in the order of the
//! catalogue: a kind letter and the item's facts as a compact JSON array (an array has no keys that could be reordered);
//! last the pages, because texts of tests send readers there.
//! Version, URL, commit, licence, era, paths and our summaries are left out: they say how the content was obtained.

use serde::Serialize;
use serde_json::json;
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
    let mut lines = Lines { hash: Sha256::new(), line: Vec::new() };
    lines.hash.update(b"assay-catalogue 1 ");
    lines.hash.update(json!(catalogue.name).to_string());
    lines.hash.update(b"\n");
    for it in &catalogue.groups {
        lines.begin("g").and(&it.id).and(&it.title).end();
    }
    for it in &catalogue.controls {
        let line = lines.begin("c").and(&it.id).and(&it.group);
        // Only MASVS 1 has more, so that the digests of MASVS 2 stay what they were.
        let line =
            if it.number.is_empty() { line } else { line.and(&it.number).and(&it.profiles).and(&it.other_profiles) };
        line.and(&it.text_digest).end();
    }
    for it in &catalogue.weaknesses {
        let line = lines.begin("w").and(&it.scheme).and(&it.id).and(&it.title).and(&it.platforms).and(&it.profiles);
        let line = line.and(&it.other_profiles).and(&it.controls).and(&it.beta).and(&it.cwe).and(&it.deprecated);
        line.and(&it.category).and(&it.text_digest).end();
    }
    for it in &catalogue.tests {
        let weaknesses: Vec<String> = it.weaknesses.iter().map(ToString::to_string).collect();
        let line = lines.begin("t").and(&it.id).and(&it.title).and(&it.platforms).and(&it.platform_values);
        let line = line.and(&it.kinds).and(&it.profiles).and(&it.other_profiles).and(&it.inherits_profiles);
        let line = line.and(&weaknesses).and(&it.status).and(&it.successors).and(&it.controls).and(&it.controls_v1);
        line.and(&it.prerequisites).and(&it.related).and(&it.category).and(&it.text_digest).end();
    }
    for it in pages {
        let line = lines.begin("p").and(&it.kind).and(&it.id).and(&it.title).and(&it.platform_values);
        line.and(&it.status).and(&it.text_digest).end();
    }
    hex::encode(lines.hash.finalize())
}

/// The lines of a catalogue on their way into its digest.
struct Lines {
    hash: Sha256,
    line: Vec<u8>,
}

impl Lines {
    /// Begins the line of an item with the letter of its kind.
    fn begin(&mut self, kind: &str) -> Line<'_> {
        self.line.clear();
        self.line.extend_from_slice(kind.as_bytes());
        Line { opens: b'[', lines: self }
    }
}

/// The facts of one item: a compact JSON array that is written where it is digested from.
struct Line<'l> {
    lines: &'l mut Lines,
    opens: u8,
}

impl Line<'_> {
    fn and(mut self, fact: &impl Serialize) -> Self {
        self.lines.line.push(std::mem::replace(&mut self.opens, b','));
        // Facts are texts, numbers, truth values and lists of them, which always have a JSON form.
        let _ = serde_json::to_writer(&mut self.lines.line, fact);
        self
    }

    fn end(self) {
        self.lines.line.extend_from_slice(b"]\n");
        self.lines.hash.update(&self.lines.line);
    }
}
