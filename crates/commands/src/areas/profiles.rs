//! Profiles: MAS levels, those that ship, and the user's own files.

mod compared;
mod files;
mod plans;

use std::path::PathBuf;

use assay_catalogue::{
    Answers, Because, CitationLeftOut, ComparedParameter, ComparedUnit, Gate, Level, Plan, PlannedCitation,
    PlannedParameter, Platform, ProfileDocument, ProfileLibrary, ProfileProblem, Proposal, Questionnaire, SubjectKind,
    Tailoring, shipped, shipped_requirements,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use files::{add, check, remove};

use crate::{CommandError, Context, Session};

/// Input of `profiles_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProfilesListInput {}

/// Input of `profile_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ProfileShowInput {
    /// Such as `fintech`, or levels such as `L2+R` in any order and case; or the path of a profile file, which need not be
    /// in the workspace.
    pub profile: String,
    /// The platform.
    pub platform: Platform,
    /// The answers of the questionnaire; without them nothing is proposed and no citation is left out.
    pub answers: Option<Answers>,
}

/// Input of `profile_compare`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ProfileCompareInput {
    /// One profile, or the path of a profile file.
    pub a: String,
    /// The other one.
    pub b: String,
    /// The platform.
    pub platform: Platform,
    /// The answers of the questionnaire.
    pub answers: Option<Answers>,
}

/// Input of `profile_check`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ProfileCheckInput {
    /// The profile file. Files next to it can be extended.
    pub path: PathBuf,
    /// A folder with more profile files that can be extended.
    pub profiles: Option<PathBuf>,
}

/// Input of `profile_add`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProfileAddInput {
    /// The profile file, which is copied into the workspace, in place of one with its id.
    pub path: PathBuf,
}

/// Input of `profile_remove`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProfileRemoveInput {
    /// Its id.
    pub profile: String,
}

/// Input of `questionnaire_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct QuestionnaireShowInput {}

/// What kind of profile it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ProfileKind {
    /// Levels of OWASP's MAS, and nothing else.
    Mas,
    /// The baseline, or an industry.
    Industry,
    /// Prepares for somebody else's assessment, such as MASA's, and says nothing about its outcome.
    Readiness,
    /// A file of the user's own.
    Own,
}

/// A profile that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileView {
    /// The canonical id, such as `L2+R` or `fintech`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// Its levels, those of what it extends included.
    pub levels: Vec<Level>,
    /// What kind it is.
    pub kind: ProfileKind,
    /// What it extends, as its file says.
    pub extends: Vec<String>,
    /// The name of a file of the user's own.
    pub file: Option<String>,
    /// Whether the questionnaire decides something in it.
    pub asks: bool,
}

/// A profile file that was checked or added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileChecked {
    /// The profile, where nothing is wrong with it.
    pub profile: Option<ProfileView>,
    /// What is wrong, by file and line.
    pub problems: Vec<ProfileProblem>,
    /// Lines that are right and do nothing, and sources that nobody knows. They refuse nothing.
    pub warnings: Vec<ProfileProblem>,
}

/// How much a profile asks for on a platform.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanCounts {
    /// Required controls.
    pub controls: u32,
    /// Required weaknesses.
    pub weaknesses: u32,
    /// Required tests, each once.
    pub tests: u32,
    /// Required direct assessments.
    pub direct: u32,
    /// Optional units.
    pub optional: u32,
    /// Units that are proposed as not applicable.
    pub proposed: u32,
    /// Citations that are shown.
    pub citations: u32,
    /// Citations that bind somebody else.
    pub citations_left_out: u32,
}

/// One thing to be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanUnit {
    /// The unit's id.
    pub unit: String,
    /// Its title.
    pub title: String,
    /// Required or optional.
    pub required: bool,
    /// Why.
    pub because: String,
    /// What an answer is about.
    pub subject: SubjectKind,
    /// The values it has to be measured against.
    pub parameters: Vec<PlannedParameter>,
    /// The clauses it is related to.
    pub citations: Vec<PlannedCitation>,
    /// The clauses that bind somebody else.
    pub citations_left_out: Vec<CitationLeftOut>,
    /// The result that a condition proposes.
    pub proposal: Option<Proposal>,
    /// What evidence would show it.
    pub expected_evidence: Vec<String>,
    /// The lines of profile files that decide about it.
    pub lines: Vec<Because>,
}

/// A weakness under its first control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanWeakness {
    /// Such as `MASWE-0001`.
    pub id: String,
    /// The numbering that the id belongs to.
    pub scheme: String,
    /// Its title.
    pub title: String,
    /// Whether the profile requires it.
    pub required: bool,
    /// Why, or why not.
    pub because: String,
    /// Its units.
    pub units: Vec<PlanUnit>,
}

/// A control and what counts under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanControl {
    /// Such as `MASVS-STORAGE-1` or `FIN-2.1`.
    pub id: String,
    /// Its group.
    pub group: String,
    /// The group's title.
    pub group_title: String,
    /// The title of a requirement; empty for a control of MASVS.
    pub title: String,
    /// The set of a requirement, such as `fintech`; none for a control of MASVS.
    pub set: Option<String>,
    /// What answers of its direct unit are about.
    pub subject: SubjectKind,
    /// Our one-line summary, or the requirement.
    pub summary: String,
    /// Whether the profile requires it.
    pub required: bool,
    /// Why, or why not.
    pub because: String,
    /// The lines of profile files that decide about it.
    pub lines: Vec<Because>,
    /// The weaknesses that count under it.
    pub weaknesses: Vec<PlanWeakness>,
    /// The direct assessment of a requirement, or of a control without any weakness.
    pub units: Vec<PlanUnit>,
}

/// Something that a reader has to know about the coverage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanLimit {
    /// Such as `placeholder`, `deprecated`, `unlinked`.
    pub kind: String,
    /// The test or weakness.
    pub subject: String,
    /// One sentence.
    pub sentence: String,
}

/// Something that a file takes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanExcluded {
    /// A control, weakness or test, as files spell it.
    pub id: String,
    /// Its title; empty where there is none.
    pub title: String,
    /// The lines that say so.
    pub lines: Vec<Because>,
}

/// What a profile asks for on a platform, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfilePlan {
    /// The profile.
    pub profile: ProfileView,
    /// The platform.
    pub platform: Platform,
    /// How much it is.
    pub counts: PlanCounts,
    /// Every control of MASVS in its order, then the requirements that files speak of.
    pub controls: Vec<PlanControl>,
    /// What files take out.
    pub excluded: Vec<PlanExcluded>,
    /// What the catalogues don't cover.
    pub limits: Vec<PlanLimit>,
    /// How the profile was put together; none for plain MAS levels.
    pub tailoring: Option<Tailoring>,
    /// The release gate that counts: its own, or the usual one where it says nothing of its own.
    pub gate: Gate,
}

/// A rule of the release gate that only one of two profiles has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedRule {
    /// Such as `approved`, `findings-below-high`, or `not-waivable FIN-1.1`.
    pub rule: String,
    /// Whether the first profile has it.
    pub a: bool,
    /// Whether the second one has it.
    pub b: bool,
}

/// What kind of thing a file says of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SayingKind {
    /// Where it holds, they are proposed as not applicable.
    Condition,
    /// What evidence is expected.
    Evidence,
    /// A clause that they are related to.
    Citation,
}

/// Something that the files of only one of two profiles say of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedSaying {
    /// What kind of thing it is.
    pub kind: SayingKind,
    /// The items, as files spell them.
    pub items: Vec<String>,
    /// What is said.
    pub words: String,
    /// The line of the first profile that says so.
    pub a: Option<Because>,
    /// The line of the second one.
    pub b: Option<Because>,
}

/// Two profiles side by side: what differs, and because of which line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileComparison {
    /// One profile.
    pub a: ProfileView,
    /// The other one.
    pub b: ProfileView,
    /// The platform.
    pub platform: Platform,
    /// The units that differ.
    pub rows: Vec<ComparedUnit>,
    /// How many units are the same in both.
    pub same: u32,
    /// The parameters that differ.
    pub parameters: Vec<ComparedParameter>,
    /// The rules of the gate that differ.
    pub gate: Vec<ComparedRule>,
    /// Conditions, expected evidence and citations that the files of only one say.
    pub sayings: Vec<ComparedSaying>,
}

pub(crate) async fn list(
    session: &Session,
    _: ProfilesListInput,
    _: Context,
) -> Result<Vec<ProfileView>, CommandError> {
    let library = library(session).await?;
    let mut views: Vec<ProfileView> = assay_catalogue::Profile::offered()
        .iter()
        .map(|levels| plans::view(&Tailoring::of_levels(levels), None))
        .collect();
    // What ships first, the baseline before what extends it.
    let order = |document: &ProfileDocument| (!document.is_shipped(), document.extends.len() > 1, document.id.clone());
    let mut documents: Vec<_> = library.documents().collect();
    documents.sort_by_key(|document| (plans::kind(document) == ProfileKind::Readiness, order(document)));
    for document in documents {
        views.push(match Tailoring::resolve(&document.id, &library, shipped_requirements()) {
            Ok(tailoring) => plans::view(&tailoring, Some(document)),
            // A file of one's own that a later version of the program refuses stays in the list, to be checked.
            Err(_) => plans::view_of_document(document),
        });
    }
    Ok(views)
}

/// What the profile asks for by the catalogues that new assessments pin: those that ship.
pub(crate) async fn show(session: &Session, input: ProfileShowInput, _: Context) -> Result<ProfilePlan, CommandError> {
    let Meant { id, library } = meant(session, &input.profile).await?;
    let (tailoring, plan) = plan(&library, &id, input.platform, input.answers.as_ref())?;
    let document = library.get(&tailoring.id).map(|document| &**document);
    Ok(plans::profile_plan(&tailoring, document, &plan))
}

pub(crate) async fn compare(
    session: &Session,
    input: ProfileCompareInput,
    _: Context,
) -> Result<ProfileComparison, CommandError> {
    // Each with a library of its own: two files may be two versions of one profile.
    let (of_a, of_b) = (meant(session, &input.a).await?, meant(session, &input.b).await?);
    let (tailoring_a, a) = plan(&of_a.library, &of_a.id, input.platform, input.answers.as_ref())?;
    let (tailoring_b, b) = plan(&of_b.library, &of_b.id, input.platform, input.answers.as_ref())?;
    let compared = a.compare(&b);
    let view = |tailoring: &Tailoring, meant: &Meant| {
        plans::view(tailoring, meant.library.get(&tailoring.id).map(|document| &**document))
    };
    Ok(ProfileComparison {
        a: view(&tailoring_a, &of_a),
        b: view(&tailoring_b, &of_b),
        platform: input.platform,
        rows: compared.rows,
        same: compared.same,
        parameters: compared.parameters,
        gate: compared::gates(&tailoring_a, &tailoring_b),
        sayings: compared::sayings(&tailoring_a, &tailoring_b),
    })
}

/// A profile that somebody named, and the files among which it is.
struct Meant {
    id: String,
    library: ProfileLibrary,
}

/// What a name stands for: a file where it is the path of one, else a profile that ships or that the workspace keeps.
async fn meant(session: &Session, named: &str) -> Result<Meant, CommandError> {
    let library = library(session).await?;
    if files::is_path(named) {
        let (document, library, _) = files::with_file(&library, &PathBuf::from(named), None)?;
        return Ok(Meant { id: document.id, library });
    }
    Ok(Meant { id: named.to_owned(), library })
}

pub(crate) async fn questionnaire(
    _: &Session,
    _: QuestionnaireShowInput,
    _: Context,
) -> Result<Questionnaire, CommandError> {
    Ok(Questionnaire::shipped().clone())
}

/// What can be named: files that ship, and those that the open workspace keeps.
async fn library(session: &Session) -> Result<ProfileLibrary, CommandError> {
    match session.open_workspace() {
        Some(workspace) => Ok(workspace.profile_library().await?),
        None => Ok(ProfileLibrary::shipped().clone()),
    }
}

fn plan(
    library: &ProfileLibrary,
    profile: &str,
    platform: Platform,
    answers: Option<&Answers>,
) -> Result<(Tailoring, Plan), CommandError> {
    let tailoring = Tailoring::resolve(profile.trim(), library, shipped_requirements()).map_err(|problems| {
        // Somebody who means levels is told about levels.
        let levels = profile.trim().parse::<assay_catalogue::Profile>().err().filter(|_| looks_like_levels(profile));
        levels.map_or_else(|| files::refused(&problems), CommandError::from)
    })?;
    let answers = match answers {
        Some(answers) => Questionnaire::shipped().check(answers)?,
        None => Answers::new(),
    };
    let plan = Plan::tailored(shipped(), &tailoring, shipped_requirements(), &answers, platform);
    Ok((tailoring, plan))
}

fn looks_like_levels(text: &str) -> bool {
    text.split('+').all(|part| part.trim().len() <= 2 || part.trim().to_ascii_uppercase().starts_with("MAS-L"))
}
