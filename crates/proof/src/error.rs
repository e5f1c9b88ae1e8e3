//! What can go wrong before anything can be checked.

use assay_messages::said;

/// Why a file could not be checked at all. `Display` is the sentence for the user.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// It is no PDF, or a damaged one.
    #[error("{}", said!("The file can't be read as a PDF: {reason}", reason = .0))]
    Unreadable(String),
    /// It is a PDF, and no report.
    #[error("{}", said!("This is no report of Assay, or one without its data"))]
    NoData,
    /// Some volumes of a report are not there, or not those of one report in their order.
    #[error("{}", said!("This is a volume of report {number}, and not the whole report", number = .number))]
    VolumeMissing {
        /// The number of what was given.
        number: String,
    },
    /// The password does not open the key.
    #[error("{}", said!("The password does not open the file with the key"))]
    Password,
    /// The key can't be used.
    #[error("{}", said!("The key can't be used: {reason}", reason = .0))]
    Key(String),
    /// The certificate does not hold now.
    #[error("{}", said!("The certificate holds from {from} until {until}, and not now", from = .from, until = .until))]
    Expired {
        /// The first moment.
        from: String,
        /// The last one.
        until: String,
    },
    /// The timestamp service did not answer as it should.
    #[error("{}", said!("The timestamp service failed: {reason}", reason = .0))]
    Timestamp(String),
    /// The file could not be opened.
    #[error("{}", said!("{path} could not be read: {source}", path = .path, source = .source))]
    File {
        /// The file or folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl ProofError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "verify.unreadable",
            Self::NoData => "verify.no_data",
            Self::VolumeMissing { .. } => "verify.volume_missing",
            Self::Password => "sign.password",
            Self::Key(_) => "sign.key",
            Self::Expired { .. } => "sign.certificate_expired",
            Self::Timestamp(_) => "sign.timestamp",
            Self::File { .. } => "verify.file",
        }
    }

    /// What the user can do next, as one sentence.
    pub fn next_step(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "Ask whoever gave you the report for it again, byte by byte.",
            Self::NoData => "Name the report as it was issued, not a print or a copy made by another program.",
            Self::VolumeMissing { .. } => {
                "Name the files of all its volumes, or the report by its number in the workspace that keeps it."
            }
            Self::Password => "Give the password that was chosen when the file was made.",
            Self::Key(_) => "Use another PKCS#12 file with an RSA or P-256 key and its certificate.",
            Self::Expired { .. } => "Sign with a certificate that holds now.",
            Self::Timestamp(_) => "Check the address of the service, or sign without a timestamp.",
            Self::File { .. } => "Check that it exists and that you may read it.",
        }
    }

    /// The file that it is about.
    pub fn path(&self) -> Option<String> {
        match self {
            Self::File { path, .. } => Some(path.clone()),
            _ => None,
        }
    }
}
