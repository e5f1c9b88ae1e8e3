//! The bodies of statements, as JSON. Fields that may be missing default to empty.

use std::collections::BTreeMap;

use assay_catalogue::Answers;
use assay_ledger::Hash;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::view::{AnswerText, Area, BlackText, BuildFacts, CarriedHow, Engagement, EvidenceContent, ReconfirmBasis};

/// Body of `app.added`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppAdded {
    /// Its name.
    pub name: String,
    /// What it is, in the user's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// Body of `release.added`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseAdded {
    /// Its name, such as `4.2.0`.
    pub name: String,
}

/// Body of `build.added`: what identifies the build.
pub type BuildAdded = BuildFacts;

/// Body of `build.withdrawn` and `assessment.withdrawn`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Why.
    pub reason: String,
}

/// The digests that pin the three catalogues.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PinnedDigests {
    /// Digest of the MASVS.
    pub masvs: String,
    /// Digest of the MASWE.
    pub maswe: String,
    /// Digest of the MASTG.
    pub mastg: String,
}

/// The files of a profile, pinned.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PinnedTailoring {
    /// The id of the profile: of one of the files.
    pub id: String,
    /// The files, by id.
    pub documents: Vec<PinnedProfile>,
}

/// A profile file, pinned.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PinnedProfile {
    /// Its id.
    pub id: String,
    /// SHA-256 of its text.
    pub digest: String,
    /// Its text, where it did not ship with the program: whoever has the record can then make the plan anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Body of `assessment.opened`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentOpened {
    /// A title.
    pub title: String,
    /// The profile's id, such as `L2+R` or `fintech`.
    pub profile: String,
    /// What it is measured against.
    pub catalogues: PinnedDigests,
    /// The files that the profile was put together from; none for plain MAS levels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tailoring: Option<PinnedTailoring>,
    /// Digest of the requirements; none for plain MAS levels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirements: Option<String>,
    /// The answers of the questionnaire, in their one spelling.
    #[serde(default, skip_serializing_if = "Answers::is_empty")]
    pub answers: Answers,
    /// The assessment of the same release that its answers were carried over from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub migrated_from: Option<Uuid>,
}

/// Body of `engagement.recorded` and `engagement.taken_back`.
pub type EngagementRecorded = Engagement;

/// Body of `result.stated` and `result.taken_back`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultStated {
    /// What the tester says.
    #[serde(flatten)]
    pub text: AnswerText,
    /// Digest of the requirement's wording that the tester read, where the answer is about what builds share. Statements
    /// made before it was kept have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
    /// The values of the parameters that the profile asked for, where the answer is about what builds share.
    #[serde(default, skip_serializing_if = "AskedValues::is_empty")]
    pub values: AskedValues,
}

/// Values of parameters by their ids, such as `FIN-2.1.idle-minutes`.
pub type AskedValues = BTreeMap<String, u32>;

/// Body of `result.carried`. The words stay where they were stated, so that a redaction there reaches this too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultCarried {
    /// The current entry of the former assessment that is carried over.
    pub from: Hash,
    /// The entry that states it: `from`, or, where that was carried over itself, the one at the beginning.
    pub origin: Hash,
    /// What it counts for.
    pub how: CarriedHow,
    /// The former assessment.
    pub assessment: Uuid,
    /// The unit that it answered there.
    pub unit: String,
}

/// Body of `result.reconfirmed` and `result.restored`. The words of the answer stay where they were stated, and the reason, which many answers
/// may share, in a statement of its own: so nothing here is ever erased, and a redaction there reaches this too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultReconfirmed {
    /// The current entry of the former build that is reconfirmed.
    pub from: Hash,
    /// The entry that states it: `from`, or, where that was itself carried over or reconfirmed, the one at the beginning.
    pub origin: Hash,
    /// What it rests on.
    pub basis: ReconfirmBasis,
    /// The `difference.argued` that says why; only where it is argued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub argument: Option<Hash>,
    /// The assessment of the former build.
    pub assessment: Uuid,
    /// The former build.
    pub build: Uuid,
    /// The unit that it answered there.
    pub unit: String,
}

/// Body of `difference.argued`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceArgued {
    /// What differs between the builds, and why answers hold nevertheless; markdown.
    pub text: String,
}

/// Body of `evidence.carried`; what is attached stays where it was first stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceCarried {
    /// The current entry of the former assessment.
    pub from: Hash,
    /// The entry that attaches it.
    pub origin: Hash,
    /// The former assessment.
    pub assessment: Uuid,
    /// The unit that it was attached to there.
    pub unit: String,
}

/// Body of `evidence.attached` and `evidence.restored`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceAttached {
    /// What it is.
    pub content: EvidenceContent,
    /// What it shows, in the reviewer's words.
    #[serde(default)]
    pub caption: String,
}

/// Body of `evidence.removed`: nothing so far; kept apart so that a reason can be added.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRemoved {}

/// Body of `picture.redacted` and `picture.taken_back`, of pictures and of texts. It holds no words, and stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureRedacted {
    /// SHA-256 of the original.
    pub original: Hash,
    /// SHA-256 of the copy.
    pub copy: Hash,
    /// The places that are black in the copy, in pixels of the picture as it is shown; none in a text.
    pub areas: Vec<Area>,
    /// What is black in the copy of a text. The words themselves are not here: they are what nobody is to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<BlackText>,
}

/// Body of `comment.added`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentAdded {
    /// The text in markdown.
    pub text: String,
    /// The members whom it mentions, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Uuid>,
}

/// Body of `verdict.overridden` and `verdict.taken_back`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictOverridden {
    /// Why.
    pub reason: String,
    /// The secondary weaknesses that failed when it was stated, such as `maswe-1/MASWE-0018`. A conclusion of *pass*
    /// holds as long as no other fails; without the body it holds for none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secondary_failures: Vec<String>,
}

/// Body of `body.redacted`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyRedacted {
    /// Why.
    pub reason: String,
}
