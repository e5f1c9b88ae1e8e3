//! Files that users write for a verb: YAML, or JSON, which is YAML too.

use std::path::Path;

use assay_commands::CommandError;
use serde::de::DeserializeOwned;

use crate::host::Failure;

/// What is said of a file that can't be taken.
pub(crate) struct Expected {
    /// What errors' codes begin with: `answers` gives `answers.unreadable` and `answers.malformed`.
    pub(crate) code: &'static str,
    /// What the file is not, after its path: `is no engagement record`.
    pub(crate) not: &'static str,
    /// What to do about a file that is something else.
    pub(crate) advice: &'static str,
}

/// Reads a file.
///
/// # Errors
/// `<code>.unreadable`, and `<code>.malformed` with the line.
pub(crate) fn read<T: DeserializeOwned>(path: &Path, expected: &Expected) -> Result<T, Failure> {
    let Expected { code, not, advice } = expected;
    let text = std::fs::read_to_string(path).map_err(|problem| {
        CommandError::new(
            &format!("{code}.unreadable"),
            format!("{} could not be read: {problem}.", path.display()),
            "Check the path, and that the file is UTF-8 text.",
        )
        .about(path)
    })?;
    serde_norway::from_str(&text).map_err(|problem| {
        let message = format!("{} {not}: {problem}.", path.display());
        let mut error = CommandError::new(&format!("{code}.malformed"), message, *advice).about(path);
        error.line = problem
            .location()
            .and_then(|location| u32::try_from(location.line()).ok())
            .and_then(std::num::NonZeroU32::new);
        Failure::Failed(error)
    })
}
