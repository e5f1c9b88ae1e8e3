//! What people type, checked and tidied.

use assay_ledger::Hash;

use crate::{AssessmentError, Result};

/// Longest name, in characters.
const NAME: usize = 200;
/// Longest line or short text.
const SHORT: usize = 4_000;
/// Longest note or comment: longer ones are evidence.
const LONG: usize = 200_000;

fn bounded(what: &'static str, text: &str, limit: usize) -> Result<String> {
    let text = text.trim();
    if text.chars().count() > limit {
        return Err(AssessmentError::TooLong { what, limit });
    }
    Ok(text.to_owned())
}

/// A name: one line, not empty.
pub(super) fn name(what: &'static str, text: &str) -> Result<String> {
    let name = bounded(what, text, NAME)?;
    if name.is_empty() {
        return Err(AssessmentError::Missing { what });
    }
    if name.chars().any(char::is_control) {
        return Err(AssessmentError::Malformed { what, text: name.escape_debug().to_string(), expected: "one line" });
    }
    Ok(name)
}

/// A short text; none where it is empty.
pub(super) fn optional(what: &'static str, text: Option<&str>) -> Result<Option<String>> {
    let text = bounded(what, text.unwrap_or_default(), SHORT)?;
    Ok((!text.is_empty()).then_some(text))
}

/// A short text that may be empty.
pub(super) fn short(what: &'static str, text: &str) -> Result<String> {
    bounded(what, text, SHORT)
}

/// A long text that may be empty.
pub(super) fn long(what: &'static str, text: &str) -> Result<String> {
    bounded(what, text, LONG)
}

/// A long text that may not be empty.
pub(super) fn needed(what: &'static str, text: &str) -> Result<String> {
    let text = bounded(what, text, LONG)?;
    if text.is_empty() { Err(AssessmentError::Missing { what }) } else { Ok(text) }
}

/// A SHA-256 in hex, any case.
pub(super) fn sha256(what: &'static str, text: &str) -> Result<String> {
    let digest = text.trim().to_ascii_lowercase();
    if digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(digest);
    }
    Err(AssessmentError::Malformed { what, text: text.trim().to_owned(), expected: "64 hexadecimal digits" })
}

/// The SHA-256 of a certificate, as tools print it: any case, with or without colons.
pub(super) fn fingerprint(text: Option<&str>) -> Result<Option<String>> {
    let text = text.unwrap_or_default().trim();
    if text.is_empty() {
        return Ok(None);
    }
    sha256("The signing certificate", &text.replace([':', ' '], "")).map(Some)
}

/// What a build asks of the system: each once, sorted.
pub(super) fn permissions(given: &[String]) -> Result<Vec<String>> {
    const MOST: usize = 2_000;
    const WHAT: &str = "The list of permissions";
    if given.len() > MOST {
        return Err(AssessmentError::TooLong { what: WHAT, limit: MOST });
    }
    let mut permissions = Vec::with_capacity(given.len());
    for one in given.iter().filter(|one| !one.trim().is_empty()) {
        permissions.push(name("A permission", one)?);
    }
    permissions.sort();
    permissions.dedup();
    Ok(permissions)
}

/// A full git commit id: 40 or 64 hexadecimal digits.
pub(super) fn commit(text: Option<&str>) -> Result<Option<String>> {
    let id = text.unwrap_or_default().trim().to_ascii_lowercase();
    if id.is_empty() {
        return Ok(None);
    }
    if matches!(id.len(), 40 | 64) && id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(Some(id));
    }
    Err(AssessmentError::Malformed { what: "The commit", text: id, expected: "a full git commit id" })
}

/// A date as `2026-11-22`; none where it is empty.
pub(super) fn date(what: &'static str, text: Option<&str>) -> Result<Option<String>> {
    let text = text.unwrap_or_default().trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<jiff::civil::Date>() {
        Ok(date) if text.len() == 10 => Ok(Some(date.to_string())),
        _ => Err(AssessmentError::Malformed { what, text: text.to_owned(), expected: "a date such as 2026-11-22" }),
    }
}

/// Entry ids as a front end names them.
pub(super) fn entries(ids: &[String]) -> Result<Vec<Hash>> {
    ids.iter().map(|id| Ok(id.trim().parse::<Hash>()?)).collect()
}

/// A link that evidence can hold: http or https, with a host, and without a name or password that would stay on record.
pub(super) fn link(text: &str) -> Result<String> {
    let refused = || AssessmentError::LinkRefused { url: text.trim().to_owned() };
    let url = url::Url::parse(text.trim()).map_err(|_| refused())?;
    let web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty());
    if !web || !url.username().is_empty() || url.password().is_some() || url.as_str().len() > SHORT {
        return Err(refused());
    }
    Ok(url.to_string())
}
