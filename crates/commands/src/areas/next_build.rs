//! The next build: former answers beside a checklist, reconfirming them, and what changed between two builds.

use assay_assessment::view::{BuildsComparison, FormerAnswers, ReconfirmBasis, ReconfirmDone, ReconfirmUnit};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, Session};

/// Input of `former_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct FormerShowInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build whose checklist it is.
    pub build: Uuid,
    /// The build to compare with; by default the nearest one that has answers.
    pub former: Option<Uuid>,
}

/// Input of `result_reconfirm`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ResultReconfirmInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build on which the answers hold.
    pub build: Uuid,
    /// The build on which they were given.
    pub former: Uuid,
    /// What that rests on.
    pub basis: ReconfirmBasis,
    /// What differs between the builds and why the answers hold nevertheless; needed where they are argued.
    pub argument: Option<String>,
    /// The answers, with what the writer saw of them on both builds.
    pub units: Vec<ReconfirmUnit>,
}

/// Input of `builds_compare`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct BuildsCompareInput {
    /// The former build.
    pub from: Uuid,
    /// The later build.
    pub to: Uuid,
    /// The assessment whose answers on the former build count; by default the nearest one.
    pub from_assessment: Option<Uuid>,
    /// Likewise on the later build.
    pub to_assessment: Option<Uuid>,
}

pub(crate) async fn former(
    session: &Session,
    input: FormerShowInput,
    _: Context,
) -> Result<FormerAnswers, CommandError> {
    Ok(session.workspace()?.former_answers(input.assessment, input.build, input.former).await?)
}

pub(crate) async fn reconfirm(
    session: &Session,
    input: ResultReconfirmInput,
    _: Context,
) -> Result<ReconfirmDone, CommandError> {
    let ResultReconfirmInput { assessment, build, former, basis, argument, units } = input;
    Ok(session.workspace()?.reconfirm(assessment, build, former, basis, argument.as_deref(), &units).await?)
}

pub(crate) async fn compare(
    session: &Session,
    input: BuildsCompareInput,
    _: Context,
) -> Result<BuildsComparison, CommandError> {
    let BuildsCompareInput { from, to, from_assessment, to_assessment } = input;
    Ok(session.workspace()?.compare_builds(from, to, from_assessment, to_assessment).await?)
}
