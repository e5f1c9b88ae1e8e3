//! What can go wrong with findings and waivers.

use assay_messages::{in_words, said};

/// Why a statement about a finding or a waiver was refused. `Display` is the sentence for the user.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FindingError {
    /// Neither a level nor a vector.
    #[error("{}", said!("A finding needs a severity"))]
    SeverityMissing,
    /// Not a CVSS 4.0 vector.
    #[error("{}", said!("\"{vector}\" is no CVSS 4.0 vector: {why}", vector = .vector, why = in_words(.why)))]
    VectorMalformed {
        /// As given.
        vector: String,
        /// What is wrong with it.
        why: String,
    },
    /// A vector of another version of CVSS.
    #[error("{}", said!("This is a vector of CVSS {version}, and findings are scored by CVSS 4.0", version = .version))]
    VectorVersion {
        /// The version that it names, or is written as.
        version: String,
    },
    /// The finding was withdrawn.
    #[error("{}", said!("\"{finding}\" was withdrawn", finding = .finding))]
    Withdrawn {
        /// Its title.
        finding: String,
    },
    /// The build or the assessment is one of another app.
    #[error("{}", said!("{build} does not belong to the app of this finding", build = .build))]
    OtherApp {
        /// The build or assessment.
        build: String,
    },
    /// The entry is no current result of a unit that showed the finding.
    #[error("{}", said!("The entry {entry} is no result that a retest on this build can rest on", entry = .entry))]
    NoBasis {
        /// The entry.
        entry: String,
    },
    /// The last day is over already.
    #[error("{}", said!("The last day of the waiver is {date}, which is over", date = .date))]
    ExpiryPast {
        /// The day.
        date: String,
    },
    /// There is nothing to let through.
    #[error("{}", said!("There is nothing to waive: {because}", because = in_words(.because)))]
    NothingToWaive {
        /// What stands instead.
        because: String,
    },
    /// The profile calls it not waivable.
    #[error("{}", said!("{item} can't be waived: the profile {profile} calls it not waivable in line {line}", item = .item, profile = .profile, line = .line))]
    NotWaivable {
        /// What the profile names.
        item: String,
        /// The profile file.
        profile: String,
        /// The line in it.
        line: u32,
    },
    /// Somebody would accept a risk of their own work.
    #[error("{}", said!("{approver} can't approve this: the profile asks for a second person, and {approver} {because}", approver = .approver, because = in_words(.because)))]
    OwnWork {
        /// The approver.
        approver: String,
        /// What they have to do with it.
        because: &'static str,
    },
    /// The waiver was withdrawn already.
    #[error("{}", said!("This waiver was withdrawn already"))]
    WaiverWithdrawn,
    /// Nothing of one's own is left to undo.
    #[error("{}", said!("There is nothing of yours to undo on this finding"))]
    NothingToUndo,
}

impl FindingError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SeverityMissing => "finding.severity_missing",
            Self::VectorMalformed { .. } => "cvss.malformed",
            Self::VectorVersion { .. } => "cvss.other_version",
            Self::Withdrawn { .. } => "finding.withdrawn",
            Self::OtherApp { .. } => "finding.other_app",
            Self::NoBasis { .. } => "finding.no_basis",
            Self::ExpiryPast { .. } => "waiver.expiry_past",
            Self::NothingToWaive { .. } => "waiver.nothing_failed",
            Self::NotWaivable { .. } => "waiver.not_waivable",
            Self::OwnWork { .. } => "waiver.own_work",
            Self::WaiverWithdrawn => "waiver.withdrawn",
            Self::NothingToUndo => "undo.nothing",
        }
    }

    /// What the user can do next, as a sentence.
    pub fn next_step(&self) -> &'static str {
        match self {
            Self::SeverityMissing => "Choose a level, or give a CVSS 4.0 vector.",
            Self::VectorMalformed { .. } => "Give all eleven base metrics, for example with the calculator.",
            Self::VectorVersion { .. } => {
                "Choose the metrics anew: those of the same name do not all mean the same. The old vector can be kept in the description."
            }
            Self::Withdrawn { .. } => "Change it first: that opens it again.",
            Self::OtherApp { .. } => "Choose a build of the same app.",
            Self::NoBasis { .. } => "Name the current result of a unit on this build, or leave it out.",
            Self::ExpiryPast { .. } => "Give a day that is still to come.",
            Self::NothingToWaive { .. } => "Waive what is failed or open.",
            Self::NotWaivable { .. } => "Mend it, or talk to whoever keeps the profile.",
            Self::OwnWork { .. } => "Name somebody else as the approver.",
            Self::WaiverWithdrawn => "Grant another one where the risk is accepted again.",
            Self::NothingToUndo => "Only your own last statements on this finding can be undone.",
        }
    }
}
