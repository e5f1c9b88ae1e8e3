//! What was assessed, under which engagement, and the builds.

use serde::{Deserialize, Serialize};

/// The first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The app's name.
    pub app: String,
    /// What the app is, where somebody wrote it down.
    pub app_description: Option<String>,
    /// The release's name, such as `4.2.0`.
    pub release: String,
    /// The assessment's title.
    pub title: String,
    /// The profile's canonical id, such as `L2+R+P`.
    pub profile: String,
    /// What the profile means, in words.
    pub profile_title: String,
    /// When the assessment was opened.
    pub opened: Stamp,
    /// When the last statement that this report rests on was made; none if nothing was stated.
    pub last_statement: Option<String>,
    /// Names of everybody who stated a result, sorted.
    pub assessors: Vec<String>,
}

/// Who did something and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The member's name.
    pub by: String,
    /// When, as the device claimed.
    pub at: String,
    /// The ledger entry that says so, hex; empty where there is none.
    pub entry: String,
}

/// What the assessment is done under. Everything may be empty: a template then says that it was not recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Engagement {
    /// Who asked for it.
    pub customer: String,
    /// Who performs it.
    pub laboratory: String,
    /// Where.
    pub place: String,
    /// Access that was given: source code, accounts, environments.
    pub access: String,
    /// What counts as sensitive data in this app.
    pub sensitive_data: Vec<String>,
    /// Domains that the customer runs itself.
    pub first_party_domains: Vec<String>,
    /// Who authorises the report, with their function.
    pub authorised_by: String,
    /// What was left out on purpose.
    pub out_of_scope: Vec<String>,
    /// What came from others and was taken over untested.
    pub from_others: Vec<String>,
    /// Where the work departed from the method.
    pub deviations: Vec<String>,
    /// Opinions and interpretations of the laboratory: no results.
    pub opinions: Vec<String>,
    /// Devices used.
    pub devices: Vec<Device>,
    /// Tools used.
    pub tools: Vec<Tool>,
    /// People who stated something, with what they contributed.
    pub people: Vec<Person>,
    /// The day the builds were received.
    pub received: Option<String>,
    /// First day of testing.
    pub started: Option<String>,
    /// Last day of testing.
    pub finished: Option<String>,
}

/// A device used for testing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Make and model.
    pub name: String,
    /// Such as `Android 15`.
    pub system_version: String,
    /// Rooted or jailbroken.
    pub rooted: bool,
}

/// A tool used for testing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version; empty where it was not recorded.
    pub version: String,
}

/// Somebody who took part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name as given.
    pub name: String,
    /// How many of the current answers are theirs.
    pub answers: u32,
    /// How many pieces of evidence they added.
    pub evidence: u32,
    /// How many answers of others they approved.
    #[serde(default)]
    pub reviews: u32,
    /// What they did or sign for: `tester`, `evidence`, `reviewer`, `approver`, `customer`, `decider`.
    #[serde(default)]
    pub roles: Vec<String>,
}

/// One artefact on one platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// How the rest of the data names it, such as `build-1`.
    pub anchor: String,
    /// A short name for table heads, unique in the report, such as `Android` or `Android 4210`.
    pub short: String,
    /// `android` or `ios`.
    pub platform: String,
    /// `Android` or `iOS`.
    pub platform_name: String,
    /// Such as `4.2.0`.
    pub version_name: String,
    /// Such as `4210`.
    pub version_code: String,
    /// Application id or bundle identifier.
    pub package_id: Option<String>,
    /// `debug`, `release`, `store_signed` or `split`.
    pub variant: String,
    /// The variant in words.
    pub variant_name: String,
    /// Whether resilience may be judged on it.
    pub judges_resilience: bool,
    /// The tested file.
    pub artefact: Option<Artefact>,
    /// SHA-256 of the signing certificate.
    pub signing_certificate: Option<String>,
    /// The git commit it was built from.
    pub commit: Option<String>,
    /// Who added it.
    pub added: Stamp,
}

/// The file that was tested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artefact {
    /// The file's name, where known.
    pub file_name: Option<String>,
    /// Of the whole file.
    pub sha256: String,
    /// In bytes, where the file was at hand.
    pub size: Option<u64>,
}

/// A standard, pinned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// `MASVS`, `MASWE` or `MASTG`.
    pub name: String,
    /// The name in full.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Such as `2.1.0`.
    pub version: String,
    /// The git commit it was read from.
    pub commit: String,
    /// The digest that pins it.
    pub digest: String,
    /// Its licence (SPDX).
    pub licence: String,
    /// Where it came from.
    pub source_url: String,
}
