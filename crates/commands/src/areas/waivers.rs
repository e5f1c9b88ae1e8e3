//! Waivers: risks that are accepted until a day.

use assay_assessment::view::{FindingScope, WaiverOver, WaiverText, WaiverView};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, Session};

/// Input of `waivers_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WaiversListInput {
    /// Over whose findings, controls and units, and by what they are judged.
    pub scope: FindingScope,
}

/// Input of `waiver_grant`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WaiverGrantInput {
    /// What it lets through.
    pub over: WaiverOver,
    /// Who accepts the risk, why, under which conditions.
    pub text: WaiverText,
    /// The last day, as `2026-12-31`.
    pub until: String,
}

/// Input of `waiver_withdraw`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WaiverWithdrawInput {
    /// The waiver.
    pub waiver: Uuid,
    /// Why.
    pub reason: String,
    /// The heads that the writer saw: `heads` of the waiver.
    pub expected: Vec<String>,
}

pub(crate) async fn list(
    session: &Session,
    input: WaiversListInput,
    _: Context,
) -> Result<Vec<WaiverView>, CommandError> {
    Ok(session.workspace()?.waivers(input.scope).await?)
}

pub(crate) async fn grant(session: &Session, input: WaiverGrantInput, _: Context) -> Result<WaiverView, CommandError> {
    Ok(session.workspace()?.grant_waiver(input.over, input.text, &input.until).await?)
}

pub(crate) async fn withdraw(
    session: &Session,
    input: WaiverWithdrawInput,
    _: Context,
) -> Result<WaiverView, CommandError> {
    Ok(session.workspace()?.withdraw_waiver(input.waiver, &input.reason, &input.expected).await?)
}
