//! What can go wrong: each case has a stable code, a sentence for the user, and what to do next.

mod advice;
mod findings;
mod issue;
mod review;

pub use findings::FindingError;
pub use issue::IssueError;
pub use review::ReviewError;

use assay_catalogue::{CatalogueError, ProfileProblem};
use assay_ledger::{Hash, LedgerError};

use crate::view::{AnswerView, UnitRefused, Verdict};

/// What was looked for, in a user's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Noun {
    /// A product.
    App,
    /// A version of it.
    Release,
    /// An artefact.
    Build,
    /// A release measured against a profile.
    Assessment,
    /// A test or direct assessment.
    Unit,
    /// A control.
    Control,
    /// A piece of evidence.
    Evidence,
    /// A catalogue.
    Standard,
    /// A page of the library.
    Page,
    /// A profile.
    Profile,
    /// An item of the cross-walk.
    Item,
    /// A finding.
    Finding,
    /// A waiver.
    Waiver,
}

impl Noun {
    /// The word in sentences and codes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Noun::App => "app",
            Noun::Release => "release",
            Noun::Build => "build",
            Noun::Assessment => "assessment",
            Noun::Unit => "unit",
            Noun::Control => "control",
            Noun::Evidence => "evidence",
            Noun::Standard => "standard",
            Noun::Page => "page",
            Noun::Profile => "profile",
            Noun::Item => "item",
            Noun::Finding => "finding",
            Noun::Waiver => "waiver",
        }
    }
}

/// Why the domain refused. `Display` is the sentence for the user.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AssessmentError {
    /// The ledger refused.
    #[error(transparent)]
    Ledger(LedgerError),
    /// A catalogue, a profile or an id was refused.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// A statement about a finding or a waiver was refused.
    #[error(transparent)]
    Finding(#[from] FindingError),
    /// A review, an assignment or a sign-off was refused.
    #[error(transparent)]
    Review(#[from] ReviewError),
    /// An issued report was refused, or is not as it was.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// Nothing is called so.
    #[error("There is no {} \"{text}\"", .noun.as_str())]
    Unknown {
        /// What was looked for.
        noun: Noun,
        /// The id or name as given.
        text: String,
    },
    /// Several are called so.
    #[error("\"{text}\" could be {} of the {}s here: {}", .candidates.len(), .noun.as_str(), .candidates.join(", "))]
    Ambiguous {
        /// What was looked for.
        noun: Noun,
        /// The id or name as given.
        text: String,
        /// The ids that match.
        candidates: Vec<String>,
    },
    /// Something of that name is there.
    #[error("There is {} {} \"{name}\" already", if matches!(.noun, Noun::App | Noun::Assessment) { "an" } else { "a" }, .noun.as_str())]
    Exists {
        /// What it would have been.
        noun: Noun,
        /// The name.
        name: String,
    },
    /// A name is empty or odd.
    #[error("{what} is missing")]
    Missing {
        /// What has to be filled in, as the start of a sentence: `The name of the app`.
        what: &'static str,
    },
    /// A text is longer than a statement should be.
    #[error("{what} is longer than {limit} characters")]
    TooLong {
        /// What is too long, as the start of a sentence.
        what: &'static str,
        /// The bound.
        limit: usize,
    },
    /// A SHA-256, a commit or a date is not written as it should be.
    #[error("{what} \"{text}\" is not {expected}")]
    Malformed {
        /// What it is, as the start of a sentence.
        what: &'static str,
        /// As given.
        text: String,
        /// What it should be.
        expected: &'static str,
    },
    /// An engagement that ends before it begins.
    #[error("The last day of the engagement, {last}, is before the first, {first}")]
    EngagementEndsFirst {
        /// The first day.
        first: String,
        /// The last day.
        last: String,
    },
    /// Another build of the app has the same file.
    #[error("The file is that of {build}, byte for byte")]
    SameFile {
        /// The other build in words.
        build: String,
    },
    /// Something was stated on a build, or in an assessment, that is to be withdrawn.
    #[error("{name} can't be withdrawn, for this rests on it: {held}")]
    Held {
        /// What it is.
        noun: Noun,
        /// Its name.
        name: String,
        /// What rests on it, counted.
        held: String,
    },
    /// The profile does not hold the unit on this platform.
    #[error("{profile} does not hold {unit} on {platform}{}", .because.as_ref().map(|why| format!(": {why}")).unwrap_or_default())]
    UnitNotInProfile {
        /// The unit.
        unit: String,
        /// The profile.
        profile: String,
        /// The platform.
        platform: String,
        /// Why, where the catalogues say so.
        because: Option<String>,
    },
    /// The profile requires nothing of the control on this platform.
    #[error("{profile} requires nothing of {control} on {platform}")]
    ControlOutOfScope {
        /// The control.
        control: String,
        /// The profile.
        profile: String,
        /// The platform.
        platform: String,
    },
    /// The build belongs to another release than the assessment.
    #[error("The build {build} is not one of the release that this assessment measures")]
    BuildOfOtherRelease {
        /// The build.
        build: String,
    },
    /// Not applicable without a reason.
    #[error("\"Not applicable\" needs a justification")]
    JustificationMissing,
    /// A direct assessment without a method.
    #[error("A direct assessment needs the method by which it was made")]
    MethodMissing,
    /// A direct assessment without a reason.
    #[error("A direct assessment needs a note that gives the reason")]
    NoteMissing,
    /// An answer about what no build carries, without a date until which it is valid.
    #[error("An answer about {subject} needs a date until which it is valid")]
    ValidityMissing {
        /// What it is about, in words.
        subject: String,
    },
    /// A date that is past already.
    #[error("An answer that was valid until {date} would be stale from the start")]
    ValidityPast {
        /// The date as given.
        date: String,
    },
    /// A date so far away that nobody would look again.
    #[error("Valid until {date} is too far away: an answer holds for three years at most")]
    ValidityFar {
        /// The date as given.
        date: String,
    },
    /// A pass without a decision on each addressable specification.
    #[error("A pass needs a decision on each addressable specification; none was made on {}", .clauses.join(", "))]
    AddressableUndecided {
        /// The clauses without a decision.
        clauses: Vec<String>,
    },
    /// An equivalent measure, or neither, without documentation.
    #[error("The decision on {clause} needs documentation")]
    AddressableUndocumented {
        /// The clause.
        clause: String,
    },
    /// A decision on something that is not addressable here, or two decisions on one clause.
    #[error("{clause} is not decided here: {because}")]
    AddressableRefused {
        /// The clause.
        clause: String,
        /// Why not.
        because: &'static str,
    },
    /// Some of many results were refused, so none was stated; never without one.
    #[error("None of the {of} results was stated: {}{}", .refused.first().map(|it| format!("{}: {}", it.label, it.message)).unwrap_or_default(), others(.refused.len()))]
    ResultsRefused {
        /// The units that are in the way, each with its own error.
        refused: Vec<UnitRefused>,
        /// How many results there were.
        of: usize,
    },
    /// One unit has two results in one call.
    #[error("{unit} is named twice")]
    NamedTwice {
        /// The unit.
        unit: String,
    },
    /// There is nothing to accept.
    #[error("{} proposed as not applicable, or somebody answered it already", unit.as_deref().map_or_else(|| "Nothing is".to_owned(), |unit| format!("{unit} is not")))]
    NoProposal {
        /// The unit; none where nothing at all is left to accept.
        unit: Option<String>,
    },
    /// A profile file was refused; never without a problem.
    #[error("{}{}", .problems.first().map(ToString::to_string).unwrap_or_default(), more(.problems.len()))]
    ProfileRefused {
        /// All that was found.
        problems: Vec<ProfileProblem>,
    },
    /// A file of the profile that an assessment pins is not in this workspace.
    #[error("The assessment is pinned to {id} with the digest {digest}, which is not in this workspace")]
    DocumentMissing {
        /// The file's id, or `requirements`.
        id: String,
        /// Its digest.
        digest: String,
    },
    /// An override without a reason.
    #[error("An override needs a reason")]
    OverrideReasonMissing,
    /// An override that would raise, or change nothing.
    #[error("An override only lowers: {} can't become {}", words(*.from), words(*.to))]
    OverrideDoesNotLower {
        /// What counts without it.
        from: Verdict,
        /// What was asked for.
        to: Verdict,
    },
    /// There is no override to take back.
    #[error("There is no override on {control}")]
    OverrideMissing {
        /// The control.
        control: String,
    },
    /// Somebody answered in between.
    #[error("This was changed meanwhile{}", meanwhile(.now))]
    ChangedMeanwhile {
        /// The heads that are there now.
        heads: Vec<Hash>,
        /// The answers that are there now, for a unit.
        now: Vec<AnswerView>,
    },
    /// A hold, or anything over a closed gate, without a reason.
    #[error("{}", if *.closed { "The gate is closed, so a decision needs a reason" } else { "A hold needs a reason" })]
    DecisionReasonMissing {
        /// Whether the gate is closed.
        closed: bool,
    },
    /// A conditional decision without conditions.
    #[error("A conditional decision needs its conditions")]
    DecisionConditionsMissing,
    /// Nothing of one's own is left to undo here.
    #[error("There is nothing of yours to undo on this build")]
    NothingToUndo,
    /// The last thing one stated was superseded by another one's statement.
    #[error("What you stated last was changed meanwhile by a later statement")]
    UndoSuperseded,
    /// Nothing that was undone is left to do again here.
    #[error("There is nothing to do again on this build")]
    NothingToRedo,
    /// Somebody else's statement stands where the undone one stood.
    #[error("What you took back was answered anew meanwhile")]
    RedoSuperseded,
    /// The words of what was undone are gone.
    #[error("The words of what you took back were redacted meanwhile")]
    RedoRedacted,
    /// Not an address that evidence may link to.
    #[error("\"{url}\" is no link that evidence can hold")]
    LinkRefused {
        /// As given.
        url: String,
    },
    /// No git repository there.
    #[error("There is no git repository at {path}")]
    RepositoryMissing {
        /// As given.
        path: String,
    },
    /// The repository has no such commit.
    #[error("The repository at {path} has no commit {revision}")]
    RevisionMissing {
        /// The repository.
        path: String,
        /// As given.
        revision: String,
    },
    /// The commit holds no such file.
    #[error("The commit {commit} has no file {path}")]
    NoFileInCommit {
        /// From the root of the repository.
        path: String,
        /// The commit.
        commit: String,
    },
    /// The file has fewer lines, or the lines are given the wrong way round.
    #[error("{path} has {total} lines in that commit, and not those")]
    NoLineInFile {
        /// From the root of the repository.
        path: String,
        /// How many lines it has.
        total: usize,
    },
    /// A picture that can't be decoded.
    #[error("The picture can't be read: {because}")]
    PictureUnreadable {
        /// What the decoder says.
        because: String,
    },
    /// A blacked-out copy without anything black.
    #[error("No place of the picture is blacked out")]
    NothingBlackedOut,
    /// A blacked-out copy of a text without anything black.
    #[error("None of these lines and words is in the text")]
    NothingBlackedOutInText,
    /// Evidence of this kind is not shown as text.
    #[error("This evidence is {media_type}, which is not shown as text")]
    NotText {
        /// What it is.
        media_type: String,
    },
    /// The body of this kind stays.
    #[error("The text of this entry ({kind}) is part of what verdicts rest on and can't be redacted")]
    NotRedactable {
        /// The kind of the entry.
        kind: String,
    },
    /// The text is gone already, or never was.
    #[error("The entry {entry} has no text that could be redacted")]
    NothingToRedact {
        /// The entry.
        entry: Hash,
    },
    /// The catalogues that the assessment pins are not in this workspace.
    #[error("The assessment is measured against catalogues that are not in this workspace: {digest}")]
    CatalogueMissing {
        /// The digest that was not found.
        digest: String,
    },
    /// The assessment is measured against these catalogues already.
    #[error("The assessment is measured against exactly these catalogues already")]
    NothingToMigrate,
    /// The reviewer decided about something that the proposal does not hold, or can't be decided so.
    #[error("The decision about {unit} can't be followed: {because}")]
    MigrationDecision {
        /// The unit that the decision names.
        unit: String,
        /// Why not.
        because: &'static str,
    },
    /// The answer of a former build can't be reconfirmed.
    #[error("The answer to {unit} can't be reconfirmed: {because}")]
    NotReconfirmable {
        /// The unit, as people call it.
        unit: String,
        /// Why not.
        because: &'static str,
    },
    /// Reconfirming from the difference without saying what it is.
    #[error("An answer that is argued from the difference between two builds needs the argument")]
    ArgumentMissing,
    /// The builds can't be set beside each other.
    #[error("The build {build} can't stand beside this one: {because}")]
    OtherBuild {
        /// The build.
        build: String,
        /// Why not.
        because: &'static str,
    },
    /// Evidence of this kind is not shown as a picture.
    #[error("This evidence is {media_type}, which is not shown")]
    NotAnImage {
        /// What it is.
        media_type: String,
    },
    /// A stored fact can't be read: a defect of the program or a damaged file.
    #[error("The workspace holds something that can't be read: {what}")]
    Unreadable {
        /// What.
        what: String,
    },
}

impl From<LedgerError> for AssessmentError {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::ChangedMeanwhile { .. } => Self::ChangedMeanwhile { heads: Vec::new(), now: Vec::new() },
            other => Self::Ledger(other),
        }
    }
}

impl From<sqlx::Error> for AssessmentError {
    fn from(error: sqlx::Error) -> Self {
        LedgerError::from(error).into()
    }
}

/// A verdict in a sentence.
pub(crate) fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::OutOfScope => "out of scope",
        Verdict::Fail => "fail",
        Verdict::Untested => "untested",
        Verdict::Inconclusive => "inconclusive",
        Verdict::NotApplicable => "not applicable",
        Verdict::Pass => "pass",
    }
}

fn meanwhile(now: &[AnswerView]) -> String {
    let answers: Vec<String> =
        now.iter().map(|answer| format!("{} by {}", crate::result_words(answer.result), answer.stated.by)).collect();
    if answers.is_empty() { String::new() } else { format!(": it is now {}", answers.join(" and ")) }
}

/// How many units were refused besides the first.
fn others(refused: usize) -> String {
    match refused.saturating_sub(1) {
        0 => String::new(),
        1 => ", and one more unit was refused".to_owned(),
        more => format!(", and {more} more units were refused"),
    }
}

/// How many problems there are besides the first.
fn more(problems: usize) -> String {
    match problems.saturating_sub(1) {
        0 => String::new(),
        1 => " There is another problem.".to_owned(),
        others => format!(" There are {others} other problems."),
    }
}
