//! Every text of OWASP's, where it is there: nothing of what CommonMark misses is left over.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use assay_markdown::{RenderContext, render, standard_blocks};
use support::{assert_harmless, reference, shared};

fn markdown_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            markdown_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

/// The text behind the front matter, found as loaders do: a first line `---` and the next one like it.
fn body(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("---\n") else { return text };
    rest.split_once("\n---\n").map_or(text, |(_, body)| body)
}

/// HTML without what is code or a tag.
fn prose(html: &str) -> String {
    let mut prose = String::new();
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        prose.push_str(text);
        let in_code = tag.starts_with("code") || tag.starts_with("pre") || tag.starts_with("kbd");
        rest = if in_code {
            tag.split_once("</code>").or_else(|| tag.split_once("</pre>")).map_or("", |(_, after)| after)
        } else {
            tag.split_once('>').map_or("", |(_, after)| after)
        };
    }
    prose + rest
}

#[test]
fn nothing_is_left_over_in_owasps_texts() {
    let Some(owasp) = shared("nothing_is_left_over_in_owasps_texts") else { return };
    let mut counts = [0_usize; 6];
    for standard in ["mastg", "mastg-2025-07", "maswe", "maswe-beta", "masvs"] {
        let mut files = Vec::new();
        markdown_files(&owasp.join(standard), &mut files);
        assert!(!files.is_empty(), "{standard} has texts");
        // Instructions for those who write the guide talk about the notation itself.
        files.retain(|file| !file.to_string_lossy().contains("/.github/"));
        for file in files {
            let text = fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
            let rendered = render(body(&text), &RenderContext { references: &reference, ..RenderContext::default() });
            assert_harmless(&rendered.html);
            let prose = prose(&rendered.html);
            for leftover in ["!!!", "???", "{{", "@MASTG-", "@MASWE-", "@MASVS-", ":material-", ":octicons-"] {
                assert!(!prose.contains(leftover), "{leftover} in {}", file.display());
            }
            counts[0] += 1;
            counts[1] += rendered.html.matches("class=\"admonition ").count();
            counts[2] += rendered.html.matches("data-reference=").count();
            counts[3] += rendered.html.matches("class=\"include\"").count();
            counts[4] += rendered.html.matches("class=\"figure\"").count();
            counts[5] += standard_blocks(body(&text), &RenderContext::default()).len();
        }
    }
    let [files, admonitions, references, includes, figures, blocks] = counts;
    println!(
        "{files} files: {admonitions} admonitions, {references} references, {includes} included files, \
         {figures} figures, {blocks} blocks"
    );
    assert!(
        admonitions > 200 && references > 2_000 && includes > 500 && figures > 100,
        "found what is known to be there"
    );
}
