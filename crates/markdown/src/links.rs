//! Decides what becomes of a link's address.

use crate::pieces::is_id;

/// Where a link may lead.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Link<'a> {
    /// The web or a mailbox; opened outside the application.
    External(&'a str),
    /// A heading of the same text, by its slug.
    Heading(&'a str),
    /// A file of OWASP's that is known by an id, such as `../../techniques/ios/MASTG-TECH-0157.md`.
    Reference(&'a str),
    /// Another file of the repository, which has no id: its path as written, and a heading in it.
    File { path: &'a str, anchor: Option<&'a str> },
    /// Nowhere: an address of a kind that is not allowed. Only its text is shown.
    Nowhere,
}

/// Classifies an address. Only what begins with an allowed scheme is an address at all, however it is disguised.
pub(crate) fn classify(address: &str) -> Link<'_> {
    let address = address.trim();
    if is_outside(address) {
        return Link::External(address);
    }
    if let Some(slug) = address.strip_prefix('#') {
        return Link::Heading(slug);
    }
    let path = address.split(['#', '?']).next().unwrap_or_default().trim_end_matches('/');
    if path.is_empty()
        || path.starts_with("//")
        || path.contains(|character: char| character == ':' || character == '\\' || character.is_control())
    {
        return Link::Nowhere;
    }
    match id_of_path(path) {
        Some(id) => Link::Reference(id),
        None => {
            Link::File { path, anchor: address.split_once('#').map(|(_, anchor)| anchor).filter(|it| !it.is_empty()) }
        }
    }
}

/// The id that the last part of a path is, if it is one.
fn id_of_path(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".md").unwrap_or(name);
    is_id(name).then_some(name)
}

/// The id of the page that an address of OWASP's own site shows, if it shows one.
pub(crate) fn id_on_owasps_site(address: &str) -> Option<&str> {
    let path = address.strip_prefix("https://mas.owasp.org/")?;
    id_of_path(path.split(['#', '?']).next().unwrap_or_default().trim_end_matches('/'))
}

/// Whether an id can stand in an attribute and after `#`: of OWASP's kinds, or the name of a file of its guide.
pub(crate) fn is_page_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// Whether an address begins with `https:`, `http:` or `mailto:` and holds nothing that a browser would strip.
pub(crate) fn is_outside(address: &str) -> bool {
    let begins_with =
        |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (begins_with("https://") || begins_with("http://") || begins_with("mailto:"))
        && !address.chars().any(char::is_control)
}

/// Whether a slug can be the name of a heading: words joined by hyphens.
pub(crate) fn is_anchor(slug: &str) -> bool {
    !slug.is_empty()
        && slug.chars().all(|character| character.is_alphanumeric() || character == '-' || character == '_')
}
