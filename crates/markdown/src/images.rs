//! The pictures that a text names, so that whoever reads a repository knows which ones to keep.

use memchr::{memchr_iter, memmem};
use pulldown_cmark::{Event, Tag};

use crate::Dialect;
use crate::raw_tags::{Element, Token, element, tokens};
use crate::source::Source;

/// The addresses of all pictures of a text of OWASP's (the body, without front matter), as written, each once.
///
/// They are what [`crate::RenderContext::images`] will be asked for. Where a picture lies says [`image_path`].
pub fn images(markdown: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    // Parsing costs more than looking, and most texts have none.
    let bytes = markdown.as_bytes();
    let is_tag = |at: usize| bytes.get(at + 1..at + 4).is_some_and(|it| it.eq_ignore_ascii_case(b"img"));
    let may_have = memmem::find(bytes, b"![").is_some() || memchr_iter(b'<', bytes).any(is_tag);
    if !may_have {
        return found;
    }
    let mut take = |address: &str| {
        if !found.iter().any(|it| it == address) {
            found.push(address.to_owned());
        }
    };
    let source = Source::new(markdown, Dialect::Standard);
    let mut html = String::new();
    for event in source.events() {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => take(&source.restore(&dest_url)),
            // A block comes line by line, and a tag may go over several.
            Event::Html(part) | Event::InlineHtml(part) => {
                html.push_str(&part);
                continue;
            }
            _ => {}
        }
        for token in tokens(&html) {
            if let Token::Open { name, attributes, .. } = token
                && element(&name) == Element::Image
                && let Some((_, address)) = attributes.iter().find(|(name, _)| name == "src")
            {
                take(address);
            }
        }
        html.clear();
    }
    found
}

/// Where in the repository a picture lies that a text at a path names; `None` for what is not in the repository, leaves
/// it, or is no picture that can be shown (PNG, JPEG, GIF, WebP).
///
/// OWASP writes `Images/…` relative to `Document/` wherever the text is, because its site puts all texts there; other
/// addresses are relative to the text.
pub fn image_path(text: &str, address: &str) -> Option<String> {
    let address = address.trim().split(['?', '#']).next().unwrap_or_default();
    let suffix = address.rsplit_once('.')?.1.to_ascii_lowercase();
    let is_picture = matches!(suffix.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp");
    if !is_picture || address.contains([':', '\\', '\0']) || address.starts_with('/') {
        return None;
    }
    let address = address.replace("%20", " ");
    if address.starts_with("Images/") {
        return joined("Document", &address);
    }
    if address.starts_with("Document/") {
        return joined("", &address);
    }
    joined(text.rsplit_once('/').map_or("", |(folder, _)| folder), &address)
}

/// A path below a folder of the repository; `None` where it leaves the repository.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
