//! Markdown of any kind is rendered without a panic, to HTML that does no harm, and to the same as if all of it had been
//! sanitised.

use assay_markdown::{RenderContext, Target, blocks, images, plain, render, render_note, standard_blocks, steps, text};

#[path = "../../crates/markdown/tests/support/harmless.rs"]
mod harmless;

/// Takes the bytes as markdown, whatever they are.
pub fn run(data: &[u8]) {
    let markdown = String::from_utf8_lossy(data);
    let references = |id: &str| id.starts_with("MASTG-").then(|| Target { title: format!("Title of <{id}>") });
    let files = |path: &str| path.to_ascii_lowercase().ends_with(".md").then(|| "MASTG-KNOW-0001".to_owned());
    let includes = |path: &str| path.to_ascii_lowercase().ends_with(".kt").then(|| markdown.to_string());
    let context = RenderContext {
        references: &references,
        files: Some(&files),
        includes: Some(&includes),
        ..RenderContext::default()
    };
    for note in [false, true] {
        let written = steps::written(&markdown, &context, note);
        let sanitised = steps::sanitised(&written);
        assert!(!steps::passes(&written) || written == sanitised, "what passes is what sanitising gives");
        let shown = if note { render_note(&markdown, &context) } else { render(&markdown, &context) };
        assert!(shown.html == sanitised, "what is shown is what sanitising gives");
        harmless::assert_harmless(&shown.html);
    }
    let _ = (blocks(&markdown), standard_blocks(&markdown, &context), plain(&markdown), text(&markdown));
    let _ = images(&markdown);
}
