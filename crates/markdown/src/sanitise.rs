//! The second line of defence: nothing leaves that ammonia with a tight allow-list would change.
//!
//! Most texts are seen to be such by `checked`, in one pass; the others go through ammonia as a whole.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::checked::is_clean;
use crate::links::{is_anchor, is_outside, is_page_id};

/// The elements that may be in the result, `img` apart.
const ELEMENTS: [&str; 42] = [
    "a",
    "blockquote",
    "br",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "i",
];

static WITHOUT_IMAGES: LazyLock<Builder<'static>> = LazyLock::new(|| builder(BTreeSet::new()));

/// Makes sure that HTML is what sanitising leaves of it; `images` are the addresses that the caller's resolver gave for
/// this very text.
pub(crate) fn clean(html: String, images: &BTreeSet<String>) -> String {
    if is_clean(&html, images) { html } else { sanitise(&html, images) }
}

/// Sends HTML through ammonia.
pub(crate) fn sanitise(html: &str, images: &BTreeSet<String>) -> String {
    if images.is_empty() {
        WITHOUT_IMAGES.clean(html).to_string()
    } else {
        builder(images.clone()).clean(html).to_string()
    }
}

/// The attributes that an element may have; their values are judged by `judge`.
pub(crate) fn attributes_of(element: &str) -> &'static [&'static str] {
    match element {
        "a" => &["class", "href", "rel", "data-reference", "data-anchor"],
        "code" | "div" | "figure" | "p" | "section" | "sup" => &["class"],
        "details" => &["class", "open"],
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => &["id"],
        "img" => &["src", "alt", "class"],
        "li" => &["id", "class"],
        "ol" => &["start"],
        "span" => &["class", "data-reference"],
        "td" | "th" => &["class", "colspan", "rowspan"],
        _ => &[],
    }
}

fn builder(images: BTreeSet<String>) -> Builder<'static> {
    let mut builder = Builder::empty();
    let mut elements: HashSet<&str> = ELEMENTS.into_iter().collect();
    let mut schemes: HashSet<&'static str> = ["http", "https", "mailto"].into();
    if !images.is_empty() {
        elements.insert("img");
        // Ammonia looks at schemes before the filter does; the filter then takes exactly the given addresses.
        schemes.extend(["asset", "blob", "data", "tauri"]);
    }
    let attributes: HashMap<&str, HashSet<&str>> =
        elements.iter().map(|element| (*element, attributes_of(element).iter().copied().collect())).collect();
    builder
        .tags(elements)
        .clean_content_tags(["script", "style"].into())
        .tag_attributes(attributes)
        .generic_attributes(HashSet::new())
        .url_schemes(schemes)
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(move |element, attribute, value| judge(element, attribute, value, &images));
    builder
}

/// The value of an allowed attribute, if it may stay.
pub(crate) fn judge<'v>(
    element: &str,
    attribute: &str,
    value: &'v str,
    images: &BTreeSet<String>,
) -> Option<Cow<'v, str>> {
    let keep = match (element, attribute) {
        ("img", "src") => images.contains(value),
        ("a", "href") => is_outside(value) || (value.starts_with('#') && !value.chars().any(char::is_control)),
        (_, "href" | "src") => false,
        (_, "class") => value.split(' ').all(is_class),
        (_, "rel") => value == "noopener noreferrer",
        (_, "start" | "colspan" | "rowspan") => !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()),
        (_, "data-reference") => is_page_id(value),
        (_, "data-anchor") => is_anchor(value),
        (_, "open") => value.is_empty(),
        _ => true,
    };
    keep.then_some(Cow::Borrowed(value))
}

/// Whether a class is one of ours: lower-case words joined by hyphens, or a language.
fn is_class(class: &str) -> bool {
    matches!(
        class,
        "admonition"
            | "admonition-title"
            | "align-center"
            | "align-left"
            | "align-right"
            | "external"
            | "figure"
            | "footnote"
            | "footnotes"
            | "include"
            | "reference"
            | "table"
            | "task"
            | "task-done"
            | "task-open"
            | "unknown"
            | "code-comment"
            | "code-keyword"
            | "code-name"
            | "code-number"
            | "code-string"
            | "code-variable"
    ) || class
        .strip_prefix("language-")
        .is_some_and(|language| language.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#-_.".contains(&byte)))
        || class
            .strip_prefix("admonition-")
            .is_some_and(|kind| crate::source::KINDS.iter().any(|(name, _)| *name == kind))
}
