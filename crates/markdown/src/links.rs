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
    /// Nowhere: another file of OWASP's tree, or an address of a kind that is not allowed. Only its text is shown.
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
    if path.contains(':') {
        return Link::Nowhere;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".md").unwrap_or(name);
    if is_id(name) { Link::Reference(name) } else { Link::Nowhere }
}

/// Whether an address begins with `https:`, `http:` or `mailto:` and holds nothing that a browser would strip.
pub(crate) fn is_outside(address: &str) -> bool {
    let begins_with =
        |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (begins_with("https://") || begins_with("http://") || begins_with("mailto:"))
        && !address.chars().any(char::is_control)
}
