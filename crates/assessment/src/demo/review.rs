//! A second person in the example: work handed out, answers submitted, approved and returned, a mention, sign-offs.

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::{Example, People};
use crate::statement::Topic;
use crate::view::{AnswerState, ResultCode, ReviewAction, SignOffRole, UnitRow};
use crate::{Assign, Result, ReviewOf, Workspace};

/// How many answers are handed in, of which builds, and how many of them are looked at.
const SUBMITTED: usize = 26;
const APPROVED: usize = 17;
const RETURNED: usize = 3;

/// Hands out the work and reviews a part of it.
pub(super) async fn review(people: &People, user: &Workspace, example: &Example, release: Uuid) -> Result<()> {
    let Example { assessment, android, ios, .. } = *example;
    let (workspace, jonas) = (&people.lena, &people.jonas);
    let due = in_days(workspace, 9);
    let all = Assign { whole_build: true, assignee: Some(workspace.member()), due: Some(due), ..Assign::default() };
    workspace.assign(assessment, android, &all).await?;
    let groups = vec!["MASVS-NETWORK".to_owned(), "MASVS-PRIVACY".to_owned()];
    let due = Some(in_days(workspace, 4));
    let some = Assign { groups, assignee: Some(jonas.member()), due, ..Assign::default() };
    workspace.assign(assessment, android, &some).await?;
    let all = Assign { whole_build: true, assignee: Some(jonas.member()), ..Assign::default() };
    workspace.assign(assessment, ios, &all).await?;

    // Whoever opens the example has something to do as well, and has stated nothing.
    let groups = vec!["MASVS-RESILIENCE".to_owned()];
    for build in [android, ios] {
        let some = Assign { groups: groups.clone(), assignee: Some(user.member()), ..Assign::default() };
        workspace.assign(assessment, build, &some).await?;
    }

    let rows = workspace.checklist(assessment, android).await?.rows;
    let mut answered: Vec<&UnitRow> = Vec::new();
    for row in rows.iter().filter(|row| row.required && !matches!(row.state, AnswerState::Untested)) {
        if !answered.iter().any(|it| it.unit == row.unit) {
            answered.push(row);
        }
    }
    let of = |rows: &[&UnitRow]| -> Vec<ReviewOf> {
        rows.iter().map(|row| ReviewOf { unit: row.unit.clone(), basis: row.review.basis.clone() }).collect()
    };
    let submitted = &answered[..SUBMITTED.min(answered.len())];
    let (approved, rest) = submitted.split_at(APPROVED.min(submitted.len()));
    let returned = &rest[..RETURNED.min(rest.len())];
    workspace.state_review(assessment, android, ReviewAction::Submit, &of(submitted), None).await?;
    jonas.state_review(assessment, android, ReviewAction::Approve, &of(approved), None).await?;
    let words = "Which build of the app was that, and on which device? I can't see it in the evidence.";
    jonas.state_review(assessment, android, ReviewAction::Return, &of(returned), Some(words)).await?;

    let me = user.members().await?.into_iter().find(|member| member.me).map(|member| member.name);
    let at = format!("@{}", me.unwrap_or_default());
    let text = format!("{at}: the new pins are due before the release. Who asks the makers for a date?");
    let control = "MASVS-NETWORK-1".to_owned();
    jonas.add_remark(&Topic::Control { assessment, build: android, control }, &text).await?;
    if let Some(row) = returned.first() {
        let text = format!("{at}, the same screen looked otherwise on my Galaxy A55.");
        jonas.add_comment(assessment, android, &row.unit, &text).await?;
    }
    let topic = Topic::Assessment { release, assessment };
    workspace.add_remark(&topic, "Android first: the bank's committee meets before iOS is in the store.").await?;

    workspace
        .give_sign_off(assessment, SignOffRole::Tester, "I made these tests, and the results are what I saw.")
        .await?;
    // One look more at what was approved: the approval is left behind, the sign-off outdated.
    if let Some(row) = approved.iter().find(|row| row.state == AnswerState::Pass) {
        let words = super::answers::text(row, ResultCode::Pass, 1, true);
        workspace.state_result(assessment, android, &row.unit, ResultCode::Pass, words, &row.heads).await?;
    }
    jonas
        .give_sign_off(
            assessment,
            SignOffRole::Reviewer,
            "I looked at what was submitted for Android as a second person.",
        )
        .await?;
    Ok(())
}

/// A day as `2026-11-22`.
pub(super) fn in_days(workspace: &Workspace, days: i32) -> String {
    let today = workspace.day();
    let date = today.parse::<Date>().ok().and_then(|date| date.checked_add(days.days()).ok());
    date.map_or(today, |date| date.to_string())
}
