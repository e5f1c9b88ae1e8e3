//! The ledger: shown, verified, rebuilt.

use assay_assessment::view::{CheckpointCheck, LedgerPage, VerificationView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CommandError, Context, Session};

/// How many entries a page has unless it is asked for.
const PAGE: u32 = 100;
/// How many entries a page has at most.
const LARGEST_PAGE: u32 = 1000;

/// Input of `ledger_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct LedgerShowInput {
    /// How many entries at most; 100 by default, 1,000 at most.
    pub limit: Option<u32>,
    /// Only entries that arrived before this one: `arrival` of the last one of the page before.
    pub before: Option<i64>,
}

/// Input of `ledger_verify`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LedgerVerifyInput {}

/// Input of `checkpoint_check`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckpointCheckInput {
    /// The root of the checkpoint, 64 hexadecimal digits as reports print it. What a copy from a page brings between
    /// them does not count.
    pub root: String,
}

/// Input of `ledger_rebuild`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LedgerRebuildInput {}

/// What was rebuilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rebuilt {
    /// How many entries the projections were made from.
    pub entries: u64,
}

pub(crate) async fn show(session: &Session, input: LedgerShowInput, _: Context) -> Result<LedgerPage, CommandError> {
    Ok(session.workspace()?.ledger_page(input.limit.unwrap_or(PAGE).min(LARGEST_PAGE), input.before).await?)
}

pub(crate) async fn verify(
    session: &Session,
    _: LedgerVerifyInput,
    context: Context,
) -> Result<VerificationView, CommandError> {
    Ok(session.workspace()?.verify(&context.work()).await?)
}

pub(crate) async fn check_checkpoint(
    session: &Session,
    input: CheckpointCheckInput,
    context: Context,
) -> Result<CheckpointCheck, CommandError> {
    // Lines, blanks, and the places at which a page may break long digits, which can't be seen.
    let root: String = input.root.chars().filter(char::is_ascii_graphic).collect();
    Ok(session.workspace()?.check_checkpoint(&root.to_ascii_lowercase().parse()?, &context.work()).await?)
}

pub(crate) async fn rebuild(
    session: &Session,
    _: LedgerRebuildInput,
    context: Context,
) -> Result<Rebuilt, CommandError> {
    Ok(Rebuilt { entries: session.workspace()?.rebuild(&context.work()).await? })
}
