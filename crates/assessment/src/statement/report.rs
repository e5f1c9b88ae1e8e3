//! Reports that were issued, and the signatures that were put on them since. The file itself is evidence, known by its
//! SHA-256, which is the result code: no redaction reaches it.

use assay_ledger::Hash;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Body of `report.issued`. The checkpoint that is printed is in the entry's subject.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportIssued {
    /// The number that every page prints.
    pub number: String,
    /// The title in the file's properties.
    pub title: String,
    /// What it was set with.
    pub template: UsedTemplate,
    /// For whom it is: `public`, `customer` or `internal`.
    pub disclosure: String,
    /// What else was chosen.
    pub options: IssueOptions,
    /// The release that it is about.
    pub release: Uuid,
    /// The builds that it prints.
    pub builds: Vec<Uuid>,
    /// The moment that is printed as its date of issue, RFC 3339 in UTC.
    pub issued: String,
    /// How many pages it has, in all its files.
    pub pages: u64,
    /// The size of the file in bytes: of one in volumes, that of the first.
    pub size: u64,
    /// The volumes after the first, in their order; none of a report in one file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<IssuedVolume>,
    /// The report that it takes the place of, where it is an amendment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<Amended>,
}

/// A volume after the first, of a report that is too large for one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedVolume {
    /// SHA-256 of the file.
    pub sha256: Hash,
    /// In bytes.
    pub size: u64,
    /// How many pages it has.
    pub pages: u64,
}

/// A template, as it was when a report was set with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedTemplate {
    /// The name of one that ships, or of the user's folder.
    pub name: String,
    /// Over its files, see `docs/FORMATS.md`.
    pub digest: String,
}

/// What was chosen for a report. Files are named by their digest: where they lay is nobody's business.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IssueOptions {
    /// The language of the template's words, BCP 47.
    pub language: String,
    /// `a4` or `us-letter`.
    pub paper: String,
    /// Whether comments are printed, where the level lets them.
    pub comments: bool,
    /// Whether the files of the evidence are attached.
    pub evidence: bool,
    /// The leading colour, where it is not the template's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// SHA-256 of the picture on the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// Whether fonts of the user's came before the bundled ones.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub fonts: bool,
    /// About how many pages a volume was to have at most, where fewer than usual.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_pages: Option<u32>,
}

/// The report that an amendment takes the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amended {
    /// Its id.
    pub report: Uuid,
    /// The entry that states it, or its last signature: what the author saw.
    pub entry: Hash,
    /// Its number.
    pub number: String,
    /// SHA-256 of its file, as it stood then.
    pub sha256: Hash,
    /// SHA-256 of its volumes after the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Hash>,
    /// Why it is amended.
    pub reason: String,
}

/// Body of `report.signed`: the file with one more signature, kept beside the one that it continues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSigned {
    /// SHA-256 of the file that was signed.
    pub former: Hash,
    /// The size of the signed one in bytes.
    pub size: u64,
    /// In which role; empty where nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// The name in the certificate.
    pub name: String,
    /// SHA-256 of the certificate, hex.
    pub certificate: String,
    /// Whether the key is one that Assay made, which shows that nothing was changed, and not who signed.
    pub own_key: bool,
    /// Whether a timestamp service says when.
    pub timestamp: bool,
    /// The volumes after the first, in their order: all are signed at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<SignedVolume>,
}

/// A volume after the first, with one more signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedVolume {
    /// SHA-256 of the file that was signed.
    pub former: Hash,
    /// SHA-256 of the signed one.
    pub sha256: Hash,
    /// Its size in bytes.
    pub size: u64,
}
