//! What can be stated: kinds, subjects, bodies. The ledger keeps them without knowing what they mean.
//!
//! A statement has a [`Kind`], a [`Subject`] (what it is about, as a path), for some kinds a result code, and a body (texts and
//! details, as JSON). Kind, subject and result code are signed with the entry and stay for ever; the body can be erased by
//! a later `body.redacted`. So whatever a verdict rests on is in the former, or in the body of a kind that is not
//! [`Kind::redactable`]: those of apps, releases, builds and assessments, which name products and catalogues and hold
//! no words about people. So the severity of a finding, where it stands on a build, and the last day of a waiver are
//! result codes (`finding.rs`).
//!
//! To add a kind: add it to [`Kind`], give it a subject and a body, and say in `projection/apply.rs` what it does.
//! To change a body, add optional fields; a body that old readers would misread gets a new version of the kind.

mod body;
mod decision;
mod finding;
mod kind;
mod report;
mod review;
mod subject;
mod topic;

pub use body::{
    AppAdded, AskedValues, AssessmentOpened, BodyRedacted, BuildAdded, CommentAdded, DifferenceArgued,
    EngagementRecorded, EvidenceAttached, EvidenceCarried, EvidenceRemoved, PictureRedacted, PinnedDigests,
    PinnedProfile, PinnedTailoring, ReleaseAdded, ResultCarried, ResultReconfirmed, ResultStated, VerdictOverridden,
    Withdrawn,
};
pub use decision::{DecisionCode, DecisionMade, GateSeen, PlanCode};
pub use finding::{
    BuildCode, FindingAffects, FindingCode, FindingRetested, FindingStated, FindingWithdrawn, TakenBack, WaiverCode,
    WaiverGranted, WaiverWithdrawn,
};
pub use kind::Kind;
pub use report::{Amended, IssueOptions, IssuedVolume, ReportIssued, ReportSigned, SignedVolume, UsedTemplate};
pub use review::{ReviewStated, ReviewTakenBack, Reviewed, SignOffGiven, WorkAssigned};
pub use subject::{Holder, Place, Subject, Waived};
pub use topic::Topic;
