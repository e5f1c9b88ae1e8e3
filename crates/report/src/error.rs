//! What can go wrong with a report.

use assay_assessment::AssessmentError;
use assay_messages::{in_words, said};

use crate::protocol::Failure;

/// Why there is no report. `Display` is the sentence for the user.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The workspace refused.
    #[error(transparent)]
    Assessment(#[from] AssessmentError),
    /// The builds that were asked for are not the release's.
    #[error("{}", said!("The release has no build {build}", build = .build))]
    UnknownBuild {
        /// The build's id.
        build: uuid::Uuid,
    },
    /// `assay-typeset` is not where it should be.
    #[error("{}", said!("The program assay-typeset, which makes the PDF, is not installed beside this one"))]
    TypesetterMissing,
    /// It could not be started or talked to.
    #[error("{}", said!("The program {path}, which makes the PDF, could not be run: {source}", path = .path, source = .source))]
    TypesetterUnusable {
        /// The program.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// It ended without an answer: it was killed, or met its memory ceiling.
    #[error("{}", said!("Making the PDF ended before it was whole"))]
    TypesetterEnded,
    /// It said why there is no document.
    #[error("{}", .0.message)]
    Typeset(Failure),
    /// The template's files could not be read again, for their digest.
    #[error("{}", said!("{path} could not be read: {source}", path = .path, source = .source))]
    TemplateUnreadable {
        /// The file or folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// What is compared is about two apps.
    #[error("{}", said!("One report is about {former}, the other about {later}", former = .former, later = .later))]
    OtherApp {
        /// The app of the one.
        former: String,
        /// The app of the other.
        later: String,
    },
    /// What is compared was made by another version.
    #[error("{}", said!("The data of report {number} is of a form that this version does not read: {reason}", number = .number, reason = in_words(.reason)))]
    OtherForm {
        /// Its number.
        number: String,
        /// What the reader said.
        reason: String,
    },
    /// The data could not be handed over.
    #[error("{}", said!("The report's data could not be written down: {reason}", reason = .0))]
    Data(#[from] serde_json::Error),
    /// The caller stopped it.
    #[error("{}", said!("The report was cancelled; nothing was written"))]
    Cancelled,
}

impl ReportError {
    /// The stable code: front ends and tests go by it, never by the sentence.
    pub fn code(&self) -> &str {
        match self {
            Self::Assessment(error) => error.code(),
            Self::UnknownBuild { .. } => "report.unknown_build",
            Self::TypesetterMissing => "report.typesetter_missing",
            Self::TypesetterUnusable { .. } => "report.typesetter_unusable",
            Self::TypesetterEnded => "report.typesetter_ended",
            Self::Typeset(failure) => &failure.code,
            Self::TemplateUnreadable { .. } => "report.template_unreadable",
            Self::OtherApp { .. } => "report.other_app",
            Self::OtherForm { .. } => "report.other_form",
            Self::Data(_) => "report.data",
            Self::Cancelled => "report.cancelled",
        }
    }

    /// What the user can do next, as one sentence.
    pub fn next_step(&self) -> &str {
        match self {
            Self::Assessment(error) => error.next_step(),
            Self::UnknownBuild { .. } => "Name builds of the release that is assessed.",
            Self::TypesetterMissing => {
                "Install Assay anew, or, in a checkout of its source, build it with: cargo build -p assay-typeset"
            }
            Self::TypesetterUnusable { .. } => "Check that the program may be run, or install Assay anew.",
            Self::TypesetterEnded => "Try again with fewer builds or without comments, and report it if it stays so.",
            Self::Typeset(failure) => &failure.next_step,
            Self::TemplateUnreadable { .. } => {
                "Check that the template's folder is still there and that you may read it."
            }
            Self::OtherApp { .. } => "Choose two reports of the same app.",
            Self::OtherForm { .. } => "Compare them with the version of Assay that made the newer one.",
            Self::Data(_) => "This is a fault of Assay: report it.",
            Self::Cancelled => "Start it again when you want.",
        }
    }

    /// The file that it is about, where there is one.
    pub fn path(&self) -> Option<String> {
        match self {
            Self::Assessment(error) => error.path(),
            Self::TypesetterUnusable { path, .. } | Self::TemplateUnreadable { path, .. } => Some(path.clone()),
            Self::Typeset(failure) => failure.path.clone(),
            _ => None,
        }
    }

    /// The line in that file, counted from 1, where there is one.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Assessment(error) => error.line(),
            Self::Typeset(failure) => failure.line.and_then(|line| usize::try_from(line).ok()),
            _ => None,
        }
    }

    /// The column in that line, counted from 1, where there is one.
    pub fn column(&self) -> Option<u32> {
        if let Self::Typeset(failure) = self { failure.column } else { None }
    }
}
