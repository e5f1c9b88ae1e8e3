//! What can be wrong with issuing a report, and with what is kept of it.

use assay_messages::said;

/// Why a report was not issued, signed or given out. `Display` is the sentence for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IssueError {
    /// Another file has the number.
    #[error("{}", said!("The number {number} was given to another report, issued {issued}", number = .number, issued = .issued))]
    NumberTaken {
        /// The number.
        number: String,
        /// When, as a day.
        issued: String,
    },
    /// There is no such report.
    #[error("{}", said!("No report \"{text}\" was issued in this workspace", text = .text))]
    Unknown {
        /// Id or number, as given.
        text: String,
    },
    /// An amendment is of the same assessment.
    #[error("{}", said!("Report {number} is about another assessment", number = .number))]
    OtherAssessment {
        /// Its number.
        number: String,
    },
    /// It was amended already.
    #[error("{}", said!("Report {number} was amended by {by} already", number = .number, by = .by))]
    Amended {
        /// Its number.
        number: String,
        /// The number of the amendment.
        by: String,
    },
    /// Nobody says why.
    #[error("{}", said!("An amendment needs a reason"))]
    ReasonMissing,
    /// Somebody signed it, or it was signed, since the user looked.
    #[error("{}", said!("Report {number} was signed meanwhile", number = .number))]
    Changed {
        /// Its number.
        number: String,
    },
    /// The kept file is gone.
    #[error("{}", said!("The kept file of report {number} is not in the workspace any more", number = .number))]
    FileMissing {
        /// Its number.
        number: String,
    },
    /// The kept file is another one.
    #[error("{}", said!("The kept file of report {number} is not what was issued: its SHA-256 is {found}", number = .number, found = .found))]
    FileAltered {
        /// Its number.
        number: String,
        /// What it hashes to.
        found: String,
    },
}

impl IssueError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NumberTaken { .. } => "report.number_taken",
            Self::Unknown { .. } => "report.unknown",
            Self::OtherAssessment { .. } => "report.other_assessment",
            Self::Amended { .. } => "report.amended_already",
            Self::ReasonMissing => "report.reason_missing",
            Self::Changed { .. } => "report.changed_meanwhile",
            Self::FileMissing { .. } => "report.file_missing",
            Self::FileAltered { .. } => "report.file_altered",
        }
    }

    /// What the user can do next, as a sentence.
    pub fn next_step(&self) -> &'static str {
        match self {
            Self::NumberTaken { .. } => "Choose another number, or leave it empty for the next one.",
            Self::Unknown { .. } => "Look at the list of issued reports.",
            Self::OtherAssessment { .. } => "Amend it where its own assessment is open.",
            Self::Amended { .. } => "Amend that one.",
            Self::ReasonMissing => "Say in a sentence what changes and why; the report prints it.",
            Self::Changed { .. } => "Look at its signatures, then sign again.",
            Self::FileMissing { .. } => {
                "Bring the file back from a backup of the workspace's evidence folder, or ask somebody who received it."
            }
            Self::FileAltered { .. } => {
                "Do not hand it out. Bring the file back from a backup of the workspace's evidence folder."
            }
        }
    }
}
