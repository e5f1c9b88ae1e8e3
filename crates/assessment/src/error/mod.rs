//! What can go wrong: each case has a stable code, a sentence for the user, and what to do next.

mod advice;
mod findings;
mod issue;
mod noun;
mod review;

pub use findings::FindingError;
pub use issue::IssueError;
pub use noun::Noun;
pub use review::ReviewError;

use assay_catalogue::{CatalogueError, ProfileProblem};
use assay_ledger::{Hash, LedgerError};
use assay_messages::{in_words, listed, said};

use crate::view::{AnswerView, UnitRefused, Verdict};

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
    #[error("{}", .noun.unknown(.text))]
    Unknown {
        /// What was looked for.
        noun: Noun,
        /// The id or name as given.
        text: String,
    },
    /// Several are called so.
    #[error("{}", .noun.ambiguous(.text, .candidates))]
    Ambiguous {
        /// What was looked for.
        noun: Noun,
        /// The id or name as given.
        text: String,
        /// The ids that match.
        candidates: Vec<String>,
    },
    /// Something of that name is there.
    #[error("{}", .noun.exists(.name))]
    Exists {
        /// What it would have been.
        noun: Noun,
        /// The name.
        name: String,
    },
    /// A name is empty or odd.
    #[error("{}", said!("{what} is missing", what = in_words(.what)))]
    Missing {
        /// What has to be filled in, as the start of a sentence: `The name of the app`.
        what: &'static str,
    },
    /// A text is longer than a statement should be.
    #[error("{}", said!("{what} is longer than {limit} characters", what = in_words(.what), limit = .limit))]
    TooLong {
        /// What is too long, as the start of a sentence.
        what: &'static str,
        /// The bound.
        limit: usize,
    },
    /// A SHA-256, a commit or a date is not written as it should be.
    #[error("{}", said!("{what} \"{text}\" is not {expected}", what = in_words(.what), text = .text, expected = in_words(.expected)))]
    Malformed {
        /// What it is, as the start of a sentence.
        what: &'static str,
        /// As given.
        text: String,
        /// What it should be.
        expected: &'static str,
    },
    /// An engagement that ends before it begins.
    #[error("{}", said!("The last day of the engagement, {last}, is before the first, {first}", last = .last, first = .first))]
    EngagementEndsFirst {
        /// The first day.
        first: String,
        /// The last day.
        last: String,
    },
    /// Another build of the app has the same file.
    #[error("{}", said!("The file is that of {build}, byte for byte", build = .build))]
    SameFile {
        /// The other build in words.
        build: String,
    },
    /// Something was stated on a build, or in an assessment, that is to be withdrawn.
    #[error("{}", said!("{name} can't be withdrawn, for this rests on it: {held}", name = .name, held = .held))]
    Held {
        /// What it is.
        noun: Noun,
        /// Its name.
        name: String,
        /// What rests on it, counted.
        held: String,
    },
    /// The profile does not hold the unit on this platform.
    #[error("{}", said!("{profile} does not hold {unit} on {platform}{because}", profile = .profile, unit = .unit, platform = .platform, because = .because.as_ref().map(|why| format!(": {why}")).unwrap_or_default()))]
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
    #[error("{}", said!("{profile} requires nothing of {control} on {platform}", profile = .profile, control = .control, platform = .platform))]
    ControlOutOfScope {
        /// The control.
        control: String,
        /// The profile.
        profile: String,
        /// The platform.
        platform: String,
    },
    /// The build belongs to another release than the assessment.
    #[error("{}", said!("The build {build} is not one of the release that this assessment measures", build = .build))]
    BuildOfOtherRelease {
        /// The build.
        build: String,
    },
    /// Not applicable without a reason.
    #[error("{}", said!("\"Not applicable\" needs a justification"))]
    JustificationMissing,
    /// A direct assessment without a method.
    #[error("{}", said!("A direct assessment needs the method by which it was made"))]
    MethodMissing,
    /// A direct assessment without a reason.
    #[error("{}", said!("A direct assessment needs a note that gives the reason"))]
    NoteMissing,
    /// An answer about what no build carries, without a date until which it is valid.
    #[error("{}", said!("An answer about {subject} needs a date until which it is valid", subject = .subject))]
    ValidityMissing {
        /// What it is about, in words.
        subject: String,
    },
    /// A date that is past already.
    #[error("{}", said!("An answer that was valid until {date} would be stale from the start", date = .date))]
    ValidityPast {
        /// The date as given.
        date: String,
    },
    /// A date so far away that nobody would look again.
    #[error("{}", said!("Valid until {date} is too far away: an answer holds for three years at most", date = .date))]
    ValidityFar {
        /// The date as given.
        date: String,
    },
    /// A pass without a decision on each addressable specification.
    #[error("{}", said!("A pass needs a decision on each addressable specification; none was made on {clauses}", clauses = .clauses.join(", ")))]
    AddressableUndecided {
        /// The clauses without a decision.
        clauses: Vec<String>,
    },
    /// An equivalent measure, or neither, without documentation.
    #[error("{}", said!("The decision on {clause} needs documentation", clause = .clause))]
    AddressableUndocumented {
        /// The clause.
        clause: String,
    },
    /// A decision on something that is not addressable here, or two decisions on one clause.
    #[error("{}", said!("{clause} is not decided here: {because}", clause = .clause, because = in_words(.because)))]
    AddressableRefused {
        /// The clause.
        clause: String,
        /// Why not.
        because: &'static str,
    },
    /// Some of many results were refused, so none was stated; never without one.
    #[error("{}", said!("None of the {of} results was stated: {refused}{count}", of = .of, refused = .refused.first().map(|it| format!("{}: {}", it.label, it.message)).unwrap_or_default(), count = others(.refused.len())))]
    ResultsRefused {
        /// The units that are in the way, each with its own error.
        refused: Vec<UnitRefused>,
        /// How many results there were.
        of: usize,
    },
    /// One unit has two results in one call.
    #[error("{}", said!("{unit} is named twice", unit = .unit))]
    NamedTwice {
        /// The unit.
        unit: String,
    },
    /// There is nothing to accept.
    #[error("{}", match .unit {
        Some(unit) => said!("{unit} is not proposed as not applicable, or somebody answered it already", unit),
        None => said!("Nothing is proposed as not applicable, or somebody answered it already"),
    })]
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
    #[error("{}", said!("The assessment is pinned to {id} with the digest {digest}, which is not in this workspace", id = .id, digest = .digest))]
    DocumentMissing {
        /// The file's id, or `requirements`.
        id: String,
        /// Its digest.
        digest: String,
    },
    /// An override without a reason.
    #[error("{}", said!("An override needs a reason"))]
    OverrideReasonMissing,
    /// An override that would raise, or change nothing.
    #[error("{}", said!("An override only lowers: {from} can't become {to}", from = words(*.from), to = words(*.to)))]
    OverrideDoesNotLower {
        /// What counts without it.
        from: Verdict,
        /// What was asked for.
        to: Verdict,
    },
    /// There is no override to take back.
    #[error("{}", said!("There is no override on {control}", control = .control))]
    OverrideMissing {
        /// The control.
        control: String,
    },
    /// Somebody answered in between.
    #[error("{}", said!("This was changed meanwhile{now}", now = meanwhile(.now)))]
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
    #[error("{}", said!("A conditional decision needs its conditions"))]
    DecisionConditionsMissing,
    /// Nothing of one's own is left to undo here.
    #[error("{}", said!("There is nothing of yours to undo on this build"))]
    NothingToUndo,
    /// The last thing one stated was superseded by another one's statement.
    #[error("{}", said!("What you stated last was changed meanwhile by a later statement"))]
    UndoSuperseded,
    /// Nothing that was undone is left to do again here.
    #[error("{}", said!("There is nothing to do again on this build"))]
    NothingToRedo,
    /// Somebody else's statement stands where the undone one stood.
    #[error("{}", said!("What you took back was answered anew meanwhile"))]
    RedoSuperseded,
    /// The words of what was undone are gone.
    #[error("{}", said!("The words of what you took back were redacted meanwhile"))]
    RedoRedacted,
    /// Not an address that evidence may link to.
    #[error("{}", said!("\"{url}\" is no link that evidence can hold", url = .url))]
    LinkRefused {
        /// As given.
        url: String,
    },
    /// No git repository there.
    #[error("{}", said!("There is no git repository at {path}", path = .path))]
    RepositoryMissing {
        /// As given.
        path: String,
    },
    /// The repository has no such commit.
    #[error("{}", said!("The repository at {path} has no commit {revision}", path = .path, revision = .revision))]
    RevisionMissing {
        /// The repository.
        path: String,
        /// As given.
        revision: String,
    },
    /// The commit holds no such file.
    #[error("{}", said!("The commit {commit} has no file {path}", commit = .commit, path = .path))]
    NoFileInCommit {
        /// From the root of the repository.
        path: String,
        /// The commit.
        commit: String,
    },
    /// The file has fewer lines, or the lines are given the wrong way round.
    #[error("{}", said!("{path} has {total} lines in that commit, and not those", path = .path, total = .total))]
    NoLineInFile {
        /// From the root of the repository.
        path: String,
        /// How many lines it has.
        total: usize,
    },
    /// A picture that can't be decoded.
    #[error("{}", said!("The picture can't be read: {because}", because = in_words(.because)))]
    PictureUnreadable {
        /// What the decoder says.
        because: String,
    },
    /// A blacked-out copy without anything black.
    #[error("{}", said!("No place of the picture is blacked out"))]
    NothingBlackedOut,
    /// A blacked-out copy of a text without anything black.
    #[error("{}", said!("None of these lines and words is in the text"))]
    NothingBlackedOutInText,
    /// Evidence of this kind is not shown as text.
    #[error("{}", said!("This evidence is {media_type}, which is not shown as text", media_type = .media_type))]
    NotText {
        /// What it is.
        media_type: String,
    },
    /// The body of this kind stays.
    #[error("{}", said!("The text of this entry ({kind}) is part of what verdicts rest on and can't be redacted", kind = .kind))]
    NotRedactable {
        /// The kind of the entry.
        kind: String,
    },
    /// The text is gone already, or never was.
    #[error("{}", said!("The entry {entry} has no text that could be redacted", entry = .entry))]
    NothingToRedact {
        /// The entry.
        entry: Hash,
    },
    /// The catalogues that the assessment pins are not in this workspace.
    #[error("{}", said!("The assessment is measured against catalogues that are not in this workspace: {digest}", digest = .digest))]
    CatalogueMissing {
        /// The digest that was not found.
        digest: String,
    },
    /// The assessment is measured against these catalogues and this profile already.
    #[error("{}", said!("The assessment is measured against exactly these catalogues and this profile already"))]
    NothingToMigrate,
    /// The reviewer decided about something that the proposal does not hold, or can't be decided so.
    #[error("{}", said!("The decision about {unit} can't be followed: {because}", unit = .unit, because = in_words(.because)))]
    MigrationDecision {
        /// The unit that the decision names.
        unit: String,
        /// Why not.
        because: &'static str,
    },
    /// The answer of a former build can't be reconfirmed.
    #[error("{}", said!("The answer to {unit} can't be reconfirmed: {because}", unit = .unit, because = in_words(.because)))]
    NotReconfirmable {
        /// The unit, as people call it.
        unit: String,
        /// Why not.
        because: &'static str,
    },
    /// Reconfirming from the difference without saying what it is.
    #[error("{}", said!("An answer that is argued from the difference between two builds needs the argument"))]
    ArgumentMissing,
    /// The builds can't be set beside each other.
    #[error("{}", said!("The build {build} can't stand beside this one: {because}", build = .build, because = in_words(.because)))]
    OtherBuild {
        /// The build.
        build: String,
        /// Why not.
        because: &'static str,
    },
    /// Evidence of this kind is not shown as a picture.
    #[error("{}", said!("This evidence is {media_type}, which is not shown", media_type = .media_type))]
    NotAnImage {
        /// What it is.
        media_type: String,
    },
    /// A stored fact can't be read: a defect of the program or a damaged file.
    #[error("{}", said!("The workspace holds something that can't be read: {what}", what = in_words(.what)))]
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
pub(crate) fn words(verdict: Verdict) -> String {
    match verdict {
        Verdict::OutOfScope => said!("out of scope"),
        Verdict::Fail => said!("fail"),
        Verdict::Untested => said!("untested"),
        Verdict::Inconclusive => said!("inconclusive"),
        Verdict::NotApplicable => said!("not applicable"),
        Verdict::Pass => said!("pass"),
    }
}

fn meanwhile(now: &[AnswerView]) -> String {
    let answers: Vec<String> = now
        .iter()
        .map(|it| said!("{result} by {name}", result = crate::result_said(it.result), name = it.stated.by))
        .collect();
    if answers.is_empty() { String::new() } else { said!(": it is now {answers}", answers = listed(&answers)) }
}

/// How many units were refused besides the first.
fn others(refused: usize) -> String {
    match refused.saturating_sub(1) {
        0 => String::new(),
        1 => said!(", and one more unit was refused"),
        more => said!(", and {more} more units were refused", more),
    }
}

/// How many problems there are besides the first.
fn more(problems: usize) -> String {
    match problems.saturating_sub(1) {
        0 => String::new(),
        1 => said!(" There is another problem."),
        others => said!(" There are {others} other problems.", others),
    }
}
