//! What a catalogue consists of: facts and our own summaries. OWASP's sentences are texts and live elsewhere, known
//! here by their digests.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A platform an app is assessed on; verdicts of one say nothing about the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    /// Google's Android.
    Android,
    /// Apple's iOS.
    Ios,
}

impl Platform {
    /// Every platform, in the order in which they are listed.
    pub const ALL: [Platform; 2] = [Platform::Android, Platform::Ios];

    /// The name as its makers write it, for sentences.
    pub fn name(self) -> &'static str {
        match self {
            Platform::Android => "Android",
            Platform::Ios => "iOS",
        }
    }

    /// The word of data and files: `android` or `ios`.
    pub fn as_str(self) -> &'static str {
        match self {
            Platform::Android => "android",
            Platform::Ios => "ios",
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Platform {
    type Err = crate::CatalogueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Platform::ALL
            .into_iter()
            .find(|platform| platform.as_str() == text)
            .ok_or_else(|| crate::CatalogueError::UnknownPlatform { text: text.to_owned() })
    }
}

/// A level of OWASP's MAS testing profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub enum Level {
    /// Essential security.
    L1,
    /// Advanced security. The data lists L2 wherever it lists L1 (but for one test), so L2 needs no rule to include L1.
    L2,
    /// Resilience against reverse engineering and tampering; never alone.
    R,
    /// Privacy.
    P,
}

impl Level {
    /// Every level, in the order in which they are written.
    pub const ALL: [Level; 4] = [Level::L1, Level::L2, Level::R, Level::P];

    /// `L1`, `L2`, `R` or `P`.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::L1 => "L1",
            Level::L2 => "L2",
            Level::R => "R",
            Level::P => "P",
        }
    }

    /// The level of exactly this name.
    pub fn from_name(name: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.as_str() == name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which standard a catalogue is a version of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CatalogueName {
    /// The verification standard: groups and controls.
    Masvs,
    /// The weakness enumeration.
    Maswe,
    /// The testing guide: tests, and the pages that they refer to.
    Mastg,
}

impl CatalogueName {
    /// `MASVS`, `MASWE` or `MASTG`.
    pub fn as_str(self) -> &'static str {
        match self {
            CatalogueName::Masvs => "MASVS",
            CatalogueName::Maswe => "MASWE",
            CatalogueName::Mastg => "MASTG",
        }
    }
}

impl fmt::Display for CatalogueName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A numbering of weaknesses. Both use the same ids with other meanings: an id is never used without its scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub enum Scheme {
    /// The numbering up to June 2026, which MASTG 2.0.0 refers to.
    #[serde(rename = "maswe-beta")]
    MasweBeta,
    /// The numbering of MASWE 1.0.0.
    #[serde(rename = "maswe-1")]
    Maswe1,
}

impl Scheme {
    /// `maswe-beta` or `maswe-1`.
    pub fn as_str(self) -> &'static str {
        match self {
            Scheme::MasweBeta => "maswe-beta",
            Scheme::Maswe1 => "maswe-1",
        }
    }

    /// The scheme of exactly this name.
    pub fn from_name(name: &str) -> Option<Scheme> {
        [Scheme::MasweBeta, Scheme::Maswe1].into_iter().find(|scheme| scheme.as_str() == name)
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A weakness by its full name, written `maswe-1/MASWE-0018`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(rename = "WeaknessName")]
pub struct WeaknessRef {
    /// The numbering that the id belongs to.
    pub scheme: Scheme,
    /// `MASWE-0018`.
    pub id: String,
}

impl WeaknessRef {
    /// How a sentence names it: `MASWE-0018`, and `MASWE-0018 (beta)` in the numbering before MASWE 1.0, which gave the
    /// same ids to other weaknesses.
    pub fn said(&self) -> String {
        match self.scheme {
            Scheme::Maswe1 => self.id.clone(),
            Scheme::MasweBeta => format!("{} (beta)", self.id),
        }
    }
}

impl fmt::Display for WeaknessRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.scheme, self.id)
    }
}

/// Which shape of OWASP's data a catalogue was read from; the importer says it, nobody has to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Era {
    /// MASVS up to 1.5: requirements in the tables of chapters, with levels.
    Masvs1,
    /// MASVS 2: groups and controls.
    Masvs2,
    /// MASWE before 1.0: the beta numbering.
    MasweBeta,
    /// MASWE 1.0 and later.
    Maswe1,
    /// MASTG (and MSTG) up to 1.5.0: chapters only, no test has an id of its own.
    MastgChapters,
    /// MASTG 1.6.0 to 1.7.0: tests of the first generation only, which name MASVS controls and no weakness.
    MastgV1,
    /// MASTG up to 2.0.0: `tests-beta`, `weakness` in the beta numbering, profiles on the test.
    MastgTestsBeta,
    /// MASTG of July and August 2026: as before, `weakness` in the numbering of MASWE 1.0.
    MastgRemapped,
    /// MASTG since 2026-09-13: `maswe` is a list, profiles still on the test.
    MastgMasweList,
    /// MASTG since 2026-09-17: `maswe` is a list, profiles are those of the weakness.
    MastgInherited,
}

/// One immutable version of one standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Catalogue {
    /// Who publishes it: `OWASP`.
    pub publisher: String,
    /// Which standard it is.
    pub name: CatalogueName,
    /// Its version as people say it (`2.1.0`), or `unreleased (80ce89172e86)` for a commit that nobody named.
    pub version: String,
    /// Where it was read from: the URL of the repository, empty for a folder of unknown origin.
    pub source_url: String,
    /// The full id of the git commit, empty for a folder without one.
    pub commit: String,
    /// The licence of the texts: `CC BY-SA 4.0`, or `unknown`.
    pub licence: String,
    /// SHA-256 in lower-case hex over the facts and text digests, see the crate's `digest` module: the same content has
    /// the same digest, whoever read it and wherever from; version, URL, commit, licence and summaries don't count.
    pub digest: String,
    /// Which shape of the data it was read from.
    pub era: Era,
    /// MASVS: the groups of controls in the standard's order; empty elsewhere.
    pub groups: Vec<Group>,
    /// MASVS: the controls in the standard's order; empty elsewhere.
    pub controls: Vec<Control>,
    /// MASWE: the weaknesses ordered by id; empty elsewhere.
    pub weaknesses: Vec<Weakness>,
    /// MASTG: the tests ordered by id; empty elsewhere.
    pub tests: Vec<Test>,
}

/// A group of controls, such as MASVS-STORAGE.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Group {
    /// `MASVS-STORAGE`; `V2` in MASVS 1.
    pub id: String,
    /// `Storage`.
    pub title: String,
}

/// A control of MASVS; a requirement in the words of MASVS 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Control {
    /// `MASVS-STORAGE-1`; in MASVS 1 `MSTG-STORAGE-1`, and before 1.2 the number alone, `2.1`.
    pub id: String,
    /// The id of its group.
    pub group: String,
    /// MASVS 1: its number in the standard, `2.1`; empty elsewhere.
    #[serde(default)]
    pub number: String,
    /// MASVS 1: the levels that require it. MASVS 2 has none: its levels are on weaknesses and tests.
    #[serde(default)]
    pub profiles: Vec<Level>,
    /// MASVS before 1.0: levels that are none today, `L3` and `L4`.
    #[serde(default)]
    pub other_profiles: Vec<String>,
    /// One line in our own words; empty where nobody wrote one.
    #[serde(default)]
    pub summary: String,
    /// Digest of the upstream statement and description.
    pub text_digest: String,
}

/// A weakness of MASWE.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Weakness {
    /// `MASWE-0018`; means something only together with `scheme`.
    pub id: String,
    /// The numbering that the id belongs to.
    pub scheme: Scheme,
    /// OWASP's title.
    pub title: String,
    /// The platforms it concerns.
    #[serde(default)]
    pub platforms: Vec<Platform>,
    /// The levels that require it.
    #[serde(default)]
    pub profiles: Vec<Level>,
    /// Profiles upstream names that are no level we know, such as `EUDIW`; they require nothing here.
    #[serde(default)]
    pub other_profiles: Vec<String>,
    /// MASVS 2 controls in OWASP's order: it counts under the first, the others are secondary.
    #[serde(default)]
    pub controls: Vec<String>,
    /// The ids that it replaces in the beta numbering.
    #[serde(default)]
    pub beta: Vec<String>,
    /// Numbers of the Common Weakness Enumeration.
    #[serde(default)]
    pub cwe: Vec<u32>,
    /// Upstream withdrew it: it counts nowhere. Only the beta numbering has such.
    #[serde(default)]
    pub deprecated: bool,
    /// The folder it was found in, `MASVS-AUTH`.
    pub category: String,
    /// Path of its file in the repository.
    pub path: String,
    /// One line in our own words; empty where nobody wrote one.
    #[serde(default)]
    pub summary: String,
    /// Digest of the upstream text (requirement and body).
    pub text_digest: String,
}

impl Weakness {
    /// Its full name.
    pub fn reference(&self) -> WeaknessRef {
        WeaknessRef { scheme: self.scheme, id: self.id.clone() }
    }

    /// The control that it counts under.
    pub fn primary_control(&self) -> Option<&str> {
        self.controls.first().map(String::as_str)
    }
}

/// Whether a test can be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum TestStatus {
    /// It has a procedure.
    Live,
    /// Upstream announced it, without a procedure yet.
    Placeholder,
    /// Upstream withdrew it; `successors` may say what covers it now.
    Deprecated,
}

/// A test of MASTG: one procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Test {
    /// `MASTG-TEST-0235`.
    pub id: String,
    /// OWASP's title; not unique.
    pub title: String,
    /// The platforms it is carried out on; `network` and `generic` upstream mean both.
    #[serde(default)]
    pub platforms: Vec<Platform>,
    /// What upstream wrote as platform: `android`, `ios`, `network`, ...
    #[serde(default)]
    pub platform_values: Vec<String>,
    /// Upstream's types: `static`, `dynamic`, `code`, `manual`, ...; empty for some.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// The levels that require it; empty where `inherits_profiles`.
    #[serde(default)]
    pub profiles: Vec<Level>,
    /// Profiles upstream names that are no level we know.
    #[serde(default)]
    pub other_profiles: Vec<String>,
    /// It is required exactly where its weakness is (MASTG since September 2026).
    #[serde(default)]
    pub inherits_profiles: bool,
    /// The weaknesses it looks for, in the numbering that upstream used; empty for tests of the first generation.
    #[serde(default)]
    pub weaknesses: Vec<WeaknessRef>,
    /// Whether it can be carried out.
    pub status: TestStatus,
    /// The tests that cover a deprecated one; may name ids that don't exist.
    #[serde(default)]
    pub successors: Vec<String>,
    /// MASVS 2 controls of a test of the first generation.
    #[serde(default)]
    pub controls: Vec<String>,
    /// Ids of the first MASVS (`MSTG-STORAGE-1`) of a test of the first generation.
    #[serde(default)]
    pub controls_v1: Vec<String>,
    /// The preparations that it builds on, by the names of their pages; may name some that don't exist.
    #[serde(default)]
    pub prerequisites: Vec<String>,
    /// Ids of knowledge, best practices and tests that it names beside its text.
    #[serde(default)]
    pub related: Vec<String>,
    /// The folder it was found in, `MASVS-STORAGE`; may differ from the category of its weakness.
    pub category: String,
    /// Path of its file in the repository.
    pub path: String,
    /// One line in our own words; empty where nobody wrote one.
    #[serde(default)]
    pub summary: String,
    /// Digest of the upstream text: the procedure, or the note of a placeholder without one.
    pub text_digest: String,
}

/// What kind of page a text of the testing guide is, apart from tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// MASTG-TECH: how something is done.
    Technique,
    /// MASTG-TOOL: a tool.
    Tool,
    /// MASTG-KNOW: background.
    Knowledge,
    /// MASTG-BEST: what an app should do instead.
    BestPractice,
    /// MASTG-APP: an app to practise on.
    App,
    /// MASTG-DEMO: a test carried out on an example.
    Demo,
    /// A preparation that tests name by the file's name.
    Prerequisite,
    /// A chapter of the guide.
    Document,
    /// A risk, a test or a demo of the first half of 2024, from before they had ids; nothing is assessed by it.
    Draft,
}

/// A page of the testing guide that tests refer to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Page {
    /// `MASTG-TECH-0157`; for prerequisites and chapters the name of the file, for drafts its path below the control.
    pub id: String,
    /// What it is.
    pub kind: PageKind,
    /// OWASP's title.
    pub title: String,
    /// What upstream wrote as platform.
    #[serde(default)]
    pub platform_values: Vec<String>,
    /// `deprecated`, `placeholder`, `draft`, ...; empty for an ordinary page.
    #[serde(default)]
    pub status: String,
    /// Path of its file in the repository.
    pub path: String,
    /// Digest of the upstream text.
    pub text_digest: String,
}
