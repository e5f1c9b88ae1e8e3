//! What a reader of a PDF sees, by Debian's poppler.

use std::path::Path;
use std::process::Command;

use crate::has_tool;

/// The words of a PDF, each run of white space as one blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfText(String);

/// Reads a PDF's text; none, said, where `pdftotext` is not installed.
///
/// # Panics
/// When the file is no PDF.
pub fn pdf_text(path: &Path) -> Option<PdfText> {
    if !has_tool("pdftotext") {
        return None;
    }
    let output =
        Command::new("pdftotext").arg("-layout").arg(path).arg("-").output().expect("pdftotext can be started");
    assert!(output.status.success(), "{} is no PDF: {}", path.display(), String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    Some(PdfText(text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

impl PdfText {
    /// Whether these words stand there, in this order.
    pub fn contains(&self, words: &str) -> bool {
        self.0.contains(words)
    }

    /// Whether this long word (such as a digest) stands there, broken over lines or not.
    pub fn contains_unbroken(&self, word: &str) -> bool {
        self.0.replace(' ', "").contains(word)
    }
}
