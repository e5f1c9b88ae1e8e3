//! The one error that front ends see.

use std::num::NonZeroU32;
use std::sync::LazyLock;

use assay_assessment::AssessmentError;
use assay_assessment::view::UnitRefused;
use assay_catalogue::CatalogueError;
use assay_ledger::LedgerError;
use assay_messages::{in_words, said};
use assay_proof::ProofError;
use assay_report::ReportError;
use regex::Regex;
use serde::Serialize;
use ts_rs::TS;

/// Why a command was not carried out. Front ends go by the code, never by the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct CommandError {
    /// Stable, `area.reason`, such as `workspace.newer`.
    pub code: String,
    /// A sentence for the user.
    pub message: String,
    /// What to do next, one sentence.
    pub next_step: String,
    /// The file or folder that it is about, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub path: Option<String>,
    /// The line in that file, counted from 1, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub line: Option<NonZeroU32>,
    /// The column in that line, counted from 1 in characters, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub column: Option<NonZeroU32>,
    /// The units that were refused, each with its own reason, where many were to be answered at once.
    #[serde(skip_serializing_if = "<[UnitRefused]>::is_empty")]
    #[ts(as = "Option<Vec<UnitRefused>>", optional)]
    pub units: Box<[UnitRefused]>,
}

impl CommandError {
    /// An error of this crate or of a host, in the language that is spoken here.
    pub fn new(code: &str, message: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: in_words(&message.into()),
            next_step: in_words(&next_step.into()),
            path: None,
            line: None,
            column: None,
            units: Box::default(),
        }
    }

    /// The same, about this file or folder.
    #[must_use]
    pub fn about(mut self, path: impl AsRef<std::path::Path>) -> Self {
        self.path = Some(path.as_ref().display().to_string());
        self
    }

    pub(crate) fn unknown_command(name: &str) -> Self {
        Self::new(
            "commands.unknown",
            said!("There is no command \"{name}\".", name),
            "Update Assay, so that all its parts are of one version.",
        )
    }

    pub(crate) fn bad_input(name: &str, problem: &serde_json::Error) -> Self {
        Self::new(
            "commands.bad_input",
            said!("The request is not what {name} takes: {problem}.", name, problem),
            "Compare the request with the description of the command.",
        )
    }

    pub(crate) fn panicked(name: &str) -> Self {
        Self::new(
            "program.failed",
            said!("A defect of Assay stopped {name}. What was recorded before is safe.", name),
            "Try again; if it happens again, report it with what you did.",
        )
    }

    pub(crate) fn no_workspace() -> Self {
        Self::new("workspace.none_open", "No workspace is open.", "Open a workspace, or create one.")
    }

    /// Whether the user asked for it to stop.
    pub fn is_cancelled(&self) -> bool {
        self.code == "cancelled" || self.code.ends_with(".cancelled")
    }

    pub(crate) fn io(path: &std::path::Path, doing: &str, problem: &std::io::Error) -> Self {
        if problem.kind() == std::io::ErrorKind::NotFound && doing == "read" {
            let message = said!("There is no file {path}.", path = path.display());
            return Self::new("file.not_found", message, "Check the path and try again.").about(path);
        }
        Self::new(
            "disk.failed",
            said!(
                "{path} could not be {doing}: {problem}.",
                path = path.display(),
                doing = in_words(doing),
                problem = plain(&problem.to_string())
            ),
            "Check that the folder exists, that you may write there and that the disk has room.",
        )
        .about(path)
    }
}

impl From<CatalogueError> for CommandError {
    fn from(error: CatalogueError) -> Self {
        let mut made = Self::new(error.code(), sentence(&error.to_string()), error.next_step());
        made.path = error.path().map(str::to_owned);
        made.line = error.line().and_then(counted);
        made
    }
}

impl From<LedgerError> for CommandError {
    fn from(error: LedgerError) -> Self {
        let mut made = Self::new(error.code(), sentence(&error.to_string()), error.next_step());
        made.path = match &error {
            LedgerError::IdentityMissing { home: path }
            | LedgerError::HomeDamaged { path, .. }
            | LedgerError::WorkspaceMissing { dir: path }
            | LedgerError::WorkspaceExists { dir: path }
            | LedgerError::NotAWorkspace { dir: path, .. }
            | LedgerError::WorkspaceNewer { dir: path, .. }
            | LedgerError::WorkspaceForeign { dir: path }
            | LedgerError::Disk { path, .. }
            | LedgerError::EvidenceFileMissing { path }
            | LedgerError::EvidenceIsLink { path }
            | LedgerError::EvidenceNotAFile { path, .. }
            | LedgerError::EvidenceChanged { path }
            | LedgerError::EvidenceUnreadable { path, .. }
            | LedgerError::EvidenceReadOnly { path } => Some(path.display().to_string()),
            _ => None,
        };
        made
    }
}

impl From<AssessmentError> for CommandError {
    fn from(error: AssessmentError) -> Self {
        match error {
            AssessmentError::Ledger(error) => error.into(),
            AssessmentError::Catalogue(error) => error.into(),
            error => {
                let mut made = Self::new(error.code(), sentence(&error.to_string()), error.next_step());
                made.path = error.path();
                made.line = error.line().and_then(counted);
                if let AssessmentError::ResultsRefused { refused, .. } = error {
                    made.units =
                        refused.into_iter().map(|it| UnitRefused { message: sentence(&it.message), ..it }).collect();
                }
                made
            }
        }
    }
}

impl From<ReportError> for CommandError {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Assessment(error) => error.into(),
            error => {
                let mut made = Self::new(error.code(), sentence(&error.to_string()), error.next_step());
                made.path = error.path();
                made.column = error.column().and_then(NonZeroU32::new);
                made.line = error.line().and_then(counted);
                made
            }
        }
    }
}

/// A line or column that is counted from 1.
fn counted(number: usize) -> Option<NonZeroU32> {
    u32::try_from(number).ok().and_then(NonZeroU32::new)
}

impl From<ProofError> for CommandError {
    fn from(error: ProofError) -> Self {
        let mut made = Self::new(error.code(), sentence(&error.to_string()), error.next_step());
        made.path = error.path();
        made
    }
}

/// The text in plain words, with a full stop at its end.
pub(crate) fn sentence(text: &str) -> String {
    let text = plain(text);
    if text.ends_with(['.', '?']) { text } else { format!("{text}.") }
}

/// What the system says of a failure, without its number for it and without the names of files that are ours for a moment.
fn plain(text: &str) -> String {
    static NUMBERS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#" \(os error \d+\)| at path "(?:[^"\\]|\\.)*""#).expect("a pattern of ours"));
    NUMBERS.replace_all(text, "").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_told_without_the_systems_number_and_our_own_names() {
        let missing = std::fs::File::open("/nowhere/at/all").expect_err("it is not there");
        let told = CommandError::io(std::path::Path::new("/nowhere/at"), "written to", &missing);
        assert_eq!(told.message, "/nowhere/at could not be written to: No such file or directory.");
        let passing = tempfile::tempfile_in("/nowhere/at/all").expect_err("it is not there");
        let told = CommandError::io(std::path::Path::new("/a.pdf"), "written", &passing);
        assert_eq!(told.message, "/a.pdf could not be written: No such file or directory.");
        assert_eq!(sentence("It is there (os error 17) (os error 2)"), "It is there.");
        assert_eq!(sentence(r#"No room at path "/a \"b\"/c" (os error 28)"#), "No room.");
        assert_eq!(
            sentence("There is no app \"Help (os error tables)\""),
            "There is no app \"Help (os error tables)\"."
        );
    }
}
