//! The kinds of statements.

use std::fmt;

/// What a statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `app.added`: a product.
    AppAdded,
    /// `release.added`: a version of an app.
    ReleaseAdded,
    /// `build.added`: an artefact of a release on a platform.
    BuildAdded,
    /// `build.withdrawn`: it was added by mistake, and nothing was stated on it.
    BuildWithdrawn,
    /// `assessment.opened`: a release is to be measured against a profile with pinned catalogues.
    AssessmentOpened,
    /// `assessment.withdrawn`: it was opened by mistake, and nothing was stated in it.
    AssessmentWithdrawn,
    /// `engagement.recorded`: what an assessment is done under; each one takes the place of the former.
    EngagementRecorded,
    /// `engagement.taken_back`: its author undid recording it; the body is the one that stood before it, or none.
    EngagementTakenBack,
    /// `result.stated`: the answer to a unit on a build; the result code is in the entry.
    ResultStated,
    /// `result.taken_back`: its author undid an answer; the result code is the one that stood before it, or `untested`.
    ResultTakenBack,
    /// `result.carried`: an answer came over from another assessment of the same release, see
    /// [`ResultCarried`](super::ResultCarried); the result code is the former one. One that takes the place of another
    /// statement is an undo, which puts the carried answer back.
    ResultCarried,
    /// `result.reconfirmed`: the answer of a former build is said to hold on this one too, with the basis of that, see
    /// [`ResultReconfirmed`](super::ResultReconfirmed); the result code is the former one.
    ResultReconfirmed,
    /// `result.restored`: undo puts a reconfirmed answer back; the body is that of the statement that reconfirmed it.
    ResultRestored,
    /// `difference.argued`: why what changed between two builds leaves answers as they were; reconfirmed answers cite it.
    DifferenceArgued,
    /// `evidence.attached`: a file, note, link or commit on a unit.
    EvidenceAttached,
    /// `evidence.removed`: it no longer counts as evidence of the unit.
    EvidenceRemoved,
    /// `evidence.taken_back`: its author undid attaching it.
    EvidenceTakenBack,
    /// `evidence.restored`: its remover undid removing it.
    EvidenceRestored,
    /// `evidence.carried`: a piece of evidence came over with its answer. One that takes the place of another statement
    /// is an undo of removing it.
    EvidenceCarried,
    /// `picture.redacted`: a copy of a picture was made with places blacked out; of the two only the copy leaves. Its
    /// subject is the piece of evidence that holds the original.
    PictureRedacted,
    /// `picture.taken_back`: its author undid that; the body is the one that stood before it, or none.
    PictureTakenBack,
    /// `comment.added`: a remark on a unit.
    CommentAdded,
    /// `comment.taken_back`: its author undid it.
    CommentTakenBack,
    /// `verdict.overridden`: an assessor's conclusion on a control; the result code is the verdict, or `withdrawn`.
    VerdictOverridden,
    /// `verdict.taken_back`: its author undid a conclusion; result code and body are those that stood before it, or
    /// `withdrawn` without a body.
    VerdictTakenBack,
    /// `release.planned`: the day on which a release is due; the result code is the day, or `none`.
    ReleasePlanned,
    /// `decision.made`: whether a release ships, over a checkpoint; the result code says what, and whether the gate was
    /// open, see [`DecisionCode`](super::DecisionCode).
    DecisionMade,
    /// `finding.opened`: a weakness was found; the result code is its severity.
    FindingOpened,
    /// `finding.changed`: what is said of it now; the result code is its severity.
    FindingChanged,
    /// `finding.withdrawn`: it is none, with a reason; the result code is `withdrawn`.
    FindingWithdrawn,
    /// `finding.affects`: it was seen on a build, by units of assessments; the result code is `affected`.
    FindingAffects,
    /// `finding.retested`: somebody looked for it on a build again; the result code is `fixed` or `still_there`.
    FindingRetested,
    /// `finding.taken_back`: its author undid one of the former; the result code is the one that stood before it, or
    /// `none`.
    FindingTakenBack,
    /// `waiver.granted`: a risk is accepted until a last day; the result code says both, see
    /// [`WaiverCode`](super::WaiverCode).
    WaiverGranted,
    /// `waiver.withdrawn`: it is accepted no longer; the result code is `withdrawn`.
    WaiverWithdrawn,
    /// `waiver.taken_back`: its author undid one of the former; the result code is the one that stood before it, or
    /// `none`.
    WaiverTakenBack,
    /// `body.redacted`: the body of an entry is erased.
    BodyRedacted,
    /// `work.assigned`: who is to test a unit, a group or a whole build, see [`WorkAssigned`](super::WorkAssigned).
    WorkAssigned,
    /// `work.taken_back`: its author undid that; the body is what stood before it, or nobody.
    WorkTakenBack,
    /// `review.submitted`: an answer is ready for a second person, see [`ReviewStated`](super::ReviewStated).
    ReviewSubmitted,
    /// `review.approved`: a reviewer agrees with exactly the entries that the body names.
    ReviewApproved,
    /// `review.returned`: a reviewer wants more; the words are a comment on the unit.
    ReviewReturned,
    /// `review.taken_back`: its author undid one of the three, see [`ReviewTakenBack`](super::ReviewTakenBack).
    ReviewTakenBack,
    /// `sign_off.given`: somebody answers for an assessment in a role, over a checkpoint; the result code is the role.
    SignOffGiven,
    /// `sign_off.withdrawn`: and no longer.
    SignOffWithdrawn,
    /// `report.issued`: a report left the house, over a checkpoint; the result code is its file's SHA-256.
    ReportIssued,
    /// `report.signed`: somebody signed it; the result code is the SHA-256 of the file with the signature.
    ReportSigned,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 47] = [
        Kind::AppAdded,
        Kind::ReleaseAdded,
        Kind::BuildAdded,
        Kind::BuildWithdrawn,
        Kind::AssessmentOpened,
        Kind::AssessmentWithdrawn,
        Kind::EngagementRecorded,
        Kind::EngagementTakenBack,
        Kind::ResultStated,
        Kind::ResultTakenBack,
        Kind::ResultCarried,
        Kind::ResultReconfirmed,
        Kind::ResultRestored,
        Kind::DifferenceArgued,
        Kind::EvidenceAttached,
        Kind::EvidenceRemoved,
        Kind::EvidenceTakenBack,
        Kind::EvidenceRestored,
        Kind::EvidenceCarried,
        Kind::PictureRedacted,
        Kind::PictureTakenBack,
        Kind::CommentAdded,
        Kind::CommentTakenBack,
        Kind::VerdictOverridden,
        Kind::VerdictTakenBack,
        Kind::ReleasePlanned,
        Kind::DecisionMade,
        Kind::FindingOpened,
        Kind::FindingChanged,
        Kind::FindingWithdrawn,
        Kind::FindingAffects,
        Kind::FindingRetested,
        Kind::FindingTakenBack,
        Kind::WaiverGranted,
        Kind::WaiverWithdrawn,
        Kind::WaiverTakenBack,
        Kind::BodyRedacted,
        Kind::WorkAssigned,
        Kind::WorkTakenBack,
        Kind::ReviewSubmitted,
        Kind::ReviewApproved,
        Kind::ReviewReturned,
        Kind::ReviewTakenBack,
        Kind::SignOffGiven,
        Kind::SignOffWithdrawn,
        Kind::ReportIssued,
        Kind::ReportSigned,
    ];

    /// The word in the ledger.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::AppAdded => "app.added",
            Kind::ReleaseAdded => "release.added",
            Kind::BuildAdded => "build.added",
            Kind::BuildWithdrawn => "build.withdrawn",
            Kind::AssessmentOpened => "assessment.opened",
            Kind::AssessmentWithdrawn => "assessment.withdrawn",
            Kind::EngagementRecorded => "engagement.recorded",
            Kind::EngagementTakenBack => "engagement.taken_back",
            Kind::ResultStated => "result.stated",
            Kind::ResultTakenBack => "result.taken_back",
            Kind::ResultCarried => "result.carried",
            Kind::ResultReconfirmed => "result.reconfirmed",
            Kind::ResultRestored => "result.restored",
            Kind::DifferenceArgued => "difference.argued",
            Kind::EvidenceAttached => "evidence.attached",
            Kind::EvidenceRemoved => "evidence.removed",
            Kind::EvidenceTakenBack => "evidence.taken_back",
            Kind::EvidenceRestored => "evidence.restored",
            Kind::EvidenceCarried => "evidence.carried",
            Kind::PictureRedacted => "picture.redacted",
            Kind::PictureTakenBack => "picture.taken_back",
            Kind::CommentAdded => "comment.added",
            Kind::CommentTakenBack => "comment.taken_back",
            Kind::VerdictOverridden => "verdict.overridden",
            Kind::VerdictTakenBack => "verdict.taken_back",
            Kind::ReleasePlanned => "release.planned",
            Kind::DecisionMade => "decision.made",
            Kind::FindingOpened => "finding.opened",
            Kind::FindingChanged => "finding.changed",
            Kind::FindingWithdrawn => "finding.withdrawn",
            Kind::FindingAffects => "finding.affects",
            Kind::FindingRetested => "finding.retested",
            Kind::FindingTakenBack => "finding.taken_back",
            Kind::WaiverGranted => "waiver.granted",
            Kind::WaiverWithdrawn => "waiver.withdrawn",
            Kind::WaiverTakenBack => "waiver.taken_back",
            Kind::BodyRedacted => "body.redacted",
            Kind::WorkAssigned => "work.assigned",
            Kind::WorkTakenBack => "work.taken_back",
            Kind::ReviewSubmitted => "review.submitted",
            Kind::ReviewApproved => "review.approved",
            Kind::ReviewReturned => "review.returned",
            Kind::ReviewTakenBack => "review.taken_back",
            Kind::SignOffGiven => "sign_off.given",
            Kind::SignOffWithdrawn => "sign_off.withdrawn",
            Kind::ReportIssued => "report.issued",
            Kind::ReportSigned => "report.signed",
        }
    }

    /// The version of the body that this program writes and the newest it reads.
    pub const fn version(self) -> u32 {
        1
    }

    /// The kind of an entry; none for kinds and versions that this program doesn't know.
    pub fn of(word: &str, version: u32) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == word && (1..=kind.version()).contains(&version))
    }

    /// Whether its body may be erased. Builds and assessments would lose what verdicts rest on, apps and releases their
    /// names; a redaction's own reason says why a text is gone; what says which picture must not leave holds no words. What was carried, reconfirmed or taken back holds no words: they are
    /// erased where they were first stated. On which builds a finding was seen, and by which units, is none either. What is
    /// assigned and reviewed names entries and members, and its words are comments. What is said of an issued report has left the
    /// house with it, and its number must not be given twice.
    pub const fn redactable(self) -> bool {
        !matches!(
            self,
            Kind::AppAdded
                | Kind::ReleaseAdded
                | Kind::BuildAdded
                | Kind::AssessmentOpened
                | Kind::ResultCarried
                | Kind::ResultReconfirmed
                | Kind::ResultRestored
                | Kind::EvidenceCarried
                | Kind::FindingAffects
                | Kind::FindingTakenBack
                | Kind::WaiverTakenBack
                | Kind::PictureRedacted
                | Kind::PictureTakenBack
                | Kind::BodyRedacted
                | Kind::WorkAssigned
                | Kind::WorkTakenBack
                | Kind::ReviewSubmitted
                | Kind::ReviewApproved
                | Kind::ReviewReturned
                | Kind::ReviewTakenBack
                | Kind::ReportIssued
                | Kind::ReportSigned
        )
    }

    /// Whether its author can take it back with undo. What undo itself states is not: a second undo goes one further back.
    pub const fn undoable(self) -> bool {
        matches!(
            self,
            Kind::ResultStated
                | Kind::ResultReconfirmed
                | Kind::EvidenceAttached
                | Kind::EvidenceRemoved
                | Kind::PictureRedacted
                | Kind::CommentAdded
                | Kind::VerdictOverridden
                | Kind::EngagementRecorded
                | Kind::WorkAssigned
                | Kind::ReviewSubmitted
                | Kind::ReviewApproved
                | Kind::ReviewReturned
        )
    }

    /// Whether it is what undo states. What was carried over is too, where it takes the place of another statement.
    pub const fn undoes(self) -> bool {
        matches!(
            self,
            Kind::ResultTakenBack
                | Kind::ResultRestored
                | Kind::EvidenceTakenBack
                | Kind::EvidenceRestored
                | Kind::PictureTakenBack
                | Kind::CommentTakenBack
                | Kind::VerdictTakenBack
                | Kind::EngagementTakenBack
                | Kind::WorkTakenBack
                | Kind::ReviewTakenBack
        )
    }

    /// The kinds that say how the same thing stands, this one included: of them, what nothing supersedes is current.
    pub const fn area(self) -> &'static [Kind] {
        match self {
            Kind::ResultStated
            | Kind::ResultTakenBack
            | Kind::ResultCarried
            | Kind::ResultReconfirmed
            | Kind::ResultRestored => &[
                Kind::ResultStated,
                Kind::ResultTakenBack,
                Kind::ResultCarried,
                Kind::ResultReconfirmed,
                Kind::ResultRestored,
            ],
            Kind::EvidenceAttached
            | Kind::EvidenceRemoved
            | Kind::EvidenceTakenBack
            | Kind::EvidenceRestored
            | Kind::EvidenceCarried => &[
                Kind::EvidenceAttached,
                Kind::EvidenceRemoved,
                Kind::EvidenceTakenBack,
                Kind::EvidenceRestored,
                Kind::EvidenceCarried,
            ],
            Kind::PictureRedacted | Kind::PictureTakenBack => &[Kind::PictureRedacted, Kind::PictureTakenBack],
            Kind::CommentAdded | Kind::CommentTakenBack => &[Kind::CommentAdded, Kind::CommentTakenBack],
            Kind::VerdictOverridden | Kind::VerdictTakenBack => &[Kind::VerdictOverridden, Kind::VerdictTakenBack],
            Kind::EngagementRecorded | Kind::EngagementTakenBack => {
                &[Kind::EngagementRecorded, Kind::EngagementTakenBack]
            }
            Kind::ReportIssued | Kind::ReportSigned => &[Kind::ReportIssued, Kind::ReportSigned],
            Kind::WorkAssigned | Kind::WorkTakenBack => &[Kind::WorkAssigned, Kind::WorkTakenBack],
            Kind::ReviewSubmitted | Kind::ReviewApproved | Kind::ReviewReturned | Kind::ReviewTakenBack => {
                &[Kind::ReviewSubmitted, Kind::ReviewApproved, Kind::ReviewReturned, Kind::ReviewTakenBack]
            }
            _ => &[],
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
