//! Answers to native dialogs for the end-to-end test: WebDriver sees the page, but no dialog of the system.
//!
//! When `ASSAY_DIALOG_ANSWERS` names a file that exists, the next dialog is not shown: the file's JSON is its answer (a
//! path, a list of paths, true, false, or null for "cancelled"), and the file is removed.

/// The answer that waits for the next dialog, if there is one.
pub(crate) fn answer() -> Option<serde_json::Value> {
    let path = std::env::var_os("ASSAY_DIALOG_ANSWERS")?;
    let text = std::fs::read(&path).ok()?;
    std::fs::remove_file(&path).ok()?;
    serde_json::from_slice(&text).ok()
}
