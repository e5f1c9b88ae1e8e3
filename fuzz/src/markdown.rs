//! Markdown of any kind is rendered without a panic.

use assay_markdown::{RenderContext, Target, blocks, plain, render, render_note, standard_blocks, text};

/// Takes the bytes as markdown, whatever they are.
pub fn run(data: &[u8]) {
    let markdown = String::from_utf8_lossy(data);
    let references = |id: &str| id.starts_with("MASTG-").then(|| Target { title: format!("Title of <{id}>") });
    let context = RenderContext { references: &references, ..RenderContext::default() };
    let _ = render(&markdown, &context);
    let _ = render_note(&markdown, &context);
    let _ = (blocks(&markdown), standard_blocks(&markdown, &context), plain(&markdown), text(&markdown));
}
