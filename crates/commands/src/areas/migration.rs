//! Comparing versions of the catalogues, and carrying an assessment over to others or to another profile.

use assay_assessment::view::{Migrated, MigrationDecision, MigrationProposal};
use assay_assessment::{CatalogueChoice, MigrationTo};
use assay_catalogue::CatalogueDiff;
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, Session};

/// Input of `standards_diff`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StandardsDiffInput {
    /// The older version: a digest, a commit, the unique beginning of one, or a version such as `MASTG 2.0.0`.
    pub a: String,
    /// The newer version of the same standard.
    pub b: String,
}

/// Input of `migration_propose`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct MigrationProposeInput {
    /// The assessment whose answers are to be carried over.
    pub assessment: Uuid,
    /// The MASVS to migrate to: a digest, commit or version; by default the one that it is measured against.
    pub masvs: Option<String>,
    /// The MASWE likewise.
    pub maswe: Option<String>,
    /// The MASTG likewise.
    pub mastg: Option<String>,
    /// The profile to move to, by id: its file as it is now. By default it stays what the assessment was opened with.
    pub profile: Option<String>,
}

/// Input of `migration_apply`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct MigrationApplyInput {
    /// The assessment whose answers are to be carried over.
    pub assessment: Uuid,
    /// As it was proposed.
    pub masvs: Option<String>,
    /// As it was proposed.
    pub maswe: Option<String>,
    /// As it was proposed.
    pub mastg: Option<String>,
    /// As it was proposed.
    pub profile: Option<String>,
    /// The new assessment's title; by default the former one's with the versions.
    pub title: Option<String>,
    /// The token of the proposal that is confirmed.
    pub expected: String,
    /// What the reviewer says of single items; all others are accepted.
    #[serde(default)]
    #[ts(as = "Option<Vec<MigrationDecision>>", optional = nullable)]
    pub decisions: Vec<MigrationDecision>,
}

pub(crate) async fn diff(
    session: &Session,
    input: StandardsDiffInput,
    _: Context,
) -> Result<CatalogueDiff, CommandError> {
    Ok(session.workspace()?.diff_standards(&input.a, &input.b).await?)
}

pub(crate) async fn propose(
    session: &Session,
    input: MigrationProposeInput,
    _: Context,
) -> Result<MigrationProposal, CommandError> {
    let MigrationProposeInput { assessment, masvs, maswe, mastg, profile } = input;
    let to = MigrationTo { catalogues: CatalogueChoice { masvs, maswe, mastg }, profile };
    Ok(session.workspace()?.propose_migration(assessment, &to).await?)
}

pub(crate) async fn apply(session: &Session, input: MigrationApplyInput, _: Context) -> Result<Migrated, CommandError> {
    let MigrationApplyInput { assessment, masvs, maswe, mastg, profile, title, expected, decisions } = input;
    let to = MigrationTo { catalogues: CatalogueChoice { masvs, maswe, mastg }, profile };
    let workspace = session.workspace()?;
    Ok(workspace.apply_migration(assessment, &to, title.as_deref(), &expected, &decisions).await?)
}
