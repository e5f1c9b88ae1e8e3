//! Issued reports as front ends see them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::Stamp;

/// A report that was issued and is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IssuedReport {
    /// Its id.
    pub id: Uuid,
    /// The number that every page prints.
    pub number: String,
    /// Whether another report has the same number: two devices gave it without knowing of each other.
    pub number_twice: bool,
    /// The title in the file's properties.
    pub title: String,
    /// The app.
    pub app: Uuid,
    /// The app's name.
    pub app_name: String,
    /// The release.
    pub release: Uuid,
    /// The release's name.
    pub release_name: String,
    /// The assessment.
    pub assessment: Uuid,
    /// The builds that it prints.
    pub builds: Vec<Uuid>,
    /// The template's name.
    pub template: String,
    /// Digest over the template's files.
    pub template_digest: String,
    /// For whom it is: `public`, `customer` or `internal`.
    pub level: String,
    /// What else was chosen.
    pub options: IssuedOptions,
    /// How many pages it has.
    #[ts(type = "number")]
    pub pages: u64,
    /// The root of the checkpoint that it prints. The statement that it was issued comes after it.
    pub checkpoint: String,
    /// The moment that is printed as its date of issue.
    pub issued_at: String,
    /// Who issued it, and when that was stated.
    pub issued: Stamp,
    /// Its files, as issued first; each later one has one more signature.
    pub versions: Vec<ReportVersion>,
    /// SHA-256 of the file that is given out: the last one; of a report in volumes, its first.
    pub sha256: String,
    /// The size in bytes, of all its volumes.
    #[ts(type = "number")]
    pub size: u64,
    /// What is given out: one file, or the volumes in their order.
    pub files: Vec<ReportKeptFile>,
    /// Whether all of that is in the workspace. Whether the bytes are right is told when they are given out.
    pub kept: bool,
    /// The report that it takes the place of.
    pub amends: Option<ReportAmends>,
    /// The reports that take its place: more than one where two devices amended it.
    pub amended_by: Vec<ReportAmendment>,
}

/// A file of a report that is given out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportKeptFile {
    /// Its SHA-256.
    pub sha256: String,
    /// In bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// How many pages it has.
    #[ts(type = "number")]
    pub pages: u64,
    /// Whether it is in the workspace.
    pub kept: bool,
}

/// What was chosen for a report beside template and level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IssuedOptions {
    /// The language of the template's words.
    pub language: String,
    /// `a4` or `us-letter`.
    pub paper: String,
    /// Whether comments are printed.
    pub comments: bool,
    /// Whether the files of the evidence are attached.
    pub evidence: bool,
}

/// A kept file of a report, or its volumes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportVersion {
    /// SHA-256 of the file; of a report in volumes, of the first.
    pub sha256: String,
    /// In bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// The volumes after the first.
    pub further: Vec<ReportVolume>,
    /// Who stated it, and when.
    pub stated: Stamp,
    /// The signature that it has more than the one before; none of the file as it was issued.
    pub signature: Option<ReportSignature>,
    /// Whether another one continues it.
    pub continued: bool,
}

/// A volume after the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportVolume {
    /// SHA-256 of the file.
    pub sha256: String,
    /// In bytes.
    #[ts(type = "number")]
    pub size: u64,
}

/// A signature on a kept report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportSignature {
    /// The name in the certificate.
    pub name: String,
    /// In which role; empty where nobody said.
    pub role: String,
    /// SHA-256 of the certificate.
    pub certificate: String,
    /// Whether the key is one that Assay made: it shows that nothing was changed, and not who signed.
    pub own_key: bool,
    /// Whether a timestamp service says when.
    pub timestamp: bool,
    /// SHA-256 of the file that was signed.
    pub former: String,
}

/// The report that an amendment takes the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportAmends {
    /// Its id.
    pub report: Uuid,
    /// Its number.
    pub number: String,
    /// SHA-256 of its file, as it stood then.
    pub sha256: String,
    /// SHA-256 of its volumes after the first.
    pub further: Vec<String>,
    /// Why.
    pub reason: String,
}

/// A report that takes the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportAmendment {
    /// Its id.
    pub report: Uuid,
    /// Its number.
    pub number: String,
    /// Why.
    pub reason: String,
}
