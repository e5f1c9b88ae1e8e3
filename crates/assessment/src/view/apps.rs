//! Apps, releases, builds, engagements and assessments.

use assay_catalogue::{Answers, Gate, Platform};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::checklist::Progress;
use super::migration::MigratedFrom;
use super::tailored::PinnedDocument;

/// Who stated something, when, and in which entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Stamp {
    /// When, as claimed by the device that stated it.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// The member's name as they gave it.
    pub by: String,
    /// The member's id.
    pub member: Uuid,
    /// The entry's id.
    pub entry: String,
}

/// A product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppView {
    /// The app's id.
    pub id: Uuid,
    /// Its name, unique in a workspace.
    pub name: String,
    /// What it is, in the user's words.
    pub description: Option<String>,
    /// Newest first.
    pub releases: Vec<ReleaseView>,
    /// Who added it.
    pub added: Stamp,
}

/// One version of an app as users get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReleaseView {
    /// The release's id.
    pub id: Uuid,
    /// The app it belongs to.
    pub app: Uuid,
    /// Its name, such as `4.2.0`, unique in an app.
    pub name: String,
    /// In the order in which they were added.
    pub builds: Vec<BuildView>,
    /// Newest first.
    pub assessments: Vec<AssessmentView>,
    /// Who added it.
    pub added: Stamp,
}

/// How an artefact was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// For development: debuggable, or signed with a debug key.
    Debug,
    /// As the makers sign it.
    Release,
    /// As a store signs and delivers it.
    StoreSigned,
    /// One of several split packages.
    Split,
}

impl Variant {
    /// Whether resilience may be judged on it.
    pub fn is_release(self) -> bool {
        !matches!(self, Self::Debug)
    }
}

/// The file that was tested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Artefact {
    /// The file's name, without its folder.
    pub file_name: Option<String>,
    /// SHA-256 in hex.
    pub sha256: String,
    /// In bytes, where the file was at hand.
    #[ts(type = "number | null")]
    pub size: Option<u64>,
}

/// What identifies a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BuildFacts {
    /// The platform it runs on.
    pub platform: Platform,
    /// Such as `4.2.0`.
    pub version_name: String,
    /// Such as `4210`: Android's `versionCode`, iOS's `CFBundleVersion`.
    pub version_code: String,
    /// Application id or bundle identifier.
    pub package_id: Option<String>,
    /// How it was built.
    pub variant: Variant,
    /// The tested file.
    pub artefact: Option<Artefact>,
    /// SHA-256 of the signing certificate in hex.
    pub signing_certificate: Option<String>,
    /// The git commit it was built from, full id.
    pub commit: Option<String>,
    /// What it asks of the system, sorted: permissions on Android, usage descriptions and entitlements by their keys on iOS.
    /// None where nobody has said it and the file was not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub permissions: Option<Vec<String>>,
}

/// What a tested file says of itself, before it is added as a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArtefactManifest {
    /// The platform it runs on.
    pub platform: Platform,
    /// Application id or bundle identifier.
    pub package_id: Option<String>,
    /// Such as `4.2.0`; none where it stands in the app's resources.
    pub version_name: Option<String>,
    /// Android's `versionCode`, iOS's `CFBundleVersion`.
    pub version_code: Option<String>,
    /// Whether it says that it may be debugged.
    pub debuggable: bool,
    /// See [`BuildFacts::permissions`].
    pub permissions: Vec<String>,
}

/// One artefact of a release on one platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BuildView {
    /// The build's id.
    pub id: Uuid,
    /// The release it belongs to.
    pub release: Uuid,
    /// What identifies it.
    pub facts: BuildFacts,
    /// Who added it.
    pub added: Stamp,
}

/// A device used for testing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TestDevice {
    /// Make and model.
    pub name: String,
    /// Such as `Android 15` or `iOS 18.1`.
    pub system_version: String,
    /// Rooted or jailbroken.
    pub rooted: bool,
}

/// A tool used for testing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TestTool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What an assessment is done under. Everything may stay empty until it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Engagement {
    /// Who asked for the assessment.
    pub customer: String,
    /// Who performs it.
    pub laboratory: String,
    /// Where it is performed.
    pub place: String,
    /// The access that was given: source code, accounts, test environment.
    pub access: String,
    /// What counts as sensitive data in this app, one kind an item.
    pub sensitive_data: Vec<String>,
    /// Domains that the customer runs itself.
    pub first_party_domains: Vec<String>,
    /// Who authorises the report, with their function; may be empty.
    pub authorised_by: String,
    /// What was left out on purpose, one thing an item.
    pub out_of_scope: Vec<String>,
    /// What came from others and was taken over untested, one thing an item.
    pub from_others: Vec<String>,
    /// Where the work departed from the method, one an item.
    pub deviations: Vec<String>,
    /// Opinions and interpretations of the laboratory, one an item: no results.
    pub opinions: Vec<String>,
    /// Devices used.
    pub devices: Vec<TestDevice>,
    /// Tools used.
    pub tools: Vec<TestTool>,
    /// ISO dates (`2026-11-22`), where known.
    pub received: Option<String>,
    /// First day of testing.
    pub started: Option<String>,
    /// Last day of testing.
    pub finished: Option<String>,
}

/// A pinned catalogue, as named in an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CatalogueRef {
    /// `MASVS`, `MASWE` or `MASTG`.
    pub name: String,
    /// Such as `2.1.0`.
    pub version: String,
    /// The digest that pins it.
    pub digest: String,
    /// The git commit it was read from.
    pub commit: String,
    /// Where it came from.
    pub source_url: String,
    /// Its licence (SPDX).
    pub licence: String,
}

/// How far one build is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BuildProgress {
    /// The build.
    pub build: Uuid,
    /// Its platform.
    pub platform: Platform,
    /// Counted over required units.
    pub progress: Progress,
}

/// A release measured against a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AssessmentView {
    /// The assessment's id.
    pub id: Uuid,
    /// The release that is measured.
    pub release: Uuid,
    /// A title, by default made of app, release and profile.
    pub title: String,
    /// The profile's id, such as `L2+R+P` or `fintech`.
    pub profile: String,
    /// The profile's title.
    pub profile_title: String,
    /// The files of the profile, pinned by digest; none for plain MAS levels.
    pub documents: Vec<PinnedDocument>,
    /// The digest that pins the requirements; none for plain MAS levels.
    pub requirements: Option<String>,
    /// The answers of the questionnaire.
    #[ts(type = "{ [key in string]: Array<string> }")]
    pub answers: Answers,
    /// What is asked for before a release may ship: the profile's gate, or the usual one.
    pub gate: Gate,
    /// What it is measured against.
    pub catalogues: Vec<CatalogueRef>,
    /// The assessment that its answers were carried over from.
    pub migrated_from: Option<MigratedFrom>,
    /// All those that it was moved from one after the other, the nearest first.
    pub moved_from: Vec<Uuid>,
    /// What it is done under.
    pub engagement: Engagement,
    /// Who opened it.
    pub opened: Stamp,
    /// One a build of the release.
    pub builds: Vec<BuildProgress>,
}
